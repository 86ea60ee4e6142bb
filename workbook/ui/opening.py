"""The parts of `/`."""

from __future__ import annotations

from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from workbook.charts.radar import outline, radar
from workbook.content import book
from workbook.exports.given import radar_said
from workbook.text import sentences
from workbook.ui import board, prose, results
from workbook.ui.pictures import draw
from workbook.ui.session import language, words
from workbook.ui.ways import to


def way_in(who: str, path: str, icon: str, **query: str) -> DeltaGenerator:
    """One way in: who it is for, what happens, and the first step as a link. Returns its card."""
    w = words("start")
    card = st.container(border=True, height="stretch", key=f"way-{who}")
    with card:
        st.subheader(f"{icon} {getattr(w, who)}", anchor=False)
        st.markdown(getattr(w, f"{who}_body"))
        to(path, getattr(w, f"{who}_step"), **query)
    return card


def methods() -> None:
    """The five methods as five cards."""
    lang = language()
    cards = "".join(
        f"<article><h3>{escape(method.name[lang])}</h3><div>{prose.cited(method.summary, lang)}</div></article>"
        for method in book().methods
    )
    st.html(f'<div class="wb-cards wb-methods">{cards}</div>')


def miniature() -> None:
    """The visitor's own radar, or the example's until there is one."""
    board.load()
    w, view = words("start"), board.view()
    if not view.found.rated:
        example = book().canvas.example.ratings
        view = results.of_ratings(example)
    said = w.picture_example if not board.view().found.rated or board.held()["example"] else w.picture_yours
    told = sentences((radar_said(view.found, language()), said), language())
    draw(radar, outline(results.shapes(view)), words="triple_fit", alt_text=told, height=300)
    st.html(f'<div class="wb-heard">{results.table(view)}</div>')
    st.caption(said)
    to("triple-fit", w.picture_step)
