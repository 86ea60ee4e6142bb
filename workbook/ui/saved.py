"""The store as pages use it: one for the process, with a receipt for every save and a sentence for every failure."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, tzinfo
from html import escape
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from workbook.content import book
from workbook.links import clock
from workbook.store import Conflict, Forbidden, Store, Unavailable, database_url
from workbook.text import day, moment, time_of_day
from workbook.ui.session import KEPT, is_whole, language, words

ROOT: Final = Path(__file__).parent.parent.parent
RECEIPT: Final = "receipt"
TROUBLE: Final = "trouble"
CLASH: Final = "clash"
AWAY: Final = "store_is_away"
AGAIN_SECONDS: Final = 10
"""After how long a page looks by itself whether a store that was away is back."""
_LAST: Final = "last_read"
_FORM: Final = "stored_form"
_T = TypeVar("_T")
_lock: Final = threading.Lock()
_opened: list[Store] = []
log = logging.getLogger("workbook")


def store() -> Store:
    """The store of this process, opened at the first call. Raises `Unavailable` while it cannot be."""
    with _lock:
        if not _opened:
            _opened.append(Store(database_url(os.environ, secrets(), ROOT), book().canvas.zones.thresholds))
        return _opened[0]


def secrets() -> Mapping[str, Any]:
    """The host's secrets; nothing where there are none."""
    try:
        return st.secrets.to_dict()
    except StreamlitSecretNotFoundError:
        return {}


def read(name: str, ask: Callable[[], _T]) -> _T:
    """What the store says; while it cannot be reached, what it said last in this visit, so that a page stays with what was typed."""
    last: dict[str, _T] = st.session_state.setdefault(_LAST, {})
    if name in last and st.session_state.get(AWAY):
        return last[name]
    try:
        last[name] = ask()
    except Unavailable as error:
        st.session_state[AWAY] = error.reason
        if name not in last:
            raise
    return last[name]


class Trouble(NamedTuple):
    """What went wrong with a save, and how to try it again."""

    reason: str
    again: Callable[[], Any]


class Clash(NamedTuple):
    """Two versions of the same thing: what is stored, what was entered here, and how to store it all the same or give it up."""

    theirs: str
    mine: str
    insist: Callable[[], Any]
    give_up: Callable[[], Any] = lambda: None


def attempt(save: Callable[[], object], *, of: str, clash: Callable[[Any], Clash | None] | None = None) -> bool:
    """Save from a callback; whether it was stored. What fails is said at the top of the page, which keeps what was entered.

    Where somebody else was first, `clash` makes of what is stored now the two versions to choose from, or None where they agree.
    `of` names what is saved: a later attempt takes the place of an earlier one that failed, and of no other, so none is forgotten; and
    `doubled` knows the second of a double tap by it. What was forbidden cannot be tried again, and is said until the next attempt.
    """
    clashes: dict[str, Clash] = st.session_state.setdefault(CLASH, {})
    before: dict[str, Trouble] = st.session_state.get(TROUBLE, {})
    troubles = {name: one for name, one in before.items() if name != of and one.reason != "forbidden"}
    st.session_state[TROUBLE] = troubles
    clashes.pop(of, None)
    try:
        save()
    except (Unavailable, Forbidden) as error:
        reason = error.reason if isinstance(error, Unavailable) else "forbidden"
        log.warning("a save failed: %s", reason)
        troubles[of] = Trouble(reason, lambda: attempt(save, of=of, clash=clash))
        st.rerun()
        return False
    except Conflict as conflict:
        if clash and (two := clash(conflict.current)):
            clashes[of] = two
        st.rerun()
        return False
    st.session_state[RECEIPT] = clock()
    st.session_state[_FORM] = of, time.monotonic()
    return True


def doubled(of: str) -> bool:
    """Whether a tap is the second of a double tap: the same was stored less than two seconds ago."""
    stored, at = st.session_state.get(_FORM, ("", 0.0))
    return bool(stored == of and time.monotonic() - at < 2)


def saving(save: Callable[[], object], *, of: str) -> Callable[[], None]:
    """A callback that attempts to save."""

    def tapped() -> None:
        attempt(save, of=of)

    return tapped


def trouble() -> bool:
    """Say what could not be saved, and show both versions where somebody else was first; whether there was anything to say."""
    troubles: dict[str, Trouble] = st.session_state.get(TROUBLE, {})
    clashes: dict[str, Clash] = st.session_state.get(CLASH, {})
    w = words("saved")
    for of, two in list(clashes.items())[:1]:
        with st.container(key="clash", border=True):
            st.warning(w.clash, icon=":material/call_split:")
            both = ((w.theirs, two.theirs), (w.mine, two.mine))
            versions = "".join(f"<dt>{escape(name)}</dt><dd>{escape(said)}</dd>" for name, said in both)
            st.html(f'<dl class="wb-facts">{versions}</dl>')
            with st.container(horizontal=True):
                st.button(w.keep_theirs, on_click=_choose, args=(of, two.give_up))
                st.button(w.take_mine, on_click=_choose, args=(of, two.insist))
    if troubles:
        *_, last = troubles.values()
        with st.container(key="trouble", horizontal=True, vertical_alignment="center"):
            st.error(getattr(w, last.reason), icon=":material/cloud_off:")
            if last.reason != "forbidden":
                st.button(w.again, icon=":material/refresh:", on_click=_again)
    elif st.session_state.get(AWAY):
        away()
    return bool(troubles or clashes or st.session_state.get(AWAY))


@st.fragment(run_every=AGAIN_SECONDS)
def away() -> None:
    """Say that the store cannot be reached, until it can: nobody may be near to a wall to try it again."""
    if is_whole():
        st.rerun()
    w = words("saved")
    with st.container(key="away", horizontal=True, vertical_alignment="center"):
        st.error(w.too_new if st.session_state[AWAY] == "too_new" else w.away, icon=":material/cloud_off:")
        st.button(w.again, icon=":material/refresh:", key="again_away")


def _choose(of: str, way: Callable[[], Any]) -> None:
    st.session_state[CLASH].pop(of)
    way()


def _again() -> None:
    """Try everything again that could not be saved, in the order in which it was entered."""
    for one in list(st.session_state[TROUBLE].values()):
        one.again()


def receipt() -> None:
    """When the last save was confirmed."""
    if said := receipt_text():
        with st.container(key="receipt"):  # what is heard when it changes
            st.caption(said)


def receipt_text() -> str:
    """When the last save was confirmed, as the server knows, and where it is lost again; nothing where there was none."""
    w, at = words("saved"), st.session_state.get(RECEIPT)
    return (w.saved if st.session_state[KEPT] else w.for_visit).format(time=clock_time(at)) if at else ""


def clock_time(at: int) -> str:
    """A time of the day where the reader is."""
    return time_of_day(here(at), language())


def date(at: int) -> str:
    """A day where the reader is."""
    return day(here(at), language())


def end(at: int) -> str:
    """When something ends, where the reader is: a day without its time would be read as the whole of it."""
    return moment(here(at), language())


def zone() -> tzinfo:
    """The time zone where the reader is."""
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def here(at: int) -> datetime:
    """A moment where the reader is."""
    return datetime.fromtimestamp(at, zone())


def today() -> str:
    """The day where the reader is, as files are named: 2026-07-18."""
    return here(clock()).date().isoformat()
