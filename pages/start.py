"""Start: what this is, three ways in, a live miniature of a radar, the path through it all, and the five methods."""

import streamlit as st

from workbook.ui import path
from workbook.ui.opening import methods, miniature, way_in
from workbook.ui.session import words
from workbook.ui.ways import to

w = words("start")

left, right = st.columns([4, 3], gap="large")
with left:
    st.title(words("frame").product, anchor=False)
    st.markdown(w.lead_1)
    st.markdown(w.lead_2)
    st.markdown(w.lead_3)
    st.header(w.ways, anchor=False)
    with way_in("train", "triple-fit", ":material/co_present:"):
        to("guide", w.train_guide)
    way_in("practise", "value", ":material/calculate:")
    way_in("manage", "compare", ":material/rule:", tab="fit")
with right:
    miniature()
    path.strip()

st.header(w.methods, anchor=False)
methods()
to("compare", w.methods_step)
