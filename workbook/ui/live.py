"""What makes a screen live: a small look at the room's counters, which draws nothing and sends nothing new while they stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import streamlit as st

from workbook.room import Pulse, Room
from workbook.ui.saved import store

PHONE_SECONDS: Final = 2
WALL_SECONDS: Final = 1


def phone(room: Room, tapped: Callable[[], bool] = lambda: False) -> None:
    """Draw the page again when the host has done something, or when this phone has `tapped` elsewhere."""
    _phone(room.id, room.state, tapped)


def wall(room: Room) -> None:
    """Draw the page again when anything happened: somebody came, answered, or the host did something."""
    _wall(room.id, Pulse(room.state, room.pulse))


@st.fragment(run_every=PHONE_SECONDS)
def _phone(room_id: str, drawn: int, tapped: Callable[[], bool]) -> None:
    now = store().rooms.pulse(room_id)
    # only a later count: one that was read a moment ago may be older than the page
    if now is None or now.state > drawn or tapped():
        st.rerun()


@st.fragment(run_every=WALL_SECONDS)
def _wall(room_id: str, drawn: Pulse) -> None:
    now = store().rooms.pulse(room_id)
    if now is None or now.pulse > drawn.pulse or now.state > drawn.state:
        st.rerun()
