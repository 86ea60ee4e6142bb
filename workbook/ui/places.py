"""Places on a page that are filled again without drawing the rest of it: the answers to an input that is a fragment of its own.

Streamlit draws what a fragment writes elsewhere into a wrapper of that fragment, and clears the wrapper at each rerun. A place is instead
written in the name of whoever made it, so that any number of fragments can fill it, and it keeps what it shows while nobody does.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import copy_context
from typing import Any, Final

import streamlit as st

_PLACES: Final = "places"


class Place:
    """Room for one element, or one container. What is drawn there holds no input, unless its maker alone fills it."""

    def __init__(self) -> None:
        # Streamlit keeps in a context variable which fragment is writing: as it is here, so it will be
        self._context = copy_context()
        self._slot = st.empty()
        self._shows: tuple[Any, ...] = (st.empty,)

    def fill(self, draw: Callable[..., object], *content: Any) -> None:
        """Draw a content there, unless the same stands there already."""
        if self._shows != (draw, *content):
            self._context.run(self._draw, draw, content)
            self._shows = (draw, *content)

    def _draw(self, draw: Callable[..., object], content: tuple[Any, ...]) -> None:
        with self._slot:
            draw(*content)


def make(name: str) -> Place:
    """A new place here, known by its name until the page is drawn again."""
    places()[name] = made = Place()
    return made


def places() -> dict[str, Place]:
    """The places of the page by name."""
    found: dict[str, Place] | None = st.session_state.get(_PLACES)
    if found is None:
        st.session_state[_PLACES] = found = {}
    return found
