"""The cases: what is told before and what after, and what is said of every choice."""

import re

import pytest

from workbook.content import book
from workbook.content.canvas import ELEMENTS
from workbook.content.cases import CASES, FIT_STEPS

CASE = {case.id: case for case in book().cases.cases}


def test_the_five_cases_and_steps_stand_in_their_order():
    assert tuple(CASE) == CASES == ("evonik", "dsm", "vodafone", "konica", "sonos")
    assert tuple(step.id for step in book().cases.steps) == FIT_STEPS
    assert [book().cases.step(step).id for step in FIT_STEPS] == list(FIT_STEPS)


@pytest.mark.parametrize("case", CASES)
def test_every_choice_has_a_word_of_its_own(case):
    said = [*CASE[case].steps.values(), *CASE[case].elements.values()]
    assert len({text.en for text in said}) == len({text.zh for text in said}) == len(FIT_STEPS) + len(ELEMENTS)


@pytest.mark.parametrize(
    ("case", "at"),
    [("evonik", ()), ("dsm", ("maturity",)), ("vodafone", ("improve",)), ("konica", ("plan", "horizons")), ("sonos", ("maturity",))],
)
def test_a_case_stands_at_the_step_where_the_article_tells_it(case, at):
    assert CASE[case].at == at


def test_what_the_article_does_not_place_is_said_to_be_ours():
    assert [case for case in CASES if CASE[case].at_note.ours] == ["konica", "sonos"]
    assert CASE["konica"].at_note.en.startswith("Uncertain")
    assert CASE["sonos"].at_note.article == ()


@pytest.mark.parametrize("case", CASES)
def test_the_report_is_of_the_teller_and_its_caveats_are_told(case):
    told = CASE[case]
    cited = {number for one in told.report for number in one.article}
    assert cited == {"evonik": {89}, "dsm": {92}, "vodafone": {94}, "konica": {98}, "sonos": set()}[case]
    assert (told.teller == "hbr") == (not cited)
    assert len(told.caveats) >= 2


@pytest.mark.parametrize(
    ("case", "caveat"),
    [
        ("evonik", "predecessor"),
        ("evonik", "300 customers"),
        ("dsm", "No source we saw confirms"),
        ("vodafone", "the bank's own growth or Vodafone's business"),
        ("konica", "Kyocera"),
        ("sonos", "reported by the two firms themselves"),
        ("sonos", "consults with it"),
    ],
)
def test_the_weak_point_of_a_case_is_named(case, caveat):
    assert any(caveat in one.en for one in CASE[case].caveats)


@pytest.mark.parametrize("case", CASES)
def test_a_situation_does_not_tell_the_outcome(case):
    before = " ".join(one.en for one in (*CASE[case].situation, CASE[case].task))
    assert not re.search(r"300|11%|sustainable|scans|as if they were one firm|rebuilt", before)
