"""What the plan suggests: something for every element and horizon, in words that fit into a line of the plan."""

import pytest

from workbook.content import book
from workbook.content.canvas import ELEMENTS, ZONES
from workbook.plan import HORIZONS
from workbook.text import LANGS
from workbook.ui.writing import ACTION

PLAN = book().plan


@pytest.mark.parametrize("element", ELEMENTS)
def test_every_element_has_a_suggestion_for_each_horizon(element):
    assert [one.horizon for one in PLAN.suggestions(element, None)] == list(HORIZONS)


def test_what_a_zone_asks_for_comes_before_an_elements_own_actions():
    assert PLAN.suggestions("people", "blind_spot") == (PLAN.zones["blind_spot"].first, *PLAN.suggestions("people", None))
    assert PLAN.suggestions("people", "agreed_weakness") == PLAN.suggestions("people", None)


@pytest.mark.parametrize("lang", LANGS)
def test_every_suggestion_fits_into_an_action_with_the_longest_name(lang):
    longest = max((element.name[lang] for element in book().canvas.elements), key=len)
    many = {one for element in ELEMENTS for zone in ZONES for one in PLAN.suggestions(element, zone)}
    assert max(len(one.text[lang].replace("{element}", longest)) for one in many) <= ACTION
    assert max(len(one.indicator[lang]) for one in many) <= ACTION


def test_no_suggestion_is_made_twice():
    texts = [one.text.en for element in ELEMENTS for one in PLAN.suggestions(element, None)]
    assert len(set(texts)) == len(texts) == 27
