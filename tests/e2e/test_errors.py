"""What a reader sees when a page fails: a sentence and a number, and nothing of the inside."""

import re

import pytest
from playwright.sync_api import expect

from scripts.server import running
from workbook.content import book
from workbook.text import LANGS


@pytest.fixture(scope="module")
def failing(tmp_path_factory):
    log = tmp_path_factory.mktemp("failing") / "server.log"
    with running("tests/e2e/failing_app.py", health="/_stcore/health", log=log) as server:
        yield server, log


@pytest.mark.parametrize("lang", LANGS)
def test_a_failing_page_shows_a_sentence_and_a_number_that_the_log_explains(visit, failing, lang):
    server, log = failing
    page = visit(lang).page
    page.goto(f"{server.url}/?lang={lang}")
    before, after = book().words["frame"]["failed"][lang].split("{reference}")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text(before)
    reference = re.search(re.escape(before) + r"([0-9a-f]{8})" + re.escape(after), alert.inner_text())[1]
    expect(page.get_by_text("Before the failure")).to_be_visible()
    assert not re.search(r"hunter2|RuntimeError|Traceback|failing_page", page.content())
    logged = log.read_text(encoding="utf-8")
    assert f"reference {reference}" in logged
    assert "RuntimeError: password=hunter2" in logged
