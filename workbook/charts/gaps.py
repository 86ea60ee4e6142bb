"""The gaps between the two sides, as dumbbells."""

from __future__ import annotations

import altair as alt

from workbook.charts.base import INK, SHAPES, SIDES, Table, framed, named, when
from workbook.content.canvas import ELEMENTS


def gaps(table: Table, *, names: dict[str, str], height: int = 380) -> alt.LayerChart:
    """Each element's two scores on one line, in the order of the canvas; the line between them is the gap.

    `table` has one row for each element and side: `element`, `side`, `value` (1-5 or None), and `low` and `high`, the smaller and the
    larger score of the element where both sides gave one. `names`: the elements, the sides, `score`.
    """
    y = alt.Y(
        "element:N",
        sort=list(ELEMENTS),
        title=None,
        axis=alt.Axis(labelExpr=named(names, list(ELEMENTS)), grid=True, domain=False, ticks=False),
    )
    x = alt.X(
        "value:Q", title=names["score"], scale=alt.Scale(domain=[0.8, 5.2], nice=False), axis=alt.Axis(values=[1, 2, 3, 4, 5], format="d")
    )
    legend = alt.Legend(labelExpr=named(names, SIDES))
    base = alt.Chart(table)
    bars = (
        base.transform_filter("isValid(datum.low)")
        .mark_rule(stroke=INK, strokeOpacity=0.35, strokeWidth=4, aria=False)
        .encode(y=y, x=alt.X("low:Q"), x2=alt.X2("high:Q"))
    )
    points = (
        base.transform_filter("isValid(datum.value)")
        .mark_point(filled=True, opacity=1, aria=False)
        .encode(
            x=x,
            y=y,
            # where both agree, the smaller square stands on the larger disc
            size=alt.SizeValue(80, condition=when("datum.side === 'supplier'", 260)),
            color=alt.Color("side:N", scale=alt.Scale(domain=SIDES), legend=legend),
            shape=alt.Shape("side:N", scale=alt.Scale(domain=SIDES, range=SHAPES[:2]), legend=legend),
            tooltip=alt.Tooltip("value:Q", title=names["score"]),
        )
    )
    return framed(alt.layer(bars, points), height)
