"""How do I sell: from the context to a profile that is kept with its date, and to the change since the time before."""

import time

import pytest
import time_machine

from workbook.content import book
from workbook.content.methods import METHODS
from workbook.content.style import ITEMS

OF = {item.id: item.method for item in book().self_assessment.items}
DAY = 86_400
LARGE = {"order_size": "large", "deciders": "many", "horizon": "years"}


@pytest.fixture
def screen(open_page, lang):
    return open_page("self_assessment", lang)


def begin(screen, context=LARGE):
    return screen.fill(context).press("begin")


def shown(screen):
    """The items on the screen."""
    return [item for one in screen.at.segmented_control if (item := one.key.partition(":")[0]) in ITEMS]


def answer(screen, **cases):
    """All items, by method."""
    for step in ("next", "next", "finish"):
        screen.fill({item: cases.get(OF[item], 0) for item in shown(screen)}).press(step)
    return screen


def table(screen, key):
    """The table whose first column has this head."""
    return [text for text in screen.texts if text.startswith(screen.word(key))]


def short(screen, method):
    return book().method(method).short[screen.lang]


def test_it_says_what_it_is_not_for_before_it_begins(screen):
    assert screen.says(screen.word("not_screening"))
    assert shown(screen) == []


def test_the_context_comes_first(screen):
    screen.press("begin")
    assert screen.says(screen.word("context_open"))
    assert shown(screen) == []
    assert shown(begin(screen)) == list(ITEMS[:5])


def test_five_items_a_screen_and_the_answers_stay_when_one_goes_back(screen):
    begin(screen).choose(ITEMS[0], 2)
    assert screen.at.get("progress")[0].proto.text == screen.word("progress", answered=1, all=15)
    screen.press("next")
    assert shown(screen) == list(ITEMS[5:10])
    screen.press("back")
    assert screen.chosen(ITEMS[0]) == 2


def test_what_is_open_is_named_and_stands_on_the_screen_that_follows(screen):
    begin(screen).press("next")
    screen.fill(dict.fromkeys(shown(screen), 1)).press("next").press("finish")
    assert screen.says(screen.word("open_items", open=10))
    assert shown(screen) == list(ITEMS[:5])


def test_the_profile_names_majors_and_minors_and_draws_them(screen):
    answer(begin(screen), value=3, product=3, consultative=1)
    star, tally = screen.charts
    assert star.table["value"][:5] == [0, 9, 3, 9, 0]
    assert dict(zip(tally.table["method"], tally.table["points"], strict=True)) == {
        "product": 9,
        "value": 9,
        "consultative": 3,
        "relationship": 0,
        "customer_centric": 0,
    }
    majors = ("、" if screen.lang == "zh" else ", ").join([short(screen, "product"), short(screen, "value")])
    assert screen.says(screen.word("mostly_many", majors=majors))
    assert screen.says(screen.word("then", minors=short(screen, "consultative")))


def test_it_says_what_fits_the_context_and_gives_three_steps_with_links(screen):
    answer(begin(screen), value=3, product=3)
    (rows,) = [text for text in table(screen, "method") if screen.word("fit_points") in text]
    assert screen.word("reading_less") in rows
    assert screen.word("reading_keep") in rows
    advice = book().self_assessment.advice
    pieces = [("product", "less"), ("customer_centric", "more"), ("value", "keep")]
    assert all(screen.says(advice[method][stance].text[screen.lang]) for method, stance in pieces)
    links = [link.proto.page for link in screen.at.get("page_link")]
    assert {"value", "triple-fit"} <= set(links)


def test_equal_answers_are_said_gently(screen):
    answer(begin(screen), **dict.fromkeys(METHODS, 2))
    assert screen.says(screen.word("straight"))
    assert screen.says(screen.word("even"))


def test_other_answers_are_not(screen):
    answer(begin(screen), value=2)
    assert not screen.says(screen.word("straight"))


def test_the_second_time_shows_the_change(screen):
    answer(begin(screen), value=3, product=3)
    assert len(screen.charts[0].table["time"]) == 6
    with time_machine.travel(time.time() + DAY):
        answer(begin(screen.press("again")), value=3, relationship=1)
    assert screen.charts[0].table["time"] == ["now"] * 6 + ["before"] * 6
    moved = [f"{short(screen, 'relationship')} +3", f"{short(screen, 'product')} −9"]
    assert any(("、" if screen.lang == "zh" else ", ").join(moved) in text for text in screen.texts)
    assert not screen.says(screen.word("other_context"))


def test_answers_that_are_put_right_do_not_count_as_another_time(screen):
    answer(begin(screen), value=3)
    screen.press("review")
    screen.choose(ITEMS[0], 3)
    screen.press("next").press("next").press("finish")
    assert screen.charts[0].table["time"] == ["now"] * 6
    assert screen.charts[0].table["value"][2] == 3


def test_an_earlier_time_is_opened_and_deleted(screen):
    answer(begin(screen), value=3)
    with time_machine.travel(time.time() + DAY):
        answer(begin(screen.press("again")), product=3)
    (box,) = screen.at.selectbox
    assert len(box.options) == 2
    box.set_value(next(one for one in box.options if short(screen, "value") in one))
    screen.run().press("open")
    assert screen.charts[0].table["value"][:5] == [0, 0, 0, 9, 0]
    (box,) = screen.at.selectbox
    box.set_value(next(one for one in box.options if short(screen, "value") in one))
    screen.run().press("delete_now")
    assert screen.at.title[0].value == screen.word("title")
    assert screen.chosen("order_size") is None
    assert screen.word("begin") in [button.label for button in screen.at.button]
    (box,) = screen.at.selectbox
    assert len(box.options) == 1


def test_nothing_is_lost_on_another_page_or_in_another_language(screen):
    begin(screen).choose(ITEMS[0], 2)
    screen.go("value")
    screen.go("self_assessment")
    assert screen.chosen(ITEMS[0]) == 2
    screen.switch("en" if screen.lang == "zh" else "zh")
    assert screen.chosen(ITEMS[0]) == 2
