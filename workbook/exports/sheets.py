"""A workbook for a spreadsheet: inputs, live formulas, ratings, plan and native charts.

The formulas carry their results too, for programs that only look.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any, Final

import xlsxwriter

from workbook.content.canvas import ELEMENTS, SIDES
from workbook.exports import deal_sheets, grid, tables
from workbook.exports.given import Calculation, Fit, Planned, next_steps, words
from workbook.exports.grid import Style
from workbook.exports.pictures import COLORS
from workbook.exports.tables import Table
from workbook.plan import UNITS
from workbook.text import Lang, bracketed, day

_GAINS: Final = (15, 16)
_COUNTED: Final = 18
"""Columns of the plan: each side's gain, and whether an action is in the balance. Unit and amounts are K to O."""
_NONE: Final = "–"
_DASHES: Final = ("solid", "dash", "round_dot", "long_dash")
_MARKERS: Final = ("circle", "square", "triangle", "diamond")


def workbook_of(lang: Lang, *, fit: Fit | None = None, plan: Planned | None = None, deal: Calculation | None = None) -> bytes:
    """The sheets of a canvas, of a plan and of a deal, or of some of them."""
    held = BytesIO()
    with xlsxwriter.Workbook(held, grid.PLAIN) as made:
        made.set_properties({"title": _title(fit, plan, lang), "author": words("take_along", lang)["workbook_name"]})
        style = grid.styles(made)
        if fit:
            _canvas(made, style, fit, lang)
        if plan and plan.actions:
            _plan(made, style, plan, lang)
        elif fit and (asked := next_steps(fit, None, lang)):
            grid.of_table(made, style, tables.steps(asked, lang), note=words("take_along", lang)["to_fill_in"])
        if deal:
            deal_sheets.add(made, style, deal, lang)
    return held.getvalue()


def workbook_of_tables(several: Sequence[Table], title: str, lang: Lang) -> bytes:
    """A sheet a table."""
    held = BytesIO()
    with xlsxwriter.Workbook(held, grid.PLAIN) as made:
        made.set_properties({"title": title, "author": words("take_along", lang)["workbook_name"]})
        style = grid.styles(made)
        for table in several:
            grid.of_table(made, style, table)
    return held.getvalue()


def _title(fit: Fit | None, plan: Planned | None, lang: Lang) -> str:
    w = words("take_along", lang)
    return w["report"] if fit else w["plan"] if plan else w["deal_title"]


# ---- the canvas


def _canvas(made: Any, style: Style, fit: Fit, lang: Lang) -> None:
    x = words("take_along", lang)
    title, note = fit.name or words("triple_fit", lang)["unnamed"], fit.remark(lang)
    sheet = grid.of_table(made, style, tables.scores(fit, lang), title=title, note=note)
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
        grid.of_table(made, style, tables.ratings(fit, lang))
    if fit.evidence:
        grid.of_table(made, style, tables.evidence(fit, lang))


def _trend(made: Any, style: Style, fit: Fit, lang: Lang) -> None:
    w, table = words("triple_fit", lang), tables.rounds(fit, lang)
    ordered = Table(table.name, table.head, tuple(sorted(table.rows, key=lambda row: str(row[1]))))
    sheet = grid.of_table(made, style, ordered)
    sheet.fit_to_pages(1, 1)
    chart = made.add_chart({"type": "line"})
    sides = [row[1] for row in ordered.rows]
    for side in dict.fromkeys(sides):
        first = 3 + sides.index(side)
        last = first + sides.count(side) - 1
        for column, color in zip(range(3, len(table.head)), COLORS, strict=False):
            chart.add_series(
                {
                    "name": f"{table.head[column]}{bracketed(str(side), lang)}",
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


def _plan(made: Any, style: Style, of: Planned, lang: Lang) -> None:
    """The actions; where amounts are told, each side's gain and the balances as live formulas, and the targets with their radar."""
    x, w = words("take_along", lang), words("plan", lang)
    table, last = tables.plan(of, lang), 2 + len(of.actions)
    if of.currency:
        table = table._replace(head=(*table.head, x["counted"]), rows=tuple((*row, None) for row in table.rows))
    about = [x["example"] if of.example else "", x["vision"].format(vision=of.vision) if of.vision else ""]
    about += [x["next_review"].format(date=day(of.review, lang)) if of.review else ""]
    note = ("" if lang == "zh" else "  ").join(f"{part}。" if lang == "zh" and part[-1] not in "。！？" else part for part in about if part)
    sheet = grid.of_table(made, style, table, note=note)
    sheet.freeze_panes(3, 2)
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


def _balance(made: Any, style: Style, of: Planned, plan: str, last: int, lang: Lang) -> None:
    """What both sides put in and gain, once in money and once in points, with the parts of each as a native chart."""
    w, x = words("plan", lang), words("take_along", lang)
    found, sheet = {one.unit: one for one in of.balances}, grid.new(made, x["balance"])
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


def _targets(made: Any, style: Style, of: Planned, lang: Lang) -> None:
    w, table = words("plan", lang), tables.targets(of, lang)
    sheet = grid.of_table(made, style, table, note=w["course_key"])
    sheet.fit_to_pages(1, 1)
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
