"""Saved deals on the page of the value formulas."""

import pytest

from workbook.ui.deal import DRIVERS
from workbook.ui.saved import store


@pytest.fixture
def value(open_page, lang):
    return open_page("value", lang)


def word(screen, key, **filled):
    from workbook.content import book

    text = book().words["scenarios"][key][screen.lang]
    return text.format(**filled) if filled else text


def press(screen, key):
    next(button for button in screen.at.button if button.label == word(screen, key)).click()
    return screen.run()


def save(screen, name):
    next(text for text in screen.at.text_input if text.label == word(screen, "name")).set_value(name)
    screen.run()
    return press(screen, "save")


def chosen(screen):
    (found,) = [box for box in screen.at.selectbox if box.label == word(screen, "choose")]
    return found


def test_a_deal_is_saved_changed_and_opened_again(value):
    assert value.says(word(value, "none"))
    save(value, "First")
    value.slide("product:slider", 9000.0)
    assert value.metrics[0] == "¥10,500"
    press(value, "open")
    assert value.metrics[0] == "¥5,000"


def test_a_scenario_without_a_name_is_asked_for_one(value):
    assert press(value, "save").says(word(value, "name_needed"))


def test_a_scenario_is_renamed_duplicated_replaced_and_deleted(value):
    save(value, "First")
    next(text for text in value.at.text_input if text.label == word(value, "rename")).set_value("Second")
    value.run()
    assert chosen(value).options == ["Second"]
    press(value, "duplicate")
    assert sorted(chosen(value).options) == sorted(["Second", word(value, "copy_of", name="Second")])
    value.slide("product:slider", 9000.0)
    press(value, "update")
    value.slide("product:slider", 1000.0)
    assert press(value, "open").metrics[0] == "¥10,500"
    press(value, "delete_now")
    assert len(chosen(value).options) == 1


def test_a_deal_that_was_changed_elsewhere_is_told_in_figures_as_on_the_page(open_page, lang):
    drivers = {f"driver_{name}": factor for name, factor in zip(DRIVERS, ("0.6", "0.7", "0.7"), strict=True)}
    screen = save(open_page("value", lang, product="20000", seller="0", cost="2000", **drivers), "First")
    owner = screen.type("product:box", 25_000.5).at.session_state["owner"]
    (one,) = store().scenarios.all(owner)
    store().scenarios.change(owner, one.id, one.version, body={**one.body, "product": "30000"})
    press(screen, "update")
    for product in ("30,000", "25,000.5"):
        assert screen.says(f"P {product} · S 0 · k 0.666667 · C 2,000")


def test_two_deals_stand_side_by_side(value):
    save(value, "Small")
    value.slide("product:slider", 9000.0)
    save(value, "Large")
    (beside,) = value.at.multiselect
    beside.set_value(beside.options)
    value.run()
    (table,) = [text for text in value.texts if text.startswith(word(value, "term"))]
    assert "¥5,000" in table
    assert "¥10,500" in table
    assert word(value, "closes") in table
    assert word(value, "does_not") in table
