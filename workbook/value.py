"""The article's three value formulas, and what follows from them.

    actual value   = product + seller                  (fact 48)
    customer value = actual value × perception         (fact 49)
    a deal closes when customer value − cost > 0       (fact 50)

Arithmetic is decimal and exact: 0.1 + 0.2 is 0.3, and a surplus of zero is found to be zero. Amounts are in one currency, whichever;
perception is a factor. Nothing is rounded here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Context, Decimal, localcontext
from functools import lru_cache, reduce
from numbers import Rational, Real
from typing import Annotated, Final, Literal, NamedTuple, Self, get_args

import numpy as np
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from workbook.content.formulas import Drivers, Lines

MOST: Final = Decimal(10_000_000_000)
TOP_PERCEPTION: Final = Decimal("1.5")
OVER_PROMISED: Final = Decimal(1)
DRAWS: Final = 10_000
SEED: Final = 48_49_50

Term = Literal["product", "seller", "perception", "cost"]
TERMS: Final[tuple[Term, ...]] = get_args(Term)
LeverId = Literal["perception", "seller", "cost"]
LEVERS: Final[tuple[LeverId, ...]] = get_args(LeverId)
ZERO: Final = Decimal(0)
EXACT: Final = Context(prec=2000)
"""Sums and products of what a deal can hold, floats included, come out exact, whatever the caller's own context."""
RATIO: Final = Context(prec=28)
"""Quotients seldom are exact."""
QUOTIENT: Final = Context(prec=60)
"""A perception that is a quotient has so many digits, as no written figure has; what it is multiplied with is rounded to `SEEN`."""
SEEN: Final = Context(prec=50)


def _decimal(value: object) -> object:
    """The number that was written: a float becomes the decimal that it prints as, so 0.1 is one tenth."""
    if isinstance(value, bool):
        raise ValueError("expected a number, found a truth value")
    if isinstance(value, Rational):
        return QUOTIENT.divide(Decimal(int(value.numerator)), Decimal(int(value.denominator)))
    return Decimal(str(value)) if isinstance(value, Real) else value


Money = Annotated[Decimal, BeforeValidator(_decimal), Field(ge=0, le=MOST, allow_inf_nan=False)]
Perception = Annotated[Decimal, BeforeValidator(_decimal), Field(ge=0, le=TOP_PERCEPTION, allow_inf_nan=False)]
Weight = Annotated[Decimal, BeforeValidator(_decimal), Field(ge=0, le=100, allow_inf_nan=False)]


class _Inputs(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Costs(_Inputs):
    """What the customer pays, line by line, in the deal's currency. `total` is what `Deal.cost` takes."""

    price: Money = ZERO
    introduction: Money = ZERO
    effort: Money = ZERO
    risk: Money = ZERO

    @classmethod
    def of(cls, lines: Lines) -> Self:
        """The cost lines of a worked example."""
        return cls(**dict(lines))

    @property
    def total(self) -> Decimal:
        """The sum of the lines."""
        return reduce(EXACT.add, (self.price, self.introduction, self.effort, self.risk))


class HiddenAccount(_Inputs):
    """What the customer also counts without a bill (fact 58): favours lower the felt cost, a comparison with rivals raises it."""

    favours: Money = ZERO
    rivals: Money = ZERO

    def felt(self, cost: Decimal) -> Decimal:
        """The cost as it feels, never below zero and never above what a deal may cost."""
        return min(max(EXACT.add(EXACT.subtract(cost, self.favours), self.rivals), ZERO), MOST)

    def without_favours(self) -> HiddenAccount:
        """The same account once nobody does favours."""
        return self.model_copy(update={"favours": ZERO})


class Deal(_Inputs):
    """The inputs of the formulas: two contributions and a total cost of 0 to 10 billion, a perception of 0 to 1.5.

    `costs` may be given line by line instead of `cost`; where both are given they must agree. Anything else, `nan` and infinity
    included, raises a `ValueError` (pydantic's `ValidationError`) that names the field and the bound.

    >>> Deal(product=3500, seller=1500, perception=0.6, cost=3200).surplus
    Decimal('-200.0')
    """

    product: Money
    seller: Money
    perception: Perception
    cost: Money

    @model_validator(mode="before")
    @classmethod
    def _cost_from_lines(cls, given: object) -> object:
        if not isinstance(given, Mapping) or "costs" not in given:
            return given
        rest = {name: value for name, value in given.items() if name != "costs"}
        lines = given["costs"]
        total = (lines if isinstance(lines, Costs) else Costs.model_validate(lines)).total
        if "cost" in rest:
            try:
                agrees = Decimal(_decimal(rest["cost"])) == total  # type: ignore[arg-type]
            except (ArithmeticError, TypeError, ValueError):
                return rest  # the field itself says what is wrong with it
            if not agrees:
                raise ValueError(f"cost is {rest['cost']} but its lines add up to {total}")
        return {**rest, "cost": total}

    @property
    def actual_value(self) -> Decimal:
        """What product and seller are worth together (fact 48)."""
        return EXACT.add(self.product, self.seller)

    @property
    def customer_value(self) -> Decimal:
        """What of it the customer sees (fact 49). Two thirds of 3,000 are 2,000."""
        quotient = len(self.perception.as_tuple().digits) >= QUOTIENT.prec
        return (SEEN if quotient else EXACT).multiply(self.actual_value, self.perception)

    @property
    def perception_gap(self) -> Decimal:
        """What perception takes away from the actual value; negative where it promises more than there is."""
        return EXACT.subtract(self.actual_value, self.customer_value)

    @property
    def surplus(self) -> Decimal:
        """Customer value minus cost (fact 50)."""
        return EXACT.subtract(self.customer_value, self.cost)

    @property
    def closes(self) -> bool:
        """Whether the customer buys. Exactly zero is no deal."""
        return self.surplus > 0

    @property
    def over_promised(self) -> bool:
        """Whether the customer expects more than there is."""
        return self.perception > OVER_PROMISED

    def with_terms(self, **terms: Decimal) -> Deal:
        """The same deal with other terms, checked again."""
        return Deal(**{**dict(self), **terms})

    def break_even(self) -> BreakEven:
        """For each lever the figure at which the surplus is exactly zero, everything else as it is."""
        return BreakEven(
            perception=RATIO.divide(self.cost, self.actual_value) if self.actual_value else None,
            seller=RATIO.subtract(RATIO.divide(self.cost, self.perception), self.product) if self.perception else None,
            cost=self.customer_value,
        )


class BreakEven(NamedTuple):
    """k* = C/(P+S), S* = C/k − P, C* = (P+S)·k. None where no figure does it: there is nothing to perceive, or nothing is perceived.

    A figure may lie outside what a deal can hold: S* below zero says that the product carries the deal alone.
    """

    perception: Decimal | None
    seller: Decimal | None
    cost: Decimal


class Lever(NamedTuple):
    """A lever on the deal: where it stands, where the deal tips, and what it takes to get there.

    `change` = tipping point − now. `problem` says why it cannot tip this deal; "out_of_reach": the tipping point lies outside what a deal
    can hold. `effort` is in the unit of `Efforts`, None where it cannot be done or need not be (the deal closes already).
    """

    id: LeverId
    now: Decimal
    tips_at: Decimal | None
    change: Decimal | None
    problem: Literal["nothing_to_perceive", "nothing_perceived", "out_of_reach"] | None
    effort: Decimal | None

    @property
    def over_promises(self) -> bool:
        """Whether it would turn the deal only with a customer who expects more than there is."""
        return self.id == "perception" and self.effort is not None and (self.tips_at or 0) >= OVER_PROMISED


class Efforts(_Inputs):
    """What a step costs the seller's side, in days: 0.1 of perception, or a hundredth of the actual value or the cost."""

    perception: Weight = Decimal(5)
    seller: Weight = Decimal(2)
    cost: Weight = Decimal(3)


def levers(deal: Deal, efforts: Efforts) -> tuple[Lever, ...]:
    """The three levers in the order of the formulas.

    Amounts move in steps of one per cent: the cost of itself, the salesperson's contribution of today's actual value, or of the cost where
    there is none.
    """
    tips = deal.break_even()
    bounds = {"perception": TOP_PERCEPTION, "seller": MOST, "cost": MOST}
    with localcontext(RATIO):
        steps = {"perception": Decimal("0.1"), "seller": (deal.actual_value or deal.cost) / 100, "cost": deal.cost / 100}
        found: list[Lever] = []
        for lever in LEVERS:
            now: Decimal = getattr(deal, lever)
            tip: Decimal | None = getattr(tips, lever)
            if tip is None:
                found.append(Lever(lever, now, None, None, "nothing_to_perceive" if lever == "perception" else "nothing_perceived", None))
                continue
            change = tip - (+now)  # to the digits of the tipping point
            outside = not 0 <= tip <= bounds[lever] or (not deal.closes and tip == (0 if lever == "cost" else bounds[lever]))
            effort = None
            if not deal.closes and not outside and steps[lever]:
                effort = abs(change) * getattr(efforts, lever) / steps[lever]
            found.append(Lever(lever, now, tip, change, "out_of_reach" if outside else None, effort))
    return tuple(found)


def cheapest(found: Iterable[Lever]) -> tuple[Lever, ...]:
    """The levers that need the least effort: none where the deal closes or nothing can turn it, several where they tie."""
    possible = [lever for lever in found if lever.effort is not None]
    least = min((lever.effort for lever in possible if lever.effort is not None), default=None)
    return tuple(lever for lever in possible if lever.effort == least)


class PerceptionDrivers(_Inputs):
    """Perception from the three things that shape it (fact 55): a weighted mean of factors of 0 to 1.5."""

    product: Perception
    personal_kpi: Perception
    service: Perception
    product_weight: Weight = Decimal(1)
    personal_kpi_weight: Weight = Decimal(1)
    service_weight: Weight = Decimal(1)

    @classmethod
    def of(cls, drivers: Drivers, weights: Mapping[str, Decimal]) -> Self:
        """The drivers of a worked example under the given weights."""
        return cls(**dict(drivers), **{f"{name}_weight": weight for name, weight in weights.items()})

    @property
    def weights(self) -> dict[str, Decimal]:
        """The weights, by driver."""
        return {"product": self.product_weight, "personal_kpi": self.personal_kpi_weight, "service": self.service_weight}

    @property
    def perception(self) -> Decimal | None:
        """The weighted mean, or None where every weight is zero."""
        weights = self.weights
        with localcontext(QUOTIENT):
            total = sum(weights.values(), ZERO)
            if not total:
                return None
            return sum((getattr(self, name) * weight for name, weight in weights.items()), ZERO) / total


# ---- pictures


class Bar(NamedTuple):
    """A bar of the waterfall, from `start` to `end`. Totals start at zero."""

    id: Literal["product", "seller", "perception", "customer_value", "cost", "surplus"]
    start: Decimal
    end: Decimal
    total: bool


def waterfall(deal: Deal) -> tuple[Bar, ...]:
    """P + S, less what perception takes, is customer value; less the cost it is the surplus."""
    return (
        Bar("product", ZERO, deal.product, False),
        Bar("seller", deal.product, deal.actual_value, False),
        Bar("perception", deal.actual_value, deal.customer_value, False),
        Bar("customer_value", ZERO, deal.customer_value, True),
        Bar("cost", deal.customer_value, deal.surplus, False),
        Bar("surplus", ZERO, deal.surplus, True),
    )


class Range(NamedTuple):
    """Low, expected and high of one term."""

    low: Decimal
    expected: Decimal
    high: Decimal


def ranges(deal: Deal, spread: Mapping[Term, tuple[Decimal | float, Decimal | float]]) -> dict[Term, Range]:
    """Low, expected and high of each term, cut to what a deal can hold.

    `spread` gives how far below and above the expected figure a term may lie, as shares of it: (0.2, 0.1) is 20 % below to 10 % above.
    The expected figure is always within its range.
    """
    found: dict[Term, Range] = {}
    for term in TERMS:
        expected: Decimal = getattr(deal, term)
        below, above = (Decimal(str(part)) for part in spread[term])
        most = TOP_PERCEPTION if term == "perception" else MOST
        low, high = (EXACT.multiply(expected, EXACT.add(1, part)) for part in (EXACT.minus(below), above))
        found[term] = Range(min(max(low, ZERO), expected), expected, max(min(high, most), expected))
    return found


class Swing(NamedTuple):
    """A bar of the tornado: the surplus with one term at its low and at its high, the others as expected."""

    term: Term
    at_low: Decimal
    at_high: Decimal

    @property
    def width(self) -> Decimal:
        """How far the surplus swings."""
        return abs(self.at_high - self.at_low)


def tornado(deal: Deal, terms: Mapping[Term, Range]) -> tuple[Swing, ...]:
    """The swings of all terms, the widest first."""
    swings = (
        Swing(term, deal.with_terms(**{term: terms[term].low}).surplus, deal.with_terms(**{term: terms[term].high}).surplus)
        for term in TERMS
    )
    return tuple(sorted(swings, key=lambda swing: -swing.width))


class Bin(NamedTuple):
    """A column of the histogram of surpluses: from `low` to `high`, and how many draws fell there."""

    low: float
    high: float
    draws: int


class Outlook(NamedTuple):
    """What the ranges make of the deal: the share of draws that close, three quantiles of the surplus and its histogram."""

    closing: Decimal
    p10: float
    p50: float
    p90: float
    bins: tuple[Bin, ...]


def outlook(terms: Mapping[Term, Range]) -> Outlook:
    """10,000 draws with a fixed seed: each term independently from a triangular distribution with its expected figure as the mode."""
    return _outlook(tuple(terms[term] for term in TERMS))


@lru_cache(maxsize=256)
def _outlook(terms: tuple[Range, ...]) -> Outlook:
    generator = np.random.default_rng(SEED)
    product, seller, perception, cost = (_triangular(generator.random(DRAWS), *map(float, term)) for term in terms)
    surplus = (product + seller) * perception - cost
    # floats blur an exact zero: what is below their precision is zero, and zero is no deal
    surplus[np.abs(surplus) <= 1e-12 * (np.abs(cost) + 1)] = 0.0
    p10, p50, p90 = (float(quantile) for quantile in np.quantile(surplus, (0.1, 0.5, 0.9)))
    return Outlook(Decimal(int((surplus > 0).sum())) / DRAWS, p10, p50, p90, _histogram(surplus))


def _triangular(uniform: np.ndarray, low: float, mode: float, high: float) -> np.ndarray:
    """Triangular draws from uniform ones; numpy's own refuses low = high."""
    width = high - low
    if not width:
        return np.full_like(uniform, mode)
    turn = (mode - low) / width
    rising = low + np.sqrt(uniform * width * (mode - low))
    falling = high - np.sqrt((1 - uniform) * width * (high - mode))
    return np.where(uniform < turn, rising, falling)


def _histogram(surplus: np.ndarray, columns: int = 24) -> tuple[Bin, ...]:
    """About `columns` equal columns with an edge at zero, so that no column mixes deals and no deals."""
    low, high = float(surplus.min()), float(surplus.max())
    if low == high:
        return (Bin(low, high, DRAWS),)
    width = (high - low) / columns
    edges = np.arange(np.floor(low / width), np.ceil(high / width) + 1) * width
    # a draw of exactly zero is no deal: columns are open at the left and closed at the right
    counts, _ = np.histogram(-surplus, bins=-edges[::-1])
    return tuple(Bin(float(a), float(b), int(n)) for a, b, n in zip(edges[:-1], edges[1:], counts[::-1], strict=True))
