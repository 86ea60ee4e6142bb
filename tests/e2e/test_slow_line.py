"""What is typed and tapped while the answer to what was done before is still on its way."""

from playwright.sync_api import expect

from tests.e2e.conftest import Line, busy
from workbook.content import book

VALUE = book().words["value"]


def figure(here, role, name):
    return here.part("figures").get_by_role(role, name=VALUE[name].en)


def test_a_figure_typed_before_its_slider_has_its_answer_counts(visit):
    here = visit()
    line = Line(here)
    here.open("value", lang="en")
    box, keys = figure(here, "spinbutton", "product"), here.page.keyboard
    for typed, then, stored in (("-42", "Enter", "3510"), ("42", "go on", "4277"), ("42", "Enter", "42"), ("43", "another box", "43")):
        with line.slow():
            figure(here, "slider", "product").press("ArrowRight")
            box.select_text()
            keys.type(typed)
            if then == "Enter":
                keys.press("Enter")
            elif then == "another box":
                figure(here, "spinbutton", "seller").click()
        here.settled()
        if then == "go on":
            keys.type("77")
            keys.press("Enter")
        expect(box).to_have_value(stored)
        here.settled()
        here.page.reload()
        here.ready()
        expect(box).to_have_value(stored)


def test_a_link_tapped_before_the_other_language_is_there_leads_on_in_it(visit):
    here, frame = visit(), book().words["frame"]
    line = Line(here)
    here.open("", lang="en")
    with line.slow():
        here.page.get_by_role("radio", name="中文", exact=True).click()
        here.page.get_by_test_id("stSidebar").get_by_role("link", name=frame["page_value"].en, exact=True).click()
        here.page.wait_for_timeout(500)
    expect(here.page.get_by_role("heading", level=1)).to_have_text(VALUE["title"].zh)
    expect(here.page).to_have_url(f"{here.server.url}/value?lang=zh")


def test_a_figure_typed_before_a_busy_server_has_heard_of_its_slider_counts(visit, server):
    here = visit()
    here.open("value", lang="en")
    box = figure(here, "spinbutton", "product")
    with busy(server):
        figure(here, "slider", "product").press("ArrowRight")
        here.page.wait_for_timeout(300)  # a slider waits until it rests
        box.select_text()
        here.page.keyboard.type("42")
        here.page.keyboard.press("Tab")
    expect(figure(here, "slider", "product")).to_have_attribute("aria-valuetext", "42")
    expect(box).to_have_value("42")


def test_a_score_and_a_page_that_is_opened_reach_a_busy_server_together(visit, server):
    """The tap begins an assessment, for which the whole page is drawn anew."""
    here = visit()
    here.open("value", lang="en")
    deal, board = (here.page.get_by_role("link", name=book().words["frame"][page].en).first for page in ("page_value", "page_triple_fit"))
    board.click()
    score = here.part("cell-people").get_by_role("radio", name="4", exact=True)
    expect(score).to_be_visible()
    here.settled()
    with busy(server):
        score.click()
        here.page.wait_for_timeout(100)
        deal.click()
        here.page.wait_for_timeout(400)  # a link waits for what is typed
    expect(here.page.get_by_role("heading", level=1, name=VALUE["title"].en, exact=True)).to_be_visible()
    here.settled()
    board.click()
    expect(score).to_be_checked()
    here.settled()
    here.page.reload()
    expect(score).to_be_checked()


def test_a_text_that_is_left_by_the_way_back_stands_there_when_its_reader_comes_again(visit):
    here = visit()
    board = here.page.get_by_role("link", name=book().words["frame"]["page_triple_fit"].en).first
    here.open("value", lang="en")
    board.click()
    note = here.part("details-people").locator("textarea").first
    here.settled()
    here.part("details-people").locator("summary").first.click()
    note.click()
    here.page.keyboard.type("They said so")
    here.page.go_back()
    expect(note).not_to_be_attached()
    here.settled()
    board.click()
    expect(note).to_be_focused()
    expect(note).to_have_value("They said so")
