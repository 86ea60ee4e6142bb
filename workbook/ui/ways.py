"""Ways from one page to another."""

from __future__ import annotations

import streamlit as st

from workbook.ui.menu import FOLDER, PAGES
from workbook.ui.session import language


def to(path: str, label: str, **query: str) -> None:
    """A link to another page that keeps the language in the address."""
    if "lang" in st.query_params:
        query["lang"] = language()
    st.page_link(FOLDER / f"{PAGES[path].file}.py", label=label, icon=":material/arrow_forward:", query_params=query)
