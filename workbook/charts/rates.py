"""Which rate moves the cost of a won deal most."""

from __future__ import annotations

import altair as alt

from workbook.charts.base import INK, Table, amounts, framed, named
from workbook.content.process import STEPS

ENDS = ["at_low", "at_high"]
_COLOURS = ["", " ", "  ", *ENDS]
"""The theme's first two colours mean the designs on the page: the ends take the fourth and the fifth, violet and ochre."""


def rates(table: Table, *, names: dict[str, str], height: int = 250) -> alt.LayerChart:
    """The cost of a won deal with the rate of one step a tenth lower and a tenth higher, the widest swing on top.

    `table` has two rows for each step, the widest swing first: `step`, `end` (at_low, at_high), `cost`, `now` (the cost as it is) and
    `label` (the cost as text). `names`: the steps, the ends, `cost_per_won`.
    """
    y = alt.Y("step:N", sort=None, title=None, axis=alt.Axis(labelExpr=named(names, STEPS), domain=False, ticks=False, labelLimit=130))
    scale, axis = alt.Scale(zero=False, nice=True), amounts(names, tickCount=5)
    base = alt.Chart(table)
    bars = base.mark_bar(cornerRadius=2, size=22, aria=False).encode(
        y=y,
        x=alt.X("now:Q", title=names["cost_per_won"], scale=scale, axis=axis),
        x2=alt.X2("cost:Q"),
        color=alt.Color("end:N", scale=alt.Scale(domain=_COLOURS), legend=alt.Legend(labelExpr=named(names, ENDS), values=ENDS)),
        tooltip=alt.Tooltip("label:N", title=names["cost_per_won"]),
    )
    here = base.mark_rule(stroke=INK, strokeWidth=1.5, aria=False).encode(x=alt.X("now:Q", scale=scale, axis=axis))
    return framed(alt.layer(bars, here), height)
