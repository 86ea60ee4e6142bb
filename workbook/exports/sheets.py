"""A workbook for a spreadsheet: inputs, live formulas, ratings, plan and native charts.

Typed texts are written as texts, whatever they begin with. The formulas carry their results too, for programs that only look.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from math import ceil
from typing import Any, Final, NamedTuple

import xlsxwriter

from workbook.content import book
from workbook.content.canvas import ELEMENTS, SIDES
from workbook.exports import tables
from workbook.exports.given import Calculation, Fit, Planned, next_steps, words
from workbook.exports.pictures import COLORS, INK
from workbook.exports.tables import Cell, Table
from workbook.plan import UNITS
from workbook.text import Lang, day, labelled
from workbook.value import MOST, TOP_PERCEPTION

_PLAIN: Final = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
_NOT_IN_NAMES: Final = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_WIDTHS: Final = (6, 44)
_HEAD: Final = 16
"""A longer head goes on in its next line."""
_A4: Final = 9
_LINE: Final = 15
"""Points that a line of text takes."""
_CALCULATION_WIDTH: Final = 42
_GAIN, _LOSS, _TOTAL = COLORS[:3]
_GAINS: Final = (15, 16)
_COUNTED: Final = 18
"""Columns of the plan: each side's gain, and whether an action is in the balance. Unit and amounts are K to O."""
_NONE: Final = "–"
_DASHES: Final = ("solid", "dash", "round_dot", "long_dash")
_MARKERS: Final = ("circle", "square", "triangle", "diamond")


def workbook_of(lang: Lang, *, fit: Fit | None = None, plan: Planned | None = None, deal: Calculation | None = None) -> bytes:
    """The sheets of a canvas, of a plan and of a deal, or of some of them."""
    held = BytesIO()
    with xlsxwriter.Workbook(held, _PLAIN) as made:
        made.set_properties({"title": _title(fit, plan, lang), "author": words("take_along", lang)["workbook_name"]})
        style = _styles(made)
        if fit:
            _canvas(made, style, fit, lang)
        if plan and plan.actions:
            _plan(made, style, plan, lang)
        elif fit and (asked := next_steps(fit, None, lang)):
            _table(made, style, tables.steps(asked, lang), note=words("take_along", lang)["to_fill_in"])
        if deal:
            _deal(made, style, deal, lang)
    return held.getvalue()


def workbook_of_tables(several: Sequence[Table], title: str, lang: Lang) -> bytes:
    """A sheet a table."""
    held = BytesIO()
    with xlsxwriter.Workbook(held, _PLAIN) as made:
        made.set_properties({"title": title, "author": words("take_along", lang)["workbook_name"]})
        style = _styles(made)
        for table in several:
            _table(made, style, table)
    return held.getvalue()


def _title(fit: Fit | None, plan: Planned | None, lang: Lang) -> str:
    w = words("take_along", lang)
    return w["report"] if fit else w["plan"] if plan else w["deal_title"]


def _styles(made: Any) -> Mapping[str, Any]:
    kinds: dict[str, dict[str, Any]] = {
        "head": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "indent": 1},
        "head_number": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "align": "right", "indent": 1},
        "amount_head": {"bold": True, "bottom": 1, "align": "right"},
        "text": {"text_wrap": True, "valign": "top", "indent": 1},
        "score": {"num_format": "0.0#", "valign": "top", "align": "right", "indent": 1},
        "whole": {"num_format": "0", "valign": "top", "align": "right", "indent": 1},
        "day": {"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"},
        "title": {"bold": True, "font_size": 14},
        "section": {"bold": True, "font_color": _GAIN, "top": 1, "indent": 1},
        "soft": {"font_color": "#55606E", "text_wrap": True, "valign": "top", "indent": 1},
        "amount_in": {"font_color": "#0000FF", "num_format": "#,##0.00", "bg_color": "#F3F5F8", "border": 1, "border_color": "#D5DBE3"},
        "factor_in": {"font_color": "#0000FF", "num_format": "0.00##", "bg_color": "#F3F5F8", "border": 1, "border_color": "#D5DBE3"},
        "amount": {"num_format": "#,##0.00"},
        "factor": {"num_format": "0.00##"},
        "amount_top": {"num_format": "#,##0.00", "valign": "top", "align": "right", "indent": 1},
        "share": {"num_format": "0%", "align": "right"},
        "plain": {"font_color": "#55606E"},
        "result": {"num_format": "#,##0.00", "bold": True},
        "verdict": {"bold": True, "align": "right"},
    }
    return {name: made.add_format(kind) for name, kind in kinds.items()}


def _sheet(made: Any, name: str) -> Any:
    sheet = made.add_worksheet(name.translate(_NOT_IN_NAMES)[:31])
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    return sheet


# ---- the canvas


def _canvas(made: Any, style: Mapping[str, Any], fit: Fit, lang: Lang) -> None:
    x = words("take_along", lang)
    scores = tables.scores(fit, lang)
    sheet = _table(made, style, scores, title=fit.name or words("triple_fit", lang)["unnamed"], note=x["example"] if fit.example else "")
    first, last = 3, 2 + len(ELEMENTS)
    radar, gaps = made.add_chart({"type": "radar", "subtype": "with_markers"}), made.add_chart({"type": "bar"})
    for column, side in enumerate(SIDES, 2):
        series = {
            "name": words("triple_fit", lang)[side],
            "categories": [sheet.name, first, 1, last, 1],
            "values": [sheet.name, first, column, last, column],
        }
        line = {"color": COLORS[column - 2], "width": 2.25, "dash_type": "dash" if side == "customer" else "solid"}
        marker = {"type": "square" if side == "customer" else "circle", "size": 7, "fill": {"color": COLORS[column - 2]}}
        radar.add_series(series | {"line": line, "marker": marker})
        gaps.add_series(series | {"fill": {"color": COLORS[column - 2]}, "gap": 60})
    radar.set_y_axis({"min": 0, "max": 5, "major_unit": 1, "major_gridlines": {"visible": True, "line": {"color": "#D5DBE3"}}})
    gaps.set_x_axis({"min": 0, "max": 5, "major_unit": 1})
    gaps.set_y_axis({"reverse": True})
    for chart, name, said, row in ((radar, "look_radar", "alt_radar", 14), (gaps, "look_gaps", "alt_gaps", 14)):
        chart.set_title({"name": words("triple_fit", lang)[name], "name_font": {"size": 12}})
        chart.set_legend({"position": "bottom"})
        chart.set_size({"width": 560, "height": 400})
        place = {"object_position": 3, "description": x[said], "x_offset": 0 if chart is radar else 580}
        sheet.insert_chart(row, 0, chart, place)
    if fit.trend:
        _trend(made, style, fit, lang)
    if fit.ratings:
        _table(made, style, tables.ratings(fit, lang))
    if fit.evidence:
        _table(made, style, tables.evidence(fit, lang))


def _trend(made: Any, style: Mapping[str, Any], fit: Fit, lang: Lang) -> None:
    w, table = words("triple_fit", lang), tables.rounds(fit, lang)
    ordered = Table(table.name, table.head, tuple(sorted(table.rows, key=lambda row: str(row[1]))))
    sheet = _table(made, style, ordered)
    chart = made.add_chart({"type": "line"})
    sides = [row[1] for row in ordered.rows]
    for side in dict.fromkeys(sides):
        first = 3 + sides.index(side)
        last = first + sides.count(side) - 1
        for column, color in zip(range(3, len(table.head)), COLORS, strict=False):
            chart.add_series(
                {
                    "name": f"{table.head[column]}, {side}" if lang == "en" else f"{table.head[column]}（{side}）",
                    "categories": [sheet.name, first, 0, last, 0],
                    "values": [sheet.name, first, column, last, column],
                    "line": {"color": color, "dash_type": "dash" if side == w["customer"] else "solid", "width": 2.25},
                    "marker": {"type": "square" if side == w["customer"] else "circle", "size": 6, "fill": {"color": color}},
                }
            )
    chart.set_y_axis({"min": 1, "max": 5, "major_unit": 1})
    chart.set_x_axis({"name": w["round"]})
    chart.set_title({"name": words("take_along", lang)["trend"], "name_font": {"size": 12}})
    chart.set_size({"width": 640, "height": 340})
    sheet.insert_chart(len(ordered.rows) + 4, 0, chart, {"description": words("take_along", lang)["trend"]})


# ---- the plan


def _plan(made: Any, style: Mapping[str, Any], of: Planned, lang: Lang) -> None:
    """The actions; where amounts are told, each side's gain and the balances as live formulas, and the targets with their radar."""
    x, w = words("take_along", lang), words("plan", lang)
    table, last = tables.plan(of, lang), 2 + len(of.actions)
    if of.currency:
        table = table._replace(head=(*table.head, x["counted"]), rows=tuple((*row, None) for row in table.rows))
    about = [x["example"] if of.example else "", x["vision"].format(vision=of.vision) if of.vision else ""]
    about += [x["next_review"].format(date=day(of.review, lang)) if of.review else ""]
    note = ("" if lang == "zh" else "  ").join(f"{part}。" if lang == "zh" and part[-1] not in "。！？" else part for part in about if part)
    sheet = _table(made, style, table, note=note)
    sheet.freeze_panes(3, 2)
    if of.currency:  # nineteen columns on one sheet of paper could not be read
        sheet.fit_to_pages(2, 0)
        sheet.repeat_columns(0, 1)
    if of.currency:
        for line, one in enumerate(of.actions, 3):
            row = line + 1
            for column, side, effort, benefit in ((_GAINS[0], SIDES[0], *"LN"), (_GAINS[1], SIDES[1], *"MO")):
                formula = f'=IF(COUNT({effort}{row},{benefit}{row})=2,{benefit}{row}-{effort}{row},"{_NONE}")'
                surplus = one.surplus(side)
                sheet.write_formula(line, column, formula, style["amount_top"], _NONE if surplus is None else float(surplus))
            counts = f'=IF(AND(COUNT(L{row}:O{row})=4,H{row}<>"{w["status_dropped"]}"),1,0)'
            sheet.write_formula(line, _COUNTED, counts, style["whole"], int(one.counts and one.weighed))
        _balance(made, style, of, sheet.name, last + 1, lang)
    if of.found and any(one.target for one in of.actions):
        _targets(made, style, of, lang)


def _balance(made: Any, style: Mapping[str, Any], of: Planned, plan: str, last: int, lang: Lang) -> None:
    """What both sides put in and gain, once in money and once in points, with the parts of each as a native chart."""
    w, x = words("plan", lang), words("take_along", lang)
    found, sheet = {one.unit: one for one in of.balances}, _sheet(made, x["balance"])
    sheet.fit_to_pages(1, 1)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 5, 16)
    sheet.write_string(0, 0, x["balance"], style["title"])
    sheet.write_string(1, 0, x["amounts_in"].format(currency=of.currency), style["plain"])
    sheet.write_string(2, 0, f"{w['rule']}{'' if lang == 'zh' else ' '}{x['what_counts']}", style["plain"])
    line = 4
    for unit in UNITS:
        name = of.currency if unit == "money" else x["points"]
        one = found.get(unit)
        head = (w[f"by_{unit}"], w["effort"], w["benefit"], x["gain"], w["share_effort"], w["share_benefit"])
        for column, text in enumerate(head):
            sheet.write_string(line, column, text, style["amount_head" if column else "head"])
        for place, side in enumerate(SIDES):
            row = line + 2 + place
            sheet.write_string(row - 1, 0, w[side], style["text"])
            for column, letter, amounts in ((1, "LM"[place], "effort"), (2, "NO"[place], "benefit")):
                value: Decimal = getattr(one, amounts)[side] if one else Decimal(0)
                into = f"'{plan}'!${letter}$4:${letter}${last}"
                total = f"=SUMIFS({into},'{plan}'!$K$4:$K${last},\"{name}\",'{plan}'!$S$4:$S${last},1)"
                sheet.write_formula(row - 1, column, total, style["amount"], float(value))
            sheet.write_formula(row - 1, 3, f"=C{row}-B{row}", style["result"], float(one.surplus[side]) if one else 0)
            for column, letter, what in ((4, "B", "effort"), (5, "C", "benefit")):
                whole = f"SUM({letter}${line + 2}:{letter}${line + 3})"
                part = one.share(what, side) if one else None  # type: ignore[arg-type]
                formula = f'=IF({whole}=0,"{_NONE}",{letter}{row}/{whole})'
                sheet.write_formula(row - 1, column, formula, style["share"], _NONE if part is None else float(part))
        both = f"ROUND(D{line + 2},2)>0,ROUND(D{line + 3},2)>0"
        fair = f'=IF(SUM(B{line + 2}:C{line + 3})=0,"{x["nothing"]}",IF(AND({both}),"{x["fair"]}","{x["unfair"]}"))'
        sheet.write_string(line + 3, 0, words("scenarios", lang)["verdict"], style["text"])
        sheet.write_formula(line + 3, 3, fair, style["verdict"], x["nothing"] if one is None else x["fair" if one.fair else "unfair"])
        if one:
            chart = made.add_chart({"type": "bar", "subtype": "percent_stacked"})
            for place, side in enumerate(SIDES):
                row = line + 1 + place
                series = {"name": w[side], "categories": [sheet.name, line, 1, line, 2], "values": [sheet.name, row, 1, row, 2]}
                chart.add_series(series | {"fill": {"color": COLORS[place]}, "gap": 45})
            chart.set_y_axis({"reverse": True})
            chart.set_x_axis({"num_format": "0%", "major_gridlines": {"visible": True, "line": {"color": "#D5DBE3"}}})
            chart.set_title({"name": w[f"by_{unit}"], "name_font": {"size": 12}})
            chart.set_legend({"position": "bottom"})
            chart.set_size({"width": 560, "height": 240})
            sheet.insert_chart(line + 5, 0, chart, {"description": x["alt_shares"]})
        line += 19 if one else 6


def _targets(made: Any, style: Mapping[str, Any], of: Planned, lang: Lang) -> None:
    w, table = words("plan", lang), tables.targets(of, lang)
    sheet = _table(made, style, table, note=w["course_key"])
    chart, last = made.add_chart({"type": "radar", "subtype": "with_markers"}), 2 + len(ELEMENTS)
    for column, (color, dash, marker) in enumerate(zip(COLORS, _DASHES, _MARKERS, strict=False), 1):
        chart.add_series(
            {
                "name": table.head[column],
                "categories": [sheet.name, 3, 0, last, 0],
                "values": [sheet.name, 3, column, last, column],
                "line": {"color": color, "width": 2.25, "dash_type": dash},
                "marker": {"type": marker, "size": 7, "fill": {"color": color}},
            }
        )
    chart.set_y_axis({"min": 0, "max": 5, "major_unit": 1, "major_gridlines": {"visible": True, "line": {"color": "#D5DBE3"}}})
    chart.set_title({"name": table.name, "name_font": {"size": 12}})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 620, "height": 420})
    sheet.insert_chart(last + 2, 0, chart, {"description": words("take_along", lang)["alt_course"]})


# ---- a sheet with a table


def _table(made: Any, style: Mapping[str, Any], table: Table, *, title: str = "", note: str = "") -> Any:
    """A sheet with a table: its title, a note, its head in the third row, its rows below, as wide as their texts want."""
    sheet = _sheet(made, table.name)
    sheet.write_string(0, 0, title or table.name, style["title"])
    sheet.write_string(1, 0, note)
    widths = []
    for column, name in enumerate(table.head):
        cells = [row[column] for row in table.rows if row[column] is not None]
        figures = bool(cells) and not any(isinstance(cell, str | date) for cell in cells)
        sheet.write_string(2, column, name, style["head_number" if figures else "head"])
        longest = max(map(_wide, cells), default=0)
        widths.append(min(max(longest, min(_wide(name), _HEAD), _WIDTHS[0]), _WIDTHS[1]))
        sheet.set_column(column, column, widths[-1] + 2)
    for line, row in enumerate((table.head, *table.rows), 2):  # programs do not agree on when a row grows by itself
        sheet.set_row(line, _LINE * max(ceil(_wide(cell) / width) if cell else 1 for cell, width in zip(row, widths, strict=True)))
    for line, row in enumerate(table.rows, 3):
        for column, cell in enumerate(row):
            _write(sheet, style, line, column, cell)
    if len(table.rows) > len(ELEMENTS):
        sheet.freeze_panes(3, 0)
    return sheet


def _wide(cell: Cell) -> int:
    """About how wide a cell's text is, in letters: a Chinese character is two."""
    if isinstance(cell, str):
        return sum(2 if sign > "\u2e7f" else 1 for sign in cell)
    return 12 if isinstance(cell, Decimal) else 10 if isinstance(cell, date) else 5


def _write(sheet: Any, style: Mapping[str, Any], line: int, column: int, cell: Cell) -> None:
    if isinstance(cell, str):
        sheet.write_string(line, column, cell, style["text"])
    elif isinstance(cell, date):
        sheet.write_datetime(line, column, cell, style["day"])
    elif isinstance(cell, int):
        sheet.write_number(line, column, cell, style["whole"])
    elif isinstance(cell, Decimal):
        sheet.write_number(line, column, float(cell), style["amount_top"])
    elif isinstance(cell, float | Fraction):
        sheet.write_number(line, column, float(cell), style["score"])


# ---- the deal


class _Line(NamedTuple):
    """A row of the deal's sheet: a name for formulas, the label, a figure or a formula with its result, how it looks, and a hint."""

    name: str
    label: str
    value: Decimal | str | None
    formula: str = ""
    style: str = "amount"
    hint: str = ""


def _deal(made: Any, style: Mapping[str, Any], of: Calculation, lang: Lang) -> None:
    x = words("take_along", lang)
    sheet = _sheet(made, x["deal"])
    sheet.set_column(0, 0, _CALCULATION_WIDTH)
    sheet.set_column(1, 1, 20)
    sheet.set_column(2, 2, _CALCULATION_WIDTH)
    sheet.write_string(0, 0, of.name or x["deal_title"], style["title"])
    sheet.write_string(1, 0, labelled(x["currency"], of.currency, lang))
    line = 3
    for section, rows in ((x["inputs"], _inputs(of, lang)), (x["results"], _results(of, lang)), (x["tips"], _tips(of, lang))):
        sheet.write_string(line, 0, section, style["section"])
        sheet.write_blank(line, 1, None, style["section"])
        sheet.write_string(line, 2, x["formula"] if section != x["inputs"] else "", style["section"])
        for row in rows:
            line += 1
            _deal_line(made, sheet, style, line, row)
        line += 2
    sheet.write_string(line - 1, 0, x["exact_note"], style["soft"])
    _waterfall(made, style, of, lang)
    sheet.activate()


def _deal_line(made: Any, sheet: Any, style: Mapping[str, Any], line: int, row: _Line) -> None:
    sheet.write_string(line, 0, row.label)
    if row.formula:
        sheet.write_formula(line, 1, row.formula, style[row.style], float(row.value) if isinstance(row.value, Decimal) else row.value)
    else:
        sheet.write_number(line, 1, float(row.value or 0), style[row.style])
        most = TOP_PERCEPTION if row.style == "factor_in" and not row.name.startswith("weight") else MOST
        sheet.data_validation(line, 1, line, 1, {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": float(most)})
    if row.hint:
        sheet.write_string(line, 2, row.hint, style["soft"])
    if row.name:
        made.define_name(row.name, f"='{sheet.name}'!$B${line + 1}")


def _inputs(of: Calculation, lang: Lang) -> Iterable[_Line]:
    """What was put in, and, where perception or cost come from parts, the formulas that put these together."""
    w, x, formulas = words("value", lang), words("take_along", lang), book().formulas
    hidden = bool(of.account.favours or of.account.rivals)
    cost = "stated_cost" if hidden else "cost"
    yield _Line("product", w["product"], of.deal.product, style="amount_in")
    yield _Line("seller", w["seller"], of.deal.seller, style="amount_in")
    if of.drivers:
        for driver in formulas.drivers:
            yield _Line(f"factor_{driver.id}", driver.name[lang], getattr(of.drivers, driver.id), style="factor_in")
            weight = of.drivers.weights[driver.id]
            yield _Line(f"weight_{driver.id}", w["weight"].format(driver=driver.name[lang]), weight, style="factor_in")
        weights = "+".join(f"weight_{driver.id}" for driver in formulas.drivers)
        factors = "+".join(f"factor_{driver.id}*weight_{driver.id}" for driver in formulas.drivers)
        mean = f"=IF({weights}=0,0,({factors})/({weights}))"
        yield _Line("perception", w["perception"], of.deal.perception, mean, "factor", x["from_drivers"])
    else:
        yield _Line("perception", w["perception"], of.deal.perception, style="factor_in")
    if of.costs:
        for line in formulas.lines:
            yield _Line(f"cost_{line.id}", line.name[lang], getattr(of.costs, line.id), style="amount_in")
        total = "=" + "+".join(f"cost_{line.id}" for line in formulas.lines)
        yield _Line(cost, w["cost"], of.cost, total)
    else:
        yield _Line(cost, w["cost"], of.cost, style="amount_in")
    if hidden:
        favours = Decimal(0) if of.without else of.account.favours
        for line in formulas.hidden:
            yield _Line(line.id, line.name[lang], favours if line.id == "favours" else of.account.rivals, style="amount_in")
        felt = f"=MIN(MAX(stated_cost-favours+rivals,0),{MOST})"
        yield _Line("cost", x["felt_cost"], of.deal.cost, felt)


def _results(of: Calculation, lang: Lang) -> Iterable[_Line]:
    w, s, deal = words("value", lang), words("scenarios", lang), of.deal
    yield _Line("actual_value", w["actual_value"], deal.actual_value, "=product+seller", hint="P + S")
    yield _Line("customer_value", w["customer_value"], deal.customer_value, "=actual_value*perception", hint="(P + S) × k")
    yield _Line("", w["lost_in_perception"], deal.perception_gap, "=actual_value-customer_value", hint="(P + S) × (1 − k)")
    yield _Line("surplus", w["surplus"], deal.surplus, "=customer_value-cost", "result", "(P + S) × k − C")
    # adding and taking away in floating point leaves dust where the exact surplus is zero
    verdict = f'=IF(ROUND(surplus,4)>0,"{s["closes"]}","{s["does_not"]}")'
    yield _Line("", s["verdict"], s["closes" if deal.closes else "does_not"], verdict, "verdict")


def _tips(of: Calculation, lang: Lang) -> Iterable[_Line]:
    w, none, tips = words("value", lang), words("take_along", lang)["nothing"], of.deal.break_even()
    found = tips.perception if tips.perception is not None else none
    yield _Line("", w["term_perception"], found, f'=IF(actual_value=0,"{none}",cost/actual_value)', "factor", "k* = C ÷ (P + S)")
    found = tips.seller if tips.seller is not None else none
    yield _Line("", w["term_seller"], found, f'=IF(perception=0,"{none}",cost/perception-product)', "amount", "S* = C ÷ k − P")
    yield _Line("", w["term_cost"], tips.cost, "=customer_value", "amount", "C* = (P + S) × k")


def _waterfall(made: Any, style: Mapping[str, Any], of: Calculation, lang: Lang) -> None:
    """The waterfall's own sheet: its figures follow the inputs, and a native stacked chart is drawn from them."""
    w, x = words("value", lang), words("take_along", lang)
    sheet = _sheet(made, w["look_steps"])
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 6, 16)
    starts = ("0", "product", "actual_value", "0", "customer_value", "0")
    ends = ("product", "actual_value", "customer_value", "customer_value", "surplus", "surplus")
    heads = (w["step"], w["amount"], x["start"], x["adds"], x["takes"], x["takes_below"], x["result"])
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, style["head"])
    for row, ((name, begin, end, kind), a, b) in enumerate(zip(tables.bars(of, lang), starts, ends, strict=True), 1):
        low, high, total = min(begin, end), max(begin, end), kind == "total"
        sheet.write_string(row, 0, name)
        parts = (
            (f"={b}-({a})" if a != "0" else f"={b}", end - begin),
            ("=0" if total else f"=MAX(0,MIN({a},{b}))", Decimal(0) if total else max(low, Decimal(0))),
            ("=0" if total else f"=IF(({b})>=({a}),{b}-({a}),0)", high - low if kind == "gain" else Decimal(0)),
            ("=0" if total else f"=IF(({b})<({a}),MAX({a},0)-MAX({b},0),0)", _above(begin, end) if kind == "loss" else Decimal(0)),
            ("=0" if total else f"=IF(({b})<({a}),MIN({b},0)-MIN({a},0),0)", _below(begin, end) if kind == "loss" else Decimal(0)),
            (f"={b}" if total else "=0", end if total else Decimal(0)),
        )
        for column, (formula, value) in enumerate(parts, 1):
            sheet.write_formula(row, column, formula, style["amount"], float(value))
    chart = made.add_chart({"type": "column", "subtype": "stacked"})
    for column, color in ((2, None), (3, _GAIN), (4, _LOSS), (5, _LOSS), (6, _TOTAL)):
        chart.add_series(
            {
                "name": [sheet.name, 0, column],
                "categories": [sheet.name, 1, 0, 6, 0],
                "values": [sheet.name, 1, column, 6, column],
                "fill": {"color": color} if color else {"none": True},
                "gap": 55,
            }
        )
    chart.set_legend({"position": "top", "delete_series": [0, 3]})
    chart.set_title({"name": x["deal_title"], "name_font": {"size": 12, "color": INK}})
    chart.set_x_axis({"label_position": "low"})
    chart.set_y_axis({"num_format": "#,##0", "major_gridlines": {"visible": True, "line": {"color": "#D5DBE3"}}})
    chart.set_size({"width": 760, "height": 380})
    sheet.insert_chart(8, 0, chart, {"description": x["alt_waterfall"].format(surplus=f"{of.deal.surplus:,.2f}")})


def _above(start: Decimal, end: Decimal) -> Decimal:
    """The part above zero of a bar that falls."""
    return max(start, Decimal(0)) - max(end, Decimal(0))


def _below(start: Decimal, end: Decimal) -> Decimal:
    """The part below zero of a bar that falls, as a negative figure."""
    return min(end, Decimal(0)) - min(start, Decimal(0))
