"""The sheets of a deal: what was put in, live formulas with what they give, and the waterfall as a native chart."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final, NamedTuple

from workbook.content import book
from workbook.exports import grid, tables
from workbook.exports.given import Calculation, words
from workbook.exports.grid import Style
from workbook.exports.pictures import COLORS, INK
from workbook.text import Lang, labelled
from workbook.value import MOST, TOP_PERCEPTION

_WIDTHS: Final = (42, 20, 42)
_GAIN, _LOSS, _TOTAL = COLORS[:3]


class _Line(NamedTuple):
    """A row of the deal's sheet: a name for formulas, the label, a figure or a formula with its result, how it looks, and a hint."""

    name: str
    label: str
    value: Decimal | str | None
    formula: str = ""
    style: str = "amount"
    hint: str = ""


def add(made: Any, style: Style, of: Calculation, lang: Lang) -> None:
    """Add the sheets of a deal, and open the first of them."""
    x = words("take_along", lang)
    sheet = grid.new(made, x["deal"])
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
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
    grid.across(sheet, line - 1, x["exact_note"], style["soft"], _WIDTHS)
    _waterfall(made, style, of, lang)
    sheet.activate()


def _deal_line(made: Any, sheet: Any, style: Style, line: int, row: _Line) -> None:
    sheet.write_string(line, 0, row.label, style["text"])
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
    cost, named = ("stated_cost", x["stated_cost"]) if hidden else ("cost", w["cost"])
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
        yield _Line(cost, named, of.cost, total)
    else:
        yield _Line(cost, named, of.cost, style="amount_in")
    if hidden:
        favours = Decimal(0) if of.without else of.account.favours
        for line in formulas.hidden:
            yield _Line(line.id, line.name[lang], favours if line.id == "favours" else of.account.rivals, style="amount_in")
        felt = f"=MIN(MAX(stated_cost-favours+rivals,0),{MOST})"
        yield _Line("cost", x["felt_cost"], of.deal.cost, felt)


def _results(of: Calculation, lang: Lang) -> Iterable[_Line]:
    w, x, s, deal = words("value", lang), words("take_along", lang), words("scenarios", lang), of.deal
    yield _Line("actual_value", w["actual_value"], deal.actual_value, "=product+seller", hint="P + S")
    yield _Line("customer_value", w["customer_value"], deal.customer_value, "=actual_value*perception", hint="(P + S) × k")
    yield _Line("", x["by_perception"], -deal.perception_gap, "=customer_value-actual_value", hint="(P + S) × (k − 1)")
    yield _Line("surplus", w["surplus"], deal.surplus, "=customer_value-cost", "result", "(P + S) × k − C")
    # adding and taking away in floating point leaves dust of some 10^-15 of the amounts where the exact surplus is zero
    verdict = f'=IF(surplus>1E-14*(cost+1),"{s["closes"]}","{s["does_not"]}")'
    yield _Line("", s["verdict"], s["closes" if deal.closes else "does_not"], verdict, "verdict")


def _tips(of: Calculation, lang: Lang) -> Iterable[_Line]:
    w, none, tips = words("value", lang), words("take_along", lang)["nothing"], of.deal.break_even()
    found = tips.perception if tips.perception is not None else none
    yield _Line("", w["term_perception"], found, f'=IF(actual_value=0,"{none}",cost/actual_value)', "factor", "k* = C ÷ (P + S)")
    found = tips.seller if tips.seller is not None and tips.seller >= 0 else none  # below zero the product carries the deal alone
    carried = f'=IF(OR(perception=0,product*perception>cost),"{none}",cost/perception-product)'
    yield _Line("", w["term_seller"], found, carried, "amount", "S* = C ÷ k − P")
    yield _Line("", w["term_cost"], tips.cost, "=customer_value", "amount", "C* = (P + S) × k")


def _waterfall(made: Any, style: Style, of: Calculation, lang: Lang) -> None:
    """The waterfall's own sheet: its figures follow the inputs, and a native stacked chart is drawn from them."""
    w, x = words("value", lang), words("take_along", lang)
    sheet = grid.new(made, w["look_steps"])
    sheet.set_column(0, 6, 16)
    sheet.set_row(0, 30)
    starts = ("0", "product", "actual_value", "0", "customer_value", "0")
    ends = ("product", "actual_value", "customer_value", "customer_value", "surplus", "surplus")
    heads = (w["step"], w["amount"], x["start"], x["adds"], x["takes"], x["takes_below"], x["result"])
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, style["head_number" if column else "head"])
    for row, ((name, begin, end, kind), a, b) in enumerate(zip(tables.bars(of, lang), starts, ends, strict=True), 1):
        low, high, total = min(begin, end), max(begin, end), kind == "total"
        sheet.write_string(row, 0, name, style["text"])
        parts = (
            (f"={b}-({a})" if a != "0" else f"={b}", end - begin),
            ("=0" if total else f"=MAX(0,MIN({a},{b}))", Decimal(0) if total else max(low, Decimal(0))),
            ("=0" if total else f"=IF(({b})>=({a}),{b}-({a}),0)", high - low if kind == "gain" else Decimal(0)),
            ("=0" if total else f"=IF(({b})<({a}),MAX({a},0)-MAX({b},0),0)", _above(begin, end) if kind == "loss" else Decimal(0)),
            ("=0" if total else f"=IF(({b})<({a}),MIN({b},0)-MIN({a},0),0)", _below(begin, end) if kind == "loss" else Decimal(0)),
            (f"={b}" if total else "=0", end if total else Decimal(0)),
        )
        for column, (formula, value) in enumerate(parts, 1):
            sheet.write_formula(row, column, formula, style["amount_top"], float(value))
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
