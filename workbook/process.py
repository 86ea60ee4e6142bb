"""The sales process: the gate between a lead and an opportunity, the funnel in two designs, and whether the process can be seen.

Arithmetic is in fractions and exact; nothing is rounded here. What cannot be computed is None and says why.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from decimal import Decimal
from fractions import Fraction
from numbers import Real
from typing import Annotated, Final, Literal, NamedTuple, Self, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from workbook.content.process import CHECKS, STEPS, THINGS, WORDS_NEEDED, Answer, Check, Example, NextId, ReasonId, StepId, Thing, Word
from workbook.text import exact

# ---- the gate


class Known(BaseModel):
    """What is known of a lead. The first four say whether the customer has said it in their own words; None is not known.

    `must`: it has to be solved (67). `asked`: the customer asked questions or for a solution (71). `called`: who calls it an
    opportunity (66). `looking`: for it to be solved, or only for a method (71). `choice`: open, or made for another (71).
    `match`: both sides are well matched (69).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    problem: bool = False
    motivation: bool = False
    need: bool = False
    expectation: bool = False
    must: Literal["yes", "no"] | None = None
    asked: Literal["yes", "no"] | None = None
    called: Literal["nobody", "us", "customer"] | None = None
    looking: Literal["solved", "method"] | None = None
    choice: Literal["open", "made"] | None = None
    match: Literal["yes", "no"] | None = None


class Verdict(NamedTuple):
    """What a lead is, every reason for it with the weightiest first, and the next question to ask."""

    answer: Answer
    reasons: tuple[ReasonId, ...]
    next: NextId


# what speaks against an opportunity, the weightiest first: the answer known, its reason, what it makes of the lead, what to ask next
_AGAINST: Final[tuple[tuple[str, str, ReasonId, Answer, NextId], ...]] = (
    ("choice", "made", "choice_made", "let_go", "reopen"),
    ("match", "no", "no_match", "let_go", "refer"),
    ("must", "no", "no_need", "let_go", "later"),
    ("looking", "method", "only_method", "lead", "after_method"),
    ("asked", "no", "not_asked", "lead", "ask_back"),
)


def gate(known: Known) -> Verdict:
    """Lead, opportunity or let go.

    Only motivation, need and expectation in the customer's own words make an opportunity, and only where nothing known speaks against
    it. What the seller alone calls an opportunity stays a lead (66).
    """
    against = [row for row in _AGAINST if getattr(known, row[0]) == row[1]]
    missing: list[Word] = [word for word in WORDS_NEEDED if not getattr(known, word)]
    reasons: list[ReasonId] = [row[2] for row in against]
    answer: Answer = against[0][3] if against else "lead" if missing or known.called == "us" else "opportunity"
    if known.called == "us":
        reasons.append("taken")
    if missing == list(WORDS_NEEDED):
        reasons.append("problem_alone" if known.problem else "nothing")
    else:
        lacks: dict[Word, ReasonId] = {
            "need": "no_words_need",
            "motivation": "no_words_motivation",
            "expectation": "no_words_expectation",
        }
        reasons += [lacks[word] for word in missing] or ["own_words"]
    if against:
        ask: NextId = against[0][4]
    elif missing:
        ask = missing[0] if known.problem or len(missing) < len(WORDS_NEEDED) else "problem"
    else:
        ask = "theirs" if answer == "lead" else "feasible"
    return Verdict(answer, tuple(reasons), ask)


def said(words: str) -> bool:
    """Whether a text is long enough to be something a customer said: four Chinese characters or eight other letters."""
    return sum(2 if "\u4e00" <= sign <= "\u9fff" else 1 for sign in words if sign.isalpha()) >= 8


# ---- the funnel

Design = Literal["field", "online"]
DESIGNS: Final[tuple[Design, ...]] = get_args(Design)
ONLINE: Final[tuple[StepId, ...]] = STEPS[:2]
"""The steps that the article would do online (fact 74)."""


def _exact(value: object) -> object:
    return exact(value) if isinstance(value, Real | Decimal) else value


Many = Annotated[Fraction, BeforeValidator(_exact), Field(ge=0, le=1_000_000)]
Share = Annotated[Fraction, BeforeValidator(_exact), Field(ge=0, le=1)]


class Funnel(BaseModel):
    """A month of selling.

    `leads` come in; `need` is the share of them that ever had a need. `rates` is the share that goes on from each step; the first is
    the field's screening. `hours` is the work on one lead, on one call (of which a lead takes `calls`), on one opportunity and so on,
    and `wages` what an hour of it costs. A person has `month` hours. Online, the first two steps have hours, wages and a screening of
    their own and cost `online_fixed` a month. Both designs find the same opportunities, unless the online screening lets fewer pass.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    leads: Many
    need: Share
    calls: Many
    month: Many
    rates: dict[StepId, Share]
    hours: dict[StepId, Many]
    wages: dict[StepId, Many]
    online_rate: Share
    online_hours: dict[StepId, Many]
    online_wages: dict[StepId, Many]
    online_fixed: Many

    @classmethod
    def of(cls, given: Example) -> Self:
        """A worked example, whose rates are in per cent."""
        return cls(
            leads=Fraction(given.leads),
            need=Fraction(given.need) / 100,
            calls=Fraction(given.calls),
            month=Fraction(given.month),
            rates=_fractions(given.rates, 100),
            hours=_fractions(given.hours),
            wages=_fractions(given.wages),
            online_rate=Fraction(given.online_rate) / 100,
            online_hours=_fractions(given.online_hours),
            online_wages=_fractions(given.online_wages),
            online_fixed=Fraction(given.online_fixed),
        )

    def passing(self, design: Design) -> dict[StepId, Fraction]:
        """The share that goes on from each step in a design."""
        rates = {step: self.rates[step] for step in STEPS}
        if design == "online":
            opportunities = min(rates["assign"] * rates["convert"], self.online_rate)
            rates |= {"assign": self.online_rate, "convert": opportunities / self.online_rate if self.online_rate else Fraction(0)}
        return rates

    def moved(self, step: StepId, factor: Fraction, design: Design) -> Funnel:
        """The same funnel with the rate of one step multiplied, at most to 100 %."""
        if step == "assign" and design == "online":
            return self.model_copy(update={"online_rate": min(self.online_rate * factor, Fraction(1))})
        return self.model_copy(update={"rates": self.rates | {step: min(self.rates[step] * factor, Fraction(1))}})


def _fractions(table: Mapping[StepId, Decimal], per: int = 1) -> dict[StepId, Fraction]:
    return {step: Fraction(value) / per for step, value in table.items()}


class Stage(NamedTuple):
    """A step of a month: how many cases enter and go on, the work and its cost, and the work on cases that never had a need."""

    step: StepId
    enters: Fraction
    leaves: Fraction
    hours: Fraction
    cost: Fraction
    idle_hours: Fraction

    @property
    def lost(self) -> Fraction:
        """How many cases end here."""
        return self.enters - self.leaves


class Month(NamedTuple):
    """A month in one design. Costs count all five steps; `why` names the first rate, or the leads, that leave no deal to be won."""

    design: Design
    stages: tuple[Stage, ...]
    hours: Fraction
    idle_hours: Fraction
    cost: Fraction
    won: Fraction
    people: Fraction | None
    online_people: Fraction | None
    cost_per_won: Fraction | None
    why: Literal["leads"] | StepId | None
    loses_most: tuple[StepId, ...]


def month(funnel: Funnel, design: Design) -> Month:
    """A month of the funnel in one design.

    The hours on cases without a need are the least that they can be: at each step those with a need are taken to have gone on first.
    """
    online, enters, stages = design == "online", funnel.leads, []
    with_need = funnel.leads * funnel.need
    for step, rate in funnel.passing(design).items():
        elsewhere = online and step in ONLINE
        each = (funnel.online_hours if elsewhere else funnel.hours)[step] * (funnel.calls if step == "convert" else 1)
        wage = (funnel.online_wages if elsewhere else funnel.wages)[step]
        idle = max(enters - with_need, Fraction(0))
        stages.append(Stage(step, enters, enters * rate, enters * each, enters * each * wage, idle * each))
        enters = stages[-1].leaves
    hours, won = sum((one.hours for one in stages), Fraction(0)), stages[STEPS.index("create")].leaves
    cost = sum((one.cost for one in stages), funnel.online_fixed if online else Fraction(0))
    most = max(one.lost for one in stages)
    left: list[tuple[Literal["leads"] | StepId, Fraction]] = [("leads", funnel.leads), *((one.step, one.leaves) for one in stages)]
    return Month(
        design,
        tuple(stages),
        hours,
        sum((one.idle_hours for one in stages), Fraction(0)),
        cost,
        won,
        hours / funnel.month if funnel.month else None,
        sum((one.hours for one in stages if online and one.step in ONLINE), Fraction(0)) / funnel.month if funnel.month else None,
        cost / won if won else None,
        None if won else next(name for name, many in left if not many),
        tuple(one.step for one in stages if one.lost == most and most),
    )


class Swing(NamedTuple):
    """The cost of a won deal with the rate of one step a tenth lower and a tenth higher, at most at 100 %."""

    step: StepId
    at_low: Fraction
    at_high: Fraction

    @property
    def width(self) -> Fraction:
        """How far the cost swings."""
        return abs(self.at_high - self.at_low)


def tornado(funnel: Funnel, design: Design, by: Fraction = Fraction(1, 10)) -> tuple[Swing, ...]:
    """What each rate does to the cost of a won deal, the widest swing first; nothing where no deal is won."""
    swings = []
    for step in STEPS:
        low, high = (month(funnel.moved(step, 1 + sign * by, design), design).cost_per_won for sign in (-1, 1))
        if low is None or high is None:
            return ()
        swings.append(Swing(step, low, high))
    return tuple(sorted(swings, key=lambda swing: -swing.width))


# ---- the black hole


class Sight(NamedTuple):
    """How much of the process can be seen: a point for each check of each thing, and what to do first."""

    score: int
    of: int
    first: tuple[Thing, Check] | None

    @property
    def light(self) -> Literal["dark", "half", "light"]:
        """A third of the checks or less is dark, two thirds or less half-lit: the workbook's bounds."""
        return "dark" if self.score * 3 <= self.of else "half" if self.score * 3 <= self.of * 2 else "light"


def counted(checks: Set[str]) -> tuple[Check, ...]:
    """The checks of a thing that count: what is not recorded can be neither dated nor seen."""
    return tuple(check for check in CHECKS if check in checks) if "recorded" in checks else ()


def sight(checks: Mapping[Thing, Set[str]]) -> Sight:
    """The score of 18, and the first gap: recording before dating before showing, in the order of the article (fact 15)."""
    held = {thing: counted(checks.get(thing, frozenset())) for thing in THINGS}
    gaps = ((thing, check) for check in CHECKS for thing in THINGS if check not in held[thing])
    return Sight(sum(map(len, held.values())), len(THINGS) * len(CHECKS), next(gaps, None))
