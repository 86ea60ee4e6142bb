"""The plan: zones that drive it, what it promises, the deal rule for both sides, the best fair set, single changes, and the review."""

from datetime import UTC, date, datetime
from decimal import Decimal, localcontext
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.canvas import score
from workbook.content import book
from workbook.plan import (
    EXACT_UP_TO,
    MOST,
    Action,
    Balance,
    Best,
    Difference,
    Plan,
    Promise,
    Snapshot,
    Turn,
    balance,
    best_set,
    by_zone,
    course,
    promises,
    since,
    snapshot,
    turns,
    without_action,
)

RULE = book().canvas.zones.thresholds
NOON = 1_900_000_000  # 17 March 2030
FOUND = score(
    {
        "supplier": {"strategy": 5, "communication": 4, "systems": 2, "people": 3, "solutions": 4, "structure": 3},
        "customer": {"strategy": 2, "communication": 2, "systems": 2, "people": 5, "solutions": 4},
    },
    RULE,
)


def weighed(name, supplier, customer, *, unit="money", **fields):
    """An action that leaves the sides these surpluses; what is lost is effort, what is won is benefit."""
    zero, ours, theirs = Decimal(0), Decimal(supplier), Decimal(customer)
    efforts = {"effort_supplier": max(zero, -ours), "effort_customer": max(zero, -theirs)}
    return Action(name, unit=unit, benefit_supplier=max(zero, ours), benefit_customer=max(zero, theirs), **(efforts | fields))


def brute_force(actions, unit):
    """The largest joint surplus of all sets in which neither side loses, and the most that the worse-off side has in one."""
    sets = [(Decimal(0), Decimal(0))]
    for one in actions:
        if one.unit == unit:
            sets += [(ours + one.surplus("supplier"), theirs + one.surplus("customer")) for ours, theirs in sets]
    return max((ours + theirs, min(ours, theirs)) for ours, theirs in sets if min(ours, theirs) >= 0)


amounts = st.integers(-40, 40)
plans = st.lists(st.tuples(amounts, amounts), max_size=9).map(
    lambda pairs: [weighed(str(place), *pair) for place, pair in enumerate(pairs)]
)
cents = st.decimals(0, 500, places=2)
rows = st.builds(
    lambda name, unit, one, two, three, four: Action(
        str(name), unit=unit, effort_supplier=one, effort_customer=two, benefit_supplier=three, benefit_customer=four
    ),
    st.integers(0, 10**6),
    st.sampled_from(["money", "points"]),
    *[st.none() | cents] * 4,
)


# ---- what drives it


def test_blind_spots_come_first_and_the_wider_gap_before_the_narrower():
    assert by_zone(FOUND) == {
        "blind_spot": ("strategy", "communication"),
        "agreed_weakness": ("systems",),
        "hidden_strength": ("people",),
        "agreed_strength": ("solutions",),
        "one_side_only": ("structure",),
    }


def test_a_weakness_is_named_until_something_is_planned_for_it():
    planned = [Action("a", element="strategy"), Action("b", element="systems", status="dropped")]
    assert without_action(FOUND, planned) == ("communication", "systems")


def test_an_action_says_what_it_still_needs():
    assert Action("a").missing == ("owner", "due", "indicator", "weight")
    assert weighed("a", 1, 1, owner="Ana", due=date(2030, 1, 2), indicator="late parts a month").missing == ()
    assert Action("a", effort_supplier=Decimal(0), benefit_supplier=Decimal(0)).weighed is False


# ---- what is promised


def test_the_course_begins_with_the_customers_scores_and_never_falls():
    actions = [
        Action("a", element="strategy", horizon="year", target=4),
        Action("b", element="strategy", horizon="vision", target=3),
        Action("c", element="people", horizon="quick_win", target=4),
        Action("d", element="processes", horizon="vision", target=3),
        Action("e", element="systems", horizon="quick_win", target=5, status="dropped"),
    ]
    marks = course(FOUND, actions)
    assert [marks[mark]["strategy"] for mark in marks] == [2, 2, 4, 4]
    assert [marks[mark]["people"] for mark in marks] == [5, 5, 5, 5]
    assert [marks[mark].get("processes") for mark in marks] == [None, None, None, 3]
    assert [marks[mark]["systems"] for mark in marks] == [2, 2, 2, 2]
    assert marks["today"]["structure"] == 3  # the supplier's, as there is no other


def test_a_promise_is_held_against_what_both_sides_score_in_a_later_round():
    actions = [
        Action("a", element="strategy", target=3, round=1),
        Action("b", element="strategy", target=4, round=1),
        Action("c", element="systems", target=4, round=2),
        Action("d", element="structure", target=4, horizon="year", round=1),
        Action("e", element="processes", target=4, round=1),
    ]
    assert promises(FOUND, actions, 1) == ()
    found = promises(FOUND, actions, 2)
    assert found[0] == Promise("strategy", "quick_win", 4, 1, Fraction(5), Fraction(2))
    assert [(one.element, one.off) for one in found] == [("strategy", -2), ("processes", None), ("structure", -1)]


# ---- the balance


def test_a_balance_is_benefit_minus_effort_for_each_side():
    one = Action("a", effort_supplier=Decimal(40), effort_customer=Decimal(10), benefit_supplier=Decimal(20), benefit_customer=Decimal(90))
    found = balance([one, weighed("b", "0.10", "0.20")], "money")
    assert found.surplus == {"supplier": Decimal("-19.90"), "customer": Decimal("80.20")}
    assert (found.losers, found.fair) == (("supplier",), False)
    assert found.share("effort", "supplier") == Fraction(4, 5)
    assert found.share("benefit", "supplier") == Fraction(201, 1103)


def test_money_and_points_are_never_added_up():
    actions = [weighed("a", 100, 100), weighed("b", -2, 3, unit="points")]
    assert balance(actions, "money").surplus == {"supplier": 100, "customer": 100}
    assert balance(actions, "points").surplus == {"supplier": -2, "customer": 3}


def test_what_is_dropped_or_not_weighed_counts_nothing():
    actions = [weighed("a", -5, 1, status="dropped"), Action("b", effort_supplier=Decimal(3))]
    assert balance(actions, "money") is None
    assert best_set(actions, "money") == Best((), Decimal(0), Decimal(0), None)


def test_nothing_gained_is_not_fair():
    assert balance([weighed("a", 0, 5)], "money").losers == ("supplier",)
    assert balance([weighed("a", 0, 0)], "money").share("effort", "supplier") is None


@given(st.lists(rows, max_size=12))
def test_shares_of_both_sides_make_one_and_surpluses_make_the_joint_one(actions):
    for unit in ("money", "points"):
        if found := balance(actions, unit):
            joint = sum(found.benefit.values()) - sum(found.effort.values())
            assert sum(found.surplus.values()) == joint
            for what in ("effort", "benefit"):
                shares = [found.share(what, side) for side in ("supplier", "customer")]
                assert shares == [None, None] or sum(shares) == 1


# ---- the best fair set


def test_an_action_that_costs_both_sides_together_can_make_a_better_one_possible():
    actions = [weighed("gain", -5, 20), weighed("make up", 5, -6)]
    assert best_set(actions, "money") == Best(("gain", "make up"), Decimal(0), Decimal(14), None)


def test_an_action_that_brings_one_side_much_at_the_cost_of_the_other_stays_out_alone():
    assert best_set([weighed("a", -1, 1000)], "money") == Best((), Decimal(0), Decimal(0), None)


def test_of_equal_sets_the_one_with_the_better_minimum_and_then_the_smaller_one_is_best():
    assert best_set([weighed("a", 9, 1), weighed("b", -4, 4)], "money").actions == ("a", "b")
    assert best_set([weighed("a", 5, 5), weighed("b", 0, 0)], "money").actions == ("a",)


@given(plans)
@settings(max_examples=200)
def test_the_best_set_is_what_trying_all_sets_finds(actions):
    best = best_set(actions, "money")
    assert best.bound is None
    assert (best.joint, min(best.supplier, best.customer)) == brute_force(actions, "money")
    chosen = [one for one in actions if one.id in best.actions]
    assert best.supplier == sum(one.surplus("supplier") for one in chosen)
    assert best.customer == sum(one.surplus("customer") for one in chosen)


@pytest.mark.parametrize("seed", [1, 7])
def test_fifteen_actions_of_which_none_beats_another_are_solved_exactly(seed):
    # each a power of two lost and won, so that no two sets leave the same and none is the better for both
    actions = [weighed(str(n), *((-(2**n), 2**n + seed) if n % 2 else (2**n + seed, -(2**n)))) for n in range(EXACT_UP_TO)]
    best = best_set(actions, "money")
    assert (best.bound, best.joint, min(best.supplier, best.customer)) == (None, *brute_force(actions, "money"))


def test_beyond_fifteen_the_result_is_fair_and_says_how_much_better_the_best_could_be():
    actions = [weighed(str(n), *((-(3**n), 3**n + 1) if n % 2 else (3**n, -(3**n) + 1))) for n in range(24)]
    best = best_set(actions, "money")
    assert min(best.supplier, best.customer) >= 0
    assert best.bound is None or best.joint <= best.bound <= 24


@given(st.lists(st.tuples(amounts, amounts), min_size=1, max_size=9))
def test_no_set_exceeds_the_bound(pairs):
    from workbook.plan.interests import _bound

    most, _ = brute_force([weighed(str(place), *pair) for place, pair in enumerate(pairs)], "money")
    assert _bound([(Decimal(ours), Decimal(theirs)) for ours, theirs in pairs]) >= most


# ---- the change that turns it


def test_the_action_that_ruins_a_plan_is_named():
    actions = [weighed("good", 10, 10), weighed("bad", -30, 5), weighed("small", -1, 1)]
    assert turns(actions, "money") == (Turn("leave_out", "bad"), Turn("gain", None, "supplier", Decimal(21)))


def test_the_other_side_can_take_over_a_part_of_the_effort():
    one = Action("a", effort_supplier=Decimal(50), effort_customer=Decimal(0), benefit_supplier=Decimal(40), benefit_customer=Decimal(60))
    assert turns([one], "money") == (
        Turn("take_over", "a", "customer", Decimal(10), Decimal(50)),
        Turn("gain", None, "supplier", Decimal(10)),
    )


def test_no_single_change_helps_where_both_lose_by_every_action():
    assert turns([weighed("a", -1, -1), weighed("b", -2, -2)], "money") == ()
    assert turns([weighed("a", 1, 1)], "money") == ()


def test_points_end_at_five():
    one = Action(
        "a", unit="points", effort_supplier=Decimal(5), effort_customer=Decimal(4), benefit_supplier=Decimal(2), benefit_customer=Decimal(5)
    )
    assert MOST["points"] == 5
    assert turns([one], "points") == (Turn("gain", None, "supplier", Decimal(3)),)


def changed(actions, turn, amount):
    """The actions after a turn, done to this amount."""
    if turn.kind == "leave_out":
        return [one for one in actions if one.id != turn.action]
    other = "supplier" if turn.side == "customer" else "customer"
    if turn.kind == "take_over":
        return [
            one._replace(**{f"effort_{turn.side}": one.effort(turn.side) + amount, f"effort_{other}": one.effort(other) - amount})
            if one.id == turn.action
            else one
            for one in actions
        ]
    first = actions[0]
    return [first._replace(**{f"benefit_{turn.side}": first.benefit(turn.side) + amount}), *actions[1:]]


@given(plans)
def test_every_turn_makes_the_plan_fair_and_no_action_to_leave_out_is_forgotten(actions):
    found = turns(actions, "money")
    for turn in found:
        if turn.kind == "leave_out":
            assert balance(changed(actions, turn, None), "money").fair
        else:
            assert not balance(changed(actions, turn, turn.amount), "money").fair
            beyond = turn.amount + Decimal("0.01")
            assert balance(changed(actions, turn, beyond), "money").fair
            assert turn.most is None or turn.amount < turn.most
    if (whole := balance(actions, "money")) and not whole.fair:
        ways = {one.id for one in actions if (left := balance([other for other in actions if other != one], "money")) and left.fair}
        assert {turn.action for turn in found if turn.kind == "leave_out"} == ways


def test_the_callers_own_precision_changes_nothing():
    pairs = [("123456.78", "-1000.01"), ("-123456.79", "2000.02"), ("-0.01", "500000.03")]
    actions = [weighed(str(number), *pair) for number, pair in enumerate(pairs)]
    many = [weighed(str(number), f"{number * 1000}.01", f"-{number * number}.37") for number in range(1, 40)]

    def found():
        whole, best = balance(actions, "money"), best_set(actions, "money")
        parts = [whole.share(what, side) for what in ("effort", "benefit") for side in ("supplier", "customer")]
        return whole, whole.surplus, parts, best, best.joint, turns(actions, "money"), best_set(many, "money").bound

    exact = found()
    assert exact[1]["supplier"] == Decimal("-0.02")
    with localcontext(prec=5):
        assert found() == exact


# ---- the review


def test_the_next_review_is_a_rhythm_after_the_last_one_or_after_the_first_day():
    now = datetime.fromtimestamp(NOON, UTC)
    assert Plan("a").next_review(now) == date(2030, 6, 15)
    assert Plan("a", created=NOON, rhythm=30).next_review(now) == date(2030, 4, 16)
    reviewed = Snapshot(at=NOON + 86_400, actions={}, scores={})
    assert Plan("a", created=NOON, rhythm=30, reviewed=reviewed).next_review(now) == date(2030, 4, 17)


def test_the_day_of_the_next_review_is_the_readers():
    there = datetime.fromtimestamp(NOON, ZoneInfo("Asia/Shanghai"))
    assert Plan("a", rhythm=30).next_review(there) == Plan("a", created=NOON, rhythm=30).next_review(there) == date(2030, 4, 17)


def test_what_has_changed_since_a_review_is_told_thing_by_thing():
    before = [Action("a", text="Map", due=date(2030, 1, 1)), Action("b", text="Old"), Action("c", text="Same")]
    then = snapshot(NOON, before, FOUND)
    now = score({"supplier": {"strategy": 5}, "customer": {"strategy": 4}}, RULE)
    after = [before[0]._replace(status="done", due=date(2030, 2, 1)), before[2]._replace(text="Other"), Action("d", text="New")]
    said = since(then, after, now)
    assert said[:5] == (
        Difference("status", "Map", "open", "done"),
        Difference("due", "Map", "2030-01-01", "2030-02-01"),
        Difference("text", "Other", "Same", "Other"),
        Difference("new", "New", None, "open"),
        Difference("gone", "Old", "open", None),
    )
    assert said[5] == Difference("customer", "strategy", 2.0, 4.0)
    assert Difference("customer", "systems", 2.0, None) in said


@given(st.lists(rows, max_size=5))
def test_nothing_has_changed_since_a_moment_ago(actions):
    then = snapshot(NOON, actions, FOUND)
    assert since(then, actions, FOUND) == ()
    assert Snapshot.model_validate_json(then.model_dump_json()) == then


def test_a_balance_can_be_made_by_hand():
    zero = Decimal(0)
    both = {"supplier": Decimal(1), "customer": Decimal(1)}
    assert Balance("money", 0, {"supplier": zero, "customer": zero}, both).fair
