"""The self-assessment and the five methods as a person uses them: what only a browser can show."""

import pytest
from playwright.sync_api import expect

from tests.e2e.test_accessibility import fits, violations
from workbook.content import book


def word(page, key, lang):
    return book().words[page][key][lang]


def scrolled(here):
    return here.page.get_by_test_id("stMain").evaluate("main => main.scrollTop")


@pytest.mark.parametrize("lang", ["zh"])
def test_a_self_assessment_on_a_phone_survives_a_reload_and_every_step_begins_at_its_top(visit, lang):
    here = visit(lang, 390, "dark").open("self-assessment", lang=lang)
    options = {question.id: question.options for question in book().questions}
    for name, index in (("order_size", 2), ("deciders", 2), ("horizon", 2)):
        here.tap(options[name][index].label[lang]).settled()

    def press(key):
        here.press(word("self_assessment", key, lang))

    press("begin")
    for step, cases in enumerate(("cases_2", "cases_0", "cases_3"), 1):
        expect(here.part(f"step-{step}")).to_be_visible()
        assert scrolled(here) == 0
        answers = here.part("items").get_by_role("radio", name=word("self_assessment", cases, lang), exact=True)
        for index in range(5):
            answers.nth(index).click()
            expect(answers.nth(index)).to_be_checked()
        here.settled()
        if step == 2:
            here.page.reload()
            here.ready()
            expect(answers.nth(4)).to_be_checked()
        press("finish" if step == 3 else "next")
    expect(here.part("style-verdict")).to_have_text(word("self_assessment", "even", lang))
    expect(here.part("items")).to_have_count(0)
    here.settled()
    assert scrolled(here) == 0
    fits(here.page)
    assert violations(here.page) == []
    here.open("self-assessment", lang="en")
    expect(here.part("style-history")).to_be_visible()
    fits(here.page)


def test_a_figure_of_a_method_is_changed_carried_by_the_link_and_reset(visit):
    here = visit("en").open("five-methods", lang="en")
    box = here.page.get_by_label("Value, Perception, points of k, year 1", exact=True)
    box.fill("0.2")
    box.press("Enter")
    here.press(word("five_methods", "link", "en"))
    link = here.page.get_by_test_id("stCode")
    expect(link).to_contain_text("value.perception.1=0.2")
    expect(here.part("surplus-value")).to_contain_text("+¥1,000")
    fits(here.page)
    assert violations(here.page) == []
    again = visit("en").open(link.inner_text().replace("\n", ""))
    here.page.keyboard.press("Escape")
    expect(again.part("surplus-value")).to_contain_text("+¥1,000")
    box.fill("")
    box.press("Enter")
    expect(box).to_have_value("0.2")
    here.press("Reset Value")
    expect(box).to_have_value("0.08")
    expect(here.part("surplus-value")).not_to_contain_text("+¥1,000")
