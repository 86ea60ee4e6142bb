"""Which method fits a situation: reasons that add up, fair ranks, and no method for everything."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.content import book
from workbook.content.methods import METHODS, Option, Points, Question
from workbook.methods import fit, leaders
from workbook.text import Text

QUESTIONS = book().questions
ANSWERS = {question.id: [option.id for option in question.options] for question in QUESTIONS}
situations = st.fixed_dictionaries({}, optional={question: st.sampled_from(options) for question, options in ANSWERS.items()})


def question(name, **options):
    """A question with the points of each of its options."""
    word = Text(en="word", zh="词")
    given = tuple(
        Option(id=one, label=word, points={method: Points(points=n, reason=word) for method, n in points.items()})
        for one, points in options.items()
    )
    return Question.model_construct(id=name, question=word, options=given)


SIZE = question("size", small={"product": 2, "value": -2}, large={"value": 1})
TIME = question("time", once={"product": 1, "value": 1}, years={"customer_centric": 2, "product": -2})


@pytest.mark.parametrize(
    ("answers", "ranking"),
    [
        ({}, [(method, 1, 0) for method in METHODS]),
        (
            {"size": "small"},
            [("product", 1, 2), ("relationship", 2, 0), ("consultative", 2, 0), ("customer_centric", 2, 0), ("value", 5, -2)],
        ),
        (
            {"size": "large", "time": "once"},
            [("value", 1, 2), ("product", 2, 1), ("relationship", 3, 0), ("consultative", 3, 0), ("customer_centric", 3, 0)],
        ),
        (
            {"size": "small", "time": "years"},
            [("customer_centric", 1, 2), ("relationship", 2, 0), ("product", 2, 0), ("consultative", 2, 0), ("value", 5, -2)],
        ),
    ],
)
def test_methods_are_ranked_by_points_and_share_a_rank_on_ties(answers, ranking):
    assert [(one.method, one.rank, one.points) for one in fit([SIZE, TIME], answers)] == ranking


@pytest.mark.parametrize(("answers", "first"), [({}, list(METHODS)), ({"size": "small"}, ["product"]), ({"size": "large"}, ["value"])])
def test_leaders_share_the_first_rank(answers, first):
    assert [one.method for one in leaders(fit([SIZE, TIME], answers))] == first


@pytest.mark.parametrize(
    ("answers", "unknown"),
    [
        ({"weather": "fine"}, "no such question: weather"),
        ({3: "fine"}, "no such question: 3"),
        ({"size": "huge"}, "no such answer to size: huge"),
    ],
)
def test_an_unknown_answer_is_refused(answers, unknown):
    with pytest.raises(ValueError, match=unknown):
        fit([SIZE, TIME], answers)


@given(situations)
def test_points_are_the_sum_of_their_reasons(answers):
    for one in fit(QUESTIONS, answers):
        assert one.points == sum(reason.points for reason in one.reasons)
        assert all(answers[reason.question] == reason.option for reason in one.reasons)


@given(situations, st.randoms(use_true_random=False))
def test_answers_in_any_order_give_the_same_result(answers, random):
    shuffled = list(answers.items())
    random.shuffle(shuffled)
    assert fit(QUESTIONS, dict(shuffled)) == fit(QUESTIONS, answers)


def test_no_method_wins_every_situation_and_each_wins_some():
    every = [dict(zip(ANSWERS, picked, strict=True)) for picked in product(*ANSWERS.values())]
    wins = dict.fromkeys(METHODS, 0)
    for answers in every:
        best = leaders(fit(QUESTIONS, answers))
        if len(best) == 1:
            wins[best[0].method] += 1
    assert all(0 < wins[method] < len(every) / 2 for method in METHODS), wins


@pytest.mark.parametrize("trait", book().traits, ids=lambda trait: trait.id)
def test_every_trait_tells_methods_apart(trait):
    assert len({given.score for given in trait.scores.values()}) > 1
