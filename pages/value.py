"""Value formulas: one deal, three formulas, and what would turn it."""

import streamlit as st

from workbook.content import book
from workbook.ui import deal, prose, verdict
from workbook.ui.session import words

w, formulas = words("value"), book().formulas

st.title(w.title, anchor=False)
st.markdown(w.lead)
deal.open_link()
deal.starting_points()

with st.container(key="strip"):
    verdict.strip()

left, right = st.columns([2, 3], gap="large")
with left:
    st.header(w.inputs, anchor=False)
    deal.terms()
with right:
    st.header(w.answers, anchor=False)
    verdict.answers()

st.header(w.link, anchor=False)
deal.link()

st.header(w.formulas, anchor=False)
prose.named(formulas.formulas)
st.subheader(w.says, anchor=False)
prose.statements(formulas.notes)
