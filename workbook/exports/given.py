"""What the formats are made from: an account's canvas and a deal, as plain values, and the words around them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple

from workbook.accounts import Assessment, Panel, TrendPoint
from workbook.canvas import LEVELS, CanvasScore, ElementScore, Mean
from workbook.charts.base import Picture
from workbook.content import book
from workbook.content.canvas import ELEMENTS, SIDES, ElementId, LevelId, Side, ZoneId
from workbook.exercises.shape import Result
from workbook.plan import UNITS, Action, Balance, Unit, balance
from workbook.room import Stage
from workbook.text import Currency, Lang, clean, day, listed, money, number
from workbook.value import Costs, Deal, HiddenAccount, PerceptionDrivers

LARGEST: Final = 3
MOST_STEPS: Final = 4
_FIRST: Final[tuple[ZoneId, ...]] = ("blind_spot", "agreed_weakness", "hidden_strength", "agreed_strength")
"""The zones in the order in which they ask for something to be done."""

_NOBODY: Final[Panel] = MappingProxyType({"supplier": MappingProxyType({}), "customer": MappingProxyType({})})


class Step(NamedTuple):
    """A next step: what is to be done for which element, and, where somebody planned it, by whom and until when."""

    element: ElementId
    what: str
    owner: str = ""
    due: date | None = None


class Planned(NamedTuple):
    """An account's plan: its actions, numbered by their place as on the screen, and the shared vision.

    What is not to be told is None: `currency` with all amounts, targets and notes, `found` (the canvas from which the targets start),
    and `review`, the day of the next one. `example` marks an invented plan.
    """

    name: str
    on: datetime
    actions: tuple[Action, ...]
    vision: str = ""
    currency: Currency | None = None
    found: CanvasScore | None = None
    review: date | None = None
    example: bool = False

    @property
    def numbered(self) -> tuple[tuple[int, Action], ...]:
        """The actions that still count, with their numbers."""
        return tuple((number, one) for number, one in enumerate(self.actions, 1) if one.counts)

    @property
    def balances(self) -> tuple[Balance, ...]:
        """What both sides put in and gain, in money and in points; nothing where amounts are not to be told."""
        return tuple(one for unit in UNITS if self.currency and (one := balance(self.actions, unit)))


class Fit(NamedTuple):
    """An account's canvas: the scores of a round, its raters together, earlier rounds (the latest first) and the levels over the rounds.

    `on` is now, where the reader is. `trend` is None where it is not to be told. `hollow` are the sides that are one opinion, given once.
    `ratings` are the assessments that may be taken along score by score, `evidence` those of which only the texts may. `example`
    marks an invented account, `guessed` that the customer's side is only what the supplier thinks of it.
    """

    name: str
    on: datetime
    found: CanvasScore
    round: int = 1
    together: Panel = _NOBODY
    past: tuple[Panel, ...] = ()
    trend: tuple[TrendPoint, ...] | None = ()
    hollow: frozenset[Side] = frozenset()
    ratings: tuple[Assessment, ...] = ()
    evidence: tuple[Assessment, ...] = ()
    example: bool = False
    guessed: bool = False

    @property
    def largest(self) -> tuple[ElementScore, ...]:
        """The three widest gaps; an element on which both sides agree to the point is none."""
        return tuple(one for one in self.found.gaps if one.gap)[:LARGEST]

    @property
    def view(self) -> Side:
        """From whose side the means are told: the customer's where it has rated, since the article scores from there."""
        return "supplier" if self.found.overall["customer"].value is None else "customer"

    def remark(self, lang: Lang) -> str:
        """What has to stand beside every figure, if anything."""
        return words("take_along", lang)["example"] if self.example else words("triple_fit", lang)["guessed"] if self.guessed else ""

    def levels(self) -> Mapping[LevelId, Mapping[Side, Mean]]:
        """The levels in their order."""
        return {level: self.found.levels[level] for level in LEVELS}


class Calculation(NamedTuple):
    """A deal as it was put in: the deal that the answers are about, and where its perception and its cost come from.

    `drivers` and `costs` are None where one figure was given. `deal` counts the hidden account, without its favours where `without` is set.
    """

    name: str
    on: datetime
    currency: Currency
    deal: Deal
    cost: Decimal
    account: HiddenAccount = HiddenAccount()
    without: bool = False
    drivers: PerceptionDrivers | None = None
    costs: Costs | None = None


class Answered(NamedTuple):
    """An exercise of a room: what the answers came to, None where they were too few, and its pictures as they were drawn."""

    stage: Stage
    found: Result | None
    pictures: tuple[Picture, ...] = ()


class Workshop(NamedTuple):
    """A room: its name, the day where the reader is, how many took part, and the exercises that were revealed, in their order."""

    name: str
    on: datetime
    people: int
    floor: int
    exercises: tuple[Answered, ...]


@lru_cache(maxsize=64)
def words(page: str, lang: Lang) -> Mapping[str, str]:
    """The words of a page in one language, by key."""
    return {key: text[lang] for key, text in book().words[page].items()}


@lru_cache(maxsize=8)
def element_names(lang: Lang) -> Mapping[ElementId, str]:
    """The names of the elements, in their order."""
    return {element.id: element.name[lang] for element in book().canvas.elements}


@lru_cache(maxsize=8)
def level_names(lang: Lang) -> Mapping[LevelId, str]:
    """The names of the levels, in their order."""
    return {level.id: level.name[lang] for level in book().canvas.levels}


def letters(text: str) -> int:
    """How wide a text is, in letters: a Chinese character is as wide as two."""
    return sum(2 if sign > "\u2e7f" else 1 for sign in text)


def short(text: str, most: int) -> str:
    """A typed text cut to about `most` letters."""
    kept, wide = "", 0
    for sign in clean(text, 10 * most):
        wide += letters(sign)
        if wide > most:
            return f"{kept.rstrip()}…"
        kept += sign
    return kept


def radar_said(found: CanvasScore, lang: Lang) -> str:
    """The radar in a sentence without figures."""
    w, names, sides = words("triple_fit", lang), element_names(lang), []
    for side in SIDES:
        if scored := {one.id: value for one in found.elements if (value := one.of(side)) is not None}:
            high, low = ([names[one] for one in scored if scored[one] == end] for end in (max(scored.values()), min(scored.values())))
            said = w["radar_even"] if high == low else w["radar_side"]
            sides.append(said.format(side=w[side], high=listed(high, lang), low=listed(low, lang)))
    return w["radar_alt"].format(sides=listed(sides, lang, clauses=True))


@lru_cache(maxsize=4096)
def score(value: Fraction | float | None, lang: Lang, *, signed: bool = False) -> str:
    """A score, a mean or a gap, on screens and in files: rounded once, to one decimal; a dash for none."""
    return words("triple_fit", lang)["none_yet"] if value is None else number(value, lang, digits=1, signed=signed)


def rater(one: Assessment, lang: Lang) -> str:
    """Who rated, by name, in plain text."""
    w = words("triple_fit", lang)
    return clean(one.rater) or w["someone" if one.by_link else "myself" if one.side == "supplier" else "as_we_see_it"]


def rater_with_role(one: Assessment, lang: Lang) -> str:
    """Who rated, and as what, where that was said."""
    return " · ".join(part for part in (rater(one, lang), clean(one.role)) if part)


def on_day(at: int, fit: Fit, lang: Lang) -> str:
    """A moment as a day where the reader is."""
    return day(datetime.fromtimestamp(at, fit.on.tzinfo), lang)


def next_steps(fit: Fit, plan: Planned | None, lang: Lang, most: int = MOST_STEPS) -> tuple[Step, ...]:
    """What is planned, what is done last, the earlier day first; without a plan what the zones and the low elements ask for."""
    if plan and plan.numbered:
        many = sorted((one for _, one in plan.numbered), key=lambda one: (one.status == "done", one.due or date.max))
        return tuple(Step(one.element, one.text, one.owner, one.due) for one in many[:most])
    canvas, found = book().canvas, []
    for zone in _FIRST[:3]:
        for one in sorted((one for one in fit.found.elements if one.zone == zone), key=lambda one: -abs(one.gap or Fraction(0))):
            concrete = canvas.elements[ELEMENTS.index(one.id)].next[0] if zone == "agreed_weakness" else canvas.zone(zone).next
            found.append(Step(one.id, concrete[lang]))
    return tuple(found[:most])


def amount(value: Decimal, unit: Unit, currency: Currency, lang: Lang, *, signed: bool = False) -> str:
    """Money or points, as the screens write them."""
    return money(value, currency, lang, signed=signed) if unit == "money" else number(value, lang, signed=signed)


def losers(of: Balance, lang: Lang) -> str:
    """The sides that do not gain, as a sentence names them."""
    w = words("plan", lang)
    names = [w[side] if lang == "zh" else f"the {w[side].lower()}" for side in of.losers]
    return (w["and"] if lang == "zh" else f" {w['and']} ").join(names)


def verdict(of: Balance, lang: Lang) -> str:
    """Whether a plan is worth it for both sides."""
    said = words("take_along", lang)["worth_it" if of.fair else "not_worth_it"]
    return said.format(unit=words("plan", lang)[f"by_{of.unit}"], losers=losers(of, lang))


def in_zones(fit: Fit) -> Mapping[ZoneId, tuple[ElementId, ...]]:
    """The elements of each zone that has any, the zones that ask for something first."""
    order = (*_FIRST, "one_side_only")
    members = {zone: tuple(one.id for one in fit.found.elements if one.zone == zone) for zone in order}
    return {zone: there for zone, there in members.items() if there}
