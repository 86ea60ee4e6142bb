"""Pages to print: PDF/UA, set by Typst, with their fonts inside."""

from __future__ import annotations

import json
import re
import threading
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

import typst

from workbook.exports.given import words
from workbook.exports.pictures import FONTS
from workbook.text import Lang, clean

Paper = Literal["a4", "us-letter"]
_REGIONS: Final = {"en": "GB", "zh": "CN"}
_ENDLESS: Final = re.compile(r"[!-,.-\u2fff]{20}")
"""A run without a space or a hyphen that no line may hold; it may be broken after it."""
_JOINING: Final = "\u200c\u200d\ufe0e\ufe0f"
_setting: Final = threading.Lock()


def printed(page: Path, data: Mapping[str, Any], lang: Lang, paper: Paper, on: datetime) -> bytes:
    """A page of Typst filled with what it has to say, which is never read as markup. `data` has its `title`."""
    everything = {**data, "lang": lang, "region": _REGIONS[lang], "paper": paper, "author": words("take_along", lang)["workbook_name"]}
    everything["regular"] = _regular_alone(str(data))
    with _setting:  # one at a time: setting a page takes a whole core
        made = typst.compile(
            page,
            root=page.parent,
            font_paths=_fonts(),
            sys_inputs={"data": json.dumps(everything, ensure_ascii=False)},
            format="pdf",
            pdf_standards=["ua-1"],
            timestamp=on.astimezone(UTC).replace(microsecond=0),  # Typst takes no zone whose offset changes
        )
    if not isinstance(made, bytes):
        raise TypeError("expected one page")
    return made


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FONTS])


@cache
def _drawable() -> frozenset[str]:
    return frozenset((FONTS / "characters.txt").read_text(encoding="utf-8"))


def _regular_alone(text: str) -> str:
    """The characters and Korean syllables of a text that only the regular face has: those that GB 2312 has not."""
    return "".join(sorted(one for one in set(text) if "\u4e00" <= one <= "\ud7a3" and not one.encode("gb2312", "ignore")))


def typed(text: str, most: int) -> str:
    """A typed text as a page can draw it: cut at its limit, and a box where no font has a sign; PDF/UA allows no missing glyph."""
    cleaned = clean(text, 10 * most)
    short = cleaned if len(cleaned) <= most else cleaned[: most - 3].rstrip() + "..."
    return _ENDLESS.sub("\\g<0>\u200b", re.sub("□+", "□", "".join(map(_drawn, short))))


def _drawn(sign: str) -> str:
    """A sign as the fonts have it: itself, others for it (`m2` for `㎡`), nothing for one that only joins or dresses others, else a box."""
    drawn = sign if sign in _drawable() else "" if sign in _JOINING else unicodedata.normalize("NFKC", sign)
    return drawn if _drawable().issuperset(drawn) else "□"
