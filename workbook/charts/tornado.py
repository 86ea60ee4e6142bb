"""Which term moves the surplus most."""

from __future__ import annotations

import altair as alt

from workbook.charts.base import INK, Table, amounts, framed, named

TERMS = ["product", "seller", "perception", "cost"]
ENDS = ["at_low", "at_high"]
_COLOURS = ["", " ", "  ", *ENDS]
"""The theme's first three colours mean something else on the page: the ends take the fourth and the fifth, violet and ochre."""


def tornado(table: Table, *, names: dict[str, str], height: int = 240) -> alt.LayerChart:
    """The surplus with one term at its low and at its high, the widest swing on top; the line at zero is the deal line.

    `table` has two rows for each term, the widest swing first: `term`, `end` (at_low, at_high), `surplus`, `expected` (the surplus as
    it is) and `label` (the surplus as text). `names`: `term_<term>`, `at_low`, `at_high`, `surplus`.
    """
    terms = {term: names[f"term_{term}"] for term in TERMS}
    y = alt.Y(
        "term:N",
        sort=None,
        title=None,
        axis=alt.Axis(labelExpr=named(terms, TERMS), domain=False, ticks=False, labelLimit=130),
    )
    scale = alt.Scale(zero=True, nice=True)
    axis = amounts(names, tickCount=5)
    base = alt.Chart(table)
    bars = base.mark_bar(cornerRadius=2, size=22, aria=False).encode(
        y=y,
        x=alt.X("expected:Q", title=names["surplus"], scale=scale, axis=axis),
        x2=alt.X2("surplus:Q"),
        color=alt.Color("end:N", scale=alt.Scale(domain=_COLOURS), legend=alt.Legend(labelExpr=named(names, ENDS), values=ENDS)),
        tooltip=alt.Tooltip("label:N", title=names["surplus"]),
    )
    zero = (
        alt.Chart(alt.Data(values=[{"x": 0}]))
        .mark_rule(stroke=INK, strokeWidth=1.5, strokeDash=[4, 3], aria=False)
        .encode(x=alt.X("x:Q", scale=scale, axis=axis))
    )
    return framed(alt.layer(bars, zero), height)
