"""A workshop room: what stands on its agenda, what may be done in it now, and who may see what.

A stage is an exercise on the agenda of a room. It waits, is open, pauses, is closed, is revealed; some go through a second round.
Nothing of a round is shown to the wall or to a phone before the host reveals it, and nothing to anybody below the room's floor.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, Literal, NamedTuple, get_args

from workbook.links import DAY

Phase = Literal["waiting", "open", "paused", "closed", "revealed"]
Step = Literal["open", "pause", "close", "reveal", "hide", "again", "first"]
Pace = Literal["follow", "free"]
Anonymity = Literal["nobody", "host", "wall"]
ANONYMITIES: Final[tuple[Anonymity, ...]] = get_args(Anonymity)
Spoken = Literal["both", "en", "zh"]
SPOKEN: Final[tuple[Spoken, ...]] = get_args(Spoken)
Role = Literal["host", "wall", "phone"]

FLOOR: Final = 3
FLOORS: Final = range(1, 21)
LIVES: Final = 30 * DAY
"""How long a room takes people in, unless its host ends it before."""
MOST_PEOPLE: Final = 500
MOST_STAGES: Final = 20

_STEPS: Final[Mapping[Step, tuple[frozenset[Phase], Phase]]] = {
    "open": (frozenset({"waiting", "paused", "closed"}), "open"),
    "pause": (frozenset({"open"}), "paused"),
    "close": (frozenset({"open", "paused"}), "closed"),
    "reveal": (frozenset({"open", "paused", "closed"}), "revealed"),
    "hide": (frozenset({"revealed"}), "closed"),
    "again": (frozenset({"closed", "revealed"}), "open"),
    "first": (frozenset({"open", "paused", "closed", "revealed"}), "closed"),
}
"""What the host can do: from which phases, and to which."""


class Stage(NamedTuple):
    """An exercise on a room's agenda, and how far it is. `settings` are the exercise's own, as plain data."""

    number: int
    exercise: str
    phase: Phase = "waiting"
    round: int = 1
    settings: Mapping[str, Any] = MappingProxyType({})


class Room(NamedTuple):
    """A room. `state` counts what its host did, `pulse` everything that happened; times are seconds since 1970 in UTC."""

    id: str
    code: str | None
    title: str
    spoken: Spoken
    floor: int
    anonymity: Anonymity
    pace: Pace
    current: int
    created: int
    expires: int
    ended: int | None
    state: int
    pulse: int
    stages: tuple[Stage, ...]

    @property
    def stage(self) -> Stage:
        """The exercise that the host is at."""
        return self.stages[self.current]

    def lives(self, now: int) -> bool:
        """Whether people can still come in and answer."""
        return self.ended is None and now < self.expires


class Plan(NamedTuple):
    """What a host decides before opening. Anonymity and floor are promised to whoever joins, so they stay."""

    title: str
    spoken: Spoken
    floor: int
    anonymity: Anonymity
    pace: Pace
    stages: tuple[tuple[str, Mapping[str, Any]], ...]


class Counts(NamedTuple):
    """How many are in the room, how many of them have answered, how many answers are stored, and how many people have left.

    Whoever leaves takes no answer along: `answered` ≤ `present`, and `stored` − `answered` are answers of some of those who `left`.
    """

    present: int
    left: int
    answered: int
    stored: int


class Pulse(NamedTuple):
    """What a live screen asks for: how often the host has done something, and how often anything happened."""

    state: int
    pulse: int


class Given(NamedTuple):
    """An answer: whose (an id that says nothing outside the room), in which round, what, and for texts whether the host shows it.

    `name` is empty wherever the reader may not know it; `seat` counts the people in the order in which they came, from 0.
    """

    participant: str
    name: str
    round: int
    body: Mapping[str, Any]
    changed: int
    shown: bool = False
    seat: int = 0


class Person(NamedTuple):
    """Somebody with a phone in the room. A name is there only where the room takes names."""

    id: str
    name: str
    seat: int
    joined: int
    left: int | None


class Mine(NamedTuple):
    """What a phone may know: the room, who it is, and its own answers by stage and round, each with when it was stored."""

    room: Room
    person: Person
    answers: Mapping[tuple[int, int], tuple[Mapping[str, Any], int]]


class Line(NamedTuple):
    """A line of a host's list of rooms: an own one, or one that a co-host's link leads."""

    id: str
    code: str | None
    title: str
    created: int
    ended: int | None
    people: int
    own: bool


class Entrance(NamedTuple):
    """What somebody may know who has a code and is not in yet."""

    id: str
    title: str
    spoken: str
    floor: int
    anonymity: str
    full: bool


class Kept(NamedTuple):
    """An answer as it is stored, when, and the how many-th tap of its device in this process it was."""

    body: dict[str, Any]
    changed: int
    taps: int


class Report(NamedTuple):
    """What a report link shows: the room and the answers of every exercise that was revealed."""

    room: Room
    counts: Counts
    answers: Mapping[int, tuple[Given, ...]]


class NotNow(Exception):
    """The room is not at a point where this can be done: paused, closed, ended, or another round by now. Nothing was stored."""


def allows(stage: Stage, step: Step, rounds: int) -> bool:
    """Whether a step can be taken from here. A second round needs an exercise that has `rounds` for it, the way back a second round."""
    if (step == "again" and stage.round >= rounds) or (step == "first" and stage.round == 1):
        return False
    return stage.phase in _STEPS[step][0]


def after(stage: Stage, step: Step, rounds: int) -> Stage:
    """The stage after a step of the host's; the same stage where a second tap asks for what is there already.

    Raises `NotNow` for a step that leads nowhere from here.
    """
    _, phase = _STEPS[step]
    if not allows(stage, step, rounds):
        if step != "again" and stage.phase == phase:
            return stage
        raise NotNow
    return stage._replace(phase=phase, round=stage.round + (step == "again") - (step == "first"))


def takes_answers(room: Room, stage: Stage, now: int) -> bool:
    """Whether a phone may answer. At a free pace an exercise that has not begun can be done ahead."""
    if not room.lives(now):
        return False
    return stage.phase == "open" or (room.pace == "free" and stage.phase == "waiting")


def told_phase(room: Room, stage: Stage, now: int) -> Phase | Literal["ahead"]:
    """The phase of an exercise as it is told: one that has not begun is "ahead" where phones may do it already."""
    return "ahead" if stage.phase == "waiting" and takes_answers(room, stage, now) else stage.phase


def may_see(role: Role, stage: Stage) -> bool:
    """Whether somebody may see what the room thinks: the host at any time, everybody else once it is revealed."""
    return role == "host" or stage.phase == "revealed"


def may_know_names(role: Role, anonymity: Anonymity) -> bool:
    """Whether somebody may see who answered what."""
    return anonymity == "wall" or (role == "host" and anonymity == "host")


def takes_names(anonymity: Anonymity) -> bool:
    """Whether phones are asked for a name at all: what nobody may see is not stored either."""
    return anonymity != "nobody"


def on_a_phone(room: Room) -> tuple[int, ...]:
    """The stages that a phone can be at: the host's, or at a free pace any."""
    return tuple(stage.number for stage in room.stages) if room.pace == "free" and room.ended is None else (room.current,)


def moved(room: Room, number: int) -> int:
    """The number of a stage within the agenda. Raises `NotNow` beyond its ends."""
    if not 0 <= number < len(room.stages):
        raise NotNow
    return number


def by_round(answers: Sequence[Given], last: int) -> tuple[tuple[Given, ...], ...]:
    """The answers of each round up to the last one."""
    return tuple(tuple(one for one in answers if one.round == number) for number in range(1, last + 1))
