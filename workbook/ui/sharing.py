"""Links out of an account: a questionnaire for the customer, a report for readers. Each is shown once and can be revoked."""

from __future__ import annotations

from typing import Any

import streamlit as st

from workbook.accounts import Account
from workbook.links import PARTS, TERMS, Kind, Link, clock, expiry, new_secret
from workbook.text import clean
from workbook.ui import board, scenarios, writing
from workbook.ui.identity import own
from workbook.ui.inputs import choice, instead, kept, key, pick
from workbook.ui.saved import attempt, date, doubled, end, read, store
from workbook.ui.session import address, inputs, language, words

_MADE = "made_link"


def _fresh() -> dict[str, Any]:
    return {
        "kind": "questionnaire",
        "label": "",
        "asker": "",
        "several": False,
        "term": "30",
        "parts": [part for part in PARTS if part not in ("evidence", "scenario", "plan")],
        "scenario": None,
        "secret": new_secret(),
    }


def links() -> None:
    """Make links for the account on the board, and see who used them."""
    w, found = words("links"), board.records()
    if found is None:
        st.caption(w.not_example if board.held()["example"] else w.first_rate)
        return
    of = found[0]
    now = inputs(f"link_form:{of.id}", _fresh)
    choice(now, "kind", w.kind, ["questionnaire", "report"], lambda kind: getattr(w, f"kind_{kind}"), width="content")
    kind: Kind = now["kind"]
    st.markdown(getattr(w, f"about_{kind}"))
    left, right = st.columns(2)
    with left:
        writing.line(now, "label", w.label, placeholder=getattr(w, f"label_{kind}"))
    with right:
        if kind == "questionnaire":
            writing.line(now, "asker", w.asker, placeholder=w.asker_hint)
    if kind == "questionnaire":
        st.toggle(w.several, now["several"], help=w.several_help, **kept(now, "several"))
    else:
        _parts(now)
    choice(
        now, "term", w.term, list(TERMS), lambda term: w.term_never if term == "never" else w.term_days.format(days=term), width="content"
    )
    if lack := now.pop("lacks", ""):
        st.warning(getattr(w, lack))
    st.button(w.make, key=key(now, "make"), type="primary", icon=":material/add_link:", on_click=_make, args=(of, now))
    made = st.session_state.get(_MADE)
    if made and made[0] == of.id:
        st.success(w.made)
        st.code(address(f"{'q' if made[1] == 'questionnaire' else 's'}/{made[2]}", {}), language=None, wrap_lines=True)
    _list(of)


def _parts(now: dict[str, Any]) -> None:
    w, lang = words("links"), language()
    st.pills(
        w.parts,
        PARTS,
        selection_mode="multi",
        default=now["parts"],
        format_func=lambda part: getattr(w, f"part_{part}"),
        **kept(now, "parts", key_end=lang),
    )
    if "scenario" in now["parts"]:
        saved = {one.id: clean(one.name) for one in scenarios.saved()}
        if saved:
            pick(now, "scenario", w.scenario, saved)
        else:
            st.caption(w.no_scenarios)


def _make(of: Account, now: dict[str, Any]) -> None:
    kind, secret = now["kind"], now["secret"]

    def save() -> None:
        store().links.create(
            own(),
            of.id,
            kind,
            secret,
            label=clean(now["label"]),
            asker=clean(now["asker"]),
            several=now["several"] and kind == "questionnaire",
            expires=expiry(now["term"], clock()),
            parts=tuple(now["parts"]) if kind == "report" else (),
            scenario_id=now["scenario"] if kind == "report" and "scenario" in now["parts"] else None,
        )

    if kind == "report" and (not now["parts"] or ("scenario" in now["parts"] and not now["scenario"])):
        now["lacks"] = "no_deal" if now["parts"] else "no_parts"
        return
    if doubled(f"link:{kind}") or not (writing.fits(now["label"]) and writing.fits(now["asker"])):
        return
    if attempt(save, of=f"link:{kind}"):
        st.session_state[_MADE] = (of.id, kind, secret)
        st.session_state[f"link_form:{of.id}"] = instead(now, _fresh() | {"kind": kind, "asker": now["asker"]})


def _list(of: Account) -> None:
    """The account's links with their last use."""
    w, made = words("links"), read(f"links:{of.id}", lambda: store().links.of_account(own(), of.id))
    if not made:
        return
    st.subheader(w.list, anchor=False)
    for one in made:
        with st.container(horizontal=True, vertical_alignment="center", key=f"link-{one.id}", border=True):
            with st.container(width="stretch", gap=None):
                st.text(clean(one.label) or w.unlabelled)
                st.caption(f"{getattr(w, f'listed_{one.kind}')} · {_state(one)}")
            if one.works(clock()):
                st.button(w.revoke, key=f"revoke-{one.id}", icon=":material/link_off:", on_click=_revoke, args=(one.id,))


def _state(one: Link) -> str:
    w = words("links")
    used = w.used.format(count=one.uses, date=date(one.last_used)) if one.last_used else w.unused
    if one.revoked:
        return f"{w.revoked.format(date=date(one.revoked))} · {used}"
    until = w.for_ever if one.expires is None else (w.until if one.works(clock()) else w.expired).format(date=end(one.expires))
    return f"{until} · {used}"


def _revoke(link_id: str) -> None:
    attempt(lambda: store().links.revoke(own(), link_id), of=f"revoke:{link_id}")
