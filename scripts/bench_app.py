"""The workbook with one more page: `/empty`, a sentence and a slider without the frame, to measure all others against."""

from pathlib import Path

import streamlit as st

from workbook.server import runs, start

runs.mend()

app = st.App(Path(__file__).parent / "bench_page.py", lifespan=start.warm)
