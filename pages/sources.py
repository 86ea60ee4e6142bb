"""Sources: every claim, its source, its caveat."""

import streamlit as st

from workbook.ui import catalogue, quiz
from workbook.ui.session import words

w = words("sources")

st.title(w.title, anchor=False)
st.markdown(w.lead)
catalogue.fact_asked_for()
catalogue.catalogue()

st.header(w.credit, anchor=False)
for paragraph in (w.credit_article, w.credit_second_hand, w.credit_interest, w.ours_too):
    st.markdown(paragraph)

quiz.quiz("sources")
