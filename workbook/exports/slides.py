"""Slides to show: the radar, the gaps, the value waterfall and the plan as charts and tables that PowerPoint can edit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from math import ceil
from typing import Any, Final, Literal

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_LINE
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.text import PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from workbook.canvas import CanvasScore
from workbook.content import book
from workbook.content.canvas import ELEMENTS, SIDES
from workbook.exports import tables
from workbook.exports.given import (
    Calculation,
    Fit,
    Planned,
    amount,
    element_names,
    level_names,
    next_steps,
    score,
    verdict,
    words,
)
from workbook.exports.pictures import COLORS, INK
from workbook.plan import MARKS, Balance, course
from workbook.text import Currency, Lang, clean, day, money, share

_WIDE, _HIGH = Inches(13.333), Inches(7.5)
_MARGIN: Final = Inches(0.6)
_TOP: Final = Inches(1.45)
_BODY: Final = Inches(5.3)
_TITLE_ONLY: Final = 5
_LANGUAGES: Final = {"en": MSO_LANGUAGE_ID.ENGLISH_UK, "zh": MSO_LANGUAGE_ID.CHINESE_SINGAPORE}
_FONTS: Final = {"en": "Calibri", "zh": "Microsoft YaHei"}
_SOFT: Final = "#55606E"
_MOST_STEPS: Final = 6
_LONGEST: Final = {"what": 120, "owner": 40, "foot": 60, "vision": 150}
_PLAN_WIDTHS: Final = (0.6, 1.7, 4.55, 1.1, 1.8, 1.3, 1.1)
_FOOT: Final = Inches(6.6)
_DASHES: Final = (MSO_LINE.SOLID, MSO_LINE.DASH, MSO_LINE.ROUND_DOT, MSO_LINE.LONG_DASH)
_MARKERS: Final = (XL_MARKER_STYLE.CIRCLE, XL_MARKER_STYLE.SQUARE, XL_MARKER_STYLE.TRIANGLE, XL_MARKER_STYLE.DIAMOND)
_WEIGHTS: Final[tuple[Literal["effort", "benefit"], ...]] = ("effort", "benefit")


def slides(lang: Lang, *, fit: Fit | None = None, plan: Planned | None = None, deal: Calculation | None = None) -> bytes:
    """The slides of a canvas, of a plan and of a deal, or of some of them."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = _WIDE, _HIGH
    w = words("take_along", lang)
    deck.core_properties.title = w["report"] if fit else w["plan"] if plan else w["deal_title"]
    deck.core_properties.author = w["workbook_name"]
    deck.core_properties.language = {"en": "en-GB", "zh": "zh-CN"}[lang]
    if fit:
        foot = _foot(fit, lang)
        _radar(deck, fit, lang, foot)
        _gaps(deck, fit, lang, foot)
    if deal:
        _waterfall(deck, deal, lang, _foot(deal, lang))
    if plan and plan.numbered:
        _plan(deck, plan, lang, _foot(plan, lang))
    elif fit:
        _steps(deck, fit, lang, _foot(fit, lang))
    held = BytesIO()
    deck.save(held)
    return held.getvalue()


def _foot(of: Fit | Planned | Calculation, lang: Lang) -> str:
    """Whose it is, of which day, and whether it is invented."""
    invented = "" if isinstance(of, Calculation) or not of.example else words("take_along", lang)["example"]
    return "  |  ".join(part for part in (_short(of.name, _LONGEST["foot"]), day(of.on, lang), invented) if part)


# ---- the slides


def _radar(deck: Any, fit: Fit, lang: Lang, foot: str) -> None:
    w, x = words("triple_fit", lang), words("take_along", lang)
    mean = fit.found.overall[fit.view].value
    title = x["slide_empty"] if mean is None else x["slide_radar"].format(score=score(mean, lang), side=w[fit.view].lower())
    slide = _slide(deck, title, lang, foot)
    _shapes(_scores(slide, _of_sides(fit, lang), lang, XL_CHART_TYPE.RADAR_MARKERS, Inches(7.4), x["alt_radar"]))
    rows = [(w["overall"], *(score(fit.found.overall[side].value, lang) for side in SIDES))]
    rows += [(level_names(lang)[level], *(score(of[side].value, lang) for side in SIDES)) for level, of in fit.levels().items()]
    _table(slide, (w["level"], w["supplier"], w["customer"]), rows, lang, left=Inches(8.2), top=Inches(2.4), widths=(1.9, 1.25, 1.35))


def _gaps(deck: Any, fit: Fit, lang: Lang, foot: str) -> None:
    w, x, names, canvas = words("triple_fit", lang), words("take_along", lang), element_names(lang), book().canvas
    widest = fit.largest[:1]
    title = x["slide_no_gaps"]
    if widest:
        title = x["slide_gaps"].format(element=names[widest[0].id], gap=score(widest[0].gap, lang, signed=True))
    slide = _slide(deck, title, lang, foot)
    chart = _scores(slide, _of_sides(fit, lang), lang, XL_CHART_TYPE.BAR_CLUSTERED, Inches(5.9), x["alt_gaps"])
    chart.category_axis.reverse_order = True
    chart.category_axis.format.line.color.rgb = _color(_SOFT)
    chart.value_axis.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    chart.plots[0].gap_width, chart.plots[0].overlap = 60, -5
    for series, color in zip(chart.plots[0].series, COLORS, strict=False):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = _color(color)
    rows = [
        (
            names[one.id],
            *(score(one.of(side), lang) for side in SIDES),
            score(one.gap, lang, signed=True),
            canvas.zone(one.zone).name[lang] if one.zone else "",
        )
        for one in fit.largest
    ]
    if rows:
        head = (w["element"], w["supplier"], w["customer"], w["gap"], w["zone"])
        _table(slide, head, rows, lang, left=Inches(6.7), top=Inches(2.4), widths=(1.75, 1.05, 1.15, 0.75, 1.3), size=13)


def _of_sides(fit: Fit, lang: Lang) -> dict[str, list[Fraction | None]]:
    return {words("triple_fit", lang)[side]: [one.of(side) for one in fit.found.elements] for side in SIDES}


def _scores(slide: Any, series: Mapping[str, Sequence[Fraction | None]], lang: Lang, kind: Any, width: int, said: str) -> Any:
    """Scores by element as a native chart from 0 to 5, by the name of each series."""
    data = CategoryChartData(number_format="0.0")
    data.categories = list(element_names(lang).values())
    for name, values in series.items():
        data.add_series(name, [None if value is None else float(value) for value in values])
    chart = _chart(slide, kind, data, width, said, lang)
    axis = chart.value_axis
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = 0, 5, 1
    axis.major_gridlines.format.line.color.rgb = _color("#D5DBE3")
    axis.tick_labels.font.size = Pt(11)
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "0", False
    return chart


def _shapes(chart: Any) -> None:
    """Give each shape of a radar a colour, a dash and a point of its own."""
    for series, color, dash, marker in zip(chart.plots[0].series, COLORS, _DASHES, _MARKERS, strict=False):
        series.smooth = False
        series.format.line.color.rgb, series.format.line.width = _color(color), Pt(2.5)
        series.format.line.dash_style = dash
        series.marker.style, series.marker.size = marker, 8
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = series.marker.format.line.color.rgb = _color(color)


def _waterfall(deck: Any, of: Calculation, lang: Lang, foot: str) -> None:
    x, deal = words("take_along", lang), of.deal

    def told(value: Decimal, *, signed: bool = False) -> str:
        return money(value, of.currency, lang, signed=signed)

    surplus = told(deal.surplus, signed=True)
    title = x["slide_zero"]
    if deal.surplus:
        title = x["slide_deal" if deal.closes else "slide_no_deal"].format(surplus=told(deal.surplus), shortfall=told(-deal.surplus))
    slide = _slide(deck, title, lang, foot)
    data, bars = CategoryChartData(number_format="#,##0"), tables.bars(of, lang)
    signed = [told(end - start, signed=index in (0, 1, 2, 4, 5)) for index, (_, start, end, _) in enumerate(bars)]
    data.categories = [f"{name}\n{said}" for (name, *_), said in zip(bars, signed, strict=True)]
    zero = Decimal(0)
    parts: tuple[tuple[str, str | None, list[Decimal]], ...] = (
        (x["start"], None, [zero if kind == "total" else max(min(a, b), zero) for _, a, b, kind in bars]),
        (x["adds"], COLORS[0], [b - a if kind == "gain" else zero for _, a, b, kind in bars]),
        (x["takes"], COLORS[1], [max(a, zero) - max(b, zero) if kind == "loss" else zero for _, a, b, kind in bars]),
        (x["takes_below"], COLORS[1], [min(b, zero) - min(a, zero) if kind == "loss" else zero for _, a, b, kind in bars]),
        (x["result"], COLORS[2], [b if kind == "total" else zero for _, a, b, kind in bars]),
    )
    for name, _, values in parts:
        data.add_series(name, [float(value) for value in values])
    chart = _chart(slide, XL_CHART_TYPE.COLUMN_STACKED, data, _WIDE - 2 * _MARGIN, x["alt_waterfall"].format(surplus=surplus), lang)
    chart.has_legend = False  # the amounts at the names say with their signs what adds and what takes away
    chart.plots[0].gap_width = 55
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    chart.category_axis.format.line.color.rgb = _color(_SOFT)
    chart.value_axis.major_gridlines.format.line.color.rgb = _color("#D5DBE3")
    chart.value_axis.format.line.fill.background()
    chart.value_axis.tick_labels.font.size = Pt(12)
    chart.value_axis.tick_labels.number_format, chart.value_axis.tick_labels.number_format_is_linked = "#,##0", False
    labels = chart.category_axis.tick_labels
    labels.font.size = Pt(14 if max(map(len, signed)) < 14 else 11)
    labels._element.find(qn("c:txPr")).find(qn("a:bodyPr")).set("rot", "0")  # long amounts would turn the names round
    for series, (_, color, _) in zip(chart.plots[0].series, parts, strict=True):
        if color is None:
            series.format.fill.background()
        else:
            series.format.fill.solid()
            series.format.fill.fore_color.rgb = _color(color)
            series.invert_if_negative = False


def _steps(deck: Any, fit: Fit, lang: Lang, foot: str) -> None:
    """What the zones ask for, with room for who and when."""
    x, names = words("take_along", lang), element_names(lang)
    slide = _slide(deck, x["slide_plan"], lang, foot)
    rows = [(names[one.element], _short(one.what, _LONGEST["what"]), "", "") for one in next_steps(fit, None, lang, _MOST_STEPS)]
    if not rows:
        _text(slide, x["no_steps"], lang, _MARGIN, _TOP, Inches(8), 18)
        return
    head = tuple(x[name] for name in ("element", "what", "owner", "due"))
    _table(slide, head, rows, lang, left=_MARGIN, top=_TOP, widths=(1.9, 6.0, 2.3, 1.9))
    _text(slide, x["to_fill_in"], lang, _MARGIN, Inches(6.4), Inches(10), 12, color=_SOFT)


def _plan(deck: Any, of: Planned, lang: Lang, foot: str) -> None:
    """The actions, so many a slide; then, as far as they are to be told, the targets and the balance of both sides."""
    w, x, names = words("plan", lang), words("take_along", lang), element_names(lang)
    head = (x["number"], *(x[name] for name in ("element", "what", "horizon", "owner", "due", "status")))
    rows = [
        (
            str(number),
            names[one.element],
            _short(one.text, _LONGEST["what"]),
            w[one.horizon],
            _short(one.owner, _LONGEST["owner"]) or w[one.side],
            day(one.due, lang) if one.due else "",
            w[f"status_{one.status}"],
        )
        for number, one in of.numbered
    ]
    size = 14 if max(_letters(row[2]) for row in rows) < 80 else 12
    tops = [Inches(2.05) if of.vision else _TOP, _TOP]
    pages = _pages(rows, size, [_FOOT - top - _height(head, _PLAN_WIDTHS, size) for top in tops])
    for page, many in enumerate(pages, 1):
        title = x["slide_plan_more"].format(page=page, pages=len(pages)) if len(pages) > 1 else x["slide_plan"]
        slide, first = _slide(deck, title, lang, foot), page == 1
        if of.vision and first:
            said = x["vision"].format(vision=_short(of.vision, _LONGEST["vision"]))
            _text(slide, said, lang, _MARGIN, Inches(1.25), _WIDE - 2 * _MARGIN, 16)
        _table(slide, head, many, lang, left=_MARGIN, top=tops[not first], widths=_PLAN_WIDTHS, size=size)
    if of.found and any(one.target for _, one in of.numbered):
        _course(deck, of, of.found, lang, foot)
    for balance in of.balances:
        _balance(deck, balance, of.currency or "CNY", lang, foot)


def _pages(rows: Sequence[tuple[str, ...]], size: int, room: Sequence[int]) -> list[list[tuple[str, ...]]]:
    """The rows of each slide: as many as there is room for, on the first one and on the others."""
    pages: list[list[tuple[str, ...]]] = [[]]
    left = room[0]
    for row in rows:
        high = _height(row, _PLAN_WIDTHS, size)
        if pages[-1] and high > left:
            pages.append([])
            left = room[1]
        pages[-1].append(row)
        left -= high
    return pages


def _course(deck: Any, of: Planned, found: CanvasScore, lang: Lang, foot: str) -> None:
    """The scores of today and those promised for each horizon."""
    w, x, names, marks = words("plan", lang), words("take_along", lang), element_names(lang), course(found, of.actions)
    first, last = marks["today"], marks["vision"]
    rises = {one: last[one] - first.get(one, Fraction(0)) for one in last}
    most = max(rises, key=lambda one: rises[one])
    said = {"element": names[most], "before": score(first.get(most), lang), "after": score(last[most], lang)}
    slide = _slide(deck, x["slide_course"].format(**said) if rises[most] else w["look_course"], lang, foot)
    series = {w[mark]: [marks[mark].get(element) for element in ELEMENTS] for mark in MARKS}
    _shapes(_scores(slide, series, lang, XL_CHART_TYPE.RADAR_MARKERS, Inches(6.4), x["alt_course"]))
    rows = [(name, *(score(marks[mark].get(element), lang) for mark in MARKS)) for element, name in names.items()]
    head = (x["element"], *(w[mark] for mark in MARKS))
    _table(slide, head, rows, lang, left=Inches(7.2), top=Inches(1.6), widths=(1.9, 0.85, 1.05, 0.85, 0.9), size=12)


def _balance(deck: Any, of: Balance, currency: Currency, lang: Lang, foot: str) -> None:
    """Both sides' parts of effort and benefit, the amounts beside them, and whether it is worth it for both."""
    w, x = words("plan", lang), words("take_along", lang)
    slide, data = _slide(deck, verdict(of, lang), lang, foot), CategoryChartData(number_format="0%")
    data.categories = [w["effort"], w["benefit"]]
    for side in SIDES:
        data.add_series(w[side], [float(of.share(what, side) or 0) for what in _WEIGHTS])
    chart = _chart(slide, XL_CHART_TYPE.BAR_STACKED_100, data, Inches(6.2), x["alt_shares"], lang)
    chart.category_axis.reverse_order = True
    chart.category_axis.format.line.color.rgb = _color(_SOFT)
    chart.category_axis.tick_labels.font.size = Pt(16)
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    chart.plots[0].gap_width, chart.plots[0].overlap = 45, 100
    for series, side, color in zip(chart.plots[0].series, SIDES, COLORS, strict=False):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = _color(color)
        for place, what in enumerate(_WEIGHTS):
            if part := of.share(what, side):  # an empty part has no room for a figure
                _say(series.points[place].data_label.text_frame.paragraphs[0], share(float(part), lang), lang, 16, color="#FFFFFF")

    def told(value: Decimal, *, signed: bool = False) -> str:
        return amount(value, of.unit, currency, lang, signed=signed)

    rows = [(w[side], told(of.effort[side]), told(of.benefit[side]), told(of.surplus[side], signed=True)) for side in SIDES]
    size = 14 if max(len(cell) for row in rows for cell in row) < 13 else 11
    head = (w["side_head"], w["effort"], w["benefit"], x["gain"])
    _table(slide, head, rows, lang, left=Inches(7.0), top=Inches(2.4), widths=(1.3, 1.45, 1.45, 1.5), size=size)
    _text(slide, w["rule"], lang, Inches(7.0), Inches(4.2), Inches(5.7), 14, color=_SOFT)
    _text(slide, x["what_counts"], lang, Inches(7.0), Inches(5.1), Inches(5.7), 12, color=_SOFT)


def _letters(text: str) -> int:
    """How wide a text is, in letters: a Chinese character is as wide as two."""
    return sum(2 if sign > "\u2e7f" else 1 for sign in text)


def _short(text: str, most: int) -> str:
    """A typed text cut to about `most` letters."""
    kept, wide = "", 0
    for sign in clean(text, 10 * most):
        wide += _letters(sign)
        if wide > most:
            return f"{kept.rstrip()}…"
        kept += sign
    return kept


# ---- what they are made of


def _slide(deck: Any, title: str, lang: Lang, foot: str) -> Any:
    """A slide with a title that says what there is to see, and below whose it is."""
    slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
    holder = slide.shapes.title
    holder.left, holder.top, holder.width, holder.height = _MARGIN, Inches(0.45), _WIDE - 2 * _MARGIN, Inches(0.85)
    holder.text_frame.word_wrap = True
    _say(holder.text_frame.paragraphs[0], title, lang, 30 if len(title) < 60 else 24, bold=True)
    _text(slide, foot, lang, _MARGIN, Inches(6.92), _WIDE - 2 * _MARGIN, 11, color=_SOFT)
    return slide


def _text(slide: Any, text: str, lang: Lang, left: int, top: int, width: int, size: int, *, color: str = INK) -> None:
    frame = slide.shapes.add_textbox(left, top, width, Inches(0.35)).text_frame
    frame.word_wrap = True
    _say(frame.paragraphs[0], text, lang, size, color=color)


def _say(paragraph: Any, text: str, lang: Lang, size: float, *, bold: bool = False, color: str = INK) -> None:
    paragraph.alignment = PP_ALIGN.LEFT
    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, _color(color)
    _speak(run.font, lang)


def _speak(font: Any, lang: Lang) -> None:
    """Give a font its language and a face that has its characters."""
    font.language_id = _LANGUAGES[lang]
    properties = font._rPr  # python-pptx knows no East Asian face, nor zh-CN
    properties.set("lang", {"en": "en-GB", "zh": "zh-CN"}[lang])
    font.name = _FONTS[lang]
    face = properties.makeelement(qn("a:ea"), {"typeface": _FONTS["zh"]})
    properties.find(qn("a:latin")).addnext(face)


def _chart(slide: Any, kind: Any, data: CategoryChartData, width: int, said: str, lang: Lang) -> Any:
    frame = slide.shapes.add_chart(kind, _MARGIN, _TOP, width, _BODY, data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", said)
    chart = frame.chart
    chart.has_title = False
    chart.font.size, chart.font.color.rgb = Pt(14), _color(INK)
    _speak(chart.font, lang)
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    return chart


def _table(
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
    high = sum(_height(row, widths, size) for row in (head, *rows))
    frame = slide.shapes.add_table(len(rows) + 1, len(head), left, top, total, high)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", words("take_along", lang)["alt_table"].format(name=", ".join(head)))
    table = frame.table
    table.first_row, table.horz_banding = True, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Inches(width)
    for line, row in enumerate((head, *rows)):
        table.rows[line].height = _height(row, widths, size)
        for column, cell in enumerate(row):
            held = table.cell(line, column)
            held.margin_left = held.margin_right = Inches(0.08)
            held.fill.solid()
            held.fill.fore_color.rgb = _color(COLORS[0] if not line else "#F3F5F8" if line % 2 else "#FFFFFF")
            _say(held.text_frame.paragraphs[0], cell, lang, size, bold=not line or not column, color="#FFFFFF" if not line else INK)


def _height(row: Sequence[str], widths: Sequence[float], size: int) -> int:
    """How high a row has to be for its longest text, by the letters of a font that is rather wide."""
    lines = 1
    for cell, width in zip(row, widths, strict=True):
        lines = max(lines, ceil(0.56 * _letters(cell) * size / (72 * (width - 0.2))))
    return max(Inches(0.42), Pt(1.3 * size * lines) + Inches(0.1))


def _color(value: str) -> Any:
    return RGBColor.from_string(value.removeprefix("#"))
