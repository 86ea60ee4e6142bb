"""Process: the five steps, the gate between lead and opportunity, the funnel, and whether the process is a black hole."""

import streamlit as st

from workbook.ui import funnel, gate, quiz, sight, steps
from workbook.ui.session import words
from workbook.ui.ways import tabs

w = words("process")

st.title(w.title, anchor=False)
st.markdown(w.lead)
tabs("process", {"steps": steps.five, "gate": gate.gate, "funnel": funnel.funnel, "black_hole": sight.sight})

quiz.quiz("process")
