"""A room's report, by link: what was revealed so far, also while the room still runs."""

from __future__ import annotations

from html import escape

import streamlit as st

from workbook.text import clean
from workbook.ui import exercise, live
from workbook.ui.saved import date, store
from workbook.ui.session import words


def show(secret: str) -> None:
    """Every exercise that was revealed, in the order of the agenda."""
    w, found = words("room"), store().rooms.report(secret)
    room = found.room
    live.phone(room)
    st.title(w.report_title, anchor=False)
    st.html(f"<p class='wb-report-name'>{escape(clean(room.title) or words('join').unnamed)}</p>")
    st.caption(f"{date(room.created)} · {w.report_people.format(count=found.counts.present + found.counts.left)} {w.report_lead}")
    if not found.answers:
        st.info(w.report_nothing)
    for number, answers in found.answers.items():
        stage = room.stages[number]
        st.header(f"{number + 1} {exercise.name_of(stage)}", anchor=False)
        st.html(exercise.brief(stage))
        result = exercise.result_of(room, stage, answers)
        if result is None:
            exercise.too_few(room)
        else:
            exercise.result(stage, result)
