"""From what product and seller contribute to what is left for the customer."""

from __future__ import annotations

import altair as alt

from workbook.charts.base import FONT_SIZE, INK, Table, amounts, framed, named

STEPS = ["product", "seller", "perception", "customer_value", "cost", "surplus"]
KINDS = ["gain", "loss", "total"]
"""The theme's first three colours in this order: blue, orange, green."""


def waterfall(table: Table, *, names: dict[str, str], height: int = 340) -> alt.LayerChart:
    """The calculation as a waterfall: what adds, what takes away, and the two totals.

    `table` has one row for each step: `step`, `start` and `end` (amounts), `kind` (gain, loss, total) and `label` (the amount as text).
    `names`: the steps as `bar_<step>`, the kinds as `kind_<kind>`.
    """
    bars = {step: names[f"bar_{step}"] for step in STEPS}
    x = alt.X(
        "step:N",
        sort=STEPS,
        title=None,
        axis=alt.Axis(labelExpr=named(bars, STEPS), labelAngle=0, labelOverlap=False, ticks=False, labelPadding=8, labelLimit=120),
    )
    scale = alt.Scale(nice=False, zero=True, padding=18)  # room for the labels
    axis = amounts(names, tickCount=5, domain=False, ticks=False)
    kinds = {kind: names[f"kind_{kind}"] for kind in KINDS}
    color = alt.Color("kind:N", scale=alt.Scale(domain=KINDS), legend=alt.Legend(labelExpr=named(kinds, KINDS)))
    base = alt.Chart(table)
    body = base.mark_bar(cornerRadius=2, width=alt.RelativeBandSize(0.62), aria=False).encode(
        x=x,
        y=alt.Y("start:Q", title=None, scale=scale, axis=axis),
        y2=alt.Y2("end:Q"),
        color=color,
        tooltip=alt.Tooltip("label:N", title=names["amount"]),
    )
    zero = (
        alt.Chart(alt.Data(values=[{"y": 0}]))
        .mark_rule(stroke=INK, strokeOpacity=0.6, aria=False)
        .encode(y=alt.Y("y:Q", scale=scale, axis=axis))
    )
    labels = (
        base.transform_calculate(top="max(datum.start, datum.end)")
        .mark_text(fill=INK, fontSize=FONT_SIZE, dy=-8, aria=False)
        .encode(x=x, y=alt.Y("top:Q", scale=scale, axis=axis), text=alt.Text("label:N"))
    )
    return framed(alt.layer(zero, body, labels), height)
