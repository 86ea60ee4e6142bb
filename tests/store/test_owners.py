"""Whose workbook it is, on which device, and until when."""

from functools import partial

import pytest
from shared import at_once, count, dump, fill

from workbook.links import DAY
from workbook.store import Forbidden


def test_a_device_that_wrote_nothing_has_no_owner_and_leaves_no_trace(store):
    assert store.owners.of_device("phone") is None
    assert set(map(tuple, dump(store).values())) == {()}


def test_a_device_keeps_its_owner_and_another_device_has_another(store):
    first = store.owners.for_device("phone")
    assert store.owners.for_device("phone") == store.owners.of_device("phone") == first
    assert store.owners.for_device("laptop") != first
    assert (count(store, "owner"), count(store, "device")) == (2, 2)


def test_the_tabs_of_a_new_device_make_one_owner(store):
    assert len(set(at_once([partial(store.owners.for_device, "phone")] * 8))) == 1
    assert (count(store, "owner"), count(store, "device")) == (1, 1)


def test_the_tabs_of_a_first_login_make_one_owner(store):
    assert len(set(at_once([partial(store.owners.for_login, "https://login.example ana")] * 8))) == 1
    assert count(store, "owner") == 1
    assert store.owners.for_login("https://login.example bo") != store.owners.for_login("https://login.example ana")


def test_a_resume_link_moves_the_workbook_to_another_device(store, owner):
    secret = store.owners.new_resume_link(owner)
    before = store.owners.for_device("phone")
    assert store.owners.resumable(secret) == owner
    assert store.owners.resume(secret, "phone") == owner != before
    assert store.owners.of_device("phone") == store.owners.of_device("laptop of the owner") == owner
    assert store.owners.resume(secret, "tablet") == owner


def test_a_double_tap_on_a_resume_link_is_one_device(store, owner):
    secret = store.owners.new_resume_link(owner)
    assert at_once([partial(store.owners.resume, secret, "phone")] * 8) == [owner] * 8
    assert count(store, "device") == 2


def test_a_new_resume_link_ends_the_one_before(store, owner, other):
    assert not store.owners.has_resume_link(owner)
    first, second = store.owners.new_resume_link(owner), store.owners.new_resume_link(owner)
    assert (store.owners.has_resume_link(owner), store.owners.has_resume_link(other)) == (True, False)
    assert (store.owners.resumable(first), store.owners.resumable(second)) == (None, owner)
    with pytest.raises(Forbidden):
        store.owners.resume(first, "phone")
    assert store.owners.of_device("phone") is None
    assert store.owners.resume(second, "phone") == owner


def test_nobody_has_no_resume_link_and_no_drafts(store):
    with pytest.raises(Forbidden):
        store.owners.new_resume_link("nobody")
    with pytest.raises(Forbidden):
        store.owners.keep_draft("nobody", "canvas", {})
    assert (store.owners.has_resume_link("nobody"), store.owners.drafts("nobody")) == (False, {})


def test_drafts_are_there_after_a_restart(url, open_store, store, owner, other, now):
    body = {"strategy": [4, None], "文本": "中文 \U0001f600 'quoted' \\ %"}
    assert store.owners.keep_draft(owner, "canvas", {"old": 1}) == 1_900_000_000
    now.shift(60)
    assert store.owners.keep_draft(owner, "canvas", body) == 1_900_000_060
    store.owners.keep_draft(owner, "value", None)
    store.close()
    again = open_store(url)
    assert again.owners.drafts(again.owners.of_device("laptop of the owner")) == {"canvas": body, "value": None}
    assert again.owners.drafts(other) == {}


def test_drafts_kept_at_the_same_moment_are_one_and_whole(store, owner):
    kept = at_once([partial(store.owners.keep_draft, owner, "canvas", [number] * 50) for number in range(8)])
    assert not [one for one in kept if isinstance(one, Exception)]
    assert count(store, "draft") == 1
    assert store.owners.drafts(owner)["canvas"] in [[number] * 50 for number in range(8)]


def test_a_visit_is_forgotten_after_a_day(store, now):
    kept = store.owners.for_device("laptop")
    visit = store.owners.for_device("phone", visit=True)
    fill(store, visit, "canary")
    now.shift(DAY)
    store.forget()
    assert store.owners.of_device("phone") == visit
    now.shift(1)
    store.forget()
    assert store.owners.of_device("phone") is None
    assert store.owners.of_device("laptop") == kept
    assert "canary" not in repr(dump(store))


@pytest.mark.parametrize("resumed", [False, True])
def test_a_visit_that_has_a_resume_link_outlasts_the_day(store, now, resumed):
    visit = store.owners.for_device("browser without cookies", visit=True)
    fill(store, visit, "mine")
    secret = store.owners.new_resume_link(visit)
    if resumed:
        store.owners.resume(secret, "phone")
    now.shift(40 * DAY)
    store.forget()
    assert store.owners.resume(secret, "phone") == visit
    assert store.accounts.one(visit, "mine-account").name == "mine account"


def test_a_workbook_that_nobody_can_reach_is_deleted_after_a_month(store, owner, other, now):
    fill(store, owner, "canary")
    store.owners.resume(store.owners.new_resume_link(other), "laptop of the owner")
    store.forget()
    now.shift(30 * DAY)
    store.forget()
    assert store.links.works("canary ask secret", "questionnaire")
    now.shift(1)
    store.forget()
    assert "canary" not in repr(dump(store))
    assert store.owners.of_device("laptop of the owner") == other


def test_a_workbook_that_got_a_resume_link_in_a_tab_that_was_still_open_stays(store, owner, other, now):
    fill(store, owner, "mine")
    store.owners.resume(store.owners.new_resume_link(other), "laptop of the owner")
    store.forget()
    secret = store.owners.new_resume_link(owner)
    now.shift(40 * DAY)
    store.forget()
    assert store.owners.resume(secret, "phone") == owner
    assert store.accounts.one(owner, "mine-account").name == "mine account"


@pytest.mark.parametrize("reached", ["device", "login", "resume link"])
def test_a_workbook_that_somebody_can_reach_stays(store, other, now, reached):
    mine = store.owners.for_login("somebody") if reached == "login" else store.owners.for_device("phone")
    fill(store, mine, "mine")
    if reached == "resume link":
        store.owners.new_resume_link(mine)
        store.owners.resume(store.owners.new_resume_link(other), "phone")
    for _ in range(3):
        store.forget()
        now.shift(40 * DAY)
    assert store.accounts.one(mine, "mine-account").name == "mine account"


def test_erasing_takes_everything_of_the_owner_and_nothing_of_another(store, owner, other):
    fill(store, other, "theirs")
    others = dump(store)
    fill(store, owner, "canary")
    store.owners.new_resume_link(owner)
    assert "canary" in repr(dump(store))
    store.owners.erase(owner)
    left = dump(store)
    mine = {"owner": 1, "device": 1}
    assert {name: len(rows) for name, rows in left.items()} == {name: len(rows) - mine.get(name, 0) for name, rows in others.items()}
    assert all(set(rows) <= set(others[name]) for name, rows in left.items())
    assert store.owners.of_device("laptop of the owner") is None
    store.owners.erase(owner)
    assert dump(store) == left
