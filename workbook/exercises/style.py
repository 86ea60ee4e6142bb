"""How do we sell: one thing for each method that was done in the last three cases, and the room's profile over the five methods.

The five are the first items of the self-assessment, where each has three. Nobody's own profile is shown to anybody else.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Final, Literal

from pydantic import create_model

from workbook.canvas import mean
from workbook.content import book
from workbook.content.methods import METHODS, MethodId
from workbook.content.style import CASES, ITEMS
from workbook.exercises.shape import About, Exercise, Open, Pick, Picture, Result, Said, Screen, Table
from workbook.room import Given
from workbook.style import profile
from workbook.text import Text, joined

ASKED: Final = ITEMS[: len(METHODS)]
TIMES: Final = tuple(str(times) for times in range(CASES + 1))


class Settings(Open):
    """Nothing to set."""


Answer: Final = create_model(
    "Answer",
    __base__=Open,
    **dict.fromkeys(ASKED, (Literal["0", "1", "2", "3"] | None, None)),  # type: ignore[call-overload]
)
"""In how many of the last three cases each of five things was done."""


def _about(_settings: Settings) -> About:
    return About()


def _screens(_settings: Settings, _seat: int, _answer: Any) -> tuple[Screen, ...]:
    items = {item.id: item for item in book().self_assessment.items}
    return tuple(Screen(None, (Pick(one, TIMES, "word", items[one].text),)) for one in ASKED)


def _finished(answer: Any) -> bool:
    return all(getattr(answer, one) is not None for one in ASKED)


def _result(rounds: Sequence[Sequence[Given]], _settings: Settings, floor: int) -> Result | None:
    given = rounds[-1]
    if len(given) < floor:
        return None
    items = book().self_assessment.items
    profiles = [profile(items, {one: int(answer.body[one]) for one in ASKED}) for answer in given]
    means: dict[MethodId, Fraction] = {
        method: mean(Fraction(one.points[method]) for one in profiles).value or Fraction(0) for method in METHODS
    }
    order = sorted(METHODS, key=lambda method: -means[method])
    most, least = ([method for method in METHODS if means[method] == means[end]] for end in (order[0], order[-1]))
    said = Said("most_least", {"most": ("text", _named(most)), "least": ("text", _named(least)), "people": ("count", len(given))})
    if most == least:
        said = Said("even", {"people": ("count", len(given))})
    rows = tuple((method, means[method], sum(one.points[method] > 0 for one in profiles)) for method in order)
    picture = Picture(
        "votes",
        {"method": list(METHODS), "round": [1] * len(METHODS), "votes": [float(means[method]) for method in METHODS]},
        said,
        {"figures": ".1f", "most": CASES},
    )
    table = Table("profile", (("method", "method"), ("mean", "score"), ("ever", "count")), rows)
    return Result(len(given), (said,), (picture,), (table,))


def _named(methods: Sequence[MethodId]) -> Text:
    """The methods as one subject of a sentence."""
    names = [book().method(method).short for method in methods]
    return Text(en=joined([name.en for name in names], "en"), zh=joined([name.zh for name in names], "zh"))


EXERCISE: Final = Exercise("style", 1, Answer, Settings, _about, _screens, _finished, _result, private=True)
