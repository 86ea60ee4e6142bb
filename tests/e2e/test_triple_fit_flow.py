"""An account as both sides rate it in a browser."""

from itertools import combinations

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Line, tapped_twice
from workbook.content import book
from workbook.content.canvas import ELEMENTS

WORDS = book().words["triple_fit"]
SUPPLIER, CUSTOMER = (5, 4, 4, 4, 3, 2, 3, 3, 2), (2, 4, 2, 4, 2, 2, 5, 3, 4)


def rate(here, scores):
    """Tap as fast as fingers can: no waiting for an answer."""
    here.settled()
    for element, score in zip(ELEMENTS, scores, strict=True):
        here.part(f"cell-{element}").get_by_role("radio", name=str(score), exact=True).click()


def test_nine_elements_rated_from_both_sides_through_a_language_switch(visit):
    here = visit().open("triple-fit", lang="en")
    rate(here, SUPPLIER)
    expect(here.part("overall-fit")).to_contain_text("3.3 of 5")
    here.tap(WORDS["rate_customer"].en)
    expect(here.part("cell-strategy").get_by_role("radio", checked=True)).to_have_count(0)
    rate(here, CUSTOMER)
    expect(here.part("overall-fit")).to_contain_text("3.1 of 5")
    expect(here.part("overall-fit")).to_contain_text("Overall fit: Customer")
    expect(here.part("overall-fit")).to_contain_text("9 of 9 rated · Supplier: 3.3")
    expect(here.part("pictures").get_by_role("row", name="1 Strategy")).to_contain_text("Blind spot")

    here.tap("中文")
    expect(here.page.get_by_role("heading", level=1)).to_have_text(WORDS["title"].zh)
    expect(here.part("overall-fit")).to_contain_text("3.1 / 5")
    for element, score in zip(ELEMENTS, CUSTOMER, strict=True):
        expect(here.part(f"cell-{element}").get_by_role("radio", name=str(score), exact=True)).to_be_checked()
    here.tap(WORDS["rate_supplier"].zh)
    for element, score in zip(ELEMENTS, SUPPLIER, strict=True):
        expect(here.part(f"cell-{element}").get_by_role("radio", name=str(score), exact=True)).to_be_checked()


def test_a_score_tapped_again_is_taken_back(visit):
    here = visit().open("triple-fit", lang="en").tap("4", within="cell-people")
    expect(here.part("overall-fit")).to_contain_text("4 of 5")
    here.page.wait_for_timeout(500)  # sooner it would be the second tap of a double tap
    here.tap("4", within="cell-people")
    expect(here.part("overall-fit")).to_contain_text("0 of 9 rated")
    here.part("cell-people").get_by_role("radio", name="3", exact=True).dblclick()
    expect(here.part("overall-fit")).to_contain_text("3 of 5")


def test_what_is_said_without_a_score_follows_the_taps(visit):
    here = visit().open("triple-fit", lang="en").tap("4", within="cell-people")
    here.settled()
    here.page.wait_for_timeout(500)  # sooner it would be the second tap of a double tap
    here.tap("4", within="cell-people")
    expect(here.part("pictures")).to_contain_text(WORDS["hint_empty"].en)
    here.tap(WORDS["cannot_judge"].en, within="cell-strategy")
    expect(here.part("pictures")).to_contain_text(WORDS["hint_unsure"].en)


def test_the_example_fills_the_canvas_and_can_be_left_again(visit):
    here = visit("zh").open("triple-fit", lang="zh").tap("2", within="cell-systems")
    expect(here.part("overall-fit")).to_contain_text("2 / 5")
    here.press(WORDS["show_example"].zh)
    expect(here.part("overall-fit")).to_contain_text("3.1 / 5")
    expect(here.page.get_by_text(WORDS["is_example"].zh)).to_be_visible()
    here.tap(WORDS["look_zones"].zh)
    expect(here.part("pictures").get_by_role("heading", name="盲区")).to_be_visible()
    here.press(WORDS["leave_example"].zh)
    expect(here.part("overall-fit")).to_contain_text("2 / 5")
    expect(here.part("cell-systems").get_by_role("radio", checked=True)).to_have_text("2")


@pytest.mark.parametrize("width", [320, 390])
def test_no_words_of_the_radar_lie_over_one_another_on_a_phone(visit, width):
    here = visit(width=width).open("triple-fit", lang="en")
    here.press(WORDS["show_example"].en)
    words = here.part("pictures").locator("svg text:not([fill-opacity='0'])")
    expect(words.filter(has_text="Communication")).to_be_visible()
    boxes = words.evaluate_all("all => all.filter(one => one.textContent).map(one => one.getBoundingClientRect())")
    shown = [(box["left"], box["right"], box["top"] + 2, box["bottom"] - 2) for box in boxes]
    over = [(a, b) for a, b in combinations(shown, 2) if a[0] < b[1] and b[0] < a[1] and a[2] < b[3] and b[2] < a[3]]
    assert len(shown) >= len(ELEMENTS)
    assert not over


def test_the_map_of_a_small_phone_cuts_none_of_its_words(visit):
    here = visit(width=320).open("triple-fit", lang="en")
    here.press(WORDS["show_example"].en)
    here.tap(WORDS["look_zones"].en)
    picture = here.part("pictures").locator("svg.marks")
    words = picture.locator("text").filter(has_text="strength")
    expect(words).to_have_count(2)
    edge = picture.bounding_box()
    boxes = words.evaluate_all("all => all.map(one => one.getBoundingClientRect().right)")
    assert max(boxes) <= edge["x"] + edge["width"]


def test_each_score_is_heard_with_its_statement_and_each_button_with_its_element(visit):
    here = visit().open("triple-fit", lang="en")
    people = next(element for element in book().canvas.elements if element.id == "people")
    for lang, side in (("en", "supplier"), ("en", "customer"), ("zh", "customer")):
        if lang == "zh":
            here.tap("中文", within="language_switch")
        here.tap(WORDS[f"rate_{side}"][lang]).settled()
        cell = here.part("cell-people")
        expect(cell.get_by_role("radiogroup")).to_have_accessible_description(people.statement(side)[lang])
        expect(cell.locator("summary").first).to_have_accessible_name(f"{people.name[lang]} {WORDS['details'][lang]}")


def test_a_changed_fit_is_said(visit):
    here = visit().open("triple-fit", lang="en").tap("4", within="cell-strategy")
    said = here.part("overall-fit").and_(here.page.locator("[aria-live=polite][aria-atomic=true]"))
    expect(said).to_contain_text("4 of 5")


def test_a_note_stays_with_its_element(visit):
    here = visit().open("triple-fit", lang="en")
    cell, details = here.part("cell-people"), WORDS["details"].en
    cell.get_by_text(details).click()
    note = cell.get_by_role("textbox", name=WORDS["note"].en)
    note.fill("They call us first.")
    cell.get_by_text(details).click()  # what was typed is handed over before its box goes
    here.tap("5", within="cell-people")
    expect(here.part("overall-fit")).to_contain_text("5 of 5")
    here.page.reload()
    here.ready().part("cell-people").get_by_text(details).click()
    expect(note).to_have_value("They call us first.")


def test_a_name_typed_in_a_box_that_is_left_by_escape_is_kept(visit):
    here = visit().open("triple-fit", lang="en").tap("4", within="cell-strategy")
    here.press(WORDS["myself"].en)
    here.page.get_by_role("textbox", name=WORDS["rater_name"].en).fill("Kim")
    here.page.keyboard.press("Escape")
    expect(here.part("raters").get_by_role("button", name="Kim")).to_be_visible()


@pytest.mark.parametrize(("lang", "width"), [("en", 1280), ("en", 390), ("zh", 390)])
def test_the_first_tap_moves_nothing_under_the_finger(visit, lang, width):
    here = visit(lang, width).open("triple-fit", lang=lang)
    cells = [here.part(f"cell-{element}") for element in ELEMENTS]
    apart = "([main, box]) => box.getBoundingClientRect().y + main.scrollTop"
    main = here.page.get_by_test_id("stMain").element_handle()
    stood = [here.page.evaluate(apart, [main, cell.element_handle()]) for cell in cells]
    for cell in cells[::4]:
        cell.get_by_role("radio", name="4", exact=True).click()
        here.settled()
        assert [here.page.evaluate(apart, [main, cell.element_handle()]) for cell in cells] == stood


def test_taps_on_a_slow_network_bring_no_old_ratings_back(visit):
    here = visit().open("triple-fit", lang="en")
    rate(here, SUPPLIER)
    expect(here.part("overall-fit")).to_contain_text("9 of 9 rated")
    # both taps leave the browser before the answer to the first is there
    here.page.evaluate(
        """([example, cell]) => {
            [...document.querySelectorAll("button")].find((one) => one.innerText.includes(example)).click();
            [...document.querySelectorAll(`${cell} [role=radio]`)].find((one) => one.innerText === "1").click();
        }""",
        [WORDS["show_example"].en, ".st-key-cell-strategy"],
    )
    expect(here.page.get_by_text(WORDS["is_example"].en)).to_be_visible()
    here.settled()
    shown = book().canvas.example.ratings["supplier"]
    for element in ELEMENTS[1:]:
        name = WORDS["cannot_judge"].en if shown[element] == "cannot_judge" else str(shown[element])
        expect(here.part(f"cell-{element}").get_by_role("radio", checked=True)).to_have_text(name)


def test_a_tap_before_the_other_side_is_there_counts_for_neither(visit):
    here = visit()
    line = Line(here)
    here.open("triple-fit", lang="en").tap("4", within="cell-strategy").settled()
    board = here.part("cell-strategy")
    place = board.get_by_role("radio", name="1", exact=True).bounding_box()
    with line.slow():
        here.page.get_by_role("radio", name=WORDS["rate_customer"].en).click()
        expect(board.locator("[data-stale=true]").first).to_be_attached()
        here.page.mouse.click(place["x"] + 5, place["y"] + 5)
    expect(board.get_by_role("radio", checked=True)).to_have_count(0)
    here.tap("2", within="cell-strategy").tap(WORDS["rate_supplier"].en)
    expect(board.get_by_role("radio", checked=True)).to_have_text("4")


def test_no_tap_falls_on_a_board_of_which_only_a_part_is_turned(visit):
    here = visit()
    line = Line(here)
    here.open("triple-fit", lang="en").tap("4", within="cell-strategy").settled()
    with line.slow(since=b"customer:relationships"):
        here.page.get_by_role("radio", name=WORDS["rate_customer"].en).click()
        expect(here.part("cell-strategy").get_by_role("radio", checked=True)).to_have_count(0)
        expect(here.part("cell-people")).to_have_js_property("inert", True)
    expect(here.part("cell-people")).to_have_js_property("inert", False)


def test_a_double_tap_keeps_the_score_when_the_server_answers_between_its_taps(visit):
    here = visit()
    line = Line(here)
    here.open("triple-fit", lang="en").tap("4", within="cell-strategy").settled()
    board = here.part("cell-people")
    with line.slow():
        tapped_twice(here, board.get_by_role("radio", name="3", exact=True), 150)
        expect(board.locator("[data-stale=true]").first).to_be_attached()
    here.settled()
    expect(board.get_by_role("radio", checked=True)).to_have_text("3")
    expect(here.part("overall-fit")).to_contain_text("2 of 9")
