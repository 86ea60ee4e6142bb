"""The start page: the example's radar, until there is one's own."""

import pytest

from workbook.canvas import CANNOT_JUDGE
from workbook.content import book
from workbook.content.canvas import ELEMENTS
from workbook.text import LANGS


@pytest.mark.parametrize("lang", LANGS)
def test_it_shows_the_examples_radar_and_says_that_it_is_invented(open_page, lang):
    screen = open_page("start", lang)
    assert screen.says(screen.word("picture_example"))
    assert not screen.says(screen.word("picture_yours"))
    assert len(screen.charts) == 1


def test_after_a_rating_it_shows_ones_own_radar(open_page):
    screen = open_page("start")
    invented = screen.charts[0].table
    screen.go("triple_fit").choose("supplier:strategy", 4).go("start")
    assert screen.says(screen.word("picture_yours"))
    assert not screen.says(screen.word("picture_example"))
    assert screen.charts[0].table != invented


def test_a_canvas_where_nothing_could_be_judged_is_not_yet_ones_own(open_page):
    screen = open_page("triple_fit").choose("supplier:strategy", CANNOT_JUDGE).go("start")
    assert screen.says(screen.word("picture_example"))


def test_the_loaded_example_is_still_called_invented(open_page):
    screen = open_page("triple_fit").press("show_example").go("start")
    assert screen.says(screen.word("picture_example"))


@pytest.mark.parametrize("lang", LANGS)
def test_all_five_methods_are_introduced(open_page, lang):
    screen = open_page("start", lang)
    assert all(screen.says(method.name[lang]) for method in book().methods)


def test_its_ways_in_keep_the_language_of_the_address(open_page):
    links = open_page("start", "zh").at.main.get("page_link")
    assert len(links) == 10
    assert {link.proto.query_string for link in links} == {"lang=zh", "tab=fit&lang=zh"}
    assert len(ELEMENTS) == 9
