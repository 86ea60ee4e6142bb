"""The methods' profile over the traits."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import altair as alt

from workbook.charts.base import INK, SHAPES, Table, framed, named
from workbook.content.methods import METHODS


def profile(table: Table, *, names: dict[str, str], traits: Sequence[str], methods: Sequence[str], height: int = 460) -> alt.LayerChart:
    """Where each method stands on each trait, 1 (low end) to 5 (high end), the methods of one trait below one another.

    `table` has one row for each trait and each of the `methods`: `trait`, `method`, `score` (1-5) and `why`.
    `names`: the traits, the methods, `low_end`, `high_end`, `score`, `why`.
    """
    lines = {trait: "|".join(textwrap.wrap(names[trait], 16)) for trait in traits}
    label = f"split({named(lines, traits)}, '|')"
    y = alt.Y("trait:N", sort=list(traits), title=None, axis=alt.Axis(labelExpr=label, grid=False, domain=False, ticks=False))
    offset = alt.YOffset("method:N", sort=list(METHODS), scale=alt.Scale(paddingInner=0, paddingOuter=0.8))
    axis = alt.Axis(
        values=[1, 2, 3, 4, 5],
        labelExpr=f"datum.value === 1 ? {names['low_end']!r} : datum.value === 5 ? {names['high_end']!r} : ''",
        labelFlush=False,
        orient="top",
    )
    scale = alt.Scale(domain=[0.7, 5.3], nice=False)
    legend = alt.Legend(labelExpr=named(names, METHODS), values=list(methods), columns=alt.ExprRef("width > 400 ? 5 : 2"))
    base = alt.Chart(table)
    stems = (
        base.transform_calculate(one="1")
        .mark_rule(stroke=INK, strokeOpacity=0.18, aria=False)
        .encode(y=y, yOffset=offset, x=alt.X("one:Q", scale=scale), x2=alt.X2("score:Q"))
    )
    points = base.mark_point(filled=True, size=95, opacity=1, aria=False).encode(
        y=y,
        yOffset=offset,
        x=alt.X("score:Q", title=None, scale=scale, axis=axis),
        color=alt.Color("method:N", scale=alt.Scale(domain=list(METHODS)), legend=legend),
        shape=alt.Shape("method:N", scale=alt.Scale(domain=list(METHODS), range=SHAPES), legend=legend),
        tooltip=[alt.Tooltip("score:Q", title=names["score"]), alt.Tooltip("why:N", title=names["why"])],
    )
    return framed(alt.layer(stems, points), height)
