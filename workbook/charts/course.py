"""A radar of several shapes of one kind: today and three horizons, or what was promised and what both sides score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from workbook.charts.base import SHAPES, Table, framed, named, when
from workbook.charts.radar import place, web
from workbook.content.canvas import ELEMENTS, ElementId

_DASHES = ([1, 0], [2, 2], [6, 3], [10, 3, 2, 3])


def corners(shapes: Mapping[str, Mapping[ElementId, float]]) -> dict[str, list[Any]]:
    """The columns that `course` draws, ten rows a shape: the last one repeats the first to close it.

    `mark` (the shape's id), `corner` (0-9), `value` (1-5 or None), `x`, `y` (0 in the middle, 1 at a score of 5).
    """
    table: dict[str, list[Any]] = {name: [] for name in ("mark", "corner", "value", "x", "y")}
    for mark, scores in shapes.items():
        for corner in range(len(ELEMENTS) + 1):
            value = scores.get(ELEMENTS[corner % len(ELEMENTS)])
            for column, cell in zip(table.values(), (mark, corner, value, *place(corner, value)), strict=True):
                column.append(cell)
    return table


def course(table: Table, *, names: dict[str, str], marks: Sequence[str], height: int = 380) -> alt.LayerChart:
    """Up to four shapes on nine spokes, each with a colour, a dash and a point of its own; the first is filled.

    `table` has the columns of `corners`, `marks` its shapes in their order. `names`: the marks, the elements, `element`, `mark`, `score`.
    """
    labels, order = [names[element] for element in ELEMENTS], list(marks)
    x, y, back, front, radius = web(labels)
    legend = alt.Legend(labelExpr=named(names, order), columns=2)
    color = alt.Color("mark:N", scale=alt.Scale(domain=order), legend=legend)
    shape = alt.Shape("mark:N", scale=alt.Scale(domain=order, range=SHAPES[: len(order)]), legend=legend)
    # conditions, since an encoded dash would dash the legend's points too
    dashes = [when(f"datum.mark === '{mark}'", dash) for mark, dash in zip(order, _DASHES, strict=False)]
    dash = alt.StrokeDashValue(_DASHES[0], condition=dashes)
    base = alt.Chart(table)
    fill = (
        base.transform_filter(f"datum.mark === '{order[0]}' && datum.corner < {len(ELEMENTS)} && isValid(datum.value)")
        .mark_line(interpolate="linear-closed", filled=True, fillOpacity=0.1, strokeOpacity=0, aria=False)
        .encode(x, y, color=color, order=alt.Order("corner:O"))
    )
    line = base.mark_line(strokeWidth=2, strokeJoin="round", invalid="break-paths-show-domains", aria=False).encode(
        x, y, color=color, strokeDash=dash, order=alt.Order("corner:O")
    )
    points = (
        base.transform_filter(f"datum.corner < {len(ELEMENTS)} && isValid(datum.value)")
        .transform_calculate(name=f"{labels!r}[datum.corner]", which=named(names, order, "datum.mark"))
        .transform_calculate(said="datum.name + ', ' + datum.which + ': ' + datum.value")
        .mark_point(size=55, opacity=1, strokeWidth=2, filled=True)
        .encode(
            x,
            y,
            color=color,
            shape=shape,
            tooltip=[
                alt.Tooltip("name:N", title=names["element"]),
                alt.Tooltip("which:N", title=names["mark"]),
                alt.Tooltip("value:Q", title=names["score"], format=".2~f"),
            ],
            description=alt.Description("said:N"),
        )
    )
    return framed(alt.layer(*back, fill, line, *front, points).add_params(radius), height)
