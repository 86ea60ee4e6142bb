"""What an exercise says, in words: cells, sentences and tables of a result as people read them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from workbook.content import book
from workbook.content.canvas import ELEMENTS
from workbook.exercises.shape import Cell, Kind, Said, Table
from workbook.room import Stage
from workbook.text import Lang, Text, clean, money, number, share

FIGURES: tuple[Kind, ...] = ("count", "money", "share", "factor", "score", "gap")
"""The kinds of cells that stand to the right."""


def name_of(stage: Stage, lang: Lang) -> str:
    """What an exercise is called."""
    return word(stage, "name", lang)


def word(stage: Stage, key: str, lang: Lang) -> str:
    """A word of the exercise."""
    return book().words[f"exercise_{stage.exercise}"][key][lang]


def too_few(floor: int, lang: Lang) -> str:
    """Why nothing is shown in a room with this floor, in answers."""
    w = book().words["exercises"]
    return w["too_few"][lang].format(floor=floor) if floor > 1 else w["too_few_one"][lang]


def told(kind: Kind, cell: Cell, stage: Stage, lang: Lang) -> str:
    """A cell as plain text; amounts in the currency of the exercise, which it has only where it asks for money."""
    common = book().words["exercises"]
    if cell is None or cell == "":
        return common["none"][lang]
    if isinstance(cell, Text):
        return cell[lang]
    if kind == "plain":
        return clean(str(cell), 500)
    if kind == "element":
        return common["other"][lang] if cell == "other" else book().canvas.elements[ELEMENTS.index(cell)].name[lang]
    if kind == "method":
        return book().method(cell).short[lang]  # type: ignore[arg-type]
    if kind == "word":
        return word(stage, f"is_{cell}", lang)
    value = Decimal(cell.numerator) / cell.denominator if isinstance(cell, Fraction) else Decimal(str(cell))
    if kind == "money":
        return money(value, stage.settings.get("currency", "CNY"), lang)
    if kind == "share":
        return share(value, lang)
    return number(value, lang, digits=1 if kind in ("score", "gap") else 2, signed=kind == "gap")


def sentence(said: Said, stage: Stage, lang: Lang) -> str:
    """A sentence with its figures."""
    filled = {name: told(kind, cell, stage, lang) for name, (kind, cell) in said.filled.items()}
    return word(stage, f"says_{said.key}", lang).format(**filled)


def head(table: Table, stage: Stage, lang: Lang) -> list[str]:
    """The names of a table's columns."""
    return [word(stage, f"column_{key}", lang) for key, _ in table.columns]


def rows(table: Table, stage: Stage, lang: Lang) -> list[list[str]]:
    """The rows of a table as they are shown."""
    return [[told(kind, cell, stage, lang) for (_, kind), cell in zip(table.columns, row, strict=True)] for row in table.rows]
