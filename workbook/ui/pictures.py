"""Charts on a page: the picture is built once for each language and kept; a rerun sends only its numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final

import pyarrow as pa
import streamlit as st

from workbook.charts.base import TABLE, Picture, short_amount, specification
from workbook.content import book
from workbook.text import Lang
from workbook.ui.session import language

DRAWN: Final = "drawn"
Build = Callable[..., Any]
Fixed = tuple[tuple[str, Any], ...]


def draw(build: Build, columns: Mapping[str, Any], *, words: str, alt_text: str, **fixed: Any) -> Picture:
    """Draw a chart of `workbook.charts` from its table's columns; what was drawn, to take along.

    `words` names the page whose words the picture uses. `alt_text` states the takeaway for those who do not see it, without the figures
    that stand in the table beside it: whenever it changes, the browser builds the picture anew. `fixed` goes to `build` and must not
    change between reruns.
    """
    spec = _spec(build, words, language(), tuple(sorted(fixed.items())))
    picture = drawn()[words] = Picture(spec, columns, alt_text)
    st.vega_lite_chart({**spec, "datasets": {TABLE: pa.table(dict(columns))}}, alt=alt_text, width="stretch")
    return picture


def drawn() -> dict[str, Picture]:
    """The picture that was drawn last on this page, by whose words it uses."""
    found: dict[str, Picture] = st.session_state.setdefault(DRAWN, {})
    return found


@lru_cache(maxsize=128)
def _spec(build: Build, words: str, lang: Lang, fixed: Fixed) -> dict[str, Any]:
    return specification(build, names(words, lang), **dict(fixed))


@lru_cache(maxsize=32)
def names(words: str, lang: Lang) -> dict[str, str]:
    """Every id and key that a picture may show, as words: of the page, elements, zones, methods, traits and steps; and short amounts."""
    content = book()
    found = {key: text[lang] for key, text in content.words[words].items()}
    found |= {element.id: element.name[lang] for element in content.canvas.elements}
    found |= {level.id: level.name[lang] for level in content.canvas.levels}
    found |= {zone.id: zone.name[lang] for zone in content.canvas.zones.kinds}
    found |= {trait.id: trait.name[lang] for trait in content.traits}
    found |= {step.id: step.name[lang] for step in content.process.steps}
    found["short_amount"] = short_amount(lang)
    if words != "value":  # where "product" and "value" are terms, not methods
        found |= {method.id: method.short[lang] for method in content.methods}
    return found
