"""How somebody sells: a radar of the five methods, now and the time before."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

import altair as alt

from workbook.charts.base import INK, SHAPES, Table, framed, named, when
from workbook.charts.polar import radius, spoke_labels, square
from workbook.content.methods import METHODS, MethodId

MOST: Final = 9
RINGS: Final = [3, 6, 9]
TIMES: Final = ["now", "before"]
_N: Final = len(METHODS)
SPOKES: Final = [(math.sin(2 * math.pi * index / _N), math.cos(2 * math.pi * index / _N)) for index in range(_N)]


def points(times: Mapping[str, Mapping[MethodId, int]]) -> dict[str, list[Any]]:
    """The columns that `star` draws, six rows a time: the last one repeats the first to close the shape.

    `time` (now, before), `corner` (0-5), `value` (0-9), `x` and `y` (0 in the middle, 1 at 9 points).
    """
    rows = [
        (time, corner, of[METHODS[corner % _N]], *(part * of[METHODS[corner % _N]] / MOST for part in SPOKES[corner % _N]))
        for time, of in times.items()
        for corner in range(_N + 1)
    ]
    return {name: [row[index] for row in rows] for index, name in enumerate(("time", "corner", "value", "x", "y"))}


def star(table: Table, *, names: dict[str, str], earlier: bool = False, height: int = 360) -> alt.LayerChart:
    """The points of each method, 0-9, on five spokes; the time before, where there is an `earlier` one, is dashed and not filled.

    `table` has the columns of `points`. `names`: the methods, the times, `method`, `time`, `points`.
    """
    labels = [names[method] for method in METHODS]
    x, y = alt.X("x:Q", axis=None), alt.Y("y:Q", axis=None)
    square_x, square_y = alt.X("x:Q", axis=None, scale=square("width")), alt.Y("y:Q", axis=None, scale=square("height"))
    legend = alt.Legend(labelExpr=named(names, TIMES)) if earlier else None
    color = alt.Color("time:N", scale=alt.Scale(domain=TIMES), legend=legend)
    shape = alt.Shape("time:N", scale=alt.Scale(domain=TIMES, range=SHAPES[:2]), legend=legend)
    dash = alt.StrokeDashValue([1, 0], condition=when("datum.time === 'before'", [6, 3]))
    rings = [
        {"ring": ring, "i": corner, "x": across * ring / MOST, "y": up * ring / MOST}
        for ring in RINGS
        for corner, (across, up) in enumerate(SPOKES)
    ]
    grid = (
        alt.Chart(alt.Data(values=rings))
        .mark_line(interpolate="linear-closed", stroke=INK, strokeOpacity=0.25, strokeWidth=1, aria=False)
        .encode(square_x, square_y, detail=alt.Detail("ring:N"), order=alt.Order("i:O"))
    )
    spokes = (
        alt.Chart(alt.Data(values=[{"x": 0, "y": 0, "x2": across, "y2": up} for across, up in SPOKES]))
        .mark_rule(stroke=INK, strokeOpacity=0.15, aria=False)
        .encode(alt.X("x:Q", axis=None), alt.Y("y:Q", axis=None), x2=alt.X2("x2"), y2=alt.Y2("y2"))
    )
    ticks = (
        alt.Chart(alt.Data(values=[{"x": 0, "y": ring / MOST, "ring": ring} for ring in RINGS]))
        .mark_text(fill=INK, fillOpacity=0.7, fontSize=11, dx=5, align="left", aria=False)
        .encode(alt.X("x:Q", axis=None), alt.Y("y:Q", axis=None), text=alt.Text("ring:Q"))
    )
    base = alt.Chart(table)
    fill = (
        base.transform_filter(f"datum.time === 'now' && datum.corner < {_N}")
        .mark_line(interpolate="linear-closed", filled=True, fillOpacity=0.14, strokeOpacity=0, aria=False)
        .encode(x, y, color=color, order=alt.Order("corner:O"))
    )
    line = base.mark_line(strokeWidth=2.5, strokeJoin="round", aria=False).encode(
        x, y, color=color, strokeDash=dash, order=alt.Order("corner:O")
    )
    ends = (
        base.transform_filter(f"datum.corner < {_N}")
        .transform_calculate(name=f"{labels!r}[datum.corner]", when=named(names, TIMES, "datum.time"))
        .transform_calculate(said="datum.name + ', ' + datum.when + ': ' + datum.value")
        .mark_point(filled=True, size=70, opacity=1)
        .encode(
            x,
            y,
            color=color,
            shape=shape,
            tooltip=[
                alt.Tooltip("name:N", title=names["method"]),
                alt.Tooltip("when:N", title=names["time"]),
                alt.Tooltip("value:Q", title=names["points"]),
            ],
            description=alt.Description("said:N"),
        )
    )
    chart = alt.layer(grid, spokes, fill, line, spoke_labels(labels, SPOKES, x, y), ticks, ends)
    return framed(chart.add_params(alt.param(name="radius", expr=radius(labels, SPOKES))), height)
