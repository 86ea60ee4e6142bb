"""Compare: five methods side by side, their profile, which one fits, and the article's argument."""

import streamlit as st

from workbook.ui import comparison, quiz
from workbook.ui.session import language, words

w = words("compare")

st.title(w.title, anchor=False)
st.markdown(w.lead)
methods = comparison.chosen()

tabs = {tab: getattr(w, f"tab_{tab}") for tab in ("table", "profile", "fit", "argument")}
first = tabs.get(st.query_params.get("tab", ""))
table, profile, fits, argument = st.tabs(list(tabs.values()), default=first, key=f"compare-{language()}", on_change="rerun")
if table.open and methods:
    with table:
        comparison.side_by_side(methods)
if profile.open and methods:
    with profile:
        comparison.profile(methods)
if fits.open:
    with fits:
        comparison.which_fits()
if argument.open:
    with argument:
        comparison.argument()

quiz.quiz("compare")
