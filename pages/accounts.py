"""Accounts: the portfolio as a heat map."""

import streamlit as st

from workbook.ui import portfolio
from workbook.ui.session import words

w = words("accounts")

st.title(w.title, anchor=False)
st.markdown(w.lead)
portfolio.create()
portfolio.portfolio()
