"""The plan over time: the shared vision, the timeline, the radar of its targets, and what earlier promises came to."""

from __future__ import annotations

from fractions import Fraction
from html import escape
from typing import Any

import streamlit as st

from workbook.charts.course import corners, course
from workbook.charts.timeline import timeline
from workbook.content.canvas import ELEMENTS, SIDES, ElementId
from workbook.exports.given import score
from workbook.plan import HORIZONS, MARKS, Action, Plan, Promise, promises
from workbook.plan import course as course_of
from workbook.text import clean_lines, listed
from workbook.ui import prose, writing
from workbook.ui.identity import own
from workbook.ui.inputs import choice
from workbook.ui.pictures import draw
from workbook.ui.plan import Shown, element_name, held, refresh
from workbook.ui.saved import Clash, attempt, store
from workbook.ui.session import inputs, language, words


def body(found: Shown) -> None:
    """Vision and pictures."""
    w, now = words("plan"), held()
    vision(found)
    kept = promises(found.view.found, found.actions, found.view.round)
    looks: dict[str, Any] = {"timeline": lambda: _timeline(found), "course": lambda: _course(found)}
    if kept:
        looks["promised"] = lambda: _promised(found, kept)
    if now["look"] not in looks:
        now["look"] = "timeline"
    with st.container(key="pictures"):
        choice(
            now,
            "look",
            w.look,
            list(looks),
            lambda look: getattr(w, f"look_{look}"),
            label_visibility="collapsed",
            width="content",
            wrap=True,
        )
        looks[now["look"]]()


# ---- the vision


def vision(found: Shown) -> None:
    """The vision, to be written or, where there is no account to change, to be read."""
    w, plan = words("plan"), found.plan
    if found.account is None:
        if not plan.vision:
            return
        st.html(f'<p class="wb-vision"><small>{escape(w.shared_vision)}</small> {writing.typed(plan.vision)}</p>')
        return
    typed = inputs(f"plan_vision:{plan.account}", lambda: {"vision": plan.vision, "shown": plan.vision})
    if typed["shown"] != plan.vision:  # stored here or elsewhere
        typed.update(vision=plan.vision, shown=plan.vision)

    def save() -> None:
        if writing.fits(typed["vision"], writing.NOTE):
            _keep(plan, clean_lines(typed["vision"], writing.NOTE), typed)

    end = f"{plan.account}:{plan.version}"
    writing.lines(typed, "vision", w.shared_vision, then=save, key_end=end, placeholder=w.vision_hint)


def _keep(plan: Plan, vision: str, typed: dict[str, Any]) -> None:
    def save() -> None:
        store().plans.change(own(), plan.account, plan.version, vision=vision)
        refresh(plan.account)

    def taken(current: Plan) -> Clash | None:
        if current.vision in (vision, plan.vision):  # something else was changed
            if current.vision != vision:
                _keep(current, vision, typed)
            return None
        return Clash(current.vision, vision, lambda: _keep(current, vision, typed), lambda: typed.update(shown=None))

    attempt(save, clash=taken, of=f"vision:{plan.account}")


# ---- pictures


def _timeline(found: Shown) -> None:
    w, counted = words("plan"), [one for one in found.actions if one.counts]
    if not counted:
        st.info(w.none_planned)
        return
    cells: dict[tuple[str, str], list[Action]] = {}
    for one in counted:
        cells.setdefault((one.element, one.horizon), []).append(one)
    columns: dict[str, list[Any]] = {name: [] for name in ("number", "element", "horizon", "side", "seat", "done", "text")}
    for one in counted:
        inside = cells[one.element, one.horizon]
        seat = 0.0 if len(inside) == 1 else 2 * inside.index(one) / (len(inside) - 1) - 1
        row = (found.number(one.id), one.element, one.horizon, one.side, seat, one.status == "done", one.text)
        for column, cell in zip(columns.values(), row, strict=True):
            column.append(cell)
    parts = [
        w.timeline_part.format(horizon=getattr(w, f"{horizon}_long"), count=sum(one.horizon == horizon for one in counted))
        for horizon in HORIZONS
    ]
    draw(timeline, columns, words="plan", alt_text=w.timeline_alt.format(horizons=listed(parts, language())))
    with st.container(gap="small", key="timeline-table"):
        rows = [
            (
                f"{found.number(one.id)} {writing.typed(one.text)}",
                escape(getattr(w, one.horizon)),
                escape(one.owner or w.none_yet),
                escape(getattr(w, f"status_{one.status}")),
            )
            for one in sorted(counted, key=lambda one: HORIZONS.index(one.horizon))
        ]
        st.html(prose.table((w.action, w.mark, w.owner_head, w.status), rows, css="wb-tight"))
        st.caption(w.timeline_key)


def _course(found: Shown) -> None:
    w, marks = words("plan"), course_of(found.view.found, found.actions)
    shapes: dict[str, dict[ElementId, float]] = {
        mark: {element: float(value) for element, value in scores.items()} for mark, scores in marks.items()
    }
    first, last = marks["today"], marks["vision"]
    rises = [(last[one] - first.get(one, Fraction(0)), one) for one in last if last[one] > first.get(one, Fraction(0))]
    said = w.course_alt_flat
    if rises:
        _, most = max(rises, key=lambda pair: pair[0])
        said = w.course_alt.format(
            element=element_name(most), before=score(first.get(most), language()), after=score(last[most], language())
        )
    draw(course, corners(shapes), words="plan", alt_text=said, marks=MARKS)
    with st.container(gap="small"):
        rows = [
            (f"{ELEMENTS.index(one) + 1} {escape(element_name(one))}", *(score(marks[mark].get(one), language()) for mark in MARKS))
            for one in ELEMENTS
        ]
        st.html(prose.table((w.element, *(getattr(w, mark) for mark in MARKS)), rows, css="wb-tight", numbers=(1, 2, 3, 4)))
        st.caption(w.course_key)


def _promised(found: Shown, kept: tuple[Promise, ...]) -> None:
    """What was promised in earlier rounds against what both sides score now."""
    w = words("plan")
    promised: dict[ElementId, float] = {}
    for one in kept:
        promised[one.element] = max(promised.get(one.element, 0.0), float(one.target))
    now: dict[str, dict[ElementId, float]] = {
        side: {one.id: float(value) for one in found.view.found.elements if (value := one.of(side)) is not None} for side in SIDES
    }
    count = sum(one.off is not None and one.off >= 0 for one in kept)
    said = w.promised_alt.format(kept=count, all=len(kept))
    draw(course, corners({"promised": promised, **now}), words="plan", alt_text=said, marks=("promised", *SIDES))
    with st.container(gap="small"):
        rows = [
            (
                f"{ELEMENTS.index(one.element) + 1} {escape(element_name(one.element))}",
                escape(getattr(w, one.horizon)),
                str(one.target),
                score(one.supplier, language()),
                score(one.customer, language()),
                score(one.off, language(), signed=True),
            )
            for one in kept
        ]
        head = (w.element, w.mark, w.promised, w.supplier, w.customer, w.distance)
        st.html(prose.table(head, rows, css="wb-tight", numbers=(2, 3, 4, 5)))
        st.caption(w.promised_key)
