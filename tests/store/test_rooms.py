"""Rooms in the store: one participant a device, one answer a person and round, nothing before the reveal, nothing for strangers."""

from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shared import at_once, count, dump
from sqlalchemy import event

from workbook.exercises.style import ASKED
from workbook.links import DAY, new_id
from workbook.room import FLOOR, LIVES, Counts, Given, NotNow, Plan
from workbook.store import Forbidden, Unavailable
from workbook.store.rooms import FRESH, Host, Rooms

NOON = 1_900_000_000
STAGES = (("perception", {}), ("takeaway", {}))


def plan(anonymity="nobody", pace="follow", stages=STAGES):
    return Plan("Sales meeting", "both", FLOOR, anonymity, pace, stages)


@pytest.fixture
def host(owner):
    return Host(owner)


@pytest.fixture
def room(store, owner, host):
    """An open room, at an open exercise."""
    store.rooms.create(owner, "room", plan())
    return store.rooms.step(host, "room", 0, "open")


def answered(rooms, device, *, room="room", stage=0, round_=1, perception="0.5"):
    rooms.answer(room, device, stage, round_, "perception", perception)
    return rooms.answer(room, device, stage, round_, "cost", 1000.0)


def people(store, room, *devices, **more):
    for device in devices:
        store.rooms.join(room.code, device, **more)
    return devices


# ---- opening and leading


def test_opening_a_room_twice_is_one_room(store, owner):
    first = store.rooms.create(owner, "room", plan())
    assert store.rooms.create(owner, "room", plan(anonymity="wall")) == first
    assert (count(store, "room"), count(store, "stage")) == (1, 2)
    assert (first.title, first.stage.phase, first.ended) == ("Sales meeting", "waiting", None)


@pytest.mark.parametrize("stages", [(), (("no-such", {}),), (("perception", {"worth": -1}),), (("takeaway", {}),) * 21])
def test_an_agenda_that_does_not_exist_is_refused_whole(store, owner, stages):
    with pytest.raises((ValueError, KeyError)):
        store.rooms.create(owner, "room", plan(stages=stages))
    assert (count(store, "room"), count(store, "stage")) == (0, 0)


def test_the_host_takes_an_exercise_through_its_phases(store, owner, host):
    store.rooms.create(owner, "room", plan())
    seen = [store.rooms.step(host, "room", 0, step).stage for step in ("open", "pause", "open", "close", "reveal", "again", "reveal")]
    assert [(one.phase, one.round) for one in seen] == [
        ("open", 1),
        ("paused", 1),
        ("open", 1),
        ("closed", 1),
        ("revealed", 1),
        ("open", 2),
        ("revealed", 2),
    ]
    with pytest.raises(NotNow):
        store.rooms.step(host, "room", 0, "again")


@pytest.mark.usefixtures("room")
def test_a_double_tap_on_reveal_is_one_reveal(store, host):
    done = at_once([partial(store.rooms.step, host, "room", 0, "reveal")] * 8)
    assert {one.stage.phase for one in done} == {"revealed"}


@pytest.mark.usefixtures("room")
def test_moving_on_goes_to_an_end_and_no_further(store, host):
    assert store.rooms.go(host, "room", 1).current == 1
    with pytest.raises(NotNow):
        store.rooms.go(host, "room", 2)
    assert store.rooms.hosted(host, "room")[0].current == 1


def test_resetting_an_exercise_deletes_its_answers_and_no_others(store, host, room):
    people(store, room, "ana")
    answered(store.rooms, "ana")
    store.rooms.step(host, "room", 1, "open")
    store.rooms.answer("room", "ana", 1, 1, "text", "kept")
    store.rooms.reset(host, "room", 0)
    assert store.rooms.mine("room", "ana").answers.keys() == {(1, 1)}
    assert store.rooms.hosted(host, "room")[0].stages[0].phase == "waiting"


def test_a_code_opens_one_living_room(store, owner, host, room):
    codes = {store.rooms.create(owner, f"another {number}", plan()).code for number in range(20)}
    assert len(codes | {room.code}) == 21
    assert store.rooms.entrance(room.code).id == "room"
    store.rooms.end(host, "room")
    assert store.rooms.entrance(room.code) is None
    with pytest.raises(Forbidden):
        store.rooms.join(room.code, "ana")


def test_a_code_that_was_drawn_before_is_drawn_again_only_for_a_living_room(store, owner, room_at_noon, monkeypatch, now):
    room = room_at_noon
    drawn = iter([room.code, room.code, "AAAAAA", room.code])
    monkeypatch.setattr("workbook.store.room_rows.new_code", lambda: next(drawn))
    assert store.rooms.create(owner, "second", plan()).code == "AAAAAA"
    now.shift(LIVES)
    assert store.rooms.create(owner, "third", plan()).code == room.code
    assert store.rooms.hosted(Host(owner), "room")[0].code is None


@pytest.fixture
def room_at_noon(now, store, owner, host):  # noqa: ARG001
    store.rooms.create(owner, "room", plan())
    return store.rooms.step(host, "room", 0, "open")


def test_a_room_lives_until_it_expires_and_can_be_opened_again_tomorrow(store, host, room_at_noon, now):
    people(store, room_at_noon, "ana")
    now.shift(LIVES - 1)
    answered(store.rooms, "ana")
    now.shift(1)
    assert store.rooms.entrance(room_at_noon.code) is None
    with pytest.raises(NotNow):
        answered(store.rooms, "ana", perception="0.1")
    again = store.rooms.reopen(host, "room")
    assert again.lives(NOON + LIVES)
    assert store.rooms.join(again.code, "ana").answers.keys() == {(0, 1)}
    assert count(store, "participant") == 1


def test_rooms_that_expired_half_a_year_ago_are_forgotten(store, owner, room_at_noon, now):
    people(store, room_at_noon, "ana")
    answered(store.rooms, "ana")
    now.shift(LIVES + 179 * DAY)
    store.rooms.create(owner, "new", plan())
    store.forget()
    assert count(store, "room") == 2
    now.shift(1)
    store.forget()
    assert [count(store, name) for name in ("room", "participant", "answer")] == [1, 0, 0]


def test_erasing_an_owner_takes_the_rooms_along(store, owner, room):
    people(store, room, "ana")
    answered(store.rooms, "ana")
    store.rooms.new_link(Host(owner), "room", "wall", "secret")
    store.owners.erase(owner)
    assert [count(store, name) for name in ("room", "stage", "participant", "answer", "room_link")] == [0] * 5


# ---- phones


def test_a_phone_that_joins_again_is_the_same_participant(store, room):
    mine = [store.rooms.join(room.code, "ana").person for _ in range(3)]
    assert len({one.id for one in mine}) == 1
    assert count(store, "participant") == 1


def test_twenty_joins_of_one_phone_at_once_are_one_participant(store, room):
    done = at_once([partial(store.rooms.join, room.code, "ana")] * 20)
    assert len({one.person.id for one in done}) == count(store, "participant") == 1


def test_twenty_phones_at_once_have_seats_of_their_own(store, room):
    done = at_once([partial(store.rooms.join, room.code, f"phone {number}") for number in range(20)])
    assert sorted(one.person.seat for one in done) == list(range(20))


def test_a_phone_comes_back_after_a_restart_with_its_answers(url, open_store, store, room):
    people(store, room, "ana")
    kept = answered(store.rooms, "ana")
    store.close()
    again = open_store(url)
    assert again.rooms.of_device("ana") == "room"
    assert again.rooms.mine("room", "ana").answers == {(0, 1): (kept.body, kept.changed)}


def test_fifty_double_taps_are_one_answer(store, room):
    people(store, room, "ana")
    done = at_once([partial(store.rooms.answer, "room", "ana", 0, 1, "perception", "0.5")] * 50)
    assert {tuple(one.body.items()) for one in done} == {(("perception", "0.5"),)}
    assert count(store, "answer") == 1


def test_two_tabs_of_one_person_add_up_question_by_question(store, room):
    people(store, room, "ana")
    at_once([partial(store.rooms.answer, "room", "ana", 0, 1, *tap) for tap in (("perception", "0.5"), ("cost", 1000.0))] * 4)
    assert store.rooms.mine("room", "ana").answers[0, 1][0] == {"perception": "0.5", "cost": "1000.0"}


def test_an_answer_counts_once_it_is_finished(store, host, room):
    people(store, room, "ana", "bo")
    store.rooms.answer("room", "ana", 0, 1, "perception", "0.5")
    assert store.rooms.hosted(host, "room")[1] == Counts(present=2, left=0, answered=0, stored=0)
    store.rooms.answer("room", "ana", 0, 1, "cost", 1000.0)
    assert store.rooms.hosted(host, "room")[1] == Counts(present=2, left=0, answered=1, stored=1)
    store.rooms.answer("room", "ana", 0, 1, "cost", None)
    assert store.rooms.hosted(host, "room")[1].stored == 0


@pytest.mark.parametrize("step", ["pause", "close", "reveal"])
def test_a_tap_that_comes_too_late_is_refused_and_changes_nothing(store, host, room, step):
    people(store, room, "ana")
    kept = answered(store.rooms, "ana")
    store.rooms.step(host, "room", 0, step)
    with pytest.raises(NotNow):
        store.rooms.answer("room", "ana", 0, 1, "cost", 1.0)
    assert store.rooms.mine("room", "ana").answers[0, 1] == (kept.body, kept.changed)


def test_a_second_tab_sees_by_the_number_of_taps_that_the_first_one_answered(store, room):
    people(store, room, "ana", "ben")
    assert store.rooms.taps("room", "ana") == 0
    taps = [store.rooms.answer("room", device, 0, 1, "cost", 1.0).taps for device in ("ana", "ana", "ben")]
    assert taps == [1, 2, 1]
    assert [store.rooms.taps("room", device) for device in ("ana", "ben", "nobody")] == [2, 1, 0]


def test_a_tap_for_another_round_is_refused(store, host, room):
    people(store, room, "ana")
    answered(store.rooms, "ana")
    store.rooms.step(host, "room", 0, "reveal")
    store.rooms.step(host, "room", 0, "again")
    with pytest.raises(NotNow):
        answered(store.rooms, "ana", round_=1)
    answered(store.rooms, "ana", round_=2)
    assert store.rooms.mine("room", "ana").answers.keys() == {(0, 1), (0, 2)}


def test_a_value_that_does_not_exist_is_refused(store, room):
    people(store, room, "ana")
    with pytest.raises(ValueError, match="not an answer"):
        store.rooms.answer("room", "ana", 0, 1, "perception", "7")
    assert count(store, "answer") == 0


def test_a_late_joiner_comes_in_and_answers(store, host, room):
    people(store, room, "ana")
    answered(store.rooms, "ana")
    people(store, room, "late")
    answered(store.rooms, "late")
    assert store.rooms.hosted(host, "room")[1] == Counts(2, 0, 2, 2)


def test_a_full_room_takes_nobody_else_in_but_those_who_come_back(store, room, monkeypatch):
    monkeypatch.setattr("workbook.store.room_rows.MOST_PEOPLE", 2)
    people(store, room, "ana", "bo")
    with pytest.raises(NotNow):
        store.rooms.join(room.code, "cy")
    assert store.rooms.entrance(room.code).full
    assert store.rooms.join(room.code, "ana").person.seat == 0


@pytest.mark.parametrize(
    ("anonymity", "kept", "host_sees", "wall_sees"), [("nobody", "", "", ""), ("host", "Ana", "Ana", ""), ("wall", *["Ana"] * 3)]
)
def test_names_are_stored_and_shown_as_it_was_promised(store, owner, host, anonymity, kept, host_sees, wall_sees):
    room = store.rooms.create(owner, "named", plan(anonymity))
    store.rooms.step(host, "named", 0, "open")
    store.rooms.join(room.code, "ana", "Ana")
    answered(store.rooms, "ana", room="named")
    store.rooms.new_link(host, "named", "wall", "wall")
    store.rooms.step(host, "named", 0, "reveal")
    assert store.rooms.mine("named", "ana").person.name == kept
    assert [one.name for one in store.rooms.host_answers(host, "named", 0)] == [host_sees]
    assert [one.name for one in store.rooms.wall_answers("wall", 0)] == [wall_sees]
    assert [one.name for one in store.rooms.phone_answers("named", "ana", 0)] == [wall_sees]
    assert ("Ana" in repr(dump(store))) == bool(kept)


def test_how_somebody_sells_goes_to_nobody_with_a_name(store, owner, host):
    room = store.rooms.create(owner, "named", plan("wall", stages=(("style", {}),)))
    store.rooms.step(host, "named", 0, "open")
    store.rooms.join(room.code, "ana", "Ana")
    for one in ASKED:
        store.rooms.answer("named", "ana", 0, 1, one, "2")
    assert [one.name for one in store.rooms.host_answers(host, "named", 0)] == [""]


# ---- counting

ACTS = st.tuples(st.sampled_from(["join", "leave", "answer", "double tap", "other tab", "reconnect", "close", "open"]), st.integers(0, 3))


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, max_size=20))
def test_those_answering_those_in_the_room_and_the_answers_stored_agree(store, owner, host, acts):
    room = store.rooms.create(owner, new_id(), plan())
    store.rooms.step(host, room.id, 0, "open")
    there, gone, stored, is_open = set(), set(), {}, True
    for act, number in acts:
        device = f"{room.id} phone {number}"
        if act in ("join", "reconnect"):
            store.rooms.join(room.code, device)
            there.add(device)
            gone.discard(device)
        elif act == "leave":
            store.rooms.leave(room.id, device)
            gone |= there & {device}
            there.discard(device)
        elif act in ("close", "open"):
            is_open = act == "open"
            store.rooms.step(host, room.id, 0, act)
        elif device not in there:
            with pytest.raises(Forbidden):
                answered(store.rooms, device, room=room.id)
        elif not is_open:
            with pytest.raises(NotNow):
                answered(store.rooms, device, room=room.id)
        else:
            for _ in range(2 if act == "double tap" else 1):
                kept = answered(store.rooms, device, room=room.id, perception="0.7" if act == "other tab" else "0.5")
            stored[device] = kept.body
        counts = store.rooms.hosted(host, room.id)[1]
        assert counts == Counts(len(there), len(gone), len(there & set(stored)), len(stored))
        assert len(store.rooms.host_answers(host, room.id, 0)) == counts.stored
    for device in there:
        mine = store.rooms.mine(room.id, device).answers
        assert {at: body for at, (body, _) in mine.items()} == ({(0, 1): stored[device]} if device in stored else {})


# ---- before and after the reveal


@pytest.mark.parametrize("step", [None, "pause", "close"])
def test_nobody_but_the_host_gets_an_answer_before_the_reveal(store, host, room, step):
    people(store, room, "ana", "bo")
    answered(store.rooms, "ana")
    store.rooms.new_link(host, "room", "wall", "wall")
    store.rooms.new_link(host, "room", "report", "report")
    if step:
        store.rooms.step(host, "room", 0, step)
    for ask in (partial(store.rooms.wall_answers, "wall", 0), partial(store.rooms.phone_answers, "room", "bo", 0)):
        with pytest.raises(NotNow):
            ask()
    assert store.rooms.report("report").answers == {}
    assert len(store.rooms.host_answers(host, "room", 0)) == 1
    store.rooms.step(host, "room", 0, "reveal")
    assert len(store.rooms.wall_answers("wall", 0)) == len(store.rooms.phone_answers("room", "bo", 0)) == 1
    assert list(store.rooms.report("report").answers) == [0]


def test_a_second_round_hides_the_first_one_again(store, host, room):
    people(store, room, "ana")
    answered(store.rooms, "ana")
    store.rooms.new_link(host, "room", "wall", "wall")
    store.rooms.step(host, "room", 0, "reveal")
    store.rooms.step(host, "room", 0, "again")
    with pytest.raises(NotNow):
        store.rooms.wall_answers("wall", 0)


def test_a_text_is_shown_by_the_host_and_hidden_again_when_it_is_changed(store, host, room):
    people(store, room, "ana")
    store.rooms.step(host, "room", 1, "open")
    store.rooms.answer("room", "ana", 1, 1, "element", "people")
    store.rooms.answer("room", "ana", 1, 1, "text", "first")
    (one,) = store.rooms.host_answers(host, "room", 1)
    store.rooms.show(host, "room", 1, one, shown=True)
    assert [one.shown for one in store.rooms.host_answers(host, "room", 1)] == [True]
    store.rooms.answer("room", "ana", 1, 1, "text", "first")
    assert [one.shown for one in store.rooms.host_answers(host, "room", 1)] == [True]
    store.rooms.answer("room", "ana", 1, 1, "text", "second")
    assert [one.shown for one in store.rooms.host_answers(host, "room", 1)] == [False]
    with pytest.raises(NotNow):
        store.rooms.show(host, "room", 1, one, shown=True)  # the host has read the first
    assert [one.shown for one in store.rooms.host_answers(host, "room", 1)] == [False]


def test_the_order_of_answers_does_not_say_who_came_when(store, owner, host):
    orders = set()
    for number in range(6):
        room = store.rooms.create(owner, f"room {number}", plan())
        store.rooms.step(host, room.id, 0, "open")
        for seat in range(4):
            store.rooms.join(room.code, f"phone {seat}")
            answered(store.rooms, f"phone {seat}", room=room.id)
        orders.add(tuple(one.seat for one in store.rooms.host_answers(host, room.id, 0)))
    assert len(orders) > 1


def test_the_order_of_answers_does_not_say_who_is_who_in_another_exercise(store, owner, host):
    room = store.rooms.create(owner, "room", plan(stages=(("method", {}), ("method", {}))))
    for device in people(store, room, *map(str, range(12))):
        for number in (0, 1):
            store.rooms.step(host, "room", number, "open")
            store.rooms.answer("room", device, number, 1, "method", "value")
    first, second = ([one.participant for one in store.rooms.host_answers(host, "room", number)] for number in (0, 1))
    assert sorted(first) == sorted(second)
    assert first != second


# ---- rights

HOSTS = {
    "hosted": lambda r, who: r.hosted(who, "room"),
    "step": lambda r, who: r.step(who, "room", 0, "reveal"),
    "go": lambda r, who: r.go(who, "room", 1),
    "set_pace": lambda r, who: r.set_pace(who, "room", "free"),
    "reset": lambda r, who: r.reset(who, "room", 0),
    "end": lambda r, who: r.end(who, "room"),
    "reopen": lambda r, who: r.reopen(who, "room"),
    "show": lambda r, who: r.show(who, "room", 0, Given("anybody", "", 1, {}, 0), shown=True),
    "host_answers": lambda r, who: r.host_answers(who, "room", 0),
    "new_link": lambda r, who: r.new_link(who, "room", "wall", "mallory's"),
    "revoke_links": lambda r, who: r.revoke_links(who, "room", "wall"),
}
PHONES = {
    "mine": lambda r, device: r.mine("room", device),
    "answer": lambda r, device: r.answer("room", device, 0, 1, "perception", "0.1"),
    "phone_answers": lambda r, device: r.phone_answers("room", device, 0),
}
LINKS = {
    "wall": lambda r, secret: r.wall(secret),
    "wall_answers": lambda r, secret: r.wall_answers(secret, 0),
    "report": lambda r, secret: r.report(secret),
}
FREE = {"create", "of_host", "delete", "led_by", "works", "entrance", "of_device", "join", "leave", "pulse", "taps", "forget"}


@pytest.fixture
def full(store, host, room):
    """A room with an answer, and links of every kind."""
    people(store, room, "ana")
    answered(store.rooms, "ana")
    for kind in ("host", "wall", "report"):
        store.rooms.new_link(host, "room", kind, kind)
    return room


def test_every_method_asks_for_a_right_or_is_known_not_to():
    public = {name for name in vars(Rooms) if not name.startswith("_")}
    assert public == {*HOSTS, *PHONES, *LINKS, *FREE}


@pytest.fixture
def strangers(other, full):
    """Everybody who does not lead the room, and what they have of it."""
    return {
        "another owner": Host(other),
        "nobody": Host(None),
        "the wall's link": Host(None, "wall"),
        "a device of the room": Host("ana", "ana"),
        "the code": Host(full.code, full.code),
    }


def refused(act, *given):
    """Whether an act is refused to whoever has this."""
    try:
        act(*given)
    except Forbidden:
        return True
    return False


def test_whoever_does_not_lead_is_refused(store, strangers):
    before = dump(store)
    let_in = [(name, who) for name, act in HOSTS.items() for who, has in strangers.items() if not refused(act, store.rooms, has)]
    assert let_in == []
    assert dump(store) == before


@pytest.mark.usefixtures("full")
def test_whoever_is_not_in_the_room_is_refused(store):
    before = dump(store)
    let_in = [(name, who) for name, act in PHONES.items() for who in ("a stranger", "wall", "host") if not refused(act, store.rooms, who)]
    assert let_in == []
    assert dump(store) == before


def test_whoever_has_left_is_refused_until_they_come_back(store, full):
    store.rooms.leave("room", "ana")
    assert store.rooms.of_device("ana") is None
    for act in PHONES.values():
        with pytest.raises(Forbidden):
            act(store.rooms, "ana")
    assert store.rooms.join(full.code, "ana").answers.keys() == {(0, 1)}


@pytest.mark.parametrize(("act", "wrong"), [("wall", "host"), ("wall_answers", "report"), ("report", "wall"), ("wall", "nothing")])
@pytest.mark.usefixtures("full")
def test_a_link_opens_its_own_door_only(store, act, wrong):
    with pytest.raises(Forbidden):
        LINKS[act](store.rooms, wrong)


@pytest.mark.usefixtures("full")
def test_a_co_host_leads_but_asks_no_further_co_hosts_in(store):
    helper = Host(None, "host")
    assert store.rooms.led_by(helper) == "room"
    assert store.rooms.step(helper, "room", 0, "close").stage.phase == "closed"
    with pytest.raises(Forbidden):
        store.rooms.new_link(helper, "room", "host", "another")
    with pytest.raises(Forbidden):
        store.rooms.revoke_links(helper, "room", "host")


@pytest.mark.usefixtures("full")
def test_a_revoked_link_opens_nothing_and_open_screens_are_told(store, host):
    before = store.rooms.pulse("room")
    store.rooms.revoke_links(host, "room", "wall")
    assert not store.rooms.works("wall", "wall")
    with pytest.raises(Forbidden):
        store.rooms.wall("wall")
    assert store.rooms.pulse("room").state > before.state
    assert store.rooms.works("host", "host")


@pytest.mark.usefixtures("full")
def test_a_device_is_in_the_room_of_a_code_while_that_lives(store, owner, host, room):
    other = store.rooms.create(owner, "another", plan())
    assert store.rooms.of_device("ana", room.code) == "room"
    assert store.rooms.of_device("ana", other.code) is None
    store.rooms.end(host, "room")
    assert store.rooms.of_device("ana", room.code) is None
    assert store.rooms.of_device("ana") == "room"


@pytest.mark.usefixtures("full")
def test_another_owner_deletes_nothing(store, owner, other):
    before = dump(store)
    store.rooms.delete(other, "room")
    assert dump(store) == before
    assert store.rooms.of_host(Host(other)) == store.rooms.of_host(Host(None)) == ()
    assert [(one.id, one.people) for one in store.rooms.of_host(Host(owner))] == [("room", 1)]


@pytest.mark.usefixtures("full")
def test_a_co_host_with_rooms_of_their_own_finds_all_of_them_and_is_led_to_one_that_lives(store, owner, other):
    store.rooms.create(other, "own", plan())
    helper = Host(other, "host")
    assert {(one.id, one.own) for one in store.rooms.of_host(helper)} == {("own", True), ("room", False)}
    assert store.rooms.led_by(helper) == "room"
    store.rooms.end(Host(owner), "room")
    assert store.rooms.led_by(helper) is None
    assert store.rooms.led_by(Host(None, "host")) == "room"
    assert "room" in {one.id for one in store.rooms.of_host(helper)}


# ---- live screens


@pytest.mark.usefixtures("room")
def test_two_hundred_ticks_in_a_second_are_one_look_at_the_database(store):
    asked = []
    event.listen(store._database.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    store.rooms.pulse("room")
    asked.clear()
    assert {store.rooms.pulse("room") for _ in range(200)} == {store.rooms.pulse("room")}
    assert len(asked) <= 1


@pytest.mark.usefixtures("room")
def test_what_another_process_did_is_seen_within_a_second(url, open_store, store, host, monkeypatch):
    elsewhere = open_store(url)
    at = [1000.0]
    monkeypatch.setattr("workbook.store.rooms.time.monotonic", lambda: at[0])
    before = elsewhere.rooms.pulse("room")
    store.rooms.step(host, "room", 0, "reveal")
    assert elsewhere.rooms.pulse("room") == before
    at[0] += FRESH + 0.01
    after = elsewhere.rooms.pulse("room")
    assert (after.state, after.pulse) == (before.state + 1, before.pulse + 1)
    assert store.rooms.pulse("room") == after


def test_two_processes_answer_for_one_room(url, open_store, store, host, room):
    elsewhere = open_store(url)
    people(elsewhere, room, "ana", "bo")
    answered(elsewhere.rooms, "ana")
    answered(store.rooms, "bo")
    assert store.rooms.hosted(host, "room")[1] == Counts(2, 0, 2, 2)
    store.rooms.step(host, "room", 0, "reveal")
    assert len(elsewhere.rooms.phone_answers("room", "ana", 0)) == 2


def test_an_answer_raises_the_pulse_and_only_the_hosts_acts_the_state(store, host, room):
    people(store, room, "ana")
    before = store.rooms.pulse("room")
    answered(store.rooms, "ana")
    after = store.rooms.pulse("room")
    assert (after.state, after.pulse) == (before.state, before.pulse + 2)
    store.rooms.go(host, "room", 1)
    assert store.rooms.pulse("room").state == before.state + 1


@pytest.mark.usefixtures("room")
def test_a_room_that_is_gone_has_no_pulse(store, owner):
    store.rooms.delete(owner, "room")
    assert store.rooms.pulse("room") is None


def test_a_database_that_is_away_loses_no_answer_silently(store, room, monkeypatch):
    people(store, room, "ana")
    store.close()
    monkeypatch.setattr(store._database, "writing", _away)
    with pytest.raises(Unavailable):
        answered(store.rooms, "ana")


def _away(**_):
    raise Unavailable("gone")
