"""The levels' means from round to round."""

from __future__ import annotations

import altair as alt

from workbook.canvas import LEVELS
from workbook.charts.base import SIDES, Table, framed, named


def trend(table: Table, *, names: dict[str, str]) -> alt.LayerChart:
    """A line for each level and side over the rounds, 1-5; the customer's dashed.

    `table`: `round`, `level`, `side`, `mean` (1-5). `names`: the levels, the sides, `round`, `level`, `side`, `score`.
    """
    color = alt.Color("level:N", scale=alt.Scale(domain=list(LEVELS)), legend=alt.Legend(labelExpr=named(names, LEVELS)))
    # beside one another at the top the two legends are wider than a phone
    legend = alt.Legend(labelExpr=named(names, SIDES), orient="bottom")
    dash = alt.StrokeDash("side:N", scale=alt.Scale(domain=SIDES, range=[[1, 0], [6, 3]]), legend=legend)
    # a single round has points alone
    shape = alt.Shape("side:N", scale=alt.Scale(domain=SIDES, range=["circle", "square"]), legend=legend)
    base = alt.Chart(table).encode(
        alt.X("round:O", title=names["round"], axis=alt.Axis(labelAngle=0)),
        alt.Y("mean:Q", title=None, scale=alt.Scale(domain=[1, 5]), axis=alt.Axis(values=[1, 2, 3, 4, 5])),
        color=color,
        detail=alt.Detail("side:N"),
    )
    said = (
        base.transform_calculate(what=named(names, LEVELS, "datum.level"), who=named(names, SIDES, "datum.side"))
        .mark_point(filled=True, size=60, opacity=1, aria=False)
        .encode(
            shape=shape,
            tooltip=[
                alt.Tooltip("what:N", title=names["level"]),
                alt.Tooltip("who:N", title=names["side"]),
                alt.Tooltip("mean:Q", title=names["score"], format=".1~f"),
            ],
        )
    )
    return framed(alt.layer(base.mark_line(strokeWidth=2, aria=False).encode(strokeDash=dash), said), 280)
