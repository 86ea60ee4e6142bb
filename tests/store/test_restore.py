"""Backups: everything that may be seen goes out, and comes back whole, once, and over nobody else's."""

import json
from itertools import count

import pytest
from shared import CONTEXT, dump, fill, line, rate
from sqlalchemy import event

import workbook.store.backup
from workbook.accounts import visible
from workbook.backup import Changes, Preview, SavedRating, SavedScenario, read
from workbook.content.canvas import ELEMENTS
from workbook.store import Forbidden

FRESH = (Changes(2, 0, 0), Changes(4, 0, 0), Changes(1, 0, 0), Changes(1, 0, 0), Changes(1, 0, 0))
SAME = (Changes(0, 0, 2), Changes(0, 0, 4), Changes(0, 0, 1), Changes(0, 0, 1), Changes(0, 0, 1))


def without_ids(backup):
    """What a backup says, whatever it is called and whenever it was made."""
    found = backup.model_dump(
        mode="json", exclude={"made": True, "scenarios": {"__all__": {"id"}}, "self_assessments": {"__all__": {"id"}}}
    )
    for account in found["accounts"]:
        account.pop("id")
        account["actions"] = [{name: one[name] for name in one if name != "id"} for one in account["actions"]]
        if account["plan"]:
            account["plan"]["reviewed"]["actions"] = list(account["plan"]["reviewed"]["actions"].values())
        account["assessments"] = sorted(repr({name: one[name] for name in one if name != "id"}) for one in account["assessments"])
    found["accounts"].sort(key=repr)
    return found


@pytest.fixture
def saved(store, owner, now):
    """A backup of two accounts, one in its second round, four assessments, a deal and a self-assessment."""
    fill(store, owner, "first")
    now.shift(60)
    account = store.accounts.create(owner, "second", "Second 中文").id
    rate(store, owner, account, 1, assessment="a")
    rate(store, owner, account, 5, element="people", assessment="a")
    store.accounts.close_round(owner, account, 1)
    store.accounts.next_round(owner, account, 2)
    now.shift(60)
    rate(store, owner, account, "cannot_judge", assessment="b")
    rate(store, owner, account, 2, field="predicted", version=1, assessment="b")
    store.accounts.archive(owner, account, 3, archived=True)
    return store.backups.make(owner)


def test_a_backup_survives_its_file(saved):
    assert read(saved.model_dump_json().encode()) == saved
    assert [len(one.assessments) for one in saved.accounts] == [2, 2]


def test_a_restored_workbook_is_the_same_in_another_database(new_url, open_store, store, owner, saved):
    elsewhere = open_store(new_url())
    mine = elsewhere.owners.for_device("new laptop")
    assert elsewhere.backups.preview(mine, saved) == elsewhere.backups.restore(mine, saved) == Preview(*FRESH)
    again = elsewhere.backups.make(mine)
    assert again.model_copy(update={"made": saved.made}) == saved
    for archived in (False, True):
        assert elsewhere.accounts.portfolio(mine, archived=archived) == store.accounts.portfolio(owner, archived=archived)
    assert elsewhere.links.of_account(mine, "first-account") == ()


def test_a_restored_workbook_of_another_owner_has_ids_of_its_own(store, owner, other, saved):
    before = store.backups.make(owner)
    assert store.backups.preview(other, saved) == store.backups.restore(other, saved) == Preview(*FRESH)
    again = store.backups.make(other)
    assert without_ids(again) == without_ids(saved)
    kinds = ("accounts", "scenarios", "self_assessments")
    ids = [
        {one.id for kind in kinds for one in getattr(of, kind)}
        | {each.id for one in of.accounts for each in (*one.assessments, *one.actions)}
        for of in (again, saved)
    ]
    assert [len(one) for one in ids] == [9, 9]
    assert not ids[0] & ids[1]
    planned = next(one for one in again.accounts if one.actions)
    assert list(planned.plan.reviewed.actions) == [planned.actions[0].id]
    assert store.backups.make(owner) == before


def test_restoring_a_second_time_changes_nothing(store, owner, other, saved):
    for mine, first in ((other, FRESH), (owner, SAME)):
        assert store.backups.restore(mine, saved) == Preview(*first)
        before = dump(store)
        assert store.backups.preview(mine, saved) == store.backups.restore(mine, saved) == Preview(*SAME)
        assert dump(store) == before


def test_a_restore_undoes_changes_and_takes_nothing_away(store, owner, saved, now):
    now.shift(60)
    store.accounts.rename(owner, "first-account", "Renamed", store.accounts.one(owner, "first-account").version)
    rate(store, owner, "first-account", 1, version=2, assessment="first-ours", who=("supplier", "first rater", "first role"))
    store.accounts.delete(owner, "second")
    store.scenarios.change(owner, "first-deal", 1, name="Another")
    of, (action,) = store.plans.one(owner, "first-account")
    store.plans.revise(owner, action._replace(text="Another"))
    store.plans.change(owner, "first-account", of.version, vision="Another")
    store.accounts.create(owner, "third", "Third")
    store.self_assessments.save(owner, "first-self", CONTEXT, {"asked_causes": 1})
    store.self_assessments.save(owner, "second-self", CONTEXT, {})
    expected = Preview(Changes(1, 1, 0), Changes(2, 1, 1), Changes(0, 1, 0), Changes(0, 1, 0), Changes(0, 1, 0))
    assert store.backups.preview(owner, saved) == store.backups.restore(owner, saved) == expected
    again = store.backups.make(owner)
    assert {one.name for one in again.accounts} == {"first account", "Second 中文", "Third"}
    added, kinds = ("third", "second-self"), ("accounts", "self_assessments")
    without = {kind: tuple(one for one in getattr(again, kind) if one.id not in added) for kind in kinds}
    kept = again.model_copy(update={**without, "made": saved.made})
    assert kept == saved
    assert line(store, owner, "first-account").gap == 2.0


def test_an_answer_that_was_given_since_stays(store, owner, saved):
    store.links.answer("first ask secret", "phone", "strategy", "score", 5, 2)
    assert store.backups.preview(owner, saved) == store.backups.restore(owner, saved) == Preview(*SAME)
    assert store.links.questionnaire("first ask secret", "phone").assessment.ratings["strategy"].score == 5


def test_an_answer_is_not_taken_over_by_a_file_that_puts_it_into_another_account(store, owner, saved):
    first, second = saved.accounts
    answer = next(one for one in first.assessments if one.by_link)
    forged = answer.model_copy(update={"by_link": False, "ratings": {}})
    store.backups.restore(owner, saved.model_copy(update={"accounts": (second.model_copy(update={"assessments": (forged,)}),)}))
    assert store.links.questionnaire("first ask secret", "phone").assessment.ratings["strategy"].score == 2


@pytest.mark.parametrize("closed", [False, True])
def test_a_restore_turns_no_round_back(store, owner, account, closed):
    rate(store, owner, account, 4)
    saved = store.backups.make(owner)
    store.accounts.close_round(owner, account, 1)
    store.accounts.next_round(owner, account, 2)
    store.links.create(owner, account, "questionnaire", "secret", label="Bo", expires=None)
    store.links.answer("secret", "phone", "strategy", "score", 1, 0)
    store.links.hand_in("secret", "phone")
    if closed:
        store.accounts.close_round(owner, account, 3)
    before = store.accounts.one(owner, account)
    assert store.backups.preview(owner, saved) == store.backups.restore(owner, saved)
    assert store.accounts.one(owner, account)[:4] == before[:4]
    assert store.links.questionnaire("secret", "phone").open is not closed
    seen = [one.by_link for one in visible(store.accounts.one(owner, account), store.accounts.assessments(owner, account))]
    assert sorted(seen) == ([False, True] if closed else [False])


@pytest.mark.usefixtures("now")
def test_a_restore_neither_opens_a_round_nor_closes_it(store, owner, account):
    saved = [store.backups.make(owner)]
    store.accounts.close_round(owner, account, 1)
    saved.append(store.backups.make(owner))
    assert store.backups.restore(owner, saved[0]).accounts == Changes(0, 0, 1)
    assert store.accounts.one(owner, account).closed
    store.accounts.next_round(owner, account, 2)
    ahead = store.backups.make(owner)
    store.accounts.delete(owner, account)
    store.accounts.create(owner, account, "Acme")
    assert store.backups.restore(owner, saved[1]).accounts == Changes(0, 0, 1)
    assert not store.accounts.one(owner, account).closed
    assert store.backups.restore(owner, ahead).accounts == Changes(0, 1, 0)
    assert store.accounts.one(owner, account).round == 2


def test_an_answer_that_was_withdrawn_stays_away_from_the_account_that_is_here(new_url, open_store, store, owner, saved):
    store.links.withdraw("first ask secret", "phone")
    assert store.backups.preview(owner, saved) == store.backups.restore(owner, saved)
    assert not any(one.by_link for one in store.accounts.assessments(owner, "first-account"))
    elsewhere = open_store(new_url())
    mine = elsewhere.owners.for_device("new laptop")
    for _ in range(2):
        elsewhere.backups.restore(mine, saved)
        assert [one.by_link for one in elsewhere.accounts.assessments(mine, "first-account")].count(True) == 1


@pytest.mark.parametrize("fails_at", [1, 2])
def test_a_restore_is_all_or_nothing(store, other, saved, monkeypatch, fails_at):
    before, calls, refresh = dump(store), count(1), workbook.store.backup.refresh

    def failing(*given):
        if next(calls) == fails_at:
            raise ConnectionAbortedError
        refresh(*given)

    monkeypatch.setattr(workbook.store.backup, "refresh", failing)
    with pytest.raises(ConnectionAbortedError):
        store.backups.restore(other, saved)
    assert dump(store) == before
    monkeypatch.undo()
    assert store.backups.restore(other, saved) == Preview(*FRESH)


def test_a_restore_that_the_database_refuses_at_its_end_stores_nothing(store, other, saved):
    before = dump(store)
    scenario = saved.scenarios[0].model_copy(update={"id": "too long", "name": "x" * 81})
    with pytest.raises(ValueError, match=r"^the database does not take such a value$"):
        store.backups.restore(other, saved.model_copy(update={"scenarios": (*saved.scenarios, scenario)}))
    assert dump(store) == before


def test_a_preview_changes_nothing(store, owner, other, saved):
    before = dump(store)
    for mine in (owner, other):
        store.backups.preview(mine, saved)
    assert dump(store) == before


def test_nobody_has_no_backup_and_restores_none(store, saved):
    for call in (
        store.backups.make,
        lambda nobody: store.backups.preview(nobody, saved),
        lambda nobody: store.backups.restore(nobody, saved),
    ):
        with pytest.raises(Forbidden):
            call("nobody")


def test_answers_that_may_not_be_seen_yet_are_not_in_the_backup(store, owner, account):
    store.links.create(owner, account, "questionnaire", "secret", label="canary", expires=None)
    store.links.answer("secret", "phone", "strategy", "score", 2, 0)
    rate(store, owner, account, 4)
    shown = []
    for step in (
        lambda: None,
        lambda: store.links.hand_in("secret", "phone"),
        lambda: store.accounts.hand_in(owner, account, "ours"),
    ):
        step()
        shown.append("canary" in store.backups.make(owner).model_dump_json())
    assert shown == [False, False, True]


def test_a_restore_leaves_answers_alone_that_may_not_be_seen_yet(store, owner, account):
    rate(store, owner, account, 4)
    saved = store.backups.make(owner)
    store.links.create(owner, account, "questionnaire", "secret", label="Bo", expires=None)
    store.links.answer("secret", "phone", "strategy", "score", 2, 0)
    rate(store, owner, account, 1, version=1)
    store.backups.restore(owner, saved)
    assert store.links.questionnaire("secret", "phone").assessment.ratings["strategy"].score == 2
    assert line(store, owner, account).planning == 4.0


def test_a_file_of_more_things_than_sqlite_takes_values_is_read(sqlite_store):
    mine = sqlite_store.owners.for_device("laptop")
    many = tuple(SavedScenario(id=f"{number:05}", name="", body={}, created=0, changed=0) for number in range(33_000))
    backup = sqlite_store.backups.make(mine).model_copy(update={"scenarios": many})
    assert sqlite_store.backups.preview(mine, backup).scenarios == Changes(33_000, 0, 0)


def test_nine_ratings_and_many_things_take_no_more_statements_than_one(sqlite_store, saved):
    ran = []
    event.listen(sqlite_store._database.engine, "before_cursor_execute", lambda *args: ran.append(args[2]))
    (one,) = (one for one in saved.accounts if one.actions)
    rated, action, deal = one.assessments[0], one.actions[0], saved.scenarios[0]
    given = SavedRating(score=3, predicted=None, evidence="", note="", changed=0)
    took = []
    for many, elements in ((1, ELEMENTS[:1]), (30, ELEMENTS)):
        mine = sqlite_store.owners.for_device(f"laptop {many}")
        ids = [f"{many}_{number}" for number in range(many)]
        inside = {
            "id": f"{many}",
            "assessments": tuple(rated.model_copy(update={"id": name, "ratings": dict.fromkeys(elements, given)}) for name in ids),
            "actions": tuple(action.model_copy(update={"id": name}) for name in ids),
        }
        things = {"accounts": (one.model_copy(update=inside),), "scenarios": tuple(deal.model_copy(update={"id": name}) for name in ids)}
        ran.clear()
        expected = (Changes(1, 0, 0), Changes(many, 0, 0), Changes(many, 0, 0), Changes(1, 0, 0), Changes(many, 0, 0))
        assert sqlite_store.backups.restore(mine, saved.model_copy(update=things)) == Preview(*expected)
        took.append(len(ran))
    assert took[0] == took[1]


def test_of_two_things_with_one_id_the_last_one_is_restored(store, owner, saved):
    deal = saved.scenarios[0]
    twice = (deal.model_copy(update={"id": "twice"}), deal.model_copy(update={"id": "twice", "name": "Last"}))
    store.backups.restore(owner, saved.model_copy(update={"scenarios": twice}))
    assert [one.name for one in store.scenarios.all(owner) if one.id == "twice"] == ["Last"]


def test_a_backup_of_the_first_version_is_restored_and_takes_nothing_away(store, owner, saved):
    older = saved.model_dump(mode="json", exclude={"self_assessments": True, "accounts": {"__all__": {"plan", "actions"}}}) | {"version": 1}
    assert store.backups.restore(owner, read(json.dumps(older).encode())) == Preview(*SAME[:3], Changes(0, 0, 0), Changes(0, 0, 0))
    assert store.backups.make(owner).model_copy(update={"made": saved.made}) == saved
