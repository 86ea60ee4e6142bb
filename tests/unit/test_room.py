"""What may be done in a room and seen of it, and the codes that lead into it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.links import CODE_LETTERS, code_of, new_code
from workbook.room import (
    Given,
    NotNow,
    Room,
    Stage,
    after,
    allows,
    by_round,
    may_know_names,
    may_see,
    moved,
    on_a_phone,
    takes_answers,
    takes_names,
    told_phase,
)

NOW = 1_900_000_000
STEPS = ("open", "pause", "close", "reveal", "hide", "again", "first")


def room(*stages, **more):
    usual = {"id": "r", "code": "K7M2QX", "title": "", "spoken": "both", "floor": 3, "anonymity": "nobody", "pace": "follow", "current": 0}
    times = {"created": NOW - 60, "expires": NOW + 60, "ended": None, "state": 1, "pulse": 1}
    return Room(**usual | times | more, stages=stages or (Stage(0, "perception"), Stage(1, "canvas")))


def test_a_code_has_six_of_31_signs_of_which_no_two_look_alike():
    assert len(CODE_LETTERS) == len(set(CODE_LETTERS)) == 31
    assert not set("0O1IL") & set(CODE_LETTERS)
    drawn = {new_code() for _ in range(2000)}
    assert len(drawn) > 1990
    assert all(re.fullmatch(f"[{CODE_LETTERS}]{{6}}", code) for code in drawn)
    assert set("".join(drawn)) == set(CODE_LETTERS)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("K7M2QX", "K7M2QX"),
        (" k7m-2qx ", "K7M2QX"),
        ("ｋ７ｍ ２ｑｘ", "K7M2QX"),
        ("K7M2Q", None),
        ("K7M2QXX", None),
        ("K7M2Q0", None),
        ("", None),
        ("K7M2QX' OR 1=1", None),
    ],
)
def test_a_code_is_understood_as_people_type_it(typed, code):
    assert code_of(typed) == code


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_code_or_nothing(typed):
    code = code_of(typed)
    assert code is None or re.fullmatch(f"[{CODE_LETTERS}]{{6}}", code)


@pytest.mark.parametrize(
    ("phase", "possible"),
    [
        ("waiting", {"open"}),
        ("open", {"pause", "close", "reveal"}),
        ("paused", {"open", "close", "reveal"}),
        ("closed", {"open", "reveal", "again"}),
        ("revealed", {"hide", "again"}),
    ],
)
def test_each_phase_leads_on_by_its_own_steps(phase, possible):
    assert {step for step in STEPS if allows(Stage(0, "perception", phase), step, 2)} == possible


def test_a_second_round_opens_anew_and_there_is_no_third():
    second = after(Stage(0, "perception", "revealed"), "again", 2)
    assert (second.phase, second.round) == ("open", 2)
    with pytest.raises(NotNow):
        after(second._replace(phase="revealed"), "again", 2)
    with pytest.raises(NotNow):
        after(Stage(0, "takeaway", "revealed"), "again", 1)


@pytest.mark.parametrize("phase", ["open", "paused", "closed", "revealed"])
def test_from_a_second_round_there_is_a_way_back_to_the_first_which_nobody_sees_before_it_is_revealed_again(phase):
    back = after(Stage(0, "perception", phase, 2), "first", 2)
    assert (back.phase, back.round) == ("closed", 1)
    assert after(back, "again", 2).round == 2


@given(st.lists(st.sampled_from(STEPS), max_size=30))
def test_a_second_tap_on_the_same_step_changes_nothing(steps):
    now = Stage(0, "perception")
    for step in steps:
        try:
            then = after(now, step, 2)
        except NotNow:
            continue
        if step != "again":
            assert after(then, step, 2) == then
        assert 1 <= then.round <= 2
        assert then.round - now.round == {"again": 1, "first": -1 if now.round == 2 else 0}.get(step, 0)
        now = then


@pytest.mark.parametrize("phase", ["waiting", "open", "paused", "closed"])
def test_before_the_reveal_only_the_host_sees_what_the_room_thinks(phase):
    stage = Stage(0, "perception", phase)
    assert [may_see(role, stage) for role in ("host", "wall", "phone")] == [True, False, False]


def test_after_the_reveal_everybody_sees_it_and_in_a_second_round_nobody_until_then():
    stage = Stage(0, "perception", "revealed")
    assert [may_see(role, stage) for role in ("host", "wall", "phone")] == [True, True, True]
    assert [may_see(role, after(stage, "again", 2)) for role in ("host", "wall", "phone")] == [True, False, False]


@pytest.mark.parametrize(
    ("anonymity", "knows", "asks"),
    [("nobody", [False] * 3, False), ("host", [True, False, False], True), ("wall", [True, True, True], True)],
)
def test_names_are_known_to_whom_it_was_promised_and_asked_for_only_then(anonymity, knows, asks):
    assert [may_know_names(role, anonymity) for role in ("host", "wall", "phone")] == knows
    assert takes_names(anonymity) == asks


def test_a_phone_answers_while_an_exercise_is_open_and_at_a_free_pace_also_before():
    phases = ("waiting", "open", "paused", "closed", "revealed")
    stages = [Stage(0, "perception", phase) for phase in phases]
    assert [takes_answers(room(), one, NOW) for one in stages] == [False, True, False, False, False]
    assert [takes_answers(room(pace="free"), one, NOW) for one in stages] == [True, True, False, False, False]


def test_an_exercise_that_may_be_done_ahead_is_told_as_such():
    stages = [Stage(0, "perception", phase) for phase in ("waiting", "open", "revealed")]
    assert [told_phase(room(), one, NOW) for one in stages] == ["waiting", "open", "revealed"]
    assert [told_phase(room(pace="free"), one, NOW) for one in stages] == ["ahead", "open", "revealed"]
    assert told_phase(room(pace="free", ended=NOW), stages[0], NOW) == "waiting"


@pytest.mark.parametrize("more", [{"ended": NOW - 1}, {"expires": NOW}])
def test_a_room_that_is_over_takes_no_answer(more):
    assert not takes_answers(room(**more), Stage(0, "perception", "open"), NOW)


def test_a_phone_follows_the_host_or_goes_where_it_likes():
    assert on_a_phone(room(current=1)) == (1,)
    assert on_a_phone(room(pace="free")) == (0, 1)
    assert on_a_phone(room(pace="free", ended=NOW)) == (0,)


@pytest.mark.parametrize("number", [-1, 2])
def test_an_agenda_has_two_ends(number):
    with pytest.raises(NotNow):
        moved(room(), number)


def test_answers_are_told_apart_by_round():
    first, second = Given("a", "", 1, {}, 0), Given("a", "", 2, {}, 0)
    assert by_round([first, second], 2) == ((first,), (second,))
    assert by_round([first], 1) == ((first,),)
