"""A spreadsheet's looks, and its sheets: what is typed is written as text, whatever it begins with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any, Final

from workbook.content.canvas import ELEMENTS
from workbook.exports.pictures import COLORS
from workbook.exports.tables import Cell, Share, Table

Style = Mapping[str, Any]
"""The formats of a spreadsheet by name."""
PLAIN: Final = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
"""For the spreadsheet: what is typed stays a text, also where it looks like a formula, a link or a number."""
_NOT_IN_NAMES: Final = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_LONGEST_NAME: Final = 31
_WIDTHS: Final = (6, 44)
_HEAD: Final = 16
"""A longer head goes on in its next line."""
_READABLE: Final = 100
"""Letters that a line of a note holds."""
_OTHERS: Final = 8
"""Letters that a column holds by itself."""
_PAPER: Final = 180
"""Letters that a sheet of paper holds side by side; a wider table goes on on the next."""
_A4: Final = 9
_LINE: Final = 15
"""Points that a line of text takes."""
_HIGHEST: Final = 409
"""Points that a row can be high."""


def styles(made: Any) -> Style:
    """The formats of a new spreadsheet."""
    kinds: dict[str, dict[str, Any]] = {
        "head": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "align": "left", "indent": 1},
        "head_number": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "align": "right", "indent": 1},
        "amount_head": {"bold": True, "bottom": 1, "align": "right"},
        "text": {"text_wrap": True, "valign": "top", "align": "left", "indent": 1},
        "note": {"text_wrap": True, "valign": "top"},
        "score": {"num_format": "0.0#", "valign": "top", "align": "right", "indent": 1},
        "whole": {"num_format": "0", "valign": "top", "align": "right", "indent": 1},
        "day": {"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"},
        "title": {"bold": True, "font_size": 14},
        "section": {"bold": True, "font_color": COLORS[0], "top": 1, "indent": 1},
        "soft": {"font_color": "#55606E", "text_wrap": True, "valign": "top", "align": "left", "indent": 1},
        "amount_in": {"font_color": "#0000FF", "num_format": "#,##0.00", "bg_color": "#F3F5F8", "border": 1, "border_color": "#D5DBE3"},
        "factor_in": {"font_color": "#0000FF", "num_format": "0.00##", "bg_color": "#F3F5F8", "border": 1, "border_color": "#D5DBE3"},
        "amount": {"num_format": "#,##0.00"},
        "factor": {"num_format": "0.00##"},
        "amount_top": {"num_format": "#,##0.00", "valign": "top", "align": "right", "indent": 1},
        "share": {"num_format": "0%", "align": "right"},
        "share_top": {"num_format": "0%", "valign": "top", "align": "right", "indent": 1},
        "plain": {"font_color": "#55606E"},
        "result": {"num_format": "#,##0.00", "bold": True},
        "verdict": {"bold": True, "align": "right"},
    }
    return {name: made.add_format(kind) for name, kind in kinds.items()}


def name(text: str) -> str:
    """A text as the name of a sheet, which knows neither every sign nor more than 31 of them."""
    return text.translate(_NOT_IN_NAMES)[:_LONGEST_NAME]


def new(made: Any, title: str) -> Any:
    """A new sheet, to be read and printed."""
    sheet = made.add_worksheet(name(title))
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    return sheet


def of_table(made: Any, style: Style, table: Table, *, title: str = "", note: str = "") -> Any:
    """A sheet with a table: its title, a note, its head in the third row, its rows below, as wide as their texts want."""
    sheet = new(made, table.name)
    sheet.write_string(0, 0, title or table.name, style["title"])
    widths = []
    for column, name in enumerate(table.head):
        cells = [row[column] for row in table.rows if row[column] is not None]
        figures = bool(cells) and not any(isinstance(cell, str | date) for cell in cells)
        sheet.write_string(2, column, name, style["head_number" if figures else "head"])
        longest = max(map(_wide, cells), default=0)
        widths.append(min(max(longest, min(_wide(name), _HEAD), _WIDTHS[0]), _WIDTHS[1]))
        sheet.set_column(column, column, widths[-1] + 2)
    for line, row in enumerate((table.head, *table.rows), 2):  # programs do not agree on when a row grows by itself
        sheet.set_row(line, min(_LINE * max(map(_lines, row, widths)), _HIGHEST))
    for line, row in enumerate(table.rows, 3):
        for column, cell in enumerate(row):
            _write(sheet, style, line, column, cell)
    if note:
        across(sheet, 1, note, style["note"], widths)
    if (papers := ceil(sum(widths) / _PAPER)) > 1:
        sheet.fit_to_pages(papers, 0)
        sheet.repeat_columns(0, 1)
    if len(table.rows) > len(ELEMENTS):
        sheet.freeze_panes(3, 0)
    return sheet


def across(sheet: Any, line: int, text: str, look: Any, widths: Sequence[int]) -> None:
    """A text over as many columns as a line of reading wants, in as many lines as it takes; the first columns are this wide."""
    room, last = 0, -1
    while room < _READABLE:
        last += 1
        room += widths[last] if last < len(widths) else _OTHERS
    sheet.merge_range(line, 0, line, last, "", look)
    sheet.write_string(line, 0, text, look)
    sheet.set_row(line, min(_LINE * _lines(text, room), _HIGHEST))


def _wide(cell: Cell) -> int:
    """About how wide a cell's text is, in letters: a Chinese character is two. Of several lines it is the longest."""
    if isinstance(cell, str):
        return max(sum(2 if sign > "\u2e7f" else 1 for sign in line) for line in cell.split("\n"))
    if isinstance(cell, Decimal):
        return max(len(f"{cell:,.2f}"), 12)
    return 10 if isinstance(cell, date) else 5


def _lines(cell: Cell, width: int) -> int:
    """How many lines a cell's text takes where a line has room for so many letters."""
    return sum(max(ceil(_wide(line) / width), 1) for line in cell.split("\n")) if isinstance(cell, str) else 1


def _write(sheet: Any, style: Style, line: int, column: int, cell: Cell) -> None:
    if isinstance(cell, str):
        sheet.write_string(line, column, cell, style["text"])
    elif isinstance(cell, date):
        sheet.write_datetime(line, column, cell, style["day"])
    elif isinstance(cell, int):
        sheet.write_number(line, column, cell, style["whole"])
    elif isinstance(cell, Decimal):
        sheet.write_number(line, column, float(cell), style["amount_top"])
    elif isinstance(cell, Share):
        sheet.write_number(line, column, float(cell), style["share_top"])
    elif isinstance(cell, float | Fraction):
        sheet.write_number(line, column, float(cell), style["score"])
