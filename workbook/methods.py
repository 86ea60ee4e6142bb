"""The five methods: their profile, and which of them fits a situation.

The points behind a fit are the workbook's reading and stand in `data/situation.yaml` with a reason each; no method fits everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from workbook.content.methods import METHODS, MethodId, Question
from workbook.text import Text


class Reason(NamedTuple):
    """What one answer did for a method."""

    question: str
    option: str
    points: int
    why: Text


class Fit(NamedTuple):
    """How well a method fits: its rank (1 is best, equal points share a rank), its points, and every reason for them."""

    method: MethodId
    rank: int
    points: int
    reasons: tuple[Reason, ...]


def fit(questions: Sequence[Question], answers: Mapping[str, str]) -> tuple[Fit, ...]:
    """All five methods for a situation, the best first, ties in the order of the methods.

    `answers` maps question ids to option ids; questions without an answer count nothing. Raises `ValueError` for an unknown id.
    """
    if unknown := set(answers) - {question.id for question in questions}:
        raise ValueError(f"no such question: {', '.join(sorted(map(str, unknown)))}")
    reasons: dict[MethodId, list[Reason]] = {method: [] for method in METHODS}
    for question in questions:
        if question.id not in answers:
            continue
        option = next((option for option in question.options if option.id == answers[question.id]), None)
        if option is None:
            raise ValueError(f"no such answer to {question.id}: {answers[question.id]}")
        for method, given in option.points.items():
            reasons[method].append(Reason(question.id, option.id, given.points, given.reason))
    totals = {method: sum(reason.points for reason in reasons[method]) for method in METHODS}
    ranked = sorted(METHODS, key=lambda method: -totals[method])
    return tuple(
        Fit(method, 1 + sum(other > totals[method] for other in totals.values()), totals[method], tuple(reasons[method]))
        for method in ranked
    )


def leaders(ranking: Sequence[Fit]) -> tuple[Fit, ...]:
    """The methods that share the first rank: more than one is a tie, all five mean that nothing has been answered yet or all is even."""
    return tuple(one for one in ranking if one.rank == 1)
