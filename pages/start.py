"""Start: what this is, the path through it, three ways in, the five methods and a live miniature of a radar."""

import streamlit as st

from workbook.ui import path
from workbook.ui.opening import methods, miniature, way_in
from workbook.ui.session import words
from workbook.ui.ways import to

w = words("start")

left, right = st.columns([4, 3], gap="large", vertical_alignment="center")
with left:
    st.title(words("frame").product, anchor=False)
    st.markdown(w.lead_1)
    st.markdown(w.lead_2)
    st.markdown(w.lead_3)
    path.strip()
with right:
    miniature()

st.header(w.ways, anchor=False)
train, practise, manage = st.columns(3)
with train, way_in("train", "triple-fit", ":material/co_present:"):
    to("guide", w.train_guide)
with practise:
    way_in("practise", "value", ":material/calculate:")
with manage:
    way_in("manage", "compare", ":material/rule:", tab="fit")

st.header(w.methods, anchor=False)
methods()
