"""The customer's questionnaire: where somebody comes back to, and what is said once it is handed in."""

from datetime import UTC, datetime

import pytest

from workbook.content import book
from workbook.content.canvas import ELEMENTS
from workbook.links import new_secret
from workbook.text import LANGS, day
from workbook.ui import identity, report
from workbook.ui.cookies import GRANTS, lend
from workbook.ui.saved import store


def test_who_loads_the_page_again_is_at_the_same_question(asked, open_page):
    screen = asked().press("begin").choose(ELEMENTS[0], 2)
    for element in ELEMENTS[1:6]:
        screen.press("next").choose(element, 3)
    again = open_page("questionnaire", **screen.at.query_params)
    assert again.chosen(ELEMENTS[5]) == 3
    assert again.press("back").chosen(ELEMENTS[4]) == 3


def at(screen, step):
    """The address of a step of the questionnaire that a screen has gone into."""
    now = screen.at.query_params["step"]
    return {"step": f"{step}-{now.partition('-')[2]}"}


def test_an_address_with_no_such_question_is_that_of_the_first_page(asked, open_page):
    screen = asked().press("begin")
    assert not open_page("questionnaire", **at(screen, 2)).says("Who asks")
    for step in (11, -1, "x", "9" * 5000):
        assert open_page("questionnaire", **at(screen, step)).says("Who asks")
    assert open_page("questionnaire", step="2").says("Who asks")


def test_who_comes_back_after_another_link_was_opened_is_told_first_who_asks(asked, open_page):
    before = asked(asker="Ana").press("begin").choose(ELEMENTS[0], 4)
    asked(asker="Kim")
    again = open_page("questionnaire", **before.at.query_params)
    assert again.says("Who asks")
    assert again.says("Kim")


def test_who_opens_the_link_again_goes_on_with_the_first_open_question(asked, open_page, monkeypatch):
    monkeypatch.setattr(identity, "device", lambda: "a colleague's phone")
    asked(several=True).press("begin").choose(ELEMENTS[0], 2)
    assert open_page("questionnaire").press("go_on").chosen(ELEMENTS[1]) is None


def test_answers_that_are_handed_in_are_said_to_be_so_wherever_one_comes_in(asked, open_page):
    for lang in LANGS:
        screen = asked(lang).press("begin").choose(ELEMENTS[0], 2)
        last = at(screen, len(ELEMENTS) + 1)
        looked = open_page("questionnaire", lang, **last)
        assert looked.says(looked.word("may_hand_in"))
        looked.press("hand_in")
        (kept,) = store().accounts.assessments(screen.owner, screen.account)
        said = screen.word("handed_in", date=day(datetime.fromtimestamp(kept.handed_in, UTC), lang))
        for query in ({}, last):
            opened = open_page("questionnaire", lang, **query)
            assert opened.says(said)
            assert not opened.says(opened.word("may_hand_in"))
            labels = [button.label for button in opened.at.button]
            assert not {opened.word("go_on"), opened.word("hand_in")} & set(labels)
        answers = open_page("questionnaire", lang).press("see_answers")
        assert answers.says(answers.word("some_open", answered=1, all=9))


def test_who_deletes_the_answers_is_back_at_the_first_page(asked):
    screen = asked().press("begin").choose(ELEMENTS[0], 2)
    screen.press("back").press("withdraw_now")
    assert screen.says(screen.word("withdrawn"))
    assert "step" not in screen.at.query_params


@pytest.mark.parametrize(("lang", "said"), [("en", "7 Dec 2099, 09:13"), ("zh", "2099年12月7日 09:13")])
def test_until_when_a_link_works_is_said_to_the_minute(rated, asked, open_page, monkeypatch, lang, said):
    expires = int(datetime(2099, 12, 7, 9, 13, 20, tzinfo=UTC).timestamp())
    assert asked(lang, expires=expires).says(said)
    owner, account = rated(supplier=3)
    secret = new_secret()
    store().links.create(owner, account, "report", secret, label="", expires=expires, parts=("fit",))
    monkeypatch.setattr(report, "grant", lambda _: secret)
    assert open_page("shared", lang).says(said)
    assert open_page("triple_fit", lang, account=account).says(said)


@pytest.mark.parametrize("page", ["questionnaire", "shared", "present"])
def test_a_browser_without_cookies_is_asked_to_open_the_link_again_only_where_that_helps(open_page, lang, page):
    w = {key: text[lang] for key, text in book().words["frame"].items()}
    for reference, said in (("of a server that was started again", "link_again"), (lend(GRANTS["report"], "ended"), "link_ended")):
        screen = open_page(page, lang, g=reference)
        assert screen.at.title[0].value == w[said]
        assert screen.says(w[f"{said}_help"])
