"""What radars share: labels at the ends of spokes, and a circle that stays one at every width."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from unicodedata import east_asian_width

import altair as alt

from workbook.charts.base import FONT_SIZE, INK

Spokes = Sequence[tuple[float, float]]
"""The unit vectors of the spokes: across and up."""
_GAP: Final = 10  # pixels between a spoke's end and its label
_LINE: Final = 20  # pixels kept for a label above and below
_LINE_HEIGHT: Final = 16  # pixels from one line of a label to the next
_LONG: Final = 70  # pixels


def spoke_labels(labels: Sequence[str], spokes: Spokes, x: alt.X, y: alt.Y) -> alt.Chart:
    """The names at the spokes' ends, each turned away from the circle."""
    rows = []
    for label, (across, up) in zip(labels, spokes, strict=True):
        align = "center" if abs(across) < 0.1 else "left" if across > 0 else "right"
        baseline = "bottom" if up > 0.9 else "top" if up < -0.9 else "middle"
        dx = {"center": 0, "left": _GAP, "right": -_GAP}[align]
        dy = {"bottom": -_GAP, "top": _GAP, "middle": 0}[baseline]
        lines = _lines(label, across)
        dy -= (len(lines) - 1) * _LINE_HEIGHT // 2
        rows.append({"x": round(across, 3), "y": round(up, 3), "label": lines, "align": align, "baseline": baseline, "dx": dx, "dy": dy})
    place: dict[str, Any] = {name: alt.ExprRef(f"datum.{name}") for name in ("align", "baseline", "dx", "dy")}
    return (
        alt.Chart(alt.Data(values=rows))
        .mark_text(fill=INK, fontSize=FONT_SIZE, lineHeight=_LINE_HEIGHT, limit=0, aria=False, **place)
        .encode(x, y, text=alt.Text("label:N"))
    )


def radius(labels: Sequence[str], spokes: Spokes) -> str:
    """The largest radius in pixels at which every label still fits, as an expression of the view's width and height."""
    bounds = []
    for label, (across, up) in zip(labels, spokes, strict=True):
        if abs(across) >= 0.1:
            widest = max(_width(line) for line in _lines(label, across))
            bounds.append(f"(width / 2 - {widest + _GAP + 4:.0f}) / {abs(across):.3f}")
        if abs(up) >= 0.5:
            bounds.append(f"(height / 2 - {_LINE + (_GAP if abs(up) > 0.9 else 0)}) / {abs(up):.3f}")
    return f"max(30, min({', '.join(bounds)}))"


def _lines(label: str, across: float) -> list[str]:
    """The lines of a label: a long one beside the circle breaks after its hyphen, or in the middle of its Chinese, for want of room."""
    cut = label.find("-") + 1 or len(label) // 2 * _wide(label[0])
    return [label[:cut], label[cut:]] if cut and abs(across) >= 0.9 and _width(label) >= _LONG else [label]


def _width(label: str) -> float:
    """About how wide a label is, in pixels: Chinese characters fill a square, others a little more than half of one."""
    return sum(FONT_SIZE * (1.0 if _wide(character) else 0.56) for character in label)


def _wide(character: str) -> bool:
    return east_asian_width(character) in "WF"


def square(side: str) -> alt.Scale:
    """A scale on which one unit is `radius` pixels whatever the width, so that circles stay circles."""
    return alt.Scale(domainMin=alt.ExprRef(f"-{side} / 2 / radius"), domainMax=alt.ExprRef(f"{side} / 2 / radius"), nice=False, zero=False)
