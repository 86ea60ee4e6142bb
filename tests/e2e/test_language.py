"""Which language a visit is in: in the first response, on the page, and in its address."""

import re
from html import unescape
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import expect

from scripts.server import running
from workbook.content import book
from workbook.text import HTML_LANG, LANGS
from workbook.ui.cookies import DEVICE
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


def test_the_menu_keeps_the_language_from_page_to_page_and_says_which_page_it_is(visit):
    here = visit("en").open("", lang="zh")
    listed = [page for page in PAGES.values() if page.section not in ("", "unlisted", "hidden")]
    for page in sorted(listed, key=lambda page: page.bare):  # a bare page has no menu to go on from
        link = here.page.get_by_test_id("stSidebar").get_by_role("link", name=FRAME[page.title].zh, exact=True)
        address = f"{here.server.url}/{page.path}?lang=zh"
        assert link.evaluate("link => link.href") == address  # for who opens it in another tab
        link.click()
        expect(here.page.locator("html")).to_have_attribute("lang", "zh-CN")
        expect(here.page).to_have_url(address)
        here.ready()
        if not page.bare:
            expect(here.page.get_by_test_id("stSidebar").locator("[aria-current=page]")).to_have_text(re.compile(FRAME[page.title].zh))


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


@pytest.mark.parametrize(("path", "tab"), [("my-data", None), ("process", "funnel")])
def test_an_uploader_says_on_a_chinese_page_nothing_in_english(visit, path, tab):
    here = visit("zh").open(path, **({"tab": tab} if tab else {}))
    expect(here.page.get_by_test_id("stFileUploaderDropzoneInput")).to_be_attached()
    expect(here.page.get_by_test_id("stFileUploaderDropzoneInstructions")).to_be_hidden()


def test_a_file_that_is_not_taken_is_refused_in_chinese_and_a_spreadsheet_with_what_to_do(visit, tmp_path):
    here = visit("zh").open("process", tab="funnel")
    refusals = [
        ("a.pdf", b"%PDF", "这里不能上传这种文件。"),
        ("a.csv", bytes(21 * 2**20), "文件不能超过20.0MB。"),
        ("a.xlsx", b"PK\x03\x04", book().words["process"]["problem_workbook"].zh),
    ]
    for name, content, said in refusals:
        (tmp_path / name).write_bytes(content)
        here.page.locator('input[type="file"]').set_input_files(tmp_path / name)
        expect(here.page.get_by_role("alert").filter(has_text=said)).to_have_count(1)
    chip = here.page.get_by_test_id("stFileChip").first
    chip.hover()
    expect(here.page.get_by_role("tooltip")).to_have_text("这里不能上传这种文件。")
    expect(chip.get_by_role("button")).to_have_accessible_name("移除a.pdf")


def test_a_file_that_cannot_be_made_any_more_is_told_in_chinese(visit, kept):
    here = visit("zh").open("my-data")
    (device,) = (cookie["value"] for cookie in here.page.context.cookies() if cookie["name"] == DEVICE)
    owner = kept.owners.for_device(device)
    here.open("my-data")
    kept.owners.erase(owner)
    here.page.get_by_role("button", name=book().words["my_data"]["download"].zh).click()
    expect(here.page.get_by_test_id("stDownloadButtonError")).to_contain_text("文件没有生成。请刷新页面，再试一次。")


def test_a_box_with_no_more_room_says_so_in_chinese(visit, kept):
    here = visit("zh").open("value")
    (device,) = (cookie["value"] for cookie in here.page.context.cookies() if cookie["name"] == DEVICE)
    owner = kept.owners.for_device(device)
    for number in range(5):
        kept.scenarios.save(owner, f"{owner} {number}", f"{number}", {})
    box = here.open("value").opened(book().words["scenarios"]["beside"].zh)
    box.fill("?")
    expect(here.page.get_by_role("option")).to_have_text("没有找到")
    box.fill("")
    here.page.get_by_role("option", name="全选", exact=True).click()
    here.settled()
    expect(here.page.get_by_role("option")).to_have_text("最多选4项，请先移除一项。")
    here.page.keyboard.press("Escape")
    expect(here.page.get_by_role("group", name="已选").get_by_role("button", name=re.compile(r"^移除\d$"))).to_have_count(4)


def test_a_lost_connection_is_said_in_chinese(visit, tmp_path):
    here = visit("zh")
    with running(WORKBOOK_DATA_DIR=str(tmp_path)) as away:
        here.open(f"{away.url}/compare")
        away.process.kill()
        said = here.page.get_by_role("dialog", name="连接断了")
        expect(said).to_contain_text("恢复后页面会自动重新连接")
        said.get_by_role("button", name="关闭").click()
        expect(said).to_have_count(0)


def test_an_address_that_leads_nowhere_says_so_and_leads_to_the_start_page(visit):
    here = visit("zh")
    assert here.page.goto(f"{here.server.url}/nowhere").status == 404
    expect(here.page.get_by_role("heading", level=1)).to_have_text(FRAME["no_page"].zh)
    here.page.get_by_role("link", name=FRAME["to_start"].zh).click()
    here.ready()
    expect(here.page).to_have_title(f"{FRAME[PAGES[''].title].zh} · {FRAME['product'].zh}")
