"""Charts as PNG and SVG without a browser: on white paper, in the light colours, with the font that the repository carries."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import vl_convert

from workbook.charts.base import FONT_SIZE, TABLE, Picture
from workbook.exports.given import letters, short

FONTS: Final = Path(__file__).parent / "fonts"
FONT: Final = "Noto Sans CJK SC"
INK: Final = "#1C2530"
COLORS: Final = ("#0B63B6", "#C8501E", "#1B7F5C", "#7A4FB5", "#8A6A00")
"""The light theme's, in its order."""
SCALE: Final = 2
_WIDTH: Final = 720
_LINE: Final = 90
"""So many letters have room below a picture of that width."""


def svg(picture: Picture, *, width: int = _WIDTH, height: int | None = None, background: str = "#FFFFFF") -> bytes:
    """The picture as SVG, its texts as texts."""
    made: str = _ready().vegalite_to_svg(on_paper(picture, width, height, background), vl_version=_version(picture))
    return made.encode()


def png(picture: Picture, *, width: int = _WIDTH) -> bytes:
    """The picture as PNG at twice its size."""
    made: bytes = _ready().vegalite_to_png(on_paper(picture, width, None, "#FFFFFF"), vl_version=_version(picture), scale=SCALE)
    return made


def on_paper(picture: Picture, width: int, height: int | None, background: str) -> dict[str, Any]:
    """The specification as it is drawn on paper. `currentColor` means nothing there, and nothing stretches."""
    text = json.dumps(picture.spec, ensure_ascii=False).replace('"currentColor"', json.dumps(INK))
    spec: dict[str, Any] = json.loads(text)
    rows = [dict(zip(picture.columns, row, strict=True)) for row in zip(*picture.columns.values(), strict=True)]
    spec["datasets"] = {TABLE: rows}
    spec |= {"width": width, "background": background, "description": picture.said} | ({"height": height} if height else {})
    if key := _key(picture.columns):
        spec["title"] = {"text": key, "orient": "bottom", "anchor": "start", "fontSize": FONT_SIZE, "fontWeight": "normal", "color": INK}
        spec["title"] |= {"offset": 12, "lineHeight": 18}
    spec["config"] = {**spec.get("config", {}), "background": background, "font": FONT, "range": {"category": list(COLORS)}}
    return spec


def _key(columns: Mapping[str, Any]) -> list[str]:
    """What the numbers in a picture stand for, which the page says beside it: names one after the other, texts one to a line."""
    lines: list[str] = []
    names = columns.get("name")
    for number, text in sorted(zip(columns.get("number", ()), names or columns.get("text", ()), strict=False)):
        part = short(f"{number} {text}", _LINE)
        if names and lines and letters(lines[-1]) + letters(part) < _LINE:
            lines[-1] += f" · {part}"
        else:
            lines.append(part)
    return lines


@cache
def _ready() -> Any:
    vl_convert.register_font_directory(str(FONTS))
    return vl_convert


def _version(picture: Picture) -> str | None:
    """The Vega-Lite version that the chart was written for, or the newest there is."""
    wanted = ".".join(picture.spec.get("$schema", "").rpartition("/v")[2].split(".")[:2])
    return wanted if wanted in vl_convert.get_vegalite_versions() else vl_convert.get_vegalite_versions()[-1]
