"""Inputs whose value lives apart from the widget that shows it, so that it survives another language, another page and another widget.

Each widget gets the value twice: by `show`, which moves a widget that is there already, and as its default, with which the browser
begins when it draws the widget anew.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from workbook.text import Lang, number
from workbook.ui.session import language, show, words


def figure(held: dict[str, Any], name: str, label: str, *, top: float, most: float, step: float, help: str) -> None:  # noqa: A002 - Streamlit's own word
    """A slider and a number box that agree. The slider runs from 0 to `top`, the box takes anything up to `most`.

    Inside a container with the key `figures` the box stands to the right of its slider.
    """

    def changed(key: str) -> None:
        value = st.session_state[key]
        if value is not None and 0 <= value <= most:
            held[name] = value
        elif value is not None:
            held["refused"] = name

    value = float(held[name])
    digits = "%.2f" if step < 1 or value != int(value) else "%.0f"
    slider, box = show(f"{name}:slider", min(value, top)), show(f"{name}:box", value)
    st.slider(label, 0.0, top, min(value, top), step=step, format=digits, key=slider, on_change=changed, args=(slider,), help=help)
    w = words("value")
    exact = w.exact.format(name=label)
    st.number_input(
        exact, None, None, value, step=step, format=digits, key=box, on_change=changed, args=(box,), label_visibility="collapsed"
    )
    if held.get("refused") == name:
        # the box has no bounds of its own: the browser would refuse in English
        del held["refused"]
        st.error(w.refused.format(most=number(most, language())))


def plain_number(held: dict[str, Any], name: str, label: str) -> None:
    """A number box of 0 to 100, for weights and days."""

    def changed() -> None:
        held[name] = st.session_state[name] or 0.0

    st.number_input(label, 0.0, 100.0, held[name], step=1.0, format="%.3g", key=show(name, held[name]), on_change=changed, width=170)


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
    st.segmented_control(
        label, options, default=held.get(name), format_func=say_it, key=show(key, held.get(name)), on_change=changed, **look
    )
