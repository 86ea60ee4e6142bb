"""The canvas of `/triple-fit`: what the visit has rated, the board to rate on, and what the scores say."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from fractions import Fraction
from html import escape
from typing import Any, Final

import streamlit as st

from workbook.canvas import CANNOT_JUDGE, CanvasScore, ElementScore, Mean, score
from workbook.charts.gaps import gaps as gaps_chart
from workbook.charts.radar import outline, radar
from workbook.charts.zones import zones as zones_chart
from workbook.content import ELEMENTS, SIDES, ZONES, Element, Level, Side, book
from workbook.text import Text, number
from workbook.ui import prose
from workbook.ui.inputs import REVISION, anew, choice, instead, kept
from workbook.ui.pictures import draw
from workbook.ui.session import CANVAS, inputs, language, rerun, words

BEFORE: Final = "canvas_before"
NOTE_LENGTH: Final = 500
_PLACES: Final = [(-0.28, 0.2), (0, 0.2), (0.28, 0.2), (-0.28, -0.1), (0, -0.1), (0.28, -0.1), (-0.28, -0.38), (0, -0.38), (0.28, -0.38)]
"""Where up to nine elements with the same pair of scores stand in its cell, as parts of it."""


def fresh() -> dict[str, Any]:
    """An empty canvas: ratings and notes by `side:element`."""
    return {"account": "", "side": "supplier", "example": False, "look": "radar"} | {
        f"{side}:{element}": None for side in SIDES for element in ELEMENTS
    }


def held() -> dict[str, Any]:
    """The visit's canvas."""
    return inputs(CANVAS, fresh)


def result() -> CanvasScore:
    """What the canvas says."""
    now = held()
    return score({side: {element: now[f"{side}:{element}"] for element in ELEMENTS} for side in SIDES}, book().canvas.zones.thresholds)


# ---- the account


def account() -> None:
    """Which account it is, the example, and a way back."""
    w, now, lang = words("triple_fit"), held(), language()
    if now["example"]:
        _follow_language(now)

    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(w.account, now["account"], placeholder=w.account_hint, max_chars=80, **kept(now, "account"))
        st.button(w.show_example, icon=":material/lightbulb:", on_click=_show_example)
        st.button(w.start_again, icon=":material/restart_alt:", on_click=_put, args=(fresh(), "cleared"), disabled=not _used(now))
    if BEFORE in st.session_state:
        with st.container(horizontal=True, vertical_alignment="center", key="undo"):
            st.info(getattr(w, st.session_state[BEFORE][0]))
            st.button(w.undo, icon=":material/undo:", on_click=_undo)
    if now["example"]:
        st.info(f"{w.is_example} {book().canvas.example.story[lang]}", icon=":material/theater_comedy:")


def _show_example() -> None:
    example, lang = book().canvas.example, language()
    state = fresh() | {name: text[lang] for name, text in _example_texts().items()} | {"example": True}
    for side in SIDES:
        state |= {f"{side}:{element}": rating for element, rating in example.ratings[side].items()}
    _put(state, "replaced")


def _example_texts() -> dict[str, Text]:
    example = book().canvas.example
    notes = {f"note:{side}:{element}": note for side, given in example.notes.items() for element, note in given.items()}
    return {"account": example.name, **notes}


def _follow_language(now: dict[str, Any]) -> None:
    """The example's own texts change with the language; what was written over them stays."""
    for name, text in _example_texts().items():
        if now.get(name) in (text.en, text.zh) and now[name] != text[language()]:
            now[name] = text[language()]
            anew(now, name)


def _put(state: dict[str, Any], what: str) -> None:
    """Put another canvas in the place of this one, and remember this one if there was anything on it."""
    now = held()
    st.session_state.pop(BEFORE, None)
    if _used(now) and not (now["example"] and what == "replaced"):
        st.session_state[BEFORE] = (what, deepcopy(now))
    st.session_state[CANVAS] = instead(now, state | {"side": now["side"], "look": now["look"]})


def _used(now: dict[str, Any]) -> bool:
    """Whether anything has been put on the canvas."""
    return any(value for name, value in now.items() if name not in ("side", "look") and not name.startswith(REVISION))


def _undo() -> None:
    st.session_state[CANVAS] = instead(held(), st.session_state.pop(BEFORE)[1])


# ---- the board


def board() -> None:
    """Three levels as rows, three elements each, to be rated from one side."""
    w, now = words("triple_fit"), held()
    choice(now, "side", w.side_to_rate, list(SIDES), {"supplier": w.rate_supplier, "customer": w.rate_customer}, width="content")
    st.caption(w.scale)
    for level in book().canvas.levels:
        _level(level, now["side"])


def _level(level: Level, side: Side) -> None:
    lang = language()
    st.html(f'<h3 class="wb-level">{escape(level.name[lang])} <span>{escape(level.asks[lang])}</span></h3>')
    for element, column in zip(level.elements, st.columns(3), strict=True):
        with column, st.container(border=True, key=f"cell-{element.id}", height="stretch"):
            _cell(element, side)


def _cell(element: Element, side: Side) -> None:
    w, now, lang = words("triple_fit"), held(), language()
    place, name = ELEMENTS.index(element.id) + 1, element.name[lang]
    asked = escape(element.statement(side)[lang])
    st.html(f'<p class="wb-element"><b>{place}</b> <strong>{escape(name)}</strong></p><p class="wb-asked">{asked}</p>')
    options = [1, 2, 3, 4, 5, CANNOT_JUDGE]
    choice(
        now,
        f"{side}:{element.id}",
        w.score_of.format(element=name, side=getattr(w, side)),
        options,
        lambda one: w.cannot_judge if one == CANNOT_JUDGE else str(one),
        then=_rated,
        required=False,
        label_visibility="collapsed",
        wrap=True,
    )
    with st.popover(w.details, icon=":material/notes:" if now.get(f"note:{side}:{element.id}") else None, width="stretch"):
        anchors = "".join(f"<dt>{point}</dt><dd>{escape(text[lang])}</dd>" for point, text in sorted(element.anchors.items()))
        definition = prose.bullets((element.definition,), lang)
        st.html(f'{definition}<p><strong>{escape(w.looks_like)}</strong></p><dl class="wb-anchors">{anchors}</dl>')
        _note(f"note:{side}:{element.id}")


def _rated() -> None:
    rerun("fit", "pictures")


def _note(name: str) -> None:
    w, now = words("triple_fit"), held()
    st.text_area(w.note, now.get(name, ""), placeholder=w.note_hint, max_chars=NOTE_LENGTH, **kept(now, name))


# ---- what the scores say


def shown(value: Fraction | None, *, signed: bool = False) -> str:
    """A score, a mean or a gap."""
    return words("triple_fit").none_yet if value is None else number(round(float(value), 2), language(), digits=1, signed=signed)


@st.fragment(key="fit")
def fit() -> None:
    """The overall fit and the three levels: the customer's view first, since the article scores from there."""
    w, lang, found = words("triple_fit"), language(), result()
    with st.container(key="strip", horizontal=True, gap="small"):
        _mean("overall-fit", w.overall, found.overall, len(ELEMENTS))
        for level in book().canvas.levels:
            _mean(f"level-{level.id}", level.name[lang], found.levels[level.id], len(level.elements))


def _mean(key: str, label: str, means: Any, everything: int) -> None:
    """One mean: the customer's where there is one, else the supplier's; the other side below it."""
    w = words("triple_fit")
    first: Side = "customer" if means["customer"].value is not None or means["supplier"].value is None else "supplier"
    other: Side = "supplier" if first == "customer" else "customer"
    mean: Mean = means[first]
    beside: Mean = means[other]
    value = w.none_yet if mean.value is None else w.of_five.format(score=shown(mean.value))
    said = w.rated_of.format(rated=mean.rated, all=everything)
    if mean.rated:
        told = (
            w.other_side.format(side=getattr(w, other), score=shown(beside.value))
            if beside.rated
            else w.other_none.format(side=getattr(w, other))
        )
        label = w.view_of.format(what=label, side=getattr(w, first))
        said = f"{said} · {told}"
    with st.container(key=key, width="stretch"):
        st.metric(label, value, said, delta_color="off", delta_arrow="off")


@st.fragment(key="pictures")
def pictures() -> None:
    """The chosen look: radar, gaps or zones, each beside a table or a list with the same numbers."""
    w, found, now = words("triple_fit"), result(), held()
    looks = {"radar": _radar, "gaps": _gaps, "zones": _zones}
    with st.container(key="pictures"):
        choice(now, "look", w.results, list(looks), lambda look: getattr(w, f"look_{look}"), label_visibility="collapsed", width="content")
        if not found.rated:
            st.info(w.hint_empty)
            return
        if not found.gaps:
            st.info(w.hint_one_side)
        looks[now["look"]](found)
    if now["look"] == "zones":
        _first_steps(found)


def _radar(found: CanvasScore) -> None:
    w, names = words("triple_fit"), {element.id: element.name[language()] for element in book().canvas.elements}
    sides = []
    for side in SIDES:
        scored = [(element.of(side), element.id) for element in found.elements if element.of(side) is not None]
        if scored:
            (most, high), (least, low) = max(scored, key=_by_score), min(scored, key=_by_score)
            sides.append(w.radar_side.format(side=getattr(w, side), high=names[high], most=shown(most), low=names[low], least=shown(least)))
    scores = {side: {element.id: _plain(element.of(side)) for element in found.elements} for side in SIDES}
    draw(radar, outline(scores), words="triple_fit", alt_text=w.radar_alt.format(sides="; ".join(sides)))
    _table(found.elements)


def _gaps(found: CanvasScore) -> None:
    w, lang = words("triple_fit"), language()
    rows = [(element, side, element.of(side)) for element in found.elements for side in SIDES]
    columns: dict[str, Sequence[Any]] = {
        "element": [element.id for element, _, _ in rows],
        "side": [side for _, side, _ in rows],
        "value": [_plain(value) for _, _, value in rows],
        "low": [None if e.gap is None else float(min(e.supplier or 0, e.customer or 0)) for e, _, _ in rows],
        "high": [None if e.gap is None else float(max(e.supplier or 0, e.customer or 0)) for e, _, _ in rows],
    }
    said = w.gaps_none
    if found.gaps:
        widest = found.gaps[0]
        said = w.gaps_alt.format(element=book().canvas.elements[ELEMENTS.index(widest.id)].name[lang], gap=shown(widest.gap, signed=True))
    draw(gaps_chart, columns, words="triple_fit", alt_text=said)
    _table((*found.gaps, *(element for element in found.elements if element.gap is None)))


def _table(elements: Sequence[ElementScore]) -> None:
    """Elements with both scores, the gap and the zone."""
    w, lang, canvas = words("triple_fit"), language(), book().canvas
    names = {element.id: element.name[lang] for element in canvas.elements}
    rows = [
        (
            f"{ELEMENTS.index(one.id) + 1} {escape(names[one.id])}",
            shown(one.supplier),
            shown(one.customer),
            shown(one.gap, signed=True),
            escape(canvas.zone(one.zone).name[lang]) if one.zone else w.none_yet,
        )
        for one in elements
    ]
    st.html(prose.table((w.element, w.supplier, w.customer, w.gap, w.zone), rows, css="wb-tight", numbers=(1, 2, 3)))


def _zones(found: CanvasScore) -> None:
    w, lang, canvas = words("triple_fit"), language(), book().canvas
    names = {element.id: element.name[lang] for element in canvas.elements}
    both = [element for element in found.elements if element.gap is not None]
    columns: dict[str, list[Any]] = {"number": [], "name": [], "x": [], "y": [], "zone": []}
    seats: dict[tuple[Any, Any], int] = {}
    for element in both:
        pair = (element.customer, element.supplier)
        across, up = _PLACES[seats.setdefault(pair, 0)]
        seats[pair] += 1
        row = (ELEMENTS.index(element.id) + 1, names[element.id], float(pair[0] or 0) + across, float(pair[1] or 0) + up, element.zone)
        for column, cell in zip(columns.values(), row, strict=True):
            column.append(cell)
    in_zone = {zone: [element for element in found.elements if element.zone == zone] for zone in ZONES}
    joint = "、" if lang == "zh" else ", "
    holds = [
        w.zone_holds.format(zone=canvas.zone(zone).name[lang], elements=joint.join(names[element.id] for element in members))
        for zone, members in in_zone.items()
        if members
    ]
    thresholds = canvas.zones.thresholds
    draw(
        zones_chart, columns, words="triple_fit", alt_text=w.zones_alt.format(zones="; ".join(holds) or w.zones_none), thresholds=thresholds
    )
    rule = canvas.zones.rule[lang].format(
        agreement=number(thresholds.agreement_within, lang), strength=number(thresholds.strength_from, lang, digits=1)
    )
    sections = [f'<p class="wb-rule"><strong>{escape(w.rule)}</strong> {escape(rule)}</p>']
    for zone, members in in_zone.items():
        if members:
            kind = canvas.zone(zone)
            listed = joint.join(f"{ELEMENTS.index(element.id) + 1} {escape(names[element.id])}" for element in members)
            sections.append(
                f'<section class="wb-zone"><h4>{escape(kind.name[lang])}</h4><p><strong>{listed}</strong></p>'
                f"<p>{escape(kind.meaning[lang])}</p>{prose.bullets((kind.next,), lang)}</section>"
            )
    st.html("".join(sections))


def _first_steps(found: CanvasScore) -> None:
    """What to do next for up to three elements that a side scores below 3, the lowest first."""
    w, lang, canvas = words("triple_fit"), language(), book().canvas
    lowest = [(min(score for score in (one.supplier, one.customer) if score is not None), one.id) for one in found.elements if one.zone]
    low = sorted((one for one in lowest if one[0] < 3), key=lambda one: one[0])[:3]
    if not low:
        return
    st.subheader(w.elements_low, anchor=False)
    for column, (_, element_id) in zip(st.columns(len(low)), low, strict=True):
        element = canvas.elements[ELEMENTS.index(element_id)]
        column.html(f"<h4>{escape(element.name[lang])}</h4>{prose.bullets(element.next, lang)}")


def _by_score(pair: tuple[Fraction | None, str]) -> Fraction:
    return pair[0] or Fraction(0)


def _plain(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
