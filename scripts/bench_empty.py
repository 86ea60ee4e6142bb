"""An app of nothing, whose cold start is the measure for ours."""

from pathlib import Path

import streamlit as st

app = st.App(Path(__file__).parent / "bench_page.py")
