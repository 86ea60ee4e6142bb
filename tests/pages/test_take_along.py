import csv
import io
import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import streamlit as st
import time_machine
from pptx import Presentation
from written import Pdf, Xlsx

from workbook.content import book
from workbook.content.canvas import ELEMENTS
from workbook.content.plan import STEPS
from workbook.ics import escaped
from workbook.links import new_id, new_secret
from workbook.plan import Action
from workbook.store import Forbidden
from workbook.store.plans import AMOUNTS
from workbook.text import LANGS
from workbook.ui import take_along
from workbook.ui.saved import store

PLANNED = ["one_page", "one_page_letter", "slides", "sheets", "plan_csv"]
CANVAS = ["one_page", "one_page_letter", "slides", "sheets", "csv", "png", "svg"]


@pytest.fixture
def offered(monkeypatch):
    """The files that a page offers: by kind what makes each, and its name. Making one runs outside of the visit, as a server does it."""
    files = {}

    def button(_, data, *named, **given):
        if named:
            files["calendar"] = (lambda: data), named[0]
            return
        files[given["key"].rpartition("-")[2]] = data, given["file_name"]
        assert given["on_click"] == "ignore"

    monkeypatch.setattr(st, "download_button", button)
    return files


def made(offered, kind):
    return offered[kind][0]()


def rows(file):
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"))))


def deck(file):
    """The texts of a deck."""
    shapes = [shape for slide in Presentation(io.BytesIO(file)).slides for shape in slide.shapes]
    cells = [cell.text for shape in shapes if shape.has_table for row in shape.table.rows for cell in row.cells]
    return cells + [shape.text_frame.text for shape in shapes if shape.has_text_frame]


@pytest.fixture
def shared(open_page, monkeypatch):
    """Opens the report of a new account that both sides rated, with the parts that its sharer chose."""

    def opened(*parts, lang="en"):
        owner, account, secret = store().owners.for_device(new_secret()), new_id(), new_secret()
        store().accounts.create(owner, account, "Acme")
        for side, score in (("supplier", 4), ("customer", 2)):
            rater, who = new_id(), (side, "Secret Kim", "CFO")
            for element in ELEMENTS:
                store().accounts.rate(owner, account, rater, who, element, "score", score, 0)
            store().accounts.rate(owner, account, rater, who, "strategy", "evidence", "They said so.", 1)
        if "plan" in parts:
            store().plans.change(owner, account, 0, vision="One firm")
            amounts = dict(zip(AMOUNTS, map(Decimal, (123, 0, 456, 1)), strict=True))
            store().plans.add(owner, Action(new_id(), account, text="Map", owner="Ana", target=4, note="Between us", **amounts))
            store().plans.add(owner, Action(new_id(), account, text="Given up", status="dropped"))
        store().links.create(owner, account, "report", secret, label="", expires=None, parts=parts)
        monkeypatch.setattr("workbook.ui.report.grant", lambda _: secret)
        screen = open_page("shared", lang)
        screen.owner, screen.account = owner, account
        return screen

    return opened


def test_a_canvas_offers_every_format_under_a_name_that_says_what_it_is(open_page, offered, lang):
    open_page("triple_fit", lang).press("show_example")
    assert list(offered) == CANVAS
    of = book().canvas.example.name[lang]
    assert len({name for _, name in offered.values()}) == len(offered)
    assert all(name.startswith(f"{'Triple Fit' if lang == 'en' else '三重匹配'}-{of}-20") for _, name in offered.values())
    assert of in Pdf(made(offered, "one_page")).text
    assert rows(made(offered, "csv"))[1][2:5] == ["5", "2", "3"]
    assert made(offered, "png").startswith(b"\x89PNG")


def test_where_no_picture_is_shown_none_is_offered(open_page, offered):
    open_page("triple_fit")
    assert list(offered) == [kind for kind in CANVAS if kind not in ("png", "svg")]
    assert Pdf(made(offered, "one_page")).pages == 1


def test_a_file_holds_what_is_stored_when_it_is_made(open_page, offered):
    screen = open_page("triple_fit").choose("supplier:strategy", 5)
    screen.choose("supplier:people", 2)
    before, now = offered["csv"][0], dict(offered)
    screen.choose("supplier:people", 4)
    assert offered.keys() == now.keys()
    assert [row[2] for row in rows(before())[1:]] == ["5", "", "", "", "", "", "4", "", ""]


def test_the_next_steps_are_those_of_the_plan_with_owner_and_day(open_page, offered):
    screen = open_page("triple_fit").choose("supplier:strategy", 5)
    mine = screen.at.session_state["owner"]
    ((account, _),) = store().accounts.names(mine)
    for text, due, status in (("Later", date(2027, 6, 1), "open"), ("Sooner", date(2027, 2, 1), "open"), ("Given up", None, "dropped")):
        store().plans.add(mine, Action(new_id(), account=account, text=text, owner="Kim", due=due, status=status))
    text = Pdf(made(offered, "one_page")).text
    assert text.index("SoonerKim1 Feb 2027") < text.index("LaterKim1 Jun 2027")
    assert "Given up" not in text
    assert "No plan yet" not in text


def test_an_account_that_is_somebody_elses_by_now_is_not_made(open_page, offered):
    screen = open_page("triple_fit").choose("supplier:strategy", 5)
    make = offered["sheets"][0]
    assert Xlsx(make()).sheets[0] == "Scores"
    store().owners.erase(screen.at.session_state["owner"])
    with pytest.raises(Forbidden):
        make()


def test_a_deal_offers_sheets_slides_a_table_and_the_picture_on_the_screen(open_page, offered, lang):
    screen = open_page("value", lang).type("seller", 1234.56)
    assert list(offered) == ["slides", "sheets", "csv", "png", "svg"]
    file = Xlsx(made(offered, "sheets"))
    assert file.works_out(file.place("seller")) == 1234.56
    assert screen.word("bar_perception") in made(offered, "svg").decode()
    screen.choose("look", "map")
    assert screen.word("map_here") in made(offered, "svg").decode()


def test_a_report_offers_what_it_shows(shared, offered):
    shared("fit", "pictures", "trend")
    assert list(offered) == CANVAS
    text = Pdf(made(offered, "one_page")).text
    assert "2 of 5" in text
    assert "Trend" in text
    file = Xlsx(made(offered, "sheets"))
    assert file.sheets == ["Scores", "Rounds", "Next steps"]
    assert not [cell for cell in file.cells.values() if "Secret" in str(cell) or "They said so." in str(cell)]


@pytest.mark.parametrize(
    ("parts", "kinds"),
    [
        (("fit",), []),
        (("evidence",), []),
        (("pictures",), ["csv", "png", "svg"]),
        (("trend",), ["png", "svg"]),
        (("plan",), ["slides", "sheets", "plan_csv"]),
        (("pictures", "plan"), ["slides", "sheets", "csv", "plan_csv", "png", "svg"]),
        (("fit", "pictures"), CANVAS),
    ],
)
def test_a_report_offers_nothing_that_it_does_not_show(shared, offered, parts, kinds):
    shared(*parts)
    assert list(offered) == kinds
    if kinds == CANVAS:
        assert Xlsx(made(offered, "sheets")).sheets == ["Scores", "Next steps"]
        assert "Trend" not in Pdf(made(offered, "one_page")).text


@pytest.mark.parametrize("parts", [("plan",), ("pictures", "plan"), ("fit", "pictures", "plan"), ("fit", "pictures", "evidence", "plan")])
def test_a_plan_goes_along_without_what_is_between_the_two_sides(shared, offered, parts):
    shared(*parts)
    assert [row[2:5] for row in rows(made(offered, "plan_csv"))[1:]] == [["Map", "Ana", "Supplier"]]
    file, slides = Xlsx(made(offered, "sheets")), deck(made(offered, "slides"))
    assert file.sheets[-1] == "Plan"
    assert "Balance" not in file.sheets
    assert ("Scores" in file.sheets) == ("fit" in parts)
    texts = [*map(str, file.cells.values()), *slides, *(cell for row in rows(made(offered, "plan_csv")) for cell in row)]
    assert any("One firm" in text for text in slides)
    assert [text for text in texts if any(word in text for word in ("123", "456", "Between us", "Given up", "Target", "fair"))] == []
    if "one_page" in offered:
        page = Pdf(made(offered, "one_page")).text
        assert "MapAna" in page
        assert "worth it" not in page
        assert "Next review" not in page


def test_without_its_plan_a_report_s_files_know_nothing_of_it(shared, offered):
    screen = shared("fit", "pictures")
    store().plans.add(screen.owner, Action(new_id(), screen.account, text="Map", owner="Ana"))
    assert "plan_csv" not in offered
    assert "Ana" not in Pdf(made(offered, "one_page")).text
    assert "Plan" not in Xlsx(made(offered, "sheets")).sheets


@pytest.fixture
def planned(rated, open_page, lang):
    """The page of a plan with one action whose amounts are known."""
    owner, account = rated(supplier=5)
    amounts = dict(zip(AMOUNTS, map(Decimal, (10, 20, 30, 40)), strict=True))
    store().plans.add(owner, Action(new_id(), account, text="Map", owner="Ana", indicator="=1+1", note="Between us", target=5, **amounts))
    screen = open_page("plan", lang, account=account)
    screen.owner, screen.account = owner, account
    return screen


def test_a_plan_offers_its_files_in_every_step(planned, offered):
    words, lang = book().words, planned.lang
    for step in [*STEPS, "review"]:
        offered.clear()
        planned.choose("step", step)
        assert [kind for kind in offered if kind not in ("png", "svg")][-5:] == PLANNED
    assert offered["sheets"][1].startswith(f"{words['take_along']['file_plan'][lang]}-Acme-20")
    head, row = rows(made(offered, "plan_csv"))
    assert head[9:11] == [words["take_along"]["target"][lang], words["take_along"]["unit"][lang]]
    assert row[8:] == ["'=1+1", "5", row[10], "10", "20", "30", "40", "20", "20", "Between us"]
    file = Xlsx(made(offered, "sheets"))
    assert words["take_along"]["balance"][lang] in file.sheets
    assert words["take_along"]["worth_it"][lang].split("{unit}")[1] in "".join(deck(made(offered, "slides")))
    assert "MapAna" in Pdf(made(offered, "one_page")).text


def test_the_picture_of_a_plan_is_the_one_on_the_screen(planned, offered):
    planned.choose("step", "horizons")
    assert planned.word("quick_win") in made(offered, "svg").decode()
    planned.choose("look", "course")
    assert planned.word("today") in made(offered, "svg").decode()


def test_the_example_s_plan_can_be_taken_along(open_page, offered, lang):
    open_page("plan", lang).press("show_example")
    example = book().plan.example
    assert [row[2] for row in rows(made(offered, "plan_csv"))[1:]] == [
        one.text[lang] for one in sorted(example.actions, key=lambda one: ELEMENTS.index(one.element))
    ]
    assert book().words["take_along"]["example"][lang] in Pdf(made(offered, "one_page")).text


@pytest.mark.parametrize("lang", LANGS)
def test_the_example_s_calendar_names_its_account_and_says_that_it_is_invented(open_page, offered, lang):
    open_page("plan", lang).press("show_example").choose("step", "review")
    assert offered["calendar"][1].startswith(f"{book().words['take_along']['file_plan'][lang]}-{book().canvas.example.name[lang]}-20")
    calendar = made(offered, "calendar").replace(b"\r\n ", b"").decode()
    title, of = book().words["plan"]["title"][lang], book().canvas.example.name[lang]
    assert f"X-WR-CALNAME:{title}{'：' if lang == 'zh' else ': '}{of}\r\n" in calendar
    subjects, texts = (re.findall(rf"^{part};.*?:(.*)\r$", calendar, re.MULTILINE) for part in ("SUMMARY", "DESCRIPTION"))
    assert subjects
    assert all(escaped(book().canvas.example.name[lang]) in subject for subject in subjects)
    assert [escaped(book().words["take_along"]["example"][lang]) in text for text in texts] == [True] * len(subjects)


def test_what_was_written_goes_along_where_the_report_shows_it(shared, offered):
    shared("fit", "pictures", "evidence")
    file = Xlsx(made(offered, "sheets"))
    assert file.sheets == ["Scores", "Evidence", "Next steps"]
    assert "They said so." in file.cells.values()


def test_a_report_that_was_revoked_makes_no_file_any_more(shared, offered):
    screen = shared("fit", "pictures", "trend")
    for link in store().links.of_account(screen.owner, screen.account):
        store().links.revoke(screen.owner, link.id)
    for kind in CANVAS:
        with pytest.raises(Forbidden):
            made(offered, kind)


def test_what_is_said_while_a_file_is_made_and_where_it_fails_is_there(open_page, lang):
    screen, words = open_page("value", lang), book().words["take_along"]
    assert screen.says(words["making"][lang])
    assert screen.says(words["failed"][lang])


def test_a_file_that_cannot_be_made_leaves_its_reason_in_the_log(caplog):
    def broken():
        raise ValueError("no paper")

    with pytest.raises(ValueError, match="no paper"):
        take_along._made("one_page", broken)
    assert "a file could not be made: one_page" in caplog.text


def test_the_days_of_a_plan_are_the_readers_on_the_page_and_in_every_file(rated, open_page, offered, monkeypatch):
    monkeypatch.setattr(type(st.context), "timezone", "Asia/Shanghai")
    with time_machine.travel(datetime(2030, 3, 17, 18, tzinfo=UTC), tick=False):  # the 18th in Shanghai
        owner, account = rated(supplier=5, customer=2)
        store().plans.change(owner, account, 0, rhythm=30)
        store().plans.add(owner, Action(new_id(), account, text="Map", due=date(2030, 3, 17)))
        screen = open_page("plan", account=account).choose("step", "actions")
        assert screen.says(screen.word("overdue", date="17 Mar 2030"))
        assert screen.choose("step", "review").says("17 Apr 2030")
        assert b"DTSTART;VALUE=DATE:20300417" in made(offered, "calendar")
        assert "Next review: 17 Apr 2030" in " ".join(Pdf(made(offered, "one_page")).text.split())
        open_page("plan").press("show_example").choose("step", "review")
        due = [date(2030, 3, 18) + timedelta(days=one.days) for one in book().plan.example.actions if one.status == "open"]
        assert all(f"DTSTART;VALUE=DATE:{one:%Y%m%d}".encode() in made(offered, "calendar") for one in due)
