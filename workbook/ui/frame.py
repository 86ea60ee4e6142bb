"""The script that the app runs: who is here, language, menu, title, page, footer."""

from urllib.parse import urlsplit

import streamlit as st

from workbook.links import DAY
from workbook.store import Forbidden, Unavailable
from workbook.text import LANGS, NAMES
from workbook.ui import drafts, notes, saved
from workbook.ui.cookies import GRANTS
from workbook.ui.identity import by_reference, is_kept, moved_away
from workbook.ui.menu import FOLDER, PAGES, reachable
from workbook.ui.pictures import drawn
from workbook.ui.saved import AWAY
from workbook.ui.session import BEGUN, KEPT, LANGUAGE, WHOLE, settle_language, words

st.session_state[WHOLE] = False
drawn().clear()  # a page takes along its own pictures only
drafts.arrive()
lang = settle_language()
w = words("frame")
begun = st.session_state.setdefault(BEGUN, urlsplit(st.context.url or "").path.rpartition("/")[2])
there = reachable(begun)
pages = {
    path: st.Page(FOLDER / f"{page.file}.py", title=getattr(w, page.title), url_path=path, default=not path) for path, page in there.items()
}
here = st.navigation(list(pages.values()), position="hidden")
st.set_page_config(page_title=f"{here.title} · {w.product}", layout="wide", initial_sidebar_state="auto")
outside = PAGES[here.url_path].outside
st.session_state[KEPT] = outside or is_kept()  # for what is reached by an address of its own, that stands in for a cookie


def switch_language() -> None:
    """Take the new language into the visit and into the address, so that a reload and a copied address keep it."""
    st.session_state[LANGUAGE] = st.query_params["lang"] = st.session_state["language_switch"]


st.session_state["language_switch"] = lang  # the address may have asked for another than the last tap
with st.container(key="outside-language") if outside else st.sidebar:
    st.segmented_control(
        w.language,
        LANGS,
        format_func=NAMES.__getitem__,
        required=True,
        key="language_switch",
        on_change=switch_language,
        label_visibility="collapsed",
        width="content" if outside else "stretch",
    )
    section = ""
    for path, page in there.items():
        if outside or page.section in ("unlisted", "hidden"):
            continue
        if page.section != section:
            section = page.section
            st.caption(getattr(w, f"section_{section}"))
        st.page_link(pages[path], icon=page.icon, query_params={"lang": lang} if "lang" in st.query_params else None, width="stretch")


@st.fragment(run_every=DAY)
def after_an_interruption() -> None:
    """Draws nothing: a browser that has something to repeat asks for a run when it is back, and so brings what was tapped meanwhile."""


after_an_interruption()
moved = not outside and moved_away(here.title)
told = moved or saved.trouble()
try:
    if not moved:
        notes.drawer(here.url_path)
        here.run()
except Unavailable as error:
    st.session_state[AWAY] = error.reason
except Forbidden:
    st.warning(words("saved").forbidden)
if st.session_state[AWAY] and not told:
    saved.away()
if not (outside or moved):
    drafts.keep()

with st.container(key=f"language-is-{lang}"):
    if outside:
        st.caption(w.footer_reference if any(map(by_reference, GRANTS.values())) else w.footer_outside)
    else:
        st.caption(w.footer if st.session_state[KEPT] else w.footer_visit)
st.session_state[WHOLE] = True
