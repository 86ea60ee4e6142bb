"""How somebody sells: the points of the five methods as bars."""

from __future__ import annotations

import altair as alt

from workbook.charts.base import FONT_SIZE, INK, Table, framed, named
from workbook.content.methods import METHODS


def tally(table: Table, *, names: dict[str, str], height: int = 240) -> alt.LayerChart:
    """The points of each method, 0-9, in the order of the table; a tick stands where they were the time before.

    `table` has one row for each method: `method`, `points`, `before` (0-9 or None) and `label` (points and place as text).
    `names`: the methods, `points`.
    """
    y = alt.Y("method:N", sort=None, title=None, axis=alt.Axis(labelExpr=named(names, list(METHODS)), domain=False, ticks=False))
    scale = alt.Scale(domain=[0, 12], nice=False)  # room for the labels
    x = alt.X("points:Q", title=names["points"], scale=scale, axis=alt.Axis(values=[0, 3, 6, 9], format="d"))
    base = alt.Chart(table)
    bars = base.mark_bar(cornerRadius=2, aria=False).encode(
        y=y,
        x=x,
        color=alt.Color("method:N", scale=alt.Scale(domain=list(METHODS)), legend=None),
        tooltip=alt.Tooltip("label:N", title=names["points"]),
    )
    ticks = (
        base.transform_filter("isValid(datum.before)")
        .mark_tick(color=INK, thickness=3, aria=False)
        .encode(y=y, x=alt.X("before:Q", scale=scale))
    )
    labels = (
        base.transform_calculate(end="isValid(datum.before) ? max(datum.points, datum.before) : datum.points")
        .mark_text(fill=INK, fontSize=FONT_SIZE, align="left", dx=8, aria=False)
        .encode(y=y, x=alt.X("end:Q", scale=scale), text=alt.Text("label:N"))
    )
    return framed(alt.layer(bars, ticks, labels), height)
