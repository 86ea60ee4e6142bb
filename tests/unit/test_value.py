"""The value formulas: exact, bounded, and with a tipping point for each lever."""

from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import ValidationError

from workbook import value
from workbook.content import book
from workbook.content.formulas import Drivers
from workbook.value import (
    LEVERS,
    MOST,
    TERMS,
    Bin,
    Costs,
    Deal,
    Efforts,
    HiddenAccount,
    PerceptionDrivers,
    Range,
    cheapest,
    levers,
    outlook,
    ranges,
    tornado,
    waterfall,
)

D = Decimal
DRIVERS = tuple(Drivers.model_fields)
amounts = st.decimals(0, MOST, places=2)
perceptions = st.decimals(0, D("1.5"), places=2)
deals = st.builds(Deal, product=amounts, seller=amounts, perception=perceptions, cost=amounts)
shares = st.sampled_from([D(0), D("0.05"), D("0.2"), D(1)])
spreads = st.fixed_dictionaries(dict.fromkeys(TERMS, st.tuples(shares, shares)))
NO_SPREAD = dict.fromkeys(TERMS, (D(0), D(0)))


def deal(product=3500, seller=1500, perception=0.6, cost=3200, **more):
    return Deal(product=product, seller=seller, perception=perception, cost=cost, **more)


def test_the_three_formulas_follow_one_another():
    one = deal()
    assert (one.actual_value, one.customer_value, one.surplus, one.perception_gap) == (5000, 3000, -200, 2000)
    assert not one.closes
    assert deal(cost=2999).closes


def test_a_tenth_and_two_tenths_are_three_tenths():
    one = deal(product=0.1, seller=0.2, perception=1, cost=0.3)
    assert (one.actual_value, one.surplus) == (D("0.3"), 0)


@pytest.mark.parametrize("least", ["1e-30", 1e-300, 5e-324])
def test_the_least_that_is_left_closes_a_deal_of_billions(least):
    assert deal(product=MOST, seller=least, perception=1, cost=MOST).closes
    assert not deal(product=MOST, seller=0, perception=1, cost=MOST).closes


def test_the_callers_own_precision_changes_nothing():
    def found():
        one = Deal(product="1234567.89", seller="0.01", perception="0.6", costs=Costs(price="740740", risk="0.74"))
        drivers = PerceptionDrivers(product="0.61", personal_kpi="0.2", service="1.23", service_weight="0.7")
        return (
            one.surplus,
            one.break_even(),
            levers(one, Efforts()),
            ranges(one, dict.fromkeys(TERMS, (D("0.123456789"), D("0.2")))),
            drivers.perception,
        )

    exact = found()
    with localcontext(prec=5):
        assert found() == exact
    assert exact[0] == 0


@pytest.mark.parametrize(("cost", "closes"), [("2999.99", True), ("3000", False), ("3000.01", False)])
def test_exactly_zero_is_no_deal(cost, closes):
    assert deal(cost=cost).closes is closes


@given(st.tuples(perceptions, perceptions, perceptions), st.tuples(*[st.integers(1, 9)] * 3), st.integers(0, 10**7))
def test_exactly_zero_is_no_deal_where_the_perception_is_a_mean_of_thirds_or_sevenths(factors, weights, part):
    drivers = PerceptionDrivers.of(Drivers(**dict(zip(DRIVERS, factors, strict=True))), dict(zip(DRIVERS, map(D, weights), strict=True)))
    seen = sum(factor * weight for factor, weight in zip(factors, weights, strict=True))
    worth, cost = sum(weights) * part, seen * part
    one = deal(product=worth, seller=0, perception=drivers.perception, cost=cost)
    assert (one.surplus, one.closes) == (0, False)
    assert not any(lever.change or lever.effort for lever in levers(one, Efforts()))
    assert deal(product=worth, seller=0, perception=Fraction(seen) / sum(weights), cost=cost).surplus == 0
    assert not cost or deal(product=worth, seller=0, perception=drivers.perception, cost=cost - D("0.01")).closes


@pytest.mark.parametrize(("perception", "over"), [("0.99", False), ("1", False), ("1.01", True)])
def test_more_than_there_is_is_over_promised(perception, over):
    assert deal(perception=perception).over_promised is over


@given(amounts, amounts, perceptions, amounts)
def test_the_order_of_the_inputs_does_not_matter(a, b, perception, cost):
    one, other = Deal(product=a, seller=b, perception=perception, cost=cost), Deal(cost=cost, perception=perception, seller=a, product=b)
    assert one.surplus == other.surplus


@given(st.permutations(["2600", "300.5", "200", "99.5"]))
def test_the_order_of_the_cost_lines_does_not_matter(lines):
    assert Costs(**dict(zip(Costs.model_fields, lines, strict=True))).total == 3200


@pytest.mark.parametrize("amount", [0, 0.0, 0.1, D("0.01"), Fraction(1, 4), 10_000_000_000])
@pytest.mark.parametrize("term", ["product", "seller", "cost"])
def test_amounts_run_from_nothing_to_ten_billion(term, amount):
    assert getattr(deal(**{term: amount}), term) == D(str(float(amount)))


@pytest.mark.parametrize("perception", [0, 0.1, D("0.6"), 1, 1.5])
def test_perception_runs_from_nothing_to_one_and_a_half(perception):
    assert deal(perception=perception).perception == D(str(perception))


@pytest.mark.parametrize(
    "bad", [float("nan"), float("inf"), -float("inf"), D("nan"), D("sNaN"), -0.01, "ten", "", True, False, None, 1j, [1], 10_000_000_000.01]
)
@pytest.mark.parametrize("term", TERMS)
def test_anything_else_is_refused(term, bad):
    with pytest.raises(ValueError, match=term):
        deal(**{term: bad})


@given(st.sampled_from(TERMS), st.floats() | st.decimals() | st.integers())
def test_no_number_out_of_bounds_ever_becomes_a_deal(term, figure):
    assume(D(figure).is_nan() or not 0 <= D(figure) <= (D("1.5") if term == "perception" else MOST))
    with pytest.raises(ValueError, match=term):
        deal(**{term: figure})


def test_an_unknown_term_is_refused():
    with pytest.raises(ValidationError, match="discount"):
        deal(discount=1)


def test_a_deal_cannot_be_changed_but_made_anew():
    one = deal()
    with pytest.raises(ValidationError):
        one.cost = 1
    assert (one.with_terms(cost=D(1)).cost, one.cost) == (1, 3200)
    with pytest.raises(ValueError, match="perception"):
        one.with_terms(perception=D(2))


# ---- costs, the hidden account and perception


LINES = {"price": 2600, "introduction": 300, "effort": 200, "risk": 100}


def test_cost_lines_stand_for_the_cost():
    assert Deal(product=1, seller=1, perception=1, costs=LINES).cost == 3200
    assert Deal(product=1, seller=1, perception=1, costs=Costs(**LINES), cost=3200.0).cost == 3200


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"costs": LINES, "cost": 3201}, "cost is 3201 but its lines add up to 3200"),
        ({"costs": {"price": -1}}, "price"),
        ({"costs": {"price": MOST, "risk": 1}}, "cost"),
        ({"costs": {"price": 1}, "cost": "ten"}, "cost"),
        ({"costs": {"price": 1}, "cost": True}, "cost"),
        ({}, "cost"),
    ],
)
def test_cost_lines_that_do_not_fit_are_refused(given, expected):
    with pytest.raises(ValueError, match=expected):
        Deal(product=1, seller=1, perception=1, **given)


@pytest.mark.parametrize(
    ("favours", "rivals", "cost", "felt"),
    [(0, 0, 100, 100), (30, 0, 100, 70), (0, 30, 100, 130), (30, 10, 100, 80), (200, 0, 100, 0), (0, 1, MOST, MOST)],
)
def test_favours_lower_the_felt_cost_and_rivals_raise_it(favours, rivals, cost, felt):
    assert HiddenAccount(favours=favours, rivals=rivals).felt(D(cost)) == felt


def test_without_favours_the_rivals_remain():
    assert HiddenAccount(favours=30, rivals=10).without_favours() == HiddenAccount(rivals=10)


@pytest.mark.parametrize(("weights", "mean"), [((1, 1, 1), "0.6"), ((1, 0, 0), "0.3"), ((0, 1, 3), "0.825"), ((0, 0, 0), None)])
def test_perception_is_the_weighted_mean_of_its_drivers(weights, mean):
    given = Drivers(product=D("0.3"), personal_kpi=D("0.6"), service=D("0.9"))
    drivers = PerceptionDrivers.of(given, dict(zip(DRIVERS, map(D, weights), strict=True)))
    assert drivers.perception == (mean and D(mean))


@given(st.tuples(perceptions, perceptions, perceptions), st.tuples(*[st.integers(0, 100)] * 3))
def test_the_mean_lies_between_its_drivers(factors, weights):
    assume(any(weights))
    drivers = PerceptionDrivers.of(Drivers(**dict(zip(DRIVERS, factors, strict=True))), dict(zip(DRIVERS, map(D, weights), strict=True)))
    assert min(factors) - D("1e-20") <= drivers.perception <= max(factors) + D("1e-20")


@pytest.mark.parametrize("example", book().formulas.examples, ids=lambda example: example.id)
def test_every_example_is_a_deal(example):
    weights = {driver.id: driver.weight for driver in book().formulas.drivers}
    perception = PerceptionDrivers.of(example.drivers, weights).perception
    assert Deal(product=example.product, seller=example.seller, perception=perception, costs=Costs.of(example.lines)).actual_value > 0


# ---- break-even and levers


@pytest.mark.parametrize("lever", LEVERS)
@given(deals)
def test_a_break_even_is_a_break_even(lever, one):
    tip = getattr(one.break_even(), lever)
    assume(tip is not None)
    assert abs(one.model_copy(update={lever: tip}).surplus) <= D("1e-9")


def test_break_even_of_a_small_deal():
    tips = deal(product=3000, seller=2000, perception=0.5, cost=2000).break_even()
    assert tips == (D("0.4"), D(1000), D(2500))


@pytest.mark.parametrize(
    ("terms", "undefined"),
    [
        ({"product": 0, "seller": 0}, {"perception"}),
        ({"perception": 0}, {"seller"}),
        ({"product": 0, "seller": 0, "perception": 0}, {"perception", "seller"}),
    ],
)
def test_there_is_no_break_even_where_nothing_is_perceived(terms, undefined):
    tips = deal(**terms).break_even()
    assert {lever for lever in LEVERS if getattr(tips, lever) is None} == undefined


def test_levers_tell_the_way_to_the_tipping_point_and_its_effort():
    perception, seller, cost = levers(deal(product=3500, seller=1500, perception=0.5, cost=3000), Efforts())
    assert perception == ("perception", D("0.5"), D("0.6"), D("0.1"), None, D(5))
    assert seller == ("seller", 1500, 2500, 1000, None, 40)
    assert cost == ("cost", 3000, 2500, -500, None, 50)


@pytest.mark.parametrize(
    ("terms", "problems"),
    [
        ({}, [None, None, None]),
        ({"product": 0, "seller": 0}, ["nothing_to_perceive", None, "out_of_reach"]),
        ({"perception": 0}, [None, "nothing_perceived", "out_of_reach"]),
        ({"cost": 8000}, ["out_of_reach", None, None]),
        ({"cost": 7500}, ["out_of_reach", None, None]),
        ({"cost": 100}, [None, "out_of_reach", None]),
        ({"perception": 0.1, "cost": MOST}, ["out_of_reach", "out_of_reach", None]),
    ],
)
def test_a_lever_that_cannot_tip_the_deal_says_why(terms, problems):
    assert [lever.problem for lever in levers(deal(**terms), Efforts())] == problems


def test_a_deal_that_closes_needs_no_effort():
    found = levers(deal(cost=100), Efforts())
    assert [lever.effort for lever in found] == [None, None, None]
    assert cheapest(found) == ()


@pytest.mark.parametrize(
    ("terms", "over"),
    [
        ({"cost": 5500}, ["perception"]),
        ({"cost": 5000}, ["perception"]),
        ({"cost": 4999}, []),
        ({"cost": 8000}, []),
        ({"perception": 1.2, "cost": 5500}, []),
    ],
)
def test_a_lever_that_needs_a_perception_above_one_promises_too_much(terms, over):
    assert [lever.id for lever in levers(deal(product=3500, seller=1500, **terms), Efforts()) if lever.over_promises] == over


@given(deals)
def test_just_past_the_tipping_point_the_deal_closes(one):
    for lever in levers(one, Efforts()):
        if lever.effort is not None:
            past = lever.tips_at + D("1e-9") * (-1 if lever.id == "cost" else 1)
            assert one.model_copy(update={lever.id: past}).closes


@pytest.mark.parametrize(
    ("efforts", "best"),
    [
        ({}, ["perception"]),
        ({"perception": 50}, ["seller"]),
        ({"perception": 40}, ["perception", "seller"]),
        ({"perception": 50, "seller": 3}, ["perception", "cost"]),
    ],
)
def test_the_cheapest_levers_are_those_of_the_least_effort(efforts, best):
    found = levers(deal(product=3500, seller=1500, perception=0.5, cost=3000), Efforts(**efforts))
    assert [lever.id for lever in cheapest(found)] == best


# ---- pictures


@given(deals)
def test_the_waterfall_goes_step_by_step_and_ends_in_the_surplus(one):
    bars = waterfall(one)
    assert [bar.id for bar in bars] == ["product", "seller", "perception", "customer_value", "cost", "surplus"]
    assert (bars[-1].start, bars[-1].end) == (0, one.surplus)
    assert all(after.start == (0 if after.total else before.end) for before, after in pairwise(bars))
    assert all(bar.end == before.end for before, bar in pairwise(bars) if bar.total)


def test_ranges_are_cut_to_what_a_deal_can_hold():
    wide = ranges(deal(product=MOST, perception="1.4"), dict.fromkeys(TERMS, (D("1.5"), D("0.1"))))
    assert wide["product"] == (0, MOST, MOST)
    assert wide["perception"] == (0, D("1.4"), D("1.5"))
    assert wide["cost"] == (0, 3200, 3520)


def test_the_widest_swing_stands_on_top_and_ties_keep_their_order():
    one = deal(product=1000, seller=1000, perception=1, cost=500)
    swings = tornado(one, ranges(one, dict.fromkeys(TERMS, (D("0.1"), D("0.2")))))
    assert [(swing.term, swing.at_low, swing.at_high, swing.width) for swing in swings] == [
        ("perception", 1300, 1900, 600),
        ("product", 1400, 1700, 300),
        ("seller", 1400, 1700, 300),
        ("cost", 1550, 1400, 150),
    ]


@pytest.mark.parametrize(
    ("terms", "closing"),
    [
        ({"product": 0.1, "seller": 0.2, "perception": 1, "cost": 0.3}, 0),
        ({"product": 0.1, "seller": 0.2, "perception": 1, "cost": 0.29}, 1),
        ({"cost": 3000}, 0),
        ({"cost": 2999.99}, 1),
        ({"product": 0, "seller": 0, "cost": 0}, 0),
        ({"product": MOST, "seller": 0.01, "perception": 1, "cost": MOST}, 1),
    ],
)
def test_without_any_spread_the_outlook_is_the_deal_itself(terms, closing):
    one = deal(**terms)
    seen = outlook(ranges(one, NO_SPREAD))
    assert seen.closing == closing == one.closes
    assert seen.bins == (Bin(seen.p50, seen.p50, 10_000),)


@given(deals, spreads)
def test_every_draw_stands_in_one_column_and_none_straddles_zero(one, spread):
    seen = outlook(ranges(one, spread))
    assert sum(column.draws for column in seen.bins) == 10_000
    assert not any(column.low < 0 < column.high for column in seen.bins)
    assert D(sum(column.draws for column in seen.bins if column.high > 0)) / 10_000 == seen.closing
    assert seen.p10 <= seen.p50 <= seen.p90


def test_the_same_ranges_give_the_same_outlook():
    terms = ranges(deal(), dict.fromkeys(TERMS, (D("0.2"), D("0.2"))))
    first = outlook(terms)
    value._outlook.cache_clear()
    assert outlook(terms) == first


def test_a_triangle_around_zero_closes_half_of_the_time():
    one = deal(product=1000, seller=0, perception=1, cost=1000)
    assert outlook(ranges(one, NO_SPREAD | {"product": (D("0.2"), D("0.2"))})).closing == pytest.approx(D("0.5"), abs=D("0.02"))


@pytest.mark.parametrize(
    ("below", "above", "lowest", "highest"),
    [("0.2", "0.2", -10, 30), ("0", "0.2", 10, 30), ("-0.05", "0.2", 10, 30), ("0.2", "-0.05", -10, 10)],
)
def test_no_draw_lies_outside_its_range(below, above, lowest, highest):
    one = deal(product=100, seller=0, perception=1, cost=90)
    seen = outlook(ranges(one, NO_SPREAD | {"product": (D(below), D(above))}))
    assert lowest <= seen.p10 <= seen.p90 <= highest


def test_a_spread_may_be_given_in_floats_and_stays_exact():
    assert ranges(deal(), dict.fromkeys(TERMS, (0.1, 0.2))) == ranges(deal(), dict.fromkeys(TERMS, (D("0.1"), D("0.2"))))


def test_a_range_is_low_expected_high():
    assert ranges(deal(), NO_SPREAD | {"cost": (D("0.5"), D("0.25"))})["cost"] == Range(D(1600), D(3200), D(4000))
