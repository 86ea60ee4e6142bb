"""What slides are made of: a deck, its slides, and charts and tables that PowerPoint can edit."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from fractions import Fraction
from io import BytesIO
from math import ceil
from typing import Any, Final

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.text import PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from workbook.exports.given import element_names, letters, words
from workbook.exports.pictures import COLORS, INK
from workbook.text import Lang

WIDE, _HIGH = Inches(13.333), Inches(7.5)
MARGIN: Final = Inches(0.6)
TOP: Final = Inches(1.45)
FOOT: Final = Inches(6.6)
BODY: Final = Inches(5.3)
SOFT: Final = "#55606E"
_GRID: Final = "#D5DBE3"
_TITLE_ONLY: Final = 5
_SPOKEN: Final = {"en": "en-GB", "zh": "zh-CN"}
_LANGUAGES: Final = {"en": MSO_LANGUAGE_ID.ENGLISH_UK, "zh": MSO_LANGUAGE_ID.CHINESE_SINGAPORE}
_FONTS: Final = {"en": "Calibri", "zh": "Microsoft YaHei"}
_PARTS: Final = re.compile(r"[\u2e80-\uffff]|[^\s\u2e80-\uffff-]*-|[^\s\u2e80-\uffff-]+|\s+")
"""What is never parted at the end of a line: a Chinese character, a word as far as its hyphen, spaces."""
_DASHES: Final = (MSO_LINE.SOLID, MSO_LINE.DASH, MSO_LINE.ROUND_DOT, MSO_LINE.LONG_DASH)
_MARKERS: Final = (XL_MARKER_STYLE.CIRCLE, XL_MARKER_STYLE.SQUARE, XL_MARKER_STYLE.TRIANGLE, XL_MARKER_STYLE.DIAMOND)


def new(title: str, lang: Lang) -> Any:
    """A deck without slides."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDE, _HIGH
    known = deck.core_properties  # python-pptx's own deck is of 2013, and of its author
    known.title, known.language, known.comments, known.revision = title, _SPOKEN[lang], "", 1
    known.author = known.last_modified_by = words("take_along", lang)["workbook_name"]
    known.created = known.modified = datetime.now(UTC)
    return deck


def saved(deck: Any) -> bytes:
    """The file."""
    held = BytesIO()
    deck.save(held)
    return held.getvalue()


def add_slide(deck: Any, title: str, lang: Lang, foot: str) -> Any:
    """A slide with a title that says what there is to see, and below whose it is."""
    slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
    holder = slide.shapes.title
    holder.left, holder.top, holder.width, holder.height = MARGIN, Inches(0.45), WIDE - 2 * MARGIN, Inches(0.85)
    holder.text_frame.word_wrap = True
    say(holder.text_frame.paragraphs[0], title, lang, 30 if letters(title) < 54 else 24, bold=True)
    add_text(slide, foot, lang, MARGIN, Inches(6.92), WIDE - 2 * MARGIN, 11, color=SOFT)
    return slide


def add_text(slide: Any, text: str, lang: Lang, left: int, top: int, width: int, size: int, *, color: str = INK) -> None:
    """A text of one paragraph."""
    frame = slide.shapes.add_textbox(left, top, width, Inches(0.35)).text_frame
    frame.word_wrap = True
    say(frame.paragraphs[0], text, lang, size, color=color)


def say(paragraph: Any, text: str, lang: Lang, size: float, *, bold: bool = False, color: str = INK) -> None:
    """Write a run into a paragraph."""
    paragraph.alignment = PP_ALIGN.LEFT
    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, rgb(color)
    _speak(run.font, lang)


def _speak(font: Any, lang: Lang) -> None:
    """Give a font its language and a face that has its characters."""
    font.language_id = _LANGUAGES[lang]
    properties = font._rPr  # python-pptx knows no East Asian face, nor zh-CN
    properties.set("lang", _SPOKEN[lang])
    font.name = _FONTS[lang]
    face = properties.makeelement(qn("a:ea"), {"typeface": _FONTS["zh"]})
    properties.find(qn("a:latin")).addnext(face)


def add_chart(slide: Any, kind: Any, data: CategoryChartData, width: int, said: str, lang: Lang) -> Any:
    """A native chart below the title, from the left margin; `said` is for those who do not see it."""
    frame = slide.shapes.add_chart(kind, MARGIN, TOP, width, BODY, data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", said)
    chart = frame.chart
    chart.has_title = False
    chart.font.size, chart.font.color.rgb = Pt(14), rgb(INK)
    _speak(chart.font, lang)
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    return chart


def add_table(
    slide: Any,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    lang: Lang,
    *,
    left: int,
    top: int,
    widths: Sequence[float],
    size: int = 14,
) -> None:
    """A native table with a head row; the first column names its row."""
    total = Inches(sum(widths))
    high = sum(height(row, widths, size) for row in (head, *rows))
    frame = slide.shapes.add_table(len(rows) + 1, len(head), left, top, total, high)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", words("take_along", lang)["alt_table"].format(name=", ".join(head)))
    table = frame.table
    table.first_row, table.horz_banding = True, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Inches(width)
    for line, row in enumerate((head, *rows)):
        table.rows[line].height = height(row, widths, size)
        for column, cell in enumerate(row):
            held = table.cell(line, column)
            held.margin_left = held.margin_right = Inches(0.08)
            held.fill.solid()
            held.fill.fore_color.rgb = rgb(COLORS[0] if not line else "#F3F5F8" if line % 2 else "#FFFFFF")
            say(held.text_frame.paragraphs[0], cell, lang, size, bold=not line or not column, color="#FFFFFF" if not line else INK)


def height(row: Sequence[str], widths: Sequence[float], size: int) -> int:
    """How high a row has to be for its longest text, by the letters of a font that is rather wide."""
    lines = max(_lines(cell, 72 * (width - 0.2) / (0.52 * size)) for cell, width in zip(row, widths, strict=True))
    return max(Inches(0.42), Pt(1.3 * size * lines) + Inches(0.1))


def _lines(text: str, room: float) -> int:
    """How many lines of so many letters a text takes: a capital is a quarter wider, a word goes on whole in its next line."""
    lines, left = 1, room
    for part in _PARTS.findall(text):
        wide = letters(part) + sum(map(str.isupper, part)) / 4
        if wide > left and not part.isspace():
            more = ceil(wide / room)
            lines, left = lines + more - (left == room), more * room
        left = max(left - wide, 0)
    return lines


def rgb(value: str) -> Any:
    """A colour of the theme, `#0B63B6`, as slides take it."""
    return RGBColor.from_string(value.removeprefix("#"))


def add_scores(slide: Any, series: Mapping[str, Sequence[Fraction | None]], lang: Lang, kind: Any, width: int, said: str) -> Any:
    """Scores by element as a native chart from 0 to 5, by the name of each series."""
    data = CategoryChartData(number_format="0.0")
    data.categories = list(element_names(lang).values())
    for name, values in series.items():
        data.add_series(name, [None if value is None else float(value) for value in values])
    chart = add_chart(slide, kind, data, width, said, lang)
    axis = chart.value_axis
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = 0, 5, 1
    axis.major_gridlines.format.line.color.rgb = rgb(_GRID)
    axis.tick_labels.font.size = Pt(11)
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "0", False
    return chart


def tell_apart(chart: Any) -> None:
    """Give each shape of a radar a colour, a dash and a point of its own."""
    for series, color, dash, marker in zip(chart.plots[0].series, COLORS, _DASHES, _MARKERS, strict=False):
        series.smooth = False
        series.format.line.color.rgb, series.format.line.width = rgb(color), Pt(2.5)
        series.format.line.dash_style = dash
        series.marker.style, series.marker.size = marker, 8
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = series.marker.format.line.color.rgb = rgb(color)


def pages(rows: Sequence[Sequence[str]], widths: Sequence[float], size: int, room: Sequence[int]) -> list[list[Sequence[str]]]:
    """The rows of each slide: as many as there is room for, on the first one and on the others."""
    parts: list[list[Sequence[str]]] = [[]]
    left = room[0]
    for row in rows:
        high = height(row, widths, size)
        if parts[-1] and high > left:
            parts.append([])
            left = room[1]
        parts[-1].append(row)
        left -= high
    return parts
