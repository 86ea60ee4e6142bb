"""Slides to show: the radar, the gaps, the value waterfall and the next steps as charts and tables that PowerPoint can edit."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any, Final

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_LINE
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.text import PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from workbook.content import book
from workbook.content.canvas import SIDES
from workbook.exports import tables
from workbook.exports.given import Calculation, Fit, element_names, level_names, next_steps, score, words
from workbook.exports.pictures import COLORS, INK
from workbook.text import Lang, clean, day, money

_WIDE, _HIGH = Inches(13.333), Inches(7.5)
_MARGIN: Final = Inches(0.6)
_TOP: Final = Inches(1.45)
_BODY: Final = Inches(5.3)
_TITLE_ONLY: Final = 5
_LANGUAGES: Final = {"en": MSO_LANGUAGE_ID.ENGLISH_UK, "zh": MSO_LANGUAGE_ID.CHINESE_SINGAPORE}
_FONTS: Final = {"en": "Calibri", "zh": "Microsoft YaHei"}
_SOFT: Final = "#55606E"
_MOST_STEPS: Final = 6
_LONGEST: Final = {"what": 120, "owner": 40, "foot": 60}


def slides(lang: Lang, *, fit: Fit | None = None, deal: Calculation | None = None) -> bytes:
    """The slides of a canvas, of a deal, or of both."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = _WIDE, _HIGH
    w = words("take_along", lang)
    deck.core_properties.title = w["report"] if fit else w["deal_title"]
    deck.core_properties.author = w["workbook_name"]
    deck.core_properties.language = {"en": "en-GB", "zh": "zh-CN"}[lang]
    if fit:
        whose = _foot(fit, lang)
        foot = f"{whose}  |  {w['example']}" if fit.example else whose
        _radar(deck, fit, lang, foot)
        _gaps(deck, fit, lang, foot)
    if deal:
        _waterfall(deck, deal, lang, _foot(deal, lang))
    if fit:
        _steps(deck, fit, lang, _foot(fit, lang))
    held = BytesIO()
    deck.save(held)
    return held.getvalue()


def _foot(of: Fit | Calculation, lang: Lang) -> str:
    """Whose it is, and of which day."""
    return "  |  ".join(part for part in (_short(of.name, _LONGEST["foot"]), day(of.on, lang)) if part)


# ---- the slides


def _radar(deck: Any, fit: Fit, lang: Lang, foot: str) -> None:
    w, x = words("triple_fit", lang), words("take_along", lang)
    mean = fit.found.overall[fit.view].value
    title = x["slide_empty"] if mean is None else x["slide_radar"].format(score=score(mean, lang), side=w[fit.view].lower())
    slide = _slide(deck, title, lang, foot)
    chart = _scores(slide, fit, lang, XL_CHART_TYPE.RADAR_MARKERS, Inches(7.4), x["alt_radar"])
    for series, color, side in zip(chart.plots[0].series, COLORS, SIDES, strict=False):
        series.smooth = False
        series.format.line.color.rgb, series.format.line.width = _color(color), Pt(2.5)
        series.format.line.dash_style = MSO_LINE.DASH if side == "customer" else MSO_LINE.SOLID
        series.marker.style = XL_MARKER_STYLE.SQUARE if side == "customer" else XL_MARKER_STYLE.CIRCLE
        series.marker.size = 8
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = series.marker.format.line.color.rgb = _color(color)
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
    chart = _scores(slide, fit, lang, XL_CHART_TYPE.BAR_CLUSTERED, Inches(5.9), x["alt_gaps"])
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


def _scores(slide: Any, fit: Fit, lang: Lang, kind: Any, width: int, said: str) -> Any:
    """Both sides' scores by element as a native chart from 0 to 5."""
    w, data = words("triple_fit", lang), CategoryChartData(number_format="0.0")
    data.categories = list(element_names(lang).values())
    for side in SIDES:
        data.add_series(w[side], [None if (value := one.of(side)) is None else float(value) for one in fit.found.elements])
    chart = _chart(slide, kind, data, width, said, lang)
    axis = chart.value_axis
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = 0, 5, 1
    axis.major_gridlines.format.line.color.rgb = _color("#D5DBE3")
    axis.tick_labels.font.size = Pt(11)
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "0", False
    return chart


def _waterfall(deck: Any, of: Calculation, lang: Lang, foot: str) -> None:
    x, deal = words("take_along", lang), of.deal

    def amount(value: Decimal, *, signed: bool = False) -> str:
        return money(value, of.currency, lang, signed=signed)

    surplus = amount(deal.surplus, signed=True)
    title = x["slide_zero"]
    if deal.surplus:
        title = x["slide_deal" if deal.closes else "slide_no_deal"].format(surplus=amount(deal.surplus), shortfall=amount(-deal.surplus))
    slide = _slide(deck, title, lang, foot)
    data, bars = CategoryChartData(number_format="#,##0"), tables.bars(of, lang)
    signed = [amount(end - start, signed=index in (0, 1, 2, 4, 5)) for index, (_, start, end, _) in enumerate(bars)]
    data.categories = [f"{name}\n{told}" for (name, *_), told in zip(bars, signed, strict=True)]
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
    x, names = words("take_along", lang), element_names(lang)
    slide = _slide(deck, x["slide_plan"], lang, foot)
    planned = next_steps(fit, lang, _MOST_STEPS)
    rows = [
        (
            names[one.element],
            _short(one.what, _LONGEST["what"]),
            _short(one.owner, _LONGEST["owner"]),
            day(one.due, lang) if one.due else "",
        )
        for one in planned
    ]
    if not rows:
        _text(slide, x["no_steps"], lang, _MARGIN, _TOP, Inches(8), 18)
        return
    size = 14 if sum(len(cell) for row in rows for cell in row) < 900 else 12
    head = tuple(x[name] for name in ("element", "what", "owner", "due"))
    _table(slide, head, rows, lang, left=_MARGIN, top=_TOP, widths=(1.9, 6.0, 2.3, 1.9), size=size)
    if not fit.plan:
        _text(slide, x["to_fill_in"], lang, _MARGIN, Inches(6.4), Inches(10), 12, color=_SOFT)


def _short(text: str, most: int) -> str:
    """A typed text cut to about `most` letters; a Chinese character is as wide as two."""
    kept, wide = "", 0
    for sign in clean(text, 10 * most):
        wide += 2 if sign > "\u2e7f" else 1
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
    frame = slide.shapes.add_table(len(rows) + 1, len(head), left, top, total, Inches(0.42 * (len(rows) + 1)))
    frame._element.nvGraphicFramePr.cNvPr.set("descr", words("take_along", lang)["alt_table"].format(name=", ".join(head)))
    table = frame.table
    table.first_row, table.horz_banding = True, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Inches(width)
    for line, row in enumerate((head, *rows)):
        for column, cell in enumerate(row):
            held = table.cell(line, column)
            held.margin_left = held.margin_right = Inches(0.08)
            held.fill.solid()
            held.fill.fore_color.rgb = _color(COLORS[0] if not line else "#F3F5F8" if line % 2 else "#FFFFFF")
            _say(held.text_frame.paragraphs[0], cell, lang, size, bold=not line or not column, color="#FFFFFF" if not line else INK)


def _color(value: str) -> Any:
    return RGBColor.from_string(value.removeprefix("#"))
