"""The balance of interests: what each side puts in and gains, the best fair selection, and what would turn an unfair plan."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import reduce
from typing import Final, Literal, NamedTuple

from workbook.content.canvas import SIDES, Side
from workbook.plan.actions import MOST, Action, Unit
from workbook.value import EXACT, ZERO

EXACT_UP_TO: Final = 15
_WIDEST: Final = 2_000


class Balance(NamedTuple):
    """What all weighed actions of one unit cost and bring each side."""

    unit: Unit
    actions: int
    effort: Mapping[Side, Decimal]
    benefit: Mapping[Side, Decimal]

    @property
    def surplus(self) -> dict[Side, Decimal]:
        """Benefit minus effort of each side."""
        return {side: EXACT.subtract(self.benefit[side], self.effort[side]) for side in SIDES}

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
        total = reduce(EXACT.add, amounts.values())
        return Fraction(amounts[side]) / Fraction(total) if total else None


def weighed(actions: Iterable[Action], unit: Unit) -> tuple[Action, ...]:
    """The actions that count in the balance of one unit."""
    return tuple(action for action in actions if action.counts and action.weighed and action.unit == unit)


def balance(actions: Iterable[Action], unit: Unit) -> Balance | None:
    """The balance of one unit, None where nothing is weighed in it."""
    inside = weighed(actions, unit)
    if not inside:
        return None
    effort = {side: reduce(EXACT.add, (action.effort(side) or ZERO for action in inside)) for side in SIDES}
    benefit = {side: reduce(EXACT.add, (action.benefit(side) or ZERO for action in inside)) for side in SIDES}
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
        return EXACT.add(self.supplier, self.customer)


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
    with localcontext(EXACT):
        return _best_set(actions, unit)


def _best_set(actions: Iterable[Action], unit: Unit) -> Best:
    inside = {one.id: (one.surplus("supplier") or ZERO, one.surplus("customer") or ZERO) for one in weighed(actions, unit)}
    sure = [name for name, pair in inside.items() if min(pair) >= 0 and max(pair) > 0]
    mixed = [name for name, pair in inside.items() if min(pair) < 0 < max(pair)]
    widest = 2**EXACT_UP_TO if len(mixed) <= EXACT_UP_TO else _WIDEST
    sets = [_Set(sum((inside[one][0] for one in sure), ZERO), sum((inside[one][1] for one in sure), ZERO), 0)]
    exact = True
    for place, name in enumerate(mixed):
        supplier, customer = inside[name]
        sets += [_Set(one.supplier + supplier, one.customer + customer, one.chosen | 1 << place) for one in sets]
        ours, theirs = (sum((max(ZERO, inside[one][side]) for one in mixed[place + 1 :]), ZERO) for side in (0, 1))
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
    return Decimal(math.ceil(least * 100)).scaleb(-2)


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
    with localcontext(EXACT):
        return _turns(actions, unit)


def _turns(actions: Iterable[Action], unit: Unit) -> tuple[Turn, ...]:
    inside = weighed(actions, unit)
    whole = balance(inside, unit)
    if whole is None or whole.fair:
        return ()
    out = []
    for action in inside:
        left = {side: whole.surplus[side] - (action.surplus(side) or ZERO) for side in SIDES}
        if min(left.values()) > 0:
            out.append((sum(left.values()), Turn("leave_out", action.id)))
    found = [turn for _, turn in sorted(out, key=lambda pair: -pair[0])]
    if len(whole.losers) == 1:
        (loser,) = whole.losers
        found += _shifts(inside, loser, whole, unit)
    return tuple(found)


def _shifts(inside: Sequence[Action], loser: Side, whole: Balance, unit: Unit) -> list[Turn]:
    winner: Side = "customer" if loser == "supplier" else "supplier"
    short = -whole.surplus[loser]
    found = []
    for action in inside:
        room = [action.effort(loser) or ZERO, whole.surplus[winner], MOST[unit] - (action.effort(winner) or ZERO)]
        if min(room) > short:
            found.append(Turn("take_over", action.id, winner, short, min(room)))
    found.sort(key=lambda turn: -(turn.most or ZERO))
    if any(max(action.effort(loser) or ZERO, MOST[unit] - (action.benefit(loser) or ZERO)) > short for action in inside):
        found.append(Turn("gain", None, loser, short))
    return found
