"""What is kept, for whom, and what happens when it cannot be."""

import asyncio
import json
import re
import sqlite3
import time

import pytest
from aside import aside
from playwright.sync_api import expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

from scripts.browser import arguments, executable
from scripts.server import running
from tests.e2e.conftest import Visit, tapped_twice
from tests.e2e.test_accessibility import fits, turn
from workbook.content import book
from workbook.content.canvas import ELEMENTS
from workbook.links import new_id, new_secret
from workbook.ui.cookies import DEVICE

CANVAS, SAVED, MINE = (book().words[page] for page in ("triple_fit", "saved", "my_data"))
EXACT = book().words["value"]["exact"].en.format(name=book().words["value"]["cost"].en)
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


def rated(here, server, element="people", score="4", lang="en"):
    here.open(f"{server.url}/triple-fit?lang={lang}").tap(score, within=f"cell-{element}")
    expect(here.part("overall-fit")).to_contain_text(CANVAS["rated_of"][lang].format(rated=1, all=9))
    return here


def evidence(here, *, opened=False):
    """The box for the evidence of an element, whose part is `opened` already or is opened first."""
    if not opened:
        here.part("cell-people").locator("summary").first.click()
    return here.part("cell-people").get_by_label(CANVAS["evidence"].en, exact=True)


def button(here, words, key, lang="en"):
    here.press(words[key][lang])


@pytest.mark.parametrize("lang", ["zh"])
def test_ratings_a_deal_and_the_language_are_there_after_a_reload(visit, server, lang):
    here = rated(visit("en"), server, lang=lang)
    expect(here.page.get_by_text(SAVED["saved"][lang].format(time="")[:3])).to_be_visible()
    here.open("value")
    expect(here.page.locator("html")).to_have_attribute("lang", "zh-CN")
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
    first.page.bring_to_front()  # a browser draws the tab that is seen
    first.tap("5", within="cell-people")
    clash = first.part("clash")
    expect(clash).to_contain_text(SAVED["clash"].en)
    button(first, SAVED, "take_mine")
    expect(clash).to_have_count(0)
    expect(first.part("overall-fit")).to_contain_text("5 of 5")
    second.reload()
    expect(cell.get_by_role("radio", checked=True)).to_have_text("5")


def test_with_cookies_blocked_it_works_for_the_visit_and_says_so(browser, server, tmp_path):
    settings = tmp_path / "Default" / "Preferences"
    settings.parent.mkdir()
    settings.write_text(json.dumps({"profile": {"default_content_setting_values": {"cookies": 2}}}))
    context = browser.browser_type.launch_persistent_context(tmp_path, executable_path=executable(settings=True), args=arguments())
    here = rated(Visit(context.new_page(), server), server)
    assert context.cookies() == []
    expect(here.page.get_by_text(book().words["frame"]["footer_visit"].en)).to_be_visible()
    expect(here.page.get_by_text(SAVED["for_visit"].en.partition("{")[0])).to_be_visible()
    here.page.reload()
    here.ready()
    expect(here.part("overall-fit")).to_contain_text("0 of 9")
    context.close()


def test_a_database_that_is_busy_is_said_nothing_is_lost_and_a_second_try_works(visit, server, home):
    here = rated(visit(), server)
    with sqlite3.connect(home / "workbook.db", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        here.tap("5", within="cell-strategy")
        expect(here.part("trouble")).to_contain_text(SAVED["busy"].en)
        expect(here.part("cell-strategy").get_by_role("radio", checked=True)).to_have_text("5")
        expect(here.part("overall-fit")).to_contain_text("1 of 9")
        other.execute("ROLLBACK")
    button(here, SAVED, "again")
    expect(here.part("trouble")).to_have_count(0)
    expect(here.part("overall-fit")).to_contain_text("2 of 9")


def test_a_page_that_was_drawn_while_the_database_was_away_comes_by_itself_when_it_is_back(visit, server, home):
    here = rated(visit(), server)
    with sqlite3.connect(home / "workbook.db", isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        here.page.reload()
        expect(here.part("away")).to_contain_text(SAVED["away"].en)
        other.execute("ROLLBACK")
    expect(here.part("overall-fit")).to_contain_text("1 of 9")
    expect(here.part("away")).to_have_count(0)


def test_a_page_that_outlives_its_server_shows_what_is_stored_and_what_was_typed_before_it_takes_a_tap(visit, tmp_path):
    with running(WORKBOOK_DATA_DIR=str(tmp_path)) as first:
        here = rated(visit(), first)
        here.tap("5", within="cell-strategy")
        expect(here.part("overall-fit")).to_contain_text("2 of 9")
        evidence(here).fill("Half a sen")
        here.page.evaluate("document.documentElement.dataset.of = 'the page before'")
    port = int(first.url.rpartition(":")[2])
    with running(port=port, WORKBOOK_DATA_DIR=str(tmp_path)):
        expect(here.page.locator("html")).not_to_have_attribute("data-of", "the page before")
        expect(evidence(here, opened=True)).to_be_focused()
        here.page.keyboard.type("tence")
        expect(evidence(here, opened=True)).to_have_value("Half a sentence")
        expect(here.part("cell-strategy").get_by_role("radio", checked=True)).to_have_text("5")
        here.tap("1", within="cell-systems")
        expect(here.part("overall-fit")).to_contain_text("3 of 9")
        here.page.reload()
        here.ready()
        expect(evidence(here)).to_have_value("Half a sentence")
        expect(evidence(here, opened=True)).not_to_be_focused()


def test_of_many_pages_that_come_back_at_once_to_a_server_that_knows_them_no_more_each_is_loaded_anew(server):
    async def told():
        way = {"subprotocols": ["streamlit", "no-login", "of-the-server-before"], "origin": server.url, "max_size": None}
        async with connect(server.url.replace("http", "ws") + "/_stcore/stream", **way) as socket:
            asked = BackMsg()
            asked.rerun_script.page_name = "join"
            await socket.send(asked.SerializeToString())
            return ForwardMsg.FromString(await asyncio.wait_for(socket.recv(), 60)).WhichOneof("type")

    async def many():
        return await asyncio.gather(*(told() for _ in range(20)))

    assert aside(many()) == ["auth_redirect"] * 20


def test_what_is_being_typed_outlasts_a_server_that_is_away_so_long_that_it_is_said(visit, tmp_path):
    typed = (("textbox", book().words["scenarios"]["name"].en, "Northwind"), ("spinbutton", EXACT, "4321"))
    boxes = {}
    with running(WORKBOOK_DATA_DIR=str(tmp_path)) as first:
        for role, label, text in typed:
            here = visit().open(f"{first.url}/value?lang=en")
            box = here.page.get_by_role(role, name=label, exact=True)
            box.select_text()
            here.page.keyboard.type(text)
            boxes[here] = box, text
    for here in boxes:
        here.page.evaluate("document.documentElement.dataset.of = 'the page before'")
        expect(here.page.get_by_role("dialog")).to_contain_text("Connection error")
    with running(port=int(first.url.rpartition(":")[2]), WORKBOOK_DATA_DIR=str(tmp_path)):
        for here, (box, text) in boxes.items():
            expect(here.page.locator("html")).not_to_have_attribute("data-of", "the page before")
            expect(box).to_have_value(text)


def test_who_types_goes_on_where_the_connection_broke(visit, server):
    here, ways = visit(), []
    here.page.route_web_socket("**/_stcore/stream", lambda way: ways.append(way.connect_to_server() and way))
    box = evidence(rated(here, server))
    box.click()
    here.page.keyboard.type("Half a sen")
    ways[-1].close()
    expect(box).to_be_disabled()
    expect(box).to_be_enabled()
    expect(box).to_be_focused()
    here.page.keyboard.type("tence")
    expect(box).to_have_value("Half a sentence")


def test_what_was_tapped_while_the_connection_hung_is_stored_when_it_is_back(visit, server):
    here, ways = visit(), []

    def listen(way):
        there = way.connect_to_server()
        way.on_message(lambda message: None if hangs else there.send(message))
        ways.append(way)

    hangs = False
    here.page.route_web_socket("**/_stcore/stream", listen)
    rated(here, server)
    hangs = True
    for element in ("strategy", "systems"):
        here.part(f"cell-{element}").get_by_role("radio", name="5", exact=True).click()
        expect(here.part(f"cell-{element}").get_by_role("radio", checked=True)).to_have_text("5")
    expect(here.part("overall-fit")).to_contain_text("1 of 9")
    hangs = False
    ways[-1].close()
    expect(here.part("overall-fit")).to_contain_text("3 of 9")


def test_a_database_that_is_gone_is_said_and_readyz_turns_red(visit, tmp_path):
    with running(WORKBOOK_DATA_DIR=str(tmp_path)) as server:
        here = rated(visit(), server)
        assert here.page.request.get(f"{server.url}/readyz").status == 200
        (tmp_path / "workbook.db").unlink()
        here.tap("5", within="cell-strategy")
        expect(here.part("trouble")).to_contain_text(SAVED["gone"].en)
        assert here.page.request.get(f"{server.url}/readyz").status == 503
        assert here.page.request.get(f"{server.url}/healthz").status == 200


@pytest.mark.parametrize("lang", ["zh"])
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


@pytest.mark.parametrize("lang", ["zh"])
def test_a_backup_is_downloaded_and_restored_in_another_browser_after_a_preview(visit, server, tmp_path, lang):
    here = rated(visit(lang), server, lang=lang).open("my-data", lang=lang)
    with here.page.expect_download() as download:
        button(here, MINE, "download", lang)
    assert re.fullmatch(rf"{MINE['backup_name'][lang]}-[\d-]+\.json", download.value.suggested_filename)
    file = tmp_path / "backup.json"
    download.value.save_as(file)
    assert json.loads(file.read_text())["accounts"][0]["assessments"][0]["ratings"]["people"]["score"] == 4
    other = visit(lang).open("my-data", lang=lang)
    upload = other.page.locator('input[type="file"]')
    (tmp_path / "wrong.json").write_text("{}")
    upload.set_input_files(tmp_path / "wrong.json")
    expect(other.page.get_by_text(MINE["refused_not_ours"][lang], exact=True)).to_be_visible()
    other.open("my-data", lang=lang)
    upload.set_input_files(file)
    changes = MINE["changes"][lang].format(new=1, changed=0, same=0)
    expect(other.page.get_by_text(f"{MINE['accounts'][lang]}：{changes}", exact=True)).to_be_visible()
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


def everything_named(store, names):
    """A workbook in which every text is one of these names; the secrets of its device, of a report and of questionnaires."""
    device, report = new_secret(), new_secret()
    owner = store.owners.for_device(device)
    deals = [store.scenarios.save(owner, new_id(), name, {"product": "1", "seller": "1", "perception": "1", "cost": "1"}) for name in names]
    accounts = [store.accounts.create(owner, new_id(), name).id for name in names]
    asked = []
    for at, name in enumerate(names):
        assessment, who = new_id(), ("supplier", name, names[-1 - at])
        for field, value, version in (("score", 3, 0), ("evidence", name, 1), ("note", names[-1 - at], 2)):
            store.accounts.rate(owner, accounts[0], assessment, who, ELEMENTS[at % 9], field, value, version)
        asked.append(new_secret())
        store.links.create(owner, accounts[at], "questionnaire", asked[-1], label=name, asker=names[-1 - at], expires=None)
        store.links.create(owner, accounts[0], "questionnaire", new_secret(), label=name, asker="", expires=None)
    parts = ("fit", "pictures", "trend", "evidence", "scenario")
    store.links.create(owner, accounts[0], "report", report, label=names[0], expires=None, parts=parts, scenario_id=deals[0].id)
    store.accounts.close_round(owner, accounts[0], 1)
    return device, report, asked


def unread(here, names):
    """Those of the names that cannot be read on the page."""
    text = " ".join(here.page.locator("body").inner_text().split())
    values = " ".join(box.input_value() for box in here.page.get_by_role("textbox").all())
    return [name for name in names if " ".join(name.split()) not in text + values]


def reads(here, *names):
    """Whether every one of these names can be read on the page as it was typed, and nothing in them did anything."""
    here.settled()
    until = time.monotonic() + 20  # what is settled may not be drawn yet
    while missing := unread(here, names):
        assert time.monotonic() < until, missing
        here.page.wait_for_timeout(100)
    links = here.page.locator('[data-testid="stMain"] a').evaluate_all("all => all.map(one => one.href)")
    assert [link for link in links if "evil" in link or link.startswith("javascript")] == []


def test_what_people_type_is_shown_as_text_wherever_it_is_shown(visit, server, kept):
    """Names of accounts, raters, deals, roles, labels and askers, evidence and notes: every payload in every place."""
    device, report, asked = everything_named(kept, PAYLOADS)
    here, reader, customer = visit(watched=True), visit(watched=True), visit(width=390, watched=True)
    dialogs = []
    for one in (here, reader, customer):
        one.hear("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    here.page.context.add_cookies([{"name": DEVICE, "value": device, "url": server.url}])

    reads(here.open("accounts", lang="en"), *PAYLOADS)  # the heat map
    for width in (390, 834, 1280):
        turn(here.page, width=width)
        fits(here.page)
        widths = here.page.locator(".wb-heat th:has(abbr)").evaluate_all("all => all.map(one => one.offsetWidth)")
        assert len(widths) == 9
        assert min(widths) >= 34  # a mean of several raters needs no more: no column is wider for one
    here.opened(book().words["accounts"]["change_which"].en)
    reads(here, *PAYLOADS[:8])  # what is in sight of a list to choose from
    here.page.keyboard.press("Escape")
    here.page.get_by_role("link", name=PAYLOADS[0], exact=True).click()
    here.page.wait_for_url("**/triple-fit?*")
    here.ready()
    here.page.get_by_text(CANVAS["so_far"].en).click()
    reads(here, *PAYLOADS)  # raters with their roles, and the labels of links
    here.part("raters").get_by_role("button").first.click()
    reads(here, PAYLOADS[-1], PAYLOADS[0])
    here.page.keyboard.press("Escape")
    here.open("value", lang="en")
    beside = here.opened(book().words["scenarios"]["beside"].en)
    for _ in range(4):
        for key in ("ArrowDown", "Enter"):
            beside.press(key)
        here.settled()
    reads(here, *(one.name for one in kept.scenarios.all(kept.owners.of_device(device))[:4]))
    reader.page.goto(f"{server.url}/s/{report}")
    reads(reader.ready(), *PAYLOADS)  # evidence and notes with their raters; the account and the label
    for at in range(1, len(PAYLOADS), 8):
        name, other, notes = PAYLOADS[at], PAYLOADS[-1 - at], [PAYLOADS[(at + place) % len(PAYLOADS)] for place in range(9)]
        for element, note in zip(ELEMENTS, notes, strict=True):
            kept.links.answer(asked[at], "", element, "score", 3, 0)
            kept.links.answer(asked[at], "", element, "note", note, 1)
        customer.page.goto(f"{server.url}/q/{asked[at]}?lang=en")
        reads(customer.ready(), name, other)  # whom it is about, and who asks
        button(customer, book().words["questionnaire"], "go_on")
        expect(customer.page.get_by_role("heading", name=book().words["questionnaire"]["last_look"].en)).to_be_visible()
        reads(customer, *notes)
    requested = [url for one in (here, reader, customer) for url in one.requests]
    assert [url for url in requested if "evil" in url] == dialogs == []


def test_deals_side_by_side_fit_a_phone_however_long_their_names(visit):
    here, words = visit("en", 390).open("value", lang="en", product="1350000", cost="1200000"), book().words["scenarios"]
    for name in ("Nordwind pilot", "Acme renewal 2027", "x" * 80, "y" * 80):
        here.page.get_by_role("textbox", name=words["name"].en).fill(name)
        button(here, words, "save")
    box = here.opened(words["beside"].en)
    for many in range(1, 5):  # the one that was saved last is the first to choose
        for key in ("ArrowDown", "Enter"):
            box.press(key)
        here.settled()
        if many > 1:
            expect(here.page.locator("table.wb-beside thead th")).to_have_count(many + 1)
            fits(here.page)


def test_a_double_tap_right_after_typing_stores_one(visit, kept):
    words = book().words
    here = visit()

    def twice(page, key, delay):
        here.settled()
        tapped_twice(here, here.page.get_by_role("button", name=words[page][key].en, exact=True).first, delay)
        here.page.keyboard.press("Escape")  # the second may have opened what has come to its place
        here.settled()

    def type_into(page, key, text):
        box = here.page.get_by_role("textbox", name=words[page][key].en)
        here.settled()
        box.fill(text)  # and straight to the button: what was typed and the tap come right after each other

    here.open("accounts", lang="en")
    for name, delay in (("Acme", 0), ("Bolt", 300)):
        type_into("accounts", "new", name)
        twice("accounts", "add", delay)
        expect(here.page.get_by_role("link", name=name)).to_have_count(1)
    here.open("value", lang="en")
    for made, delay in enumerate((0, 300), 1):
        type_into("scenarios", "name", f"Deal {made}")
        twice("scenarios", "save", delay)
        expect(here.page.get_by_role("textbox", name=words["scenarios"]["rename"].en)).to_have_value(f"Deal {made}")
        twice("scenarios", "duplicate", delay)
        expect(here.page.get_by_role("textbox", name=words["scenarios"]["rename"].en)).not_to_have_value(f"Deal {made}")
    here.open("triple-fit", lang="en").tap("4", within="cell-people")
    expect(here.part("overall-fit")).to_contain_text("1 of 9")
    for made, delay in enumerate((0, 300), 1):
        here.page.wait_for_timeout(2000 * (made - 1))  # a link within two seconds is the same link
        twice("links", "make", delay)
        expect(here.page.get_by_role("button", name=words["links"]["revoke"].en, exact=True)).to_have_count(made)
    here.settled()
    (device,) = (cookie["value"] for cookie in here.page.context.cookies() if cookie["name"] == DEVICE)
    owner = kept.owners.of_device(device)
    accounts = kept.accounts.names(owner)
    links = [link for account, _ in accounts for link in kept.links.of_account(owner, account)]
    assert (len(accounts), len(kept.scenarios.all(owner)), len(links)) == (3, 4, 2)


def test_a_figure_that_is_left_for_save_is_saved_and_shown(visit):
    """The browser sends the figure and the tap as one request, which names the figure's part of the page only."""
    w = book().words["scenarios"]
    here = visit(width=390).open("value", lang="en")
    here.page.get_by_role("textbox", name=w["name"].en).fill("Acme")
    here.part("figures").get_by_role("spinbutton").first.fill("4000")
    here.page.get_by_role("button", name=w["save"].en, exact=True).click()
    expect(here.page.get_by_role("textbox", name=w["rename"].en)).to_have_value("Acme")
    expect(here.page.get_by_role("textbox", name=w["name"].en)).to_have_value("")
    expect(here.part("actual-value")).to_contain_text("5,500")


def test_with_cookies_blocked_a_link_opens_by_its_address_and_says_so(browser, server, kept, tmp_path):
    owner, ask = kept.owners.for_device(new_secret()), new_secret()
    account = kept.accounts.create(owner, new_id(), "Acme").id
    kept.links.create(owner, account, "questionnaire", ask, label="", expires=None, several=True)
    words = book().words
    settings = tmp_path / "browser" / "Default" / "Preferences"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"profile": {"default_content_setting_values": {"cookies": 2}}}))
    context = browser.browser_type.launch_persistent_context(
        tmp_path / "browser", executable_path=executable(settings=True), args=arguments(), locale="zh-CN"
    )
    here = Visit(context.new_page(), server)
    here.page.goto(f"{server.url}/q/{ask}")
    here.ready()
    assert ask not in here.page.url
    expect(here.page.get_by_text(words["frame"]["footer_reference"].zh)).to_be_visible()
    button(here, words["questionnaire"], "begin", "zh")
    here.tap("4")
    expect(here.part("receipt").get_by_text(SAVED["saved"].zh.format(time="")[:3])).to_be_visible()
    here.page.reload()
    here.ready()
    expect(here.page.get_by_role("radio", name="4", exact=True)).to_be_checked()
    assert context.cookies() == []
    assert len(kept.accounts.assessments(owner, account)) == 1
    context.close()
