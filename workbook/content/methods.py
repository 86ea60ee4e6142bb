"""The five methods: what is said of each, their profile, what they fit, and the frame and argument of the article."""

from __future__ import annotations

from typing import Annotated, Final, Literal, get_args

from pydantic import Field

from workbook.content.sources import Named, Sourced
from workbook.text import Frozen, Text

MethodId = Literal["relationship", "product", "consultative", "value", "customer_centric"]
METHODS: Final[tuple[MethodId, ...]] = get_args(MethodId)
Score = Annotated[int, Field(ge=1, le=5)]


class Aspects(Frozen):
    """What can be said of each method, in the order in which it is shown."""

    origin: tuple[Sourced, ...] = Field(min_length=1)
    core_idea: tuple[Sourced, ...] = Field(min_length=1)
    why_customer_buys: tuple[Sourced, ...] = Field(min_length=1)
    seller_role: tuple[Sourced, ...] = Field(min_length=1)
    questions: tuple[Sourced, ...] = Field(min_length=5)
    metrics: tuple[Sourced, ...] = Field(min_length=4)
    fits_when: tuple[Sourced, ...] = Field(min_length=1)
    fails_when: tuple[Sourced, ...] = Field(min_length=1)
    hidden_costs: tuple[Sourced, ...] = Field(min_length=1)
    article_says: tuple[Sourced, ...] = Field(min_length=1)
    others_say: tuple[Sourced, ...] = Field(min_length=1)


class Method(Frozen):
    """One way of selling."""

    id: MethodId
    name: Text
    short: Text
    summary: Sourced
    aspects: Aspects


class TraitScore(Frozen):
    """Where a method stands on a trait, 1-5, and why."""

    score: Score
    why: Text


class Trait(Frozen):
    """A property by which the methods differ; `low` and `high` say what 1 and 5 look like."""

    id: str
    name: Text
    meaning: Text
    low: Text
    high: Text
    scores: dict[MethodId, TraitScore]


class Traits(Frozen):
    """The methods' profile: the workbook's reading."""

    traits: tuple[Trait, ...] = Field(min_length=7)


class Points(Frozen):
    """What an answer does for a method, and why."""

    points: Annotated[int, Field(ge=-2, le=2)]
    reason: Text


class Option(Frozen):
    """One answer to a question on the situation."""

    id: str
    label: Text
    points: dict[MethodId, Points]


class Question(Frozen):
    """A question on the situation that a method has to fit."""

    id: str
    question: Text
    why: Sourced
    options: tuple[Option, ...] = Field(min_length=2)


class Situation(Frozen):
    """The questions behind the fit of a method to a situation."""

    questions: tuple[Question, ...] = Field(min_length=6, max_length=8)


class Frame(Frozen):
    """What the article says a method is for."""

    problems: tuple[Named, ...] = Field(min_length=3, max_length=3)
    things: tuple[Named, ...] = Field(min_length=5, max_length=5)
    layers: tuple[Named, ...] = Field(min_length=5, max_length=5)
    styles: tuple[Named, ...] = Field(min_length=3, max_length=3)
    points: tuple[Sourced, ...]


class Step(Frozen):
    """A step of the article's argument."""

    id: str
    name: Text
    body: tuple[Sourced, ...] = Field(min_length=1)


class Claim(Frozen):
    """A figure that the workbook repeats but does not vouch for."""

    id: str
    figure: Text
    body: Sourced
    caveat: Text


class Argument(Frozen):
    """The article's way from relationship to customer-centric selling."""

    steps: tuple[Step, ...] = Field(min_length=3)
    claims: tuple[Claim, ...] = Field(min_length=4)
    conflicts: tuple[Sourced, ...]
