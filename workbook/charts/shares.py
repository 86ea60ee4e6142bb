"""Each side's part of all effort and of all benefit."""

from __future__ import annotations

import altair as alt

from workbook.charts.base import FONT_SIZE, INK, SIDES, Table, framed, named


def shares(table: Table, *, names: dict[str, str], height: int = 170) -> alt.LayerChart:
    """Two bars of a whole: effort, benefit, each split between the sides, the supplier first.

    `table` has one row for each part: `what` (`effort`, `benefit`), `side`, `start` and `end` (0-1), `label`. `names`: `effort`,
    `benefit`, the sides.
    """
    what = ["effort", "benefit"]
    y = alt.Y("what:N", sort=what, title=None, axis=alt.Axis(labelExpr=named(names, what), domain=False, ticks=False))
    x = alt.X("start:Q", title=None, scale=alt.Scale(domain=[0, 1], nice=False), axis=alt.Axis(format="%", values=[0, 0.25, 0.5, 0.75, 1]))
    base = alt.Chart(table)
    bars = base.mark_bar(size=34, fillOpacity=0.35, strokeWidth=1.5, aria=False).encode(
        y=y,
        x=x,
        x2=alt.X2("end:Q"),
        color=alt.Color("side:N", scale=alt.Scale(domain=SIDES), legend=alt.Legend(labelExpr=named(names, SIDES))),
        stroke=alt.Stroke("side:N", scale=alt.Scale(domain=SIDES), legend=None),
        tooltip=alt.Tooltip("label:N", title=" "),
    )
    labels = (
        base.transform_calculate(middle="(datum.start + datum.end) / 2")
        .mark_text(fill=INK, fontSize=FONT_SIZE, aria=False)
        .encode(y=y, x=alt.X("middle:Q"), text=alt.Text("label:N"))
    )
    return framed(alt.layer(bars, labels), height)
