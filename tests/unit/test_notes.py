"""The trainer's notes and the two agendas."""

import pytest

from workbook.content import book
from workbook.content.notes import Agenda, Slot
from workbook.exercises import AGENDAS as ROOMS
from workbook.text import LANGS, Text
from workbook.ui.menu import PAGES

NOTES, AGENDAS = book().notes.notes, book().notes.agendas
TAUGHT = ("learn", "practise", "apply")


def slot(minutes, screen):
    text = Text(en="a", zh="甲")
    return Slot(screen=screen, minutes=minutes, happens=text, needs=text)


def test_an_agenda_knows_how_long_it_takes_and_when_each_part_begins():
    agenda = Agenda(slots=(slot(10, ""), slot(15, None), slot(20, "value")))
    assert (agenda.minutes, agenda.starts) == (45, (0, 10, 25))


def test_one_agenda_takes_90_minutes_and_the_other_four_hours():
    assert (AGENDAS.ninety_minutes.minutes, AGENDAS.half_day.minutes) == (90, 240)
    assert sum(one.screen is None for one in AGENDAS.half_day.slots) == 2


def test_both_agendas_begin_on_the_start_page_and_end_with_an_account_and_a_date():
    for agenda in (AGENDAS.ninety_minutes, AGENDAS.half_day):
        assert (agenda.slots[0].screen, agenda.slots[-1].screen) == ("", "accounts")


@pytest.mark.parametrize("path", [page.path for page in PAGES.values() if page.section in TAUGHT])
def test_every_screen_that_is_taught_has_a_note(path):
    assert book().note(path) is not None


def test_a_screen_that_is_not_taught_has_none():
    assert [page.path for page in PAGES.values() if page.section not in TAUGHT and book().note(page.path)] == []


def test_the_half_day_gives_every_screen_the_time_that_its_note_asks_for():
    for one in AGENDAS.half_day.slots:
        if one.screen:
            assert one.minutes == book().note(one.screen).minutes


def test_a_rooms_90_minutes_give_every_exercise_the_time_that_its_note_asks_for():
    assert [(note.id, note.minutes) for note in book().room.notes] == list(ROOMS["ninety"])
    assert sum(note.minutes for note in book().room.notes) == 90


@pytest.mark.parametrize("lang", LANGS)
def test_no_sentence_to_say_is_too_long_to_be_said(lang):
    longest = {"en": 220, "zh": 90}[lang]
    assert [one[lang] for note in NOTES for one in note.say if len(one[lang]) > longest] == []
