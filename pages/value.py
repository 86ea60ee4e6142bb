"""Value formulas: one deal, three formulas, and what would turn it."""

import streamlit as st

from workbook.content import book
from workbook.ui import deal, drafts, prose, scenarios, take_along, verdict
from workbook.ui.session import words

w, formulas = words("value"), book().formulas

st.title(w.title, anchor=False)
st.markdown(w.lead)
deal.open_link()
deal.starting_points()


@st.fragment
def calculation() -> None:
    with st.container(key="strip"):
        verdict.strip()
    left, right = st.columns([5, 6], gap="large")
    with left:
        with st.container(key="figures"):
            deal.terms()
        verdict.reminder()
    with right:
        verdict.answers()
    deal.link()
    drafts.keep()


calculation()
st.caption(w.link_help)
take_along.calculation()

st.header(w.scenarios, anchor=False)
scenarios.scenarios()

st.header(w.formulas, anchor=False)
prose.named(formulas.formulas)
st.subheader(w.says, anchor=False)
prose.statements(formulas.notes)
