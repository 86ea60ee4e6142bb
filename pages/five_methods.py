"""One deal, five methods: the deal of /value, sold in five ways."""

import streamlit as st

from workbook.content import book
from workbook.ui import drafts, five_figures, five_methods, prose
from workbook.ui.session import words

w = words("five_methods")

st.title(w.title, anchor=False)
st.markdown(w.lead)
five_figures.open_link()


@st.fragment
def methods() -> None:
    five_methods.comparison()
    five_figures.link()
    drafts.keep()


methods()

st.header(w.rules, anchor=False)
st.markdown(w.whose)
prose.named(book().effects.rules)
