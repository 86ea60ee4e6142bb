"""Inputs whose value lives apart from the widget that shows it, so that it survives another language, another page and another widget.

A browser sends the values of all its widgets with every tap, and one that has not seen the server's last answer sends an old one, which
would count as a change. So no input is ever put into a widget that is there: a widget whose input was changed elsewhere is drawn anew,
under another key, and whatever the browser still says of the old one is nobody's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final
from zlib import crc32

import streamlit as st

from workbook.text import number
from workbook.ui.places import make, places
from workbook.ui.session import language, words
from workbook.value import TOP_PERCEPTION

REVISION: Final = "revision"
REFUSED: Final = "refused"
_MOST_PLAIN: Final = 100.0


def figure(
    held: dict[str, Any],
    name: str,
    label: str,
    *,
    top: float,
    most: float,
    step: float,
    help: str | None,  # noqa: A002 - Streamlit's own word
    then: Callable[[], None],
) -> None:
    """A slider and a number box that agree. The slider runs from 0 to `top`, the box takes anything up to `most`.

    Without `help` the name is not shown: it stands above already. In a container of their own, inside one with the key `figures`, the box
    stands to the right of its slider.
    """
    slider, box = pair(name)

    def changed(widget: str, moved: str, other: str) -> None:
        value = st.session_state[widget]
        if value is None or widget != key(held, moved):
            return
        if _take(held, name, value, most):
            anew(held, other)
            then()
        else:
            anew(held, moved)

    value = float(held[name])
    look: dict[str, Any] = {"step": step, "format": f"%.{decimals(value, factor=step < 1)}f", "on_change": changed}
    now = key(held, slider)
    shown: Any = "visible" if help else "collapsed"
    st.slider(label, 0.0, top, min(value, top), key=now, args=(now, slider, box), help=help, label_visibility=shown, **look)
    exact, now = words("value").exact.format(name=label), key(held, box)
    st.number_input(exact, None, None, value, key=now, args=(now, box, slider), label_visibility="collapsed", **look)
    _say_refused(held, name, most)


def _take(held: dict[str, Any], name: str, value: float, most: float, least: float = 0.0) -> bool:
    """Take a figure that was moved or typed; whether it fits."""
    if not least <= value <= most:
        held[REFUSED] = name
        return False
    held[name] = value
    return True


def _say_refused(held: dict[str, Any], name: str, most: float, least: float = 0.0) -> None:
    """Say below a box that its figure was not taken. The box has no bounds of its own: it would refuse in English."""
    if held.get(REFUSED) == name:
        del held[REFUSED]
        said, lang = words("value").refused_factor if most <= TOP_PERCEPTION else words("value").refused, language()
        now = number(held[name], lang, digits=6)
        make(REFUSED).fill(st.error, said.format(least=number(least, lang), most=number(most, lang), now=now))


def settle() -> None:
    """From another figure that is drawn again: take away what was said of one that was not taken."""
    if refused := places().pop(REFUSED, None):
        refused.fill(st.empty)


def decimals(value: float, *, factor: bool) -> int:
    """How many decimals a figure is shown with: an amount none or two, a factor two or as many as it has, six at most."""
    if factor:
        return next(digits for digits in range(2, 7) if digits == 6 or round(value, digits) == value)
    return 0 if value == int(value) else 2


def pair(name: str) -> tuple[str, str]:
    """The names of the slider and the number box of a figure."""
    return f"{name}:slider", f"{name}:box"


def key(held: Mapping[str, Any], name: str, *, lasting: bool = False) -> str:
    """The key of the widget that shows an input now; a lasting one stays when all are drawn anew."""
    revision = 0 if lasting else held.get(REVISION, 0), held.get(f"{REVISION}:{name}", 0)
    return name if revision == (0, 0) else f"{name}:{revision[0]}.{revision[1]}"


def anew(held: dict[str, Any], *names: str) -> None:
    """Draw some widgets anew, or all of them, because what they show was changed elsewhere."""
    for place in [f"{REVISION}:{name}" for name in names] or [REVISION]:
        held[place] = held.get(place, 0) + 1


def instead(held: Mapping[str, Any], state: Mapping[str, Any]) -> dict[str, Any]:
    """Another state in the place of this one: all widgets are drawn anew."""
    drawn = {name: value for name, value in held.items() if name.startswith(REVISION)}
    return {**state, **drawn, REVISION: held.get(REVISION, 0) + 1}


def kept(
    held: dict[str, Any], name: str, *, then: Callable[[], None] | None = None, otherwise: Any = None, key_end: str = ""
) -> dict[str, Any]:
    """The key and the callback of a widget whose value is kept under a name; an emptied one counts as `otherwise`.

    A widget that shows something else, such as another account, ends its key with `key_end`.
    """
    return _kept(held, name, lambda: key(held, name) + (f":{key_end}" if key_end else ""), then, otherwise)


def _kept(held: dict[str, Any], name: str, now: Callable[[], str], then: Callable[[], None] | None, otherwise: Any) -> dict[str, Any]:
    widget = now()

    def changed() -> None:
        if widget == now():
            value = st.session_state[widget]
            held[name] = otherwise if value is None else value
            if then:
                then()

    return {"key": widget, "on_change": changed}


def plain_number(
    held: dict[str, Any],
    name: str,
    label: str,
    *,
    least: float = 0.0,
    most: float = _MOST_PLAIN,
    step: float = 1.0,
    then: Callable[[], None] | None = None,
) -> None:
    """A number box, by itself of 0 to 100, for weights and days; an emptied one counts as the least."""
    widget = key(held, name)

    def changed() -> None:
        if widget != key(held, name):
            return
        value = st.session_state[widget]
        if not _take(held, name, least if value is None else value, most, least):
            anew(held, name)
        elif then:
            then()

    st.number_input(label, None, None, held[name], step=step, format="%.12g", key=widget, on_change=changed)
    _say_refused(held, name, most, least)


def pick(
    held: dict[str, Any],
    name: str,
    label: str,
    said: Mapping[str, str],
    *,
    then: Callable[[], None] | None = None,
    key_end: str = "",
    **look: Any,
) -> None:
    """A select box of ids with their words. Streamlit keeps a choice by its words, so other words need a box of their own."""
    shown = told_apart(said)
    options, end = list(shown), f"{key_end}:{language()}:{crc32(repr([*shown.values()]).encode()):x}"
    index = options.index(held[name]) if held[name] in shown else None
    st.selectbox(label, options, index=index, format_func=shown.__getitem__, **look, **kept(held, name, then=then, key_end=end))


def told_apart(said: Mapping[str, str]) -> dict[str, str]:
    """Words of which no two are the same: the second `Acme` becomes `Acme (2)`."""
    times: Counter[str] = Counter()
    shown = {}
    for one, word in said.items():
        times[word] += 1
        shown[one] = word if times[word] == 1 else f"{word} ({times[word]})"
    return shown


def choice(
    held: dict[str, Any],
    name: str,
    label: str,
    options: Sequence[Any],
    say: Mapping[Any, str] | Callable[[Any], str],
    *,
    then: Callable[[], None] | None = None,
    lasting: bool = False,
    **look: Any,
) -> None:
    """Buttons of which one is chosen, or none where `required` is False. The options are ids; `say` gives their words.

    A choice that starts all else over is `lasting`: it stays the same widget, so that the keyboard does not lose its place.
    """
    lang = language()

    def now() -> str:
        # Streamlit keeps a choice by its label, so each language needs a widget of its own
        return f"{key(held, name, lasting=lasting)}:{lang}"

    say_it = say if callable(say) else say.__getitem__
    look = {"required": True, "width": "stretch", **look, **_kept(held, name, now, then, None)}
    st.segmented_control(label, options, default=held.get(name), format_func=say_it, **look)
