"""The actions of a plan: when, and for which element."""

from __future__ import annotations

import altair as alt

from workbook.charts.base import INK, SHAPES, SIDES, Table, framed, named, when
from workbook.content.canvas import ELEMENTS

HORIZONS = ["quick_win", "year", "vision"]


def timeline(table: Table, *, names: dict[str, str], height: int = 380) -> alt.LayerChart:
    """Each action as a numbered mark in the row of its element and the column of its horizon; what is done is filled.

    `table` has one row for each action: `number` (its place in the list), `element`, `horizon`, `side` (who carries it), `seat` (-1 to 1,
    so that actions of one cell stand side by side), `done`, `text`. `names`: the elements, the horizons, the sides, `action`.
    """
    y = alt.Y(
        "element:N",
        sort=list(ELEMENTS),
        title=None,
        scale=alt.Scale(domain=list(ELEMENTS)),
        axis=alt.Axis(labelExpr=named(names, ELEMENTS), grid=True, domain=False, ticks=False),
    )
    x = alt.X(
        "place:Q",
        title=None,
        scale=alt.Scale(domain=[-0.5, 2.5], nice=False),
        axis=alt.Axis(
            values=[0, 1, 2],
            labelExpr=f"[{', '.join(repr(names[one]) for one in HORIZONS)}][datum.value]",
            orient="top",
            grid=False,
            domain=False,
            ticks=False,
            labelFontWeight="bold",
        ),
    )
    legend = alt.Legend(labelExpr=named(names, SIDES))
    base = alt.Chart(table).transform_calculate(place=f"indexof({HORIZONS!r}, datum.horizon) + 0.4 * datum.seat")
    borders = (
        alt.Chart(alt.Data(values=[{"place": 0.5}, {"place": 1.5}]))
        .mark_rule(stroke=INK, strokeOpacity=0.25, strokeDash=[2, 3], aria=False)
        .encode(x=x)
    )
    marks = base.mark_point(size=420, strokeWidth=2, opacity=1).encode(
        x=x,
        y=y,
        color=alt.Color("side:N", scale=alt.Scale(domain=SIDES), legend=legend),
        fill=alt.Fill("side:N", scale=alt.Scale(domain=SIDES), legend=None),
        fillOpacity=alt.FillOpacityValue(0.0, condition=when("datum.done", 0.35)),
        shape=alt.Shape("side:N", scale=alt.Scale(domain=SIDES, range=SHAPES[:2]), legend=legend),
        tooltip=alt.Tooltip("text:N", title=names["action"]),
        description=alt.Description("text:N"),
    )
    numbers = base.mark_text(fill=INK, fontSize=12, aria=False).encode(x=x, y=y, text=alt.Text("number:N"))
    return framed(alt.layer(borders, marks, numbers), height)
