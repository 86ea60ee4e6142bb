"""How often the deal closes when its terms are uncertain."""

from __future__ import annotations

import altair as alt

from workbook.charts.base import INK, Table, amounts, framed, named

OUTCOMES = ["closes", "open"]


def outlook(table: Table, *, names: dict[str, str], height: int = 240) -> alt.LayerChart:
    """The surplus of 10,000 draws as a histogram, cut at zero.

    `table` has one row for each column: `low`, `high` (surplus), `draws` and `outcome` (closes, open). `names`: `closes`, `open`,
    `surplus`, `draws`.
    """
    scale = alt.Scale(nice=False, zero=False)
    axis = amounts(names, tickCount=5)
    bars = (
        alt.Chart(table)
        .mark_bar(binSpacing=0.5, aria=False)
        .encode(
            x=alt.X("low:Q", title=names["surplus"], scale=scale, axis=axis, bin="binned"),
            x2=alt.X2("high:Q"),
            y=alt.Y("draws:Q", title=names["draws"], axis=alt.Axis(tickCount=4, domain=False, ticks=False)),
            color=alt.Color("outcome:N", scale=alt.Scale(domain=OUTCOMES), legend=alt.Legend(labelExpr=named(names, OUTCOMES))),
            tooltip=alt.Tooltip("draws:Q", title=names["draws"]),
        )
    )
    zero = (
        alt.Chart(alt.Data(values=[{"x": 0}]))
        .mark_rule(stroke=INK, strokeWidth=1.5, strokeDash=[4, 3], aria=False)
        .encode(x=alt.X("x:Q", scale=scale, axis=axis))
    )
    return framed(alt.layer(bars, zero), height)
