"""Ways from one page to another, and between the tabs of one."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from workbook.ui import prose
from workbook.ui.inputs import anew, key
from workbook.ui.menu import FOLDER, PAGES
from workbook.ui.session import TAB, inputs, language, words


def to(path: str, label: str, **query: str) -> None:
    """A link to another page that keeps the language in the address."""
    if "lang" in st.query_params:
        query["lang"] = language()
    st.page_link(FOLDER / f"{PAGES[path].file}.py", label=label, icon=":material/arrow_forward:", query_params=query)


def tabs(page: str, parts: Mapping[str, Callable[[], None]]) -> None:
    """A tab for each part of a page. The open one stands in the address (`?tab=gate`), and lasts over other pages and languages."""
    w, now = words(page), inputs(f"{TAB}:{page}", lambda: {"part": None, "first": None})
    names = {getattr(w, f"tab_{part}"): part for part in parts}
    if (asked := st.query_params.get("tab")) in parts and asked != now["part"]:
        now["part"] = asked
        anew(now, page)
    widget = f"{key(now, page)}-{language()}"
    if widget not in st.session_state:  # with another first one they would be other tabs, and the keyboard would lose its place
        now["first"] = now["part"]

    def opened() -> None:
        now["part"] = st.query_params["tab"] = names[st.session_state[widget]]

    first = next((name for name, part in names.items() if part == now["first"]), None)
    for tab, (name, part) in zip(st.tabs(list(names), default=first, key=widget, on_change=opened), names.items(), strict=True):
        if tab.open:
            with tab:
                prose.part(name)
                parts[part]()
