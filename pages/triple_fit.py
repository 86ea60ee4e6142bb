"""Triple Fit: nine elements rated by both sides, the radar, the gaps and the zones."""

import streamlit as st

from workbook.content import book
from workbook.ui import board, prose, raters, rating, sharing, take_along
from workbook.ui.session import words
from workbook.ui.ways import to

w = words("triple_fit")

board.load()
st.title(w.title, anchor=False)
st.markdown(w.lead)
board.account()

rating.fit()
raters.bar()
rating.elements()

st.header(w.results, anchor=False)
rating.pictures()
st.caption(w.convention)
to("plan", w.to_plan)
take_along.canvas()
raters.so_far()

st.header(w.links, anchor=False)
sharing.links()

with st.expander(w.about):
    prose.statements(book().canvas.points)
