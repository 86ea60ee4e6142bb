"""A read-only report: the parts that its sharer chose, and nothing that leads further."""

from __future__ import annotations

from contextlib import suppress
from html import escape
from typing import Final

import streamlit as st

from workbook.links import Kind, digest
from workbook.store import Forbidden, Unavailable
from workbook.store.links import Report
from workbook.text import clean, sentences
from workbook.ui import actions, horizons, results, room_report, scenarios, take_along
from workbook.ui.cookies import GRANTS, REFERENCE
from workbook.ui.identity import grant
from workbook.ui.plan import Shown, in_order
from workbook.ui.saved import end, store
from workbook.ui.session import inputs, language, words

_SECONDS: Final = 4


def show() -> None:
    """The report of the link that brought the reader here, or the one answer to every link that opens nothing."""
    secret = grant(GRANTS["report"])
    if store().rooms.works(secret, "report"):
        room_report.show(secret)
        return
    try:
        found = store().links.report(secret)
        count_visit(secret, "report")
    except Forbidden:
        ended()
        return
    _watch(secret)
    _body(found)
    take_along.report(secret, found)


@st.fragment(run_every=_SECONDS)
def _watch(secret: str) -> None:
    """Ends an open report soon after its link was revoked or has expired."""
    with suppress(Unavailable):
        if not store().links.works(secret, "report"):
            st.rerun()


def count_visit(secret: str, kind: Kind) -> None:
    """Note once in a visit that a link was opened. A store that can only be read shows the page all the same."""
    place = f"opened:{kind}:{digest(secret)}"
    if place not in st.session_state:
        with suppress(Unavailable):
            store().links.opened(secret, kind)
            st.session_state[place] = True


def ended() -> None:
    """What everybody sees whose link opens nothing, or whose address stood in for a cookie until the server was started again."""
    w = words("frame")
    outlived = REFERENCE in st.query_params and not any(map(grant, GRANTS.values()))
    st.title(w.link_again if outlived else w.link_ended, anchor=False)
    st.markdown(w.link_again_help if outlived else w.link_ended_help)


def _plan(found: Shown) -> None:
    """The vision and the actions; what they cost and bring is between the two sides."""
    horizons.vision(found)
    actions.cards(found, [one.id for one in found.actions])


def _body(found: Report) -> None:
    w, link = words("shared"), found.link
    st.title(w.title, anchor=False)
    st.html(f"<p class='wb-report-name'>{escape(clean(found.account.name) or w.unnamed)}</p>")
    until = w.until.format(date=end(link.expires)) if link.expires else w.for_ever
    st.caption(sentences((w.read_only, until), language()))
    if clean(link.label):
        st.text(clean(link.label))
    view = results.of_assessments(found.assessments, found.account.round)
    if "trend" not in link.parts:
        view = view._replace(past=())
    if not view.found.rated:
        st.info(w.nothing_yet)
    else:
        if "fit" in link.parts:
            results.fit(view)
        if "pictures" in link.parts:
            st.header(words("triple_fit").results, anchor=False)
            results.pictures(view, inputs("report", lambda: {"look": "radar"}), with_history="trend" in link.parts)
        elif "trend" in link.parts:
            results.history(view)
        if "evidence" in link.parts:
            st.header(words("triple_fit").evidence, anchor=False)
            results.evidence(view)
    if found.plan and (found.plan.vision or found.actions):
        st.header(w.plan, anchor=False)
        _plan(Shown(None, view, found.plan, in_order(one for one in found.actions if one.counts)))
    if found.scenario:
        st.header(w.deal, anchor=False)
        scenarios.table([found.scenario])
