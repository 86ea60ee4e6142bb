"""What makes a screen live: a small look at the room's counters, which draws nothing and sends nothing new while they stand."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Final, TypeVar

import streamlit as st

from workbook.room import NotNow, Pulse, Room
from workbook.store import Unavailable
from workbook.ui.saved import store

PHONE_SECONDS: Final = 2
WALL_SECONDS: Final = 1
WALL_FIRST: Final = 1.2
"""Seconds that phones leave to the wall after the host has done something: a room of phones that draw takes all of a server."""
_MOST: Final = 256
_seen: Final[dict[str, tuple[int, float]]] = {}
_away: Final = threading.Event()
_T = TypeVar("_T")
log = logging.getLogger("workbook")


def phone(room: Room, tapped: Callable[[], bool] = lambda: False) -> None:
    """Draw the page again when the host has done something, or when this phone has `tapped` elsewhere."""
    _phone(room.id, room.state, tapped)


def wall(room: Room) -> None:
    """Draw the page again when anything happened: somebody came, answered, or the host did something."""
    _wall(room.id, Pulse(room.state, room.pulse))


def revealed(ask: Callable[[], _T]) -> _T:
    """What the store tells of a revealed exercise; where the host has hidden it since the page was begun, the page is begun anew."""
    try:
        return ask()
    except NotNow:
        st.rerun()


@st.fragment(run_every=PHONE_SECONDS)
def _phone(room_id: str, drawn: int, tapped: Callable[[], bool]) -> None:
    # only a later count: one that was read a moment ago may be older than the page
    if _moved(room_id, lambda now: tapped() or (now.state > drawn and _wall_was_first(room_id, now.state))):
        st.rerun()


def _moved(room_id: str, further: Callable[[Pulse], bool]) -> bool:
    """Whether a room is gone, or by its counters `further` than it is drawn.

    While the store cannot be asked a screen stays as it is: whoever does something on it is told then. The log has it once.
    """
    try:
        now = store().rooms.pulse(room_id)
    except Unavailable as error:
        if not _away.is_set():
            _away.set()
            log.warning("live screens wait: %s", error)
        return False
    _away.clear()
    return now is None or further(now)


def _wall_was_first(room_id: str, state: int) -> bool:
    """Whether the wall has had its moment since this process first saw a state of a room."""
    now = time.monotonic()
    if len(_seen) >= _MOST and room_id not in _seen:
        _seen.clear()
    seen = _seen.get(room_id)
    if seen is None or seen[0] != state:
        _seen[room_id] = seen = state, now
    return now - seen[1] >= WALL_FIRST


@st.fragment(run_every=WALL_SECONDS)
def _wall(room_id: str, drawn: Pulse) -> None:
    if _moved(room_id, lambda now: now.pulse > drawn.pulse or now.state > drawn.state):
        st.rerun()
