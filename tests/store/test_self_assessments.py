"""Self-assessments: kept with their date, put right under the same id, the last one first."""

from shared import CONTEXT, count

SMALL = {"order_size": "small", "deciders": "one", "horizon": "once"}


def test_they_come_back_as_they_were_saved_the_last_one_first(store, owner, now):
    first = store.self_assessments.save(owner, "a", CONTEXT, {"asked_causes": 3})
    now.shift(86_400)
    second = store.self_assessments.save(owner, "b", SMALL, {"asked_causes": 0})
    assert second.taken - first.taken == 86_400
    assert (second.context, second.answers) == (SMALL, {"asked_causes": 0})
    assert store.self_assessments.all(owner) == (second, first)


def test_the_same_one_again_has_other_answers_and_keeps_its_date(store, owner, now):
    first = store.self_assessments.save(owner, "a", CONTEXT, {"asked_causes": 3})
    now.shift(60)
    again = store.self_assessments.save(owner, "a", SMALL, {"asked_causes": 1})
    assert again == first._replace(context=SMALL, answers={"asked_causes": 1})
    assert store.self_assessments.all(owner) == (again,)


def test_a_deleted_one_is_gone_and_may_be_deleted_again(store, owner):
    store.self_assessments.save(owner, "a", CONTEXT, {})
    kept = store.self_assessments.save(owner, "b", CONTEXT, {})
    for _ in range(2):
        store.self_assessments.delete(owner, "a")
    assert store.self_assessments.all(owner) == (kept,)


def test_they_go_with_their_owner(store, owner, other):
    store.self_assessments.save(owner, "a", CONTEXT, {})
    store.self_assessments.save(other, "b", CONTEXT, {})
    store.owners.erase(owner)
    assert count(store, "self_assessment") == 1
