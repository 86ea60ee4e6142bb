"""The canvas of one account: everyone plays a side and rates nine elements; the room sees both radars and where it is most mixed.

An element is shown for a side only where at least the floor of people rated it. *Mixed* is how far apart two people of the same side are
on average, over all pairs; the side that is more mixed counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Annotated, Any, Final, Literal

from pydantic import Field, create_model, field_validator

from workbook.canvas import Rating, mean, points
from workbook.content import book
from workbook.content.canvas import ELEMENTS, SIDES, ElementId, Side
from workbook.exercises.shape import About, Cell, Exercise, Kind, Open, Pick, Picture, Question, Rate, Result, Said, Screen, Table
from workbook.room import Given
from workbook.text import clean

Score = Annotated[int, Field(ge=1, le=5)]


class Settings(Open):
    """The account that is rated, whether people choose a side or get one in turn, and whether they predict the other side."""

    account: Annotated[str, Field(max_length=80)] = ""
    sides: Literal["in_turn", "chosen"] = "in_turn"
    predict: bool = False

    @field_validator("account")
    @classmethod
    def _clean(cls, account: str) -> str:
        return clean(account)


class _Side(Open):
    side: Side | None = None


Answer: Final = create_model(
    "Answer",
    __base__=_Side,
    **dict.fromkeys(ELEMENTS, (Score | Literal["cannot_judge"] | None, None)),  # type: ignore[call-overload]
    **{f"predict_{element}": (Score | None, None) for element in ELEMENTS},
)
"""A side, a rating of each element, and what the other side is expected to say."""


def side_of(answer: Any, seat: int, settings: Settings) -> Side | None:
    """Whose side somebody plays: the chosen one, or by seat in turn."""
    if settings.sides == "in_turn":
        return SIDES[seat % 2]
    side: Side | None = answer.side
    return side


def _about(settings: Settings) -> About:
    return About({"account": ("plain", settings.account)})


def _screens(settings: Settings, seat: int, answer: Any) -> tuple[Screen, ...]:
    side = side_of(answer, seat, settings)
    first = (Screen(None, (Pick("side", SIDES, "word"),)),) if settings.sides == "chosen" else ()
    if side is None:
        return first
    elements = book().canvas.elements
    screens = []
    for element in elements:
        questions: tuple[Question, ...] = (Rate(element.id, element.statement(side), element.anchors),)
        if settings.predict:
            questions += (Rate(f"predict_{element.id}", None, {}),)
        screens.append(Screen(("element", element.id), questions, part=side))
    return (*first, *screens)


def _most_mixed(order: Sequence[ElementId], mixed: Mapping[ElementId, Fraction | None]) -> list[Said]:
    """What to talk about first; several elements may be mixed alike, and none may be."""
    most = mixed[order[0]]
    if most is None:
        return []
    if not most:
        return [Said("not_mixed", {})]
    alike = sum(mixed[one] == most for one in order)
    if alike > 1:
        return [Said("mixed_alike", {"count": ("count", alike), "apart": ("score", most)})]
    return [Said("most_mixed", {"element": ("element", order[0]), "apart": ("score", most)})]


def _finished(answer: Any) -> bool:
    return all(getattr(answer, element) is not None for element in ELEMENTS)


def _result(rounds: Sequence[Sequence[Given]], settings: Settings, floor: int) -> Result | None:
    given = [(one, Answer.model_validate(one.body)) for one in rounds[-1]]
    sides = {side: [answer for one, answer in given if side_of(answer, one.seat, settings) == side] for side in SIDES}
    shown = {side: some for side, some in sides.items() if len(some) >= floor}
    if len(given) < floor or not shown:
        return None
    scores: dict[Side, dict[ElementId, list[Fraction]]] = {
        side: {element: rated for element in ELEMENTS if len(rated := _points(some, element)) >= floor} for side, some in shown.items()
    }
    means: dict[Side, dict[ElementId, Fraction]] = {
        side: {element: sum(some, Fraction(0)) / len(some) for element, some in of.items()} for side, of in scores.items()
    }
    mixed = {
        element: max((apart(of[element]) for of in scores.values() if len(of.get(element, ())) > 1), default=None) for element in ELEMENTS
    }
    order = sorted((one for one in ELEMENTS if mixed[one] is not None), key=lambda one: -(mixed[one] or 0))
    order += [one for one in ELEMENTS if mixed[one] is None]
    said = [_who(sides, floor)]
    said += _most_mixed(order, mixed)
    rows = tuple(
        (element, *(cell for side in SIDES for cell in _cells(scores, means, side, element)), _gap(means, element), mixed[element])
        for element in order
    )
    columns: tuple[tuple[str, Kind], ...] = (
        ("element", "element"),
        ("supplier", "score"),
        ("supplier_span", "plain"),
        ("customer", "score"),
        ("customer_span", "plain"),
        ("gap", "gap"),
        ("mixed", "score"),
    )
    picture = Picture(
        "radar",
        {
            "side": list(scores),
            "scores": [{element: float(value) for element, value in means[side].items()} for side in scores],
            "bands": [{element: (float(min(some)), float(max(some))) for element, some in of.items()} for of in scores.values()],
        },
        said[-1],
    )
    tables = [Table("elements", columns, rows)]
    guesses = _predictions(shown, means, floor)
    if guesses:
        tables.append(Table("predictions", (("side", "word"), ("predicted", "count"), ("points_off", "score")), guesses))
    return Result(len(given), tuple(said), (picture,), tuple(tables))


def apart(scores: Sequence[Fraction]) -> Fraction:
    """How far apart two people are on average, over all pairs; nothing for one person.

    >>> apart([Fraction(1), Fraction(3), Fraction(5)])
    Fraction(8, 3)
    """
    pairs = [abs(one - other) for one, other in combinations(scores, 2)]
    return mean(pairs).value or Fraction(0)


def _points(answers: Sequence[Any], element: str) -> list[Fraction]:
    given: list[Rating] = [getattr(one, element) for one in answers]
    return [score for one in given if (score := points(one)) is not None]


def _who(sides: Mapping[Side, Sequence[Any]], floor: int) -> Said:
    """How many play each side, and why one of them is not shown. What is below the floor is not counted out either."""
    few = [side for side in SIDES if len(sides[side]) < floor]
    if few:
        other = next(side for side in SIDES if side not in few)
        told: dict[str, tuple[Kind, Cell]] = {"side": ("word", other), "people": ("count", len(sides[other])), "missing": ("word", few[0])}
        return Said("one_side", {**told, "floor": ("count", floor)}) if floor > 1 else Said("one_side_alone", told)
    return Said("both_sides", {side: ("count", len(sides[side])) for side in SIDES})


def _cells(scores: Any, means: Any, side: Side, element: ElementId) -> tuple[Cell, Cell]:
    of = scores.get(side, {}).get(element)
    if not of:
        return None, ""
    return means[side][element], f"{min(of)}–{max(of)}"


def _gap(means: Mapping[Side, Mapping[ElementId, Fraction]], element: ElementId) -> Fraction | None:
    if not all(element in means.get(side, {}) for side in SIDES):
        return None
    return means["supplier"][element] - means["customer"][element]


def _predictions(
    shown: Mapping[Side, Sequence[Any]], means: Mapping[Side, Mapping[ElementId, Fraction]], floor: int
) -> tuple[tuple[Cell, ...], ...]:
    """How far each side was from what the other one said, where enough people predicted."""
    found: list[tuple[Cell, ...]] = []
    for side, some in shown.items():
        other = means.get("customer" if side == "supplier" else "supplier", {})
        by_person = [
            off
            for one in some
            if (off := [abs(guess - other[name]) for name in ELEMENTS if name in other and (guess := getattr(one, f"predict_{name}"))])
        ]
        if len(by_person) >= floor:
            found.append((side, len(by_person), mean(mean(off).value for off in by_person).value))
    return tuple(found)


EXERCISE: Final = Exercise("canvas", 2, Answer, Settings, _about, _screens, _finished, _result)
