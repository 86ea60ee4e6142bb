"""A room's report, by link: what was revealed so far, also while the room still runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from html import escape

import streamlit as st

from workbook.charts.base import Picture
from workbook.exercises.shape import Result
from workbook.room import Given, Room
from workbook.store import Forbidden
from workbook.text import clean, sentences
from workbook.ui import exercise, live, take_along
from workbook.ui.saved import date, store
from workbook.ui.session import language, words


def show(secret: str) -> None:
    """Every exercise that was revealed, in the order of the agenda."""
    w, found = words("room"), store().rooms.report(secret)
    room = found.room
    live.phone(room)
    st.title(w.report_title, anchor=False)
    st.html(f"<p class='wb-report-name'>{escape(clean(room.title) or words('join').unnamed)}</p>")
    people = found.counts.present + found.counts.left
    st.caption(f"{date(room.created)} · {sentences((w.report_people.format(people=people), w.report_lead), language())}")
    if not found.answers:
        st.info(w.report_nothing)
    shown: dict[int, tuple[Result, Sequence[Picture]]] = {}
    for number, answers in found.answers.items():
        stage = room.stages[number]
        st.header(f"{number + 1} {exercise.name_of(stage)}", anchor=False)
        st.html(exercise.brief(stage))
        result = exercise.result_of(room, stage, answers)
        if result is None:
            exercise.too_few(room)
        else:
            pictures = exercise.result(stage, result)
            shown[number] = result, pictures
            take_along.of_exercise(room, stage, result, pictures, partial(_given, secret, number))
    if shown:
        take_along.of_room(room, people, shown, partial(_all_given, secret))


def _given(secret: str, number: int) -> tuple[Room, Sequence[Given]]:
    """The answers to an exercise, as long as the link works and the exercise is revealed."""
    room, answers = _all_given(secret)
    if number not in answers:
        raise Forbidden
    return room, answers[number]


def _all_given(secret: str) -> tuple[Room, Mapping[int, Sequence[Given]]]:
    found = store().rooms.report(secret)
    return found.room, found.answers
