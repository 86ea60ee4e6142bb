"""Which method for this case: the room votes, then sees what the workbook computes for the same situation, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from pydantic import field_validator

from workbook.content import book
from workbook.content.methods import METHODS, MethodId
from workbook.exercises.shape import About, Cell, Exercise, Open, Pick, Picture, Result, Said, Screen, Table
from workbook.methods import fit, leaders
from workbook.room import Given


class Settings(Open):
    """Which of the cases in `data/room.yaml` it is."""

    case: str = "scheduling"

    @field_validator("case")
    @classmethod
    def _known(cls, case: str) -> str:
        if case not in {one.id for one in book().room.cases}:
            raise ValueError("no such case")
        return case


class Answer(Open):
    """A vote."""

    method: MethodId | None = None


def _about(settings: Settings) -> About:
    case = book().room.case(settings.case)
    return About(title=case.name, lines=case.lines)


def _screens(_settings: Settings, _seat: int, _answer: Any) -> tuple[Screen, ...]:
    return (Screen(None, (Pick("method", METHODS, "method"),)),)


def _finished(answer: Answer) -> bool:
    return answer.method is not None


def _result(rounds: Sequence[Sequence[Given]], settings: Settings, floor: int) -> Result | None:
    if len(rounds[-1]) < floor:
        return None
    counted = [(number, Counter(str(one.body["method"]) for one in given)) for number, given in enumerate(rounds, 1) if len(given) >= floor]
    votes = counted[-1][1]
    ranking = fit(book().questions, book().room.case(settings.case).situation)
    first, best = leaders(ranking), max(votes.values())
    favourites = [method for method in METHODS if votes[method] == best]
    room = Said("room_says", {"method": ("method", favourites[0]), "count": ("count", best)})
    if len(favourites) > 1:
        room = Said("room_is_torn", {"methods": ("count", len(favourites)), "count": ("count", best)})
    workbook = Said("workbook_says", {"method": ("method", first[0].method), "points": ("gap", first[0].points)})
    if len(first) > 1:
        workbook = Said("workbook_is_torn", {"methods": ("count", len(first)), "points": ("gap", first[0].points)})
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (one.method, *(votes_of[one.method] for _, votes_of in counted), one.points) for one in ranking
    )
    columns: list[tuple[str, Any]] = [("method", "method"), *((f"votes_{number}", "count") for number, _ in counted), ("points", "gap")]
    questions = {question.id: question.question for question in book().questions}
    reasons: tuple[tuple[Cell, ...], ...] = tuple(
        (one.method, questions[reason.question], reason.why, reason.points)
        for one in first
        for reason in sorted(one.reasons, key=lambda reason: -abs(reason.points))
    )
    picture = Picture(
        "votes",
        {
            "method": [method for method in METHODS for _ in counted],
            "round": [number for _ in METHODS for number, _ in counted],
            "votes": [votes_of[method] for method in METHODS for _, votes_of in counted],
        },
        room,
        {"rounds": len(counted)},
    )
    why = Table("why", (("method", "method"), ("question", "text"), ("because", "text"), ("points", "gap")), reasons)
    return Result(len(rounds[-1]), (room, workbook), (picture,), (Table("votes", tuple(columns), rows), why))


EXERCISE: Final = Exercise("method", 2, Answer, Settings, _about, _screens, _finished, _result)
