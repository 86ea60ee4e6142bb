"""The host's desk: lead a room exercise by exercise, and take its results along."""

from __future__ import annotations

from html import escape
from typing import Any, Final, Literal

import streamlit as st

from workbook.content import book
from workbook.exercises import EXERCISES
from workbook.exports.names import file_name
from workbook.exports.room import workbook_of
from workbook.links import clock, new_id, new_secret
from workbook.room import Counts, Given, NotNow, Plan, Room, Stage, Step, allows, may_know_names, told_phase
from workbook.store import Forbidden
from workbook.store.rooms import Door
from workbook.text import clean
from workbook.ui import exercise, live, notes, take_along
from workbook.ui.identity import own, owner
from workbook.ui.inputs import choice
from workbook.ui.room import front, held, host
from workbook.ui.saved import attempt, doubled, store, today
from workbook.ui.session import address, language, words
from workbook.ui.venue import qr, venue

_ADDRESS: Final = "room"
_MADE: Final = "room_links"
_STEPPED: Final = "room_stepped"
_RESET: Final = "reset-{}"
_MAIN: Final[dict[str, Step]] = {"waiting": "open", "open": "reveal", "paused": "open", "closed": "reveal"}
"""The step that comes next, from each phase."""
_ICONS: Final[dict[Step, str]] = {
    "open": ":material/play_arrow:",
    "pause": ":material/pause:",
    "close": ":material/lock:",
    "reveal": ":material/visibility:",
    "hide": ":material/visibility_off:",
    "again": ":material/replay:",
    "first": ":material/undo:",
}


def show() -> None:
    """The room that is led here, or the way to open one."""
    now = held()
    if not now["asked"]:  # once: a reload comes back to its desk, and a co-host's address begins a visit
        now.update(id=st.query_params.get(_ADDRESS) or store().rooms.led_by(host()), asked=True)
    if now["id"]:
        try:
            room, counts = store().rooms.hosted(host(), now["id"])
        except Forbidden:
            now["id"] = None
            st.info(words("room").gone)
        else:
            if st.query_params.get(_ADDRESS) != room.id:
                st.query_params[_ADDRESS] = room.id
            _desk(room, counts)
            live.wall(room)
            return
    st.query_params.pop(_ADDRESS, None)
    front()


def _desk(room: Room, counts: Counts) -> None:
    w, stage = words("room"), room.stage
    _top(room, counts)
    left, right = st.columns([3, 2], gap="large")
    with left:
        with st.container(key="desk-now"):
            st.header(f"{stage.number + 1}/{len(room.stages)} {exercise.name_of(stage)}", anchor=False)
            _phase(room, counts)
        _steps(room, stage)
        answers = store().rooms.host_answers(host(), room.id, stage.number)
        if EXERCISES[stage.exercise].moderated:
            _moderation(room, stage, answers)
        _preview(room, stage, answers)
    with right:
        st.subheader(w.agenda, anchor=False)
        _agenda(room)
        st.html(f'<div class="wb-host-brief">{exercise.brief(stage)}</div>')
        with st.expander(w.notes, icon=":material/co_present:"):
            notes.beside(book().room.note(stage.exercise))
        with st.expander(w.links):
            _links(room)
        with st.expander(w.take_along):
            _take_along(room)
    _end(room)


def _top(room: Room, counts: Counts) -> None:
    """The code, how many are in, and the wall."""
    w, here = words("room"), venue()
    with st.container(horizontal=True, vertical_alignment="center", key="desk-top"):
        picture = way = ""
        if room.code and room.lives(clock()):
            said = words("present").qr_alt.format(address=here.spoken)
            picture = f'<img src="{qr(here.to(f"j/{room.code}"))}" alt="{escape(said, quote=True)}">'
            way = f'<p>{escape(here.spoken)}/join · <b class="wb-code">{escape(room.code)}</b></p>'
        st.html(
            f'<div class="wb-desk">{picture}<div><h1>{escape(clean(room.title) or words("join").unnamed)}</h1>{way}'
            f"<p>{escape(getattr(w, f'promise_{room.anonymity}').format(floor=room.floor))}</p></div></div>"
        )
        with st.container(key="counts"):
            st.metric(w.in_the_room, counts.present)
        st.link_button(w.wall, _wall(room), icon=":material/tv:", type="primary")
    if way and not here.reaches:
        st.warning(w.unreachable.format(address=here.spoken), icon=":material/wifi_off:")


def _wall(room: Room) -> str:
    """The wall's address; one link a visit, because only its hash is stored."""
    made = st.session_state.setdefault(_MADE, {})
    if room.id not in made:
        made[room.id] = new_secret()
        store().rooms.new_link(host(), room.id, "wall", made[room.id])
    return address(f"w/{made[room.id]}", {"lang": language() if room.spoken == "both" else room.spoken})


def _phase(room: Room, counts: Counts) -> None:
    w, stage = words("room"), room.stage
    said = w.answers.format(answered=counts.answered, present=counts.present)
    if counts.stored > counts.answered:
        said += " " + w.answers_left.format(count=counts.stored - counts.answered)
    phase = getattr(w, f"phase_{told_phase(room, stage, clock())}")
    if stage.round > 1:
        phase = f"{phase} · {w.round_two}"
    st.html(f'<p class="wb-phase"><b>{escape(phase)}</b> {escape(said)}</p>')


def _steps(room: Room, stage: Stage) -> None:
    """What can be done now: the next step first."""
    w, rounds, of = words("room"), EXERCISES[stage.exercise].rounds, f"step:{room.id}:{stage.number}"
    if not room.lives(clock()):
        st.info(w.is_ended)
        st.button(w.reopen, icon=":material/door_open:", on_click=_acting(lambda: store().rooms.reopen(host(), room.id), f"end:{room.id}"))
        return
    main = _MAIN.get(stage.phase) or ("again" if allows(stage, "again", rounds) else None)
    possible = [step for step in _ICONS if allows(stage, step, rounds)]
    with st.container(horizontal=True, key="host-steps"):
        for step in sorted(possible, key=lambda one: one != main):
            label = w.step_resume if step == "open" and stage.phase != "waiting" else getattr(w, f"step_{step}")
            look: Literal["primary", "secondary"] = "primary" if step == main else "secondary"
            act = _acting(lambda step=step: store().rooms.step(host(), room.id, stage.number, step), of, main=step == main)
            st.button(label, icon=_ICONS[step], type=look, key=f"step-{step}", on_click=act)
    with st.container(horizontal=True, key="host-moves"):
        go = [(w.previous, ":material/arrow_back:", -1), (w.following, ":material/arrow_forward:", 1)]
        for label, icon, by in go:
            there = stage.number + by
            act = _acting(lambda there=there: store().rooms.go(host(), room.id, there), f"go:{room.id}")
            # a button of its own in every exercise: who taps again because the answer is slow skips none
            st.button(label, icon=icon, disabled=not 0 <= there < len(room.stages), on_click=act, key=f"go{by}:{stage.number}")
        # one of its own in every exercise: where a co-host goes on, none stays open over another
        with st.popover(w.reset, icon=":material/restart_alt:", key=_RESET.format(stage.number), on_change="rerun"):
            st.markdown(w.reset_what)
            st.button(w.reset_now, on_click=_acting(lambda: _reset(room, stage), of), key="reset-now")


def _reset(room: Room, stage: Stage) -> None:
    store().rooms.reset(host(), room.id, stage.number)
    st.session_state[_RESET.format(stage.number)] = False  # else it stays open: whoever taps again deletes what has come in since


def _acting(act: Any, of: str, *, main: bool = False) -> Any:
    """A callback for a host's act, `of` as in `attempt`; one that came too late does nothing, and the page shows what is.

    The button of a `main` step stands where the one before it stood, so the second of a double tap takes no second step.
    """

    def tapped() -> None:
        if main and st.session_state.get(_STEPPED) == of and doubled(of):
            return
        st.session_state[_STEPPED] = of if main else None

        def save() -> None:
            try:
                act()
            except NotNow:
                st.session_state["not_now"] = True

        attempt(save, of=of)

    return tapped


def _preview(room: Room, stage: Stage, answers: tuple[Given, ...]) -> None:
    w = words("room")
    st.subheader(w.on_the_wall if stage.phase == "revealed" else w.before_the_wall, anchor=False)
    found = exercise.result_of(room, stage, answers)
    nameless = tuple(one._replace(name="") for one in answers)
    seen = found if may_know_names("wall", room.anonymity) else exercise.result_of(room, stage, nameless)
    if found is None or seen is None:
        exercise.too_few(room)
        return
    who, pictures = host(), exercise.result(stage, seen)

    def there() -> tuple[Room, tuple[Given, ...]]:
        return store().rooms.hosted(who, room.id)[0], store().rooms.host_answers(who, room.id, stage.number)

    take_along.of_exercise(room, stage, found, pictures, there)


def _moderation(room: Room, stage: Stage, answers: tuple[Given, ...]) -> None:
    """Texts to let through, one by one; hidden until then."""
    w = words("room")
    st.subheader(w.texts, anchor=False)
    if len(answers) < room.floor:
        exercise.too_few(room)
        return
    st.caption(w.texts_help)
    for one in answers:
        read = EXERCISES[stage.exercise].read(one.body)
        about = [exercise.shown("element", read.element, stage), *([clean(one.name)] if one.name else [])]
        with st.container(horizontal=True, vertical_alignment="center", key=f"text-{one.participant}"):
            st.html(
                f'<p class="wb-text{"" if one.shown else " wb-hidden"}">{escape(read.text)} <small>{escape(" · ".join(about))}</small></p>'
            )
            of = f"show:{room.id}:{stage.number}:{one.participant}"
            change = _acting(lambda one=one: store().rooms.show(host(), room.id, stage.number, one, shown=not one.shown), of)
            label, icon = (w.text_hide, ":material/visibility_off:") if one.shown else (w.text_show, ":material/visibility:")
            st.button(label, icon=icon, key=f"show-{one.participant}", on_click=change)


def _agenda(room: Room) -> None:
    """The whole agenda, to jump to, and the pace."""
    w = words("room")
    pace = f"pace-{room.pace}"  # a widget for each state, because a co-host may change it too
    now: dict[str, Any] = {pace: room.pace}
    with st.container(key="agenda"):
        for stage in room.stages:
            act = _acting(lambda number=stage.number: store().rooms.go(host(), room.id, number), f"go:{room.id}")
            look: Literal["primary", "tertiary"] = "primary" if stage.number == room.current else "tertiary"
            label = f"{stage.number + 1} {exercise.name_of(stage)} · {getattr(w, f'phase_{told_phase(room, stage, clock())}')}"
            st.button(label, key=f"stage-{stage.number}", type=look, width="stretch", on_click=act)

    def paced() -> None:
        _acting(lambda: store().rooms.set_pace(host(), room.id, now[pace]), f"pace:{room.id}")()

    choice(now, pace, w.pace, ["follow", "free"], lambda one: getattr(w, f"pace_{one}"), then=paced)


def _links(room: Room) -> None:
    """A co-host's link and a report's, each shown once; and a way to end all three kinds."""
    w = words("room")
    made = st.session_state.setdefault(_MADE, {})
    for kind, path in (("host", "h"), ("report", "s")):
        at = f"{room.id}:{kind}"
        st.markdown(getattr(w, f"link_{kind}"))
        if at in made:
            st.code(address(f"{path}/{made[at]}", {}), language=None, wrap_lines=True)
        with st.container(horizontal=True):
            st.button(w.link_make, key=f"make-{kind}", icon=":material/add_link:", on_click=_make(room, kind, at))  # type: ignore[arg-type]
            st.button(w.link_end, key=f"end-{kind}", icon=":material/link_off:", on_click=_revoke(room, kind, at))  # type: ignore[arg-type]
    st.markdown(w.link_wall)
    st.button(w.link_end, key="end-wall", icon=":material/link_off:", on_click=_revoke(room, "wall", room.id))


def _make(room: Room, kind: Door, at: str) -> Any:
    def make() -> None:
        secret = new_secret()
        if attempt(lambda: store().rooms.new_link(host(), room.id, kind, secret), of=f"link:{at}"):
            st.session_state[_MADE][at] = secret

    return make


def _revoke(room: Room, kind: Door, at: str) -> Any:
    def revoke() -> None:
        if attempt(lambda: store().rooms.revoke_links(host(), room.id, kind), of=f"revoke:{at}"):
            st.session_state[_MADE].pop(at, None)

    return revoke


def _take_along(room: Room) -> None:
    """The raw answers as a spreadsheet, within the room's promises."""
    w, lang, who = words("room"), language(), host()
    st.markdown(w.xlsx_what.format(floor=room.floor))

    def made() -> bytes:
        answers = {stage.number: store().rooms.host_answers(who, room.id, stage.number) for stage in room.stages}
        return workbook_of(room, answers, lang)

    called = file_name(w.xlsx_name, room.title, today(), suffix="xlsx")
    st.download_button(w.xlsx, made, file_name=called, icon=":material/download:", on_click="ignore", key="xlsx")


def _end(room: Room) -> None:
    w, now = words("room"), held()
    with st.container(horizontal=True, key="desk-end"):
        st.button(w.all_rooms, icon=":material/list:", on_click=lambda: now.update(id=None), key="all-rooms")
        if room.ended is None and clock() < room.expires:
            with st.popover(w.end, icon=":material/door_front:"):
                st.markdown(w.end_what)
                st.button(
                    w.end_now, type="primary", on_click=_acting(lambda: store().rooms.end(host(), room.id), f"end:{room.id}"), key="end-now"
                )
        if owner():
            st.button(w.same_again, icon=":material/content_copy:", on_click=_again(room), key="same-again")


def _again(room: Room) -> Any:
    """The same agenda with another group."""

    def again() -> None:
        now, fresh = held(), new_id()
        stages = tuple((stage.exercise, stage.settings) for stage in room.stages)
        plan = Plan(room.title, room.spoken, room.floor, room.anonymity, room.pace, stages)
        if not doubled("same-again") and attempt(lambda: store().rooms.create(own(), fresh, plan), of="same-again"):
            now.update(id=fresh)

    return again
