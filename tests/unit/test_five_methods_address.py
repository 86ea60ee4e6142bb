"""The address of the five methods carries the figures that differ from the workbook's, and nothing that does not fit."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from workbook.content.effects import LIMITS
from workbook.ui.five_figures import effects, from_address, places
from workbook.ui.five_figures import given as ours

NAMES = sorted(places())


@pytest.mark.parametrize(
    ("query", "found", "ignored"),
    [
        ({"value.perception.1": "0.2"}, {"value.perception.1": 0.2}, []),
        ({"value.perception.1": "0.08"}, {}, []),
        ({"value.perception.1": "0.3333333333"}, {"value.perception.1": 0.3333333333}, []),
        ({"customer_centric.cost.3": "-12.5"}, {"customer_centric.cost.3": -12.5}, []),
        ({"product": "3000", "value": "7", "lang": "en"}, {}, []),
        ({"value.product.1": "3"}, {}, ["value.product.1"]),
        ({"value.seller.4": "3"}, {}, ["value.seller.4"]),
        ({"relationship.favours.1": "-1"}, {}, ["relationship.favours.1"]),
        ({"value.perception.1": "1.51", "value.seller.1": "6"}, {"value.seller.1": 6.0}, ["value.perception.1"]),
        *(({"value.seller.1": text}, {}, ["value.seller.1"]) for text in ("", "nan", "inf", "1e2", "٣", "5%", " 5", "--5", "0x1")),
    ],
)
def test_figures_that_fit_are_taken_and_the_rest_is_named(query, found, ignored):
    assert from_address(query) == (found, ignored)


@given(some.dictionaries(some.sampled_from(NAMES), some.text() | some.floats().map(str) | some.integers().map(str)))
def test_no_address_carries_a_figure_that_does_not_fit(query):
    found, ignored = from_address(query)
    assert set(found) | set(ignored) <= set(query)
    for name, value in found.items():
        low, high = LIMITS[places()[name].move]
        assert low <= Decimal(str(value)) <= high
        assert Decimal(str(value)) != ours(places()[name])


def test_a_figure_of_ones_own_reaches_its_place_only():
    before, after = effects({}), effects({"value.perception.2": 0.3})
    assert after["value"].moves["perception"] == (Decimal("0.08"), Decimal("0.3"), Decimal("0.08"))
    assert {method for method in before if before[method] != after[method]} == {"value"}
