"""The quiz of each Learn page: questions with one right answer, a word for every wrong one, and a source."""

from __future__ import annotations

from typing import Final, Literal, Self, get_args

from pydantic import Field, model_validator

from workbook.content.sources import Sourced
from workbook.text import Frozen, Text

QuizId = Literal["compare", "process", "cases", "sources"]
QUIZZES: Final[tuple[QuizId, ...]] = get_args(QuizId)


class Choice(Frozen):
    """One answer to choose; `but` says what is wrong with a wrong one."""

    id: str
    label: Text
    but: Text | None = None


class QuizQuestion(Frozen):
    """A question, its answers in the order in which they stand, the id of the right one, and why it is right."""

    id: str
    question: Text
    choices: tuple[Choice, ...] = Field(min_length=3, max_length=4)
    right: str
    because: Sourced

    def choice(self, name: str) -> Choice:
        """One answer by its id."""
        return next(choice for choice in self.choices if choice.id == name)

    @model_validator(mode="after")
    def _has_one_right_answer(self) -> Self:
        if [choice.id for choice in self.choices if choice.but is None] != [self.right]:
            raise ValueError("expected 'but' at every answer except the one named under 'right'")
        return self


class Quiz(Frozen):
    """The quiz of one page."""

    id: QuizId
    questions: tuple[QuizQuestion, ...] = Field(min_length=5, max_length=8)
