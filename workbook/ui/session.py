"""What a visit remembers: the language, the currency, and the inputs of each page.

Session keys are spelt here and nowhere else. Inputs live in plain dictionaries, apart from the widgets that show them, so they survive
another page and another language.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from copy import deepcopy
from functools import lru_cache
from types import SimpleNamespace
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

import streamlit as st

from workbook.content import book
from workbook.text import LANGS, Currency, Lang, language_of

LANGUAGE: Final = "language"
CURRENCY: Final = "currency"
DEAL: Final = "deal"
CANVAS: Final = "canvas"
PLAN: Final = "plan"
COMPARE: Final = "compare"
TAB: Final = "tab"
GATE: Final = "gate"
FUNNEL: Final = "funnel"
CRM: Final = "crm"
SIGHT: Final = "sight"
OPENED: Final = "opened_link"
WHOLE: Final = "page_is_whole"
BEGUN: Final = "visit_began_at"
KEPT: Final = "outlasts_the_visit"
"""Whether what is entered outlasts the visit; asked once in every full run."""
DRAFTS: Final = "drafts"
FRESH: Final = "inputs_as_found"
ACCOUNTS: Final = "accounts"
SCENARIOS: Final = "scenarios"
CASES: Final = "cases"
QUIZ: Final = "quiz"
PATH: Final = "path"
SELF: Final = "self_assessment"
FIVE: Final = "five_methods"
FIVE_OPENED: Final = "five_methods_link"


def settle_language() -> Lang:
    """Decide the language of this run: `?lang=`, else what the visit chose, else the browser's, else English."""
    asked = st.query_params.get("lang")
    for lang in LANGS:
        if asked == lang:
            st.session_state[LANGUAGE] = lang
    if LANGUAGE not in st.session_state:
        st.session_state[LANGUAGE] = found = language_of(st.context.locale or "")
        st.session_state.setdefault(FRESH, {})[LANGUAGE] = found
    return language()


def language() -> Lang:
    """The language of this run."""
    lang: Lang = st.session_state[LANGUAGE]
    return lang


def words(page: str) -> Any:
    """The words of a page in the reader's language, by attribute: `words("value").verdict_deal`."""
    return _words(page, language())


@lru_cache(maxsize=64)
def _words(page: str, lang: Lang) -> SimpleNamespace:
    return SimpleNamespace(**{key: text[lang] for key, text in book().words[page].items()})


def marked(text: str) -> str:
    """A text with amounts in it, for Streamlit's Markdown, which takes what stands between two dollar signs for a formula."""
    return text.replace("$", r"\$")


def currency() -> Currency:
    """The currency that amounts are shown in. It is a sign only: nothing is converted."""
    chosen: Currency = st.session_state.get(CURRENCY, "CNY")
    return chosen


def inputs(name: str, fresh: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What has been put in under a name: in this visit, or kept from an earlier one; `fresh` makes the first state."""
    held: dict[str, Any] | None = st.session_state.get(name)
    if held is None:
        found = fresh()
        st.session_state.setdefault(FRESH, {})[name] = deepcopy(found)
        st.session_state[name] = held = found | st.session_state.get(DRAFTS, {}).get(name, {})
    return held


def is_whole() -> bool:
    """Whether the page has been drawn to its end: what runs now is a fragment of it, or a callback."""
    return bool(st.session_state.get(WHOLE))


def rerun(*parts: str) -> None:
    """From a widget's callback: draw only the fragments with these keys again, or the whole page without any.

    A tap that comes while the whole page is being drawn ends that run, so it has the whole page drawn again.
    AppTest forgets whatever such a run did not draw; it wants one more run.
    """
    if is_whole():
        st.rerun(list(parts) or "app")


def address(path: str, query: Mapping[str, str]) -> str:
    """The full address of a page for other people: below `WORKBOOK_PUBLIC_URL`, else where the reader's own browser says it is."""
    here = urlsplit(st.context.url or "")
    base = os.environ.get("WORKBOOK_PUBLIC_URL", f"{here.scheme}://{here.netloc}" if here.netloc else "").rstrip("/")
    return f"{base}/{path}" + (f"?{urlencode(query)}" if query else "")
