"""What an exercise is: what it asks, which answers it takes, and what the room's answers come to.

Questions and results are data: which widget asks and which picture shows is not decided here. Words are keys of
`data/words/exercise_<id>.yaml`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError

from workbook.room import Given
from workbook.text import Text

Kind = Literal["plain", "count", "money", "share", "factor", "score", "gap", "element", "method", "word", "text"]
"""How a cell is shown: as it is; a figure of a kind; the name of an element or method; a word of the exercise; a text in both languages."""
Cell = str | int | Decimal | Fraction | Text | None


class Steps(NamedTuple):
    """A figure, moved by taps of `step` or typed; `least` to `most`."""

    name: str
    step: Decimal
    least: Decimal
    most: Decimal
    kind: Kind


class Pick(NamedTuple):
    """One of several. The options are ids, shown as cells of a kind; `asks` is the question where the content has one."""

    name: str
    options: tuple[str, ...]
    kind: Kind
    asks: Text | None = None


class Rate(NamedTuple):
    """1 to 5, or cannot judge; with the sentence that is rated and what 1, 3 and 5 look like, where there are such."""

    name: str
    asks: Text | None
    anchors: Mapping[Any, Text]


class Write(NamedTuple):
    """A short text."""

    name: str
    most: int


Question = Steps | Pick | Rate | Write


class Screen(NamedTuple):
    """What a phone shows at a time: one question, or two that belong together.

    `title` says what about, `part` which part the reader plays, where the exercise has parts.
    """

    title: tuple[Kind, str] | None
    questions: tuple[Question, ...]
    part: str = ""


class About(NamedTuple):
    """What people are told first: what the exercise's words need filled in, and a case of its own where there is one."""

    filled: Mapping[str, tuple[Kind, Cell]] = {}
    title: Text | None = None
    lines: tuple[Text, ...] = ()


class Said(NamedTuple):
    """A sentence: its key among the exercise's words, and its figures by name with their kinds."""

    key: str
    filled: Mapping[str, tuple[Kind, Cell]] = {}


class Table(NamedTuple):
    """A table: its key, its columns by key and kind, and its rows."""

    key: str
    columns: tuple[tuple[str, Kind], ...]
    rows: tuple[tuple[Cell, ...], ...]


class Picture(NamedTuple):
    """A picture: which chart, its columns, the sentence for those who do not see it, and what goes to the chart itself."""

    chart: str
    columns: Mapping[str, Sequence[Any]]
    said: Said
    fixed: Mapping[str, Any] = {}


class Group(NamedTuple):
    """Texts under an element, each with the name of who wrote it where that may be known."""

    element: str
    texts: tuple[tuple[str, str], ...]


class Result(NamedTuple):
    """What the room thinks: of how many answers, in sentences, pictures, tables and texts, the most important first."""

    answers: int
    said: tuple[Said, ...] = ()
    pictures: tuple[Picture, ...] = ()
    tables: tuple[Table, ...] = ()
    groups: tuple[Group, ...] = ()


class Open(BaseModel):
    """The base of answers and settings: closed and unchangeable. Every field may be missing, because a phone sends one tap at a time."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Exercise(NamedTuple):
    """One exercise, with the models of its answers and its settings.

    `about` says what people are told first, `screens` what a phone shows to the person on a seat with the answer so far, `finished`
    whether an answer counts. `result` takes the finished answers of each round up to this one, the settings and the floor; it is None
    where the last round has too few for the floor. Texts of a `moderated` one wait for the host; those of a `private` one go
    nowhere with a name and into no file one by one, and come to one table.
    """

    id: str
    rounds: int
    answer: type[Open]
    settings: type[Open]
    about: Callable[[Any], About]
    screens: Callable[[Any, int, Any], tuple[Screen, ...]]
    finished: Callable[[Any], bool]
    result: Callable[[Sequence[Sequence[Given]], Any, int], Result | None]
    moderated: bool = False
    private: bool = False

    def read_settings(self, given: Mapping[str, Any]) -> Any:
        """The settings of a stage. Raises `ValueError` for what they do not take."""
        return _read(self.settings, given)

    def read(self, body: Mapping[str, Any]) -> Any:
        """An answer as its model. Raises `ValueError` for what it does not take."""
        return _read(self.answer, body)

    def with_tap(self, body: Mapping[str, Any], name: str, value: Any) -> dict[str, Any]:
        """An answer with one field changed, as plain data. Raises `ValueError` for a field or a value that it does not take."""
        changed = self.read({**body, name: value})
        plain: dict[str, Any] = changed.model_dump(mode="json", exclude_none=True)
        return plain


def _read(model: type[Open], given: Mapping[str, Any]) -> Any:
    try:
        return model.model_validate(dict(given))
    except ValidationError as error:
        raise ValueError(f"not an answer: {error.errors()[0]['msg']}") from None
