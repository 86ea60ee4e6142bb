"""Inputs whose value lives apart from the widget that shows it, so that it survives another language, another page and another widget.

A browser sends the values of all its widgets with every tap, and one that has not seen the server's last answer sends an old one, which
would count as a change. So no figure is ever put into a widget that is there: a widget whose figure was changed elsewhere is drawn anew,
under another key, and whatever the browser still says of the old one is nobody's.
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
    slider, box = f"{name}:slider", f"{name}:box"

    def changed(moved: str, other: str) -> None:
        value = st.session_state[key(held, moved)]
        if value is None:
            return
        if 0 <= value <= most:
            held[name] = value
            anew(held, other)
        else:
            held["refused"] = name
            anew(held, moved)

    value, w = float(held[name]), words("value")
    look: dict[str, Any] = {"step": step, "format": "%.2f" if step < 1 or value != int(value) else "%.0f", "on_change": changed}
    st.slider(label, 0.0, top, min(value, top), key=key(held, slider), args=(slider, box), help=help, **look)
    exact = w.exact.format(name=label)
    st.number_input(exact, None, None, value, key=key(held, box), args=(box, slider), label_visibility="collapsed", **look)
    if held.get("refused") == name:
        # the box has no bounds of its own: the browser would refuse in English
        del held["refused"]
        st.error(w.refused.format(most=number(most, language())))


def key(held: Mapping[str, Any], name: str) -> str:
    """The key of the widget that shows a figure now."""
    revision = held.get("revision", 0), held.get(f"revision:{name}", 0)
    return name if revision == (0, 0) else f"{name}:{revision[0]}.{revision[1]}"


def anew(held: dict[str, Any], name: str = "") -> None:
    """Draw one widget anew, or all of them, because what they show was changed elsewhere."""
    place = f"revision:{name}" if name else "revision"
    held[place] = held.get(place, 0) + 1


def plain_number(held: dict[str, Any], name: str, label: str) -> None:
    """A number box of 0 to 100, for weights and days."""

    def changed() -> None:
        held[name] = st.session_state[key(held, name)] or 0.0

    st.number_input(label, 0.0, 100.0, held[name], step=1.0, format="%.3g", key=key(held, name), on_change=changed, width=170)


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
    widget = f"{name}:{lang}"  # Streamlit keeps a choice by its label, so each language needs a widget of its own

    def changed() -> None:
        held[name] = st.session_state[widget]
        if then:
            then()

    say_it = say if callable(say) else say.__getitem__
    look = {"required": True, "width": "stretch", **look}
    st.segmented_control(
        label, options, default=held.get(name), format_func=say_it, key=show(widget, held.get(name)), on_change=changed, **look
    )
