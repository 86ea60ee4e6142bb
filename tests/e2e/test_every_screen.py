"""Every page in one visit: usable by everyone in both languages and themes, as wide as its screen, and asking no other host."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.e2e.test_accessibility import fits, skipped, turn, violations
from workbook.ui.menu import PAGES

UNEVEN = """() => {
    const boxes = '[data-testid=stTextInputRootElement], [data-testid=stNumberInputContainer], [data-testid=stDateInputField], '
        + '.react-aria-ComboBox > div'
    const shown = [...document.querySelectorAll(`[data-testid=stMain] :is(${boxes}, [kind=primary], [kind=secondary])`)]
        .filter(one => one.checkVisibility())
    const high = row => shown.filter(one => one.closest('[data-testid=stHorizontalBlock]') === row).map(one => one.offsetHeight)
    const rows = [...document.querySelectorAll('[data-testid=stMain] [data-testid=stHorizontalBlock]')]
    return [
        ...shown.filter(one => one.matches(boxes) && one.offsetWidth > 480).map(one => one.offsetWidth),
        ...rows.map(high).filter(heights => new Set(heights).size > 1),
    ]
}"""


def complaint(message):
    """Whether the browser's console has an error. What was not found is looked at by its response instead."""
    return message.type == "error" and "404" not in message.text


@pytest.mark.parametrize("path", PAGES)
def test_a_page_can_be_used_by_everyone_fits_its_width_and_stays_on_its_host(visit, path):
    here, complaints = visit(watched=True), []
    page = here.page
    here.hear("console", lambda message: complaints.append(message.text) if complaint(message) else None)
    here.hear("pageerror", lambda error: complaints.append(str(error)))
    here.open(path, lang="en")
    fits(page)
    assert violations(page) == skipped(page) == page.evaluate(UNEVEN) == []
    for width in (834, 390, 320):  # beside the open menu a tablet has little room
        turn(page, width=width)
        fits(page)
    turn(page, theme="dark", width=1280)
    here.tap("中文", within="language_switch")
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    here.settled()
    fits(page)
    expect(page.get_by_test_id("stMain").locator("p").last).to_have_css("text-wrap-style", "pretty")
    turn(page, width=390)
    fits(page)
    assert violations(page) == skipped(page) == []

    hosts = {urlsplit(address).hostname for address in here.requests if urlsplit(address).scheme not in ("data", "blob")}
    # Streamlit looks for its own server below the page's address first
    missing = [response.url for response in here.responses if response.status >= 400 and f"/{path}/_stcore/" not in response.url]
    assert any(address.startswith("ws:") for address in here.requests)
    assert hosts == {"127.0.0.1"}
    # the policy blocks nothing that the page needs
    assert complaints == missing == []
