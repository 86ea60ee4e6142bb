"""Accounts and the portfolio: made once, changed by one editor at a time, found and sorted."""

from functools import partial
from typing import get_args

import pytest
from shared import RULE, THEIRS, at_once, count, line, rate

from workbook.accounts import Account, standing
from workbook.content.canvas import ELEMENTS
from workbook.store import Conflict, Forbidden
from workbook.store.accounts import Order


def names(found):
    return [one.name for one in found[1]]


@pytest.mark.usefixtures("now")
def test_an_account_reads_back(store, owner):
    made = store.accounts.create(owner, "acme", "Acme 中文")
    assert made == Account("acme", "Acme 中文", 1, None, False, 1_900_000_000, 1_900_000_000, 1, False)
    assert store.accounts.one(owner, "acme") == made
    assert store.accounts.names(owner) == (("acme", "Acme 中文"),)


def test_the_same_id_a_second_time_is_the_same_account(store, owner, other):
    made = store.accounts.create(owner, "acme", "Acme")
    assert at_once([partial(store.accounts.create, owner, "acme", "Another")] * 8) == [made] * 8
    assert count(store, "account") == 1
    with pytest.raises(Forbidden):
        store.accounts.create(other, "acme", "Mine")


def test_nobody_has_no_accounts(store):
    with pytest.raises(Forbidden):
        store.accounts.create("nobody", "acme", "Acme")
    with pytest.raises(Forbidden):
        store.accounts.one("nobody", "acme")
    assert store.accounts.portfolio("nobody") == (0, ())


def test_the_second_who_renames_is_told_what_is_stored_now(store, owner, account, now):
    now.shift(5)
    renamed = store.accounts.rename(owner, account, "Acme Ltd", 1)
    assert (renamed.name, renamed.version, renamed.changed) == ("Acme Ltd", 2, 1_900_000_005)
    with pytest.raises(Conflict) as told:
        store.accounts.rename(owner, account, "Acme Inc", 1)
    assert told.value.current == store.accounts.one(owner, account) == renamed


def test_of_eight_who_rename_at_once_one_is_first_and_seven_are_told(store, owner, account):
    done = at_once([partial(store.accounts.rename, owner, account, f"Acme {number}", 1) for number in range(8)])
    first = next(one for one in done if isinstance(one, Account))
    told = [one.current for one in done if isinstance(one, Conflict)]
    assert told == [first] * 7
    assert store.accounts.one(owner, account) == first


def test_an_archived_account_is_in_the_archive_only(store, owner, account):
    archived = store.accounts.archive(owner, account, 1, archived=True)
    assert (archived.archived, archived.version) == (True, 2)
    assert (store.accounts.portfolio(owner), store.accounts.names(owner)) == ((0, ()), ())
    assert names(store.accounts.portfolio(owner, archived=True)) == ["Acme"]
    with pytest.raises(Conflict):
        store.accounts.archive(owner, account, 1, archived=True)
    store.accounts.archive(owner, account, 2, archived=False)
    assert names(store.accounts.portfolio(owner)) == ["Acme"]


def test_a_deleted_account_is_gone_and_a_second_time_changes_nothing(store, owner, account):
    rate(store, owner, account, 4)
    store.links.create(owner, account, "questionnaire", "secret", label="Bo", expires=None)
    store.links.answer("secret", "phone", "strategy", "score", 2, 0)
    for _ in range(2):
        store.accounts.delete(owner, account)
    assert [count(store, table) for table in ("account", "assessment", "rating", "link")] == [0, 0, 0, 0]
    assert not store.links.works("secret", "questionnaire")


@pytest.fixture
def four(store, owner, now):
    """Three accounts that every order puts differently, and one without a rating."""
    rated = {"Birch": (3, 1, 1, 3), "cedar": (1, 4, 3, 5), "Acme": (2, 2, 5, 4)}
    for name, (planning, execution, resources, ours) in rated.items():
        now.shift(60)
        store.accounts.create(owner, name, name)
        for element, score in (("strategy", planning), ("solutions", execution), ("people", resources)):
            rate(store, owner, name, score, element=element, assessment=f"{name} theirs", who=THEIRS)
        rate(store, owner, name, ours, assessment=f"{name} ours")
    store.accounts.create(owner, "Delta", "Delta")


SORTED = {
    "name": ["Acme", "Birch", "cedar", "Delta"],
    "planning": ["cedar", "Acme", "Birch"],
    "execution": ["Birch", "Acme", "cedar"],
    "resources": ["Birch", "cedar", "Acme"],
    "overall": ["Birch", "cedar", "Acme"],
    "gap": ["Birch", "Acme", "cedar"],
    "rated": ["Birch", "cedar", "Acme"],
}


@pytest.mark.usefixtures("four")
def test_the_portfolio_is_sorted_by_each_order_and_the_unrated_come_last(store, owner):
    assert set(SORTED) == set(get_args(Order))
    for order, up in SORTED.items():
        last = [] if order == "name" else ["Delta"]
        assert (order, names(store.accounts.portfolio(owner, order=order))) == (order, up + last)
        assert (order, names(store.accounts.portfolio(owner, order=order, down=True))) == (order, up[::-1] + last)


@pytest.mark.usefixtures("four")
def test_a_line_shows_the_customers_view_and_the_widest_gap(store, owner):
    found = line(store, owner, "cedar")
    assert (found.planning, found.execution, found.resources, found.overall, found.gap) == (1.0, 4.0, 3.0, 8 / 3, 4.0)
    assert found.rated == 1_900_000_120
    assert tuple(found.cells["strategy"]) == (5.0, 1.0)
    assert tuple(found.cells["systems"]) == (None, None)


FOUND = {
    "": ["100 Pure", "100% Pure", "ACME", "under_score", "underscore", "ZÜRICH AG", "华为技术"],
    "  ": ["100 Pure", "100% Pure", "ACME", "under_score", "underscore", "ZÜRICH AG", "华为技术"],
    "%": ["100% Pure"],
    "0% p": ["100% Pure"],
    "_": ["under_score"],
    "R_S": ["under_score"],
    " acme ": ["ACME"],
    "zürich": ["ZÜRICH AG"],
    "为技": ["华为技术"],
    "为 技": [],
    "/": [],
    "'": [],
    "\\": [],
}


def test_a_search_takes_what_was_typed_literally_and_in_any_case(store, owner, other):
    for name in ("100% Pure", "100 Pure", "under_score", "underscore", "华为技术", "ACME", "ZÜRICH AG"):
        store.accounts.create(owner, f"of {name}", name)
    store.accounts.create(other, "not mine", "acme 100% under_score 华为技术")
    assert {search: names(store.accounts.portfolio(owner, search=search)) for search in FOUND} == FOUND
    assert [store.accounts.portfolio(owner, search=search, size=1)[0] for search in FOUND] == list(map(len, FOUND.values()))


@pytest.mark.parametrize("order", ["name", "overall"])
def test_pages_show_every_account_once(store, owner, order):
    for number in range(23):
        store.accounts.create(owner, f"id-{number}", "The same name")
    pages = [store.accounts.portfolio(owner, order=order, page=page, size=10) for page in (1, 2, 3, 4)]
    assert [(total, len(lines)) for total, lines in pages] == [(23, 10), (23, 10), (23, 3), (23, 0)]
    assert sorted(one.id for _, lines in pages for one in lines) == sorted(f"id-{number}" for number in range(23))


def test_the_accounts_changed_last_come_first_among_the_names(store, owner, now):
    for name in ("first", "second", "third"):
        now.shift(1)
        store.accounts.create(owner, name, name.title())
    now.shift(1)
    store.accounts.rename(owner, "first", "First again", 1)
    assert store.accounts.names(owner, most=2) == (("first", "First again"), ("third", "Third"))


def test_the_portfolio_is_kept_with_everything_that_is_done_to_ratings(store, owner, account):
    def agrees():
        found = line(store, owner, account)
        kept = found._replace(cells={element: tuple(pair) for element, pair in found.cells.items()})
        return kept == standing(store.accounts.one(owner, account), store.accounts.assessments(owner, account), RULE)

    rate(store, owner, account, 4)
    rate(store, owner, account, 2, assessment="bo", who=THEIRS)
    rate(store, owner, account, 5, assessment="cy", who=("customer", "Cy", "buyer"))
    assert agrees()
    assert line(store, owner, account).planning == 3.5
    store.accounts.name_rater(owner, account, "cy", ("Cy", "buyer"), "Bo", "buyer")
    assert agrees()
    before = next(one for one in store.accounts.assessments(owner, account) if one.id == "ours")
    store.accounts.clear(owner, account, "ours")
    assert agrees()
    assert line(store, owner, account).gap is None
    store.accounts.put_back(owner, account, before)
    assert agrees()
    store.links.create(owner, account, "questionnaire", "secret", label="Di", expires=None)
    store.links.answer("secret", "phone", "strategy", "score", 1, 0)
    store.links.hand_in("secret", "phone")
    assert agrees()
    assert line(store, owner, account).planning in (2.0, 5.0)
    store.accounts.hand_in(owner, account, "ours")
    assert agrees()
    store.accounts.remove(owner, account, "bo")
    assert agrees()
    store.accounts.close_round(owner, account, 1)
    assert agrees()
    store.accounts.next_round(owner, account, 2)
    assert agrees()


def test_the_portfolio_is_right_after_raters_who_rated_at_the_same_moment(store, owner, account):
    calls = [
        partial(rate, store, owner, account, 3, element=element, assessment=element, who=("customer", element, "")) for element in ELEMENTS
    ]
    assert [one.score for one in at_once(calls)] == [3] * 9
    assert {element: tuple(pair) for element, pair in line(store, owner, account).cells.items()} == dict.fromkeys(ELEMENTS, (None, 3.0))


@pytest.mark.usefixtures("now")
def test_closing_a_round_is_told_to_the_second_who_does(store, owner, account):
    closed = store.accounts.close_round(owner, account, 1)
    assert (closed.closed, closed.round) == (1_900_000_000, 1)
    with pytest.raises(Conflict) as told:
        store.accounts.next_round(owner, account, 1)
    assert told.value.current == closed
    following = store.accounts.next_round(owner, account, 2)
    assert (following.closed, following.round, following.version) == (None, 2, 3)
