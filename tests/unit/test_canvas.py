"""The Triple Fit canvas: what counts, how far two sides are apart, and where that puts an element."""

from decimal import Decimal
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.canvas import CANNOT_JUDGE, LEVEL_OF, mean, points, score, zone
from workbook.content import book
from workbook.content.canvas import ELEMENTS, SIDES, Thresholds

RULE = Thresholds(agreement_within=1, strength_from=3.5)
PAIRS = list(product(range(1, 6), repeat=2))
ratings = st.dictionaries(
    st.sampled_from(SIDES), st.dictionaries(st.sampled_from(ELEMENTS), st.sampled_from([1, 2, 3, 4, 5, 2.5, CANNOT_JUDGE, None]))
)


@pytest.mark.parametrize(("rating", "counts"), [(1, 1), (5, 5), (2.5, Fraction(5, 2)), (CANNOT_JUDGE, None), (None, None)])
def test_a_rating_counts_as_itself_or_as_nothing(rating, counts):
    assert points(rating) == counts


@pytest.mark.parametrize("number", [float, np.float64, np.float32, Decimal], ids=lambda number: number.__name__)
@pytest.mark.parametrize(("ours", "theirs"), [("2.2", "1.2"), ("1.7", "2.7"), ("3.3", "2.3"), ("4.4", "3.4")])
def test_a_decimal_rating_is_the_number_that_was_written(number, ours, theirs):
    found = score({"supplier": {"strategy": number(ours)}, "customer": {"strategy": number(theirs)}}, RULE).element("strategy")
    assert (found.supplier, found.customer) == (Fraction(ours), Fraction(theirs))
    assert found.zone == zone(Fraction(ours), Fraction(theirs), RULE)


def test_whole_numbers_of_a_table_beside_long_decimals_have_their_exact_mean():
    given = {"strategy": np.int64(3), "relationships": 1.1883598567982228, "communication": Fraction(2512, 2089)}
    exact = (3 + Fraction("1.1883598567982228") + Fraction(2512, 2089)) / 3
    assert score({"supplier": given}, RULE).overall["supplier"].value == exact


@pytest.mark.parametrize("bad", [0, 6, 0.99, 5.01, -1, True, "3", "", float("nan"), float("inf"), Decimal("nan"), Decimal("snan"), [3]])
def test_a_rating_off_the_scale_is_refused(bad):
    with pytest.raises(ValueError, match="a rating is 1 to 5"):
        score({"supplier": {"strategy": bad}}, RULE)


@pytest.mark.parametrize(
    ("given", "unknown"),
    [({"partner": {}}, "partner"), ({"supplier": {"luck": 3, "charm": 2}}, "charm, luck"), ({"supplier": {3: 3, None: 2}}, "3, None")],
)
def test_a_side_or_an_element_that_does_not_exist_is_refused(given, unknown):
    with pytest.raises(ValueError, match=f"no such side or element: {unknown}"):
        score(given, RULE)


@pytest.mark.parametrize(
    ("scores", "value", "rated"),
    [
        ([], None, 0),
        ([None], None, 0),
        ([Fraction(4)], 4, 1),
        ([Fraction(4), None, Fraction(1)], Fraction(5, 2), 2),
        ([Fraction(5)] * 2 + [Fraction(1)], Fraction(11, 3), 3),
    ],
)
def test_a_mean_is_of_what_there_is(scores, value, rated):
    assert mean(scores) == (value, rated)


def test_cannot_judge_is_nothing_and_never_one():
    judged = {"customer": {"strategy": 4, "relationships": CANNOT_JUDGE}}
    found = score(judged, RULE)
    assert found == score({"customer": {"strategy": 4}}, RULE) == score({"customer": {"strategy": 4, "relationships": None}}, RULE)
    assert found.levels["planning"]["customer"] == found.overall["customer"] == (4, 1)
    assert found.element("relationships").zone is None


@pytest.mark.parametrize(
    ("supplier", "customer", "expected"),
    [
        (4, 4, "agreed_strength"),
        (4, 3, "agreed_strength"),
        (3, 4, "agreed_strength"),
        (3, 3, "agreed_weakness"),
        (2, 3, "agreed_weakness"),
        (4, 2, "blind_spot"),
        (5, 3, "blind_spot"),
        (2, 4, "hidden_strength"),
        (None, 1, "one_side_only"),
        (5, None, "one_side_only"),
        (None, None, None),
        (Fraction(10, 3), Fraction(11, 3), "agreed_strength"),
        (4, Fraction(299, 100), "blind_spot"),
    ],
)
def test_a_pair_of_scores_has_its_zone(supplier, customer, expected):
    assert zone(supplier, customer, RULE) == expected


@pytest.mark.parametrize(
    "rule",
    [
        RULE,
        book().canvas.zones.thresholds,
        Thresholds(agreement_within=0, strength_from=1),
        Thresholds(agreement_within=4, strength_from=5),
    ],
)
def test_every_pair_has_exactly_one_zone_and_its_mirror(rule):
    mirror = {
        "blind_spot": "hidden_strength",
        "hidden_strength": "blind_spot",
        "agreed_strength": "agreed_strength",
        "agreed_weakness": "agreed_weakness",
    }
    assert [zone(customer, supplier, rule) for supplier, customer in PAIRS] == [mirror[zone(*pair, rule)] for pair in PAIRS]


def test_the_rule_divides_the_25_pairs():
    found = [zone(*pair, RULE) for pair in PAIRS]
    assert [found.count(one) for one in ("agreed_strength", "agreed_weakness", "blind_spot", "hidden_strength")] == [6, 7, 6, 6]


def test_levels_hold_three_elements_each():
    assert [LEVEL_OF[element] for element in ELEMENTS] == ["planning"] * 3 + ["execution"] * 3 + ["resources"] * 3


def test_the_two_sides_stay_two_series():
    found = score({"supplier": dict.fromkeys(ELEMENTS, 5), "customer": dict.fromkeys(ELEMENTS[:3], 2)}, RULE)
    assert (found.overall["supplier"], found.overall["customer"]) == ((5, 9), (2, 3))
    assert found.levels["execution"] == {"supplier": (5, 3), "customer": (None, 0)}
    assert (found.element("strategy").of("supplier"), found.element("strategy").of("customer")) == (5, 2)


def test_the_widest_gaps_come_first_and_ties_keep_the_order_of_the_canvas():
    found = score(
        {
            "supplier": {"strategy": 3, "relationships": 1, "solutions": 5, "people": 2},
            "customer": {"strategy": 3, "relationships": 4, "solutions": 2},
        },
        RULE,
    )
    assert [(element.id, element.gap) for element in found.gaps] == [("relationships", -3), ("solutions", 3), ("strategy", 0)]
    assert found.rated == 4


@given(ratings)
def test_what_is_rated_is_counted_once(given):
    found = score(given, RULE)
    counted = {side: [points(rating) for rating in given.get(side, {}).values()] for side in SIDES}
    assert {side: found.overall[side] for side in SIDES} == {side: mean(counted[side]) for side in SIDES}
    assert [element.id for element in found.elements] == list(ELEMENTS)
    assert all(sum(level[side].rated for level in found.levels.values()) == found.overall[side].rated for side in SIDES)


def test_the_example_account_shows_every_zone():
    canvas = book().canvas
    found = score(canvas.example.ratings, canvas.zones.thresholds)
    assert {element.zone for element in found.elements} == {kind.id for kind in canvas.zones.kinds}
