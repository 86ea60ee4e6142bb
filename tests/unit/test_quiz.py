"""A quiz with confidence: what was right, what was expected, and what to look at again first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from workbook.content import book
from workbook.content.quizzes import Choice, QuizQuestion
from workbook.content.sources import Statement
from workbook.quiz import KINDS, Answer, Share, result
from workbook.text import LANGS, Text

WORD = Text(en="word", zh="词")
OURS = Statement(en="word", zh="词", ours=True)


def question(name, right="a"):
    choices = tuple(Choice(id=one, label=WORD, but=None if one == right else WORD) for one in "abc")
    return QuizQuestion(id=name, question=WORD, choices=choices, right=right, because=OURS)


SIX = [question(name) for name in ("sure", "belief", "luck", "doubt", "guess", "firm")]
GIVEN = {
    "sure": Answer("a", 4),
    "belief": Answer("b", 4),
    "luck": Answer("a", 1),
    "doubt": Answer("c", 3),
    "guess": Answer("a", 3),
    "firm": Answer("c", 5),
}


def test_what_surprises_comes_first_confidently_wrong_before_all_else():
    again = result(SIX, GIVEN).again
    assert [one.question.id for one in again] == ["firm", "belief", "luck", "guess", "doubt", "sure"]
    assert [one.kind for one in again] == [
        "confidently_wrong",
        "confidently_wrong",
        "unsure_right",
        "unsure_right",
        "unsure_wrong",
        "sure_right",
    ]


def test_the_score_is_split_by_confidence():
    found = result(SIX, GIVEN)
    assert (found.score, found.sure, found.unsure) == (Share(3, 6), Share(1, 3), Share(2, 3))
    assert found.matched == 2  # sure and right, doubtful and wrong


@pytest.mark.parametrize("confidence", [4, 5])
def test_one_is_sure_from_four_on(confidence):
    assert result([question("q")], {"q": Answer("b", confidence)}).again[0].kind == "confidently_wrong"
    assert result([question("q")], {"q": Answer("b", 3)}).again[0].kind == "unsure_wrong"


@pytest.mark.parametrize("wrong", [{}, {"q": Answer("d", 3)}, {"q": Answer("a", 0)}, {"q": Answer("a", 6)}])
def test_an_answer_that_is_none_is_refused(wrong):
    with pytest.raises(ValueError, match="no answer to q"):
        result([question("q")], wrong)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 5)), min_size=1, max_size=8))
def test_every_question_comes_again_once_and_the_parts_make_the_whole(answers):
    asked = [question(str(number)) for number in range(len(answers))]
    found = result(asked, {str(number): Answer(*given) for number, given in enumerate(answers)})
    assert sorted(one.question.id for one in found.again) == sorted(one.id for one in asked)
    assert [KINDS.index(one.kind) for one in found.again] == sorted(KINDS.index(one.kind) for one in found.again)
    assert Share(found.sure.right + found.unsure.right, found.sure.all + found.unsure.all) == found.score
    surprised = sum(one.kind in ("confidently_wrong", "unsure_right") for one in found.again)
    assert found.matched + surprised == found.score.all == len(answers)


@pytest.mark.parametrize(
    "change",
    [
        {"right": "d"},
        {"choices": (Choice(id="a", label=WORD), Choice(id="b", label=WORD), Choice(id="c", label=WORD, but=WORD))},
    ],
    ids=["right_is_no_answer", "two_right_answers"],
)
def test_a_question_has_exactly_one_right_answer(change):
    fields = {name: getattr(question("q"), name) for name in QuizQuestion.model_fields}
    with pytest.raises(ValidationError):
        QuizQuestion(**{**fields, **change})


@pytest.mark.parametrize("quiz", book().quizzes, ids=lambda quiz: quiz.id)
def test_the_right_answer_does_not_give_itself_away_by_its_place_or_its_length(quiz):
    places = [[one.id for one in asked.choices].index(asked.right) for asked in quiz.questions]
    assert max(places.count(place) for place in places) <= len(places) / 2
    for lang in LANGS:
        longest = [max(asked.choices, key=lambda one: len(one.label[lang])).id == asked.right for asked in quiz.questions]
        assert sum(longest) <= len(longest) / 2


def test_no_quiz_asks_the_same_question_twice():
    names = [(quiz.id, asked.id) for quiz in book().quizzes for asked in quiz.questions]
    assert len(set(names)) == len(names)
