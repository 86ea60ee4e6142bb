"""The script that the app runs: language, menu, title, page, footer."""

import streamlit as st

from workbook.text import LANGS
from workbook.ui.menu import FOLDER, PAGES
from workbook.ui.session import LANGUAGE, settle_language, words

lang = settle_language()
w = words("frame")
pages = {
    path: st.Page(FOLDER / f"{page.file}.py", title=getattr(w, page.title), url_path=path, default=not path) for path, page in PAGES.items()
}
here = st.navigation(list(pages.values()), position="hidden")
st.set_page_config(page_title=f"{here.title} · {w.product}", layout="wide", initial_sidebar_state="auto")


def switch_language() -> None:
    """Take the new language into the visit and into the address, so that a reload and a copied address keep it."""
    st.session_state[LANGUAGE] = st.query_params["lang"] = st.session_state["language_switch"]


st.session_state["language_switch"] = lang  # the address may have asked for another than the last tap
with st.sidebar:
    st.segmented_control(
        w.language,
        LANGS,
        format_func={"en": "English", "zh": "中文"}.__getitem__,
        required=True,
        key="language_switch",
        on_change=switch_language,
        label_visibility="collapsed",
        width="stretch",
    )
    section = ""
    for path, page in PAGES.items():
        if page.section != section:
            section = page.section
            st.caption(getattr(w, f"section_{section}"))
        st.page_link(pages[path], icon=page.icon, query_params={"lang": lang} if "lang" in st.query_params else None, width="stretch")

here.run()

with st.container(key=f"language-is-{lang}"):
    st.caption(w.footer)
