"""What `/process` says: the five steps, what passes the gate, the funnel's examples, the black hole, and the words of a CRM."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Final, Literal, get_args

from pydantic import Field

from workbook.content.sources import Named, Sourced
from workbook.text import Frozen, Text

StepId = Literal["assign", "convert", "guide", "create", "succeed"]
STEPS: Final[tuple[StepId, ...]] = get_args(StepId)
Word = Literal["motivation", "need", "expectation"]
WORDS_NEEDED: Final[tuple[Word, ...]] = ("need", "motivation", "expectation")
"""What an opportunity needs in the customer's own words, in the order in which it is asked for."""
Answer = Literal["lead", "opportunity", "let_go"]
ReasonId = Literal[
    "choice_made", "no_match", "no_need", "only_method", "taken", "not_asked",
    "nothing", "problem_alone", "no_words_need", "no_words_motivation", "no_words_expectation", "own_words",
]  # fmt: skip
NextId = Literal[
    "reopen", "refer", "later", "after_method", "theirs", "ask_back", "problem", "need", "motivation", "expectation", "feasible"
]
TAPS: Final[dict[str, tuple[str, ...]]] = {
    "must": ("yes", "no"),
    "asked": ("yes", "no"),
    "called": ("nobody", "us", "customer"),
    "looking": ("solved", "method"),
    "choice": ("open", "made"),
    "match": ("yes", "no"),
}
"""The questions on a lead that are answered by a tap, with the ids of their answers."""
Thing = Literal["stage", "result", "strategy", "visit", "conversation", "question"]
THINGS: Final[tuple[Thing, ...]] = get_args(Thing)
Check = Literal["recorded", "dated", "seen"]
CHECKS: Final[tuple[Check, ...]] = get_args(Check)
Column = Literal["stage", "outcome", "id", "amount", "currency"]
EXAMPLES: Final = ("article", "team", "own")
"""The last one is the reader's own to begin with."""
COLUMNS: Final[tuple[Column, ...]] = get_args(Column)
Place = Literal[
    "assign", "convert", "guide", "create", "succeed", "won",
    "lost_assign", "lost_convert", "lost_guide", "lost_create", "open", "out",
]  # fmt: skip
PLACES: Final[tuple[Place, ...]] = get_args(Place)

Amount = Annotated[Decimal, Field(ge=0, le=1_000_000)]
Percent = Annotated[Decimal, Field(ge=0, le=100)]


class Step(Frozen):
    """One of the five steps: what happens, who decides, and what is done where."""

    id: StepId
    name: Text
    happens: tuple[Sourced, ...] = Field(min_length=1)
    decider: Text
    decides: Sourced
    online: Sourced
    person: Sourced


class Ask(Named):
    """What to ask about, why, and questions that do."""

    id: Word
    questions: tuple[Sourced, ...] = Field(min_length=3)


class Tap(Frozen):
    """A question on a lead that is answered by a tap."""

    id: str
    question: Text
    options: dict[str, Text] = Field(min_length=2)


class Seen(Frozen):
    """One of the six things that a method makes visible: what is meant, and what to do first for each check that is missing."""

    id: Thing
    name: Text
    meaning: Text
    first: dict[Check, Text]


class Example(Frozen):
    """A funnel to start from. Rates are in per cent; `statements` say which figures are the article's and which are ours."""

    id: str
    name: Text
    leads: Amount
    need: Percent
    calls: Amount
    month: Amount
    rates: dict[StepId, Percent]
    hours: dict[StepId, Amount]
    wages: dict[StepId, Amount]
    online_rate: Percent
    online_hours: dict[StepId, Amount]
    online_wages: dict[StepId, Amount]
    online_fixed: Amount
    statements: tuple[Sourced, ...] = Field(min_length=1)


class Crm(Frozen):
    """The words that CRM exports use: names of columns, and what their values mean."""

    columns: dict[Column, tuple[str, ...]]
    values: dict[Place, tuple[str, ...]]


class Process(Frozen):
    """All of `/process`."""

    steps: tuple[Step, ...]
    rules: tuple[Named, ...]
    problems: tuple[Named, ...]
    points: tuple[Sourced, ...]
    asks: tuple[Ask, ...]
    taps: tuple[Tap, ...]
    reasons: dict[ReasonId, Sourced]
    next: dict[NextId, Sourced]
    examples: tuple[Example, ...] = Field(min_length=2)
    assumptions: tuple[Sourced, ...]
    things: tuple[Seen, ...]
    black_hole: tuple[Sourced, ...]
    crm: Crm
