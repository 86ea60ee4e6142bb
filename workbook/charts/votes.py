"""The room's vote on the five methods."""

from __future__ import annotations

import altair as alt

from workbook.charts.base import FONT_SIZE, INK, Table, framed, named
from workbook.content.methods import METHODS


def votes(
    table: Table, *, names: dict[str, str], rounds: int = 1, figures: str = "d", most: int | None = None, height: int = 300
) -> alt.LayerChart:
    """How many chose each method, in the order of the methods; the last round in full, the one before as a thin bar above it.

    `table` has `method`, `round` (1, 2) and `votes`, which are written as `figures` says and go up to `most`, where there is such a
    thing. `names`: the methods, `axis_votes`.
    """
    y = alt.Y("method:N", sort=list(METHODS), title=None, axis=alt.Axis(labelExpr=named(names, list(METHODS)), domain=False, ticks=False))
    whole = "datum.value % 1 ? '' : datum.label"  # few votes have half ones between them, which would be named like their neighbours
    axis = alt.Axis(tickMinStep=1, format="d", tickCount=6, labelExpr=whole)
    scale = alt.Scale(zero=True) if most is None else alt.Scale(domain=[0, most])
    x = alt.X("votes:Q", title=names["axis_votes"], scale=scale, axis=axis)
    base = alt.Chart(table)
    now = base.transform_filter(f"datum.round === {rounds}")
    bars = now.mark_bar(cornerRadius=2, height=26, aria=False).encode(
        y=y, x=x, color=alt.Color("method:N", scale=alt.Scale(domain=list(METHODS)), legend=None)
    )
    counts = now.mark_text(fill=INK, fontSize=FONT_SIZE + 3, fontWeight="bold", align="left", dx=6, aria=False).encode(
        y=y, x=x, text=alt.Text("votes:Q", format=figures)
    )
    before = (
        base.transform_filter(f"datum.round < {rounds}").mark_bar(height=5, yOffset=-18, fill=INK, opacity=0.5, aria=False).encode(y=y, x=x)
    )
    return framed(alt.layer(bars, *([before] if rounds > 1 else []), counts), height)
