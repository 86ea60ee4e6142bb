"""The gate of `/process`: what is known of one lead, and what that makes of it."""

from __future__ import annotations

from html import escape
from typing import Any, Final

import streamlit as st

from workbook.content import book
from workbook.content.process import TAPS
from workbook.process import Known, said
from workbook.process import gate as verdict_on
from workbook.text import clean
from workbook.ui import drafts, prose, writing
from workbook.ui.inputs import choice, instead
from workbook.ui.session import GATE, inputs, language, words

QUOTES: Final = ("problem", "motivation", "need", "expectation")
LONGEST: Final = 300
_LOOK: Final = {
    "opportunity": (st.success, ":material/door_open:"),
    "lead": (st.info, ":material/hourglass_top:"),
    "let_go": (st.warning, ":material/waving_hand:"),
}


def _fresh() -> dict[str, Any]:
    return {**dict.fromkeys(QUOTES, ""), **dict.fromkeys(TAPS)}


def held() -> dict[str, Any]:
    """What is known of the lead."""
    return inputs(GATE, _fresh)


def known() -> Known:
    """The same as the gate reads it."""
    now = held()
    return Known(**{name: said(now[name]) for name in QUOTES}, **{name: now[name] for name in TAPS})


@st.fragment
def gate() -> None:
    """The verdict with its reasons, what is known below it, and questions that bring out more."""
    w, now, lang = words("process"), held(), language()
    st.markdown(w.gate_lead)
    _verdict()
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader(w.said, anchor=False)
        for name in QUOTES:
            _quote(now, name)
    with right, st.container(key="gate-taps"):
        st.subheader(w.taps, anchor=False)
        st.caption(w.taps_help)
        for tap in book().process.taps:
            options = {option: text[lang] for option, text in tap.options.items()}
            choice(now, tap.id, tap.question[lang], list(options), options, required=False, wrap=True)
    st.button(w.next_lead, icon=":material/restart_alt:", on_click=_clear)
    st.subheader(w.asks, anchor=False)
    cards = "".join(
        f"<article><h3>{escape(ask.name[lang])}</h3><div>{prose.cited(ask.body, lang)}</div>{prose.bullets(ask.questions, lang)}</article>"
        for ask in book().process.asks
    )
    st.html(f'<div class="wb-cards">{cards}</div>')
    drafts.keep()


def _verdict() -> None:
    w, lang, process = words("process"), language(), book().process
    found = verdict_on(known())
    show, icon = _LOOK[found.answer]
    with st.container(key="gate-verdict"):
        show(f"**{getattr(w, f'answer_{found.answer}')}** · {getattr(w, f'part_{found.answer}')}", icon=icon)
    with st.container(key="gate-reasons"):
        why, ask = st.columns(2, gap="medium")
        with why:
            st.html(prose.heading(w.why) + prose.bullets(tuple(process.reasons[one] for one in found.reasons), lang))
        with ask:
            st.html(prose.heading(w.next) + f'<div class="wb-ask">{prose.cited(process.next[found.next], lang)}</div>')


def _quote(now: dict[str, Any], name: str) -> None:
    w, typed = words("process"), dict(now)

    def written() -> None:
        if writing.fits(typed[name], LONGEST):
            now[name] = clean(typed[name], LONGEST)

    writing.lines(typed, name, getattr(w, name), then=written, most=LONGEST, height=68, placeholder=getattr(w, f"hint_{name}"))
    if now[name] and not said(now[name]):
        st.caption(w.too_short)


def _clear() -> None:
    st.session_state[GATE] = instead(held(), _fresh())
