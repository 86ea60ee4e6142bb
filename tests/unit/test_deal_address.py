"""The address of a deal: what it carries, what it refuses, and that it opens the same deal again."""

from decimal import Decimal

import pytest
import streamlit as st
from hypothesis import given
from hypothesis import strategies as some

from workbook.content import book
from workbook.ui.deal import BOUNDS, DRIVERS, LINES, figures, fit_scale, from_address, from_example, to_address, with_scale

EXAMPLES = book().formulas.examples
OWN = from_example(EXAMPLES[-1])
amounts = some.decimals(0, 10_000_000_000, places=2).map(float)
factors = some.decimals(0, Decimal("1.5"), places=2).map(float)
deals = some.fixed_dictionaries(
    {
        **dict.fromkeys(("product", "seller", "cost", "favours", "rivals"), amounts),
        **dict.fromkeys(LINES, some.decimals(0, 2_500_000_000, places=2).map(float)),
        **dict.fromkeys(("perception", *(f"driver_{name}" for name in DRIVERS)), factors),
        **{f"weight_{name}": some.integers(1, 100).map(float) for name in DRIVERS},
        "cost_mode": some.sampled_from(["one", "lines"]),
        "perception_mode": some.sampled_from(["one", "drivers"]),
    }
)


def sent(state):
    """The address of a state, for a visit in English that shows euros."""
    st.session_state.update(language="en", currency="EUR")
    return to_address(state, figures(OWN | state))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, {}),
        ({"product": "3500", "seller": "0.5"}, {"product": 3500.0, "seller": 0.5}),
        ({"perception": "0.6"}, {"perception": 0.6, "perception_mode": "one"}),
        ({"driver_service": "1.5"}, {"driver_service": 1.5, "perception_mode": "drivers"}),
        ({"perception": "0.9", "driver_service": "1.5"}, {"perception": 0.9, "driver_service": 1.5, "perception_mode": "drivers"}),
        ({"cost": "3200"}, {"cost": 3200.0, "cost_mode": "one"}),
        ({"price": "1"}, {"price": 1.0, "introduction": 0.0, "effort": 0.0, "risk": 0.0, "cost_mode": "lines"}),
        (
            {"price": "0.1", "risk": "0.2", "cost": "0.3"},
            {"price": 0.1, "introduction": 0.0, "effort": 0.0, "risk": 0.2, "cost": 0.3, "cost_mode": "lines"},
        ),
        ({"favours": "400", "currency": "HKD", "lang": "zh", "utm": "x"}, {"favours": 400.0}),
        ({"product": "10000000000"}, {"product": 1e10}),
    ],
)
def test_the_figures_of_an_address_are_taken(query, found):
    assert from_address(query) == (found, [], [])


def test_drivers_that_do_not_give_the_perception_leave_it_as_it_is():
    found, ignored, differs = from_address({"perception": "0.6", "driver_service": "1.5"})
    assert (found["perception_mode"], ignored, differs) == ("one", [], ["perception"])


@pytest.mark.parametrize(
    "text", ["", " ", "nan", "inf", "-1", "+1", "1e3", "0x10", "1_000", "1,000", "ten", "１", "²", "1.2.3", ".", "10000000000.01", "0" * 25]
)
def test_anything_but_a_plain_figure_is_named_and_ignored(text):
    assert from_address({"product": text}) == ({}, ["product"], [])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("perception", "1.51"),
        ("driver_product", "2"),
        ("weight_service", "100.1"),
        ("rivals", "10000000001"),
        ("currency", "XXX"),
        ("currency", "eur"),
    ],
)
def test_figures_out_of_bounds_are_named_and_ignored(name, text):
    assert from_address({name: text, "seller": "1"}) == ({"seller": 1.0}, [name], [])


def test_cost_lines_that_contradict_the_total_give_way_to_it():
    found, ignored, differs = from_address({"price": "1", "risk": "2", "cost": "4"})
    assert (found["cost"], found["cost_mode"], ignored, differs) == (4.0, "one", [], ["cost"])


@given(some.dictionaries(some.sampled_from([*BOUNDS, "currency"]), some.text() | some.floats().map(str)))
def test_no_address_carries_a_figure_that_does_not_fit(query):
    found, ignored, _ = from_address(query)
    assert all(0 <= found[name] <= BOUNDS[name] for name in BOUNDS if name in found)
    assert {name for name in query if name in BOUNDS} <= set(found) | set(ignored)


def test_an_address_names_the_four_terms_and_how_they_are_shown():
    assert sent(OWN) == {"product": "3500", "seller": "1500", "perception": "0.6", "cost": "3200", "currency": "EUR"}


def test_an_address_names_the_rest_where_it_is_used():
    state = OWN | {"cost_mode": "lines", "perception_mode": "drivers", "favours": 0.5}
    assert set(sent(state)) - set(sent(OWN)) == {
        *LINES,
        *(f"driver_{name}" for name in DRIVERS),
        *(f"weight_{name}" for name in DRIVERS),
        "favours",
    }


def test_favours_that_are_taken_away_stay_so_in_the_address():
    state = OWN | {"favours": 400.0, "without": True}
    assert sent(state)["without"] == "favours"
    assert "without" not in sent(state | {"favours": 0.0})
    assert from_address({"without": "rivals", "cost": "1"})[1] == ["without"]
    assert from_address(sent(state))[1] == []


@given(deals)
def test_an_address_opens_the_same_deal_again(state):
    query = sent(state)
    found, ignored, differs = from_address(query)
    assert (ignored, differs) == ([], [])
    used = [name for name in query if name in BOUNDS and name not in ("perception", "cost")]
    assert {name: found[name] for name in used} == {name: state[name] for name in used}
    assert all(found[mode] == state[mode] for mode in ("cost_mode", "perception_mode"))
    assert found["perception"] == pytest.approx(float(query["perception"]), abs=1e-9)
    assert state["cost_mode"] == "lines" or found["cost"] == state["cost"]


def test_a_link_opens_without_complaint_where_the_lines_exceed_the_highest_cost():
    state = OWN | {"cost_mode": "lines", "price": 1e10, "risk": 1e10}
    assert from_address(sent(state))[1:] == ([], [])


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.id)
def test_an_example_starts_with_its_own_figures(example):
    state = from_example(example)
    total = sum(dict(example.lines).values())
    assert (state["example"], state["product"], state["seller"]) == (example.id, example.product, example.seller)
    assert (state["cost"], sum(state[line] for line in LINES)) == (total, total)
    assert state["perception"] == pytest.approx(float(sum(dict(example.drivers).values()) / 3))
    assert state["hidden"] is bool(example.favours or example.rivals)
    assert all(0 <= state[name] <= BOUNDS[name] for name in BOUNDS)


@pytest.mark.parametrize(
    ("largest", "top"),
    [
        (0, 100),
        (50, 100),
        (50.01, 200),
        (3500, 10_000),
        (5000, 10_000),
        (5000.01, 20_000),
        (100_000, 200_000),
        (250_000, 500_000),
        (1e10, 1e10),
    ],
)
@pytest.mark.parametrize("name", ["product", "seller", "cost", "price"])
def test_sliders_run_to_a_round_figure_about_twice_the_largest_amount(name, largest, top):
    state = dict.fromkeys(("product", "seller", "cost", *LINES), 0.0) | {name: float(largest)}
    assert with_scale(state) == state | {"top": float(top)}


def test_a_figure_of_too_many_digits_leaves_the_sliders_as_they_were_once_it_is_mended():
    state = OWN | {"product": 5e9}
    fit_scale(state)
    assert state["top"] == 1e10
    state["product"] = OWN["product"]
    fit_scale(state)
    assert state["top"] == OWN["top"]
