"""One deal through the five methods: each moves only the terms that it can move.

A change of P or S is a percentage of the deal's actual value, one of a cost line a percentage of its stated cost, one of perception
points of k. The deal's figures are those of one year, renewed every year: today is the first year, three years are their sum,
undiscounted. The surplus is the customer's; what the supplier spends stands apart.

>>> effect = Effect(moves={"perception": (Decimal("0.1"),) * 3})
>>> course(Deal(product=3500, seller=1500, perception=0.6, cost=3200), HiddenAccount(), effect).three_years
Decimal('900.0')
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, localcontext
from functools import reduce
from typing import Final, Literal, NamedTuple, Self

from pydantic import BaseModel, ConfigDict

from workbook.content.effects import YEARS, EffectRow, MoveId, Years
from workbook.content.methods import METHODS, MethodId
from workbook.value import EXACT, MOST, TOP_PERCEPTION, ZERO, Deal, HiddenAccount

Verdict = Literal["turns", "holds", "on_favours", "loses", "open"]
Bound = Literal["product", "seller", "perception", "cost"]


class Effect(BaseModel):
    """What a method does to a deal: a change for each of three years, by term. What stands in `on_favours` is gone without favours."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    moves: Mapping[MoveId, Years]
    on_favours: frozenset[MoveId] = frozenset()

    @classmethod
    def of(cls, row: EffectRow, edited: Mapping[tuple[MoveId, int], Decimal]) -> Self:
        """The effect of a row of the content, with other figures for some of its terms and years (0-2)."""
        moves = {
            name: tuple(edited.get((name, year), change) for year, change in enumerate(move.years)) for name, move in row.moves.items()
        }
        return cls.model_validate({"moves": moves, "on_favours": row.on_favours})

    @property
    def moved(self) -> tuple[MoveId, ...]:
        """The terms that change in some year."""
        return tuple(name for name, years in self.moves.items() if any(years))

    def without_favours(self) -> Effect:
        """What is left of the effect once nobody does favours."""
        return Effect(moves={name: years for name, years in self.moves.items() if name not in self.on_favours})


NOTHING: Final = Effect(moves={})


class Year(NamedTuple):
    """The deal of one year: `deal` counts the cost as it feels, which is `stated` + `hidden` + `rivals` − `favours`.

    `supplier` is what the method costs the supplier's side. `cut` names the terms that were held at the end of what they can be.
    """

    deal: Deal
    stated: Decimal
    hidden: Decimal
    rivals: Decimal
    favours: Decimal
    supplier: Decimal
    cut: tuple[Bound, ...]


class Course(NamedTuple):
    """A deal over three years."""

    years: tuple[Year, Year, Year]

    @property
    def today(self) -> Decimal:
        """The surplus of the first year."""
        return self.years[0].deal.surplus

    @property
    def three_years(self) -> Decimal:
        """The sum of the three surpluses, undiscounted."""
        return reduce(EXACT.add, (year.deal.surplus for year in self.years))

    @property
    def supplier(self) -> Decimal:
        """What the method costs the supplier's side over three years."""
        return reduce(EXACT.add, (year.supplier for year in self.years))

    @property
    def closes(self) -> bool:
        """Whether the customer buys in the first year."""
        return self.years[0].deal.closes

    @property
    def lost_in(self) -> int | None:
        """The first year (2 or 3) in which a customer who bought would not buy again; None where there is none."""
        later = (number for number, year in enumerate(self.years[1:], 2) if not year.deal.closes)
        return next(later, None) if self.closes else None

    @property
    def cut(self) -> tuple[Bound, ...]:
        """The terms that were held at the end of what they can be, in any year."""
        return tuple(dict.fromkeys(term for year in self.years for term in year.cut))


class Outcome(NamedTuple):
    """What a method makes of the deal. `verdict` is that of the first year without favours; `on_favours`: it closes only with them."""

    method: MethodId
    moved: tuple[MoveId, ...]
    counted: Course
    bare: Course
    verdict: Verdict

    def course(self, *, without: bool) -> Course:
        """The course with or without favours."""
        return self.bare if without else self.counted


class Through(NamedTuple):
    """The deal as it stands, with and without favours, and what each method makes of it."""

    counted: Course
    bare: Course
    outcomes: tuple[Outcome, ...]

    def course(self, *, without: bool) -> Course:
        """The deal as it stands, with or without favours."""
        return self.bare if without else self.counted

    def those(self, verdict: Verdict) -> tuple[MethodId, ...]:
        """The methods with this verdict."""
        return tuple(one.method for one in self.outcomes if one.verdict == verdict)

    def longest(self) -> tuple[MethodId, ...]:
        """The methods that leave the customer most over three years, without favours: more than one on a tie."""
        most = max(one.bare.three_years for one in self.outcomes)
        return tuple(one.method for one in self.outcomes if one.bare.three_years == most)


def through(deal: Deal, account: HiddenAccount, effects: Mapping[MethodId, Effect]) -> Through:
    """One deal through all five methods. `deal.cost` is the stated cost, before the hidden account."""
    none = account.without_favours()
    as_it_stands = course(deal, account, NOTHING), course(deal, none, NOTHING)
    outcomes = []
    for method in METHODS:
        counted, bare = course(deal, account, effects[method]), course(deal, none, effects[method].without_favours())
        outcomes.append(Outcome(method, effects[method].moved, counted, bare, _verdict(as_it_stands[1], counted, bare)))
    return Through(*as_it_stands, tuple(outcomes))


def _verdict(before: Course, counted: Course, bare: Course) -> Verdict:
    if bare.closes:
        return "holds" if before.closes else "turns"
    if counted.closes:
        return "on_favours"
    return "loses" if before.closes else "open"


def course(deal: Deal, account: HiddenAccount, effect: Effect) -> Course:
    """The three years of a deal under one effect."""
    with localcontext(EXACT):
        first, second, third = (_year(deal, account, {name: years[year] for name, years in effect.moves.items()}) for year in range(YEARS))
    return Course((first, second, third))


def _year(deal: Deal, account: HiddenAccount, changes: Mapping[MoveId, Decimal]) -> Year:
    cut: dict[Bound, None] = {}

    def within(term: Bound, value: Decimal, most: Decimal = MOST) -> Decimal:
        held = min(max(value, ZERO), most)
        if held != value:
            cut[term] = None
        return held

    def part(whole: Decimal, move: MoveId) -> Decimal:
        return (whole * changes[move]).scaleb(-2) if move in changes else ZERO

    stated = within("cost", deal.cost + part(deal.cost, "cost"))
    hidden, favours = part(deal.cost, "hidden"), account.favours + part(deal.cost, "favours")
    moved = Deal(
        product=within("product", deal.product + part(deal.actual_value, "product")),
        seller=within("seller", deal.seller + part(deal.actual_value, "seller")),
        perception=within("perception", deal.perception + changes.get("perception", ZERO), TOP_PERCEPTION),
        cost=within("cost", stated + hidden + account.rivals - favours),
    )
    return Year(moved, stated, hidden, account.rivals, favours, part(deal.cost, "supplier"), tuple(cut))
