"""The trainer's notes by keyboard, and the guide on paper."""

import pytest
from playwright.sync_api import expect

from tests.e2e.test_accessibility import skipped, violations
from workbook.content import book

WORDS = book().words["guide"]


@pytest.mark.parametrize("lang", ["zh"])
def test_the_notes_open_and_close_by_keyboard_and_give_the_focus_back(visit, lang):
    here = visit(lang, 390, "dark").open("value", lang=lang)
    button = here.page.get_by_role("button", name=WORDS["drawer"][lang])
    button.focus()
    here.page.keyboard.press("Enter")
    drawer = here.page.get_by_role("dialog")
    expect(drawer.get_by_text(book().note("value").aim[lang])).to_be_visible()
    assert violations(here.page) == skipped(here.page) == []
    here.page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(button).to_be_focused()


def test_on_paper_the_guide_is_black_on_white_without_menu_and_buttons(visit):
    here = visit(theme="dark").open("guide", lang="en")
    here.page.emulate_media(media="print")
    expect(here.page.get_by_test_id("stSidebar")).to_be_hidden()
    expect(here.part("print-hint")).to_be_hidden()
    title = here.page.get_by_role("heading", name=WORDS["title"].en)
    expect(here.page.get_by_text(book().room.note("takeaway").aim.en)).to_be_visible()
    expect(title).to_have_css("color", "rgb(0, 0, 0)")
    expect(here.page.get_by_test_id("stApp")).to_have_css("background-color", "rgb(255, 255, 255)")
    here.page.emulate_media(media="screen")
    expect(here.page.get_by_test_id("stSidebar")).to_be_visible()


def test_on_paper_the_sources_are_without_the_way_to_other_rows(visit):
    here, rows = visit().open("sources", lang="en"), book().words["sources"]["rows"].en
    pager = here.page.get_by_test_id("stPagination")
    pager.get_by_text("2", exact=True).click()
    here.page.emulate_media(media="print")
    expect(here.page.get_by_text(rows.format(first=21, last=40))).to_be_visible()
    expect(pager).to_be_hidden()


def test_on_paper_no_screen_shows_the_way_to_the_notes(visit):
    here = visit("en").open("compare", lang="en")
    here.page.emulate_media(media="print")
    expect(here.page.get_by_role("button", name=WORDS["drawer"]["en"])).to_be_hidden()
