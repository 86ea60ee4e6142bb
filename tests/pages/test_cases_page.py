"""The cases page: one's own scores and choice first, then the report beside them; nothing is lost on the way."""

import pytest

from workbook.content import book
from workbook.content.cases import CASES

CASE = {case.id: case for case in book().cases.cases}


def play(screen, case="evonik", step="improve", element="knowledge"):
    if screen.chosen("case") != case:
        screen.choose("case", case)
    screen.choose(f"{case}:step", step).choose(f"{case}:element", element)
    return screen.press("reveal")


def reveal(screen):
    return next(button for button in screen.at.button if button.label == screen.word("reveal"))


@pytest.mark.parametrize("case", CASES)
def test_a_case_tells_its_situation_and_keeps_its_report_back(open_page, lang, case):
    screen = open_page("cases", lang)
    if case != "evonik":
        screen.choose("case", case)
    told = CASE[case]
    assert all(screen.says(one[lang]) for one in (*told.situation, told.task))
    assert not any(screen.says(one[lang]) for one in (*told.report, *told.caveats, told.monday))
    assert screen.says(screen.word("no_right"))


@pytest.mark.parametrize("case", CASES)
def test_the_report_stands_beside_the_choice_with_its_caveats(open_page, lang, case):
    screen, told = play(open_page("cases", lang), case), CASE[case]
    assert all(screen.says(one[lang]) for one in (*told.report, *told.caveats, told.at_note))
    assert all(screen.says(text[lang]) for text in (told.steps["improve"], told.elements["knowledge"], told.monday))
    assert screen.says(screen.word(told.teller))
    assert not screen.says(told.steps["plan"][lang])


def test_the_report_waits_for_a_step_and_an_element(open_page):
    screen = open_page("cases")
    assert reveal(screen).disabled
    assert reveal(screen.choose("evonik:step", "plan")).disabled
    assert not reveal(screen.choose("evonik:element", "people")).disabled


def test_the_players_scores_stand_before_and_after_with_their_change(open_page):
    screen = open_page("cases").choose("evonik:before:strategy", 4).choose("evonik:before:solutions", 2)
    play(screen)
    assert not screen.says("Change")
    screen.choose("evonik:after:strategy", 3).choose("evonik:after:knowledge", 5)
    assert screen.says("Element Before Afterwards Change Strategy 4 3 −1 Solutions 2 – – Knowledge – 5 –")
    assert screen.says(screen.word("score_after_help"))


def test_a_reason_is_shown_as_it_was_typed(open_page):
    screen = open_page("cases")
    screen.text("evonik:why").set_value("<b>Ask</b> *first* & listen")
    play(screen.run())
    assert any("&lt;b&gt;Ask&lt;/b&gt; *first* &amp; listen" in element.proto.body for element in screen.at.get("html"))


def test_a_reason_that_is_too_long_keeps_the_case_open(open_page):
    screen = open_page("cases")
    screen.text("evonik:why").set_value("x" * 501)
    play(screen.run())
    assert screen.says(book().words["saved"]["too_long"].en.format(count=501, most=500))
    assert screen.text("evonik:why").value == "x" * 501
    assert not screen.says(CASE["evonik"].report[0].en)


def test_each_case_keeps_its_choices_through_another_case_page_and_language(open_page):
    screen = play(open_page("cases"), "evonik").choose("case", "dsm").choose("dsm:step", "maturity")
    screen.go("sources").go("cases").switch("zh")
    assert screen.chosen("case") == "dsm"
    assert screen.chosen("dsm:step") == "maturity"
    screen.choose("case", "evonik")
    assert screen.says(CASE["evonik"].steps["improve"].zh)


def test_the_next_case_opens_and_a_case_can_be_played_again(open_page):
    screen = play(open_page("cases")).press("next_case")
    assert screen.chosen("case") == "dsm"
    screen.choose("case", "evonik").press("again")
    assert screen.chosen("evonik:step") is None
    assert reveal(screen).disabled


def test_after_the_last_case_the_first_one_follows(open_page):
    assert play(open_page("cases"), "sonos").press("next_case").chosen("case") == "evonik"


def test_monday_leads_to_ones_own_account(open_page, lang):
    links = play(open_page("cases", lang)).at.main.get("page_link")
    assert [(link.proto.page, link.proto.query_string) for link in links] == [("triple-fit", f"lang={lang}")]
