"""The wall: where to go, how many are in, the exercise, and after the reveal what the room thinks. Nothing else."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbook.links import clock
from workbook.room import Counts, Room, may_see, told_phase
from workbook.store import Forbidden
from workbook.text import clean
from workbook.ui import exercise, live
from workbook.ui.cookies import GRANTS
from workbook.ui.identity import grant
from workbook.ui.report import ended
from workbook.ui.saved import store
from workbook.ui.session import words
from workbook.ui.venue import qr, venue

HEIGHT = 300


def show() -> None:
    """The wall of the room whose link brought the reader here."""
    secret = grant(GRANTS["wall"])
    try:
        room, counts = store().rooms.wall(secret)
    except Forbidden:
        ended()
        return
    live.wall(room)
    if not room.lives(clock()):
        _over(room)
        return
    shown = may_see("wall", room.stage)
    with st.container(key="wall"):
        _where(room, counts, small=shown)
        st.title(exercise.name_of(room.stage), anchor=False)
        if shown:
            _result(secret, room)
        else:
            _waiting(room)


def _over(room: Room) -> None:
    w = words("present")
    st.title(clean(room.title) or words("join").unnamed, anchor=False)
    st.html(f'<p class="wb-wall-says">{escape(w.over)}</p>')


def _where(room: Room, counts: Counts, *, small: bool) -> None:
    """The address and the code in letters for the last row, the QR code, and how many are in."""
    w, here, code = words("present"), venue(), room.code or ""
    link = here.to(f"j/{code}")
    spoken = f"{here.spoken}/join"
    picture = f'<img src="{qr(link)}" alt="{escape(w.qr_alt.format(address=link), quote=True)}">' if here.reaches else ""
    people = w.people.format(count=counts.present)
    st.html(
        f'<div class="wb-wall{" wb-wall-small" if small else " wb-wall-whole"}"><div class="wb-wall-words">'
        f'<p class="wb-wall-address"><span>{escape(w.go_to)}</span> <b>{escape(spoken)}</b></p>'
        f'<p class="wb-wall-code"><span>{escape(w.code)}</span> <b>{escape(code[:3])}<i> </i>{escape(code[3:])}</b></p>'
        f'<p class="wb-wall-people">{escape(people)}</p></div>{picture}</div>'
    )
    if not here.reaches:
        st.error(w.unreachable.format(address=here.spoken), icon=":material/wifi_off:")


def _waiting(room: Room) -> None:
    w, stage = words("present"), room.stage
    st.html(f'<div class="wb-wall-brief">{exercise.brief(stage, 2)}</div>')
    said = getattr(w, f"phase_{told_phase(room, stage, clock())}")
    if stage.round > 1 and stage.phase == "open":
        said = w.second_round
    st.html(f'<p class="wb-wall-says" role="status">{escape(said)}</p>')


def _result(secret: str, room: Room) -> None:
    found = exercise.result_of(room, room.stage, live.revealed(lambda: store().rooms.wall_answers(secret, room.current)))
    if found is None:
        exercise.too_few(room)
        return
    with st.container(key="wall-result"):
        exercise.result(room.stage, found, height=HEIGHT, detail=room.anonymity == "wall", level=2)
