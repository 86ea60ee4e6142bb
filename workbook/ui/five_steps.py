"""The path of `/plan`: five steps, one at a time, each with what is known so far and what is missing; then the review."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from typing import Any, Final

import streamlit as st

from workbook.content import book
from workbook.content.canvas import ELEMENTS, SIDES, ElementId
from workbook.content.plan import STEPS
from workbook.exports.given import score
from workbook.plan import HORIZONS, by_zone, without_action
from workbook.text import listed
from workbook.ui import actions, drafts, fairness, horizons, prose, results, review, take_along
from workbook.ui.inputs import choice
from workbook.ui.plan import Shown, element_name, go, held, shown
from workbook.ui.saved import receipt
from workbook.ui.session import language, words

REVIEW: Final = "review"


@st.fragment(key="plan")
def steps() -> None:
    """The steps, one at a time."""
    w, now, found = words("plan"), held(), shown()
    if found is None or not (found.view.found.rated or found.actions):
        with st.container(key="plan-empty", border=True):
            st.header(w.empty_title, anchor=False)
            st.markdown(w.empty)
        return
    choice(
        now,
        "step",
        w.step,
        [*STEPS, REVIEW],
        lambda step: getattr(w, f"tab_{step}"),
        width="content",
        wrap=True,
        label_visibility="collapsed",
    )
    step: Any = now["step"]
    if step == REVIEW:
        st.header(w.review_name, anchor=False)
        st.markdown(w.review_does)
        review.body(found)
    else:
        one = book().plan.step(step)
        st.header(one.name[language()], anchor=False)
        prose.statement(one.does)
        known, missing = _KNOWN[step](found)
        lacks = f"<ul>{''.join(f'<li>{escape(lack)}</li>' for lack in missing)}</ul>" if missing else escape(w.nothing_missing)
        st.html(f'<dl class="wb-known"><dt>{escape(w.so_far)}</dt><dd>{escape(known)}</dd><dt>{escape(w.still)}</dt><dd>{lacks}</dd></dl>')
        _BODY[step](found)
        after = ([*STEPS, REVIEW])[STEPS.index(step) + 1]
        name = w.review_name if after == REVIEW else book().plan.step(after).name[language()]  # type: ignore[arg-type]
        with st.container(horizontal=True, key="plan-onward"):
            st.button(w.next.format(step=name), icon=":material/arrow_forward:", on_click=go, args=(after,))
            take_along.plan()
    receipt()
    drafts.keep()  # a quick second tap ends the run before the frame does


def _listed(elements: Iterable[ElementId]) -> str:
    return listed((element_name(one) for one in elements), language())


# ---- what is known, and what is missing


def _relationship_known(found: Shown) -> tuple[str, list[str]]:
    w, view = words("plan"), found.view
    rated = {side: view.found.overall[side].rated for side in SIDES}
    missing = []
    for side in SIDES:
        unrated = [one.id for one in view.found.elements if one.of(side) is None]
        if unrated:
            some = getattr(w, f"lacks_{side}_some").format(elements=_listed(unrated))
            missing.append(some if rated[side] else getattr(w, f"lacks_{side}"))
    missing += [w.lacks_second.format(side=getattr(w, side)) for side in SIDES if rated[side] and view.assessments and view.hollow(side)]
    return w.rated_so_far.format(round=view.round, **rated), missing


def _causes_known(found: Shown) -> tuple[str, list[str]]:
    w, lang, zones = words("plan"), language(), by_zone(found.view.found)
    known = listed(
        (w.zones_so_far.format(zone=book().canvas.zone(zone).name[lang], count=len(inside)) for zone, inside in zones.items()), lang
    )
    written = {
        name for one in found.view.assessments for name, given in one.ratings.items() if given.evidence and one.round == found.view.round
    }
    bare = [one for zone in ("blind_spot", "agreed_weakness") for one in zones.get(zone, ()) if one not in written]
    missing = [w.lacks_evidence.format(elements=_listed(bare))] if bare and found.account else []
    return known or w.none_yet, missing if zones else [w.lacks_supplier, w.lacks_customer]


def _actions_known(found: Shown) -> tuple[str, list[str]]:
    w, counted = words("plan"), [one for one in found.actions if one.counts]
    missing = []
    if uncared := without_action(found.view.found, found.actions):
        missing.append(w.lacks_action.format(elements=_listed(uncared)))
    elif not counted:
        missing.append(w.lacks_actions)
    unready = [one for one in counted if one.status != "done" and {"owner", "due", "indicator"} & set(one.missing)]
    if unready:
        missing.append(w.lacks_details.format(numbers=found.numbers(unready)))
    return w.actions_so_far.format(count=len(counted), done=sum(one.status == "done" for one in counted)), missing


def _horizons_known(found: Shown) -> tuple[str, list[str]]:
    w, counted = words("plan"), [one for one in found.actions if one.counts]
    counts = {horizon: sum(one.horizon == horizon for one in counted) for horizon in HORIZONS}
    missing = [] if found.plan.vision else [w.lacks_vision]
    if empty := [getattr(w, f"{horizon}_long") for horizon, count in counts.items() if not count]:
        missing.append(w.lacks_horizon.format(horizons=listed(empty, language())))
    if not any(one.target for one in counted):
        missing.append(w.lacks_targets)
    return w.horizons_so_far.format(**counts), missing


def _balance_known(found: Shown) -> tuple[str, list[str]]:
    w, counted = words("plan"), [one for one in found.actions if one.counts]
    bare = [one for one in counted if not one.weighed]
    missing = [w.lacks_weights.format(numbers=found.numbers(bare))] if bare else [] if counted else [w.lacks_actions]
    return w.balance_so_far.format(count=len(counted) - len(bare)), missing


# ---- the bodies of the first two steps


def _relationship(found: Shown) -> None:
    results.fit(found.view)


def _causes(found: Shown) -> None:
    """The zones with their questions, and a way from each element to an action."""
    w, lang = words("plan"), language()
    for zone, inside in by_zone(found.view.found).items():
        st.html(
            f'<section class="wb-zone"><h3>{escape(book().canvas.zone(zone).name[lang])}</h3>'
            f"<p>{escape(book().plan.zones[zone].asks[lang])}</p></section>"
        )
        for element in inside:
            one = found.view.found.element(element)
            with st.container(horizontal=True, vertical_alignment="center", key=f"cause-{element}"):
                said = w.scores.format(**{side: score(one.of(side), language()) for side in SIDES})
                name = f"{ELEMENTS.index(element) + 1} {element_name(element)}"
                st.html(f'<p class="wb-cause"><strong>{escape(name)}</strong> <span>{escape(said)}</span></p>', width="stretch")
                if found.account:
                    st.button(w.plan_it, key=f"plan-{element}", on_click=go, args=("actions",), kwargs={"element": element})


_KNOWN: Final[dict[str, Callable[[Shown], tuple[str, list[str]]]]] = {
    "relationship": _relationship_known,
    "causes": _causes_known,
    "actions": _actions_known,
    "horizons": _horizons_known,
    "balance": _balance_known,
}
_BODY: Final[dict[str, Callable[[Shown], None]]] = {
    "relationship": _relationship,
    "causes": _causes,
    "actions": actions.body,
    "horizons": horizons.body,
    "balance": fairness.body,
}
