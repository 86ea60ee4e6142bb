"""Cases: a situation, one's own scores and choice, and what is reported."""

import streamlit as st

from workbook.ui import cases, quiz
from workbook.ui.session import words

w = words("cases")

st.title(w.title, anchor=False)
st.markdown(w.lead)
st.caption(w.no_right)
cases.play()
quiz.quiz("cases")
