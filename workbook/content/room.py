"""What a room brings along: cases to choose a method for, and the host's notes on the exercises."""

from __future__ import annotations

from pydantic import Field

from workbook.content.notes import Note
from workbook.content.sources import Sourced
from workbook.text import Frozen, Text


class Case(Frozen):
    """A customer in five lines, and the same situation as answers to the questions of `situation.yaml`."""

    id: str
    name: Text
    lines: tuple[Text, ...] = Field(min_length=5, max_length=5)
    situation: dict[str, str]
    basis: Sourced


class RoomContent(Frozen):
    """What is ready for a room."""

    cases: tuple[Case, ...] = Field(min_length=1)
    notes: tuple[Note, ...]

    def case(self, case: str) -> Case:
        """One case by its id."""
        return next(one for one in self.cases if one.id == case)

    def note(self, exercise: str) -> Note:
        """The host's note on an exercise."""
        return next(one for one in self.notes if one.id == exercise)
