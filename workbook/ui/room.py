"""A workshop room before it is led: its agenda, its promises, and the rooms there are."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import Any, Final

import streamlit as st

from workbook.content import book
from workbook.exercises import AGENDAS, EXERCISES
from workbook.links import new_id
from workbook.room import ANONYMITIES, FLOOR, FLOORS, SPOKEN, Plan
from workbook.store.rooms import Host
from workbook.text import SIGNS, clean
from workbook.ui import exercise, prose, writing
from workbook.ui.cookies import GRANTS
from workbook.ui.identity import grant, own, owner
from workbook.ui.inputs import choice, kept, pick, plain_number
from workbook.ui.saved import attempt, date, saving, store
from workbook.ui.session import KEPT, inputs, language, words
from workbook.value import MOST

ROOM: Final = "room"


def host() -> Host:
    """Who leads here: the owner of this browser, and a co-host's link where one brought the reader."""
    return Host(owner(), grant(GRANTS["host"]))


def held() -> dict[str, Any]:
    """The room that is led here, whether a co-host's link was asked for it, and what the next one shall be."""
    return inputs(
        ROOM,
        lambda: {
            "id": None,
            "asked": False,
            "title": "",
            "agenda": "ninety",
            "own": list(EXERCISES),
            "spoken": "both",
            "floor": FLOOR,
            "anonymity": "nobody",
            "pace": "follow",
            "product": "",
            "worth": 5000.0,
            "currency": "CNY",
            "account": "",
            "sides": "in_turn",
            "predict": False,
            "case": book().room.cases[0].id,
            "new": new_id(),
        },
    )


def front() -> None:
    """A room to open, with its agenda and its promises, and the rooms there are."""
    w, now = words("room"), held()
    st.title(w.title, anchor=False)
    st.markdown(w.lead)
    agendas = [*AGENDAS, "own"]
    choice(now, "agenda", w.agenda, agendas, lambda one: getattr(w, f"agenda_{one}"), width="content")
    if now["agenda"] == "own":
        lang = language()
        st.pills(
            w.own_order,
            list(EXERCISES),
            selection_mode="multi",
            default=now["own"],
            format_func=lambda one: exercise.says(one).name,
            help=w.own_order_help,
            **kept(now, "own", key_end=lang),
        )
    names = [exercise.says(one).name for one in _chosen(now)]
    minutes = {} if now["agenda"] == "own" else dict(AGENDAS[now["agenda"]])
    said = "".join(
        f"<li>{escape(name)}{f' <small>{escape(w.minutes.format(minutes=minutes[one]))}</small>' if one in minutes else ''}</li>"
        for one, name in zip(_chosen(now), names, strict=True)
    )
    st.html(f'<ol class="wb-agenda-list">{said}</ol>' if said else f"<p>{escape(w.nothing_chosen)}</p>")
    writing.line(now, "title", w.name, placeholder=w.name_hint)
    choice(now, "anonymity", w.anonymity, list(ANONYMITIES), lambda one: getattr(w, f"anonymity_{one}"), width="content", wrap=True)
    st.caption(w.anonymity_help)
    if not st.session_state[KEPT]:
        st.warning(w.no_cookies, icon=":material/cookie_off:")
    st.button(w.open_room, type="primary", icon=":material/door_open:", disabled=not said, on_click=_open, key="open-room")
    with st.expander(w.more):
        _settings(now)
    _list()


def _chosen(now: dict[str, Any]) -> list[str]:
    return list(now["own"]) if now["agenda"] == "own" else [name for name, _ in AGENDAS[now["agenda"]]]


def _settings(now: dict[str, Any]) -> None:
    w, lang = words("room"), language()
    left, right = st.columns(2)
    with left:
        choice(now, "spoken", w.spoken, list(SPOKEN), lambda one: getattr(w, f"spoken_{one}"))
        choice(now, "pace", w.pace, ["follow", "free"], lambda one: getattr(w, f"pace_{one}"))
    with right:
        st.slider(w.floor, FLOORS[0], FLOORS[-1], now["floor"], help=w.floor_help, **kept(now, "floor"))
    chosen = _chosen(now)
    if "perception" in chosen:
        st.html(prose.heading(exercise.says("perception").name, 2))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            writing.line(now, "product", w.product, placeholder=w.product_hint)
            plain_number(now, "worth", w.worth, least=1.0, most=float(MOST), step=500.0)
            pick(now, "currency", w.currency, {code: f"{code} {sign}" for code, sign in SIGNS.items()})
    if "canvas" in chosen:
        st.html(prose.heading(exercise.says("canvas").name, 2))
        writing.line(now, "account", w.account, placeholder=w.account_hint)
        choice(now, "sides", w.sides, ["in_turn", "chosen"], lambda one: getattr(w, f"sides_{one}"), width="content")
        st.toggle(w.predict, now["predict"], **kept(now, "predict"))
    if "method" in chosen:
        st.html(prose.heading(exercise.says("method").name, 2))
        pick(now, "case", w.case, {one.id: one.name[lang] for one in book().room.cases})


def _plan(now: dict[str, Any]) -> Plan:
    settings: dict[str, dict[str, Any]] = {
        "perception": {"product": clean(now["product"])} | {name: now[name] for name in ("worth", "currency")},
        "canvas": {"account": clean(now["account"])} | {name: now[name] for name in ("sides", "predict")},
        "method": {"case": now["case"]},
    }
    stages = tuple((name, settings.get(name, {})) for name in _chosen(now))
    return Plan(clean(now["title"]), now["spoken"], int(now["floor"]), now["anonymity"], now["pace"], stages)


def _open() -> None:
    now, asked = held(), {"perception": "product", "canvas": "account"}
    if not all(writing.fits(now[name]) for name in ("title", *(asked[one] for one in _chosen(now) if one in asked))):
        return
    if attempt(lambda: store().rooms.create(own(), now["new"], _plan(now)), of=f"room:{now['new']}"):
        now.update(id=now["new"], new=new_id())


def _list() -> None:
    """The rooms there are: go on, or delete one's own."""
    w, now = words("room"), held()
    lines = store().rooms.of_host(host())
    if not lines:
        return
    st.header(w.my_rooms, anchor=False)
    for line in lines:
        with st.container(horizontal=True, vertical_alignment="center", border=True, key=f"room-{line.id}"):
            state = w.ended if line.ended else w.living.format(code=line.code or "")
            if not line.own:
                state = f"{state} · {w.led}"
            about = w.line.format(date=date(line.created), people=line.people)
            st.html(
                f'<p class="wb-room-line"><strong>{escape(clean(line.title) or words("join").unnamed)}</strong><br>'
                f"<small>{escape(about)} · {escape(state)}</small></p>"
            )
            st.button(w.lead_on, key=f"lead-{line.id}", on_click=lambda one=line.id: now.update(id=one))
            if line.own:
                with st.popover(w.delete, icon=":material/delete:"):
                    st.markdown(w.delete_what)
                    st.button(w.delete_now, key=f"delete-{line.id}", on_click=saving(partial(_delete, line.id), of=f"room:{line.id}"))


def _delete(room_id: str) -> None:
    store().rooms.delete(own(), room_id)
