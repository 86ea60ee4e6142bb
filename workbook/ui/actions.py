"""The actions of a plan: suggestions for an element, the actions as cards, and one of them open to be changed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from html import escape
from typing import Any, Final

import streamlit as st

from workbook.content import book
from workbook.content.canvas import ELEMENTS, SIDES, ElementId
from workbook.content.plan import Suggestion
from workbook.links import clock, new_id
from workbook.plan import HORIZONS, MOST, STATUSES, UNITS, Action, Unit
from workbook.store import Conflict
from workbook.store.plans import AMOUNTS
from workbook.text import Lang, bracketed, clean, clean_lines, day, labelled, listed
from workbook.ui import prose, writing
from workbook.ui.identity import own
from workbook.ui.inputs import choice, kept, pick
from workbook.ui.plan import Shown, amount, element_name, held, refresh
from workbook.ui.saved import Clash, attempt, doubled, here, store
from workbook.ui.session import inputs, language, words

_TYPED: Final = ("element", "text", "owner", "side", "horizon", "due", "indicator", "status", "unit", *AMOUNTS, "target", "note")


def body(found: Shown) -> None:
    """What could be done, and what is planned."""
    w = words("plan")
    if found.account:
        with st.container(key="new-action"):
            _add(found)
    if found.actions:
        st.html(prose.heading(w.planned))
        cards(found, [one.id for one in found.actions])
    else:
        st.caption(w.none_planned)


def cards(found: Shown, ids: list[str], *, label: str = "edit") -> None:
    """Actions as cards with their numbers; the open one is its form."""
    form = opened(found)
    with st.container(key="planned"):
        for one in found.actions:
            if one.id in ids:
                if form and form["version"] and form["id"] == one.id:
                    with st.container(key=f"action-{one.id}"):  # the card's place, where the keyboard goes back to
                        _form(form)
                else:
                    _card(found, one, label)


def _card(found: Shown, one: Action, label: str) -> None:
    w, number = words("plan"), found.number(one.id)
    with st.container(border=True, key=f"action-{one.id}"):
        st.html(_told(one, number, own=bool(found.account)))
        if found.account:
            name = getattr(w, f"{label}_which").format(number=number)
            st.button(name, key=f"open-{one.id}", icon=":material/edit:", on_click=_open, args=(one,))


def _told(one: Action, number: int, *, own: bool) -> str:
    w = words("plan")
    side = getattr(w, one.side)
    who = one.owner + bracketed(side, language()) if one.owner else side
    late = one.due is not None and one.status in ("open", "under_way") and one.due < here(clock()).date()
    due = "" if one.due is None else (w.overdue if late else w.due_on).format(date=day(one.due, language()))
    facts = [element_name(one.element), getattr(w, f"{one.horizon}_long"), who, due, getattr(w, f"status_{one.status}")]
    needs = listed((getattr(w, f"lack_{lack}") for lack in one.missing), language()) if own and one.status in ("open", "under_way") else ""
    lines = [f'<p class="wb-action"><b>{number}</b> {writing.typed(one.text)}</p>']
    lines += [f'<p class="wb-action-facts">{" · ".join(escape(fact) for fact in facts if fact)}</p>']
    if one.indicator:
        lines.append(f'<p class="wb-action-facts">{escape(w.indicator_is.format(indicator=one.indicator))}</p>')
    if one.note:
        lines.append(f'<p class="wb-action-facts">{escape(labelled(w.note, "", language()))}{writing.typed(one.note)}</p>')
    if needs:
        lines.append(f'<p class="wb-action-needs">{escape(w.still_needs.format(what=needs))}</p>')
    return f'<div class="wb-action-{one.status}">{"".join(lines)}</div>'


# ---- a new one


def _add(found: Shown) -> None:
    """An element, its suggestions, and an action in one's own words."""
    w, now = words("plan"), held()
    if form := opened(found):
        if not form["version"]:
            _form(form)
        return
    said: dict[str, str] = {one: element_name(one) for one in ELEMENTS}
    end = f"{found.account.id if found.account else ''}:{now['element']}"
    pick(now, "element", w.for_element, said, key_end=end, placeholder=w.for_element)
    if not now["element"]:
        return
    element: ElementId = now["element"]
    zone, lang = found.view.found.element(element).zone, language()
    if zone:
        asks = escape(book().plan.zones[zone].asks[lang])
        st.html(f'<p class="wb-rule"><strong>{escape(book().canvas.zone(zone).name[lang])}</strong> {asks}</p>')
    taken = {one.text for one in found.actions if one.element == element}
    with st.container(key="suggestions", gap="small"):
        for place, one in enumerate(book().plan.suggestions(element, zone)):
            if (text := suggested(one, element, lang)) not in taken:
                with st.container(horizontal=True, vertical_alignment="center", key=f"suggestion-{place}"):
                    horizon = escape(getattr(w, f"{one.horizon}_long"))
                    st.html(f'<p class="wb-cause">{escape(text)} <span>{horizon}</span></p>', width="stretch")
                    st.button(
                        w.take,
                        key=f"take-{element}-{place}",
                        icon=":material/add:",
                        on_click=_take,
                        args=(found, element, one),
                    )
        st.button(w.own_words, key="own-words", icon=":material/edit_note:", on_click=_begin, args=(found, element))


def suggested(one: Suggestion, element: ElementId, lang: Lang) -> str:
    """The text of a suggestion for an element."""
    return one.text[lang].replace("{element}", element_name(element))


def _draft(found: Shown) -> dict[str, Any]:
    """The id that the next suggestion taken for this account will have, made beforehand so that a second try is found out."""
    return inputs(f"plan_new:{found.account.id if found.account else ''}", lambda: {"id": new_id()})


def _take(found: Shown, element: ElementId, one: Suggestion) -> None:
    draft, lang = _draft(found), language()
    if found.account is None or doubled("action"):
        return
    new = Action(
        draft["id"],
        found.account.id,
        element,
        suggested(one, element, lang),
        side=one.side,
        horizon=one.horizon,
        indicator=one.indicator[lang],
    )

    def add() -> None:
        _open(store().plans.add(own(), new))
        draft["id"] = new_id()
        refresh(new.account)

    attempt(add, of="action")


def _begin(found: Shown, element: ElementId) -> None:
    if found.account:
        _open(Action(new_id(), found.account.id, element, version=0))


# ---- one that is open


def opened(found: Shown) -> dict[str, Any] | None:
    """The form that is open on this plan: of one of its actions, or (version 0) of a new one."""
    form: dict[str, Any] | None = held()["form"]
    if form is None or found.account is None or form["account"] != found.account.id:
        return None
    return form if not form["version"] or any(one.id == form["id"] for one in found.actions) else None


def _open(one: Action) -> None:
    values = {name: getattr(one, name) for name in ("id", "account", "version", *_TYPED)}
    values |= {name: None if values[name] is None else float(values[name]) for name in AMOUNTS}
    held()["form"] = values | {"due": one.due and one.due.isoformat()}


def _form(form: dict[str, Any]) -> None:
    """One action to be changed; it is kept with the page, and stored as an action when it is saved."""
    w, end = words("plan"), f"{form['id']}:{form['version']}"

    def dated() -> None:
        form["due"] = form["due"] and form["due"].isoformat()

    with st.container(border=True, key="action-form"):
        writing.lines(form, "text", w.text, key_end=end, most=writing.ACTION)
        pick(form, "element", w.element, {one: element_name(one) for one in ELEMENTS}, key_end=end)
        _choose(form, "horizon", end, HORIZONS, {one: getattr(w, one) for one in HORIZONS})
        left, right = st.columns(2)
        with left:
            writing.line(form, "owner", w.owner, key_end=end, placeholder=w.owner_hint)
            _choose(form, "side", end, SIDES, {one: getattr(w, one) for one in SIDES})
        with right:
            due = form["due"] and date.fromisoformat(form["due"])
            st.date_input(w.due, due, format="YYYY-MM-DD", **kept(form, "due", then=dated, key_end=end))
            _choose(form, "status", end, STATUSES, {one: getattr(w, f"status_{one}") for one in STATUSES})
        with st.expander(w.measuring):
            writing.line(form, "indicator", w.indicator, key_end=end, most=writing.ACTION)
            _choose(form, "target", end, (1, 2, 3, 4, 5), str, required=False)
            writing.lines(form, "note", w.note, key_end=end)
        with st.expander(w.weighing, expanded=held()["step"] == "balance"):
            _weights(form, end)
        if form.get("problem"):
            st.error(getattr(w, form["problem"]).format(most=amount(MOST[form["unit"]], form["unit"])))
        with st.container(horizontal=True):
            st.button(w.save, type="primary", icon=":material/check:", key=f"save-{end}", on_click=_save, args=(form,))
            st.button(w.cancel, key=f"cancel-{end}", on_click=_close)
            if form["version"]:
                with st.popover(w.delete, icon=":material/delete:"):
                    st.markdown(w.delete_what)
                    st.button(w.delete_now, type="primary", key=f"delete-{end}", on_click=_delete, args=(form,))


def _choose(form: dict[str, Any], name: str, end: str, options: Any, say: Any, **look: Any) -> None:
    """Buttons of which one is chosen, drawn anew for another action."""
    spelt = f"{name}:{end}"
    form.setdefault(spelt, form[name])

    def then() -> None:
        form[name] = form[spelt]

    choice(form, spelt, getattr(words("plan"), name), options, say, then=then, wrap=True, width="content", **look)


def _weights(form: dict[str, Any], end: str) -> None:
    w = words("plan")
    _choose(form, "unit", end, UNITS, {one: getattr(w, f"unit_{one}") for one in UNITS}, help=w.unit_help)
    for column, side in zip(st.columns(2), SIDES, strict=True):
        with column:
            for what in ("effort", "benefit"):
                name, label = f"{what}_{side}", getattr(w, f"{what}_of").format(side=getattr(w, side))
                # bounds would be refused in English by the browser; the form says it when it is saved
                st.number_input(label, None, None, form[name], step=1.0, format="%.2f", **kept(form, name, key_end=end))


def _amounts(form: dict[str, Any]) -> dict[str, Decimal | None] | None:
    """The four amounts of a form; None where one of them cannot be stored."""
    unit: Unit = form["unit"]
    found: dict[str, Decimal | None] = {}
    for name in AMOUNTS:
        value = form[name]
        if value is None:
            found[name] = None
            continue
        try:
            exact = Decimal(repr(value)).quantize(Decimal("0.01"))
        except InvalidOperation:
            return None
        if not 0 <= exact <= MOST[unit] or abs(float(exact) - value) > 1e-9 * max(1.0, abs(value)):
            return None
        found[name] = exact
    return found


def _save(form: dict[str, Any]) -> None:
    form.pop("problem", None)
    text, amounts = clean_lines(form["text"], writing.ACTION), _amounts(form)
    if not text:
        form["problem"] = "text_needed"
    elif amounts is None:
        form["problem"] = "amount_wrong"
    limits = (("text", writing.ACTION), ("owner", writing.NAME), ("indicator", writing.ACTION), ("note", writing.NOTE))
    if amounts is None or not text or not all(writing.fits(form[name] or "", most) for name, most in limits):
        return
    same: dict[str, Any] = {
        name: form[name] for name in ("id", "account", "version", "element", "side", "horizon", "status", "unit", "target")
    }
    due = form["due"] and date.fromisoformat(form["due"])
    said = {"text": text, "owner": clean(form["owner"] or ""), "indicator": clean(form["indicator"] or "", writing.ACTION)}
    note = clean_lines(form["note"] or "", writing.NOTE)
    _store(Action(**same | said | amounts | {"due": due, "note": note}))


def _store(one: Action) -> None:
    def save() -> None:
        if one.version:
            store().plans.revise(own(), one)
        elif _differing(added := store().plans.add(own(), one), one)[1]:  # another tab with this form was first
            raise Conflict(added)
        _close()
        refresh(one.account)

    def taken(current: Action | None) -> Clash | None:
        if current is None:  # deleted; with the same id it comes back
            typed = _differing(Action(one.id, one.account), one)[1]
            return Clash(words("plan").kind_gone, typed, lambda: _store(one._replace(version=0)), _close)
        theirs, mine = _differing(current, one)
        if not mine:
            _close()
            return None
        return Clash(theirs, mine, lambda: _store(one._replace(version=current.version)), _close)

    attempt(save, clash=taken, of=f"action:{one.id}")


def _differing(current: Action, mine: Action) -> tuple[str, str]:
    """Both versions of an action, where they differ, in plain text."""
    w = words("plan")
    names = [name for name in _TYPED if getattr(current, name) != getattr(mine, name)]

    def label(name: str) -> str:
        what, _, side = name.partition("_")
        return str(getattr(w, f"{what}_of").format(side=getattr(w, side)) if name in AMOUNTS else getattr(w, name))

    def said(one: Action) -> str:
        return " · ".join(labelled(label(name), _value(one, name), language()) for name in names)

    return said(current), said(mine)


def _value(one: Action, name: str) -> str:
    w, value = words("plan"), getattr(one, name)
    if value is None or value == "":
        return str(w.none_yet)
    if name in AMOUNTS:
        return amount(value, one.unit)
    if isinstance(value, date):
        return day(value, language())
    word = {"side": value, "horizon": value, "status": f"status_{value}", "unit": f"unit_{value}"}.get(name)
    return element_name(value) if name == "element" else str(getattr(w, word)) if word else str(value)


def _close() -> None:
    held()["form"] = None


def _delete(form: dict[str, Any]) -> None:
    def gone() -> None:
        store().plans.delete(own(), form["id"])
        _close()
        refresh(form["account"])

    attempt(gone, of=f"action:{form['id']}")
