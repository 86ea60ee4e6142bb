"""One actual value, as many customer values as there are people, and the deal line through them."""

from __future__ import annotations

from typing import Any

import altair as alt

from workbook.charts.base import FONT_SIZE, INK, SHAPES, Table, amounts, framed, named

OUTCOMES = ["buys", "leaves"]


def customer_values(table: Table, *, names: dict[str, str], rounds: int = 1, height: int = 380) -> alt.LayerChart:
    """Every person as a point: what the product is worth to them, and what it costs them. Below the line they would buy.

    `table` has `what` (person, the line's two ends, actual), `round` (1, 2), `value` and `cost` in money, `outcome` (buys, leaves) and
    `beyond` (a cost that lies above the picture's edge, where its point stands). `rounds` is the last round: points of the one before are
    small and hollow. `names`: `axis_value`, `axis_cost`, `actual_value`, `buys`, `leaves`, `deal_area`.
    """
    scale = alt.Scale(zero=True, nice=False)
    axis = amounts(names, tickCount=6)
    x = alt.X("value:Q", title=names["axis_value"], scale=scale, axis=axis)
    y = alt.Y("cost:Q", title=names["axis_cost"], scale=scale, axis=axis)
    base = alt.Chart(table)
    line = base.transform_filter("datum.what === 'line'")
    below = line.mark_area(opacity=0.12, fill=INK, aria=False).encode(x, y)
    edge = line.mark_line(stroke=INK, strokeWidth=2, aria=False).encode(x, y)
    actual = base.transform_filter("datum.what === 'actual'")
    beside: dict[str, Any] = {"fill": INK, "fontSize": FONT_SIZE, "align": "right", "dx": -6, "aria": False}
    rule = actual.mark_rule(stroke=INK, strokeDash=[6, 4], strokeWidth=2, aria=False).encode(alt.X("value:Q", scale=scale, axis=axis))
    at = alt.X("value:Q", scale=scale, axis=axis)
    name = actual.mark_text(text=names["actual_value"], baseline="top", **beside).encode(at, y=alt.YValue(4))
    said = actual.mark_text(text=names["deal_area"], baseline="bottom", dy=-6, **beside).encode(at, y=alt.YDatum(0, scale=scale))
    legend = alt.Legend(labelExpr=named(names, OUTCOMES))
    color = alt.Color("outcome:N", scale=alt.Scale(domain=OUTCOMES), legend=legend)
    people = base.transform_filter("datum.what === 'person'")
    before = (
        people.transform_filter(f"datum.round < {rounds}")
        .mark_point(size=60, opacity=0.6, strokeWidth=1.5, aria=False)
        .encode(x, y, color=color, shape=alt.ShapeValue("circle"))
    )
    points: dict[str, Any] = {"filled": True, "size": 190, "opacity": 0.85, "aria": False}
    shape = alt.Shape("outcome:N", scale=alt.Scale(domain=OUTCOMES, range=SHAPES[:2]), legend=legend)
    tooltip = [
        alt.Tooltip("value:Q", title=names["axis_value"], format=",.0f"),
        alt.Tooltip("cost:Q", title=names["axis_cost"], format=",.0f"),
    ]
    now = people.transform_filter(f"datum.round === {rounds}")
    inside = now.transform_filter("!datum.beyond").mark_point(**points).encode(x, y, color=color, shape=shape, tooltip=tooltip)
    beyond = now.transform_filter("datum.beyond").mark_point(shape="triangle-up", **points).encode(x, y, color=color, tooltip=tooltip)
    return framed(alt.layer(below, edge, said, rule, name, *([before] if rounds > 1 else []), inside, beyond), height)
