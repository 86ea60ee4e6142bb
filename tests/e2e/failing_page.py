"""Says something, then fails."""

import streamlit as st

from workbook.ui.session import settle_language

settle_language()
st.write("Before the failure")
raise RuntimeError("password=hunter2")
