"""The script of the measured app: the workbook's frame, or the empty page that everything is measured against."""

from functools import cache
from pathlib import Path
from types import CodeType
from urllib.parse import urlsplit

import streamlit as st

FRAME = Path(__file__).parent.parent / "workbook" / "ui" / "frame.py"


@cache
def frame() -> CodeType:
    """The frame, compiled once."""
    return compile(FRAME.read_text(encoding="utf-8"), str(FRAME), "exec")


if urlsplit(st.context.url or "").path == "/empty":
    st.write("An empty page.")
    st.slider("Nothing", 0.0, 100.0, key="nothing")
else:
    exec(frame(), {"__name__": "__main__"})  # noqa: S102 - our own file
