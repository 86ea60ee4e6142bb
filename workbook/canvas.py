"""The Triple Fit canvas: from ratings to elements, levels, gaps and zones.

A rating is 1-5, `CANNOT_JUDGE`, or missing; both of the latter count as nothing, never as 1. How scores combine is the workbook's
convention: the article gives the scale and the overall fit of 1-5, but no rule (fact 88). The two sides stay two series and are never
averaged into one.

>>> result = score({"supplier": {"strategy": 4}, "customer": {"strategy": 2}}, Thresholds(agreement_within=1, strength_from=3.5))
>>> result.element("strategy").zone
'blind_spot'
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from numbers import Real
from typing import Final, Literal, NamedTuple, get_args

from workbook.content.canvas import ELEMENTS, SIDES, ElementId, LevelId, Side, Thresholds, ZoneId
from workbook.text import exact

BY_NEED: Final[tuple[ZoneId, ...]] = ("blind_spot", "agreed_weakness", "hidden_strength", "agreed_strength", "one_side_only")
"""The zones, the most urgent first."""
CANNOT_JUDGE: Final = "cannot_judge"
Rating = int | float | Decimal | Fraction | Literal["cannot_judge"] | None
"""A score may also be a number of numpy's, as a table's column gives it."""
Ratings = Mapping[Side, Mapping[ElementId, Rating]]
LEVELS: Final[tuple[LevelId, ...]] = get_args(LevelId)
LEVEL_OF: Final[dict[ElementId, LevelId]] = {element: LEVELS[index // 3] for index, element in enumerate(ELEMENTS)}


class ElementScore(NamedTuple):
    """Where an element stands: both sides' scores, None where there is none; `gap` is supplier minus customer."""

    id: ElementId
    supplier: Fraction | None
    customer: Fraction | None
    gap: Fraction | None
    zone: ZoneId | None

    def of(self, side: Side) -> Fraction | None:
        """One side's score."""
        return self.supplier if side == "supplier" else self.customer


class Mean(NamedTuple):
    """A mean of 1-5 and of how many ratings, None where there are none."""

    value: Fraction | None
    rated: int


class CanvasScore(NamedTuple):
    """The canvas of one account: nine elements, and the means of levels and of the whole for each side."""

    elements: tuple[ElementScore, ...]
    levels: Mapping[LevelId, Mapping[Side, Mean]]
    overall: Mapping[Side, Mean]

    def element(self, element: ElementId) -> ElementScore:
        """One element by its id."""
        return self.elements[ELEMENTS.index(element)]

    @property
    def rated(self) -> int:
        """How many elements at least one side has scored."""
        return sum(element.zone is not None for element in self.elements)

    @property
    def gaps(self) -> tuple[ElementScore, ...]:
        """The elements that both sides scored, the widest gap first, in the order of the canvas where they tie."""
        both = [element for element in self.elements if element.gap is not None]
        return tuple(sorted(both, key=lambda element: abs(element.gap or Fraction(0)), reverse=True))

    @property
    def widest(self) -> tuple[ElementScore, ...]:
        """The elements with the widest gap, several where they tie, even at 0; none where no element was scored by both sides."""
        return tuple(element for element in self.gaps if abs(element.gap or 0) == abs(self.gaps[0].gap or 0))


def points(rating: Rating) -> Fraction | None:
    """What a rating counts: itself (a float as it is written), or nothing. Raises `ValueError` for what is not on the scale."""
    if rating is None or rating == CANNOT_JUDGE:
        return None
    number = isinstance(rating, Real | Decimal) and not isinstance(rating, bool)
    if not number or (isinstance(rating, Decimal) and rating.is_nan()) or not 1 <= rating <= 5:
        raise ValueError(f"a rating is 1 to 5, {CANNOT_JUDGE!r} or None, not {rating!r}")
    return exact(rating)


def mean(scores: Iterable[Fraction | None]) -> Mean:
    """The unweighted mean of the scores that there are."""
    there = [score for score in scores if score is not None]
    return Mean(sum(there, Fraction(0)) / len(there) if there else None, len(there))


def zone(supplier: Fraction | int | None, customer: Fraction | int | None, thresholds: Thresholds) -> ZoneId | None:
    """The one zone of a pair of exact scores; None where neither side has one."""
    if supplier is None or customer is None:
        return None if supplier is customer else "one_side_only"
    gap = supplier - customer
    if gap > thresholds.agreement_within:
        return "blind_spot"
    if gap < -thresholds.agreement_within:
        return "hidden_strength"
    return "agreed_strength" if supplier + customer >= 2 * thresholds.strength_from else "agreed_weakness"


def score(ratings: Ratings, thresholds: Thresholds) -> CanvasScore:
    """Everything the canvas says about one account. Elements that `ratings` leaves out are not rated.

    Raises `ValueError` for an element, a side or a rating that does not exist.
    """
    for side, given in ratings.items():
        if not isinstance(given, Mapping):
            raise ValueError(f"expected the ratings of the {side} by element, found {given!r}")
        if side not in SIDES or (unknown := set(given) - set(ELEMENTS)):
            raise ValueError(f"no such side or element: {side if side not in SIDES else ', '.join(sorted(map(str, unknown)))}")
    by_side = {side: {element: points(ratings.get(side, {}).get(element)) for element in ELEMENTS} for side in SIDES}
    elements = []
    for element in ELEMENTS:
        ours, theirs = by_side["supplier"][element], by_side["customer"][element]
        gap = None if ours is None or theirs is None else ours - theirs
        elements.append(ElementScore(element, ours, theirs, gap, zone(ours, theirs, thresholds)))
    levels = {
        level: {side: mean(by_side[side][element] for element in ELEMENTS if LEVEL_OF[element] == level) for side in SIDES}
        for level in LEVELS
    }
    return CanvasScore(tuple(elements), levels, {side: mean(by_side[side].values()) for side in SIDES})
