"""The Triple Fit canvas: what a rating does, and what survives an example, a language switch and another page."""

import pytest

from workbook.canvas import CANNOT_JUDGE
from workbook.content import book
from workbook.content.canvas import ELEMENTS, SIDES
from workbook.links import new_id
from workbook.ui.saved import store

LOOKS = ("radar", "gaps", "zones")


@pytest.fixture
def canvas(open_page):
    return open_page("triple_fit")


def rate(screen, side, **scores):
    """Choose the side, then tap a score for each element."""
    return screen.choose("side", side).fill({f"{side}:{element}": score for element, score in scores.items()})


def rows(screen):
    """The table below the picture, a text for each place in it."""
    return next(text for text in screen.texts if text.startswith(("Element Supplier", "要素 供应商")))


@pytest.mark.parametrize("look", LOOKS)
def test_an_empty_canvas_says_so_in_every_look(canvas, look):
    canvas.choose("look", look)
    assert canvas.metrics == ["–", "–", "–", "–"]
    assert canvas.says(canvas.word("hint_empty"))
    assert canvas.charts == []


def test_one_tap_fills_the_means_of_the_whole_and_of_its_level(canvas):
    rate(canvas, "supplier", strategy=4)
    assert canvas.metrics == ["4 of 5", "4 of 5", "–", "–"]
    assert canvas.says("1 of 9 rated · Customer: not rated")
    assert canvas.says("Overall fit: Supplier")
    assert canvas.says(canvas.word("hint_one_side"))


@pytest.mark.parametrize(
    ("supplier", "customer", "gap", "zone"),
    [(5, 2, "+3", "Blind spot"), (2, 5, "−3", "Hidden strength"), (4, 4, "0", "Agreed strength"), (2, 3, "−1", "Agreed weakness")],
)
def test_both_sides_of_an_element_give_its_gap_and_zone(canvas, supplier, customer, gap, zone):
    rate(canvas, "supplier", strategy=supplier)
    rate(canvas, "customer", strategy=customer)
    assert f"1 Strategy {supplier} {customer} {gap} {zone}" in rows(canvas)
    assert canvas.metrics[0] == f"{customer} of 5"


def test_a_mean_counts_only_what_is_rated(canvas):
    rate(canvas, "customer", strategy=5, relationships=2, solutions=4)
    assert canvas.metrics == ["3.7 of 5", "3.5 of 5", "4 of 5", "–"]


def test_cannot_judge_counts_as_nothing(canvas):
    rate(canvas, "customer", strategy=5, relationships=CANNOT_JUDGE)
    assert canvas.metrics[:2] == ["5 of 5", "5 of 5"]
    assert canvas.says("1 of 9 rated")
    assert canvas.chosen("customer:relationships") == CANNOT_JUDGE


def test_a_score_tapped_again_is_taken_back(canvas):
    rate(canvas, "supplier", strategy=4)
    assert rate(canvas, "supplier", strategy=None).metrics[0] == "–"


def test_the_two_sides_are_rated_apart(canvas):
    rate(canvas, "supplier", strategy=4)
    rate(canvas, "customer", strategy=2)
    assert canvas.choose("side", "supplier").chosen("supplier:strategy") == 4
    assert canvas.choose("side", "customer").chosen("customer:strategy") == 2


def test_the_example_shows_all_scores_and_says_that_it_is_invented(open_page, lang):
    screen = open_page("triple_fit", lang).press("show_example")
    example = book().canvas.example
    scores = [float(score) for score in example.ratings["customer"].values() if score != CANNOT_JUDGE]
    mean = f"{sum(scores) / len(scores):.1f}"
    assert screen.metrics[0] == screen.word("of_five", score=mean)
    assert screen.says(screen.word("is_example"))
    assert screen.says(example.name[lang])
    assert {screen.chosen(f"supplier:{element}") for element in ELEMENTS} == set(example.ratings["supplier"].values())


def test_the_three_looks_show_the_same_scores_in_their_own_way(canvas):
    canvas.press("show_example")
    alts = [canvas.choose("look", look).charts[0].alt for look in LOOKS]
    assert len(set(alts)) == 3
    assert "Widest gap: Strategy +3" in alts[1]
    assert "Blind spot: Strategy, Communication" in alts[2]
    gaps = canvas.choose("look", "gaps").charts[0].table
    assert gaps["value"][:2] == [5, 2]
    assert canvas.choose("look", "zones").says(canvas.word("elements_low"))
    zones = canvas.charts[0].table
    assert len(zones["zone"]) == 8
    assert len(set(zip(zones["x"], zones["y"], strict=True))) == 8  # none hides another


def test_who_stands_behind_the_three_first_steps_is_named(canvas):
    rate(canvas, "supplier", strategy=1, people=2, systems=1)
    rest = canvas.word("low_more").partition("{")[0]
    assert not canvas.choose("look", "zones").says(rest)
    rate(canvas, "supplier", structure=1, knowledge=2)
    assert canvas.says(canvas.word("low_more", elements="People, Knowledge"))


def test_nine_elements_with_the_same_scores_stand_side_by_side(canvas):
    canvas.at.session_state["canvas"] |= {f"{side}:{element}": 3 for side in SIDES for element in ELEMENTS}
    table = canvas.run().choose("look", "zones").charts[0].table
    assert len(set(zip(table["x"], table["y"], strict=True))) == 9


def test_start_again_clears_and_undo_brings_back(canvas):
    rate(canvas, "customer", strategy=5, people=3)
    assert canvas.press("start_again").metrics[0] == "–"
    assert canvas.says(canvas.word("cleared"))
    assert canvas.press("undo").metrics[0] == "4 of 5"
    assert [button.label for button in canvas.at.button if button.label == canvas.word("undo")] == []


def test_undo_goes_with_the_example_that_was_cleared(canvas):
    rate(canvas, "customer", strategy=5).press("show_example").press("start_again")
    assert canvas.press("undo").says(canvas.word("is_example"))
    canvas.press("start_again").press("leave_example")
    assert not canvas.says(canvas.word("cleared"))
    assert canvas.chosen("customer:strategy") == 5


def test_there_is_nothing_to_clear_on_an_empty_canvas(canvas):
    clear = [button for button in canvas.at.button if button.label == canvas.word("start_again")]
    assert [button.disabled for button in clear] == [True]


def test_the_example_can_be_left_for_what_was_there(canvas):
    rate(canvas, "customer", strategy=1).press("show_example")
    canvas.choose("customer:strategy", 5).press("leave_example")
    assert canvas.metrics[0] == "1 of 5"
    assert canvas.chosen("customer:strategy") == 1
    assert not canvas.says(canvas.word("is_example"))


def test_the_language_switch_keeps_ratings_account_and_notes(canvas):
    rate(canvas, "customer", strategy=5, systems=CANNOT_JUDGE).choose("look", "zones")
    canvas.text("name").set_value("Acme <b>& Co</b>")
    canvas.text("note:customer:strategy").set_value("They said so.")
    canvas.run().switch("zh")
    assert canvas.metrics[0] == "5 / 5"
    assert [canvas.chosen(name) for name in ("customer:strategy", "customer:systems", "side", "look")] == [
        5,
        CANNOT_JUDGE,
        "customer",
        "zones",
    ]
    assert canvas.text("name").value == "Acme <b>& Co</b>"
    assert canvas.text("note:customer:strategy").value == "They said so."
    assert canvas.switch("en").metrics[0] == "5 of 5"


def test_the_example_speaks_the_language_it_is_switched_to_but_not_over_what_was_written(canvas):
    note, other = "evidence:supplier:systems", "evidence:supplier:knowledge"
    example = book().canvas.example
    canvas.press("show_example")
    assert canvas.text(note).value == example.notes["supplier"]["systems"].en
    canvas.text(other).set_value("Ours.")
    canvas.run().switch("zh")
    assert canvas.text(note).value == example.notes["supplier"]["systems"].zh
    assert canvas.text(other).value == "Ours."


def test_a_note_belongs_to_one_side(canvas):
    canvas.text("note:supplier:strategy").set_value("Ours.")
    canvas.run().choose("side", "customer")
    assert canvas.text("note:customer:strategy").value == ""
    assert canvas.choose("side", "supplier").text("note:supplier:strategy").value == "Ours."


def test_another_page_and_back_keeps_the_canvas(canvas):
    rate(canvas, "customer", strategy=2).go("value").go("triple_fit")
    assert canvas.metrics[0] == "2 of 5"
    assert canvas.chosen("side") == "customer"


def test_an_address_names_no_other_account_than_the_board(open_page):
    acme = open_page("triple_fit").choose("supplier:people", 5).write("name", "Acme").at.session_state["canvas"]["account"]
    screen = open_page("triple_fit").choose("supplier:people", 2).write("name", "Umbrella")
    owner, other = screen.at.session_state["owner"], screen.at.session_state["canvas"]["account"]
    account = store().accounts.create(owner, new_id(), "Acme").id
    assert acme != account

    def opened(of):
        return screen.follow(account=of).at.session_state["canvas"]["account"]

    assert opened(account) == account
    assert account in screen.at.query_params["account"]
    screen.at.selectbox[0].set_value("Umbrella")
    assert screen.run().at.session_state["canvas"]["account"] == other
    assert "account" not in screen.at.query_params
    assert opened(account) == account  # a second time too
    screen.press("show_example")
    assert "account" not in screen.at.query_params
    assert screen.press("leave_example").at.session_state["canvas"]["account"] == account
    assert opened(acme) is None  # somebody else's
    assert "account" not in screen.at.query_params


def test_the_address_of_somebody_elses_account_opens_nothing_of_it(open_page, lang):
    mine = open_page("triple_fit", lang).choose("supplier:people", 5).write("name", "Acme")
    account = mine.at.session_state["canvas"]["account"]
    other = open_page("triple_fit", lang, account=account)
    assert other.says(other.word("no_such_account"))
    assert not other.says("Acme")
    assert other.chosen("supplier:people") is None
    other.choose("supplier:people", 1)
    assert other.at.session_state["canvas"]["account"] != account
    assert mine.run().chosen("supplier:people") == 5
