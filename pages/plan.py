"""Plan: from the canvas to a fair plan, in five steps, and its review."""

import streamlit as st

from workbook.content import book
from workbook.ui import five_steps, plan, prose
from workbook.ui.session import words

w = words("plan")

plan.load()
st.title(w.title, anchor=False)
st.markdown(w.lead)
plan.account()
five_steps.steps()

with st.expander(w.about):
    prose.statements(book().plan.points)
