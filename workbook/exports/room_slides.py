"""Slides of what a room found: for each exercise its picture with what it says, then its tables."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from io import BytesIO
from typing import Any, Final, NamedTuple

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches, Pt

from workbook.charts.base import Picture as Drawn
from workbook.content.canvas import ELEMENTS
from workbook.exercises import telling
from workbook.exercises.shape import Kind, Picture, Result
from workbook.exports import pictures
from workbook.exports.deck import (
    FOOT,
    MARGIN,
    SOFT,
    TOP,
    WIDE,
    add_chart,
    add_scores,
    add_slide,
    add_table,
    add_text,
    height,
    new,
    pages,
    rgb,
    saved,
    tell_apart,
)
from workbook.exports.given import Answered, Workshop, short, words
from workbook.exports.pictures import COLORS
from workbook.room import Stage
from workbook.text import Lang, day

_PICTURE: Final = Inches(7.4)
_BESIDE: Final = Inches(8.3)
_NARROW: Final = 4.45
_LEAST: Final = 1.0
_ACROSS: Final = 12.1
_SHARES: Final[dict[Kind, float]] = {"text": 5, "plain": 1.4, "element": 2, "method": 2}
_TEXT: Final[tuple[Kind, ...]] = ("element", "text", "plain")
_LONGEST: Final = {"name": 60, "cell": 300}


def slides(of: Workshop, lang: Lang) -> bytes:
    """The exercises in their order. The first sentence of each is the title; who reads from afar needs no other."""
    w = words("room", lang)
    deck = new(w["report_title"], lang)
    name = short(of.name, _LONGEST["name"]) or words("join", lang)["unnamed"]
    foot = "  |  ".join((name, day(of.on, lang), w["report_people"].format(people=of.people)))
    for one in of.exercises:
        _exercise(deck, one, of.floor, lang, foot)
    return saved(deck)


def _exercise(deck: Any, one: Answered, floor: int, lang: Lang, foot: str) -> None:
    stage, found = one.stage, one.found
    name = f"{stage.number + 1} {telling.name_of(stage, lang)}"
    if found is None:
        slide = add_slide(deck, name, lang, foot)
        add_text(slide, telling.too_few(floor, lang), lang, MARGIN, TOP, Inches(10), 18)
        return
    first, *others = [telling.sentence(said, stage, lang) for said in found.said] or [name]
    slide = _slide(deck, first, name, lang, foot)
    for plan, drawn in zip(found.pictures, one.pictures, strict=False):
        _picture(slide, stage, plan, drawn, lang)
    left, top, across = (_BESIDE, TOP + Inches(0.4), _NARROW) if one.pictures else (MARGIN, TOP, _ACROSS)
    for said in others:
        add_text(slide, said, lang, left, top, Inches(across), 18)
        top += height((said,), (across,), 18) + Inches(0.15)
    shown = _tables(stage, found, lang)
    if shown and (not one.pictures or _fits(shown[0], across, FOOT - top)):
        _fill(deck, slide, shown.pop(0), name, lang, foot, left=left, top=top, across=across)
    for table in shown:
        _fill(deck, None, table, name, lang, foot)


def _slide(deck: Any, title: str, name: str, lang: Lang, foot: str) -> Any:
    """A slide with the exercise's name above its title."""
    slide = add_slide(deck, title, lang, foot)
    add_text(slide, name, lang, MARGIN, Inches(0.08), WIDE - 2 * MARGIN, 13, color=SOFT)
    return slide


class _Table(NamedTuple):
    """A table as it is shown."""

    title: str
    kinds: tuple[Kind, ...]
    head: list[str]
    rows: list[list[str]]

    @property
    def size(self) -> int:
        return 14 if len(self.rows) < 10 else 12

    def widths(self, across: float) -> list[float]:
        """The widths of its columns in inches; figures need no more than so much."""
        shares = [_SHARES.get(kind, 1) for kind in self.kinds]
        return [min(across * share / sum(shares), 1.8 * share) for share in shares]


def _tables(stage: Stage, found: Result, lang: Lang) -> list[_Table]:
    """The tables of a result, and the texts that people wrote as one more."""
    several = [
        _Table(
            telling.word(stage, f"table_{table.key}", lang),
            tuple(kind for _, kind in table.columns),
            telling.head(table, stage, lang),
            _cut(telling.rows(table, stage, lang)),
        )
        for table in found.tables
    ]
    if found.groups:
        head = [telling.word(stage, "short_element", lang), telling.word(stage, "short_text", lang), words("exercises", lang)["person"]]
        texts = [[telling.told("element", group.element, stage, lang), *text] for group in found.groups for text in group.texts]
        columns = 3 if any(who for _, _, who in texts) else 2
        name = telling.name_of(stage, lang)
        several.append(_Table(name, _TEXT[:columns], head[:columns], _cut([row[:columns] for row in texts])))
    return several


def _cut(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    return [[short(cell, _LONGEST["cell"]) for cell in row] for row in rows]


def _fits(table: _Table, across: float, room: int) -> bool:
    """Whether a small table has its place beside the picture."""
    widths = table.widths(across)
    return min(widths) >= _LEAST and sum(height(row, widths, table.size) for row in (table.head, *table.rows)) <= room


def _fill(
    deck: Any,
    slide: Any | None,
    table: _Table,
    name: str,
    lang: Lang,
    foot: str,
    *,
    left: int = MARGIN,
    top: int = TOP,
    across: float = _ACROSS,
) -> None:
    """Put a table on a slide, or over as many new ones as it needs."""
    widths, size = table.widths(across), table.size
    tops = [top, TOP]
    parts = pages(table.rows, widths, size, [FOOT - place - height(table.head, widths, size) for place in tops])
    for part, rows in enumerate(parts, 1):
        if slide is None or part > 1:
            said = words("take_along", lang)["slide_part"].format(title=table.title, page=part, pages=len(parts))
            slide = _slide(deck, said if len(parts) > 1 else table.title, name, lang, foot)
        add_table(slide, table.head, rows, lang, left=left, top=tops[part > 1], widths=widths, size=size)


def _picture(slide: Any, stage: Stage, of: Picture, drawn: Drawn, lang: Lang) -> None:
    """Votes and radars as charts that can be edited; the values of many people have no such chart, and are a picture."""
    if of.chart == "radar":
        w = words("triple_fit", lang)
        series = {
            w[side]: [None if (value := scores.get(element)) is None else Fraction(value) for element in ELEMENTS]
            for side, scores in zip(of.columns["side"], of.columns["scores"], strict=True)
        }
        tell_apart(add_scores(slide, series, lang, XL_CHART_TYPE.RADAR_MARKERS, _PICTURE, drawn.said))
    elif of.chart == "votes":
        _votes(slide, stage, of, drawn.said, lang)
    else:
        shape = slide.shapes.add_picture(BytesIO(pictures.png(drawn)), MARGIN, TOP, width=_PICTURE)
        shape._element.nvPicPr.cNvPr.set("descr", drawn.said)


def _votes(slide: Any, stage: Stage, of: Picture, said: str, lang: Lang) -> None:
    rows = list(zip(*(of.columns[name] for name in ("method", "round", "votes")), strict=True))
    rounds = sorted({number for _, number, _ in rows}, reverse=True)
    figures = "0.0" if of.fixed.get("figures") else "0"
    data = CategoryChartData(number_format=figures)
    data.categories = [telling.told("method", method, stage, lang) for method in dict.fromkeys(method for method, _, _ in rows)]
    for number in rounds:
        data.add_series(words("triple_fit", lang)["round_now"].format(round=number), [votes for _, at, votes in rows if at == number])
    chart = add_chart(slide, XL_CHART_TYPE.BAR_CLUSTERED, data, _PICTURE, said, lang)
    chart.has_legend = len(rounds) > 1
    chart.category_axis.reverse_order = True
    chart.category_axis.format.line.color.rgb = rgb(SOFT)
    chart.value_axis.visible = chart.value_axis.has_major_gridlines = False
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = 0, of.fixed.get("most")
    plot = chart.plots[0]
    plot.gap_width, plot.has_data_labels = 50, True
    plot.data_labels.number_format, plot.data_labels.number_format_is_linked, plot.data_labels.font.size = figures, False, Pt(16)
    for series, color in zip(plot.series, COLORS, strict=False):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = rgb(color)
