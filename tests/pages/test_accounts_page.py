"""Accounts: the portfolio as it fills, and what can be done with one."""

import pytest

from workbook.content import book
from workbook.content.canvas import ELEMENTS
from workbook.links import new_id
from workbook.ui import board
from workbook.ui.saved import store


def add(screen, *names):
    for name in names:
        screen.text("new").set_value(name)
        screen.run().press("add")
    return screen


def rows(screen):
    """The lines of the heat map, each as one text."""
    (table,) = [one.value for one in screen.at.get("html") if "wb-heat" in one.value] or [""]
    return [line.split("</tr>")[0] for line in table.split("<tr>")[2:]]


def order(screen, names):
    return sorted(names, key=lambda name: [name in row for row in rows(screen)].index(True))


def test_a_new_account_appears_and_an_empty_name_is_asked_for(open_page, lang):
    screen = open_page("accounts", lang)
    assert screen.says(screen.word("none"))
    assert screen.press("add").says(screen.word("name_needed"))
    assert "Acme" in rows(add(screen, "Acme"))[0]
    assert screen.text("new").value == ""


def test_the_same_name_twice_is_two_accounts(open_page):
    assert len(rows(add(open_page("accounts"), "Acme", "Acme"))) == 2


def test_two_accounts_of_the_same_name_are_told_apart_and_each_can_be_chosen(open_page):
    screen = add(open_page("accounts"), "Acme", "Acme")
    assert screen.selectbox("one").options == ["Acme", "Acme (2)"]
    screen.selectbox("one").select("Acme (2)")
    screen.run().text("name").set_value("Bolt")
    assert [name in rows(screen.run())[at] for at, name in enumerate(("Acme", "Bolt"))] == [True, True]


def test_the_heat_map_shows_the_scores_and_sorts_by_them(open_page):
    screen = add(open_page("accounts"), "Low", "High")
    for name, score in (("Low", 2), ("High", 5)):
        screen.go("triple_fit")
        choice = screen.at.selectbox[0]
        choice.set_value(next(one for one in choice.options if one == name))
        screen.run()
        screen.fill({f"supplier:{element}": score for element in ELEMENTS})
    screen.go("accounts").choose("shown", "supplier")
    assert rows(screen)[0].count(">5</td>") == 10  # nine cells and the overall
    assert order(screen, ["Low", "High"]) == ["High", "Low"]
    assert order(screen.choose("order", "planning"), ["Low", "High"]) == ["Low", "High"]
    assert rows(screen)[0].count(">2</td>") == 11  # and the level that they are sorted by
    assert all("wb-h" not in row for row in rows(screen.choose("shown", "customer")))


def test_a_mean_is_rounded_once_and_says_the_same_on_every_screen(open_page, rated):
    owner, account = rated()
    for number in range(29):  # 3 + 13/29 is 3.448
        who = ("customer", f"rater {number}", "")
        store().accounts.rate(owner, account, new_id(), who, "strategy", "score", 4 if number < 13 else 3, 0)
    (row,) = rows(screen := open_page("accounts"))
    assert (row.count(">3.4</td>"), row.count("3.5")) == (2, 0)
    screen = open_page("triple_fit", account=account)
    assert screen.metrics[:2] == ["3.4 of 5"] * 2


def test_search_finds_a_part_of_a_name_and_says_when_there_is_none(open_page):
    screen = add(open_page("accounts"), "Acme GmbH", "华东机电")
    screen.text("search").set_value("机电")
    assert len(rows(screen.run())) == 1
    screen.text("search").set_value("nobody")
    assert screen.run().says(screen.word("nothing"))


def test_an_account_is_renamed_archived_taken_back_and_deleted(open_page):
    screen = add(open_page("accounts"), "Acme")

    def pick():
        choice = only_selectbox(screen)
        choice.set_value(choice.options[0])
        return screen.run()

    pick()
    name = next(text for text in screen.at.text_input if text.label == screen.word("rename"))
    name.set_value("Acme & Co")
    assert "Acme &amp; Co" in rows(screen.run())[0]
    screen.write("rename", " ")
    assert screen.says(screen.word("name_needed"))
    assert "Acme &amp; Co" in rows(screen)[0]
    screen.press("archive")
    assert rows(screen) == []
    screen.at.toggle[0].set_value(True)
    screen.run()
    pick().press("take_back")
    screen.at.toggle[0].set_value(False)
    screen.run()
    pick().press("delete_now")
    assert screen.says(screen.word("none"))


def test_an_account_that_was_renamed_in_another_tab_shows_both_names_and_is_archived_all_the_same(open_page):
    screen = add(open_page("accounts"), "Acme")
    choice = only_selectbox(screen)
    choice.set_value("Acme")
    screen.run()
    owner = screen.at.session_state["owner"]
    ((account, _),) = store().accounts.names(owner)
    store().accounts.rename(owner, account, "Acme GmbH", 1)
    screen.write("rename", "Acme SE")
    assert screen.says("Stored now Acme GmbH Yours Acme SE")
    assert "Acme GmbH" in rows(screen.press("keep_theirs", of="saved"))[0]
    store().accounts.rename(owner, account, "Acme AG", 2)
    assert rows(screen.press("archive")) == []
    assert (store().accounts.one(owner, account).archived, store().accounts.one(owner, account).name) == (True, "Acme AG")


def only_selectbox(screen):
    (found,) = screen.at.selectbox
    return found


@pytest.mark.parametrize("page", ["triple_fit", "plan"])
def test_each_of_hundreds_of_accounts_can_be_chosen_and_of_too_many_it_is_said_where_they_are(rated, open_page, lang, page, monkeypatch):
    owner, _ = rated(supplier=3)
    last = [store().accounts.create(owner, new_id(), f"Firm {number}").id for number in range(250)][-1]
    screen = open_page(page, lang, account=last)
    (box,) = [one for one in screen.at.selectbox if one.label == screen.word("account")]
    assert {"Acme", "Firm 0", "Firm 249"} <= {*box.options}
    said = book().words["triple_fit"]["changed_last"][lang]
    assert not screen.says(said.format(most="1,000"))
    monkeypatch.setattr(board, "MOST_NAMES", 251)
    assert screen.run().says(said.format(most="251"))
