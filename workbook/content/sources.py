"""Statements and where each comes from: the facts of the article, and every other source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, BaseModel, Field

from workbook.text import Frozen, Text

SourceKind = Literal["article", "elsewhere", "ours"]


class Statement(Text):
    """A text with its source: numbers of the article's facts, addresses of other sources, or the workbook's own reading."""

    article: tuple[Annotated[int, Field(ge=1, le=103)], ...] = ()
    elsewhere: tuple[str, ...] = Field(default=(), alias="from")
    ours: bool = False

    @property
    def kinds(self) -> tuple[SourceKind, ...]:
        """Where it comes from, in the order in which sources are named."""
        has = {"article": bool(self.article), "elsewhere": bool(self.elsewhere), "ours": self.ours}
        return tuple(kind for kind in get_args(SourceKind) if has[kind])


def _sourced(statement: Statement) -> Statement:
    if not statement.kinds:
        raise ValueError("expected a source: article: [numbers], from: [addresses] or ours: true")
    return statement


Sourced = Annotated[Statement, AfterValidator(_sourced)]


class Fact(Text):
    """One numbered fact of the article in our words; `caveat` makes whatever cites it a claim."""

    number: int
    section: str
    caveat: Text | None = None
    left_out: Text | None = None


class Section(Frozen):
    """A part of the article."""

    id: str
    name: Text


class Facts(Frozen):
    """Everything the article says, by number."""

    sections: tuple[Section, ...]
    facts: tuple[Fact, ...]


class Reference(Frozen):
    """A source other than the article: its address, what to call it, and how far to trust it."""

    url: Annotated[str, Field(pattern=r"^https?://\S+$")]
    label: Text
    note: Text | None = None


class References(Frozen):
    """Every other source."""

    references: tuple[Reference, ...]


class Named(Frozen):
    """A named point with its source."""

    id: str
    name: Text
    body: Sourced


def statements(content: object, path: str = "") -> Iterator[tuple[str, Statement]]:
    """Every sourced statement below a model, with its dotted path, in the order of the files."""
    if isinstance(content, Text):  # no text has another one with a source in it
        if isinstance(content, Statement) and content.kinds:
            yield path, content
    elif isinstance(content, BaseModel):
        for name in type(content).model_fields:
            yield from statements(getattr(content, name), f"{path}.{name}".lstrip("."))
    elif isinstance(content, Mapping):
        for name, value in content.items():
            yield from statements(value, f"{path}.{name}".lstrip("."))
    elif isinstance(content, tuple):
        for index, value in enumerate(content):
            yield from statements(value, f"{path}.{getattr(value, 'id', index)}")
