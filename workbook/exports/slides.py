"""Slides to show: the radar, the gaps, the value waterfall and the plan as charts and tables that PowerPoint can edit."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, Literal

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_TICK_LABEL_POSITION
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from workbook.canvas import CanvasScore
from workbook.content import book
from workbook.content.canvas import ELEMENTS, SIDES
from workbook.exports import tables
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
    say,
    tell_apart,
)
from workbook.exports.given import (
    LARGEST,
    Calculation,
    Fit,
    Planned,
    amount,
    element_names,
    letters,
    level_names,
    next_steps,
    score,
    short,
    verdict,
    words,
)
from workbook.exports.pictures import COLORS
from workbook.plan import MARKS, Balance, course
from workbook.text import Currency, Lang, day, listed, money, share

_MOST_STEPS: Final = 6
_LONGEST: Final = {"what": 120, "owner": 40, "foot": 60, "vision": 150}
_PLAN_WIDTHS: Final = (0.65, 1.6, 4.1, 1.1, 1.8, 1.75, 1.15)
_WEIGHTS: Final[tuple[Literal["effort", "benefit"], ...]] = ("effort", "benefit")


def slides(lang: Lang, *, fit: Fit | None = None, plan: Planned | None = None, deal: Calculation | None = None) -> bytes:
    """The slides of a canvas, of a plan and of a deal, or of some of them."""
    w = words("take_along", lang)
    deck = new(w["report"] if fit else w["plan"] if plan else w["deal_title"], lang)
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
    return saved(deck)


def _foot(of: Fit | Planned | Calculation, lang: Lang) -> str:
    """Whose it is, of which day, and what has to be known of its figures."""
    known = (
        of.remark(lang) if isinstance(of, Fit) else words("take_along", lang)["example"] if isinstance(of, Planned) and of.example else ""
    )
    return "  |  ".join(part for part in (short(of.name, _LONGEST["foot"]), day(of.on, lang), known) if part)


# ---- the slides


def _radar(deck: Any, fit: Fit, lang: Lang, foot: str) -> None:
    w, x = words("triple_fit", lang), words("take_along", lang)
    mean = fit.found.overall[fit.view].value
    title = x["slide_empty"] if mean is None else x["slide_radar"].format(score=score(mean, lang), side=w[fit.view].lower())
    slide = add_slide(deck, title, lang, foot)
    tell_apart(add_scores(slide, _of_sides(fit, lang), lang, XL_CHART_TYPE.RADAR_MARKERS, Inches(7.4), x["alt_radar"]))
    rows = [(w["overall"], *(score(fit.found.overall[side].value, lang) for side in SIDES))]
    rows += [(level_names(lang)[level], *(score(of[side].value, lang) for side in SIDES)) for level, of in fit.levels().items()]
    add_table(slide, (w["level"], w["supplier"], w["customer"]), rows, lang, left=Inches(8.2), top=Inches(2.4), widths=(1.9, 1.25, 1.35))


def _gaps(deck: Any, fit: Fit, lang: Lang, foot: str) -> None:
    w, x, names, canvas = words("triple_fit", lang), words("take_along", lang), element_names(lang), book().canvas
    title, widest = x["slide_no_gaps"], fit.found.widest
    if len(widest) > LARGEST and fit.largest:
        title = x["slide_gaps_many"].format(gap=score(abs(widest[0].gap or Fraction(0)), lang), count=len(widest))
    elif fit.largest:
        gaps = (w["gap_of"].format(element=names[one.id], gap=score(one.gap, lang, signed=True)) for one in widest)
        title = x["slide_gaps"].format(gaps=listed(gaps, lang))
    slide = add_slide(deck, title, lang, foot)
    chart = add_scores(slide, _of_sides(fit, lang), lang, XL_CHART_TYPE.BAR_CLUSTERED, Inches(5.9), x["alt_gaps"])
    chart.category_axis.reverse_order = True
    chart.category_axis.format.line.color.rgb = rgb(SOFT)
    chart.value_axis.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    chart.plots[0].gap_width, chart.plots[0].overlap = 60, -5
    for series, color in zip(chart.plots[0].series, COLORS, strict=False):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = rgb(color)
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
        add_table(slide, head, rows, lang, left=Inches(6.7), top=Inches(2.4), widths=(1.75, 1.05, 1.15, 0.75, 1.3), size=13)


def _of_sides(fit: Fit, lang: Lang) -> dict[str, list[Fraction | None]]:
    return {words("triple_fit", lang)[side]: [one.of(side) for one in fit.found.elements] for side in SIDES}


def _waterfall(deck: Any, of: Calculation, lang: Lang, foot: str) -> None:
    x, deal = words("take_along", lang), of.deal

    def told(value: Decimal, *, signed: bool = False) -> str:
        return money(value, of.currency, lang, signed=signed)

    surplus = told(deal.surplus, signed=True)
    title = x["slide_zero"]
    if deal.surplus:
        title = x["slide_deal" if deal.closes else "slide_no_deal"].format(surplus=told(deal.surplus), shortfall=told(-deal.surplus))
    slide = add_slide(deck, title, lang, foot)
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
    chart = add_chart(slide, XL_CHART_TYPE.COLUMN_STACKED, data, WIDE - 2 * MARGIN, x["alt_waterfall"].format(surplus=surplus), lang)
    chart.has_legend = False  # the amounts at the names say with their signs what adds and what takes away
    chart.plots[0].gap_width = 55
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    chart.category_axis.format.line.color.rgb = rgb(SOFT)
    chart.value_axis.major_gridlines.format.line.color.rgb = rgb("#D5DBE3")
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
            series.format.fill.fore_color.rgb = rgb(color)
            series.invert_if_negative = False


def _steps(deck: Any, fit: Fit, lang: Lang, foot: str) -> None:
    """What the zones ask for, with room for who and when."""
    x, names = words("take_along", lang), element_names(lang)
    slide = add_slide(deck, x["slide_plan"], lang, foot)
    rows = [(names[one.element], short(one.what, _LONGEST["what"]), "", "") for one in next_steps(fit, None, lang, _MOST_STEPS)]
    if not rows:
        add_text(slide, x["no_steps"], lang, MARGIN, TOP, Inches(8), 18)
        return
    head = tuple(x[name] for name in ("element", "what", "owner", "due"))
    add_table(slide, head, rows, lang, left=MARGIN, top=TOP, widths=(1.9, 6.0, 2.3, 1.9))
    add_text(slide, x["to_fill_in"], lang, MARGIN, Inches(6.4), Inches(10), 12, color=SOFT)


def _plan(deck: Any, of: Planned, lang: Lang, foot: str) -> None:
    """The actions, so many a slide; then, as far as they are to be told, the targets and the balance of both sides."""
    w, x, names = words("plan", lang), words("take_along", lang), element_names(lang)
    head = (x["number"], *(x[name] for name in ("element", "what", "horizon", "owner", "due", "status")))
    rows = [
        (
            str(number),
            names[one.element],
            short(one.text, _LONGEST["what"]),
            w[one.horizon],
            short(one.owner, _LONGEST["owner"]) or w[one.side],
            day(one.due, lang) if one.due else "",
            w[f"status_{one.status}"],
        )
        for number, one in of.numbered
    ]
    size = 14 if max(letters(row[2]) for row in rows) < 80 else 12
    tops = [Inches(2.05) if of.vision else TOP, TOP]
    parts = pages(rows, _PLAN_WIDTHS, size, [FOOT - top - height(head, _PLAN_WIDTHS, size) for top in tops])
    for page, many in enumerate(parts, 1):
        title = x["slide_plan_more"].format(page=page, pages=len(parts)) if len(parts) > 1 else x["slide_plan"]
        slide, first = add_slide(deck, title, lang, foot), page == 1
        if of.vision and first:
            said = x["vision"].format(vision=short(of.vision, _LONGEST["vision"]))
            add_text(slide, said, lang, MARGIN, Inches(1.25), WIDE - 2 * MARGIN, 16)
        add_table(slide, head, many, lang, left=MARGIN, top=tops[not first], widths=_PLAN_WIDTHS, size=size)
    if of.found and any(one.target for _, one in of.numbered):
        _course(deck, of, of.found, lang, foot)
    for balance in of.balances:
        _balance(deck, balance, of.currency or "CNY", lang, foot)


def _course(deck: Any, of: Planned, found: CanvasScore, lang: Lang, foot: str) -> None:
    """The scores of today and those promised for each horizon."""
    w, x, names, marks = words("plan", lang), words("take_along", lang), element_names(lang), course(found, of.actions)
    first, last = marks["today"], marks["vision"]
    rises = {one: last[one] - first.get(one, Fraction(0)) for one in last}
    most = max(rises, key=lambda one: rises[one])
    said = {"element": names[most], "before": score(first.get(most), lang), "after": score(last[most], lang)}
    slide = add_slide(deck, x["slide_course"].format(**said) if rises[most] else w["look_course"], lang, foot)
    series = {w[mark]: [marks[mark].get(element) for element in ELEMENTS] for mark in MARKS}
    tell_apart(add_scores(slide, series, lang, XL_CHART_TYPE.RADAR_MARKERS, Inches(6.4), x["alt_course"]))
    rows = [(name, *(score(marks[mark].get(element), lang) for mark in MARKS)) for element, name in names.items()]
    head = (x["element"], *(w[mark] for mark in MARKS))
    add_table(slide, head, rows, lang, left=Inches(7.2), top=Inches(1.6), widths=(1.9, 0.85, 1.05, 0.85, 0.9), size=12)


def _balance(deck: Any, of: Balance, currency: Currency, lang: Lang, foot: str) -> None:
    """Both sides' parts of effort and benefit, the amounts beside them, and whether it is worth it for both."""
    w, x = words("plan", lang), words("take_along", lang)
    slide, data = add_slide(deck, verdict(of, lang), lang, foot), CategoryChartData(number_format="0%")
    data.categories = [w["effort"], w["benefit"]]
    for side in SIDES:
        data.add_series(w[side], [float(of.share(what, side) or 0) for what in _WEIGHTS])
    chart = add_chart(slide, XL_CHART_TYPE.BAR_STACKED_100, data, Inches(6.2), x["alt_shares"], lang)
    chart.category_axis.reverse_order = True
    chart.category_axis.format.line.color.rgb = rgb(SOFT)
    chart.category_axis.tick_labels.font.size = Pt(16)
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    chart.plots[0].gap_width, chart.plots[0].overlap = 45, 100
    for series, side, color in zip(chart.plots[0].series, SIDES, COLORS, strict=False):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = rgb(color)
        for place, what in enumerate(_WEIGHTS):
            if part := of.share(what, side):  # an empty part has no room for a figure
                say(series.points[place].data_label.text_frame.paragraphs[0], share(float(part), lang), lang, 16, color="#FFFFFF")

    def told(value: Decimal, *, signed: bool = False) -> str:
        return amount(value, of.unit, currency, lang, signed=signed)

    rows = [(w[side], told(of.effort[side]), told(of.benefit[side]), told(of.surplus[side], signed=True)) for side in SIDES]
    size = 14 if max(len(cell) for row in rows for cell in row) < 13 else 11
    head = (w["side_head"], w["effort"], w["benefit"], x["gain"])
    add_table(slide, head, rows, lang, left=Inches(7.0), top=Inches(2.4), widths=(1.3, 1.45, 1.45, 1.5), size=size)
    add_text(slide, w["rule"], lang, Inches(7.0), Inches(4.2), Inches(5.7), 14, color=SOFT)
    add_text(slide, x["what_counts"], lang, Inches(7.0), Inches(5.1), Inches(5.7), 12, color=SOFT)
