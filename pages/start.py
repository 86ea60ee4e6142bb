"""Start: what this is, three ways in, the five methods and a live miniature of a radar."""

import streamlit as st

from workbook.ui.opening import methods, miniature, way_in
from workbook.ui.session import words

w = words("start")

left, right = st.columns([4, 3], gap="large", vertical_alignment="center")
with left:
    st.title(words("frame").product, anchor=False)
    st.markdown(w.lead_1)
    st.markdown(w.lead_2)
    st.markdown(w.lead_3)
with right:
    miniature()

st.header(w.ways, anchor=False)
for column, (who, page, icon) in zip(
    st.columns(3),
    (
        ("train", "triple-fit", ":material/co_present:"),
        ("practise", "value", ":material/calculate:"),
        ("manage", "compare", ":material/rule:"),
    ),
    strict=True,
):
    with column:
        way_in(who, page, icon)

st.header(w.methods, anchor=False)
methods()
