"""The comparison in a browser: what was answered, what is taken back, and which tab the address opens."""

import re

import pytest
from playwright.sync_api import expect


@pytest.mark.parametrize("width", [390, 1280])
def test_answers_are_ranked_in_sight_cleared_at_once_and_brought_back(visit, width):
    here = visit(width=width).open("compare", lang="en", tab="fit")
    for answer in ("Large, felt across the whole firm", "One person"):
        here.tap(answer).settled()
    chosen, told = here.part("situation").locator("[aria-checked=true]"), here.part("leader" if width == 390 else "fit-verdict")
    last = here.page.get_by_role("radio", name="Built for this customer")
    if width == 390:
        last.scroll_into_view_if_needed()
    expect(told).to_be_in_viewport()
    expect(here.page.locator(".wb-working ul").first).to_have_css("padding-left", "0px")
    expect(chosen).to_have_count(2)
    here.press("Clear the answers")
    expect(chosen).to_have_count(0)
    here.press("Undo")
    expect(chosen).to_have_text(["Large, felt across the whole firm", "One person"])


def test_the_tab_that_was_chosen_is_in_the_address(visit):
    here = visit().open("compare", lang="en")
    here.page.get_by_role("tab", name="The argument").click()
    expect(here.page).to_have_url(re.compile("tab=argument"))
    here.page.reload()
    here.ready()
    expect(here.page.get_by_role("tab", name="The argument")).to_have_attribute("aria-selected", "true")


def test_the_arrow_keys_go_from_tab_to_tab_and_the_browser_goes_back_the_same_way(visit):
    here = visit().open("compare", lang="en")
    here.page.get_by_role("tab", name="Side by side").focus()
    for name, part in (("Profile", "profile"), ("Which fits?", "fit"), ("The argument", "argument")):
        here.page.keyboard.press("ArrowRight")
        expect(here.page).to_have_url(re.compile(f"tab={part}"))
        here.settled()
        expect(here.page.get_by_role("tab", name=name)).to_be_focused()
    here.page.go_back()
    expect(here.page.get_by_role("tab", name="Which fits?")).to_have_attribute("aria-selected", "true")
    expect(here.page.get_by_role("radio", name="One person")).to_be_visible()


def test_five_methods_stand_side_by_side_beside_the_menu_with_no_word_in_another_column(visit):
    here = visit(width=1024).open("compare", lang="en")
    for name in ("Product-driven selling", "Consultative selling"):
        here.press(name)
    row = here.page.get_by_role("row").nth(1)  # row 0 has the heads, the aspect's for those who listen
    expect(row.get_by_role("cell")).to_have_count(5)
    expect(here.page.get_by_role("columnheader")).to_have_count(1 + 5)
    cells = here.part("wide").locator("td, th + th")
    assert cells.evaluate_all("cells => cells.every(cell => cell.scrollWidth <= cell.clientWidth)")
    here.page.set_viewport_size({"width": 900, "height": 900})
    expect(here.part("narrow")).to_be_visible()
    expect(here.part("wide")).to_be_hidden()
