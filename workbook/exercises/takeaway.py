"""What do you take away: one action in three months, as a text. Hidden until the host shows it; grouped by element."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Final, Literal

from pydantic import Field, field_validator

from workbook.content.canvas import ELEMENTS, ElementId
from workbook.exercises.shape import About, Exercise, Group, Open, Pick, Result, Said, Screen, Write
from workbook.room import Given
from workbook.text import clean

MOST: Final = 200
OTHER: Final = "other"
UNDER: Final = (*ELEMENTS, OTHER)


class Settings(Open):
    """Nothing to set."""


class Answer(Open):
    """An action, and the element that it is about."""

    element: ElementId | Literal["other"] | None = None
    text: Annotated[str, Field(max_length=MOST)] | None = None

    @field_validator("text")
    @classmethod
    def _clean(cls, text: str | None) -> str | None:
        return clean(text, MOST) or None if text else None


def _about(_settings: Settings) -> About:
    return About()


def _screens(_settings: Settings, _seat: int, _answer: Any) -> tuple[Screen, ...]:
    return (Screen(None, (Write("text", MOST),)), Screen(None, (Pick("element", UNDER, "element"),)))


def _finished(answer: Answer) -> bool:
    return answer.text is not None and answer.element is not None


def _result(rounds: Sequence[Sequence[Given]], _settings: Settings, floor: int) -> Result | None:
    given = rounds[-1]
    if len(given) < floor:
        return None
    read = [(one, Answer.model_validate(one.body)) for one in given if one.shown]
    groups = tuple(
        Group(element, tuple((answer.text or "", one.name) for one, answer in read if answer.element == element))
        for element in UNDER
        if any(answer.element == element for _, answer in read)
    )
    largest = max((len(one.texts) for one in groups), default=0)
    most = [one for one in groups if len(one.texts) == largest]
    said = [Said("shown", {"shown": ("count", len(read)), "people": ("count", len(given))})]
    if len(most) == 1 and len(groups) > 1:
        said.append(Said("most", {"element": ("element", most[0].element), "count": ("count", largest)}))
    return Result(len(given), tuple(said), groups=groups)


EXERCISE: Final = Exercise("takeaway", 1, Answer, Settings, _about, _screens, _finished, _result, moderated=True)
