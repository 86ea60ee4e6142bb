"""A room from its three sides: the host's desk, the phones, the wall; and what nobody gets before the reveal."""

import csv
import io
import json
import re
import zipfile
from types import SimpleNamespace

import pytest
import streamlit as st
from pptx import Presentation
from written import Pdf

from workbook.content import book
from workbook.content.canvas import ELEMENTS
from workbook.exercises import EXERCISES
from workbook.exercises.style import ASKED
from workbook.exports.room import sheet_of, workbook_of
from workbook.links import new_id, new_secret
from workbook.room import MOST_STAGES, Plan
from workbook.store import Forbidden, Unavailable
from workbook.store.engine import Database
from workbook.store.rooms import Host
from workbook.text import LANGS
from workbook.ui import identity, join, present, room, saved, tries, venue
from workbook.ui.saved import store

STAGES = tuple((name, {}) for name in EXERCISES)
CANARY = 4321.0
TAPS = {
    "perception": {"perception": "0.5", "cost": 1000.0},
    "canvas": dict.fromkeys(ELEMENTS, 4),
    "method": {"method": "value"},
    "style": dict.fromkeys(ASKED, "2"),
    "takeaway": {"text": "one two", "element": "people"},
}


class Workshop:
    """A room in the store, led by an owner, with phones that answer past the screens."""

    def __init__(self, anonymity="nobody", pace="follow", stages=STAGES, title="Sales meeting", floor=3):
        self.rooms = store().rooms
        self.host = Host(store().owners.for_device(new_secret()))
        plan = Plan(title, "both", floor, anonymity, pace, stages)
        self.room = self.rooms.create(self.host.owner, new_id(), plan)
        self.secret = new_secret()
        self.rooms.new_link(self.host, self.room.id, "wall", self.secret)

    def step(self, step, number=0):
        self.room = self.rooms.step(self.host, self.room.id, number, step)
        return self

    def join(self, device, name=""):
        return self.rooms.join(self.room.code, device, name)

    def answer(self, device, number=0, **taps):
        stage = self.rooms.hosted(self.host, self.room.id)[0].stages[number]
        for name, value in taps.items():
            self.rooms.answer(self.room.id, device, number, stage.round, name, value)

    def crowd(self, count=3, number=0, **taps):
        for one in range(count):
            self.join(f"{self.room.id} phone {one}", f"Person {one}")
            self.answer(f"{self.room.id} phone {one}", number, **(taps or {"perception": "0.5", "cost": CANARY}))
        return self


@pytest.fixture
def phone(open_page, monkeypatch):
    """Opens /join as a device, with the room's code in the address."""

    def opened(workshop, device, lang="en"):
        monkeypatch.setattr(join, "device", lambda: device)
        return open_page("join", lang, code=workshop.room.code)

    return opened


@pytest.fixture
def wall(open_page, monkeypatch):
    """Opens /present by the room's link."""

    def opened(workshop, lang="en"):
        monkeypatch.setattr(present, "grant", lambda _: workshop.secret)
        return open_page("present", lang)

    return opened


def press(screen, key):
    """Press the button with this key, which may go on with where the screen is: `next:2`."""
    (button,) = (one for one in screen.at.button if one.key and key in (one.key, one.key.partition(":")[0]))
    button.click()
    return screen.run()


def keys(screen):
    return [button.key for button in screen.at.button]


# ---- the phone


def test_a_phone_is_told_who_sees_its_answers_before_it_joins(phone, lang):
    screen = phone(Workshop(), "ana", lang)
    assert screen.says(screen.word("sees_nobody"))
    assert screen.says(screen.word("floor_says", floor=3))
    assert not screen.at.text_input


def test_a_phone_joins_answers_and_comes_back_to_what_is_open(phone, lang):
    workshop = Workshop()
    screen = phone(workshop, "ana", lang)
    next(button for button in screen.at.button if button.label == screen.word("come_in")).click()
    screen.run()
    assert screen.says(screen.word("phase_waiting"))
    assert not screen.says(screen.word("none_given"))  # nothing was asked
    workshop.step("open")
    screen.run().choose("perception", "0.3")
    assert workshop.rooms.mine(workshop.room.id, "ana").answers[0, 1][0] == {"perception": "0.3"}
    screen = phone(workshop, "ana", lang)
    press(press(screen, "step-up"), "step-up")
    again = phone(workshop, "ana", lang)
    assert again.says(again.word("all_in"))
    assert press(press(again, "back"), "back").chosen("perception") == "0.3"
    assert workshop.rooms.mine(workshop.room.id, "ana").answers[0, 1][0] == {"perception": "0.3", "cost": "1000.0"}
    assert workshop.rooms.hosted(workshop.host, workshop.room.id)[1].present == 1


def test_a_question_is_heard_with_the_amount_that_is_read(phone, lang):
    workshop = Workshop(stages=(("perception", {"worth": "8000"}),)).step("open")
    workshop.join("ana")
    asked = book().words["exercise_perception"]["ask_perception"][lang].format(worth="¥8,000")
    assert asked in [one.label for one in phone(workshop, "ana", lang).at.segmented_control]


def test_whoever_rates_the_canvas_is_told_which_side_they_play(phone, lang):
    workshop = Workshop(stages=(("canvas", {}),)).step("open")
    said = book().words["exercise_canvas"]
    for device, side in (("ana", "supplier"), ("bo", "customer")):
        workshop.join(device)
        other = {"supplier": "customer", "customer": "supplier"}[side]
        screen = phone(workshop, device, lang)
        assert screen.says(said[f"part_{side}"][lang])
        assert not screen.says(said[f"part_{other}"][lang])


def test_an_answer_can_be_typed_and_a_figure_that_does_not_fit_is_refused(phone):
    workshop = Workshop().step("open")
    workshop.join("ana")
    screen = press(phone(workshop, "ana"), "next")
    screen.type("cost", 1234.0)
    assert workshop.rooms.mine(workshop.room.id, "ana").answers[0, 1][0] == {"cost": "1234.0"}
    screen.type("cost", -5.0)
    assert screen.says(book().words["exercises"]["refused"]["en"].format(most="10,000,000,000"))
    assert workshop.rooms.mine(workshop.room.id, "ana").answers[0, 1][0] == {"cost": "1234.0"}


def test_a_tap_after_the_close_is_said_to_be_late_and_keeps_what_was_saved(phone):
    workshop = Workshop().step("open")
    workshop.join("ana")
    screen = phone(workshop, "ana").choose("perception", "0.3")
    workshop.step("close")
    screen.choose("perception", "0.9")
    assert screen.says(screen.word("too_late"))
    assert workshop.rooms.mine(workshop.room.id, "ana").answers[0, 1][0] == {"perception": "0.3"}


def test_a_second_round_begins_empty_on_a_phone_that_has_not_seen_the_first_one_close(phone, lang):
    workshop = Workshop().step("open")
    workshop.join("ana")
    screen = phone(workshop, "ana", lang).choose("perception", "0.3")
    workshop.step("close").step("again")
    assert screen.run().chosen("perception") is None
    screen.choose("perception", "0.9")
    answers = workshop.rooms.mine(workshop.room.id, "ana").answers
    assert {place: body for place, (body, _) in answers.items()} == {(0, 1): {"perception": "0.3"}, (0, 2): {"perception": "0.9"}}


@pytest.fixture
def nobody_failed(monkeypatch):
    """Nobody has failed yet; the waits before each try are listed here, and take no time."""
    tries._limiter.cache_clear()
    tries._next.clear()
    waits = []
    monkeypatch.setattr(join, "pause", lambda **who: waits.append(tries.pause(**who)) or 0.0)
    yield waits
    tries._limiter.cache_clear()


@pytest.mark.usefixtures("nobody_failed")
def test_a_code_that_opens_nothing_is_said_to_and_a_good_one_works_after_many_bad_ones(open_page, monkeypatch):
    monkeypatch.setattr(join, "device", lambda: "typing")
    workshop = Workshop()
    screen = open_page("join")
    for number in range(7):
        screen.text("code").set_value(f"ZZZZZ{number + 2}")
        assert screen.run().says(screen.word("wrong_often" if number > 4 else "wrong"))
        screen.text("code").set_value("")
        screen.run()
        assert not screen.says(screen.word("wrong"))
        assert not screen.says(screen.word("wrong_often"))
    screen.text("code").set_value(workshop.room.code.lower())
    assert screen.run().says("Sales meeting")


@pytest.mark.parametrize("by", ["address", "cookie"])
def test_codes_in_an_address_or_a_cookie_are_counted_too_once_each(open_page, monkeypatch, nobody_failed, by, lang):
    brought = {"address": "", "cookie": ""}
    monkeypatch.setattr(join, "device", lambda: "guessing")
    monkeypatch.setattr(join, "grant", lambda _: brought["cookie"])
    screen = open_page("join", lang)
    for number in range(7):
        brought[by] = f"ZZZZZ{number + 2}"
        for _ in range(2):
            screen.at.query_params["code"] = brought["address"]
            screen.run()
        assert screen.says(screen.word("wrong_often" if number > 4 else "wrong")) == (by == "address")
    assert [wait > 0 for wait in nobody_failed] == [False] * 5 + [True] * 2


def test_a_phone_that_is_in_waits_for_nothing_and_is_not_counted_when_its_room_ends(phone, nobody_failed):
    workshop = Workshop().step("open")
    device = f"{workshop.room.id} ana"
    for _ in range(5):
        tries.failed(device=device, address="")
    workshop.join(device)
    screen = phone(workshop, device)
    workshop.rooms.end(workshop.host, workshop.room.id)
    assert screen.run().at.title[0].value == screen.word("your_results")
    assert not screen.says(screen.word("wrong_often"))
    assert nobody_failed == []


@pytest.mark.usefixtures("nobody_failed")
def test_a_phone_that_was_in_a_room_that_has_ended_gets_into_the_next_one(open_page, monkeypatch, lang):
    before, after = Workshop(title="Monday").step("open"), Workshop(title="Tuesday")
    device = f"{before.room.id} ana"
    before.join(device)
    before.rooms.end(before.host, before.room.id)
    monkeypatch.setattr(join, "device", lambda: device)
    monkeypatch.setattr(join, "grant", lambda _: before.room.code)
    monkeypatch.setattr(type(st.context), "ip_address", "10.0.0.1")
    screen = open_page("join", lang)
    for _ in range(59):
        tries.failed(device="", address="10.0.0.1")
    assert tries.pause(device="", address="10.0.0.1") == 0  # the cookie's code did not count for those beside it
    assert screen.says("Monday")
    assert screen.says(screen.word("another_room"))
    assert not screen.says(screen.word("wrong"))
    screen.text("code").set_value(after.room.code)
    assert press(screen.run(), "join-now").says("Tuesday")


@pytest.mark.parametrize("ended", [False, True])
def test_a_wrong_code_in_the_address_is_said_to_be_beside_the_room_that_a_phone_is_in(phone, ended, lang):
    workshop = Workshop().step("open")
    device = f"{workshop.room.id} ana"
    workshop.join(device)
    if ended:
        workshop.rooms.end(workshop.host, workshop.room.id)
    workshop.room = workshop.room._replace(code="ZZZZZZ")
    screen = phone(workshop, device, lang)
    assert screen.says("Sales meeting")
    assert screen.says(screen.word("wrong"))


@pytest.mark.parametrize("pace", ["follow", "free"])
def test_after_a_reset_a_phone_that_had_finished_stands_at_the_first_question(phone, pace, lang):
    workshop = Workshop(pace=pace, stages=(("perception", {}),)).step("open")
    workshop.join("ana")
    workshop.answer("ana", perception="0.5", cost=1000.0)
    screen = phone(workshop, "ana", lang)
    assert screen.says(screen.word("all_in"))
    workshop.rooms.reset(workshop.host, workshop.room.id, 0)
    if pace == "follow":
        screen.run()
        workshop.step("open")
    assert screen.run().chosen("perception") is None


def test_a_tap_that_could_not_be_stored_stays_and_is_not_forgotten_by_the_next(phone, monkeypatch, lang):
    workshop, busy = Workshop(stages=(("perception", {}),)).step("open"), book().words["saved"]["busy"][lang]
    workshop.join("ana")
    screen = phone(workshop, "ana", lang)

    def broken(*_, **__):
        raise Unavailable("busy")

    with monkeypatch.context() as patch:
        patch.setattr(Database, "writing", broken)
        assert screen.choose("perception", "0.3").says(busy)
        press(screen, "next")
    press(screen, "step-up")
    assert screen.says(busy)
    assert workshop.rooms.mine(workshop.room.id, "ana").answers[0, 1][0] == {"cost": "500.0"}
    assert press(screen, "back").chosen("perception") == "0.3"
    screen.press("again", of="saved")
    assert not screen.says(busy)
    assert workshop.rooms.mine(workshop.room.id, "ana").answers[0, 1][0] == {"perception": "0.3", "cost": "500.0"}


def test_at_a_free_pace_a_phone_goes_ahead(phone):
    workshop = Workshop(pace="free")
    workshop.join("ana")
    screen = phone(workshop, "ana").choose("at", 2)
    screen.choose("method", "value")
    assert workshop.rooms.mine(workshop.room.id, "ana").answers[2, 1][0] == {"method": "value"}


def test_a_sentence_about_the_picture_is_said_where_the_picture_is(phone, wall):
    workshop = Workshop().step("open").crowd(4)
    workshop.crowd(1, cost=9_000_000.0).step("reveal")
    said = book().words["exercise_perception"]["says_beyond"].en.format(count=1, edge="¥6,000")
    assert wall(workshop).says(said)
    assert not phone(workshop, f"{workshop.room.id} phone 0").says("triangles")


def test_after_the_end_a_phone_keeps_its_own_results(phone, lang):
    workshop = Workshop().step("open").crowd()
    device = f"{workshop.room.id} ana"  # in no other room: the one joined last counts
    workshop.join(device)
    workshop.answer(device, perception="0.7", cost=777.0)
    workshop.step("reveal")
    screen = phone(workshop, device, lang)
    workshop.rooms.end(workshop.host, workshop.room.id)
    screen.run()
    assert screen.at.title[0].value == screen.word("your_results")
    assert screen.says("777")


def test_a_phone_shows_its_answers_of_both_rounds_and_calls_none_unanswered_that_has_one(phone, lang):
    workshop = Workshop().step("open").crowd()
    both, first, half, nothing = (f"{workshop.room.id} {who}" for who in ("both", "first", "half", "nothing"))
    for device in (both, first, half, nothing):
        workshop.join(device)
    workshop.answer(both, perception="0.7", cost=777.0)
    workshop.answer(first, perception="0.6", cost=666.0)
    workshop.answer(half, perception="0.4")
    workshop.step("close").step("again").answer(both, perception="0.9", cost=999.0)
    workshop.step("close")
    for _ in range(2):
        screen = phone(workshop, both, lang)
        assert all(screen.says(f"¥{cost}") and screen.says(screen.word("own_round", number=at)) for at, cost in ((1, 777), (2, 999)))
        screen = phone(workshop, first, lang)
        assert screen.says("¥666")
        assert not screen.says(screen.word("none_given"))
        assert not screen.says(screen.word("left_open"))
        assert phone(workshop, half, lang).says(screen.word("left_open"))
        assert phone(workshop, nothing, lang).says(screen.word("none_given"))
        workshop.rooms.end(workshop.host, workshop.room.id)


def test_whoever_skipped_something_comes_to_it_in_one_tap(phone, lang):
    workshop = Workshop(stages=(("canvas", {}),)).step("open")
    workshop.join("ana")
    screen = phone(workshop, "ana", lang)
    for at, element in enumerate(ELEMENTS):
        if at != 2:
            screen.choose(element, 4)
        press(screen, "next")
    assert screen.says(screen.word("some_open"))
    press(screen, "to-open").choose(ELEMENTS[2], 4)
    for _ in range(7):
        press(screen, "next")
    assert screen.says(screen.word("all_in"))
    assert "to-open" not in keys(screen)


def test_after_the_end_a_phone_keeps_what_it_answered_ahead_of_the_host(phone, lang):
    workshop = Workshop(pace="free")
    device = f"{workshop.room.id} ahead"
    workshop.join(device)
    workshop.answer(device, 2, method="value")
    workshop.rooms.end(workshop.host, workshop.room.id)
    screen = phone(workshop, device, lang)
    assert [one.value for one in screen.at.header] == [f"3 {book().words['exercise_method']['name'][lang]}"]
    assert screen.says(book().method("value").short[lang])


def test_whoever_leaves_sees_the_door_and_comes_back_to_the_answers(phone):
    workshop = Workshop().step("open")
    workshop.join("ana")
    screen = phone(workshop, "ana").choose("perception", "0.3")
    press(screen, "leave-now")
    assert workshop.rooms.hosted(workshop.host, workshop.room.id)[1].present == 0
    again = phone(workshop, "ana")
    next(button for button in again.at.button if button.label == again.word("come_in")).click()
    assert press(again.run(), "back").chosen("perception") == "0.3"


def test_a_text_that_is_too_long_stays_on_the_phone_under_a_sentence_until_it_fits(phone):
    workshop = Workshop(stages=(("takeaway", {}),)).step("open")
    workshop.join("ana")
    screen, said = phone(workshop, "ana"), book().words["saved"]["too_long"]["en"].format(count=201, most=200)
    screen.text("text").set_value("x" * 201)
    screen.run()
    for _ in range(2):
        assert screen.says(said)
        assert screen.text("text").value == "x" * 201
        screen.run()
    assert not workshop.rooms.mine(workshop.room.id, "ana").answers
    screen.text("text").set_value("x" * 200)
    screen.run()
    assert not screen.says(said)
    assert workshop.rooms.mine(workshop.room.id, "ana").answers[0, 1][0] == {"text": "x" * 200}
    screen.text("text").set_value("y" * 201)
    assert screen.run().says(said)
    assert press(screen, "next").text("text").value == "y" * 201
    assert not screen.says("Saved ")
    assert workshop.rooms.mine(workshop.room.id, "ana").answers[0, 1][0] == {"text": "x" * 200}  # what was stored before still counts
    screen.text("text").set_value("z" * 200)
    assert press(screen.run(), "next").says("Saved ")
    assert screen.says(book().words["exercise_takeaway"]["ask_element"].en)


def test_the_end_tells_of_what_was_asked_only(phone):
    workshop = Workshop(stages=(("perception", {}), ("method", {}))).step("open")
    workshop.join("one who stays")
    workshop.rooms.end(workshop.host, workshop.room.id)
    screen = phone(workshop, "one who stays")
    assert [one.value for one in screen.at.header] == [f"1 {book().words['exercise_perception']['name']['en']}"]
    assert screen.says(screen.word("none_given"))


# ---- the wall


def reachable(monkeypatch):
    monkeypatch.setattr(present, "venue", lambda: venue.Venue("http://192.168.1.20:8501", True))


def test_the_wall_shows_address_code_people_and_exercise_and_nothing_else(wall, monkeypatch):
    reachable(monkeypatch)
    workshop = Workshop().step("open").crowd()
    screen = wall(workshop)
    code = workshop.room.code
    for said in ("192.168.1.20:8501/join", f"{code[:3]} {code[3:]}", screen.word("people", count=3), screen.word("phase_open")):
        assert screen.says(said) or said.replace(" ", "") in "".join(screen.texts).replace(" ", "")
    assert screen.charts == []
    assert keys(screen) == []


def test_the_wall_says_when_phones_cannot_reach_it(wall, monkeypatch, lang):
    monkeypatch.setattr(present, "venue", lambda: venue.Venue("http://127.0.0.1:8501", False))
    screen = wall(Workshop(), lang)
    assert screen.says(screen.word("unreachable", address="127.0.0.1:8501"))
    assert "data:image" not in repr([element.proto for element in screen.at.get("html")])


def test_the_desk_says_that_phones_cannot_reach_it_until_the_room_ends(desk, monkeypatch, lang):
    monkeypatch.setattr("workbook.ui.desk.venue", lambda: venue.Venue("http://127.0.0.1:8501", False))
    workshop = Workshop()
    screen = desk(workshop, lang)
    said = screen.word("unreachable", address="127.0.0.1:8501")
    assert screen.says(said)
    workshop.rooms.end(workshop.host, workshop.room.id)
    assert not desk(workshop, lang).says(said)


@pytest.mark.parametrize("anonymity", ["nobody", "host", "wall"])
def test_after_the_reveal_the_wall_shows_the_room_and_names_only_where_that_was_promised(wall, lang, anonymity):
    workshop = Workshop(anonymity).step("open").crowd().step("reveal")
    screen = wall(workshop, lang)
    assert len(screen.charts) == 1
    assert screen.charts[0].table["value"].count(2500.0) == 3
    assert screen.says("Person 1") == (anonymity == "wall")


def test_below_the_floor_the_wall_says_why_it_shows_nothing(wall):
    screen = wall(Workshop().step("open").crowd(2).step("reveal"))
    assert screen.charts == []
    assert screen.says(book().words["exercises"]["too_few"]["en"].format(floor=3))


def test_where_one_answer_is_enough_the_wall_says_that_there_is_none(wall):
    screen = wall(Workshop(floor=1).step("open").step("reveal"))
    assert screen.says(book().words["exercises"]["too_few_one"]["en"])


def test_a_wall_whose_link_was_revoked_is_out(wall):
    workshop = Workshop().step("open")
    screen = wall(workshop)
    workshop.rooms.revoke_links(workshop.host, workshop.room.id, "wall")
    assert screen.run().at.title[0].value == book().words["frame"]["link_ended"]["en"]


@pytest.mark.parametrize("name", ["id", "room", "room_id"])
def test_guessing_at_the_address_gives_nothing(open_page, name):
    workshop = Workshop(title="Canary meeting").step("open").crowd()
    for page in ("room", "present", "join"):
        screen = open_page(page, mode="host", **{name: workshop.room.id})
        assert not screen.says("Canary meeting")
        assert not screen.says(workshop.room.code)


# ---- before the reveal


@pytest.mark.parametrize("phase", [["open"], ["open", "pause"], ["open", "close"], ["open", "reveal", "hide"], ["open", "reveal", "again"]])
def test_before_the_reveal_neither_phone_nor_wall_holds_anybodys_answer(phone, wall, phase):
    workshop = Workshop("wall").step("open").crowd()
    for step in phase[1:]:
        workshop.step(step)
    workshop.join("ana")
    for screen in (phone(workshop, "ana"), wall(workshop)):
        held = repr([getattr(element, "proto", "") for element in screen.at._tree])
        assert "4,321" not in held
        assert "4321" not in held
        assert "Person" not in held


@pytest.mark.parametrize("step", ["hide", "again"])
@pytest.mark.parametrize("door", ["phone", "wall"])
def test_a_result_that_the_host_takes_away_while_a_screen_is_drawn_leaves_the_screen_whole(phone, wall, monkeypatch, door, step):
    workshop = Workshop().step("open").crowd().step("reveal")
    read = getattr(workshop.rooms, f"{door}_answers")

    def later(*who):
        if workshop.room.stage.phase == "revealed":
            workshop.step(step)
        return read(*who)

    monkeypatch.setattr(workshop.rooms, f"{door}_answers", later)
    screen = phone(workshop, f"{workshop.room.id} phone 1") if door == "phone" else wall(workshop)
    assert screen.says(screen.word("phase_closed" if step == "hide" else "second_round"))
    assert not screen.says("2,500")
    assert not screen.at.exception


# ---- the desk


@pytest.mark.parametrize("typed", [0.0, 2e10])
def test_what_a_product_cannot_be_worth_is_refused_in_the_readers_words(open_page, lang, typed):
    screen = open_page("room", lang).type("worth", typed)
    assert screen.says(book().words["value"]["refused"][lang].format(least=1, most="10,000,000,000", now="5,000"))
    assert screen.box("worth").value == 5000


def test_a_host_opens_a_room_in_one_tap_and_leads_it(open_page, lang):
    screen = press(open_page("room", lang), "open-room")
    assert [one for one in keys(screen) if one and one.startswith("step-")] == ["step-open"]
    press(screen, "step-open")
    assert {one for one in keys(screen) if one and one.startswith("step-")} == {"step-reveal", "step-pause", "step-close"}
    press(screen, "go1")
    assert screen.says(book().words["exercise_canvas"]["name"][lang])
    assert screen.says("/join")
    press(screen, "end-now")
    assert screen.says(screen.word("is_ended"))
    assert not screen.says("/join")  # nobody can come in any more


def test_a_host_who_reloads_is_at_the_desk_again(open_page, monkeypatch, lang):
    workshop = Workshop(title="Led on")
    monkeypatch.setattr("workbook.ui.desk.host", lambda: workshop.host)
    screen = open_page("room", lang)
    screen.at.session_state[room.ROOM]["id"] = workshop.room.id
    assert screen.run().says("Led on")
    again = open_page("room", lang, room=screen.at.query_params["room"])
    assert again.says(again.word("in_the_room"))
    press(again, "all-rooms")
    assert "room" not in again.at.query_params
    assert not again.says(again.word("in_the_room"))


def test_at_a_free_pace_an_exercise_that_phones_may_do_already_is_not_said_to_wait(desk, wall, lang):
    workshop = Workshop(pace="free").crowd()
    agenda = [one.label.partition(" · ")[2] for one in desk(workshop, lang).at.button if one.key and one.key.startswith("stage-")]
    said = book().words["room"]
    assert agenda == [said["phase_ahead"][lang]] * len(STAGES)
    asks = wall(workshop, lang)
    assert asks.says(asks.word("phase_ahead"))
    assert not asks.says(asks.word("phase_waiting"))
    workshop.rooms.set_pace(workshop.host, workshop.room.id, "follow")
    assert wall(workshop, lang).says(asks.word("phase_waiting"))
    assert desk(workshop, lang).says(said["phase_waiting"][lang])


def test_the_second_of_a_double_tap_on_the_next_step_takes_no_second_step(desk, monkeypatch):
    def phase():
        return workshop.rooms.hosted(workshop.host, workshop.room.id)[0].stage.phase

    workshop = Workshop()
    screen = press(desk(workshop), "step-open")
    press(screen, "step-reveal")  # it stands where Begin stood
    assert phase() == "open"
    press(screen, "step-close")
    press(screen, "step-reveal")  # it comes from another place
    assert phase() == "revealed"
    press(screen, "step-again")
    assert phase() == "revealed"
    later = saved.time.monotonic() + 2
    monkeypatch.setattr(saved, "time", SimpleNamespace(monotonic=lambda: later))
    press(screen, "step-again")
    assert phase() == "open"


def test_a_second_round_that_nobody_answered_is_taken_back_and_the_first_one_shown_again(desk, wall, lang):
    workshop = Workshop().step("open").crowd().step("reveal").step("again").step("reveal")
    said = book().words["exercise_perception"]["says_buys"][lang].format(share="0%", count=0, people=3)
    assert not wall(workshop, lang).says(said)
    screen = press(desk(workshop, lang), "step-first")
    assert screen.says(said)
    assert not wall(workshop, lang).says(said)
    press(screen, "step-reveal")
    assert wall(workshop, lang).says(said)


def test_the_host_sees_counts_and_results_before_the_wall(open_page, monkeypatch, lang):
    workshop = Workshop().step("open").crowd(4)
    monkeypatch.setattr("workbook.ui.desk.host", lambda: workshop.host)
    screen = open_page("room", lang)
    screen.at.session_state[room.ROOM]["id"] = workshop.room.id
    screen.run()
    assert screen.metrics == ["4"]
    assert screen.says(screen.word("answers", answered=4, present=4))
    assert len(screen.charts) == 1
    assert screen.says(book().room.note("perception").aim[lang])


@pytest.mark.parametrize("has_workbook", [False, True])
def test_a_co_host_comes_to_the_desk_and_leads_with_or_without_a_workbook(open_page, monkeypatch, has_workbook, lang):
    workshop, secret, device = Workshop(title="Led together"), new_secret(), new_secret()
    workshop.rooms.new_link(workshop.host, workshop.room.id, "host", secret)
    monkeypatch.setattr(room, "grant", lambda _: secret)
    monkeypatch.setattr(identity, "device", lambda: device)
    if has_workbook:
        own = store().owners.for_device(device)
        store().rooms.create(own, new_id(), Plan("All mine", "both", 3, "nobody", "follow", STAGES))
    screen = press(open_page("room", lang), "step-open")
    assert screen.says("Led together")
    assert workshop.rooms.hosted(workshop.host, workshop.room.id)[0].stage.phase == "open"
    press(screen, "all-rooms")
    assert screen.says("All mine") == has_workbook
    assert screen.says(screen.word("led"))
    assert f"delete-{workshop.room.id}" not in keys(screen)
    assert press(screen, f"lead-{workshop.room.id}").says(screen.word("in_the_room"))


def test_a_text_goes_up_only_after_the_host_has_shown_it(open_page, wall, monkeypatch):
    workshop = Workshop(stages=(("takeaway", {}),)).step("open").crowd(text="ask the plant manager", element="people").step("reveal")
    assert not wall(workshop).says("ask the plant manager")
    monkeypatch.setattr("workbook.ui.desk.host", lambda: workshop.host)
    screen = open_page("room")
    screen.at.session_state[room.ROOM]["id"] = workshop.room.id
    screen.run()
    show = next(one for one in keys(screen) if one and one.startswith("show-"))
    workshop.step("hide").step("open").crowd(text="what the host has not read", element="people").step("reveal")
    press(screen, show)
    assert not wall(workshop).says("what the host has not read")
    assert screen.says("what the host has not read")
    press(screen, show)
    assert wall(workshop).says("what the host has not read")


@pytest.mark.parametrize(("anonymity", "named"), [("host", 1), ("wall", 2)])
def test_what_the_desk_calls_the_wall_has_names_only_where_the_wall_has(open_page, monkeypatch, anonymity, named):
    workshop = Workshop(anonymity, stages=(("takeaway", {}),)).step("open").crowd(text="ask the plant manager", element="people")
    (read,) = (one for one in workshop.rooms.host_answers(workshop.host, workshop.room.id, 0) if one.name == "Person 1")
    workshop.rooms.show(workshop.host, workshop.room.id, 0, read, shown=True)
    monkeypatch.setattr("workbook.ui.desk.host", lambda: workshop.host)
    screen = open_page("room")
    screen.at.session_state[room.ROOM]["id"] = workshop.room.id
    assert sum("Person 1" in text for text in screen.run().texts) == named  # where it is let through, and on the wall


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("number", range(len(STAGES)))
def test_every_exercise_can_be_shown_in_both_languages(wall, phone, lang, number):
    workshop = Workshop().step("open", number).crowd(6, number, **TAPS[STAGES[number][0]]).step("reveal", number)
    workshop.rooms.go(workshop.host, workshop.room.id, number)
    workshop.join("ana")
    name = book().words[f"exercise_{STAGES[number][0]}"]["name"][lang]
    for screen in (wall(workshop, lang), phone(workshop, "ana", lang)):
        assert screen.at.title[0].value == name
        assert [text for text in screen.texts if text == "None" or "{" in text] == []


# ---- what is taken along


def strings(workshop):
    """The parts of the room's spreadsheet by name, as its host gets it."""
    answers = {stage.number: workshop.rooms.host_answers(workshop.host, workshop.room.id, stage.number) for stage in workshop.room.stages}
    made = zipfile.ZipFile(io.BytesIO(workbook_of(workshop.room, answers, "en")))
    return {name: made.read(name).decode() for name in made.namelist()}


def test_the_spreadsheet_takes_no_text_for_a_formula():
    found = strings(Workshop(stages=(("takeaway", {}),)).step("open").crowd(text="=1+1", element="people"))
    assert "<f>" not in found["xl/worksheets/sheet1.xml"]
    assert "=1+1" in found["xl/sharedStrings.xml"]


def test_the_spreadsheet_shows_all_of_a_long_text():
    found = strings(Workshop(stages=(("takeaway", {}),)).step("open").crowd(text="learn " * 20, element="people"))
    assert re.search('<row r="4" [^>]*ht="45"', found["xl/worksheets/sheet1.xml"])


@pytest.mark.parametrize("anonymity", ["nobody", "host", "wall"])
def test_the_sheet_of_a_private_exercise_has_what_the_wall_shows_and_nobodys_own_row(anonymity):
    workshop = Workshop(anonymity, stages=(("style", {}),)).step("open")
    for number in range(3):
        assert sheet_of(workshop.room, workshop.room.stages[0], workshop.rooms.host_answers(workshop.host, workshop.room.id, 0), "en") == (
            ["How do we sell?"],
            [[book().words["exercises"]["too_few"]["en"].format(floor=3)]],
        )
        workshop.join(f"{workshop.room.id} {number}", "Ana")
        workshop.answer(f"{workshop.room.id} {number}", **dict.fromkeys(ASKED, str(number)))
    head, rows = sheet_of(workshop.room, workshop.room.stages[0], workshop.rooms.host_answers(workshop.host, workshop.room.id, 0), "en")
    assert head == ["Method", "Of three, on average", "People who did it at all"]
    assert [row[1:] for row in rows] == [[1, 2]] * 5
    found = strings(workshop)
    assert found["xl/worksheets/sheet1.xml"].count("<row ") == 7  # its title, its head and five methods
    assert "Ana" not in "".join(found.values())


@pytest.mark.parametrize(("anonymity", "named"), [("nobody", False), ("host", True), ("wall", True)])
def test_a_sheet_has_names_where_they_were_asked_for_and_nothing_below_the_floor(anonymity, named):
    workshop = Workshop(anonymity).step("open").crowd(2)
    answers = workshop.rooms.host_answers(workshop.host, workshop.room.id, 0)
    stage = workshop.room.stages[0]
    assert "4321" not in json.dumps(sheet_of(workshop.room, stage, answers, "en"), default=str)
    workshop.crowd(3)
    head, rows = sheet_of(workshop.room, stage, workshop.rooms.host_answers(workshop.host, workshop.room.id, 0), "en")
    assert head == ["Round", *(["Name"] if named else []), "Perception", "Cost in all (CNY)"]
    assert sorted(str(row[-1]) for row in rows) == ["4321.0"] * 3
    assert all((f"Person {one}" in strings(workshop)["xl/sharedStrings.xml"]) == named for one in range(3))


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_sheet_of_a_room_in_which_one_answer_is_enough_says_that_there_is_none(exercise):
    workshop = Workshop(stages=((exercise, {}),), floor=1).step("open")
    _, rows = sheet_of(workshop.room, workshop.room.stages[0], (), "en")
    assert rows[-1][-1] == book().words["exercises"]["too_few_one"]["en"]


@pytest.fixture
def offered(monkeypatch):
    """The files that a page offers: by place and kind what makes each, as a server does it, outside of the visit."""
    files = {}

    def button(_, data, **given):
        files[given["key"].removeprefix("take-along-")] = data
        assert given["on_click"] == "ignore"

    monkeypatch.setattr(st, "download_button", button)
    return files


@pytest.fixture
def desk(open_page, monkeypatch):
    """Opens the desk of a room as its host."""

    def opened(workshop, lang="en"):
        monkeypatch.setattr("workbook.ui.desk.host", lambda: workshop.host)
        screen = open_page("room", lang)
        screen.at.session_state[room.ROOM]["id"] = workshop.room.id
        return screen.run()

    return opened


@pytest.fixture
def report(open_page, monkeypatch):
    """Opens a room's report by its link."""

    def opened(workshop, lang="en"):
        workshop.report = new_secret()
        workshop.rooms.new_link(workshop.host, workshop.room.id, "report", workshop.report)
        monkeypatch.setattr("workbook.ui.report.grant", lambda _: workshop.report)
        return open_page("shared", lang)

    return opened


def test_ended_walls_are_dark_and_the_desk_has_a_new_address(desk, lang):
    workshop, elsewhere = Workshop(), new_secret()
    workshop.rooms.new_link(workshop.host, workshop.room.id, "wall", elsewhere)  # of a co-host, say
    screen = desk(workshop, lang)

    def address():
        return next(link.proto.url for link in screen.at.get("link_button") if "/w/" in link.proto.url)

    before = address()
    press(screen, "end-wall")
    assert address() != before
    walls = {secret: workshop.rooms.works(secret, "wall") for secret in (elsewhere, *map(secret_of, (before, address())))}
    assert list(walls.values()) == [False, False, True]


ROOM = ["room-one_page", "room-one_page_letter", "room-slides"]


def deck(file):
    """The texts of a deck, its tables included."""
    shapes = [shape for slide in Presentation(io.BytesIO(file)).slides for shape in slide.shapes]
    cells = [cell.text for shape in shapes if shape.has_table for row in shape.table.rows for cell in row.cells]
    return cells + [shape.text_frame.text for shape in shapes if shape.has_text_frame]


def secret_of(address):
    return address.partition("/w/")[2].partition("?")[0]


def lines(file):
    assert file.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"))))


def test_the_host_takes_the_picture_and_the_tables_along_before_the_wall_shows_them(desk, offered, lang):
    desk(Workshop("wall").step("open").crowd(), lang)
    assert list(offered) == ["exercise-0-png", "exercise-0-svg", "exercise-0-csv", "xlsx"]
    words = book().words["exercise_perception"]
    assert offered["exercise-0-png"]().startswith(b"\x89PNG")
    assert words["axis_value"][lang] in offered["exercise-0-svg"]().decode()
    rounds, people = (words[f"table_{table}"][lang] for table in ("rounds", "people"))
    found = lines(offered["exercise-0-csv"]())
    assert found[0] == [f"1.1 {rounds}"]
    assert found[2] == ["1", "3", "2500", "2500", "2500", "4321", "0"]
    assert found[3:5] == [[], [f"1.2 {people}"]]
    assert [row[0] for row in found[6:]] == ["Person 0", "Person 1", "Person 2"]


def test_the_host_s_answers_are_named_by_what_they_are_the_room_and_the_day(desk, monkeypatch, lang):
    names = []
    monkeypatch.setattr(st, "download_button", lambda *_, **given: names.append(given["file_name"]))
    workshop = Workshop()
    desk(workshop, lang)
    assert re.fullmatch(rf"{book().words['room']['xlsx_name'][lang]}-{workshop.room.title}-20[\d-]+\.xlsx", names[-1])


def test_a_file_of_the_host_holds_the_answers_of_the_moment_when_it_is_made(desk, offered):
    workshop = Workshop().step("open").crowd()
    desk(workshop)
    workshop.crowd(4)
    assert lines(offered["exercise-0-csv"]())[2][1] == "4"


def test_whoever_leads_the_room_no_longer_gets_no_file(desk, offered):
    workshop = Workshop().step("open").crowd()
    desk(workshop)
    workshop.rooms.delete(workshop.host.owner, workshop.room.id)
    for kind in ("png", "svg", "csv"):
        with pytest.raises(Forbidden):
            offered[f"exercise-0-{kind}"]()


@pytest.mark.parametrize("anonymity", ["host", "wall"])
def test_a_report_takes_along_what_it_shows_and_names_only_where_the_wall_has_them(report, offered, lang, anonymity):
    report(Workshop(anonymity).step("open").crowd().step("reveal"), lang)
    assert list(offered) == ["exercise-0-png", "exercise-0-svg", "exercise-0-csv", *ROOM, "room-sheets", "room-csv"]
    named = anonymity == "wall"
    assert (b"Person 1" in offered["exercise-0-csv"]()) == named
    assert b"Person" not in offered["exercise-0-svg"]()
    sheets = zipfile.ZipFile(io.BytesIO(offered["room-sheets"]()))
    assert ("Person 1" in sheets.read("xl/sharedStrings.xml").decode()) == named
    assert ("Person 1" in " ".join(deck(offered["room-slides"]()))) == named
    assert "Person" not in Pdf(offered["room-one_page"]()).text
    assert lines(offered["room-csv"]()) == lines(offered["exercise-0-csv"]())
    assert offered["exercise-0-png"]().startswith(b"\x89PNG")


def test_a_report_offers_nothing_before_the_reveal_or_below_the_floor(report, offered):
    report(Workshop().step("open").crowd())
    report(Workshop().step("open").crowd(2).step("reveal"))
    assert offered == {}


@pytest.mark.parametrize("end", ["hidden again", "revoked", "below the floor"])
def test_an_open_report_makes_no_file_of_what_it_may_not_show_any_more(report, offered, end):
    workshop = Workshop().step("open").crowd().step("reveal")
    report(workshop)
    if end == "revoked":
        workshop.rooms.revoke_links(workshop.host, workshop.room.id, "report")
    elif end == "hidden again":
        workshop.step("hide")
    else:
        workshop.rooms.reset(workshop.host, workshop.room.id, 0)
        workshop.step("open").step("reveal")
    for kind in ("png", "svg", "csv"):
        with pytest.raises(Forbidden):
            offered[f"exercise-0-{kind}"]()
    if end == "revoked":
        for kind in [*ROOM, "room-sheets"]:
            with pytest.raises(Forbidden):
                offered[kind]()
    else:
        assert "¥2,500" not in " ".join([Pdf(offered["room-one_page"]()).text, *deck(offered["room-slides"]())])


def test_only_texts_that_the_host_has_shown_go_along_and_none_begins_a_formula(report, offered):
    workshop = Workshop(stages=(("takeaway", {}),)).step("open").crowd(text="=1+1", element="people").step("reveal")
    report(workshop)
    assert list(offered) == ROOM
    for text in (Pdf(offered["room-one_page"]()).text, *deck(offered["room-slides"]())):
        assert "1+1" not in text
    first = workshop.rooms.host_answers(workshop.host, workshop.room.id, 0)[0]
    workshop.rooms.show(workshop.host, workshop.room.id, 0, first, shown=True)
    report(workshop)
    element = book().canvas.elements[ELEMENTS.index("people")].name["en"]
    assert lines(offered["exercise-0-csv"]())[2:] == [[element, "'=1+1"]]
    sheets = zipfile.ZipFile(io.BytesIO(offered["room-sheets"]()))
    assert "=1+1" in Pdf(offered["room-one_page"]()).text
    assert "=1+1" in deck(offered["room-slides"]())
    assert "<f>" not in sheets.read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize("lang", LANGS)
def test_a_room_of_five_exercises_is_tables_and_pictures_one_page_and_a_deck_with_its_sentences(report, offered, lang):
    workshop = Workshop(title="W" * 80)
    for number, (name, _) in enumerate(STAGES):
        workshop.step("open", number).crowd(6, number, **TAPS[name])
        for one in workshop.rooms.host_answers(workshop.host, workshop.room.id, number):
            workshop.rooms.show(workshop.host, workshop.room.id, number, one, shown=True)
        workshop.step("reveal", number)
    report(workshop, lang)
    for number, (name, _) in enumerate(STAGES):
        found = lines(offered[f"exercise-{number}-csv"]())
        assert len(found) > 2
        assert all(cell not in ("None", "value", "people", "supplier") and "{" not in cell for row in found for cell in row)
        assert (f"exercise-{number}-png" in offered) == (f"exercise-{number}-svg" in offered) == (name != "takeaway")
    titles = [f"{number + 1} {book().words[f'exercise_{name}']['name'][lang]}" for number, (name, _) in enumerate(STAGES)]
    pages = [Pdf(offered[f"room-{kind}"]()) for kind in ("one_page", "one_page_letter")]
    assert [page.pages for page in pages] == [1, 1]
    assert [title for title in titles for page in pages if title not in page.text] == []
    file = Presentation(io.BytesIO(offered["room-slides"]()))
    said = book().words["exercise_style"]["says_even"][lang].format(people=6)
    assert said in pages[0].text
    assert said in [slide.shapes.title.text for slide in file.slides]
    shapes = [shape for slide in file.slides for shape in slide.shapes]
    assert [shape.chart.chart_type.name for shape in shapes if shape.has_chart] == ["RADAR_MARKERS", "BAR_CLUSTERED", "BAR_CLUSTERED"]
    votes, cases = (shape.chart for shape in shapes if shape.has_chart and shape.chart.chart_type.name == "BAR_CLUSTERED")
    assert list(votes.plots[0].series[0].values) == [0, 0, 0, 6, 0]
    assert (votes.value_axis.maximum_scale, cases.value_axis.maximum_scale) == (None, 3)
    assert all(shape.top + shape.height <= file.slide_height for shape in shapes)


@pytest.mark.parametrize("lang", LANGS)
def test_the_longest_room_is_one_page_too(report, offered, lang):
    workshop = Workshop("wall", stages=STAGES[-1:] * MOST_STAGES)
    for number in range(MOST_STAGES):
        workshop.step("open", number).crowd(3, number, text="多一点时间。" * 33 if lang == "zh" else "W" * 200, element="communication")
        for one in workshop.rooms.host_answers(workshop.host, workshop.room.id, number):
            workshop.rooms.show(workshop.host, workshop.room.id, number, one, shown=True)
        workshop.step("reveal", number)
    report(workshop, lang)
    page = Pdf(offered["room-one_page"]())
    assert page.pages == 1
    assert page.text.count(book().words["take_along"]["more_texts"][lang].format(count=2)) == MOST_STAGES
    file = Presentation(io.BytesIO(offered["room-slides"]()))
    assert all(shape.top + shape.height <= file.slide_height for slide in file.slides for shape in slide.shapes)
