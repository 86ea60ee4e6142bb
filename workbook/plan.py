"""The plan of an account: actions over three horizons, what they promise, cost and bring, and what to do where a side loses.

Every action is weighed in money, or in points of 0-5 where no money is known; the two are never added up, so a plan has up to two
balances. A plan is fair where what each side gains is worth more than what it puts in: the deal rule (fact 50), asked for both sides.
The horizons are the article's (facts 84, 97); effort and benefit are too (99), the arithmetic is the workbook's. Amounts are exact.

>>> none, much = Decimal(0), Decimal(80)
>>> ours = Action("a", effort_supplier=Decimal(20), effort_customer=none, benefit_supplier=none, benefit_customer=much)
>>> balance([ours], "money").surplus
{'supplier': Decimal('-20'), 'customer': Decimal('80')}
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction
from typing import Annotated, Final, Literal, NamedTuple, get_args

from pydantic import Field

from workbook.canvas import CanvasScore
from workbook.content.canvas import ELEMENTS, SIDES, ElementId, Side, ZoneId
from workbook.text import Frozen

Horizon = Literal["quick_win", "year", "vision"]
HORIZONS: Final[tuple[Horizon, ...]] = get_args(Horizon)
MONTHS: Final[dict[Horizon, int]] = {"quick_win": 3, "year": 12, "vision": 36}
Mark = Literal["today", "quick_win", "year", "vision"]
MARKS: Final[tuple[Mark, ...]] = get_args(Mark)
Status = Literal["open", "under_way", "done", "dropped"]
STATUSES: Final[tuple[Status, ...]] = get_args(Status)
Unit = Literal["money", "points"]
UNITS: Final[tuple[Unit, ...]] = get_args(Unit)
MOST: Final[dict[Unit, Decimal]] = {"money": Decimal(1_000_000_000_000), "points": Decimal(5)}
"""The largest effort or benefit that can be entered."""
Lack = Literal["owner", "due", "indicator", "weight"]
EXACT_UP_TO: Final = 15
_WIDEST: Final = 2_000
RHYTHM: Final = 90
RHYTHMS: Final = (30, 60, 90, 180)
_CENT: Final = Decimal("0.01")


class Action(NamedTuple):
    """A line of the plan. Amounts are money or points, as `unit` says, None where nobody has weighed them yet.

    `target` is the score that the element shall reach with it, `round` the canvas's round in which it was promised.
    """

    id: str
    account: str = ""
    element: ElementId = "strategy"
    text: str = ""
    owner: str = ""
    side: Side = "supplier"
    horizon: Horizon = "quick_win"
    due: date | None = None
    indicator: str = ""
    status: Status = "open"
    unit: Unit = "money"
    effort_supplier: Decimal | None = None
    effort_customer: Decimal | None = None
    benefit_supplier: Decimal | None = None
    benefit_customer: Decimal | None = None
    target: int | None = None
    note: str = ""
    round: int = 1
    created: int = 0
    changed: int = 0
    version: int = 1

    def effort(self, side: Side) -> Decimal | None:
        """What a side puts in."""
        return self.effort_supplier if side == "supplier" else self.effort_customer

    def benefit(self, side: Side) -> Decimal | None:
        """What a side gains."""
        return self.benefit_supplier if side == "supplier" else self.benefit_customer

    def surplus(self, side: Side) -> Decimal | None:
        """Benefit minus effort of a side, None where either is missing."""
        effort, benefit = self.effort(side), self.benefit(side)
        return None if effort is None or benefit is None else benefit - effort

    @property
    def weighed(self) -> bool:
        """Whether all four amounts are there."""
        return all(self.surplus(side) is not None for side in SIDES)

    @property
    def counts(self) -> bool:
        """Whether it is still part of the plan."""
        return self.status != "dropped"

    @property
    def missing(self) -> tuple[Lack, ...]:
        """What it still needs before it can be carried out and judged."""
        has: dict[Lack, bool] = {
            "owner": bool(self.owner),
            "due": self.due is not None,
            "indicator": bool(self.indicator),
            "weight": self.weighed,
        }
        return tuple(lack for lack, there in has.items() if not there)


class Plan(NamedTuple):
    """What holds an account's actions together: the shared vision, the rhythm of the review in days, and the last review."""

    account: str
    vision: str = ""
    rhythm: int = RHYTHM
    reviewed: Snapshot | None = None
    created: int = 0
    version: int = 0

    def next_review(self, now: int) -> date:
        """The day of the next review, by the last one, else by the first day of the plan (`now`, where nothing is stored yet)."""
        begun = self.reviewed.at if self.reviewed else self.created or now
        return datetime.fromtimestamp(begun, UTC).date() + timedelta(days=self.rhythm)


# ---- where to act


def by_zone(found: CanvasScore) -> Mapping[ZoneId, tuple[ElementId, ...]]:
    """The rated elements by zone, the most urgent zone first; within one the widest gap, then the lowest score."""
    order: tuple[ZoneId, ...] = ("blind_spot", "agreed_weakness", "hidden_strength", "agreed_strength", "one_side_only")

    def need(element: ElementId) -> tuple[Fraction, Fraction]:
        one = found.element(element)
        scores = [score for score in (one.supplier, one.customer) if score is not None]
        return -abs(one.gap or Fraction(0)), sum(scores, Fraction(0)) / len(scores)

    inside = {zone: [one.id for one in found.elements if one.zone == zone] for zone in order}
    return {zone: tuple(sorted(members, key=need)) for zone, members in inside.items() if members}


def without_action(found: CanvasScore, actions: Iterable[Action]) -> tuple[ElementId, ...]:
    """The weaknesses and blind spots for which nothing is planned."""
    planned = {action.element for action in actions if action.counts}
    return tuple(one.id for one in found.elements if one.zone in ("blind_spot", "agreed_weakness") and one.id not in planned)


# ---- what is promised


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


# ---- the balance of interests


class Balance(NamedTuple):
    """What all weighed actions of one unit cost and bring each side."""

    unit: Unit
    actions: int
    effort: Mapping[Side, Decimal]
    benefit: Mapping[Side, Decimal]

    @property
    def surplus(self) -> dict[Side, Decimal]:
        """Benefit minus effort of each side."""
        return {side: self.benefit[side] - self.effort[side] for side in SIDES}

    @property
    def losers(self) -> tuple[Side, ...]:
        """The sides that do not gain more than they put in."""
        return tuple(side for side in SIDES if self.surplus[side] <= 0)

    @property
    def fair(self) -> bool:
        """Whether both sides gain more than they put in."""
        return not self.losers

    def share(self, what: Literal["effort", "benefit"], side: Side) -> Fraction | None:
        """A side's part of all effort or of all benefit, None where there is none."""
        amounts = self.effort if what == "effort" else self.benefit
        total = sum(amounts.values(), Decimal(0))
        return Fraction(amounts[side]) / Fraction(total) if total else None


def weighed(actions: Iterable[Action], unit: Unit) -> tuple[Action, ...]:
    """The actions that count in the balance of one unit."""
    return tuple(action for action in actions if action.counts and action.weighed and action.unit == unit)


def balance(actions: Iterable[Action], unit: Unit) -> Balance | None:
    """The balance of one unit, None where nothing is weighed in it."""
    inside = weighed(actions, unit)
    if not inside:
        return None
    zero = Decimal(0)
    effort = {side: sum((action.effort(side) or zero for action in inside), zero) for side in SIDES}
    benefit = {side: sum((action.benefit(side) or zero for action in inside), zero) for side in SIDES}
    return Balance(unit, len(inside), effort, benefit)


class Best(NamedTuple):
    """The actions with the largest joint surplus in which neither side loses, and what they leave each side.

    `bound` is None where that is proved; else no set at all can have a larger joint surplus than `bound`.
    """

    actions: tuple[str, ...]
    supplier: Decimal
    customer: Decimal
    bound: Decimal | None

    @property
    def joint(self) -> Decimal:
        """What both sides gain together."""
        return self.supplier + self.customer


class _Set(NamedTuple):
    supplier: Decimal
    customer: Decimal
    chosen: int  # a bit for each mixed action


def best_set(actions: Iterable[Action], unit: Unit) -> Best:
    """The best fair selection from the weighed actions of one unit; the empty one where nothing fair is to be had.

    Of equal ones the one that leaves the worse-off side more, then the smaller one. Exact for up to `EXACT_UP_TO` actions that one side
    gains from and the other loses by, and mostly far beyond: of all sets seen only those are kept than which no other leaves both sides
    more, which loses nothing, since more is to be added to all of them alike. Where there are too many of those the worst are dropped,
    and `bound` says what the best could be at most.
    """
    zero = Decimal(0)
    inside = {one.id: (one.surplus("supplier") or zero, one.surplus("customer") or zero) for one in weighed(actions, unit)}
    sure = [name for name, pair in inside.items() if min(pair) >= 0 and max(pair) > 0]
    mixed = [name for name, pair in inside.items() if min(pair) < 0 < max(pair)]
    widest = 2**EXACT_UP_TO if len(mixed) <= EXACT_UP_TO else _WIDEST
    sets = [_Set(sum((inside[one][0] for one in sure), zero), sum((inside[one][1] for one in sure), zero), 0)]
    exact = True
    for place, name in enumerate(mixed):
        supplier, customer = inside[name]
        sets += [_Set(one.supplier + supplier, one.customer + customer, one.chosen | 1 << place) for one in sets]
        ours, theirs = (sum((max(zero, inside[one][side]) for one in mixed[place + 1 :]), zero) for side in (0, 1))
        sets = [one for one in _undominated(sets) if one.supplier + ours >= 0 and one.customer + theirs >= 0]
        if len(sets) > widest:
            exact = False
            fair = [one for one in sets if min(one[:2]) >= 0]
            sets.sort(key=_merit, reverse=True)
            sets = list(dict.fromkeys([max(fair, key=_merit), *sets[: widest - 1]]))
    best = max((one for one in sets if min(one[:2]) >= 0), key=_merit)
    chosen = {*sure, *(name for place, name in enumerate(mixed) if best.chosen >> place & 1)}
    bound = None if exact else _bound([inside[name] for name in (*sure, *mixed)])
    if bound is not None and bound <= best.supplier + best.customer:
        bound = None
    return Best(tuple(name for name in inside if name in chosen), best.supplier, best.customer, bound)


def _merit(one: _Set) -> tuple[Decimal, Decimal, int, int]:
    return one.supplier + one.customer, min(one.supplier, one.customer), -one.chosen.bit_count(), -one.chosen


def _undominated(sets: list[_Set]) -> list[_Set]:
    """The sets than which no other leaves both sides at least as much; of equal ones the smaller one."""
    kept: list[_Set] = []
    for one in sorted(sets, key=lambda one: (-one.supplier, -one.customer, one.chosen.bit_count(), one.chosen)):
        if not kept or one.customer > kept[-1].customer:
            kept.append(one)
    return kept


def _bound(surpluses: Sequence[tuple[Decimal, Decimal]]) -> Decimal:
    """A joint surplus that no fair set exceeds: the gain when a side's loss has a price instead of being forbidden."""
    found = []
    for side in (0, 1):
        pairs = [(Fraction(sum(one)), Fraction(one[side])) for one in surpluses]
        # the gain is convex in the price, with a bend where an action changes between worth its while and not
        prices = {Fraction(0)} | {-joint / own for joint, own in pairs if own and -joint / own > 0}
        found += [sum(max(Fraction(0), joint + price * own) for joint, own in pairs) for price in prices]
    least = min(found)
    return (Decimal(least.numerator) / Decimal(least.denominator)).quantize(_CENT, ROUND_CEILING)


class Turn(NamedTuple):
    """One change that alone makes an unfair plan fair.

    `leave_out` an action; let `side` `take_over` more than `amount` (and less than, or up to, `most`) of the other side's effort in an
    action; or let `side` `gain` more than `amount`, by more benefit or less effort.
    """

    kind: Literal["leave_out", "take_over", "gain"]
    action: str | None = None
    side: Side | None = None
    amount: Decimal | None = None
    most: Decimal | None = None


def turns(actions: Iterable[Action], unit: Unit) -> tuple[Turn, ...]:
    """Every single change that makes an unfair balance fair, what is to be left out first, by what then remains for both."""
    inside = weighed(actions, unit)
    whole = balance(inside, unit)
    if whole is None or whole.fair:
        return ()
    out = []
    for action in inside:
        left = {side: whole.surplus[side] - (action.surplus(side) or Decimal(0)) for side in SIDES}
        if min(left.values()) > 0:
            out.append((sum(left.values()), Turn("leave_out", action.id)))
    found = [turn for _, turn in sorted(out, key=lambda pair: -pair[0])]
    if len(whole.losers) == 1:
        (loser,) = whole.losers
        found += _shifts(inside, loser, whole, unit)
    return tuple(found)


def _shifts(inside: Sequence[Action], loser: Side, whole: Balance, unit: Unit) -> list[Turn]:
    winner: Side = "customer" if loser == "supplier" else "supplier"
    short, zero = -whole.surplus[loser], Decimal(0)
    found = []
    for action in inside:
        room = [action.effort(loser) or zero, whole.surplus[winner], MOST[unit] - (action.effort(winner) or zero)]
        if min(room) > short:
            found.append(Turn("take_over", action.id, winner, short, min(room)))
    found.sort(key=lambda turn: -(turn.most or zero))
    if any(max(action.effort(loser) or zero, MOST[unit] - (action.benefit(loser) or zero)) > short for action in inside):
        found.append(Turn("gain", None, loser, short))
    return found


# ---- the review

_Score = Annotated[float, Field(ge=1, le=5)]


class Seen(Frozen):
    """An action as it stood at a review."""

    text: Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]
    status: Status
    horizon: Horizon
    due: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")] | None


class Snapshot(Frozen):
    """How a plan stood at a review: its actions by id, and both sides' scores by element, rounded to a hundredth."""

    at: Annotated[int, Field(ge=0, le=2**40)]
    actions: dict[Annotated[str, Field(max_length=32)], Seen]
    scores: dict[ElementId, tuple[_Score | None, _Score | None]]


def snapshot(at: int, actions: Iterable[Action], found: CanvasScore) -> Snapshot:
    """How a plan stands now."""
    return Snapshot(
        at=at,
        actions={
            one.id: Seen(text=one.text, status=one.status, horizon=one.horizon, due=one.due.isoformat() if one.due else None)
            for one in actions
        },
        scores={one.id: (_rounded(one.supplier), _rounded(one.customer)) for one in found.elements if one.zone},
    )


def _rounded(score: Fraction | None) -> float | None:
    return None if score is None else round(float(score), 2)


class Difference(NamedTuple):
    """One thing that is not as it was: an action that is new, gone, or has another status, horizon or due date; or a side's score."""

    kind: Literal["new", "gone", "status", "horizon", "due", "supplier", "customer"]
    what: str
    before: str | float | None
    after: str | float | None


def since(then: Snapshot, actions: Sequence[Action], found: CanvasScore) -> tuple[Difference, ...]:
    """What has changed since a review: actions in their order, those that are gone, then scores. `what` is a text or an element."""
    now = snapshot(then.at, actions, found)
    out = []
    for name, one in now.actions.items():
        if (was := then.actions.get(name)) is None:
            out.append(Difference("new", one.text, None, one.status))
            continue
        pairs = (("status", was.status, one.status), ("horizon", was.horizon, one.horizon), ("due", was.due, one.due))
        out += [Difference(kind, one.text, before, after) for kind, before, after in pairs if before != after]  # type: ignore[arg-type]
    out += [Difference("gone", was.text, was.status, None) for name, was in then.actions.items() if name not in now.actions]
    for element in ELEMENTS:
        before, after = (of.scores.get(element, (None, None)) for of in (then, now))
        out += [Difference(side, element, old, new) for side, old, new in zip(SIDES, before, after, strict=True) if old != new]
    return tuple(out)
