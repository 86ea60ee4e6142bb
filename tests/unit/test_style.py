"""How somebody sells: points that can be counted by hand, what fits by the workbook's one rule, and three steps each time."""

from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as some
from pydantic import ValidationError

from workbook.content import book
from workbook.content.methods import METHODS
from workbook.content.style import ITEMS, SelfAssessment
from workbook.methods import fit
from workbook.style import CONTEXT, MOST, OFTEN, Context, advice, change, fits, profile, straight_lined
from workbook.ui.menu import PAGES

CONTENT = book().self_assessment
OF = {item.id: item.method for item in CONTENT.items}
LARGE = Context(order_size="large", deciders="many", horizon="years")
SMALL = Context(order_size="small", deciders="one", horizon="once")
CONTEXTS = [
    Context(**dict(zip(CONTEXT, picked, strict=True)))
    for picked in product(("small", "medium", "large"), ("one", "few", "many"), ("once", "repeat", "years"))
]
whole = some.fixed_dictionaries({item: some.integers(0, 3) for item in ITEMS})
partly = some.dictionaries(some.sampled_from(ITEMS), some.integers(0, 3))


def by_method(**cases):
    """The same number of cases for each item of a method, 0 where none is given."""
    return {item: cases.get(method, 0) for item, method in OF.items()}


def of(answers):
    return profile(CONTENT.items, answers)


def test_three_items_a_method_and_no_two_neighbours_of_one():
    assert [list(OF.values()).count(method) for method in METHODS] == [3] * 5
    asked = list(OF.values())
    assert all(one != other for one, other in pairwise(asked))
    assert all(sorted(asked[start : start + 5]) == sorted(METHODS) for start in (0, 5, 10))


@pytest.mark.parametrize(
    ("methods", "wrong"),
    [({0: "product", 5: "consultative"}, "no two neighbouring items"), ({0: "value"}, "3 items for each method")],
    ids=["neighbours", "unbalanced"],
)
def test_items_that_are_not_mixed_or_not_balanced_are_refused(methods, wrong):
    items = [item.model_dump(by_alias=True) for item in CONTENT.items]
    for index, method in methods.items():
        items[index]["method"] = method
    with pytest.raises(ValidationError, match=wrong):
        SelfAssessment.model_validate({**CONTENT.model_dump(by_alias=True), "items": tuple(items)})


@pytest.mark.parametrize(
    ("cases", "points", "majors", "minors"),
    [
        ({}, [0, 0, 0, 0, 0], (), ()),
        ({"value": 3}, [0, 0, 0, 9, 0], ("value",), ()),
        ({"value": 3, "product": 2}, [0, 6, 0, 9, 0], ("value",), ("product",)),
        ({"value": 2, "product": 2, "relationship": 1}, [3, 6, 0, 6, 0], ("product", "value"), ("relationship",)),
        ({"value": 3, "product": 1, "relationship": 1}, [3, 3, 0, 9, 0], ("value",), ("relationship", "product")),
        (dict.fromkeys(METHODS, 2), [6, 6, 6, 6, 6], METHODS, ()),
    ],
)
def test_points_are_cases_and_the_most_of_them_are_the_majors(cases, points, majors, minors):
    found = of(by_method(**cases))
    assert (list(found.points.values()), found.majors, found.minors) == (points, majors, minors)
    assert found.even == (len(set(points)) == 1)


@given(partly)
def test_points_add_up_and_places_do_not_overlap(answers):
    found = of(answers)
    assert sum(found.points.values()) == sum(answers.values())
    assert all(0 <= points <= MOST for points in found.points.values())
    assert not set(found.majors) & set(found.minors)
    assert all(found.points[method] == max(found.points.values()) > 0 for method in found.majors)


@pytest.mark.parametrize("answers", [{"asked_causes": 4}, {"asked_causes": -1}, {"luck": 1}])
def test_an_answer_that_is_none_is_refused(answers):
    with pytest.raises(ValueError, match="no such answer"):
        of(answers)


@pytest.mark.parametrize(
    ("answers", "straight"),
    [
        (dict.fromkeys(ITEMS, 0), True),
        (dict.fromkeys(ITEMS, 3), True),
        (dict.fromkeys(ITEMS, 2) | {"shaped_together": 1}, False),
        (dict.fromkeys(ITEMS[:14], 2), False),
        ({}, False),
    ],
)
def test_only_fifteen_equal_answers_are_a_straight_line(answers, straight):
    assert straight_lined(answers, 15) is straight


@pytest.mark.parametrize("context", CONTEXTS, ids=lambda one: "-".join(one.model_dump().values()))
def test_what_fits_is_what_fits_everywhere_in_the_workbook(context):
    ranked = fit(book().questions, context.model_dump())
    assert [(one.method, one.points, one.reasons) for one in fits(book().questions, context, of({}))] == [
        (one.method, one.points, one.reasons) for one in ranked
    ]


def test_the_context_takes_the_answers_of_the_situation():
    options = {question.id: tuple(option.id for option in question.options) for question in book().questions if question.id in CONTEXT}
    assert options == {name: Context.model_fields[name].annotation.__args__ for name in CONTEXT}


def test_often_is_more_than_half():
    assert (OFTEN, MOST) == (5, 9)
    found = fits(book().questions, LARGE, of(by_method(product=3, customer_centric=3, value=1)))
    assert {one.method: one.stance for one in found} == {
        "customer_centric": "keep",
        "value": "more",
        "consultative": None,
        "relationship": None,
        "product": "less",
    }


@pytest.mark.parametrize(
    ("context", "cases", "expected"),
    [
        (LARGE, {"product": 3, "customer_centric": 3}, [("product", "less"), ("value", "more"), ("customer_centric", "keep")]),
        (LARGE, {"product": 3, "relationship": 3}, [("product", "less"), ("customer_centric", "more"), ("relationship", "less")]),
        (LARGE, {"value": 3, "customer_centric": 3}, [("customer_centric", "keep"), ("value", "keep"), ("consultative", "more")]),
        (SMALL, {"product": 3}, [("product", "keep"), ("relationship", "more"), ("consultative", "more")]),
        (SMALL, {"product": 3, "value": 1}, [("product", "keep"), ("value", "less"), ("relationship", "more")]),
    ],
)
def test_advice_begins_with_what_does_not_fit_and_ends_with_what_does(context, cases, expected):
    assert list(advice(fits(book().questions, context, of(by_method(**cases))))) == expected


@given(whole, some.sampled_from(CONTEXTS))
def test_there_are_always_three_pieces_of_three_methods_and_none_says_less_of_what_is_not_used(answers, context):
    found = of(answers)
    pieces = advice(fits(book().questions, context, found))
    assert len({method for method, _ in pieces}) == 3
    assert all(found.points[method] > 0 for method, stance in pieces if stance == "less")


def test_every_piece_of_advice_leads_to_a_page():
    assert {piece.page for each in CONTENT.advice.values() for piece in each.values()} <= set(PAGES)


def test_the_change_is_counted_from_the_time_before():
    now, before = of(by_method(value=3, product=1)), of(by_method(value=2, relationship=1))
    assert change(now, before) == {"relationship": -3, "product": 3, "consultative": 0, "value": 3, "customer_centric": 0}
