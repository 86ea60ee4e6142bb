"""The Triple Fit radar: nine spokes, both sides."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final
from unicodedata import east_asian_width

import altair as alt

from workbook.charts.base import FONT_SIZE, INK, SHAPES, SIDES, Table, framed, named
from workbook.content import ELEMENTS, ElementId, Side
from workbook.content import SIDES as BOTH_SIDES

SCALE: Final = 5
_GAP: Final = 10  # pixels between a spoke's end and its label
_LINE: Final = 20  # pixels kept for a label above and below
_N: Final = len(ELEMENTS)


def spoke(index: int) -> tuple[float, float]:
    """The unit vector of a spoke. The second one points up, so that each level fills a third with its middle on its axis."""
    angle = 2 * math.pi * (index - 1) / len(ELEMENTS)
    return math.sin(angle), math.cos(angle)


def outline(scores: Mapping[Side, Mapping[ElementId, float | None]]) -> dict[str, list[Any]]:
    """The columns that `radar` draws, ten rows a side: the last one repeats the first to close the shape.

    `side`, `corner` (0-9), `element`, `value` (1-5 or None), `x` and `y` (0 in the middle, 1 at a score of 5) and `whole`, whether all
    nine have a value.
    """
    table: dict[str, list[Any]] = {name: [] for name in ("side", "corner", "element", "value", "x", "y", "whole")}
    for side in BOTH_SIDES:
        values = [scores.get(side, {}).get(element) for element in ELEMENTS]
        for corner in range(len(ELEMENTS) + 1):
            index = corner % len(ELEMENTS)
            value = values[index]
            x, y = spoke(index)
            reach = None if value is None else value / SCALE
            row = (
                side,
                corner,
                ELEMENTS[index],
                value,
                None if reach is None else x * reach,
                None if reach is None else y * reach,
                None not in values,
            )
            for column, cell in zip(table.values(), row, strict=True):
                column.append(cell)
    return table


def radar(table: Table, *, names: dict[str, str], height: int = 380) -> alt.LayerChart:
    """Both sides' scores on nine spokes, 1-5. A score that is missing opens the shape; only a whole one is filled.

    `table` has the columns of `outline`. `names`: the elements, the sides, `element`, `side`, `score`.
    """
    labels = [names[element] for element in ELEMENTS]
    # one set of scales for all layers: spelt in the first, shared by the rest
    x, y = alt.X("x:Q", axis=None), alt.Y("y:Q", axis=None)
    square_x, square_y = alt.X("x:Q", axis=None, scale=_square("width")), alt.Y("y:Q", axis=None, scale=_square("height"))
    legend = alt.Legend(labelExpr=named(names, SIDES))
    color = alt.Color("side:N", scale=alt.Scale(domain=SIDES), legend=legend)
    shape = alt.Shape("side:N", scale=alt.Scale(domain=SIDES, range=SHAPES[:2]), legend=legend)
    dash = alt.condition("datum.side === 'customer'", alt.value([6, 3]), alt.value([1, 0]))

    angle = f"2 * PI * (datum.i % {_N} - 1) / {_N}"
    grid = (
        alt.Chart(alt.sequence(0, SCALE * _N, as_="i"))
        .transform_calculate(ring=f"floor(datum.i / {_N}) + 1")
        .transform_calculate(x=f"datum.ring / {SCALE} * sin({angle})", y=f"datum.ring / {SCALE} * cos({angle})")
        .mark_line(interpolate="linear-closed", stroke=INK, strokeWidth=1, aria=False)
        .encode(
            square_x,
            square_y,
            detail="ring:N",
            order="i:O",
            strokeOpacity=alt.condition(f"datum.ring === {SCALE}", alt.value(0.4), alt.value(0.15)),
        )
    )
    spokes = (
        alt.Chart(alt.sequence(0, _N, as_="i"))
        .transform_calculate(x="0", y="0", x2=f"sin({angle})", y2=f"cos({angle})")
        .mark_rule(stroke=INK, strokeOpacity=0.15, aria=False)
        .encode(x, y, x2="x2", y2="y2")
    )
    ticks = (
        alt.Chart(alt.sequence(1, SCALE + 1, as_="i"))
        .transform_calculate(x="0", y=f"datum.i / {SCALE}")
        .mark_text(fill=INK, fillOpacity=0.7, fontSize=11, dx=5, align="left", aria=False)
        .encode(x, y, text="i:Q")
    )
    base = alt.Chart(table)
    fill = (
        base.transform_filter(f"datum.whole && datum.corner < {_N}")
        .mark_line(interpolate="linear-closed", filled=True, fillOpacity=0.12, strokeOpacity=0, aria=False)
        .encode(x, y, color=color, order="corner:O")
    )
    line = base.mark_line(strokeWidth=2.5, strokeJoin="round", invalid="break-paths-show-domains", aria=False).encode(
        x, y, color=color, strokeDash=dash, order="corner:O"
    )
    points = (
        base.transform_filter(f"datum.corner < {_N} && isValid(datum.value)")
        .transform_calculate(name=named(names, ELEMENTS, "datum.element"), who=named(names, SIDES, "datum.side"))
        .transform_calculate(said="datum.name + ', ' + datum.who + ': ' + datum.value")
        .mark_point(filled=True, size=70, opacity=1)
        .encode(
            x,
            y,
            color=color,
            shape=shape,
            tooltip=[
                alt.Tooltip("name:N", title=names["element"]),
                alt.Tooltip("who:N", title=names["side"]),
                alt.Tooltip("value:Q", title=names["score"]),
            ],
            description="said:N",
        )
    )
    chart = alt.layer(grid, spokes, fill, line, _labels(labels, x, y), ticks, points).add_params(
        alt.param(name="radius", expr=_radius(labels))
    )
    return framed(chart, height)


def _labels(labels: Sequence[str], x: alt.X, y: alt.Y) -> alt.Chart:
    """The names at the spokes' ends, each turned away from the circle."""
    rows = []
    for index, label in enumerate(labels):
        across, up = spoke(index)
        align = "center" if abs(across) < 0.1 else "left" if across > 0 else "right"
        baseline = "bottom" if up > 0.9 else "top" if up < -0.9 else "middle"
        dx = {"center": 0, "left": _GAP, "right": -_GAP}[align]
        dy = {"bottom": -_GAP, "top": _GAP, "middle": 0}[baseline]
        rows.append({"x": round(across, 3), "y": round(up, 3), "label": label, "align": align, "baseline": baseline, "dx": dx, "dy": dy})
    place: dict[str, Any] = {name: alt.ExprRef(f"datum.{name}") for name in ("align", "baseline", "dx", "dy")}
    return (
        alt.Chart(alt.Data(values=rows)).mark_text(fill=INK, fontSize=FONT_SIZE, limit=0, aria=False, **place).encode(x, y, text="label:N")
    )


def _radius(labels: Sequence[str]) -> str:
    """The largest radius in pixels at which every label still fits, as an expression of the view's width and height."""
    bounds = []
    for index, label in enumerate(labels):
        across, up = spoke(index)
        if abs(across) >= 0.1:
            bounds.append(f"(width / 2 - {_width(label) + _GAP + 4:.0f}) / {abs(across):.3f}")
        if abs(up) >= 0.5:
            bounds.append(f"(height / 2 - {_LINE + (_GAP if abs(up) > 0.9 else 0)}) / {abs(up):.3f}")
    return f"max(30, min({', '.join(bounds)}))"


def _width(label: str) -> float:
    """About how wide a label is, in pixels: Chinese characters fill a square, others a little more than half of one."""
    return sum(FONT_SIZE * (1.0 if east_asian_width(character) in "WF" else 0.56) for character in label)


def _square(side: str) -> alt.Scale:
    """A scale on which one unit is `radius` pixels whatever the width, so that circles stay circles."""
    return alt.Scale(domainMin=alt.ExprRef(f"-{side} / 2 / radius"), domainMax=alt.ExprRef(f"{side} / 2 / radius"), nice=False, zero=False)
