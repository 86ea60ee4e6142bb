"""Which language a visit is in: in the first response, on the page, and in its address."""

import re
from html import unescape
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import expect

from workbook.content import book
from workbook.text import HTML_LANG, LANGS
from workbook.ui.menu import PAGES

FRAME = book().words["frame"]


@pytest.mark.parametrize(
    ("path", "accept", "lang"),
    [
        ("", "zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("", "en-GB,en;q=0.9", "en"),
        ("value", "fr", "en"),
        ("value?lang=zh", "en", "zh"),
        ("triple-fit?lang=en", "zh-CN", "en"),
        ("sources?fact=42&lang=zh", "", "zh"),
        ("compare?lang=xx", "zh", "zh"),
    ],
)
def test_the_first_response_has_language_and_title(server, path, accept, lang):
    with urlopen(Request(f"{server.url}/{path}", headers={"Accept-Language": accept})) as response:  # noqa: S310 - our own server
        page = response.read().decode()
    title = FRAME[PAGES[path.partition("?")[0]].title][lang]
    assert re.search(r'<html lang="([^"]*)"', page)[1] == HTML_LANG[lang]
    assert unescape(re.search(r"<title>(.*?)</title>", page)[1]) == f"{title} · {FRAME['product'][lang]}"


@pytest.mark.parametrize("lang", LANGS)
def test_without_an_address_the_page_speaks_the_browsers_language(visit, lang):
    here = visit(lang).open("value")
    expect(here.page.get_by_role("heading", level=1)).to_have_text(book().words["value"]["title"][lang])
    expect(here.page.locator("html")).to_have_attribute("lang", HTML_LANG[lang])


@pytest.mark.parametrize("path", ["sources", "value"])
def test_a_switch_in_place_turns_document_title_and_address(visit, path):
    query = {"fact": "42"} if path == "sources" else {"product": "4000", "currency": "EUR"}
    here = visit().open(path, **query)
    for label, lang in (("中文", "zh"), ("English", "en")):
        here.tap(label)
        expect(here.page.locator("html")).to_have_attribute("lang", HTML_LANG[lang])
        expect(here.page).to_have_title(f"{FRAME[PAGES[path].title][lang]} · {FRAME['product'][lang]}")
        expect(here.page).to_have_url(re.compile(rf"[?&]lang={lang}\b"))
        assert all(f"{name}={value}" in here.page.url for name, value in query.items())


def test_the_menu_keeps_the_language_from_page_to_page(visit):
    here = visit("en").open("", lang="zh")
    listed = [page for page in PAGES.values() if page.section not in ("", "unlisted", "hidden")]
    for page in sorted(listed, key=lambda page: page.bare):  # a bare page has no menu to go on from
        here.page.get_by_test_id("stSidebar").get_by_role("link", name=FRAME[page.title].zh, exact=True).click()
        expect(here.page.locator("html")).to_have_attribute("lang", "zh-CN")
        expect(here.page).to_have_url(f"{here.server.url}/{page.path}?lang=zh")
        here.ready()


def test_a_phones_menu_closes_once_something_was_chosen_in_it(visit):
    here = visit(width=390).open("value", lang="en")
    menu = here.page.get_by_test_id("stSidebar")
    for choose in (
        lambda: here.tap("中文"),
        lambda: menu.get_by_role("link", name=FRAME[PAGES["compare"].title].zh, exact=True).click(),
    ):
        here.page.get_by_test_id("stExpandSidebarButton").click()
        expect(menu).to_be_in_viewport()
        choose()
        expect(menu).not_to_be_in_viewport()


HEARD = "() => [...document.querySelectorAll('[aria-label], [placeholder]')].flatMap(one => [one.ariaLabel, one.placeholder])"
FRAMEWORK = re.compile(r"Help for|Increment|Decrement|Choose|Open|Copy to|Sidebar|Skip to|.*sidebar|.* — (start|end)")


def test_streamlit_is_heard_in_chinese_on_a_chinese_page_and_in_english_again_after_the_switch(visit):
    def heard(here):
        here.settled()
        return [said for said in (*here.page.evaluate(HEARD), skip.text_content()) if said and FRAMEWORK.match(said)]

    here = visit().open("value", lang="en")
    skip = here.page.get_by_test_id("stSkipToContent")
    here.tap(book().words["value"]["look_ranges"].en)
    english = heard(here)
    assert {"Increment", "Skip to main content"} < set(english)
    here.tap("中文")
    expect(skip).to_have_text("跳到正文")
    assert heard(here) == []
    here.tap("English")
    expect(skip).to_have_text("Skip to main content")
    assert heard(here) == english


def test_an_address_that_leads_nowhere_says_so_and_leads_to_the_start_page(visit):
    here = visit("zh")
    assert here.page.goto(f"{here.server.url}/nowhere").status == 404
    expect(here.page.get_by_role("heading", level=1)).to_have_text(FRAME["no_page"].zh)
    here.page.get_by_role("link", name=FRAME["to_start"].zh).click()
    here.ready()
    expect(here.page).to_have_title(f"{FRAME[PAGES[''].title].zh} · {FRAME['product'].zh}")
