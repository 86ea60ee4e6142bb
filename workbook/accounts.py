"""An account over time: who rated what in which round, what may already be seen, and what the raters say together.

Each rater counts once in a round, with the latest assessment. The two sides stay two series. Bands are the lowest and highest rating,
and quartiles from five raters on; how many raters make a mean trustworthy is the reader's judgement, so the number is always there.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Final, NamedTuple

from workbook.canvas import CanvasScore, Mean, Rating, mean, points, score
from workbook.content.canvas import ELEMENTS, SIDES, ElementId, LevelId, Side, Thresholds

QUARTILES_FROM: Final = 5


class Given(NamedTuple):
    """What a rater gave for one element. `predicted` is what the other side is expected to say; `version` counts the changes."""

    score: Rating = None
    predicted: int | None = None
    evidence: str = ""
    note: str = ""
    changed: int = 0
    version: int = 0


class Assessment(NamedTuple):
    """One rater's dated ratings for one side of an account in one round."""

    id: str
    account: str
    round: int
    side: Side
    rater: str
    role: str
    by_link: bool
    handed_in: int | None
    created: int
    changed: int
    ratings: Mapping[ElementId, Given]

    @property
    def who(self) -> tuple[Side, str, str]:
        """The same rater in another assessment has the same `who`; one without a name is a rater of its own."""
        return self.side, self.rater.casefold() or self.id, self.role.casefold()

    @property
    def guess(self) -> bool:
        """Whether it is only what the supplier thinks of the customer's side: nobody there answered by link, or is named."""
        return self.side == "customer" and not (self.by_link or self.rater)

    @property
    def used(self) -> bool:
        """Whether anything was rated."""
        return any(given.score is not None for given in self.ratings.values())


class Account(NamedTuple):
    """A customer firm. `round` is the current one, `closed` when it was closed.

    `asked` is whether customers are asked by link in it: a questionnaire can be answered, or somebody has begun to.
    """

    id: str
    name: str
    round: int
    closed: int | None
    archived: bool
    created: int
    changed: int
    version: int
    asked: bool


class Spread(NamedTuple):
    """What several raters say of one element: the mean of how many, and their band: lowest to highest, the quartiles from five on."""

    mean: Fraction
    raters: int
    low: Fraction
    high: Fraction


Panel = Mapping[Side, Mapping[ElementId, Spread]]


class TrendPoint(NamedTuple):
    """A level's mean in one round, as one side rated it, at the time of that side's latest rating."""

    round: int
    at: int
    side: Side
    level: LevelId
    mean: Fraction


class Prediction(NamedTuple):
    """How far a rater was from what the other side said: the mean distance in points, over how many elements, and by element."""

    assessment: Assessment
    error: Fraction
    elements: Mapping[ElementId, Fraction]

    @property
    def furthest(self) -> tuple[tuple[ElementId, Fraction], ...]:
        """The three elements furthest off, and by how many points; what was guessed right is none of them."""
        return tuple(sorted(((name, off) for name, off in self.elements.items() if off), key=lambda pair: -pair[1])[:3])


def latest(assessments: Iterable[Assessment]) -> tuple[Assessment, ...]:
    """Of each rater in each round the assessment that was changed last; a guess only where nobody of the customer has rated."""
    used = [one for one in assessments if one.used]
    answered = {one.round for one in used if one.side == "customer" and not one.guess}
    counted = [one for one in used if not (one.guess and one.round in answered)]
    found: dict[tuple[int, tuple[Side, str, str]], Assessment] = {}
    for one in sorted(counted, key=lambda one: (one.changed, one.created, one.id)):
        found[one.round, one.who] = one
    return tuple(found.values())


def revealed(account: Account, assessments: Sequence[Assessment]) -> bool:
    """Whether both sides of the current round have handed in, or the round was closed, or nobody is asked by link."""
    if not account.asked or account.closed:
        return True
    now = [one for one in assessments if one.round == account.round and one.handed_in]
    return any(one.side == "supplier" for one in now) and any(one.by_link for one in now)


def visible(account: Account, assessments: Sequence[Assessment], *, reader: bool = False) -> tuple[Assessment, ...]:
    """What the owner may see, or the `reader` of a report, who may be the customer.

    An answer by link is seen once it is handed in and the supplier has handed in too, or the round is over. A reader sees nothing of a
    round that is not revealed.
    """
    open_now = revealed(account, assessments)
    ours = any(one.side == "supplier" and one.handed_in for one in assessments if one.round == account.round)

    def seen(one: Assessment) -> bool:
        if one.by_link and not one.handed_in:
            return False
        if one.round != account.round or account.closed or not account.asked:
            return True
        return open_now if reader else not one.by_link or ours

    return tuple(one for one in assessments if seen(one))


def panel(assessments: Iterable[Assessment], number: int) -> Panel:
    """The raters of one round together: by side and element, elements without a rating left out."""
    counted = [one for one in latest(assessments) if one.round == number]
    found: dict[Side, dict[ElementId, Spread]] = {}
    for side in SIDES:
        found[side] = {}
        for element in ELEMENTS:
            given = [points(one.ratings[element].score) for one in counted if one.side == side and element in one.ratings]
            scores = sorted(one for one in given if one is not None)
            if scores:
                low, high = scores[0], scores[-1]
                if len(scores) >= QUARTILES_FROM:
                    low, _, high = statistics.quantiles(scores, n=4, method="inclusive")
                found[side][element] = Spread(sum(scores, Fraction(0)) / len(scores), len(scores), low, high)
    return found


def canvas(of: Panel, thresholds: Thresholds) -> CanvasScore:
    """The canvas that a panel makes: every element with the mean of its raters."""
    return score({side: {element: spread.mean for element, spread in of[side].items()} for side in SIDES}, thresholds)


def rounds(assessments: Iterable[Assessment]) -> tuple[int, ...]:
    """The rounds in which anything was rated, the latest first."""
    return tuple(sorted({one.round for one in assessments if one.used}, reverse=True))


def once(assessments: Iterable[Assessment], side: Side) -> bool:
    """Whether a side was rated by a single rater a single time: one opinion, once."""
    return sum(one.side == side for one in latest(assessments)) == 1


def guessed(assessments: Iterable[Assessment], number: int) -> bool:
    """Whether a round's customer side is only a guess."""
    return any(one.guess and one.round == number for one in latest(assessments))


def trend(assessments: Sequence[Assessment], thresholds: Thresholds) -> tuple[TrendPoint, ...]:
    """The means of the levels, round by round from the first."""
    found = []
    for number in reversed(rounds(assessments)):
        levels = canvas(panel(assessments, number), thresholds).levels
        for side in SIDES:
            at = max((one.changed for one in assessments if one.round == number and one.side == side and one.used), default=0)
            found += [TrendPoint(number, at, side, level, value) for level in levels if (value := levels[level][side].value) is not None]
    return tuple(found)


def predictions(assessments: Sequence[Assessment], number: int) -> tuple[Prediction, ...]:
    """Each rater of a round who predicted the other side, as soon as the other side is there; the best first."""
    together, found = panel(assessments, number), []
    for one in latest(assessments):
        other = together["customer" if one.side == "supplier" else "supplier"]
        off = {
            element: abs(given.predicted - other[element].mean)
            for element, given in one.ratings.items()
            if given.predicted is not None and element in other
        }
        if one.round == number and off:
            error = mean(off.values()).value or Fraction(0)
            found.append(Prediction(one, error, off))
    return tuple(sorted(found, key=lambda one: one.error))


class Standing(NamedTuple):
    """A line of the portfolio: levels and whole as the customer sees them, else the supplier; the widest gap; the last rating; all cells.

    `cells` holds `[supplier, customer]` by element, None where nobody rated. Nothing is rounded.
    """

    planning: float | None
    execution: float | None
    resources: float | None
    overall: float | None
    gap: float | None
    rated: int | None
    cells: Mapping[ElementId, tuple[float | None, float | None]]


def standing(account: Account, assessments: Sequence[Assessment], thresholds: Thresholds) -> Standing:
    """Where an account stands by the latest round that may be seen."""
    seen = visible(account, assessments)
    numbers = rounds(seen)
    found = canvas(panel(seen, numbers[0]) if numbers else {side: {} for side in SIDES}, thresholds)

    def cell(value: Fraction | None) -> float | None:
        return None if value is None else float(value)

    def shown(means: Mapping[Side, Mean]) -> float | None:
        return cell(means["supplier"].value if means["customer"].value is None else means["customer"].value)

    return Standing(
        planning=shown(found.levels["planning"]),
        execution=shown(found.levels["execution"]),
        resources=shown(found.levels["resources"]),
        overall=shown(found.overall),
        gap=cell(abs(found.gaps[0].gap or Fraction(0))) if found.gaps else None,
        rated=max((one.changed for one in seen if one.used), default=None),
        cells={one.id: (cell(one.supplier), cell(one.customer)) for one in found.elements},
    )
