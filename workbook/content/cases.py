"""Cases to play: what was the situation, what can be chosen, and what the article or the opening of the HBR article reports."""

from __future__ import annotations

from typing import Final, Literal, get_args

from pydantic import Field

from workbook.content.canvas import ElementId
from workbook.content.sources import Named, Sourced
from workbook.text import Frozen, Text

CaseId = Literal["evonik", "dsm", "vodafone", "konica", "sonos"]
CASES: Final[tuple[CaseId, ...]] = get_args(CaseId)
StepId = Literal["maturity", "improve", "plan", "horizons", "balance"]
FIT_STEPS: Final[tuple[StepId, ...]] = get_args(StepId)


class StepOfFive(Named):
    """One of the article's five steps towards a joint strategy; `short` is its name on a button."""

    id: StepId
    short: Text


class Case(Frozen):
    """One case: its situation, a word for whatever the player chooses, and what is reported.

    `scored` are the elements that the player scores before and after, `steps` and `elements` say what each choice would have meant.
    `at` are the steps where the report stands (none where it names none, and `at_note` says how sure that is); `touches` are the
    elements that it concerns in the workbook's reading.
    """

    id: CaseId
    name: Text
    firms: Text
    when: Text
    teller: Literal["article", "hbr"]
    situation: tuple[Sourced, ...] = Field(min_length=2)
    task: Sourced
    scored: tuple[ElementId, ...] = Field(min_length=3, max_length=3)
    steps: dict[StepId, Text]
    elements: dict[ElementId, Text]
    report: tuple[Sourced, ...] = Field(min_length=1)
    at: tuple[StepId, ...]
    at_note: Sourced
    touches: tuple[ElementId, ...] = Field(min_length=1)
    caveats: tuple[Sourced, ...] = Field(min_length=1)
    monday: Text


class Cases(Frozen):
    """The five steps and the cases."""

    steps: tuple[StepOfFive, ...]
    cases: tuple[Case, ...]

    def case(self, case: CaseId) -> Case:
        """One case by its id."""
        return self.cases[CASES.index(case)]

    def step(self, step: StepId) -> StepOfFive:
        """One step by its id."""
        return self.steps[FIT_STEPS.index(step)]
