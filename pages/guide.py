"""The trainer's guide: two agendas, every note on a screen and on an exercise, to read or to print."""

import streamlit as st

from workbook.ui import notes
from workbook.ui.session import words

w = words("guide")

st.title(w.title, anchor=False)
st.markdown(w.lead)
with st.container(key="print-hint"):
    st.caption(f":material/print: {w.print}")

st.header(w.agendas, anchor=False)
notes.agendas()
with st.container(key="screen-by-screen"):
    st.header(w.notes, anchor=False)
    st.caption(w.own)
    notes.every_note()
with st.container(key="exercise-by-exercise"):
    st.header(w.room, anchor=False)
    st.caption(w.room_lead)
    notes.every_exercise()
