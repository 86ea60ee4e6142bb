"""What the room's answers come to, exercise by exercise, and that little of it shows little."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.content import book
from workbook.content.canvas import ELEMENTS
from workbook.content.methods import METHODS
from workbook.exercises import AGENDAS, EXERCISES, telling
from workbook.exercises.canvas import apart
from workbook.exercises.shape import Cell, Pick, Rate, Steps, Write
from workbook.exercises.style import ASKED
from workbook.room import Given, Stage
from workbook.text import LANGS, placeholders


def answers(*bodies, round_=1, names=(), shown=True):
    return tuple(Given(f"p{seat}", names[seat] if names else "", round_, body, 0, shown, seat) for seat, body in enumerate(bodies))


def deal(perception, cost):
    return {"perception": str(perception), "cost": str(cost)}


def rated(score, **more):
    return {**dict.fromkeys(ELEMENTS, score), **more}


def result(exercise, *rounds, floor=3, **settings):
    of = EXERCISES[exercise]
    return of.result(rounds, of.read_settings(settings), floor)


def table(found, key):
    return next(one for one in found.tables if one.key == key)


EXAMPLES = {
    "perception": deal("0.5", 1000),
    "canvas": rated(3),
    "method": {"method": "value"},
    "style": dict.fromkeys(ASKED, "2"),
    "takeaway": {"text": "ask", "element": "strategy"},
}


def test_there_is_an_example_of_each_exercise():
    assert set(EXAMPLES) == set(EXERCISES)


@pytest.mark.parametrize("exercise", EXERCISES)
@pytest.mark.parametrize("floor", [1, 3, 5])
def test_below_the_floor_there_is_no_result(exercise, floor):
    few, enough = answers(*[EXAMPLES[exercise]] * (floor - 1)), answers(*[EXAMPLES[exercise]] * 2 * floor)
    assert result(exercise, few, floor=floor) is None
    assert result(exercise, enough, floor=floor).answers == 2 * floor


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_questions_of_an_exercise_lead_to_a_finished_answer(exercise):
    of, body = EXERCISES[exercise], {}
    settings = of.read_settings({})
    tap = {Pick: lambda q: q.options[0], Rate: lambda _: 3, Steps: lambda q: q.step, Write: lambda _: "a text"}
    for screen in of.screens(settings, 0, of.read(body)):
        assert not of.finished(of.read(body))
        for question in screen.questions:
            body = of.with_tap(body, question.name, tap[type(question)](question))
    assert of.finished(of.read(body))


@pytest.mark.parametrize("exercise", EXERCISES)
def test_an_exercise_has_its_words(exercise):
    of, words = EXERCISES[exercise], book().words[f"exercise_{exercise}"]
    found = result(exercise, answers(*[EXAMPLES[exercise]] * 6), floor=3)
    for said in (*found.said, *(picture.said for picture in found.pictures)):
        for lang in LANGS:
            assert placeholders(words[f"says_{said.key}"][lang]) == set(said.filled)
    for one in found.tables:
        assert {f"table_{one.key}", *(f"column_{key}" for key, _ in one.columns)} <= set(words)
    about = of.about(of.read_settings({}))
    assert placeholders(words["brief"].en) <= set(about.filled)


@pytest.mark.parametrize(
    ("exercise", "name", "value"),
    [
        ("style", ASKED[0], "4"),
        ("perception", "perception", "1.6"),
        ("perception", "cost", -1),
        ("perception", "cost", float("nan")),
        ("perception", "cost", float("inf")),
        ("perception", "price", 1),
        ("canvas", "strategy", 6),
        ("canvas", "strategy", 0),
        ("canvas", "predict_strategy", "cannot_judge"),
        ("canvas", "side", "rival"),
        ("method", "method", "bribery"),
        ("takeaway", "text", "x" * 201),
        ("takeaway", "element", "weather"),
    ],
)
def test_an_answer_that_does_not_exist_is_refused(exercise, name, value):
    with pytest.raises(ValueError, match="not an answer"):
        EXERCISES[exercise].with_tap({}, name, value)


def test_a_tap_changes_its_own_question_only():
    of = EXERCISES["perception"]
    assert of.with_tap(of.with_tap({}, "perception", "0.5"), "cost", 1000.0) == {"perception": "0.5", "cost": "1000.0"}
    assert of.with_tap({"perception": "0.5", "cost": "1000"}, "perception", None) == {"cost": "1000"}


def test_the_agendas_last_as_long_as_they_say():
    assert {name: sum(minutes for _, minutes in agenda) for name, agenda in AGENDAS.items()} == {"ninety": 90, "thirty": 30}
    assert {name for agenda in AGENDAS.values() for name, _ in agenda} <= set(EXERCISES)


# ---- same product, your perception


def test_one_actual_value_turns_into_as_many_customer_values_as_there_are_people():
    found = result("perception", answers(deal("0.2", 900), deal("0.5", 2500), deal("1", 3000), deal("1.2", 1000)))
    (picture,) = found.pictures
    assert picture.columns["value"][:4] == [1000, 2500, 5000, 6000]
    assert picture.columns["outcome"][:4] == ["buys", "leaves", "buys", "buys"]
    assert found.said[1].filled["share"] == ("share", Decimal("0.75"))
    assert table(found, "rounds").rows == ((1, 4, Decimal(3750), Decimal(1000), Decimal(6000), Decimal(1750), Decimal("0.75")),)


@pytest.mark.parametrize("people", [1, 3])
def test_one_value_is_not_said_to_be_one_and_another(people):
    said = result("perception", answers(*[deal("0.5", 1000)] * people), floor=1).said[0]
    told = {lang: telling.sentence(said, Stage(0, "perception"), lang) for lang in LANGS}
    assert told["en"] == f"One product worth ¥5,000, seen by {people}: worth ¥2,500 to everybody who answered."
    assert told["zh"] == f"同一个产品值¥5,000，{people}个人看下来：¥2,500。"


def test_exactly_on_the_deal_line_nobody_buys():
    found = result("perception", answers(*[deal("0.5", 2500)] * 3))
    assert found.said[1].filled["count"] == ("count", 0)


def test_a_cost_far_away_stands_at_the_edge_and_crushes_nothing():
    usual = answers(*[deal("0.5", 1000)] * 3)
    far = result("perception", (*usual, *answers(deal("0.5", 9_000_000_000))))
    (picture,) = far.pictures
    assert picture.columns["cost"][3] == 6000
    assert picture.columns["beyond"][:4] == [False, False, False, True]
    assert picture.columns["cost"][:3] == result("perception", usual).pictures[0].columns["cost"][:3]
    assert far.said[-1].filled == {"count": ("count", 1), "edge": ("money", Decimal(6000))}


def test_two_rounds_stand_side_by_side():
    first, second = answers(*[deal("0.2", 3000)] * 5), answers(*[deal("0.8", 3000)] * 4, round_=2)
    found = result("perception", first, second)
    shares, people = (
        {"before": ("share", Decimal(0)), "after": ("share", Decimal(1))},
        {"people_before": ("count", 5), "people": ("count", 4)},
    )
    assert found.said[2].filled == shares | people  # not always the same people
    assert [row[0] for row in table(found, "rounds").rows] == [1, 2]


def test_a_first_round_below_the_floor_stays_out_of_the_second():
    found = result("perception", answers(*[deal("0.2", 3000)] * 2), answers(*[deal("0.8", 3000)] * 4, round_=2))
    assert [row[0] for row in table(found, "rounds").rows] == [2]
    assert 0.2 * 5000 not in found.pictures[0].columns["value"]


def test_names_stand_in_a_table_where_they_may_be_known():
    some = [deal("0.5", 1000)] * 3
    assert [one.key for one in result("perception", answers(*some)).tables] == ["rounds"]
    named = table(result("perception", answers(*some, names=("Bo", "ana", "Cy"))), "people")
    assert [row[0] for row in named.rows] == ["ana", "Bo", "Cy"]


@pytest.mark.parametrize(("worth", "step"), [(5000, 500), (19800, 1000), (100, 10), (7, Decimal("0.5")), (90000, 5000)])
def test_a_tap_moves_the_cost_by_a_round_figure_near_a_tenth(worth, step):
    of = EXERCISES["perception"]
    (_, screen) = of.screens(of.read_settings({"worth": worth}), 0, of.read({}))
    assert screen.questions[0].step == step


# ---- the canvas of one account


def test_people_play_the_sides_in_turn():
    found = result("canvas", answers(*[rated(score) for score in (1, 5, 1, 5, 1, 5)]))
    (picture,) = found.pictures
    assert picture.columns["side"] == ["supplier", "customer"]
    assert [scores["strategy"] for scores in picture.columns["scores"]] == [1.0, 5.0]
    assert {row[5] for row in table(found, "elements").rows} == {Fraction(-4)}


def test_a_side_below_the_floor_is_not_shown_and_the_room_is_told_why():
    some = [rated(4, side="supplier")] * 3 + [rated(1, side="customer")] * 2
    found = result("canvas", answers(*some), sides="chosen")
    assert found.pictures[0].columns["side"] == ["supplier"]
    assert found.said[0].key == "one_side"
    assert {row[3] for row in table(found, "elements").rows} == {None}


@pytest.mark.parametrize(
    ("lang", "told"),
    [("en", "Supplier only (1 answered). Customer: nobody has answered yet."), ("zh", "只显示供应商（1人）：还没有人站在客户一方作答。")],
)
def test_where_one_answer_is_enough_a_side_without_any_has_none_and_one_person_is_of_one_mind_with_nobody(lang, told):
    found = result("canvas", answers(*_all("supplier", [rated(4)])), sides="chosen", floor=1)
    assert [telling.sentence(said, Stage(0, "canvas"), lang) for said in found.said] == [told]
    assert {row[6] for row in table(found, "elements").rows} == {None}


def test_two_sides_below_the_floor_are_no_result_however_many_they_are_together():
    some = [rated(4, side="supplier")] * 2 + [rated(1, side="customer")] * 2
    assert result("canvas", answers(*some), sides="chosen") is None


def test_an_element_that_too_few_could_judge_is_not_shown():
    some = [rated(4, systems="cannot_judge"), rated(4), rated(4)]
    found = result("canvas", answers(*_all("supplier", some)), sides="chosen")
    shown = {row[0]: row[1] for row in table(found, "elements").rows}
    assert shown["systems"] is None
    assert shown["strategy"] == Fraction(4)


def _all(side, bodies):
    return [{**body, "side": side} for body in bodies]


def test_the_most_mixed_element_comes_first():
    some = _all("supplier", [rated(3, people=1), rated(3, people=5), rated(3, people=3, systems=4)])
    rows = table(result("canvas", answers(*some), sides="chosen"), "elements").rows
    assert [row[0] for row in rows][:3] == ["people", "systems", "strategy"]
    assert [row[6] for row in rows][:3] == [Fraction(8, 3), Fraction(2, 3), Fraction(0)]


@pytest.mark.parametrize(
    ("people", "systems", "said"),
    [
        ((1, 5, 3), (3, 3, 4), ("most_mixed", {"element": ("element", "people"), "apart": ("score", Fraction(8, 3))})),
        ((1, 5, 3), (3, 5, 1), ("mixed_alike", {"count": ("count", 2), "apart": ("score", Fraction(8, 3))})),
        ((3, 3, 3), (3, 3, 3), ("not_mixed", {})),
    ],
)
def test_no_element_is_called_the_most_mixed_that_is_not(people, systems, said):
    some = _all("supplier", [rated(3, people=one, systems=other) for one, other in zip(people, systems, strict=True)])
    assert tuple(result("canvas", answers(*some), sides="chosen").said[-1]) == said


@given(st.lists(st.integers(1, 5).map(Fraction), min_size=2, max_size=12))
def test_people_are_apart_by_nothing_where_they_agree_and_never_by_more_than_the_ends(scores):
    assert 0 <= apart(scores) <= max(scores) - min(scores)
    assert (apart(scores) == 0) == (len(set(scores)) == 1)


def test_predictions_count_from_the_floor_on():
    ours = _all("supplier", [rated(3, predict_strategy=guess) for guess in (1, 2, 3)])
    theirs = _all("customer", [rated(5)] * 3)
    found = result("canvas", answers(*ours, *theirs), sides="chosen", predict=True)
    assert table(found, "predictions").rows == (("supplier", 3, Fraction(3)),)
    fewer = result("canvas", answers(*ours[:2], *_all("supplier", [rated(3)]), *theirs), sides="chosen", predict=True)
    assert [one.key for one in fewer.tables] == ["elements"]


# ---- which method


def test_the_vote_stands_beside_what_the_workbook_computes():
    found = result("method", answers(*({"method": one} for one in ("value", "value", "product"))), case="cartons")
    assert found.said[0].filled["method"] == ("method", "value")
    assert found.said[1].filled == {"method": ("method", "product"), "points": ("gap", 12)}
    votes = table(found, "votes")
    assert votes.rows[0] == ("product", 1, 12)
    assert {row[0] for row in votes.rows} == set(METHODS)
    assert sum(row[3] for row in table(found, "why").rows) == 12


def test_a_tie_in_the_vote_is_said_to_be_one():
    found = result("method", answers(*({"method": one} for one in ("value", "product", "consultative"))))
    assert (found.said[0].key, found.said[0].filled["methods"]) == ("room_is_torn", ("count", 3))


@pytest.mark.parametrize("case", [case.id for case in book().room.cases])
def test_every_case_has_one_best_method_and_each_another_one(case):
    leading = {
        one.id: result("method", answers(*[{"method": "value"}] * 3), case=one.id).said[1].filled["method"] for one in book().room.cases
    }
    assert len(set(leading.values())) == len(leading)
    assert leading[case][0] == "method"


# ---- how do we sell


def test_the_room_is_asked_one_thing_for_each_method():
    assert sorted(item.method for item in book().self_assessment.items if item.id in ASKED) == sorted(METHODS)


def test_the_room_has_a_profile_and_nobody_in_it_a_name():
    often = dict.fromkeys(ASKED, "0") | {ASKED[0]: "3"}
    seldom = dict.fromkeys(ASKED, "0") | {ASKED[0]: "1"}
    found = result("style", answers(often, often, seldom, names=("Ana", "Bo", "Cy")))
    assert table(found, "profile").rows[0] == ("consultative", Fraction(7, 3), 3)
    assert {row[1:] for row in table(found, "profile").rows[1:]} == {(Fraction(0), 0)}
    assert "Ana" not in repr(found)
    assert found.pictures[0].fixed["most"] == 3  # one case of three is a third of the picture


def test_all_methods_that_are_used_most_and_least_are_named():
    body = dict.fromkeys(ASKED, "1") | {ASKED[0]: "3", ASKED[2]: "3", ASKED[4]: "0"}
    stage = Stage(0, "style")
    (said,) = EXERCISES["style"].result([answers(*[body] * 3)], EXERCISES["style"].read_settings({}), 3).said
    assert telling.sentence(said, stage, "en") == "3 answered: most of what we do is Consultative and Customer-centric, least of it Value."
    assert telling.sentence(said, stage, "zh") == "3人作答：全场做得最多的是顾问式、以客户为中心，最少的是价值型。"


def test_a_room_that_does_everything_alike_is_told_so():
    assert result("style", answers(*[EXAMPLES["style"]] * 3)).said[0].key == "even"


# ---- what do you take away


def test_a_text_is_hidden_until_the_host_shows_it():
    hidden = answers(*[{"text": "canary", "element": "people"}] * 3, shown=False)
    found = result("takeaway", hidden)
    assert "canary" not in repr(found)
    assert found.said[0].filled == {"shown": ("count", 0), "people": ("count", 3)}


def test_texts_are_grouped_by_element_in_the_order_of_the_canvas():
    some = [{"text": text, "element": element} for text, element in (("a", "people"), ("b", "strategy"), ("c", "people"), ("d", "other"))]
    found = result("takeaway", answers(*some))
    assert [(group.element, [text for text, _ in group.texts]) for group in found.groups] == [
        ("strategy", ["b"]),
        ("people", ["a", "c"]),
        ("other", ["d"]),
    ]
    assert found.said[1].filled == {"element": ("element", "people"), "count": ("count", 2)}


def test_no_element_has_most_of_the_texts_where_two_have_as_many():
    some = [{"text": text, "element": element} for text, element in (("a", "people"), ("b", "strategy"), ("c", "other"))]
    assert [one.key for one in result("takeaway", answers(*some)).said] == ["shown"]


def test_a_text_of_spaces_is_no_text():
    of = EXERCISES["takeaway"]
    assert of.with_tap({}, "text", " \u202e ") == {}


def test_a_cell_is_what_a_screen_can_show():
    found = [result(name, answers(*[EXAMPLES[name]] * 6)) for name in EXERCISES]
    cells = [cell for one in found for each in one.tables for row in each.rows for cell in row]
    assert cells
    assert all(isinstance(cell, Cell) for cell in cells)
