"""Texts that people type: boxes that say when a text is too long instead of cutting it, and how a stored text is shown."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any, Final

import streamlit as st

from workbook.text import clean_lines
from workbook.ui.inputs import kept
from workbook.ui.session import words

NAME: Final = 80
NOTE: Final = 500
ACTION: Final = 200
_CUT: Final = 20_000
"""Nobody types so much; a client that sends more is cut by Streamlit."""


def fits(typed: str, most: int = NAME) -> bool:
    """Whether a text can be stored whole. Whoever stores one asks; one that does not fit stays in its box under a sentence."""
    return _length(typed) <= most


def _length(typed: str) -> int:
    """How many characters of a text would be stored if none were too many."""
    return len(clean_lines(typed, _CUT))


def line(
    held: dict[str, Any],
    name: str,
    label: str,
    *,
    then: Callable[[], None] | None = None,
    key_end: str = "",
    most: int = NAME,
    **look: Any,
) -> None:
    """A box for a text of one line, kept under a name as `workbook.ui.inputs.kept` does."""
    state = kept(held, name, then=then, otherwise="", key_end=key_end)
    _say(st.text_input(label, held[name] or "", max_chars=_CUT, **state, **look), most)


def lines(
    held: dict[str, Any],
    name: str,
    label: str,
    *,
    then: Callable[[], None] | None = None,
    key_end: str = "",
    most: int = NOTE,
    height: int = 90,
    **look: Any,
) -> None:
    """A box for a text of several lines."""
    state = kept(held, name, then=then, otherwise="", key_end=key_end)
    _say(st.text_area(label, held.get(name) or "", max_chars=_CUT, height=height, **state, **look), most)


def _say(typed: str | None, most: int) -> None:
    if typed and not fits(typed, most):
        st.error(words("saved").too_long.format(count=_length(typed), most=most))


def typed(text: str) -> str:
    """A stored text as HTML that shows it as it was typed, lines and all."""
    return f'<span class="wb-typed">{escape(clean_lines(text, NOTE))}</span>'
