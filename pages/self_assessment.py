"""How do I sell? Fifteen things done in the last three cases, and what follows."""

import streamlit as st

from workbook.content import book
from workbook.ui import drafts, prose, self_assessment
from workbook.ui.session import words

w = words("self_assessment")


@st.fragment
def assessment() -> None:
    self_assessment.show()
    drafts.keep()


assessment()

with st.expander(w.rules):
    st.markdown(w.items_ours)
    prose.named(book().self_assessment.rules)
    self_assessment.sources()
