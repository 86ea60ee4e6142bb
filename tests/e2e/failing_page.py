"""Says something, then fails."""

import streamlit as st

st.write("Before the failure")
raise RuntimeError("password=hunter2")
