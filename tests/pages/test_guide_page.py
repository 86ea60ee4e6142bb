"""The trainer's notes beside each screen, and the guide that holds them all."""

import pytest

from workbook.content import book
from workbook.exercises import EXERCISES
from workbook.ui.menu import PAGES

NOTED = [page for page in PAGES.values() if book().note(page.path)]
WORDS, FRAME = book().words["guide"], book().words["frame"]


def opener(screen):
    return [button for button in screen.at.button if button.key == "open-notes"]


@pytest.mark.parametrize("page", NOTED, ids=lambda page: page.path)
def test_a_screen_opens_its_own_note_and_sends_none_before(open_page, page, lang):
    screen, note = open_page(page.file, lang), book().note(page.path)
    assert not screen.says(note.aim[lang])
    (button,) = opener(screen)
    assert button.label == WORDS["drawer"][lang]
    button.click()
    screen.at.run()
    assert not screen.at.exception
    for text in (note.aim, *note.say, *(one.wrong for one in note.mishaps), *(one.then for one in note.mishaps), *note.questions):
        assert screen.says(text[lang])
    assert screen.says(WORDS["whole"][lang])


@pytest.mark.parametrize("page", ["start", "my_data", "guide", "questionnaire"])
def test_a_screen_that_is_not_taught_offers_no_notes(open_page, page):
    assert opener(open_page(page)) == []


def test_the_guide_holds_every_note_in_the_order_of_the_menu(open_page, lang):
    screen = open_page("guide", lang)
    (said,) = [text for text in screen.texts if book().note("compare").aim[lang] in text]
    places = [said.index(book().note(page.path).aim[lang]) for page in NOTED]
    assert places == sorted(places)
    assert len(places) == len(NOTED)


def test_the_guide_tells_when_each_part_begins_and_how_long_both_workshops_take(open_page, lang):
    screen = open_page("guide", lang)
    short, long = (next(text for text in screen.texts if text.startswith(WORDS[name][lang])) for name in ("ninety_minutes", "half_day"))
    assert WORDS["total"][lang].format(minutes=90) in short
    assert WORDS["total"][lang].format(minutes=240) in long
    assert all(clock in short for clock in ("0:00", "0:05", "0:20", "0:40", "1:00", "1:25"))
    assert long.count(WORDS["pause"][lang]) >= 2
    assert long.index("3:10") < long.index("3:50")


def test_the_guide_holds_the_hosts_note_on_every_exercise_after_those_on_screens(open_page, lang):
    screen = open_page("guide", lang)
    (said,) = [text for text in screen.texts if book().room.notes[0].aim[lang] in text]
    assert screen.texts.index(said) > next(at for at, text in enumerate(screen.texts) if book().note("plan").aim[lang] in text)
    places = []
    for name in EXERCISES:
        note = book().room.note(name)
        for text in (note.aim, *note.say, *(one.wrong for one in note.mishaps), *(one.then for one in note.mishaps), *note.questions):
            assert text[lang] in said
        places += [said.index(book().words[f"exercise_{name}"]["name"][lang]), said.index(note.aim[lang])]
    assert places == sorted(places)


def test_the_guide_is_in_the_house_but_not_in_the_menu(open_page):
    links = [link.proto.page for link in open_page("guide").at.sidebar.get("page_link")]
    assert "compare" in links
    assert "guide" not in links


def test_the_guide_names_the_address_of_each_screen(open_page):
    html = "".join(element.proto.body for element in open_page("guide").at.get("html"))
    assert all(f"/{page.path}</a>" in html for page in NOTED)
