"""What is under way on the pages outlasts a reload: where it has changed, it is kept under the owner a moment after the run.

Nobody is told that a draft was kept, so no run waits for the disk: the newest of each is written beside the pages, and
before anyone reads it.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final

import streamlit as st

from workbook.store import Forbidden, Unavailable
from workbook.ui.identity import own, owner, settle_owner
from workbook.ui.inputs import instead
from workbook.ui.saved import AWAY, log, store
from workbook.ui.session import (
    CANVAS,
    CASES,
    COMPARE,
    CURRENCY,
    DEAL,
    DRAFTS,
    FIVE,
    FRESH,
    FUNNEL,
    GATE,
    LANGUAGE,
    PATH,
    PLAN,
    QUIZ,
    SELF,
    SIGHT,
    rerun,
)

_PARTS: Final = {CANVAS: ("account", "side", "who", "look", "predict"), PLAN: ("step", "look", "form")}
_ALL: Final = (DEAL, COMPARE, GATE, FUNNEL, SIGHT, CASES, QUIZ, PATH, SELF, FIVE, LANGUAGE, CURRENCY, *_PARTS)
_KEPT: Final = "drafts_kept"
MOMENT: Final = 1.0
LATER: Final = 5.0
_waiting: Final[dict[tuple[str, str], Any]] = {}
_turn: Final = threading.Lock()
_wake: Final = threading.Event()


def arrive() -> None:
    """Recognise the owner and fetch what was under way, once in a visit; note where the store cannot be reached.

    Where it could not be reached at first, a page was drawn without: what is still as it was found there gives way, what was put in stays.
    """
    st.session_state[AWAY] = None
    try:
        mine = settle_owner()
        if mine and DRAFTS not in st.session_state:
            write(mine)
            found = store().owners.drafts(mine) | {name: body for (of, name), body in list(_waiting.items()) if of == mine}
            st.session_state[DRAFTS] = found
            st.session_state[_KEPT] = {name: _said(body) for name, body in found.items()}
            for name, body in found.items():
                _take_in(name, body)
    except Unavailable as error:
        st.session_state[AWAY] = error.reason


def _take_in(name: str, body: Any) -> None:
    """Put a draft on the page where nothing was drawn without it, or nothing was changed since."""
    held = st.session_state.get(name)
    if name == PATH and held:
        held["read"] = list(dict.fromkeys((*body["read"], *held["read"])))
    elif held == st.session_state.get(FRESH, {}).get(name):
        if name in (LANGUAGE, CURRENCY):
            st.session_state[name] = body
        elif held is not None:
            st.session_state[name] = instead(held, held | body) if held else dict(body)


def keep(*names: str) -> None:
    """Keep what has changed since the last time, unless what was kept before could not be fetched; of these names only, or of all."""
    if st.session_state[AWAY]:
        return
    kept: dict[str, str] = st.session_state.setdefault(_KEPT, {})
    current = _said_of(st.session_state, names or _ALL)
    if not owner() and not _touched(current):
        return  # whoever only looks around stores nothing
    try:
        for name, said in current.items():
            if kept.get(name) != said:
                _soon(own(), name, json.loads(said))
                kept[name] = said
    except Unavailable as error:
        log.warning("a draft was not kept: %s", error)
    except Forbidden:
        rerun()  # the whole page says that the workbook is another one


def _soon(owner_id: str, name: str, body: Any) -> None:
    _waiting[owner_id, name] = body
    _begin()
    _wake.set()


@cache
def _begin() -> None:
    threading.Thread(target=_write_again_and_again, name="drafts", daemon=True).start()


def _write_again_and_again() -> None:
    while _wake.wait():
        _wake.clear()
        time.sleep(MOMENT)  # a slider on its way is kept where it stops
        if not write():
            time.sleep(LATER)
            _wake.set()


def write(owner_id: str = "") -> bool:
    """Write the drafts that wait, of one owner or of all; whether they could be. What cannot be written now waits on."""
    while True:
        with _turn:
            place = next((one for one in list(_waiting) if owner_id in ("", one[0])), None)
            if place is None:
                return True
            body = _waiting.pop(place)
            try:
                store().owners.keep_draft(*place, body)
            except Forbidden:
                pass  # its owner was erased meanwhile
            except Unavailable as error:
                log.warning("a draft is not kept yet: %s", error)
                _waiting.setdefault(place, body)
                return False
            except Exception:  # the thread goes on with the drafts of others
                log.exception("a draft cannot be kept")


def _said_of(state: Mapping[Any, Any], names: Iterable[str]) -> dict[str, str]:
    """What of a state is kept under these names."""
    found = {}
    for name in names:
        body, parts = state.get(name), _PARTS.get(name)
        if body is not None and not (parts and body.get("example")):
            found[name] = _said({part: body[part] for part in parts} if parts else body)
    return found


def _touched(current: Mapping[str, str]) -> bool:
    """Whether anything on any page is not as it was found. A language or a currency alone is nothing to keep."""
    found = _said_of(st.session_state.get(FRESH, {}), current)
    return any(found.get(name) != said for name, said in current.items() if name not in (LANGUAGE, CURRENCY))


def _said(body: Any) -> str:
    return json.dumps(body, sort_keys=True)
