"""My data: language, the way to another device, backup, restore, erase."""

import streamlit as st

from workbook.ui import my_data
from workbook.ui.session import words

w = words("my_data")

st.title(w.title, anchor=False)
st.markdown(w.lead)
my_data.where()
my_data.preferences()
st.header(w.device, anchor=False)
my_data.other_device()
st.header(w.backup, anchor=False)
my_data.backup()
st.header(w.restore, anchor=False)
my_data.restore()
st.header(w.erase, anchor=False)
my_data.erase()
