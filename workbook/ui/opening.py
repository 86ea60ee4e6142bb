"""The parts of `/`."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbook.canvas import points
from workbook.charts.radar import outline, radar
from workbook.content import ELEMENTS, SIDES, book
from workbook.ui import board, prose
from workbook.ui.menu import FOLDER, PAGES
from workbook.ui.pictures import draw
from workbook.ui.session import language, words


def way_in(who: str, path: str, icon: str, **query: str) -> None:
    """One way in: who it is for, what happens, and the first step as a link."""
    w = words("start")
    with st.container(border=True, height="stretch", key=f"way-{who}"):
        st.subheader(f"{icon} {getattr(w, who)}", anchor=False)
        st.markdown(getattr(w, f"{who}_body"))
        to(path, getattr(w, f"{who}_step"), **query)


def to(path: str, label: str, **query: str) -> None:
    """A link to another page that keeps the language in the address."""
    if "lang" in st.query_params:
        query["lang"] = language()
    st.page_link(FOLDER / f"{PAGES[path].file}.py", label=label, icon=":material/arrow_forward:", query_params=query)


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
    w, found = words("start"), board.result()
    if found.rated:
        scores = {side: {one.id: None if (score := one.of(side)) is None else float(score) for one in found.elements} for side in SIDES}
    else:
        example = book().canvas.example.ratings
        scores = {
            side: {element: None if (score := points(example[side][element])) is None else float(score) for element in ELEMENTS}
            for side in SIDES
        }
    said = w.picture_yours if found.rated and not board.held()["example"] else w.picture_example
    draw(radar, outline(scores), words="start", alt_text=f"{w.picture}: {said}", height=300)
    st.caption(said)
    to("triple-fit", w.picture_step)
