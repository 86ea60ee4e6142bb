"""What is kept, for whom, and what happens when it cannot be."""

import json
import sqlite3
from pathlib import Path

import pytest
from playwright.sync_api import expect

from scripts.browser import arguments, executable
from scripts.server import running
from tests.e2e.conftest import Visit
from workbook.content import book
from workbook.text import LANGS

CANVAS, SAVED, MINE = (book().words[page] for page in ("triple_fit", "saved", "my_data"))
PAYLOADS = (
    "![p](http://evil.example/p.png)",
    "[x](javascript:alert(1))",
    "[bank](http://evil.example)",
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "<style>body{display:none}</style>",
    "<div style='position:fixed;inset:0'>x",
    "http://evil.example",
    "www.evil.example",
    "a@evil.example",
    "$x^2$ and $$y$$",
    ":red[stop] :smile: :material/delete:",
    "**b** _i_ ~~s~~ `c`",
    "5*3*2",
    "# h",
    "1. x",
    "---",
    "> quote",
    "| a | b |",
    "&amp; &lt;b&gt;",
    "{{x}} {x} %s",
    "=1+1",
    "a:b[c]",
    "^[note] [^1]",
    "\\*not\\*",
    "名称（中文）：测试",
    "مرحبا بالعالم",
    "שלום עולם",
    "👩‍👩‍👧 🇨🇳 é",
    "x" * 80,
)


@pytest.fixture
def own_server(tmp_path):
    with running(WORKBOOK_DATA_DIR=str(tmp_path)) as started:
        yield started


def rated(here, server, element="people", score="4", lang="en"):
    here.open(f"{server.url}/triple-fit?lang={lang}").tap(score, within=f"cell-{element}")
    expect(here.part("overall-fit")).to_contain_text(CANVAS["rated_of"][lang].format(rated=1, all=9))
    return here


def button(here, words, key, lang="en"):
    here.page.get_by_role("button", name=words[key][lang], exact=True).click()
    here.settled()


@pytest.mark.parametrize("lang", LANGS)
def test_ratings_a_deal_and_the_language_are_there_after_a_reload(visit, server, lang):
    here = rated(visit("en"), server, lang=lang)
    expect(here.page.get_by_text(SAVED["saved"][lang].format(time="")[:3])).to_be_visible()
    here.open("value")
    expect(here.page.locator("html")).to_have_attribute("lang", {"en": "en", "zh": "zh-CN"}[lang])
    box = here.part("figures").get_by_role("spinbutton", name=book().words["value"]["cost"][lang])
    box.fill("1234")
    box.press("Enter")
    expect(here.part("surplus")).to_contain_text("+¥1,766")
    here.settled()
    here.page.reload()
    here.ready()
    expect(here.part("surplus")).to_contain_text("+¥1,766")
    here.open("triple-fit")
    expect(here.part("cell-people").get_by_role("radio", checked=True)).to_have_text("4")


def test_two_tabs_that_change_the_same_rating_show_both_versions(visit, server):
    first = rated(visit(), server)
    second = first.page.context.new_page()
    second.goto(f"{server.url}/triple-fit?lang=en")
    cell = second.locator(".st-key-cell-people")
    expect(cell.get_by_role("radio", checked=True)).to_have_text("4")
    cell.get_by_role("radio", name="2", exact=True).click()
    expect(second.locator(".st-key-overall-fit")).to_contain_text("2 of 5")
    first.tap("5", within="cell-people")
    clash = first.part("clash")
    expect(clash).to_contain_text(SAVED["clash"].en)
    button(first, SAVED, "take_mine")
    expect(clash).to_have_count(0)
    expect(first.part("overall-fit")).to_contain_text("5 of 5")
    second.reload()
    expect(cell.get_by_role("radio", checked=True)).to_have_text("5")


@pytest.mark.parametrize("lang", LANGS)
def test_with_cookies_blocked_it_works_for_the_visit_and_says_so(browser, server, lang, tmp_path):
    settings = tmp_path / "Default" / "Preferences"
    settings.parent.mkdir()
    settings.write_text(json.dumps({"profile": {"default_content_setting_values": {"cookies": 2}}}))
    context = browser.browser_type.launch_persistent_context(tmp_path, executable_path=executable(), args=arguments())
    here = rated(Visit(context.new_page(), server), server, lang=lang)
    assert context.cookies() == []
    expect(here.page.get_by_text(book().words["frame"]["footer_visit"][lang])).to_be_visible()
    here.page.reload()
    here.ready()
    expect(here.part("overall-fit")).to_contain_text(CANVAS["rated_of"][lang].format(rated=0, all=9))
    context.close()


def test_a_database_that_is_busy_is_said_nothing_is_lost_and_a_second_try_works(visit, own_server, tmp_path):
    here = rated(visit(), own_server)
    with sqlite3.connect(tmp_path / "workbook.db", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        here.tap("5", within="cell-strategy")
        expect(here.part("trouble")).to_contain_text(SAVED["busy"].en)
        expect(here.part("cell-strategy").get_by_role("radio", checked=True)).to_have_text("5")
        expect(here.part("overall-fit")).to_contain_text("1 of 9")
        other.execute("ROLLBACK")
    button(here, SAVED, "again")
    expect(here.part("trouble")).to_have_count(0)
    expect(here.part("overall-fit")).to_contain_text("2 of 9")


def test_a_database_that_is_gone_is_said_and_readyz_turns_red(visit, own_server, tmp_path):
    here = rated(visit(), own_server)
    assert here.page.request.get(f"{own_server.url}/readyz").status == 200
    (tmp_path / "workbook.db").unlink()
    here.tap("5", within="cell-strategy")
    expect(here.part("trouble")).to_contain_text(SAVED["gone"].en)
    assert here.page.request.get(f"{own_server.url}/readyz").status == 503
    assert here.page.request.get(f"{own_server.url}/healthz").status == 200


@pytest.mark.parametrize("lang", LANGS)
def test_a_resume_link_opens_the_workbook_on_another_device_until_a_new_one_is_made(visit, server, lang):
    here = rated(visit(lang), server, lang=lang).open("my-data", lang=lang)
    button(here, MINE, "make_link", lang)
    first = here.page.get_by_test_id("stCode").inner_text().strip()
    phone = visit(lang, width=390)
    phone.page.goto(first)
    phone.ready()
    button(phone, MINE, "resume_here", lang)
    expect(phone.page.get_by_text(MINE["resumed"][lang])).to_be_visible()
    phone.open("triple-fit", lang=lang)
    expect(phone.part("cell-people").get_by_role("radio", checked=True)).to_have_text("4")
    here.open("my-data", lang=lang)
    button(here, MINE, "renew_link", lang)
    expect(here.page.get_by_test_id("stCode")).not_to_have_text(first)
    assert visit().page.goto(first).status == 410


@pytest.mark.parametrize("lang", LANGS)
def test_a_backup_is_downloaded_and_restored_in_another_browser_after_a_preview(visit, server, lang, tmp_path):
    here = rated(visit(lang), server, lang=lang).open("my-data", lang=lang)
    with here.page.expect_download() as download:
        button(here, MINE, "download", lang)
    file = tmp_path / "backup.json"
    download.value.save_as(file)
    assert json.loads(file.read_text())["accounts"][0]["assessments"][0]["ratings"]["people"]["score"] == 4
    other = visit(lang).open("my-data", lang=lang)
    upload = other.page.locator('input[type="file"]')
    (tmp_path / "wrong.json").write_text("{}")
    upload.set_input_files(tmp_path / "wrong.json")
    expect(other.page.get_by_text(MINE["refused_not_ours"][lang].format(where=""))).to_be_visible()
    other.open("my-data", lang=lang)
    upload.set_input_files(file)
    expect(other.page.get_by_text(MINE["changes"][lang].format(new=1, changed=0, same=0)).first).to_be_visible()
    button(other, MINE, "restore", lang)
    expect(other.page.get_by_text(MINE["restored"][lang], exact=True)).to_be_visible()
    other.open("accounts", lang=lang)
    expect(other.page.get_by_role("cell", name="4", exact=True).or_(other.page.get_by_role("row").nth(1))).not_to_have_count(0)


def test_everything_is_erased_once_the_word_is_typed(visit, server):
    here = rated(visit(), server).open("my-data", lang="en")
    erase = here.page.get_by_role("button", name=MINE["erase_now"].en, exact=True)
    expect(erase).to_be_disabled()
    word = here.page.get_by_role("textbox", name=MINE["erase_type"].en.format(word=MINE["erase_word"].en))
    word.fill("erase")
    word.press("Enter")
    expect(erase).to_be_enabled()
    erase.click()
    expect(here.page.get_by_text(MINE["erased"].en)).to_be_visible()
    here.open("triple-fit", lang="en")
    expect(here.part("overall-fit")).to_contain_text("0 of 9")


def test_what_people_type_is_shown_as_text_wherever_it_is_shown(visit, own_server, tmp_path):
    """Account names, raters, roles, evidence, notes, link labels, askers and scenario names, on all pages that show them."""
    here = rated(visit(), own_server)
    here.tap("3", within="cell-strategy")
    expect(here.part("overall-fit")).to_contain_text("2 of 9")
    button(here, book().words["links"], "make")
    expect(here.page.get_by_test_id("stCode")).to_contain_text("/q/")
    asked = here.page.get_by_test_id("stCode").inner_text().strip()
    here.tap(book().words["links"]["kind_report"].en)
    here.settled()
    here.page.get_by_role("button", name=book().words["links"]["part_evidence"].en).click()
    here.page.get_by_role("button", name=book().words["links"]["part_scenario"].en).click()
    here.settled()
    button(here, book().words["links"], "make")
    expect(here.page.get_by_test_id("stCode")).to_contain_text("/s/")
    shared = here.page.get_by_test_id("stCode").inner_text().strip()
    reader, customer = visit(), visit()
    reader.page.goto(shared)
    customer.page.goto(asked)
    with sqlite3.connect(tmp_path / "workbook.db") as database:
        (owner,) = database.execute("SELECT owner FROM account").fetchone()
        database.execute("UPDATE account SET closed = 1, round = 1")
        database.execute(
            "INSERT INTO scenario VALUES ('s', ?, '', ?, 1, 1, 1)", (owner, '{"product":"1","seller":"1","perception":"1","cost":"1"}')
        )
        database.execute("UPDATE link SET scenario = 's'")
    pages = {
        "accounts": here,
        "triple-fit": here,
        "value": here,
        "shared": reader,
        "questionnaire": customer,
    }
    dialogs = []
    for one in (here, reader, customer):
        one.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    for begin in range(0, len(PAYLOADS), 5):
        with sqlite3.connect(tmp_path / "workbook.db") as database:
            names = PAYLOADS[begin : begin + 5]
            database.execute("UPDATE account SET name = ?", (names[0],))
            database.execute("UPDATE link SET label = ?, asker = ?", (names[1], names[2]))
            database.execute("UPDATE assessment SET rater = ?, role = ?", (names[3], names[4]))
            database.execute("UPDATE rating SET evidence = ?, note = ?", (names[0] + names[1], names[2]))
            database.execute("UPDATE scenario SET name = ?", (names[3],))
        for path, one in pages.items():
            one.open(f"{own_server.url}/{path}?lang=en")
            text = " ".join(one.page.locator("body").inner_text().split())
            values = " ".join(box.input_value() for box in one.page.get_by_role("textbox").all())
            wanted = {
                "accounts": names[:1],
                "triple-fit": names[:2],
                "value": [],
                "shared": [names[0], names[1], names[3]],
                "questionnaire": [],
            }
            for name in wanted[path]:
                assert " ".join(name.split()) in text + values, (path, name)
            links = one.page.locator('[data-testid="stMain"] a:not([href^="sources"])').all()
            assert all("evil" not in (link.get_attribute("href") or "") for link in links), (path, names)
    requested = [url for one in (here, reader, customer) for url in one.requests]
    assert [url for url in requested if "evil" in url] == dialogs == []
    assert Path(tmp_path / "workbook.db").exists()
