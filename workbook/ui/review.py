"""The review of a plan: its rhythm, its next day, a calendar file, and what has changed since the last one."""

from __future__ import annotations

from datetime import date as calendar_day
from html import escape
from typing import Any

import streamlit as st

from workbook.exports.given import score
from workbook.exports.names import file_name
from workbook.ics import Day, ics
from workbook.links import clock
from workbook.plan import RHYTHMS, Difference, Plan, since, snapshot
from workbook.text import clean, day, labelled
from workbook.ui import board, prose, take_along
from workbook.ui.identity import own
from workbook.ui.inputs import choice
from workbook.ui.plan import Shown, element_name, refresh
from workbook.ui.saved import attempt, date, here, store, today
from workbook.ui.session import language, words


def body(found: Shown) -> None:
    """When both sides look again, and what they will see."""
    w, lang, plan = words("plan"), language(), found.plan
    now = here(clock())
    on = plan.next_review(now)
    said = w.overdue.format(date=day(on, lang)) if on < now.date() else day(on, lang)
    if found.account:
        _rhythm(found)
    last = date(plan.reviewed.at) if plan.reviewed else w.never_reviewed
    st.html(
        f'<dl class="wb-known"><dt>{escape(w.next_review)}</dt><dd><strong>{escape(said)}</strong></dd>'
        f"<dt>{escape(w.last_review)}</dt><dd>{escape(last)}</dd></dl>"
    )
    with st.container(horizontal=True, key="review"):
        st.download_button(
            w.download,
            calendar(found),
            file_name(words("take_along").file_plan, _name(found), today(), suffix="ics"),
            "text/calendar",
            icon=":material/event:",
            help=w.download_help,
            on_click="ignore",
        )
        take_along.plan()
        if found.account:
            st.button(w.reviewed_today, icon=":material/task_alt:", on_click=_review, args=(found,))
    if found.account:
        st.html(prose.heading(w.since))
        _since(found)


def calendar(found: Shown) -> bytes:
    """The next review and what is due, as a calendar file in the reader's language."""
    w, plan = words("plan"), found.plan
    account, of = _name(found) or w.unnamed, found.account.id if found.account else "example"
    known = "" if found.account else f"{words('take_along').example}\n"
    days = [Day(f"review-{of}", plan.next_review(here(clock())), w.event_review.format(account=account), known + w.event_review_text)]
    days += [
        Day(
            f"action-{one.id}",
            one.due,
            w.event_due.format(text=one.text, account=account),
            known + w.event_due_text.format(owner=one.owner or w.none_yet, indicator=one.indicator or w.none_yet),
        )
        for one in found.actions
        if one.due and one.status in ("open", "under_way")
    ]
    return ics(days, name=labelled(w.title, account, language()), lang=language(), stamp=clock())


def _name(found: Shown) -> str:
    return clean(found.account.name if found.account else board.held()["name"])


def _rhythm(found: Shown) -> None:
    w, plan = words("plan"), found.plan
    name = f"rhythm:{plan.account}:{plan.version}"
    chosen: dict[str, Any] = {name: plan.rhythm}
    options = sorted({*RHYTHMS, plan.rhythm})
    choice(
        chosen,
        name,
        w.rhythm,
        options,
        lambda days: w.days.format(days=days),
        then=lambda: _change(plan, rhythm=chosen[name]),
        width="content",
        wrap=True,
    )


def _review(found: Shown) -> None:
    _change(found.plan, reviewed=snapshot(clock(), found.actions, found.view.found))


def _change(plan: Plan, **values: Any) -> None:
    """Store a rhythm or a review; the last one to say so decides."""

    def save() -> None:
        store().plans.change(own(), plan.account, plan.version, **values)
        refresh(plan.account)

    def again(current: Plan) -> None:  # only something else was changed, or it is to be this now
        _change(current, **values)

    attempt(save, clash=again, of=f"review:{plan.account}")


def _since(found: Shown) -> None:
    w, plan = words("plan"), found.plan
    if plan.reviewed is None:
        st.caption(w.since_never)
        return
    changes = since(plan.reviewed, found.actions, found.view.found)
    if not changes:
        st.caption(w.since_nothing)
        return
    rows = [
        (escape(_what(one)), escape(getattr(w, f"kind_{one.kind}")), escape(_said(one, one.before)), escape(_said(one, one.after)))
        for one in changes
    ]
    st.html(prose.table((w.what, w.change, w.before, w.after), rows, css="wb-stack"))


def _what(one: Difference) -> str:
    return element_name(one.what) if one.kind in ("supplier", "customer") else one.what  # type: ignore[arg-type]


def _said(one: Difference, value: Any) -> str:
    w = words("plan")
    if value is None:
        return str(w.none_yet)
    if one.kind == "text":
        return str(value)
    if one.kind in ("supplier", "customer"):
        return score(value, language())
    if one.kind == "due":
        return day(calendar_day.fromisoformat(value), language())
    return str(getattr(w, value if one.kind == "horizon" else f"status_{value}"))
