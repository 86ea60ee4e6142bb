"""Perception against cost, with the line on which a deal tips."""

from __future__ import annotations

import altair as alt

from workbook.charts.base import INK, Table, amounts, framed, named

REGIONS = ["deal", "no_deal"]


def deal_map(table: Table, *, names: dict[str, str], height: int = 340) -> alt.LayerChart:
    """Every pair of perception and cost for the actual value of one deal: below the line it closes, on and above it does not.

    `table` has the line's corners and the deal itself: `what` (line, here), `perception`, `cost` and, for the line, `top` (the upper end
    of the map). `names`: `map_deal`, `map_no_deal`, `map_here`, `perception`, `cost`.
    """
    x = alt.X(
        "perception:Q", title=names["perception"], scale=alt.Scale(domain=[0, 1.5], nice=False), axis=alt.Axis(format=".1f", tickCount=6)
    )
    scale = alt.Scale(zero=True, nice=False)
    y = alt.Y("cost:Q", title=names["cost"], scale=scale, axis=amounts(names, tickCount=5))
    base = alt.Chart(table)
    line = base.transform_filter("datum.what === 'line'")
    regions = {"deal": names["map_deal"], "no_deal": names["map_no_deal"]}
    color = alt.Color(
        "region:N",
        scale=alt.Scale(domain=REGIONS),
        legend=alt.Legend(labelExpr=named(regions, REGIONS), symbolType="square", symbolOpacity=0.6, symbolStrokeWidth=0),
    )
    below = (
        line.transform_calculate(region="'deal'", zero="0")
        .mark_area(opacity=0.2, aria=False)
        .encode(x=x, y=y, y2=alt.Y2("zero:Q"), color=color)
    )
    above = (
        line.transform_calculate(region="'no_deal'").mark_area(opacity=0.2, aria=False).encode(x=x, y=y, y2=alt.Y2("top:Q"), color=color)
    )
    edge = line.mark_line(stroke=INK, strokeWidth=2, aria=False).encode(x, y)
    here = base.transform_filter("datum.what === 'here'")
    shape = alt.Shape(
        "what:N",
        scale=alt.Scale(domain=["here"], range=["diamond"]),
        legend=alt.Legend(labelExpr=named({"here": names["map_here"]}, ["here"]), symbolFillColor=INK, symbolStrokeWidth=0),
    )
    point = here.mark_point(filled=True, size=180, color=INK, opacity=1).encode(
        x, y, shape=shape, description=alt.Description("label:N"), tooltip=alt.Tooltip("label:N", title=names["map_here"])
    )
    return framed(alt.layer(above, below, edge, point), height)
