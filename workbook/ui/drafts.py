"""What is under way on the pages outlasts a reload: it is kept under the owner at the end of a run, where it has changed."""

from __future__ import annotations

import json
from typing import Any, Final

import streamlit as st

from workbook.store import Forbidden, Unavailable
from workbook.ui.identity import own, owner, settle_owner
from workbook.ui.saved import AWAY, log, store
from workbook.ui.session import (
    CANVAS,
    CASES,
    COMPARE,
    CURRENCY,
    DEAL,
    DRAFTS,
    FIVE,
    FUNNEL,
    GATE,
    LANGUAGE,
    OWN_DEAL,
    PATH,
    PLAN,
    QUIZ,
    SELF,
    SIGHT,
)

_PLAIN: Final = (DEAL, OWN_DEAL, COMPARE, GATE, FUNNEL, SIGHT, CASES, QUIZ, PATH, SELF, FIVE, LANGUAGE, CURRENCY)
_POINTER: Final = ("account", "side", "look", "predict")
_PLACE: Final = ("step", "look")
_KEPT: Final = "drafts_kept"


def arrive() -> None:
    """Recognise the owner and fetch what was under way, once in a visit; note where the store cannot be reached."""
    st.session_state[AWAY] = None
    try:
        mine = settle_owner()
        if mine and DRAFTS not in st.session_state:
            found = store().owners.drafts(mine)
            st.session_state[DRAFTS] = found
            st.session_state[_KEPT] = {name: _said(body) for name, body in found.items()}
            for name in (LANGUAGE, CURRENCY):
                if name in found and name not in st.session_state:
                    st.session_state[name] = found[name]
    except Unavailable as error:
        st.session_state[AWAY] = error.reason


def keep() -> None:
    """Keep what has changed since the last time, unless what was kept before could not be fetched."""
    if st.session_state[AWAY]:
        return
    kept: dict[str, str] = st.session_state.setdefault(_KEPT, {})
    try:
        for name, body in _current().items():
            said = _said(body)
            if kept.get(name) != said:
                # whoever only looks around stores nothing
                if name in kept or owner() or name not in (LANGUAGE, CURRENCY):
                    store().owners.keep_draft(own(), name, json.loads(said))
                kept[name] = said
    except (Unavailable, Forbidden) as error:
        log.warning("a draft was not kept: %s", error)


def _current() -> dict[str, Any]:
    found = {name: st.session_state[name] for name in _PLAIN if name in st.session_state}
    if CANVAS in st.session_state and not st.session_state[CANVAS]["example"]:
        found[CANVAS] = {name: st.session_state[CANVAS][name] for name in _POINTER}
    if PLAN in st.session_state:
        found[PLAN] = {name: st.session_state[PLAN][name] for name in _PLACE}
    return found


def _said(body: Any) -> str:
    return json.dumps(body, sort_keys=True)
