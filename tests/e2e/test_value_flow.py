"""A deal as somebody calculates it in a browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visit, unused
from tests.e2e.test_accessibility import fits, turn
from workbook.content import book

WORDS = book().words["value"]
LOOKS = ("steps", "levers", "ranges", "map")
SHARED = {"product": "4000", "seller": "1000", "perception": "0.5", "cost": "2400", "currency": "EUR"}


def test_moving_a_slider_by_keyboard_moves_verdict_and_number_box(visit):
    here = visit().open("value", lang="en")
    expect(here.part("verdict")).to_contain_text("the customer would lose ¥200")
    slider = here.part("figures").get_by_role("slider", name=WORDS["product"].en)
    slider.press("ArrowRight")
    expect(here.part("verdict")).to_contain_text("the customer would lose ¥194")
    slider.press("End")
    expect(here.part("verdict")).to_contain_text("the customer keeps ¥3,700 after every cost")
    expect(here.part("figures").get_by_role("spinbutton", name=WORDS["product"].en)).to_have_value("10000")


def test_a_key_held_down_loses_no_step(visit):
    here = visit().open("value", lang="en")
    slider = here.part("figures").get_by_role("slider", name=WORDS["product"].en)
    for _ in range(40):
        slider.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", "3900")
    expect(here.part("figures").get_by_role("spinbutton", name=WORDS["product"].en)).to_have_value("3900")
    expect(here.part("actual-value")).to_contain_text("¥5,400")


def test_a_phone_shows_the_verdict_and_a_figure_at_once_and_keeps_the_verdict_in_sight(visit):
    here = visit(width=390).open("value", lang="en")
    expect(here.part("verdict")).to_be_in_viewport(ratio=1)
    expect(here.part("figures").get_by_role("spinbutton", name=WORDS["product"].en)).to_be_in_viewport(ratio=1)
    here.page.get_by_role("heading", name=WORDS["formulas"].en).scroll_into_view_if_needed()
    here.part("figures").get_by_role("slider", name=WORDS["cost"].en).scroll_into_view_if_needed()
    expect(here.part("verdict")).to_be_in_viewport()


def test_the_verdict_leaves_a_small_phone_room_for_its_figures(visit):
    large = {"product": "9876543210.12", "seller": "9999999999.99", "perception": "1.234567", "cost": "9999999999.99", "currency": "HKD"}
    here = visit(width=320)
    here.page.set_viewport_size({"width": 320, "height": 568})
    here.open("value", lang="en", **large)
    box = here.page.get_by_role("spinbutton", name="Perception, k, exact figure")
    box.evaluate("box => box.scrollIntoView({block: 'end'})")
    box.click(timeout=2000)  # what lies over it would take the tap


@pytest.mark.parametrize("lang", ["zh"])
def test_a_typed_figure_moves_slider_and_formulas(visit, lang):
    here = visit(lang).open("value", lang=lang)
    box = here.part("figures").get_by_role("spinbutton", name=WORDS["cost"][lang])
    box.fill("1234.5")
    box.press("Enter")
    expect(here.part("surplus")).to_contain_text("+¥1,765.50")
    expect(here.part("figures").get_by_role("slider", name=WORDS["cost"][lang])).to_have_attribute("aria-valuetext", "1234.50")


def test_the_four_looks_leave_the_figures_alone(visit):
    here = visit().open("value", lang="en", **SHARED)
    before = here.says("strip")
    for look in (*LOOKS[1:], LOOKS[0]):
        here.tap(WORDS[f"look_{look}"].en)
        expect(here.page.get_by_role("radio", name=WORDS[f"look_{look}"].en, exact=True)).to_be_checked()
        here.settled()
        assert here.says("strip") == before
        turn(here.page, width=390)
        fits(here.page)
        turn(here.page, width=1280)
    assert "€2,500" in before


@pytest.mark.parametrize("lang", ["zh"])
def test_a_shared_link_opens_its_deal_and_the_copied_one_opens_it_again(visit, lang):
    here = visit("en").open("value", lang=lang, **SHARED)
    expect(here.part("surplus")).to_contain_text("+€100")
    expect(here.page.get_by_role("heading", level=1)).to_have_text(WORDS["title"][lang])
    here.part("figures").get_by_role("spinbutton", name=WORDS["seller"][lang]).fill("1500")
    here.page.keyboard.press("Enter")
    expect(here.part("surplus")).to_contain_text("+€350")
    assert "product" not in here.page.url  # the address is no longer that of the deal on the page
    link = f"{here.server.url}/value?product=4000&seller=1500&perception=0.5&cost=2400&currency=EUR"
    here.press(WORDS["link"][lang])
    code = here.page.get_by_test_id("stCode")
    expect(code).to_have_text(link)
    here.page.keyboard.press("Tab")  # what was opened stands at the end of the document, and is reached at once all the same
    expect(code).to_be_focused()
    expect(code.get_by_role("button")).to_be_visible()
    here.page.keyboard.press("Tab")
    expect(code.get_by_role("button")).to_be_focused()
    again = visit(lang).open(link)
    assert again.says("strip") == here.says("strip")


def product_box(here):
    return here.part("figures").get_by_role("spinbutton", name=WORDS["product"].en)


def counts(here, actual):
    """The actual value is soon this one; where the whole page is drawn anew, the one before stands beside it for a moment."""
    expect(here.part("actual-value").filter(has_text=actual)).to_have_count(1)


def put_on_clipboard(page, text):
    page.evaluate(
        """text => {
            const field = document.body.appendChild(document.createElement("textarea"))
            field.value = text
            field.select()
            document.execCommand("copy")
            field.remove()
        }""",
        text,
    )


def test_an_amount_is_understood_as_people_write_it(visit):
    here = visit().open("value", lang="en")
    box = product_box(here)
    understood = {
        "120k": "120000",
        "1.5m": "1500000",
        "12万": "120000",
        "4500,50": "4500.50",
        "0,128": "0.128",
        "1,234,567": "1234567",
        "1，234.5": "1234.5",
        "1,5k": "1500",
    }
    for typed, figure in understood.items():
        here.settled()
        box.fill("")
        for sign in typed:
            here.page.keyboard.insert_text(sign)
        expect(box).to_have_value(figure)
        here.page.keyboard.press("Enter")
        counts(here, f"{float(figure) + 1500:,.2f}".removesuffix(".00"))


def test_an_amount_that_is_pasted_is_understood_whole_or_leaves_the_box_as_it_was(visit):
    here = visit().open("value", lang="en")
    box = product_box(here)
    understood = {
        "2万": "20000",
        "2 万元": "20000",
        "120 k": "120000",
        "1.5m": "1500000",
        "12亿": "1200000000",
        "¥120,000": "120000",
        "HK$1,234.50": "1234.50",
        "12 345 €": "12345",
        "１２０": "120",
        "4500,50": "4500.50",
        "120.5\t": "120.5",
    }
    for text, figure in understood.items():
        box.fill("7")
        put_on_clipboard(here.page, text)
        box.press("ControlOrMeta+v")
        expect(box).to_have_value(figure)
    for text in ("abc", "(500)", "1.234.567", "4.500,00", "4.500 €", "12\t34", "50%"):
        box.fill("7")
        put_on_clipboard(here.page, text)
        box.press("ControlOrMeta+v")
        expect(box).to_have_value("7")


def test_a_digit_after_another_figure_than_that_with_the_comma_is_only_a_digit(visit):
    here = visit().open("value", lang="en")
    box = product_box(here)
    box.fill("")
    here.page.keyboard.type("4,5")
    box.press("ControlOrMeta+a")
    here.page.keyboard.type("71")
    expect(box).to_have_value("71")


def test_what_an_input_method_composes_counts_once_it_is_finished(visit):
    here = visit().open("value", lang="en")
    box, method = product_box(here), here.page.context.new_cdp_session(here.page)
    for letters, finished, figure in (("kuai", "块", "3000"), ("wan", "万", "30000000")):
        here.settled()
        box.fill("3000")
        for end in range(1, len(letters) + 1):
            method.send("Input.imeSetComposition", {"text": letters[:end], "selectionStart": end, "selectionEnd": end})
        method.send("Input.insertText", {"text": finished})
        expect(box).to_have_value(figure)
        here.page.keyboard.press("Enter")
        counts(here, f"{int(figure) + 1500:,}")
    method.detach()


def test_escape_puts_back_the_figure_that_counts(visit):
    here = visit().open("value", lang="en")
    box = product_box(here)
    before = here.says("strip")
    was = box.input_value()
    box.fill("9999")
    box.press("Escape")
    expect(box).to_have_value(was)
    box.press("Tab")
    here.settled()
    assert here.says("strip") == before
    box.fill("4000")
    box.press("Enter")
    here.settled()
    box.fill("9999")
    box.press("Escape")
    expect(box).to_have_value("4000")


def test_the_language_switch_keeps_the_figures(visit):
    here = visit().open("value", lang="en", **SHARED)
    here.page.get_by_text(WORDS["settings"].en).click()
    here.tap("A deal on favours").page.get_by_role("switch").or_(here.page.get_by_role("checkbox")).first.wait_for(state="attached")
    here.tap("中文")
    expect(here.page.get_by_role("heading", level=1)).to_have_text(WORDS["title"].zh)
    expect(here.part("actual-value")).to_contain_text("€3,500")
    expect(here.page.get_by_role("radio", name="靠人情撑着的单子")).to_be_checked()
    expect(here.part("figures").get_by_role("spinbutton", name=WORDS["product"].zh)).to_have_value("3000")


def test_a_link_right_after_typing_is_followed_and_loses_nothing(visit):
    here, frame = visit().open("value", lang="en"), book().words["frame"]
    menu = here.page.get_by_test_id("stSidebar")
    for page in ("compare", "value"):
        if page == "compare":
            here.part("figures").get_by_role("spinbutton", name=WORDS["product"].en).fill("5300")
        menu.get_by_role("link", name=frame[f"page_{page}"].en, exact=True).click()
        expect(here.page.get_by_role("heading", level=1)).to_have_text(book().words[page]["title"].en)
        here.settled()
    expect(here.part("figures").get_by_role("spinbutton", name=WORDS["product"].en)).to_have_value("5300")


def test_a_link_right_after_typing_loses_nothing_on_a_slow_device_either(visit):
    here, frame = visit().open("value", lang="en"), book().words["frame"]
    menu = here.page.get_by_test_id("stSidebar")
    device = here.page.context.new_cdp_session(here.page)
    product_box(here).fill("5300")
    device.send("Emulation.setCPUThrottlingRate", {"rate": 6})
    menu.get_by_role("link", name=frame["page_compare"].en, exact=True).click(delay=45)
    expect(here.page.get_by_role("heading", level=1)).to_have_text(book().words["compare"]["title"].en)
    device.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    here.settled()
    menu.get_by_role("link", name=frame["page_value"].en, exact=True).click()
    expect(product_box(here)).to_have_value("5300")


def test_a_link_is_copied_where_the_page_came_over_plain_http_too(browser, server):
    page = unused(browser, "en")
    page.add_init_script("delete Navigator.prototype.clipboard")  # as anywhere but over https and on the server's own machine
    here = Visit(page, server).open("value", lang="en")
    here.press(WORDS["link"].en)
    code = page.get_by_test_id("stCode")
    code.hover()
    code.get_by_role("button", name="Copy to clipboard").click()
    expect(code.get_by_role("button", name="Copied")).to_be_visible()
    page.keyboard.press("Escape")
    name = page.get_by_role("textbox", name=book().words["scenarios"]["name"].en)
    name.press("Control+V")
    expect(name).to_have_value(re.compile(r"^http://.*/value\?product=3500&"))
    page.context.close()
