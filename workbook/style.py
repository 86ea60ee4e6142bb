"""How somebody sells, by what they did in their last three cases: behaviour, not personality.

Each of fifteen items says in how many of three cases something was done, 0 to 3; three items belong to a method, so it has 0 to 9
points. What fits a context is asked of the same points as everywhere in the workbook.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Final, Literal, NamedTuple

from pydantic import Field

from workbook.content.methods import METHODS, MethodId, Question
from workbook.content.style import CASES, PER_METHOD, Item, ItemId, Stance
from workbook.methods import Reason, fit
from workbook.text import Frozen

MOST: Final = CASES * PER_METHOD
OFTEN: Final = MOST // 2 + 1
PIECES: Final = 3
Answer = Annotated[int, Field(ge=0, le=CASES)]
Answers = Mapping[ItemId, int]


class Context(Frozen):
    """What the three cases were like: answers to three of the questions on the situation, by their ids."""

    order_size: Literal["small", "medium", "large"]
    deciders: Literal["one", "few", "many"]
    horizon: Literal["once", "repeat", "years"]


CONTEXT: Final = tuple(Context.model_fields)


class Profile(NamedTuple):
    """Points by method (0-9), the methods with the most, and those with the next most. Nothing done is neither."""

    points: Mapping[MethodId, int]
    majors: tuple[MethodId, ...]
    minors: tuple[MethodId, ...]

    @property
    def even(self) -> bool:
        """Whether all five methods have the same points."""
        return len(set(self.points.values())) == 1


def profile(items: Sequence[Item], answers: Answers) -> Profile:
    """The profile of some answers; an item without an answer counts nothing. Raises `ValueError` for an answer that is none."""
    known = {item.id: item.method for item in items}
    points: dict[MethodId, int] = dict.fromkeys(METHODS, 0)
    for item, cases in answers.items():
        if item not in known or not 0 <= cases <= CASES:
            raise ValueError(f"no such answer: {item}: {cases}")
        points[known[item]] += cases
    first, *rest = sorted({value for value in points.values() if value}, reverse=True) or [0]

    def having(value: int) -> tuple[MethodId, ...]:
        return tuple(method for method in METHODS if value and points[method] == value)

    return Profile(points, having(first), having(rest[0] if rest else 0))


def straight_lined(answers: Answers, of: int) -> bool:
    """Whether all of so many items have the same answer, which may be true and may be haste."""
    return len(answers) == of and len(set(answers.values())) == 1


class Fitting(NamedTuple):
    """A method in a context: how much it was used, the points of its fit with their reasons, and what follows, if anything."""

    method: MethodId
    used: int
    points: int
    reasons: tuple[Reason, ...]
    stance: Stance | None


def fits(questions: Sequence[Question], context: Context, found: Profile) -> tuple[Fitting, ...]:
    """All five methods, those that fit the context best first."""
    ranked = fit(questions, context.model_dump())
    return tuple(
        Fitting(one.method, found.points[one.method], one.points, one.reasons, _stance(found.points[one.method], one.points))
        for one in ranked
    )


def _stance(used: int, points: int) -> Stance | None:
    if used >= OFTEN:
        return "keep" if points > 0 else "less" if points < 0 else None
    return "more" if points > 0 else None


def advice(fitting: Sequence[Fitting]) -> tuple[tuple[MethodId, Stance], ...]:
    """Three pieces of advice, one a method: what is used and does not fit, what fits and is missing, what fits and is used.

    Where one of these is missing, the next of the others takes its place; then what is used a little and does not fit; at last what
    fits best of the rest.
    """
    by: dict[Stance, list[Fitting]] = {
        "less": sorted((one for one in fitting if one.stance == "less"), key=lambda one: (one.points, -one.used)),
        "more": sorted((one for one in fitting if one.stance == "more"), key=lambda one: (-one.points, one.used)),
        "keep": sorted((one for one in fitting if one.stance == "keep"), key=lambda one: (-one.points, -one.used)),
    }
    rest = [one for one in fitting if one.stance is None]
    wasted = sorted((one for one in rest if one.points < 0 < one.used), key=lambda one: (one.points, -one.used))
    pieces: list[tuple[MethodId, Stance]] = [
        *((one.method, stance) for stance, those in by.items() for one in those[:1]),
        *((one.method, stance) for stance, those in by.items() for one in those[1:]),
        *((one.method, "less") for one in wasted),
        *((one.method, "keep" if one.used >= OFTEN else "more") for one in rest if one not in wasted),
    ]
    return tuple(pieces[:PIECES])


def change(now: Profile, before: Profile) -> dict[MethodId, int]:
    """Points won or lost since an earlier time, by method."""
    return {method: now.points[method] - before.points[method] for method in METHODS}
