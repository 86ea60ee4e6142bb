"""A text that is too long stays in its box under a sentence, and nothing of it is stored; any other is stored as it was typed."""

import pytest

from workbook.content import book
from workbook.links import new_id, new_secret
from workbook.room import Plan
from workbook.store import Unavailable
from workbook.store.links import Links
from workbook.text import LANGS
from workbook.ui import join
from workbook.ui.saved import store

TEXTS = ("华东机电股份有限公司 🏭", "مصنع الشرق", "שלום ושות׳", "👩‍👩‍👧 Ünïcode é", "x" * 80)


def refused(screen, box, text, *, of=None):
    """Whether the sentence is there, with the text still in its box."""
    most = len(text) - 1
    said = book().words["saved"]["too_long"][screen.lang].format(count=len(text), most=most)
    return screen.says(said) and screen.written(box, of=of) == text


@pytest.mark.parametrize("lang", LANGS)
def test_a_new_account_and_a_new_name_that_are_too_long(open_page, lang):
    screen = open_page("accounts", lang).write("new", "x" * 81).press("add")
    assert refused(screen, "new", "x" * 81)
    assert screen.says(screen.word("none"))
    screen.write("new", "Acme").press("add")
    screen.at.selectbox[0].set_value("Acme")
    screen.run().write("rename", "y" * 81)
    assert refused(screen, "rename", "y" * 81)
    assert store().accounts.names(screen.at.session_state["owner"])[0][1] == "Acme"


def test_names_and_notes_on_the_canvas_that_are_too_long(open_page):
    screen = open_page("triple_fit", "zh").choose("supplier:strategy", 2)
    owner, account = screen.at.session_state["owner"], screen.at.session_state["canvas"]["account"]
    for box, text in (("name", "n" * 81), ("rater_name", "r" * 81), ("rater_role", "s" * 81), ("evidence", "e" * 501), ("note", "o" * 501)):
        assert refused(screen.write(box, text), box, text)
    assert screen.run().written("evidence") == "e" * 501
    (kept,) = store().accounts.assessments(owner, account)
    assert (store().accounts.one(owner, account).name, kept.rater, kept.role, kept.ratings["strategy"].evidence) == ("", "", "", "")
    screen.write("evidence", "e" * 500)
    assert store().accounts.assessments(owner, account)[0].ratings["strategy"].evidence == "e" * 500


def test_deals_and_links_with_names_that_are_too_long(open_page):
    screen = open_page("value").write("name", "x" * 81, of="scenarios").press("save", of="scenarios")
    assert refused(screen, "name", "x" * 81, of="scenarios")
    screen.go("triple_fit").choose("supplier:strategy", 2)
    for box in ("label", "asker"):
        screen.write(box, "x" * 81, of="links").press("make", of="links")
        assert refused(screen, box, "x" * 81, of="links")
        screen.write(box, "", of="links")
    owner, account = screen.at.session_state["owner"], screen.at.session_state["canvas"]["account"]
    assert (store().scenarios.all(owner), store().links.of_account(owner, account)) == ((), ())


@pytest.mark.parametrize("space", [" ", "\n"])
def test_a_text_whose_first_character_too_many_is_a_space(open_page, space):
    screen = open_page("triple_fit").choose("supplier:strategy", 2)
    owner, account = screen.at.session_state["owner"], screen.at.session_state["canvas"]["account"]
    for box, text in (("name", f"{'n' * 80} n"), ("evidence", f"{'e' * 500}{space}e")):
        said = screen.write(box, text).says(book().words["saved"]["too_long"].en.format(count=len(text), most=len(text) - 2))
        assert (said, screen.written(box)) == (True, text)
    (kept,) = store().accounts.assessments(owner, account)
    assert (store().accounts.one(owner, account).name, kept.ratings["strategy"].evidence) == ("", "")


def test_a_customers_name_and_note_that_are_too_long(asked):
    screen = asked(several=True).write("your_name", "x" * 81).press("begin")
    assert refused(screen, "your_name", "x" * 81)
    screen.write("your_name", "Bo").press("begin").write("note", "y" * 501)
    for step in ("next", "back"):
        assert refused(screen.press(step), "note", "y" * 501)
    assert not screen.says("Saved ")
    (kept,) = store().accounts.assessments(screen.owner, screen.account)
    assert (kept.rater, kept.ratings) == ("Bo", {})
    screen.write("note", "y" * 500).press("next")
    assert screen.says("Saved ")
    assert screen.chosen("relationships") is None


def test_a_last_look_shows_what_is_stored_and_nothing_else(asked, monkeypatch):
    def busy(*_):
        raise Unavailable("busy")

    screen = asked().press("begin")
    for _ in range(8):
        screen.press("next")
    screen.choose("knowledge", 2).write("note", "stored")
    with monkeypatch.context() as patch:
        patch.setattr(Links, "answer", busy)
        screen.choose("knowledge", 5).write("note", "not stored").press("next")
    assert screen.says("Knowledge 2 stored")
    assert not screen.says("not stored")


@pytest.mark.parametrize("box", ["name", "product", "account"])
def test_a_room_with_a_name_a_product_or_an_account_that_is_too_long(open_page, lang, box):
    screen = open_page("room", lang).write(box, "x" * 81)
    screen.at.button(key="open-room").click()
    assert refused(screen.run(), box, "x" * 81)
    screen.write(box, f" {'x' * 80} ").at.button(key="open-room").click()
    assert screen.run().says(screen.word("in_the_room"))


def test_a_participants_name_that_is_too_long(open_page, monkeypatch):
    owner = store().owners.for_device(new_secret())
    room = store().rooms.create(owner, new_id(), Plan("", "both", 3, "wall", "follow", (("method", {}),)))
    monkeypatch.setattr(join, "device", lambda: "long name")
    screen = open_page("join", code=room.code).write("name", "x" * 81)
    screen.at.button(key="join-now").click()
    assert refused(screen.run(), "name", "x" * 81)
    screen.write("name", "Bo").at.button(key="join-now").click()
    screen.run()
    assert store().rooms.mine(room.id, "long name").person.name == "Bo"


def test_what_a_lead_has_said_that_is_too_long(open_page):
    screen = open_page("process", tab="gate").write("problem", "our shops answer by hand").write("problem", "x" * 301)
    assert refused(screen, "problem", "x" * 301)
    assert screen.at.session_state["gate"]["problem"] == "our shops answer by hand"
    screen.write("problem", "x" * 300)
    assert screen.at.session_state["gate"]["problem"] == "x" * 300


@pytest.mark.parametrize("text", TEXTS)
def test_any_writing_survives(open_page, text):
    screen = open_page("accounts").write("new", text).press("add")
    ((_, name),) = store().accounts.names(screen.at.session_state["owner"])
    assert name == text
    assert screen.says(text)


def test_a_note_keeps_its_lines_and_answers_are_kept_as_given(asked):
    screen = asked().press("begin").choose("strategy", 3).write("note", "  one\n\n\n\ntwo  \n- three ")
    (kept,) = store().accounts.assessments(screen.owner, screen.account)
    assert (kept.ratings["strategy"].note, kept.ratings["strategy"].score) == ("one\n\ntwo\n- three", 3)
