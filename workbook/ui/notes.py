"""The trainer's notes: a drawer on every screen that has one, and the guide that holds them all."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from html import escape

import streamlit as st

from workbook.content import book
from workbook.content.notes import Agenda, Note
from workbook.content.sources import Statement
from workbook.text import HTML_LANG, Lang
from workbook.ui import prose
from workbook.ui.menu import PAGES
from workbook.ui.session import address, language, words
from workbook.ui.ways import to


def drawer(screen: str) -> None:
    """The button beside a screen's title that opens its note; nothing where the screen has none."""
    if note := book().note(screen):
        with st.container(key="trainers-notes"):
            _opener(note)


@st.fragment
def _opener(note: Note) -> None:
    w = words("guide")
    if st.button(w.drawer, icon=":material/co_present:", type="tertiary", key="open-notes"):
        st.dialog(w.drawer_of.format(screen=_name(note.id)), position="right")(beside)(note)


def beside(note: Note) -> None:
    """A note in the open, and the way to all of them on paper."""
    st.html(f'<div class="wb-note">{_body(note, language(), 3)}</div>')
    st.caption(words("guide").own)
    to("guide", words("guide").whole)


def agendas() -> None:
    """Both workshops, each as a table with the time from its start."""
    w, given = words("guide"), book().notes.agendas
    for name, agenda in ((w.ninety_minutes, given.ninety_minutes), (w.half_day, given.half_day)):
        total = escape(w.total.format(minutes=agenda.minutes))
        st.html(f'<section class="wb-agenda"><h3>{escape(name)} <small>{total}</small></h3>{_timetable(agenda)}</section>')


def _timetable(agenda: Agenda) -> str:
    w, lang = words("guide"), language()
    rows = (
        (
            f"{start // 60}:{start % 60:02}",
            str(slot.minutes),
            escape(w.pause) if slot.screen is None else _way(slot.screen),
            escape(slot.happens[lang]),
            escape(slot.needs[lang]),
        )
        for start, slot in zip(agenda.starts, agenda.slots, strict=True)
    )
    return prose.table((w.clock, w.minutes, w.screen, w.happens, w.needs), rows, css="wb-stack", numbers=(1,))


def every_note() -> None:
    """All notes in the order of the menu, a block each."""
    notes = [note for path in PAGES if (note := book().note(path))]
    st.html("".join(f'<article class="wb-note"><h3>{_way(note.id)}</h3>{_body(note, language(), 4)}</article>' for note in notes))


def every_exercise() -> None:
    """The host's notes on the exercises of a room, in the order in which a room offers them, a block each."""
    lang = language()
    named = ((escape(words(f"exercise_{note.id}").name), note) for note in book().room.notes)
    st.html("".join(f'<article class="wb-note"><h3><strong>{name}</strong></h3>{_body(note, lang, 4)}</article>' for name, note in named))


def _name(screen: str) -> str:
    """What the menu calls a screen."""
    name: str = getattr(words("frame"), PAGES[screen].title)
    return name


def _way(screen: str) -> str:
    """A screen's name and its address, which opens it beside the guide; a screen that is no page yet has an address and no link."""
    here, there = address(screen, {}), address(screen, {"lang": language()})
    if screen not in PAGES:
        return f'<small><a lang="{HTML_LANG["en"]}">{escape(here)}</a></small>'
    link = f'<a href="{escape(there, quote=True)}" target="_blank" lang="{HTML_LANG["en"]}">{escape(here)}</a>'
    return f"<strong>{escape(_name(screen))}</strong> <small>{link}</small>"


@lru_cache(maxsize=64)
def _body(note: Note, lang: Lang, level: int) -> str:
    """A note as HTML, below its title; its parts have headings of a level."""
    w = {key: escape(text[lang]) for key, text in book().words["guide"].items()}
    mishaps = "".join(f"<dt>{escape(one.wrong[lang])}</dt><dd>{_said(one.then, lang)}</dd>" for one in note.mishaps)
    parts = {
        f"{w['aim']} <small>{w['takes'].format(minutes=note.minutes)}</small>": f"<p>{escape(note.aim[lang])}</p>",
        w["say"]: _items((_said(one, lang) for one in note.say), "wb-spoken"),
        w["mishaps"]: f'<dl class="wb-facts">{mishaps}</dl>',
        w["questions"]: _items((escape(one[lang]) for one in note.questions), "wb-asks"),
    }
    return "".join(f"<h{level}>{name}</h{level}>{said}" for name, said in parts.items())


def _items(given: Iterable[str], css: str) -> str:
    return f'<ul class="{css}">' + "".join(f"<li>{one}</li>" for one in given) + "</ul>"


def _said(given: Statement, lang: Lang) -> str:
    """A statement with the sources it has besides us: that the rest is ours is said once, below."""
    others = given.model_copy(update={"ours": False})
    return prose.cited(others, lang) if others.kinds else escape(given[lang])
