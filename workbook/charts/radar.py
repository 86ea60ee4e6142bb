"""The Triple Fit radar: nine spokes, both sides."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import altair as alt

from workbook.charts.base import INK, SHAPES, SIDES, Table, filled, framed, named, when
from workbook.charts.polar import radius, spoke_labels, square
from workbook.content.canvas import ELEMENTS, ElementId, Side

SCALE: Final = 5
_N: Final = len(ELEMENTS)
_COLUMNS: Final = ("side", "ago", "corner", "value", "x", "y", "whole", "hollow")
_BAND_COLUMNS: Final = ("low_x", "low_y", "high_x", "high_y", "band")


def spoke(index: int) -> tuple[float, float]:
    """The unit vector of a spoke. The second one points up, so that each level fills a third with its middle on its axis."""
    angle = 2 * math.pi * (index - 1) / len(ELEMENTS)
    return math.sin(angle), math.cos(angle)


SPOKES: Final = [spoke(index) for index in range(_N)]


class Shape(NamedTuple):
    """What one side's shape is drawn from, by element: scores, and the bands of its raters where there are several."""

    scores: Mapping[ElementId, float]
    bands: Mapping[ElementId, tuple[float, float]] = MappingProxyType({})
    hollow: bool = False


def outline(shapes: Mapping[Side, Shape], past: Sequence[Mapping[Side, Shape]] = ()) -> dict[str, list[Any]]:
    """The columns that `radar` draws, ten rows a side and round: the last one repeats the first to close the shape.

    `side`, `ago` (0 now, 1 the round before), `corner` (0-9), `value` (1-5 or None), `x` and `y` (0 in the middle, 1 at a score of 5),
    `whole` (all nine have a value) and `hollow` (one opinion, once). Where there are bands also `low_x`, `low_y`, `high_x`, `high_y`
    (their ends) and `band` (in figures).
    """
    banded = any(shape.bands for shape in shapes.values())
    table: dict[str, list[Any]] = {name: [] for name in (*_COLUMNS, *(_BAND_COLUMNS if banded else ()))}
    for ago, (side, shape) in ((ago, pair) for ago, one in enumerate([shapes, *past]) for pair in one.items()):
        for corner in range(_N + 1):
            element = ELEMENTS[corner % _N]
            value, band = shape.scores.get(element), shape.bands.get(element)
            row: list[Any] = [side, ago, corner, value, *place(corner, value), len(shape.scores) == _N, shape.hollow]
            if banded:
                said = f"{band[0]:g}-{band[1]:g}" if band else ""
                row += [*place(corner, band and band[0]), *place(corner, band and band[1]), said]
            for column, cell in zip(table.values(), row, strict=True):
                column.append(cell)
    return table


def place(corner: int, value: float | None) -> tuple[float | None, float | None]:
    """Where a score stands on the spoke of a corner: 0 in the middle, 1 at a score of 5."""
    across, up = spoke(corner % _N)
    return (None, None) if value is None else (across * value / SCALE, up * value / SCALE)


def radar(table: Table, *, names: dict[str, str], height: int = 420, banded: bool = False, earlier: bool = False) -> alt.LayerChart:
    """Both sides' scores on nine spokes, 1-5. A score that is missing opens the shape; only a whole one is filled.

    Bars along the spokes are the bands of several raters, thin lines earlier rounds; the points of one opinion given once are hollow.

    `table` has the columns of `outline`; `banded` and `earlier` say whether it has bands and earlier rounds. `names`: the elements, the
    sides, `element`, `side`, `score`, `band`.
    """
    labels = [names[element] for element in ELEMENTS]
    x, y, back, front, round_ = web(labels)
    legend = alt.Legend(labelExpr=named(names, SIDES))
    color = alt.Color("side:N", scale=alt.Scale(domain=SIDES), legend=legend)
    shape = alt.Shape("side:N", scale=alt.Scale(domain=SIDES, range=SHAPES[:2]), legend=legend)
    dash = alt.StrokeDashValue([1, 0], condition=when("datum.side === 'customer'", [6, 3]))

    base = alt.Chart(table).transform_filter("datum.ago === 0")
    ghosts = (
        alt.Chart(table)
        .transform_filter("datum.ago > 0")
        .mark_line(strokeWidth=1.2, strokeOpacity=0.45, invalid="break-paths-show-domains", aria=False)
        .encode(x, y, color=color, strokeDash=dash, order=alt.Order("corner:O"), detail=alt.Detail("ago:N"))
    )
    bands = (
        base.transform_filter(f"datum.corner < {_N} && isValid(datum.low_x)")
        .mark_rule(strokeWidth=7, strokeOpacity=0.3, strokeCap="round", aria=False)
        .encode(alt.X("low_x:Q", axis=None), alt.Y("low_y:Q", axis=None), x2=alt.X2("high_x"), y2=alt.Y2("high_y"), color=color)
    )
    fill = (
        base.transform_filter(f"datum.whole && datum.corner < {_N}")
        .mark_line(interpolate="linear-closed", filled=True, fillOpacity=0.12, strokeOpacity=0, aria=False)
        .encode(x, y, color=color, order=alt.Order("corner:O"))
    )
    line = base.mark_line(strokeWidth=2.5, strokeJoin="round", invalid="break-paths-show-domains", aria=False).encode(
        x, y, color=color, strokeDash=dash, order=alt.Order("corner:O")
    )
    points = (
        base.transform_filter(f"datum.corner < {_N} && isValid(datum.value)")
        .transform_calculate(name=f"{labels!r}[datum.corner]", who=named(names, SIDES, "datum.side"))
        .transform_calculate(said=filled(names["point_said"], element="datum.name", side="datum.who", score="format(datum.value, '.2~f')"))
        .mark_point(size=70, opacity=1, strokeWidth=2)
        .encode(
            x,
            y,
            color=color,
            fill=alt.Fill("side:N", scale=alt.Scale(domain=SIDES), legend=None),
            shape=shape,
            fillOpacity=alt.FillOpacityValue(1, condition=when("datum.hollow", 0)),
            tooltip=[
                alt.Tooltip("name:N", title=names["element"]),
                alt.Tooltip("who:N", title=names["side"]),
                alt.Tooltip("value:Q", title=names["score"], format=".2~f"),
                *([alt.Tooltip("band:N", title=names["band"])] if banded else []),
            ],
            description=alt.Description("said:N"),
        )
    )
    layers = [*back, *([ghosts] if earlier else []), fill, *([bands] if banded else []), line, *front, points]
    return framed(alt.layer(*layers).add_params(round_), height)


def web(labels: Sequence[str]) -> tuple[alt.X, alt.Y, list[alt.Chart], list[alt.Chart], alt.Parameter]:
    """What every canvas radar stands on: both encodings, the layers behind and before its shapes, the parameter that keeps it round."""
    # one set of scales for all layers: spelt in the first, shared by the rest
    x, y = alt.X("x:Q", axis=None), alt.Y("y:Q", axis=None)
    square_x, square_y = alt.X("x:Q", axis=None, scale=square("width")), alt.Y("y:Q", axis=None, scale=square("height"))
    angle = f"2 * PI * (datum.i % {_N} - 1) / {_N}"
    grid = (
        alt.Chart(alt.sequence(0, SCALE * _N, as_="i"))
        .transform_calculate(ring=f"floor(datum.i / {_N}) + 1")
        .transform_calculate(x=f"datum.ring / {SCALE} * sin({angle})", y=f"datum.ring / {SCALE} * cos({angle})")
        .mark_line(interpolate="linear-closed", stroke=INK, strokeWidth=1, aria=False)
        .encode(
            square_x,
            square_y,
            detail=alt.Detail("ring:N"),
            order=alt.Order("i:O"),
            strokeOpacity=alt.StrokeOpacityValue(0.15, condition=when(f"datum.ring === {SCALE}", 0.4)),
        )
    )
    spokes = (
        alt.Chart(alt.sequence(0, _N, as_="i"))
        .transform_calculate(x="0", y="0", x2=f"sin({angle})", y2=f"cos({angle})")
        .mark_rule(stroke=INK, strokeOpacity=0.15, aria=False)
        .encode(x, y, x2=alt.X2("x2"), y2=alt.Y2("y2"))
    )
    # between two spokes and outside its ring, where neither a point nor an even shape covers it
    middle = f"datum.i / {SCALE} * cos(PI / {_N})"
    # rings that are closer than a figure is high: every other one has its figure
    figured = alt.ExprRef(f"radius >= {15 * SCALE} || datum.i % 2 ? 0.7 : 0")
    ticks = (
        alt.Chart(alt.sequence(1, SCALE + 1, as_="i"))
        .transform_calculate(x=f"{middle} * sin(PI / {_N})", y=f"{middle} * cos(PI / {_N})")
        .mark_text(fill=INK, fillOpacity=figured, fontSize=11, dx=2, dy=-7, aria=False)
        .encode(x, y, text=alt.Text("i:Q"))
    )
    return x, y, [grid, spokes], [spoke_labels(labels, SPOKES, x, y), ticks], alt.param(name="radius", expr=radius(labels, SPOKES))
