"""How many cases are left after each step, in two designs."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from workbook.charts.base import FONT_SIZE, INK, Table, amounts, framed, named

DESIGNS = ["field", "online_two"]


def remaining(table: Table, *, names: dict[str, str], points: Sequence[str], height: int = 330) -> alt.LayerChart:
    """Two bars for each point of the funnel, from its mouth down: what is left with field people, and with two steps online.

    `table` has two rows for each point: `point` (one of `points`), `design` (field, online_two), `cases` and `label` (the cases as text).
    `names`: the points, the designs, `cases`, `design`.
    """
    y = alt.Y(
        "point:N", sort=list(points), title=None, axis=alt.Axis(labelExpr=named(names, points), domain=False, ticks=False, labelLimit=130)
    )
    offset = alt.YOffset("design:N", sort=DESIGNS)
    x = alt.X("cases:Q", title=names["cases"], scale=alt.Scale(zero=True, nice=True), axis=amounts(names, tickCount=5))
    base = alt.Chart(table)
    bars = base.mark_bar(cornerRadius=2, aria=False).encode(
        y=y,
        yOffset=offset,
        x=x,
        color=alt.Color("design:N", scale=alt.Scale(domain=DESIGNS), legend=alt.Legend(labelExpr=named(names, DESIGNS))),
        tooltip=alt.Tooltip("label:N", title=names["cases"]),
    )
    labels = base.mark_text(fill=INK, fontSize=FONT_SIZE, align="left", dx=5, aria=False).encode(
        y=y, yOffset=offset, x=x, text=alt.Text("label:N")
    )
    return framed(alt.layer(bars, labels), height)
