"""What each method leaves for the customer, today and over three years."""

from __future__ import annotations

import altair as alt

from workbook.charts.base import FONT_SIZE, INK, Table, amounts, framed, named
from workbook.content.methods import METHODS

ROWS = ["as_it_stands", *METHODS]
HORIZONS = ["today", "three_years"]


def surpluses(table: Table, *, names: dict[str, str], height: int = 430) -> alt.LayerChart:
    """Two bars for the deal as it stands and for each method: above the surplus of the first year, below the sum of three years.

    `table` has one row for each bar: `row` (as_it_stands or a method), `horizon` (today, three_years), `surplus` (amount) and `label`
    (the amount as text). `names`: `as_it_stands`, the methods, the horizons, `surplus`.
    """
    y = alt.Y(
        "row:N",
        sort=ROWS,
        title=None,
        scale=alt.Scale(paddingInner=0.3, paddingOuter=0.1),
        axis=alt.Axis(labelExpr=named(names, ROWS), domain=False, ticks=False, labelPadding=6),
    )
    offset = alt.YOffset("horizon:N", sort=HORIZONS, scale=alt.Scale(paddingInner=0.1))
    scale = alt.Scale(nice=False, zero=True, padding=8)
    axis = amounts(names, tickCount=4, domain=False, ticks=False)
    x = alt.X("surplus:Q", title=names["surplus"], scale=scale, axis=axis)
    legend = alt.Legend(labelExpr=named(names, HORIZONS), symbolType="square")
    base = alt.Chart(table)
    bars = base.mark_bar(cornerRadius=2, aria=False).encode(
        y=y,
        yOffset=offset,
        x=x,
        color=alt.Color("horizon:N", sort=HORIZONS, scale=alt.Scale(domain=HORIZONS), legend=legend),
        tooltip=alt.Tooltip("label:N", title=names["surplus"]),
    )
    zero = (
        alt.Chart(alt.Data(values=[{"x": 0}]))
        .mark_rule(stroke=INK, strokeOpacity=0.6, aria=False)
        .encode(x=alt.X("x:Q", scale=scale, axis=axis))
    )
    labels = (
        base.transform_calculate(end="max(0, datum.surplus)")
        .mark_text(fill=INK, fontSize=FONT_SIZE, align="left", dx=5, aria=False)
        .encode(y=y, yOffset=offset, x=alt.X("end:Q", scale=scale, axis=axis), text=alt.Text("label:N"))
    )
    return framed(alt.layer(zero, bars, labels), height)
