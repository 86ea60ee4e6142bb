"""The five steps of `/process`."""

from __future__ import annotations

from functools import lru_cache
from html import escape

import streamlit as st

from workbook.content import book
from workbook.text import Lang
from workbook.ui import prose
from workbook.ui.session import language, words


def five() -> None:
    """The five steps as a table, the rules, the three problems, and where all that stands in the article."""
    w, process = words("process"), book().process
    st.html(_table(language()))
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader(w.rules, anchor=False)
        prose.named(process.rules)
    with right:
        st.subheader(w.problems, anchor=False)
        prose.named(process.problems)
    with st.expander(w.more):
        prose.statements(process.points)


@lru_cache(maxsize=2)
def _table(lang: Lang) -> str:
    said = book().words["process"]
    rows = [
        (
            f'<span class="wb-step">{number}</span> {escape(step.name[lang])}',
            prose.bullets(step.happens, lang),
            f"<strong>{escape(step.decider[lang])}</strong>{prose.bullets((step.decides,), lang)}",
            prose.bullets((step.online,), lang),
            prose.bullets((step.person,), lang),
        )
        for number, step in enumerate(book().process.steps, 1)
    ]
    head = tuple(said[name][lang] for name in ("step", "happens", "decides", "online", "person"))
    return prose.table(head, rows, css="wb-stack wb-five")
