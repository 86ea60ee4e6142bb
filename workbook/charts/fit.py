"""How well each method fits a situation."""

from __future__ import annotations

import altair as alt

from workbook.charts.base import FONT_SIZE, INK, Table, framed, named
from workbook.content.methods import METHODS


def fit(table: Table, *, names: dict[str, str], height: int = 220) -> alt.LayerChart:
    """The points of each method as a bar, the best first.

    `table` has one row for each method, in this order: `method` and `points`. `names`: the methods, `points`.
    """
    y = alt.Y(
        "method:N",
        sort=None,
        title=None,
        axis=alt.Axis(labelExpr=named(names, list(METHODS)), domain=False, ticks=False),
    )
    x = alt.X(
        "points:Q",
        title=names["points"],
        scale=alt.Scale(domain=[-12, 13], nice=False),
        axis=alt.Axis(tickMinStep=1, tickCount=6, format="d"),
    )
    base = alt.Chart(table)
    bars = base.mark_bar(cornerRadius=2, aria=False).encode(
        y=y,
        x=x,
        color=alt.Color("method:N", scale=alt.Scale(domain=list(METHODS)), legend=None),
        tooltip=alt.Tooltip("points:Q", title=names["points"]),
    )
    labels = (
        base.mark_text(fill=INK, fontSize=FONT_SIZE, align="left", dx=6, aria=False)
        .encode(y=y, x=alt.X("end:Q"), text=alt.Text("points:Q"))
        .transform_calculate(end="max(0, datum.points)")
    )
    return framed(alt.layer(bars, labels), height)
