"""An app whose page fails with a secret in its message, behind the workbook's own hook."""

from pathlib import Path

import streamlit as st

from workbook.server import start

app = st.App(Path(__file__).parent / "failing_page.py", on_script_error=start.on_script_error)
