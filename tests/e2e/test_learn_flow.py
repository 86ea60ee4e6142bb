"""A case and a quiz as somebody plays them who closes the browser on the way: nothing is lost, and the path knows."""

import pytest
from playwright.sync_api import expect

from tests.e2e.test_accessibility import fits, violations
from workbook.content import book

CASES, QUIZ, PATH = (book().words[page] for page in ("cases", "quiz", "path"))
ASKED = book().quiz("cases").questions
CASE = book().cases.case("evonik")


def press(here, words, key, lang):
    here.press(words[key][lang])


def again(here):
    here.page.reload()
    return here.ready()


@pytest.mark.parametrize("lang", ["zh"])
def test_a_case_and_a_quiz_outlast_a_reload_and_stand_on_the_path(visit, lang):
    here = visit(lang, 390, "dark").open("cases", lang=lang)
    main = here.page.get_by_test_id("stMain")
    here.page.locator("[class*=evonik-before-strategy]").get_by_role("radio", name="3", exact=True).click()
    here.tap(book().cases.step("improve").short[lang]).tap(book().canvas.elements[3].name[lang]).settled()
    again(here)
    press(here, CASES, "reveal", lang)
    expect(main).to_contain_text(CASE.report[0][lang])
    fits(here.page)
    assert violations(here.page) == []

    press(here, QUIZ, "start", lang)
    assert violations(here.page) == []
    for number, question in enumerate(ASKED, 1):
        here.tap(question.choices[0].label[lang]).settled()
        here.tap(QUIZ["level_5"][lang], within="quiz-confidence").settled()
        expect(main).to_contain_text(question.because[lang])
        if number == 1:
            again(here)
            expect(main).to_contain_text(question.because[lang])
            assert violations(here.page) == []
        press(here, QUIZ, "finish" if number == len(ASKED) else "next", lang)
    right = sum(question.right == question.choices[0].id for question in ASKED)
    expect(here.part("quiz-score")).to_contain_text(QUIZ["of"][lang].format(right=right, all=len(ASKED)))
    expect(here.part("quiz").locator("details[open]")).to_have_count(len(ASKED) - right)
    fits(here.page)
    assert violations(here.page) == []

    here.open("", lang=lang)
    done = here.part("path").get_by_text(PATH["done"][lang], exact=True)
    expect(done).to_have_count(3)
    expect(here.part("station-own-next")).to_contain_text(PATH["next"][lang])
    assert violations(here.page) == []


def test_a_quiz_by_keyboard_begins_every_question_at_its_first_answer(visit):
    here = visit().open("cases", lang="en")
    here.page.get_by_role("button", name=QUIZ["start"].en, exact=True).press("Enter")
    for question in ASKED:
        first = here.page.get_by_role("radio", name=question.choices[0].label.en, exact=True)
        expect(first).to_be_focused()
        here.settled()
        first.press("Space")
        here.settled()
        here.page.keyboard.press("Tab")
        here.page.keyboard.press("Space")
        go_on = here.part("quiz").get_by_role("button").filter(has_text=QUIZ["finish" if question == ASKED[-1] else "next"].en)
        expect(go_on).to_be_focused()
        here.settled()
        go_on.press("Enter")
    expect(here.page.get_by_role("button", name=QUIZ["again"].en, exact=True)).to_be_focused()
