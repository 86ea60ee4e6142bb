"""An account over time: whose ratings count, what may be seen when, and what the raters say together."""

from fractions import Fraction
from itertools import count

import pytest

from workbook.accounts import (
    Account,
    Assessment,
    Given,
    Spread,
    canvas,
    guessed,
    latest,
    once,
    panel,
    predictions,
    revealed,
    rounds,
    standing,
    trend,
    visible,
)
from workbook.canvas import CANNOT_JUDGE
from workbook.content.canvas import ELEMENTS, Thresholds

RULE = Thresholds(agreement_within=1, strength_from=3.5)
ACME = Account("acme", "Acme", 1, None, False, 0, 0, 1, False)
ASKED = ACME._replace(asked=True)
CLOSED = ASKED._replace(closed=9)
NEXT = ASKED._replace(round=2)
numbers = count(1)


def one(scores=4, side="customer", rater="Bo", **more):
    """An assessment; a single score is one of strategy."""
    scores = scores if isinstance(scores, dict) else {"strategy": scores}
    ratings = {element: given if isinstance(given, Given) else Given(given) for element, given in scores.items()}
    fields = {"id": f"a{next(numbers)}", "role": "", "by_link": False, "handed_in": None, "created": 1, "changed": 1, "round": 1}
    return Assessment(account="acme", side=side, rater=rater, ratings=ratings, **(fields | more))


def scores(assessments):
    """The scores for strategy, lowest first."""
    return sorted(each.ratings["strategy"].score for each in assessments)


def test_of_a_rater_in_a_round_only_the_latest_counts():
    assert scores(latest([one(1, changed=5), one(2, changed=7), one(3, changed=6)])) == [2]
    assert scores(latest([one(1, created=2), one(2, created=1)])) == [1]
    assert scores(latest([one(1, id="b"), one(2, id="a")])) == [1]


def test_an_assessment_without_a_rating_takes_no_other_ones_place():
    empty = one({}, changed=9)
    without = one({"strategy": Given(None, predicted=3, evidence="seen")}, changed=8)
    assert scores(latest([one(1), empty, without])) == [1]
    assert latest([empty, without]) == ()
    assert scores(latest([one(1), one(CANNOT_JUDGE, changed=2)])) == [CANNOT_JUDGE]


@pytest.mark.parametrize(
    ("other", "counted"),
    [
        ({"rater": "BO"}, [5]),
        ({"rater": "bo"}, [5]),
        ({"rater": "Bob"}, [1, 5]),
        ({"role": "buyer"}, [1, 5]),
        ({"side": "supplier"}, [1, 5]),
        ({"round": 2}, [1, 5]),
        ({"by_link": True}, [5]),
    ],
)
def test_the_same_rater_has_the_same_name_in_any_case_role_side_and_round(other, counted):
    assert scores(latest([one(1), one(5, changed=2, **other)])) == counted


def test_names_and_roles_are_compared_in_any_case_in_any_language():
    assert scores(latest([one(1, rater="Strauß", role="Käufer"), one(2, rater="STRAUSS", role="KÄUFER", changed=2)])) == [2]
    assert scores(latest([one(1, rater="李雷"), one(2, rater="韩梅梅")])) == [1, 2]


@pytest.mark.parametrize("by_link", [True, False])
def test_assessments_without_a_name_are_of_raters_of_their_own(by_link):
    nameless = [one(score, rater="", by_link=by_link) for score in (1, 2)]
    assert scores(latest(nameless)) == [1, 2]
    assert scores(latest([each._replace(role="Buyer") for each in nameless])) == [1, 2]


@pytest.mark.parametrize("answer", [{"rater": "Bo"}, {"rater": "", "by_link": True}])
def test_what_the_supplier_thinks_of_the_customers_side_gives_way_to_what_the_customer_says(answer):
    guess, said = one(5, rater=""), one(2, **answer)
    assert scores(latest([guess, said])) == [2]
    assert scores(latest([guess, said._replace(round=2)])) == [2, 5]
    assert scores(latest([guess, said._replace(ratings={})])) == [5]
    assert scores(latest([guess._replace(side="supplier"), said])) == [2, 5]
    assert panel([guess, said], 1)["customer"] == {"strategy": Spread(2, 1, 2, 2)}
    assert (guessed([guess], 1), guessed([guess, said], 1), guessed([guess], 2)) == (True, False, False)


def test_a_panel_is_the_mean_of_the_raters_and_their_lowest_and_highest():
    given = [one({"strategy": score, "people": CANNOT_JUDGE}, rater=str(score)) for score in (5, 2, 3)] + [one(1, rater="x", round=2)]
    assert panel(given, 1) == {"supplier": {}, "customer": {"strategy": Spread(Fraction(10, 3), 3, 2, 5)}}
    assert panel(given, 2)["customer"] == {"strategy": Spread(1, 1, 1, 1)}
    assert panel(given, 3) == panel([], 1) == {"supplier": {}, "customer": {}}


@pytest.mark.parametrize(
    ("given", "spread"),
    [
        ([1, 2, 4, 5], Spread(3, 4, 1, 5)),
        ([5, 1, 2, 4, 3], Spread(3, 5, 2, 4)),
        ([1, 1, 2, 5, 5, 5], Spread(Fraction(19, 6), 6, Fraction(5, 4), 5)),
        ([1, 2, 3, 4, 5, 5, 5, 5], Spread(Fraction(15, 4), 8, Fraction(11, 4), 5)),
        ([3] * 5, Spread(3, 5, 3, 3)),
        ([1, 2, 4, 5, CANNOT_JUDGE], Spread(3, 4, 1, 5)),
    ],
)
def test_the_band_is_the_quartiles_from_five_raters_on(given, spread):
    raters = [one(score, rater=f"rater {number}") for number, score in enumerate(given)]
    assert panel(raters, 1)["customer"]["strategy"] == spread


def test_the_canvas_of_a_panel_has_the_means_of_its_raters():
    given = [one(4, "supplier", "Ana"), one(5, "supplier", "Al"), one({"strategy": 2, "solutions": 3})]
    found = canvas(panel(given, 1), RULE)
    assert found.element("strategy") == ("strategy", Fraction(9, 2), 2, Fraction(5, 2), "blind_spot")
    assert found.element("solutions").zone == "one_side_only"
    assert found.overall == {"supplier": (Fraction(9, 2), 1), "customer": (Fraction(5, 2), 2)}


def test_rounds_are_those_with_a_rating_the_latest_first():
    assert rounds([one(round=1), one(round=3), one({}, round=4), one(round=3)]) == (3, 1)
    assert rounds([]) == ()


@pytest.mark.parametrize(
    ("given", "supplier", "customer"),
    [
        ([], False, False),
        ([one()], False, True),
        ([one(), one(5, changed=2)], False, True),
        ([one(), one(rater="Cy")], False, False),
        ([one(), one(round=2)], False, False),
        ([one(), one({}, rater="Cy")], False, True),
        ([one(side="supplier"), one()], True, True),
    ],
)
def test_one_opinion_once_is_known_as_such(given, supplier, customer):
    assert (once(given, "supplier"), once(given, "customer")) == (supplier, customer)


OURS = one(side="supplier", rater="Ana")
OURS_DONE = OURS._replace(handed_in=5)
THEIRS = one(by_link=True)
THEIRS_DONE = THEIRS._replace(handed_in=6)
TOLD = one(rater="Cy", handed_in=7)


@pytest.mark.parametrize(
    ("account", "given", "shown"),
    [
        (ACME, [], True),
        (ACME, [OURS], True),
        (ASKED, [], False),
        (ASKED, [OURS, THEIRS], False),
        (ASKED, [OURS_DONE, THEIRS], False),
        (ASKED, [OURS, THEIRS_DONE], False),
        (ASKED, [OURS_DONE, TOLD], False),
        (ASKED, [OURS_DONE, THEIRS_DONE], True),
        (CLOSED, [OURS, THEIRS], True),
        (NEXT, [OURS_DONE, THEIRS_DONE], False),
        (NEXT, [OURS_DONE._replace(round=2), THEIRS_DONE], False),
        (NEXT, [OURS_DONE._replace(round=2), THEIRS_DONE._replace(round=2)], True),
    ],
)
def test_a_round_is_revealed_when_both_sides_handed_in_or_it_is_over_or_nobody_was_asked(account, given, shown):
    assert revealed(account, given) is shown


@pytest.mark.parametrize(
    ("account", "given", "owner", "reader"),
    [
        (ACME, [OURS, TOLD], [OURS, TOLD], [OURS, TOLD]),
        (ACME, [OURS, THEIRS], [OURS], [OURS]),
        (ACME, [OURS, THEIRS_DONE], [OURS, THEIRS_DONE], [OURS, THEIRS_DONE]),
        (ASKED, [OURS], [OURS], []),
        (ASKED, [OURS, THEIRS], [OURS], []),
        (ASKED, [OURS, THEIRS_DONE], [OURS], []),
        (ASKED, [OURS_DONE, THEIRS], [OURS_DONE], []),
        (ASKED, [THEIRS_DONE], [], []),
        (ASKED, [OURS_DONE, THEIRS_DONE], [OURS_DONE, THEIRS_DONE], [OURS_DONE, THEIRS_DONE]),
        (ASKED, [OURS, TOLD, THEIRS_DONE], [OURS, TOLD], []),
        (CLOSED, [OURS, THEIRS], [OURS], [OURS]),
        (CLOSED, [OURS, THEIRS_DONE], [OURS, THEIRS_DONE], [OURS, THEIRS_DONE]),
        (NEXT, [OURS, THEIRS], [OURS], [OURS]),
        (NEXT, [OURS, THEIRS_DONE], [OURS, THEIRS_DONE], [OURS, THEIRS_DONE]),
        (NEXT, [OURS_DONE, THEIRS_DONE._replace(round=2)], [OURS_DONE], [OURS_DONE]),
    ],
)
def test_what_the_owner_and_a_reader_may_see(account, given, owner, reader):
    assert visible(account, given) == tuple(owner)
    assert visible(account, given, reader=True) == tuple(reader)


def test_a_trend_is_each_sides_level_means_from_the_first_round_on():
    given = [
        one({"strategy": 2, "relationships": 4, "people": 1}, changed=10),
        one({"strategy": 5}, rater="Cy", changed=12),
        one({"people": 3}, "supplier", changed=11),
        one({"strategy": 4}, round=3, changed=30),
        one({}, "supplier", round=3, changed=40),
        one({"systems": CANNOT_JUDGE}, round=4, changed=50),
    ]
    assert trend(given, RULE) == (
        (1, 11, "supplier", "resources", 3),
        (1, 12, "customer", "planning", Fraction(15, 4)),
        (1, 12, "customer", "resources", 1),
        (3, 30, "customer", "planning", 4),
    )
    assert trend([], RULE) == ()


def test_a_prediction_is_as_good_as_its_mean_distance_from_what_the_other_side_said():
    near = one({"strategy": Given(4, 3), "people": Given(4, 4), "systems": Given(4, 1)}, "supplier", "Ana")
    far = one({"strategy": Given(4, 5), "people": Given(4), "structure": Given(CANNOT_JUDGE, 2)}, "supplier", "Al")
    without = one(4, "supplier", "Abe")
    theirs = [one({"strategy": Given(2, 4), "people": 5}), one({"strategy": 3, "structure": 4}, rater="Cy")]
    found = predictions([far, near, without, *theirs, one(1, round=2)], 1)
    assert [(each.assessment.rater, each.error, each.elements) for each in found] == [
        ("Bo", 0, {"strategy": 0}),
        ("Ana", Fraction(3, 4), {"strategy": Fraction(1, 2), "people": 1}),
        ("Al", Fraction(9, 4), {"strategy": Fraction(5, 2), "structure": 2}),
    ]
    assert predictions([near, far], 1) == predictions([*theirs], 1) == predictions([near, *theirs], 2) == ()


def test_where_an_account_stands_is_what_the_customer_says_else_the_supplier():
    given = [
        one({"strategy": 5, "solutions": 4, "people": 1}, "supplier", "Ana", changed=20),
        one({"strategy": 2, "relationships": 3}, changed=30),
        one({"strategy": 2, "people": 2}, rater="Cy", changed=25),
        one({"strategy": 5}, rater="Di", changed=10),
    ]
    found = standing(ACME, given, RULE)
    assert found[:6] == (3.0, 4.0, 2.0, 8 / 3, 2.0, 30)
    assert list(found.cells) == list(ELEMENTS)
    cells = {"strategy": (5.0, 3.0), "relationships": (None, 3.0), "solutions": (4.0, None), "people": (1.0, 2.0)}
    assert found.cells == dict.fromkeys(ELEMENTS, (None, None)) | cells


def test_means_are_kept_as_they_are():
    found = standing(ACME, [one(score, rater=str(number)) for number, score in enumerate((1, 1, 2))], RULE)
    assert (found.planning, found.overall, found.cells["strategy"], found.gap) == (4 / 3, 4 / 3, (None, 4 / 3), None)


def test_an_account_stands_by_the_latest_round_that_may_be_seen():
    before, now = one(2, changed=10), one(5, round=2, by_link=True, handed_in=20, changed=20)
    assert standing(NEXT, [before, now], RULE)[:6] == (2.0, None, None, 2.0, None, 10)
    ours = one(4, "supplier", round=2, handed_in=21, changed=15)
    assert standing(NEXT, [before, now, ours], RULE)[:6] == (5.0, None, None, 5.0, 1.0, 20)
    assert standing(NEXT._replace(closed=22), [before, now], RULE).planning == 5.0


def test_an_account_without_a_rating_stands_nowhere():
    nowhere = (None, None, None, None, None, None, dict.fromkeys(ELEMENTS, (None, None)))
    assert standing(ACME, [], RULE) == standing(ASKED, [THEIRS_DONE, one({})], RULE) == nowhere
