"""Level and agreement: every pair of scores and its one zone."""

from __future__ import annotations

from typing import Final

import altair as alt

from workbook.canvas import zone
from workbook.charts.base import FONT_SIZE, INK, Table, framed, named
from workbook.content.canvas import Thresholds

SIGNS: Final = {"agreed_strength": "+", "agreed_weakness": "−", "blind_spot": "!", "hidden_strength": "?"}
_ORDER: Final = ["blind_spot", "agreed_weakness", "agreed_strength", "hidden_strength"]
"""The theme's first four colours in this order: blue, orange, green, violet."""


def zones(table: Table, *, names: dict[str, str], thresholds: Thresholds, height: int = 380) -> alt.LayerChart:
    """The customer's score across, the supplier's up; each cell is one pair, coloured and signed by its zone.

    `table` has one row for each element that both sides scored: `number` (1-9), `name`, `x` and `y` (its place, 0.5-5.5) and `zone`.
    `names`: the zones, `customer_score`, `supplier_score`.
    """
    pairs = [
        {"x": customer - 0.5, "x2": customer + 0.5, "y": supplier - 0.5, "y2": supplier + 0.5, "zone": which, "sign": SIGNS[which]}
        for supplier in range(1, 6)
        for customer in range(1, 6)
        if (which := zone(supplier, customer, thresholds)) is not None
    ]
    scale = alt.Scale(domain=[0.5, 5.5], nice=False)
    axis = alt.Axis(values=[1, 2, 3, 4, 5], format="d", grid=False, domain=False, ticks=False)
    x = alt.X("x:Q", title=names["customer_score"], scale=scale, axis=axis)
    y = alt.Y("y:Q", title=names["supplier_score"], scale=scale, axis=axis)
    legend = alt.Legend(
        labelExpr=named({one: f"{SIGNS[one]} {names[one]}" for one in _ORDER}, _ORDER),
        symbolType="square",
        symbolOpacity=1,
        symbolStrokeWidth=0,
        columns=alt.ExprRef("width < 250 ? 1 : 2"),  # on a small phone two would be cut off
    )
    color = alt.Color("zone:N", scale=alt.Scale(domain=_ORDER), legend=legend)
    base = alt.Chart(alt.Data(values=pairs))
    cells = base.mark_rect(opacity=0.2, stroke=INK, strokeOpacity=0.12, aria=False).encode(
        x, y, x2=alt.X2("x2"), y2=alt.Y2("y2"), color=color
    )
    signs = base.mark_text(fill=INK, fillOpacity=0.5, fontSize=11, aria=False, align="left", baseline="top", dx=4, dy=4).encode(
        x=x, y=alt.Y("y2:Q", scale=scale, axis=axis), text=alt.Text("sign:N")
    )
    points = alt.Chart(table)
    discs = points.mark_point(size=420, opacity=1, strokeWidth=2.5, aria=False).encode(
        x, y, color=color, tooltip=[alt.Tooltip("name:N", title=names["element"])]
    )
    numbers = points.mark_text(fill=INK, fontSize=FONT_SIZE, fontWeight="bold", aria=False).encode(x, y, text=alt.Text("number:N"))
    return framed(alt.layer(cells, signs, discs, numbers), height)
