"""From a blind spot on the canvas to a fair plan in a calendar, on paper and in a spreadsheet."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from written import Pdf, Xlsx

from tests.e2e.test_accessibility import skipped
from workbook.content import book
from workbook.links import new_id, new_secret
from workbook.plan import Action
from workbook.ui.cookies import DEVICE

AMOUNTS = {("supplier", "effort"): 10, ("supplier", "benefit"): 30, ("customer", "effort"): 20, ("customer", "benefit"): 50}


@pytest.mark.parametrize(("lang", "width"), [("en", 1280)])
def test_a_blind_spot_becomes_an_action_that_is_weighed_and_taken_along(visit, lang, width):
    here = visit(lang, width)
    words = {page: {key: text[lang] for key, text in book().words[page].items()} for page in ("triple_fit", "plan", "take_along")}
    w = words["plan"]

    def button(name, **filled):
        here.press(w[name].format(**filled))

    def step(name):
        here.tap(w[f"tab_{name}"]).settled()
        assert skipped(here.page) == []

    def downloaded(name):
        with here.page.expect_download() as found:
            here.page.get_by_role("button", name=name, exact=True).click()
        return Path(found.value.path()).read_bytes(), found.value.suggested_filename

    here.open("triple-fit", lang=lang).tap("5", within="cell-strategy")
    expect(here.part("overall-fit")).to_contain_text("5 of 5")
    here.settled()
    name = here.page.get_by_role("textbox", name=words["triple_fit"]["name"], exact=True)
    name.fill("Acme")
    name.press("Enter")
    here.settled()
    here.tap(words["triple_fit"]["rate_customer"])
    expect(here.part("cell-strategy").get_by_role("radio", checked=True)).to_have_count(0)
    here.tap("2", within="cell-strategy")
    expect(here.part("overall-fit")).to_contain_text("2 of 5")
    here.page.get_by_role("link", name=words["triple_fit"]["to_plan"], exact=True).click()
    expect(here.page.get_by_role("heading", level=1)).to_have_text(w["title"])
    here.settled()

    step("causes")
    button("plan_it")
    here.press(w["take"])
    owner = here.page.get_by_role("textbox", name=w["owner"], exact=True)
    owner.fill("Ana Li")
    owner.press("Tab")
    here.part("action-form").get_by_test_id("stDateInputField").get_by_role("spinbutton").first.click()
    expect(here.part("action-form").get_by_test_id("stDateInputField")).to_have_css("height", "44px")
    here.page.keyboard.type("20300102")
    here.page.keyboard.press("Tab")
    here.settled()
    button("save")
    card = here.page.locator('[class*="st-key-action-"]').first
    expect(card).to_contain_text("Ana Li")
    expect(card).to_contain_text("2 Jan 2030")
    expect(card.locator(".wb-action-facts").first).to_have_css("word-break", "keep-all")

    step("balance")
    button("weigh_which", number=1)
    for (side, what), amount in AMOUNTS.items():
        box = here.page.get_by_role("spinbutton", name=w[f"{what}_of"].format(side=w[side]), exact=True)
        box.fill(str(amount))
        box.press("Tab")
    here.settled()
    button("save")
    assert skipped(here.page) == []
    expect(here.part("balance-money")).to_contain_text(re.compile("Both sides gain: the supplier .*20, the customer .*30"))

    step("review")
    calendar, called = downloaded(w["download"])
    assert re.fullmatch(r"Plan-Acme-[\d-]+\.ics", called)
    assert b"SUMMARY;LANGUAGE=en:Due: " in calendar
    assert b"DTSTART;VALUE=DATE:20300102" in calendar
    here.page.get_by_role("button", name=words["take_along"]["title"]).click()
    page, called = downloaded(words["take_along"]["one_page"])
    assert re.fullmatch(r"Plan-Acme-[\d-]+-A4\.pdf", called)
    assert "Ana Li2 Jan 2030" in Pdf(page).text
    sheets, _ = downloaded(words["take_along"]["sheets"])
    file = Xlsx(sheets)
    assert file.cells["Plan!D4"] == "Ana Li"
    assert [file.cells[f"Balance!{place}"] for place in ("D6", "D7", "D8")] == [20, 30, "fair"]


def test_the_keyboard_goes_into_an_action_at_its_first_field_and_back_to_where_it_was_opened(visit, server, kept):
    device, account, here = new_secret(), new_id(), visit()
    w = {key: text["en"] for key, text in book().words["plan"].items()}
    owner = kept.owners.for_device(device)
    kept.accounts.create(owner, account, "Acme")
    for element in ("strategy", "people"):
        kept.plans.add(owner, Action(new_id(), account, element, f"See to {element}"))
    here.page.context.add_cookies([{"name": DEVICE, "value": device, "url": server.url}])
    here.open("plan", lang="en").opened(w["account"])
    here.page.get_by_role("option", name="Acme").click()
    here.tap(w["tab_actions"]).settled()
    text = here.page.get_by_role("textbox", name=w["text"], exact=True)

    def pressed(name, **filled):
        here.page.get_by_role("button", name=w[name].format(**filled), exact=True).press("Enter")

    def has_keyboard(name, **filled):
        expect(here.page.get_by_role("button", name=w[name].format(**filled), exact=True)).to_be_focused()

    for closes in ("cancel", "save"):
        pressed("edit_which", number=1)
        expect(text).to_be_focused()
        pressed(closes)
        has_keyboard("edit_which", number=1)
    here.opened(w["for_element"])
    here.page.get_by_role("option").first.click()
    here.settled()
    pressed("own_words")
    expect(text).to_be_focused()
    pressed("cancel")
    has_keyboard("own_words")
