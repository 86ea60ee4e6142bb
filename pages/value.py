"""Value formulas: one deal, three formulas, and what would turn it."""

import streamlit as st

from workbook.content import book
from workbook.ui import deal, prose, scenarios, take_along, terms, verdict
from workbook.ui.session import words

w, formulas = words("value"), book().formulas

st.title(w.title, anchor=False)
st.markdown(w.lead)
deal.open_link()
deal.starting_points()

deal_here = st.container()  # the strip stays in sight as far as this reaches
with deal_here:
    verdict.strip()
left, right = deal_here.columns([5, 6], gap="large")
with left.container(key="figures"):
    terms.terms()
with left:
    verdict.reminder()
with right:
    verdict.answers()
with st.container(horizontal=True):
    deal.link()
    take_along.calculation()

st.header(w.scenarios, anchor=False)
scenarios.scenarios()

st.header(w.formulas, anchor=False)
prose.named(formulas.formulas)
st.subheader(w.says, anchor=False)
prose.statements(formulas.notes)
