"""A quiz with confidence: what was right, how well the confidence matched it, and what to look at again first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal, NamedTuple, get_args

from workbook.content.quizzes import QuizQuestion

CONFIDENCE: Final = (1, 2, 3, 4, 5)
SURE_FROM: Final = 4
Kind = Literal["confidently_wrong", "unsure_right", "unsure_wrong", "sure_right"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
"""In the order in which they are worth another look: what surprises comes first."""


class Answer(NamedTuple):
    """The id of the answer chosen, and how sure the player was of it, 1-5."""

    choice: str
    confidence: int


class Marked(NamedTuple):
    """A question with the answer it got."""

    question: QuizQuestion
    answer: Answer

    @property
    def right(self) -> bool:
        """Whether the answer is the right one."""
        return self.answer.choice == self.question.right

    @property
    def kind(self) -> Kind:
        """What answer and confidence say together; one is sure from 4 on."""
        if self.answer.confidence >= SURE_FROM:
            return "sure_right" if self.right else "confidently_wrong"
        return "unsure_right" if self.right else "unsure_wrong"


class Share(NamedTuple):
    """So many right of so many."""

    right: int
    all: int


class Result(NamedTuple):
    """A finished quiz.

    `sure` and `unsure` split the score by confidence; in `matched` answers it was as it should be: sure and right, or unsure and wrong.
    `again` has every answer, confidently wrong ones first, and among its kind the one with the greater surprise.
    """

    score: Share
    sure: Share
    unsure: Share
    matched: int
    again: tuple[Marked, ...]


def result(questions: Sequence[QuizQuestion], answers: Mapping[str, Answer]) -> Result:
    """What the answers come to. Raises `ValueError` where one is missing, unknown, or its confidence is not 1-5."""
    marked = [Marked(question, _checked(question, answers)) for question in questions]
    sure = [one for one in marked if one.answer.confidence >= SURE_FROM]
    unsure = [one for one in marked if one.answer.confidence < SURE_FROM]
    matched = sum(one.kind in ("sure_right", "unsure_wrong") for one in marked)
    return Result(_share(marked), _share(sure), _share(unsure), matched, tuple(sorted(marked, key=_surprise)))


def _checked(question: QuizQuestion, answers: Mapping[str, Answer]) -> Answer:
    answer = answers.get(question.id)
    if answer is None or answer.choice not in [choice.id for choice in question.choices] or answer.confidence not in CONFIDENCE:
        raise ValueError(f"no answer to {question.id}: {answer}")
    return answer


def _surprise(one: Marked) -> tuple[int, int]:
    return KINDS.index(one.kind), one.answer.confidence if one.right else -one.answer.confidence


def _share(marked: Sequence[Marked]) -> Share:
    return Share(sum(one.right for one in marked), len(marked))
