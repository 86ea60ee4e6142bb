"""The quiz at the end of a Learn page: an answer and a confidence, an explanation, and what to look at again first."""

import pytest

from workbook.content import book

PAGES = [quiz.id for quiz in book().quizzes]
QUIZ = {quiz.id: quiz for quiz in book().quizzes}


def word(screen, key, **filled):
    return book().words["quiz"][key][screen.lang].format(**filled)


def press(screen, key):
    next(button for button in screen.at.button if button.label == word(screen, key)).click()
    return screen.run()


def begin(screen):
    return press(screen, "start")


def answer(screen, question, *, right=True, confidence=3):
    wrong = next(one.id for one in question.choices if one.id != question.right)
    screen.choose(f"{question.id}:confidence", confidence)
    return screen.choose(f"{question.id}:choice", question.right if right else wrong)


def finish(screen, quiz, given):
    """Answer all questions, each with whether it is right and with how much confidence."""
    begin(screen)
    for number, (question, (right, confidence)) in enumerate(zip(quiz.questions, given, strict=True), 1):
        answer(screen, question, right=right, confidence=confidence)
        press(screen, "finish" if number == len(given) else "next")
    return screen


MIXED = [(True, 5), (False, 2), (True, 1), (False, 5), (True, 4), (True, 2)]


@pytest.mark.parametrize("page", PAGES)
def test_a_learn_page_ends_with_its_own_quiz(open_page, page, lang):
    screen = begin(open_page(page, lang))
    assert screen.says(QUIZ[page].questions[0].question[lang])
    assert not screen.says(QUIZ[page].questions[1].question[lang])


@pytest.mark.parametrize("page", PAGES)
def test_feedback_explains_the_right_answer_and_every_wrong_one(open_page, page, lang):
    screen = begin(open_page(page, lang))
    question = QUIZ[page].questions[0]
    assert not screen.says(question.because[lang])
    answer(screen, question, right=False, confidence=5)
    assert screen.says(word(screen, "about_confidently_wrong"))
    assert screen.says(question.because[lang])
    assert all(screen.says(one.but[lang]) for one in question.choices if one.but)


def test_an_answer_without_a_confidence_is_not_yet_marked(open_page):
    screen, question = begin(open_page("compare")), QUIZ["compare"].questions[0]
    screen.choose(f"{question.id}:choice", question.right)
    assert screen.says(word(screen, "tap_both"))
    assert not screen.says(question.because.en)
    screen.choose(f"{question.id}:confidence", 4)
    assert screen.says(word(screen, "about_sure_right"))


def test_the_end_counts_and_puts_the_confidently_wrong_first(open_page, lang):
    screen = finish(open_page("cases", lang), QUIZ["cases"], MIXED)
    assert screen.says(word(screen, "matched", matched=3, all=6))
    shares = {"score": (4, 6), "score_sure": (2, 3), "score_unsure": (2, 3)}
    assert screen.says(" ".join(f"{word(screen, key)} {word(screen, 'of', right=of[0], all=of[1])}" for key, of in shares.items()))
    kinds = ("confidently_wrong", "unsure_right", "unsure_wrong", "sure_right")
    (again,) = [text for text in screen.texts if word(screen, "look_again") in text]
    order = [again.index(word(screen, f"group_{kind}")) for kind in kinds]
    assert order == sorted(order)
    first = again[order[0] : order[1]]
    assert [q.id for q in QUIZ["cases"].questions if q.question[lang] in first] == [QUIZ["cases"].questions[3].id]


def test_a_reading_of_another_page_and_another_language_lose_nothing(open_page):
    screen = begin(open_page("sources"))
    first, second = QUIZ["sources"].questions[:2]
    press(answer(screen, first), "next")
    screen.choose(f"{second.id}:choice", second.right)
    screen.go("compare").go("sources").switch("zh")
    assert screen.says(second.question.zh)
    assert screen.chosen(f"{second.id}:choice") == second.right


def test_each_page_keeps_a_quiz_of_its_own(open_page):
    screen = begin(open_page("sources"))
    screen.go("compare")
    assert not screen.says(QUIZ["compare"].questions[0].question.en)
    assert screen.go("sources").says(QUIZ["sources"].questions[0].question.en)


def test_again_begins_at_the_first_question_without_answers(open_page):
    screen = press(finish(open_page("compare"), QUIZ["compare"], MIXED), "again")
    question = QUIZ["compare"].questions[0]
    assert screen.says(question.question.en)
    assert screen.chosen(f"{question.id}:choice") is None


def test_a_question_that_is_new_since_the_end_is_asked_again(open_page):
    screen = finish(open_page("compare"), QUIZ["compare"], MIXED)
    question = QUIZ["compare"].questions[3]
    del screen.at.session_state["quiz"]["compare"][f"{question.id}:choice"]
    assert screen.run().says(question.question.en)
