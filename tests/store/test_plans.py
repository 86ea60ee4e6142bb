"""Plans and actions: stored once, changed by one at a time, gone with their account."""

from datetime import date
from decimal import Decimal

import pytest
from shared import at_once, count, fill

from workbook.links import DAY
from workbook.plan import Action, Plan, Snapshot
from workbook.store import Conflict

SEEN = Snapshot(at=1, actions={}, scores={"strategy": (4.33, None)})


def new(account, name="act", **fields):
    return Action(name, account, text="Map", **fields)


def test_an_action_reads_back_as_it_was_given_to_the_cent(store, owner, account, now):  # noqa: ARG001
    given = new(
        account,
        element="people",
        owner="Ana 安娜",
        side="customer",
        horizon="vision",
        due=date(2030, 1, 2),
        indicator="late parts a month",
        status="under_way",
        unit="money",
        effort_supplier=Decimal("999999999999.99"),
        effort_customer=Decimal("0.01"),
        benefit_supplier=Decimal(0),
        target=5,
        note="two\nlines",
    )
    stored = store.plans.add(owner, given)
    assert stored == given._replace(created=1_900_000_000, changed=1_900_000_000)
    assert store.plans.one(owner, account) == (Plan(account, created=1_900_000_000), (stored,))


def test_an_action_that_is_sent_twice_is_one(store, owner, account):
    first = store.plans.add(owner, new(account))
    assert store.plans.add(owner, new(account)._replace(text="Again")) == first
    assert count(store, "action") == 1


def test_an_action_belongs_to_the_round_in_which_it_was_made(store, owner, account):
    store.accounts.next_round(owner, account, 1)
    made = store.plans.add(owner, new(account))
    store.accounts.next_round(owner, account, 2)
    assert made.round == 2
    assert store.plans.revise(owner, made._replace(round=9, status="done"))[-4] == 2


def test_another_target_is_a_promise_of_the_round_in_which_it_was_set(store, owner, account):
    made = store.plans.add(owner, new(account))
    store.accounts.next_round(owner, account, 1)
    assert store.plans.revise(owner, made._replace(status="under_way")).round == 1
    promised = store.plans.revise(owner, made._replace(target=4, version=2))
    assert (promised.target, promised.round) == (4, 2)
    store.accounts.next_round(owner, account, 2)
    assert store.plans.revise(owner, promised._replace(element="people")).round == 3


def test_who_changes_an_older_action_is_shown_the_newer(store, owner, account):
    made = store.plans.add(owner, new(account))
    theirs = store.plans.revise(owner, made._replace(text="Theirs"))
    assert theirs.version == 2
    with pytest.raises(Conflict) as clash:
        store.plans.revise(owner, made._replace(text="Mine"))
    assert clash.value.current == theirs
    assert store.plans.revise(owner, theirs._replace(text="Mine")).text == "Mine"


def test_the_first_change_begins_the_plan_and_a_second_first_one_is_a_conflict(store, owner, account, now):  # noqa: ARG001
    assert store.plans.one(owner, account)[0] == Plan(account)
    begun = store.plans.change(owner, account, 0, vision="One firm")
    assert begun == Plan(account, "One firm", 90, None, 1_900_000_000, 1)
    with pytest.raises(Conflict) as clash:
        store.plans.change(owner, account, 0, vision="Mine")
    assert clash.value.current == begun
    assert store.plans.change(owner, account, 1, rhythm=30, reviewed=SEEN) == begun._replace(rhythm=30, reviewed=SEEN, version=2)
    with pytest.raises(Conflict):
        store.plans.change(owner, account, 1, rhythm=60)


def test_a_plan_begins_with_its_first_action_also_where_its_rhythm_is_chosen_later(store, owner, account, now):
    for name in ("first", "later"):
        store.plans.add(owner, new(account, name))
        now.shift(50 * DAY)
    assert store.plans.one(owner, account)[0] == Plan(account, created=1_900_000_000)
    assert store.plans.change(owner, account, 0, rhythm=60) == Plan(account, "", 60, None, 1_900_000_000, 1)


def test_of_two_who_begin_a_plan_at_once_one_is_told(store, owner, account):
    calls = [lambda vision=vision: store.plans.change(owner, account, 0, vision=vision) for vision in ("one", "two")]
    assert sorted(type(outcome).__name__ for outcome in at_once(calls)) == ["Conflict", "Plan"]


def test_an_amount_of_parts_of_a_cent_is_refused(store, owner, account):
    with pytest.raises(ValueError, match="two decimals"):
        store.plans.add(owner, new(account, effort_supplier=Decimal("0.001")))


@pytest.mark.parametrize("wrong", [{"target": 6}, {"text": "x" * 201}, {"owner": "x" * 81}, {"indicator": "x" * 201}, {"note": "x" * 501}])
def test_the_database_itself_bounds_an_action(store, owner, account, wrong):
    with pytest.raises(ValueError, match=r"^the database does not take such a value$"):
        store.plans.add(owner, new(account)._replace(**wrong))


def test_an_action_that_was_deleted_cannot_be_changed_and_is_deleted_again_in_peace(store, owner, account):
    made = store.plans.add(owner, new(account))
    store.plans.delete(owner, made.id)
    store.plans.delete(owner, made.id)
    with pytest.raises(Conflict) as clash:
        store.plans.revise(owner, made)
    assert clash.value.current is None


def test_a_plan_goes_with_its_account_and_with_its_owner(store, owner, other):
    for mine, end in ((owner, lambda a: store.accounts.delete(owner, a)), (other, lambda _: store.owners.erase(other))):
        filled = fill(store, mine, f"of-{mine}"[:20])
        assert (count(store, "plan"), count(store, "action")) == (1, 1)
        end(filled.account)
        assert (count(store, "plan"), count(store, "action")) == (0, 0)


def test_a_report_shows_the_plan_where_its_sharer_chose_so_and_notes_only_with_the_evidence(store, owner, account):
    store.plans.change(owner, account, 0, vision="One firm", reviewed=SEEN)
    store.plans.add(owner, new(account, note="between us"))
    shown = {}
    for parts in ((), ("plan",), ("plan", "evidence")):
        secret = "-".join(("secret", *parts))
        store.links.create(owner, account, "report", secret, label="", expires=None, parts=parts)
        shown[parts] = store.links.report(secret)
    assert (shown[()].plan, shown[()].actions) == (None, ())
    assert (shown[("plan",)].plan.vision, shown[("plan",)].plan.reviewed) == ("One firm", None)
    assert [[one.note for one in of.actions] for of in shown.values()] == [[], [""], ["between us"]]
