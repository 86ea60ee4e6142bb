"""Ratings: stored as they read back, once, in an open round only, and never over somebody else's."""

from functools import partial
from threading import Thread

import pytest
from shared import THEIRS, at_once, count, dump, rate

from workbook.accounts import Given
from workbook.canvas import CANNOT_JUDGE
from workbook.store import Conflict, Forbidden
from workbook.store.owners import require


def only(store, owner, account):
    """The one assessment of an account."""
    (found,) = store.accounts.assessments(owner, account)
    return found


def test_a_rating_reads_back_field_by_field(store, owner, account, now):
    assert rate(store, owner, account, 4) == Given(4, None, "", "", 1_900_000_000, 1)
    now.shift(7)
    assert rate(store, owner, account, 2, field="predicted", version=1) == Given(4, 2, "", "", 1_900_000_007, 2)
    text = "她说“好” \U0001f600 <b>&amp; ' \" \\ % _"
    rate(store, owner, account, text, field="evidence", version=2)
    rate(store, owner, account, "x" * 500, field="note", version=3)
    rate(store, owner, account, CANNOT_JUDGE, version=4)
    found = only(store, owner, account)
    assert found.ratings == {"strategy": Given(CANNOT_JUDGE, 2, text, "x" * 500, 1_900_000_007, 5)}
    assert (found.side, found.rater, found.role, found.round, found.by_link, found.handed_in) == (
        "supplier",
        "Ana",
        "sales",
        1,
        False,
        None,
    )
    assert (found.created, found.changed) == (1_900_000_000, 1_900_000_007)
    assert rate(store, owner, account, None, version=5).score is None


@pytest.mark.parametrize(
    ("field", "value"), [("score", 6), ("score", -1), ("predicted", 0), ("predicted", 6), ("evidence", "canary " * 72), ("note", "x" * 501)]
)
def test_a_value_that_does_not_fit_is_refused_without_being_repeated(store, owner, account, field, value):
    rate(store, owner, account, 4)
    before = dump(store)
    with pytest.raises(ValueError, match=r"^the database does not take such a value$"):
        rate(store, owner, account, value, field=field, version=1)
    assert dump(store) == before


def test_a_double_tap_leaves_one_row_and_tells_the_second_what_is_stored(store, owner, account):
    first = rate(store, owner, account, 4)
    with pytest.raises(Conflict) as told:
        rate(store, owner, account, 4)
    assert told.value.current == first == only(store, owner, account).ratings["strategy"]


@pytest.mark.parametrize("version", [0, 1])
def test_eight_taps_at_once_leave_one_row_and_one_change(store, owner, account, version):
    if version:
        rate(store, owner, account, 3)
    done = at_once([partial(rate, store, owner, account, 4, version=version)] * 8)
    stored = only(store, owner, account).ratings["strategy"]
    assert (stored.score, stored.version, count(store, "rating"), count(store, "assessment")) == (4, version + 1, 1, 1)
    assert [one for one in done if isinstance(one, Given)] == [stored]
    assert [one.current for one in done if isinstance(one, Conflict)] == [stored] * 7


def test_the_second_of_two_editors_is_told_and_nothing_is_lost(store, owner, account):
    rate(store, owner, account, "We both see this.", field="evidence")
    first = rate(store, owner, account, "The first one's words.", field="evidence", version=1)
    with pytest.raises(Conflict) as told:
        rate(store, owner, account, "The second one's words.", field="evidence", version=1)
    assert told.value.current == first
    assert (first.evidence, first.version) == ("The first one's words.", 2)
    assert rate(store, owner, account, "Both.", field="evidence", version=told.value.current.version).version == 3


def test_eight_who_count_up_on_two_servers_lose_nothing(url, open_store, store, owner, account):
    def count_up(store):
        known, added = Given(), 0
        while added < 25:
            try:
                known = rate(store, owner, account, str(int(known.note or 0) + 1), field="note", version=known.version)
                added += 1
            except Conflict as conflict:
                known = conflict.current
        return added

    assert at_once([partial(count_up, store), partial(count_up, open_store(url))] * 4) == [25] * 8
    stored = only(store, owner, account).ratings["strategy"]
    assert (stored.note, stored.version) == ("200", 200)


def test_a_rating_that_was_cleared_meanwhile_is_a_conflict_with_nothing(store, owner, account):
    rate(store, owner, account, 4)
    store.accounts.clear(owner, account, "ours")
    with pytest.raises(Conflict) as told:
        rate(store, owner, account, 5, version=1)
    assert told.value.current == Given()
    assert count(store, "rating") == 0


def test_a_closed_round_takes_nothing(store, owner, account):
    rate(store, owner, account, 4)
    before_clear = only(store, owner, account)
    store.accounts.close_round(owner, account, 1)
    before = dump(store)
    for call in changes(store, owner, account, before_clear):
        with pytest.raises(Forbidden):
            call()
    assert dump(store) == before


def changes(store, owner, account, ours):
    """Everything that changes an assessment."""
    return [
        partial(rate, store, owner, account, 5, version=1),
        partial(rate, store, owner, account, 5, assessment="a new one"),
        partial(store.accounts.clear, owner, account, "ours"),
        partial(store.accounts.put_back, owner, account, ours),
        partial(store.accounts.name_rater, owner, account, "ours", ("Ana", "sales"), "Zoe", "boss"),
        partial(store.accounts.hand_in, owner, account, "ours"),
    ]


def test_an_assessment_of_an_earlier_round_stays_as_it_was(store, owner, account):
    rate(store, owner, account, 4)
    ours = only(store, owner, account)
    store.accounts.close_round(owner, account, 1)
    store.accounts.next_round(owner, account, 2)
    before = dump(store)
    for call in changes(store, owner, account, ours)[0:1] + changes(store, owner, account, ours)[2:]:
        with pytest.raises(Forbidden):
            call()
    assert dump(store) == before
    assert rate(store, owner, account, 5, assessment="a new one").score == 5
    assert [one.round for one in store.accounts.assessments(owner, account)] in ([1, 2], [2, 1])


def test_an_answer_by_link_is_not_changed_by_the_owner_but_removed(store, owner, account):
    store.links.create(owner, account, "questionnaire", "secret", label="Bo", expires=None)
    store.links.answer("secret", "phone", "strategy", "score", 2, 0)
    answers = only(store, owner, account)
    before = dump(store)
    for call in (
        partial(rate, store, owner, account, 5, version=1, assessment=answers.id, who=THEIRS),
        partial(store.accounts.clear, owner, account, answers.id),
        partial(store.accounts.put_back, owner, account, answers._replace(ratings={})),
        partial(store.accounts.name_rater, owner, account, answers.id, (answers.rater, answers.role), "Zoe", "boss"),
        partial(store.accounts.hand_in, owner, account, answers.id),
    ):
        with pytest.raises(Forbidden):
            call()
    assert dump(store) == before
    store.accounts.remove(owner, account, answers.id)
    assert (count(store, "assessment"), count(store, "rating")) == (0, 0)


def test_what_was_cleared_can_be_put_back_as_it_was(store, owner, account):
    rate(store, owner, account, 4)
    rate(store, owner, account, "seen", field="evidence", version=1)
    rate(store, owner, account, CANNOT_JUDGE, element="people")
    before, rows = only(store, owner, account), dump(store)
    assert store.accounts.clear(owner, account, "ours") == before
    assert only(store, owner, account).ratings == {}
    for _ in range(2):
        store.accounts.put_back(owner, account, before)
        assert dump(store) == rows


def test_putting_back_leaves_what_was_rated_since(store, owner, account):
    rate(store, owner, account, 4)
    rate(store, owner, account, 3, element="people")
    before = only(store, owner, account)
    store.accounts.clear(owner, account, "ours")
    since = rate(store, owner, account, 1)
    store.accounts.put_back(owner, account, before)
    assert only(store, owner, account).ratings == {"strategy": since, "people": before.ratings["people"]}


def test_a_rater_gets_another_name_and_hands_in(store, owner, account, now):
    rate(store, owner, account, 4)
    store.accounts.name_rater(owner, account, "ours", ("Ana", "sales"), "Zoe", "boss")
    now.shift(9)
    store.accounts.hand_in(owner, account, "ours")
    found = only(store, owner, account)
    assert (found.rater, found.role, found.handed_in) == ("Zoe", "boss", 1_900_000_009)


def test_the_second_who_names_a_rater_is_told_the_name_that_is_stored(store, owner, account):
    rate(store, owner, account, 4)
    store.accounts.name_rater(owner, account, "ours", ("Ana", "sales"), "Zoe", "boss")
    with pytest.raises(Conflict) as told:
        store.accounts.name_rater(owner, account, "ours", ("Ana", "sales"), "Kim", "")
    assert told.value.current == ("Zoe", "boss")
    assert only(store, owner, account).who == ("supplier", "zoe", "boss")


def test_a_removed_assessment_is_gone_and_a_second_time_changes_nothing(store, owner, account):
    rate(store, owner, account, 4)
    for _ in range(2):
        store.accounts.remove(owner, account, "ours")
        assert (count(store, "assessment"), count(store, "rating")) == (0, 0)


def test_ratings_while_the_account_is_deleted_are_forbidden_and_leave_nothing(store, owner, account):
    def until_gone(number):
        for version in range(10_000):
            rate(store, owner, account, 1 + version % 5, version=version, assessment=f"rater {number}")

    raters = [partial(until_gone, number) for number in range(6)]
    done = at_once([*raters, partial(store.accounts.delete, owner, account)])
    assert [type(one) for one in done] == [Forbidden] * 6 + [type(None)]
    assert [count(store, table) for table in ("account", "assessment", "rating")] == [0, 0, 0]


def test_work_while_the_owner_is_erased_is_forbidden_and_leaves_nothing(store, owner, account):
    def until_gone(number):
        for turn in range(10_000):
            store.links.create(owner, account, "report", f"{number} {turn}", label="", expires=None)
            store.accounts.create(owner, f"{number} {turn}", "New")
            store.owners.keep_draft(owner, "canvas", turn)

    done = at_once([*(partial(until_gone, number) for number in range(4)), partial(store.owners.erase, owner)])
    assert [type(one) for one in done] == [Forbidden] * 4 + [type(None)]
    assert set(map(tuple, dump(store).values())) == {()}


def test_an_owner_is_not_erased_in_the_middle_of_a_save(store, owner):
    erasing = Thread(target=partial(store.owners.erase, owner))
    with store._database.writing() as connection:
        require(connection, owner)
        erasing.start()
        erasing.join(0.3)
        assert erasing.is_alive()
    erasing.join(5)
    assert store.owners.of_device("laptop of the owner") is None
