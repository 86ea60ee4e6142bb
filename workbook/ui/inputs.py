"""Inputs whose value lives apart from the widget that shows it, so that it survives another language, another page and another widget."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from workbook.text import Lang
from workbook.ui.session import language, rerun, show, words


def figure(held: dict[str, Any], name: str, label: str, *, top: float, most: float, step: float, help: str, parts: Sequence[str]) -> None:  # noqa: A002 - Streamlit's own word
    """A slider and a number box that agree. The slider runs from 0 to `top`, the box takes anything up to `most`.

    `parts` are the fragments to draw again after a change; the figure itself is one of them, so that both widgets move.
    """

    def changed(key: str) -> None:
        value = st.session_state[key]
        if value is not None:
            held[name] = value
        rerun(f"figure-{name}", *parts)

    def widgets() -> None:
        value = float(held[name])
        digits = "%.2f" if step < 1 else "%.0f" if value == int(value) else "%.2f"
        slider, box = show(f"{name}:slider", min(value, top)), show(f"{name}:box", value)
        with st.container(key=f"figure-{name}", horizontal=True, vertical_alignment="bottom", gap="small"):
            st.slider(label, 0.0, top, step=step, format=digits, key=slider, on_change=changed, args=(slider,), help=help, width="stretch")
            exact = words("value").exact.format(name=label)
            st.number_input(
                exact, 0.0, most, step=step, format=digits, key=box, on_change=changed, args=(box,), label_visibility="collapsed", width=124
            )

    st.fragment(widgets, key=f"figure-{name}")()


def choice(
    held: dict[str, Any],
    name: str,
    label: str,
    options: Sequence[Any],
    say: Mapping[Any, str] | Callable[[Any], str],
    *,
    then: Callable[[], None] | None = None,
    **look: Any,
) -> None:
    """Buttons of which one is chosen, or none where `required` is False. The options are ids; `say` gives their words."""
    lang: Lang = language()
    key = f"{name}:{lang}"  # Streamlit keeps a choice by its label, so each language needs a widget of its own

    def changed() -> None:
        held[name] = st.session_state[key]
        if then:
            then()

    say_it = say if callable(say) else say.__getitem__
    look = {"required": True, "width": "stretch", **look}
    st.segmented_control(label, options, format_func=say_it, key=show(key, held.get(name)), on_change=changed, **look)
