"""Compare: five methods side by side, their profile, which one fits, and the article's argument."""

import streamlit as st

from workbook.ui import comparison, quiz
from workbook.ui.session import words
from workbook.ui.ways import tabs

w = words("compare")

st.title(w.title, anchor=False)
st.markdown(w.lead)
comparison.choose()
tabs(
    "compare",
    {
        "table": comparison.side_by_side,
        "profile": comparison.profile,
        "fit": comparison.which_fits,
        "argument": comparison.argument,
    },
)

quiz.quiz("compare")
