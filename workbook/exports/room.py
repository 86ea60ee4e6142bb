"""A room's raw answers as a spreadsheet, within what the room promised: no names where nobody may know them, nothing below the floor.

Of a private exercise there are only the totals. The tables of a result, for other files, have the numbers of the screen. Texts are
written as texts, so nothing that somebody typed becomes a formula or a link.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from io import BytesIO
from typing import Any

import xlsxwriter

from workbook.content import book
from workbook.content.canvas import ELEMENTS
from workbook.content.methods import METHODS
from workbook.exercises import EXERCISES, telling
from workbook.exercises.canvas import side_of
from workbook.exercises.shape import Cell as Found
from workbook.exercises.shape import Kind, Result
from workbook.exercises.shape import Table as Counted
from workbook.exports import grid
from workbook.exports.tables import Share, Table
from workbook.room import Given, Room, Stage, by_round, takes_names
from workbook.text import Lang, Text, bracketed, cents, clean


def workbook_of(room: Room, answers: Mapping[int, Sequence[Given]], lang: Lang) -> bytes:
    """One sheet an exercise: one row an answer, or, where nobody may see who answered what, what the wall shows of them all."""
    held = BytesIO()
    with xlsxwriter.Workbook(held, grid.PLAIN) as made:
        style = grid.styles(made)
        for stage in room.stages:
            name = f"{stage.number + 1} {telling.name_of(stage, lang)}"
            head, rows = sheet_of(room, stage, answers.get(stage.number, ()), lang)
            filled = tuple((*row, *[None] * (len(head) - len(row))) for row in rows)
            grid.of_table(made, style, Table(name, tuple(head), filled))
    return held.getvalue()


Cell = str | int | Decimal | Fraction | None


def sheet_of(room: Room, stage: Stage, answers: Sequence[Given], lang: Lang) -> tuple[list[str], list[list[Cell]]]:
    """The head and the rows of an exercise's sheet. Rounds below the floor are left out, and the sheet says so."""
    w, exercise = book().words["exercises"], EXERCISES[stage.exercise]
    if exercise.private:
        return _totals(room, stage, answers, lang)
    fields = [name for name in exercise.answer.model_fields if name != "side"]
    sided = stage.exercise == "canvas"
    names = [w["person"][lang]] if takes_names(room.anonymity) else []
    head = [w["round"][lang], *names, *([w["side"][lang]] if sided else []), *(_label(stage, field, lang) for field in fields)]
    head += [w["shown"][lang]] if exercise.moderated else []
    rows: list[list[Cell]] = []
    for number, given in enumerate(by_round(answers, stage.round), 1):
        if len(given) < room.floor:
            rows.append([number, telling.too_few(room.floor, lang)])
            continue
        sides = [side_of(exercise.read(one.body), one.seat, exercise.read_settings(stage.settings)) for one in given] if sided else []
        for index, one in enumerate(given):
            side: list[Cell] = [w[sides[index] or "none"][lang]] if sided else []
            if sided and sides.count(sides[index]) < room.floor:
                rows.append([number, *([""] if names else []), *side, telling.too_few(room.floor, lang)])
                continue
            row: list[Cell] = [
                number,
                *([one.name] if names else []),
                *side,
                *(_cell(one.body.get(field), field, lang) for field in fields),
            ]
            rows.append([*row, w["shown_yes" if one.shown else "shown_no"][lang]] if exercise.moderated else row)
    return head, rows


def _totals(room: Room, stage: Stage, answers: Sequence[Given], lang: Lang) -> tuple[list[str], list[list[Cell]]]:
    """The sheet of a private exercise: the table that the wall shows."""
    exercise = EXERCISES[stage.exercise]
    found = exercise.result(by_round(answers, stage.round), exercise.read_settings(stage.settings), room.floor)
    if found is None:
        return [telling.name_of(stage, lang)], [[telling.too_few(room.floor, lang)]]
    (table,) = found.tables
    return [*_head(table, stage, lang)], [[*row] for row in _rows(table, stage, lang)]


def _label(stage: Stage, field: str, lang: Lang) -> str:
    element = field.removeprefix("predict_")
    if element in ELEMENTS:
        name = book().canvas.elements[ELEMENTS.index(element)].name[lang]
        return name if element == field else book().words["exercises"]["predicted"][lang].format(element=name)
    name = book().words[f"exercise_{stage.exercise}"][f"short_{field}"][lang]
    return _of_money(name, stage, lang) if field == "cost" else name


def _of_money(name: str, stage: Stage, lang: Lang) -> str:
    """The name of a column of amounts, which are plain figures, with their currency."""
    return name + bracketed(stage.settings.get("currency", "CNY"), lang)


def _cell(value: Any, field: str, lang: Lang) -> Cell:
    """A figure as a figure, an id as its word, a text as it is."""
    if value is None or isinstance(value, int):
        return value
    if field == "element":
        return book().words["exercises"]["other"][lang] if value == "other" else book().canvas.elements[ELEMENTS.index(value)].name[lang]
    if field == "method":
        return book().methods[METHODS.index(value)].short[lang]
    if value == "cannot_judge":
        return book().words["exercises"]["cannot_judge"][lang]
    if field in ("perception", "cost"):
        try:
            return Decimal(value)
        except InvalidOperation:
            return str(value)
    return str(value)


def tables_of(stage: Stage, found: Result, lang: Lang) -> tuple[Table, ...]:
    """The tables of a result, and the texts that the host has let through as one more; named by the place on the agenda."""
    w, common = book().words[f"exercise_{stage.exercise}"], book().words["exercises"]
    made = [
        Table(
            w[f"table_{table.key}"][lang],
            _head(table, stage, lang),
            _rows(table, stage, lang),
        )
        for table in found.tables
    ]
    if found.groups:
        named = any(name for group in found.groups for _, name in group.texts)
        head = (w["short_element"][lang], w["short_text"][lang], *([common["person"][lang]] if named else []))
        rows = (
            (_told("element", group.element, stage, lang), clean(text, 500), *([clean(name)] if named else []))
            for group in found.groups
            for text, name in group.texts
        )
        made.append(Table(w["name"][lang], head, tuple(rows)))
    return tuple(table._replace(name=f"{stage.number + 1}.{place} {table.name}") for place, table in enumerate(made, 1))


def _head(table: Counted, stage: Stage, lang: Lang) -> tuple[str, ...]:
    names = [(book().words[f"exercise_{stage.exercise}"][f"column_{key}"][lang], kind) for key, kind in table.columns]
    return tuple(_of_money(name, stage, lang) if kind == "money" else name for name, kind in names)


def _rows(table: Counted, stage: Stage, lang: Lang) -> tuple[tuple[Cell, ...], ...]:
    return tuple(tuple(_told(kind, cell, stage, lang) for (_, kind), cell in zip(table.columns, row, strict=True)) for row in table.rows)


def _told(kind: Kind, cell: Found, stage: Stage, lang: Lang) -> Cell:
    """A cell of a result: a figure as a figure, an id as its word."""
    if isinstance(cell, Text):
        return cell[lang]
    if isinstance(cell, Decimal):
        return cents(cell) if kind == "money" else Share(cell) if kind == "share" else cell
    if not isinstance(cell, str):
        return cell
    if kind == "word":
        return book().words[f"exercise_{stage.exercise}"][f"is_{cell}"][lang]
    if kind in ("element", "method"):
        return str(_cell(cell, kind, lang))
    return clean(cell, 500)
