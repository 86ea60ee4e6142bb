"""Where the canvas asks for an action, and what the actions promise of its scores."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Final, Literal, NamedTuple, get_args

from workbook.canvas import BY_NEED, CanvasScore
from workbook.content.canvas import ELEMENTS, ElementId, ZoneId
from workbook.plan.actions import HORIZONS, Action, Horizon

Mark = Literal["today", "quick_win", "year", "vision"]
MARKS: Final[tuple[Mark, ...]] = get_args(Mark)


def by_zone(found: CanvasScore) -> Mapping[ZoneId, tuple[ElementId, ...]]:
    """The rated elements by zone, the most urgent zone first; within one the widest gap, then the lowest score."""

    def need(element: ElementId) -> tuple[Fraction, Fraction]:
        one = found.element(element)
        scores = [score for score in (one.supplier, one.customer) if score is not None]
        return -abs(one.gap or Fraction(0)), sum(scores, Fraction(0)) / len(scores)

    inside = {zone: [one.id for one in found.elements if one.zone == zone] for zone in BY_NEED}
    return {zone: tuple(sorted(members, key=need)) for zone, members in inside.items() if members}


def without_action(found: CanvasScore, actions: Iterable[Action]) -> tuple[ElementId, ...]:
    """The weaknesses and blind spots for which nothing is planned."""
    planned = {action.element for action in actions if action.counts}
    return tuple(one.id for one in found.elements if one.zone in ("blind_spot", "agreed_weakness") and one.id not in planned)


def course(found: CanvasScore, actions: Iterable[Action]) -> Mapping[Mark, Mapping[ElementId, Fraction]]:
    """The scores of today and what they shall be at each horizon. Today is the customer's score, the supplier's where there is none.

    A target holds from its horizon on, and never makes an element worse. Elements without a score or a target are left out.
    """
    now: dict[ElementId, Fraction] = {}
    for one in found.elements:
        score = one.supplier if one.customer is None else one.customer
        if score is not None:
            now[one.id] = score
    marks: dict[Mark, Mapping[ElementId, Fraction]] = {"today": dict(now)}
    many = list(actions)
    for horizon in HORIZONS:
        for action in many:
            if action.counts and action.horizon == horizon and action.target is not None:
                now[action.element] = max(now.get(action.element, Fraction(0)), Fraction(action.target))
        marks[horizon] = {element: now[element] for element in ELEMENTS if element in now}
    return marks


class Promise(NamedTuple):
    """A score that was promised in an earlier round, and what both sides score now."""

    element: ElementId
    horizon: Horizon
    target: int
    round: int
    supplier: Fraction | None
    customer: Fraction | None

    @property
    def off(self) -> Fraction | None:
        """The customer's score, or the supplier's where there is none, minus what was promised."""
        score = self.supplier if self.customer is None else self.customer
        return None if score is None else score - self.target


def promises(found: CanvasScore, actions: Iterable[Action], round: int) -> tuple[Promise, ...]:  # noqa: A002 - the house's word
    """What was promised before this round, in the order of the canvas and of the horizons; of several for the same the highest."""
    best: dict[tuple[int, int], Promise] = {}
    for action in actions:
        if action.counts and action.target is not None and action.round < round:
            one = found.element(action.element)
            promise = Promise(action.element, action.horizon, action.target, action.round, one.supplier, one.customer)
            place = ELEMENTS.index(action.element), HORIZONS.index(action.horizon)
            if place not in best or best[place].target < promise.target:
                best[place] = promise
    return tuple(best[place] for place in sorted(best))
