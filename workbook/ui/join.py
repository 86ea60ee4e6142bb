"""A participant's phone: the code, the way in, one question at a time, what the room thinks, and one's own results at the end."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from html import escape
from typing import Any

import streamlit as st

from workbook.exercises import EXERCISES
from workbook.exercises.shape import Screen
from workbook.links import clock, code_of
from workbook.room import Entrance, Mine, NotNow, Room, Stage, may_see, on_a_phone, takes_answers, takes_names
from workbook.store import Forbidden
from workbook.text import LANGS, clean
from workbook.ui import exercise, live, writing
from workbook.ui.cookies import GRANTS, REFERENCE
from workbook.ui.identity import by_reference, device, grant
from workbook.ui.inputs import anew, choice, kept, key
from workbook.ui.saved import attempt, clock_time, store
from workbook.ui.session import LANGUAGE, inputs, words
from workbook.ui.tries import failed, pause

JOIN = "join"
_LATE = "came_late"
_TAPS = "room_taps"


def show() -> None:
    """Whatever this phone should show now."""
    rooms, tried, given = store().rooms, _held()["tried"], st.query_params.get("code", "")
    text = given or grant(GRANTS["room"])
    code, entrance = code_of(text) or "", None
    here = last = rooms.of_device(_device(), code) if code else None
    if here:
        tried[code] = True
    else:
        last = rooms.of_device(_device())
        # the cookie's code of a room that has ended counts for the phone alone: all who were in may come back from one address
        entrance = _entrance(code, shared=bool(given) or last is None) if text else None
    wrong = bool(given) and not tried[code]
    if last and not entrance:
        try:
            # before the answers are read: a tap in between is seen at the next tick
            st.session_state[_TAPS] = rooms.taps(last, _device())
            mine = rooms.mine(last, _device())
        except Forbidden:
            pass
        else:
            with st.container(key="phone"):
                _inside(mine, wrong=wrong)
            live.phone(mine.room, _other_tab(last, _device()))
            return
    if entrance and not _held()["other"]:
        _way_in(entrance, code)
    else:
        _door(wrong=wrong)


def _device() -> str:
    """The phone; where cookies are blocked, whoever has the address with the reference."""
    return st.query_params.get(REFERENCE, "") if by_reference(GRANTS["room"]) else device()


def _other_tab(room_id: str, device: str) -> Callable[[], bool]:
    """Whether another tab of this phone has answered since this one was drawn."""
    return lambda: store().rooms.taps(room_id, device) != st.session_state[_TAPS]


def _held() -> dict[str, Any]:
    """What was typed here, which codes were tried and whether they were good, and what was chosen."""
    return inputs(JOIN, lambda: {"code": "", "name": "", "at": None, "tried": {}, "wrong": False, "limited": False, "other": False})


# ---- outside


def _entrance(code: str, *, shared: bool = True) -> Entrance | None:
    """The living room of a code, which is empty where what was given can't be one.

    A code that is new to this visit waits for its turn, and counts where it is wrong: for this phone and, where that is `shared`, for
    its network address.
    """
    now = _held()
    if code in now["tried"]:
        return store().rooms.entrance(code) if now["tried"][code] else None
    who = {"device": _device(), "address": str(st.context.ip_address or "") if shared else ""}
    time.sleep(pause(**who))
    found = store().rooms.entrance(code)
    now["tried"][code] = found is not None
    if found is None:
        now["limited"] = not failed(**who)
    return found


def _door(*, wrong: bool) -> None:
    """The way in for whoever brings no code that is good."""
    w = words("join")
    st.title(w.title, anchor=False)
    st.markdown(w.lead)
    _code_box(wrong=wrong)
    st.caption(w.no_account)


def _code_box(*, wrong: bool) -> None:
    """The code to type; `wrong` is the one in the address."""
    w, now = words("join"), _held()

    def typed() -> None:
        now["wrong"] = False
        if not now["code"].strip():
            return  # the box was only emptied
        code = code_of(now["code"]) or ""
        now["wrong"] = _entrance(code) is None
        if not now["wrong"]:
            now["other"] = False
            st.query_params["code"] = code

    with st.container(key="code-box"):
        look: dict[str, Any] = {"placeholder": "K7M2QX", "max_chars": 12, "autocomplete": "off"}
        st.text_input(w.code, now["code"], **look, **kept(now, "code", then=typed, otherwise=""))
        st.button(w.enter, type="primary", icon=":material/login:", width="stretch", key="enter")
    if now["wrong"] or wrong:
        _say_wrong()


def _say_wrong() -> None:
    w = words("join")
    st.error(w.wrong_often if _held()["limited"] else w.wrong)


def _way_in(entrance: Entrance, code: str) -> None:
    """What joining means, before it happens."""
    w, now = words("join"), _held()

    def come_in() -> None:
        if not writing.fits(now["name"]):
            return
        name = clean(now["name"])

        def save() -> None:
            try:
                store().rooms.join(code, _device(), name)
            except NotNow:
                now["full"] = True

        if attempt(save, of=f"join:{entrance.id}") and entrance.spoken in LANGS:
            st.session_state[LANGUAGE] = st.query_params["lang"] = entrance.spoken

    st.title(clean(entrance.title) or w.unnamed, anchor=False)
    facts = [
        (w.who_sees, getattr(w, f"sees_{entrance.anonymity}")),
        (w.floor, w.floor_says.format(floor=entrance.floor)),
        (w.kept, w.kept_says),
    ]
    st.html('<dl class="wb-facts">' + "".join(f"<dt>{escape(a)}</dt><dd>{escape(b)}</dd>" for a, b in facts) + "</dl>")
    if takes_names(entrance.anonymity):  # type: ignore[arg-type]
        writing.line(now, "name", w.name, placeholder=w.name_hint)
    if entrance.full or now.get("full"):
        st.warning(w.full)
    with st.container(key="come-in"):
        st.button(w.come_in, type="primary", icon=":material/login:", width="stretch", on_click=come_in, key="join-now")
        st.button(w.other_code, type="tertiary", width="stretch", on_click=lambda: now.update(other=True))


# ---- inside


def _inside(mine: Mine, *, wrong: bool) -> None:
    w, room = words("join"), mine.room
    # in a place of its own: what is asked stands at the same place below, however much is said here, because a fragment is known
    # by its place, and a tap on one that has moved would be dropped
    with st.container(key="phone-top"):
        st.html(f'<p class="wb-room-name">{escape(clean(room.title) or w.unnamed)}</p>')
        if room.ended is not None or clock() >= room.expires:
            stage = None
            with st.expander(w.another_room, icon=":material/login:", expanded=wrong or _held()["wrong"]):
                _code_box(wrong=wrong)
            st.title(w.your_results, anchor=False)
        else:
            if wrong:
                _say_wrong()
            stage = _stage(mine)
            st.title(exercise.name_of(stage), anchor=False)
            if st.session_state.pop(_LATE, False):
                st.warning(w.too_late)
            if stage.round > 1 and takes_answers(room, stage, clock()):
                st.info(w.second_round, icon=":material/replay:")
    if stage is None:
        _own_results(mine)
        return
    if takes_answers(room, stage, clock()):
        _questions(mine, stage)
    elif may_see("phone", stage):
        _revealed(mine, stage, st.header)
    else:
        st.html(exercise.brief(stage, 2))
        icon = {"paused": ":material/pause:", "closed": ":material/lock:"}.get(stage.phase, ":material/hourglass_top:")
        st.info(getattr(w, f"phase_{stage.phase}"), icon=icon)
        _own(mine, stage)
    _leave(mine)


def _stage(mine: Mine) -> Stage:
    """The exercise on this phone: the host's, or at a free pace the one chosen here."""
    w, room, now = words("join"), mine.room, _held()
    places = on_a_phone(room)
    if len(places) == 1:
        return room.stages[places[0]]
    if now["at"] not in places:
        now["at"] = room.current

    said = {number: f"{number + 1} {exercise.name_of(room.stages[number])}" for number in places}
    done = {number: f"{name} ✓" for number, name in said.items() if _answered(mine, room.stages[number])}
    choice(now, "at", w.which, places, said | done, wrap=True)
    at: int = now["at"]
    return room.stages[at]


def _answered(mine: Mine, stage: Stage) -> bool:
    body, _ = mine.answers.get((stage.number, stage.round), ({}, 0))
    of = EXERCISES[stage.exercise]
    return of.finished(of.read(body))


@st.fragment
def _questions(mine: Mine, stage: Stage) -> None:
    """One question on a screen; every tap is stored and shown as it reads back."""
    w, held, of = words("join"), exercise.held_answers(mine.room, stage), EXERCISES[stage.exercise]
    if held.get("drawn") is not mine:
        # a full run has read the store
        held["drawn"] = mine
        body, changed = mine.answers.get((stage.number, stage.round), ({}, None))
        if held["stored"] and not body:  # the host has begun the exercise anew
            held["screen"] = None
        _take(held, stage, body, changed)
    now = held | {name: held["stored"].get(name) for name in held["unsaved"]}  # what counts is what was stored before
    body = {name: now[name] for name in of.answer.model_fields if now[name] is not None}
    pages = exercise.screens(stage, mine.person.seat, body)

    def first_open() -> int:
        return next((at for at, page in enumerate(pages) if any(one.name not in body for one in page.questions)), len(pages))

    if held["screen"] is None:  # whoever comes back goes on where something is open
        held["screen"] = first_open()
    at = min(held["screen"], len(pages))
    still_open = None
    if at == 0:
        st.html(exercise.brief(stage, 2))
    if at < len(pages):
        if len(pages) > 1:
            st.progress((at + 1) / len(pages), w.progress.format(at=at + 1, all=len(pages)))
        exercise.ask(stage, pages[at], held, _saver(mine, stage, held))
    else:
        finished = of.finished(of.read(body))
        still_open = None if finished else first_open()
        (st.success if finished else st.warning)(w.all_in if finished else w.some_open)
        st.html(exercise.own_answer(stage, mine.person.seat, body))
    _steps(held, pages, at, still_open)


def _steps(held: dict[str, Any], pages: Sequence[Screen], at: int, still_open: int | None) -> None:
    """The way back and on, or at the end to what is `still_open`, which waits for a text that is too long; and when it was stored."""
    w = words("join")

    def fits() -> bool:
        return at == len(pages) or exercise.fits(pages[at], held)

    def go(by: int) -> None:
        if fits():
            held["screen"] = min(max(at + by, 0), len(pages))

    with st.container(horizontal=True, key="steps"):
        # a button of its own on every screen: who taps again because the answer is slow skips no question
        if at:
            st.button(w.back, icon=":material/arrow_back:", on_click=go, args=(-1,), width="stretch", key=key(held, f"back:{at}"))
        look: dict[str, Any] = {"type": "primary", "icon": ":material/arrow_forward:", "width": "stretch"}
        if at < len(pages):
            st.button(w.next, on_click=go, args=(1,), key=key(held, f"next:{at}"), **look)
        elif still_open is not None:
            st.button(w.to_open, on_click=go, args=(still_open - at,), key=key(held, "to-open"), **look)
    if fits():
        _receipt(held["changed"])  # below what is tapped next, which must not move under the finger


def _saver(mine: Mine, stage: Stage, held: dict[str, Any]) -> exercise.Save:
    def save(name: str, value: Any) -> None:
        def store_it() -> None:
            try:
                stored = store().rooms.answer(mine.room.id, _device(), stage.number, stage.round, name, value)
            except (NotNow, ValueError):
                held["unsaved"].discard(name)
                held["drawn"] = None
                st.session_state[_LATE] = True
                st.rerun()
            held["unsaved"].discard(name)
            st.session_state[_TAPS] = stored.taps
            _take(held, stage, stored.body, stored.changed)

        held["unsaved"].add(name)
        attempt(store_it, of=f"answer:{mine.room.id}:{stage.number}:{stage.round}:{name}")

    return save


def _receipt(changed: int | None) -> None:
    """When the answer was stored, as the server knows."""
    if changed:
        st.html(f'<p class="wb-receipt">{escape(words("saved").saved.format(time=clock_time(changed)))}</p>')


def _take(held: dict[str, Any], stage: Stage, body: Any, changed: int | None) -> None:
    """What the store has, in the place of what is shown; a text that is stored with fewer spaces and lines stays as it is written."""
    for name in EXERCISES[stage.exercise].answer.model_fields:
        there, shown = body.get(name), held[name]
        same = str(shown) == str(there) or (isinstance(shown, str) and clean(shown, len(shown)) == there)
        if not same and name not in held["unsaved"]:
            held[name] = there
            anew(held, name)
    held["stored"], held["changed"] = body, changed


def _own(mine: Mine, stage: Stage) -> None:
    """One's own answers, round by round, to read; that there is none, or that one does not count, is said once it is too late."""
    w, of = words("join"), EXERCISES[stage.exercise]
    over = stage.phase not in ("waiting", "paused") or not mine.room.lives(clock())
    given = [(number, *mine.answers.get((stage.number, number), ({}, None))) for number in range(1, stage.round + 1)]
    if over and not any(body for _, body, _ in given):
        st.caption(w.none_given)
    for number, body, changed in given:
        if not body:
            continue
        if stage.round > 1:
            st.markdown(f"**{w.own_round.format(number=number)}**")
        st.html(exercise.own_answer(stage, mine.person.seat, body))
        if over and not of.finished(of.read(body)):
            st.caption(w.left_open)
        _receipt(changed)


def _revealed(mine: Mine, stage: Stage, heading: Callable[..., Any]) -> None:
    """What the room thinks, beside one's own answer."""
    w = words("join")
    heading(w.the_room, anchor=False)
    _result(mine.room, stage)
    heading(w.yours, anchor=False)
    _own(mine, stage)


def _result(room: Room, stage: Stage) -> None:
    answers = live.revealed(lambda: store().rooms.phone_answers(room.id, _device(), stage.number))
    found = exercise.result_of(room, stage, answers)
    if found is None:
        exercise.too_few(room)
    else:
        exercise.result(stage, found, pictures=False)


def _own_results(mine: Mine) -> None:
    """The end: everything of one's own, with what the room thought where it was revealed."""
    w, room = words("join"), mine.room
    st.markdown(w.your_results_lead)
    for stage in room.stages:
        if stage.phase == "waiting" and (stage.number, stage.round) not in mine.answers:  # neither room nor phone came to it
            continue
        st.header(f"{stage.number + 1} {exercise.name_of(stage)}", anchor=False)
        if may_see("phone", stage):
            _revealed(mine, stage, st.subheader)
        else:
            _own(mine, stage)
    _leave(mine)


def _leave(mine: Mine) -> None:
    """Who is in under which name, and the way out."""
    w, room, person = words("join"), mine.room, mine.person

    def leave() -> None:
        if attempt(lambda: store().rooms.leave(room.id, _device()), of=f"leave:{room.id}"):
            st.query_params.pop("code", None)

    with st.container(horizontal=True, vertical_alignment="center", key="leave"):
        st.caption(w.in_as.format(name=clean(person.name)) if person.name else w.in_nameless)
        with st.popover(w.leave):
            st.markdown(w.leave_what)
            st.button(w.leave_now, on_click=leave, key="leave-now")
