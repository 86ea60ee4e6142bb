"""What all pictures share: ink, sizes and the frame around a chart."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, NamedTuple

import altair as alt
import pandas as pd
from altair.utils.schemapi import debug_mode

from workbook.text import Lang

Table = pd.DataFrame | alt.NamedData
TABLE: Final = "table"
"""The name under which a chart's specification finds its table."""
INK: Final = "currentColor"
FONT_SIZE: Final = 13
UNITS: Final[dict[Lang, dict[str, int]]] = {"en": {"B": 10**9, "M": 10**6, "k": 10**3}, "zh": {"亿": 10**8, "万": 10**4}}
"""The units in which a language writes large amounts for short, the largest first."""
SIDES: Final = ["supplier", "customer"]
SHAPES: Final = ["circle", "square", "triangle-up", "diamond", "cross"]


class Picture(NamedTuple):
    """A chart with its numbers: the specification, the table by columns, and what it says to those who do not see it."""

    spec: Mapping[str, Any]
    columns: Mapping[str, Any]
    said: str


def framed(chart: Any, height: int) -> Any:
    """A chart with the workbook's ink, type and margins."""
    return (
        # a numeric padding crashes Streamlit's front end
        chart.properties(height=height, padding={"left": 4, "right": 8, "top": 6, "bottom": 4})
        # what Vega says of axes and legends by itself is English, with ids; a chart has a sentence, and a table beside it
        .configure(background="transparent", aria=False)
        .configure_view(strokeWidth=0)
        .configure_axis(
            labelColor=INK,
            titleColor=INK,
            labelFontSize=FONT_SIZE,
            titleFontSize=FONT_SIZE,
            titleFontWeight="normal",
            labelLimit=220,
            gridOpacity=0.35,
        )
        .configure_axisY(labelFlush=False)  # the first and the last stand at their lines like all others
        .configure_legend(labelColor=INK, labelFontSize=FONT_SIZE, title=None, orient="top", symbolSize=110, labelLimit=220, offset=4)
    )


def short_amount(lang: Lang) -> str:
    """A Vega expression that writes the amount in `datum.value` for an axis: 1.5k and 3B, 1,500 and 30亿."""
    short = "".join(f"abs(datum.value) >= {size} ? format(datum.value / {size}, ',~r') + '{unit}' : " for unit, size in UNITS[lang].items())
    return f"{short}format(datum.value, ',~r')"


def amounts(names: Mapping[str, str], **more: Any) -> alt.Axis:
    """An axis of amounts in the language of `names`, which holds its `short_amount`."""
    return alt.Axis(labelExpr=names["short_amount"], **more)


def when(test: str, value: Any) -> dict[str, Any]:
    """What a channel shows where a Vega expression holds: `alt.SizeValue(80, condition=when(..., 260))`. Altair's own is much slower."""
    return {"test": test, "value": value}


def named(names: dict[str, str], ids: Iterable[str], value: str = "datum.value") -> str:
    """A Vega expression that shows the id in `value` as its word, on an axis, in a legend or in a tooltip."""
    return "({" + ", ".join(f"{one}: {names[one]!r}" for one in ids) + f"}})[{value}]"


def filled(pattern: str, **places: str) -> str:
    """A Vega expression that fills each `{place}` of a sentence with what its own expression gives."""
    said = repr(pattern)
    for place, value in places.items():
        said = f"replace({said}, '{{{place}}}', {value})"
    return said


def specification(build: Callable[..., Any], names: Mapping[str, str], **fixed: Any) -> dict[str, Any]:
    """A chart of this package as Vega-Lite without its numbers: they come as the dataset `TABLE`."""
    # to check every part of a chart takes as long as to build it; the tests do
    with alt.theme.enable("none"), debug_mode(False):
        spec: dict[str, Any] = build(alt.NamedData(TABLE), names=names, **fixed).to_dict(validate=False)
    # a plain copy without Altair's own objects, which are slow to send
    return json.loads(json.dumps(spec))
