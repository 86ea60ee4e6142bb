"""The parts of `/five-methods`: the deal, the verdict, the picture, one method in detail with its figures to edit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from html import escape
from typing import Any, Final

import streamlit as st

from workbook.charts.surpluses import surpluses
from workbook.content import book
from workbook.content.effects import LIMITS, YEARS
from workbook.content.methods import METHODS, MethodId
from workbook.effects import Course, Through, Year
from workbook.text import bracketed, listed, number, sentences
from workbook.ui import deal, prose
from workbook.ui.five_figures import Place, current, fits, given, held, leave_link, places, rows
from workbook.ui.inputs import anew, choice, kept, key
from workbook.ui.pictures import draw
from workbook.ui.session import language, marked, words
from workbook.ui.verdict import Say, speaker
from workbook.ui.ways import to
from workbook.value import OVER_PROMISED, Deal

_STEP: Final = {"perception": 0.01}

# ---- the deal and the verdict


def _list(methods: Iterable[MethodId]) -> str:
    lang = language()
    return listed((book().method(method).short[lang] for method in methods), lang)


def _facts(of: Deal) -> None:
    """The deal in one line, with the way to change it."""
    w, say, account = words("five_methods"), speaker(), deal.current().account
    terms = [
        (w.term_product, say.amount(of.product)),
        (w.term_seller, say.amount(of.seller)),
        (w.term_perception, say.factor(of.perception)),
        (w.term_cost, say.amount(of.cost)),
        (w.term_favours, say.amount(account.favours) if account.favours else ""),
        (w.term_rivals, say.amount(account.rivals) if account.rivals else ""),
    ]
    cells = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in terms if value)
    with st.container(key="five-deal", horizontal=True, vertical_alignment="center"):
        st.html(f'<dl class="wb-line">{cells}</dl>', width="content")
        to("value", w.change_deal)


def verdict(found: Through) -> None:
    """Which method turns this deal, what hangs on favours, and what is left over three years."""
    w, say, bare = words("five_methods"), speaker(), found.bare
    amount = say.amount(abs(bare.today))
    itself = w.closes_itself if bare.closes else w.open_itself if bare.today else w.zero_itself
    turns, lost, favours = found.those("turns"), found.those("loses"), found.those("on_favours")
    head = [itself.format(amount=amount)]
    if not bare.closes:
        head.append(w.turned_by.format(methods=_list(turns)) if turns else w.turned_by_none)
    if lost:
        head.append(w.lost_by.format(methods=_list(lost)))
    good = bool(turns) or (bare.closes and not lost)
    with st.container(key="five-verdict"):
        show = st.success if good else st.warning if bare.closes else st.error
        show(marked(sentences(head, language())), icon=":material/handshake:" if good else ":material/block:")
        more = [w.favours_by.format(methods=_list(favours))] if favours else []
        fades = [one.method for one in found.outcomes if one.bare.lost_in]
        if fades:
            more.append(w.fades_by.format(methods=_list(fades)))
        more.append(sentences(_longest(found), language()))
        st.markdown(marked("\n".join(f"- {line}" for line in more)))


def _longest(found: Through) -> list[str]:
    """What is left over three years by the method that leaves most, and what that asks of both sides."""
    w, say, best = words("five_methods"), speaker(), found.longest()
    those = [one for one in found.outcomes if one.method in best]
    most = those[0].bare
    told = w.longest if most.three_years > 0 else w.longest_loss
    said = [told.format(methods=_list(best), amount=say.amount(most.three_years))]
    if most.three_years > 0 and len(best) == 1 and not most.closes:
        said.append(w.longest_not_first)
    if len(best) == 1 and most.supplier:
        said.append(w.longest_own.format(amount=say.amount(most.supplier)))
    return said


# ---- the picture and its table


def comparison() -> None:
    """The deal, the switch of the favours, the verdict, and the five methods as picture and table."""
    leave_link()
    w, now = words("five_methods"), held()
    stated, found = current()
    _facts(stated)
    if not stated.actual_value and not stated.cost:
        st.info(w.empty)
        return
    verdict(found)
    _picture(found, without=now["without"])
    choice(now, "method", w.one_method, METHODS, _marked(now), wrap=True)
    _one(stated, found)


def _picture(found: Through, *, without: bool) -> None:
    w, say = words("five_methods"), speaker()
    courses: dict[str, Course] = {"as_it_stands": found.course(without=without)}
    courses |= {one.method: one.course(without=without) for one in found.outcomes}
    bars = [(row, horizon, getattr(course, horizon)) for row, course in courses.items() for horizon in ("today", "three_years")]
    columns = {
        "row": [row for row, _, _ in bars],
        "horizon": [horizon for _, horizon, _ in bars],
        "surplus": [float(surplus) for _, _, surplus in bars],
        "label": [say.amount(surplus, signed=True) for _, _, surplus in bars],
    }
    told = listed(
        (
            f"{w.as_it_stands if row == 'as_it_stands' else _list([row])} {say.amount(course.three_years, signed=True)}"  # type: ignore[list-item]
            for row, course in courses.items()
        ),
        say.lang,
    )
    said = (w.chart_alt_without if without else w.chart_alt_with).format(told=told)
    st.toggle(w.without, without, help=w.without_help, **kept(held(), "without"))
    left, right = st.columns([6, 7], gap="large")
    with left, st.container(key="five-picture"):
        draw(surpluses, columns, words="five_methods", alt_text=said)
    with right:
        st.html(_table(found, without=without))
        st.caption(w.caption_without if without else w.caption_with)
        if _favours_matter(found):
            with st.container(key="five-compliance"):
                prose.statements(book().formulas.compliance)


def _favours_matter(found: Through) -> bool:
    """Whether anything closes on favours alone."""
    return bool(found.those("on_favours")) or (found.counted.closes and not found.bare.closes)


def _table(found: Through, *, without: bool) -> str:
    w, say = words("five_methods"), speaker()
    itself = "holds" if found.bare.closes else "on_favours" if found.counted.closes else "open"

    def cells(name: str, moved: Iterable[str], course: Course, bare: Course, verdict: str) -> tuple[str, ...]:
        closes = getattr(w, f"verdict_{verdict}")
        if bare.lost_in:
            closes += f"<br><small>{escape(w.not_renewed.format(year=bare.lost_in))}</small>"
        moves = listed((getattr(w, f"short_{move}") for move in moved), say.lang) or w.nothing
        if course.supplier:
            moves += bracketed(say.amount(course.supplier), say.lang)
        today, three = say.amount(course.today, signed=True), say.amount(course.three_years, signed=True)
        return f"{escape(name)}<br><small>{escape(moves)}</small>", today, three, closes

    table = [cells(w.as_it_stands, (), found.course(without=without), found.bare, itself)]
    table += [cells(_list([one.method]), one.moved, one.course(without=without), one.bare, one.verdict) for one in found.outcomes]
    return prose.wide(prose.table((w.method, w.head_today, w.head_three_years, w.verdict), table, css="wb-tight wb-five", numbers=(1, 2)))


# ---- one method: why, how far, and the working


def _touched(now: Mapping[str, Any]) -> set[MethodId]:
    """The methods with figures of the visitor's own."""
    return {places()[name].method for name in now["edits"] if name in places()}


def _marked(now: Mapping[str, Any]) -> Callable[[MethodId], str]:
    """The methods' names, with a sign where figures were changed."""
    w, lang, touched = words("five_methods"), language(), _touched(now)

    def named(method: MethodId) -> str:
        short = book().method(method).short[lang]
        return str(w.edited_mark.format(name=short)) if method in touched else short

    return named


def _one(stated: Deal, found: Through) -> None:
    w, now, lang = words("five_methods"), held(), language()
    method: MethodId = now["method"]
    outcome = next(one for one in found.outcomes if one.method == method)
    course = outcome.course(without=now["without"])
    left, right = st.columns([6, 7], gap="large")
    with left:
        prose.statement(rows()[method].idea)
        _figures(method)
        if rows()[method].on_favours and not _favours_matter(found):
            prose.statements(book().formulas.compliance)
    with right, st.container(key=f"surplus-{method}"):
        _working(course)
        if course.cut:
            terms = listed((getattr(w, f"short_{term}") for term in course.cut), lang)
            st.info(w.cut.format(terms=terms), icon=":material/vertical_align_center:")
        if stated.perception <= OVER_PROMISED < max(year.deal.perception for year in course.years):
            st.warning(w.over_promised, icon=":material/warning:")


def _figures(method: MethodId) -> None:
    """The mapping of one method: three number boxes for each term that it moves."""
    w, now, row, lang = words("five_methods"), held(), rows()[method], language()
    touched = _touched(now)
    with st.container(key="effect-grid"):
        heads = "".join(f"<span>{escape(w.year.format(number=year + 1))}</span>" for year in range(YEARS))
        st.html(f'<div class="wb-years" aria-hidden="true">{heads}</div>')
        for move, body in row.moves.items():
            mine = any(Place(method, move, year).name in now["edits"] for year in range(YEARS))
            marks = [w.edited] if mine else []
            marks += [w.only_with_favours] if move in row.on_favours else []
            chips = "".join(f'<span class="wb-chip">{escape(mark)}</span>' for mark in marks)
            name = getattr(w, f"move_{move}")
            st.html(f'<div class="wb-move"><strong>{escape(name)}</strong> {chips}</div>')
            for year in range(YEARS):
                _box(now, Place(method, move, year), w.box.format(method=book().method(method).short[lang], name=name, year=year + 1))
            st.html(f'<div class="wb-why">{prose.cited(body.why, lang)}</div>')
            if now.get("refused", "").startswith(f"{method}.{move}."):
                del now["refused"]
                low, high = (number(end, lang) for end in LIMITS[move])
                st.error(w.refused.format(low=low, high=high))
    if touched:
        st.caption(w.edited_note)
        with st.container(horizontal=True, key="effect-reset"):
            if method in touched:
                short = book().method(method).short[lang]
                st.button(w.reset.format(method=short), icon=":material/restart_alt:", on_click=_reset, args=(method,))
            if touched - {method}:
                st.button(w.reset_all, icon=":material/restart_alt:", on_click=_reset, args=METHODS)


def _box(now: dict[str, Any], place: Place, label: str) -> None:
    """A number box of the mapping. The browser would refuse in English, so it has no bounds of its own; what does not fit is said."""
    widget = key(now, f"effect:{place.name}")

    def changed() -> None:
        value = st.session_state[widget]
        if value is None or widget != key(now, f"effect:{place.name}"):
            return
        if Decimal(str(value)) == given(place):
            now["edits"].pop(place.name, None)
            return
        if fits(place, Decimal(str(value))):
            now["edits"][place.name] = value
        else:
            now["refused"] = place.name
            anew(now, f"effect:{place.name}")

    value, step = float(now["edits"].get(place.name, given(place))), _STEP.get(place.move, 1.0)
    st.number_input(label, None, None, value, step=step, format="%.6g", key=widget, on_change=changed, label_visibility="collapsed")


def _reset(*methods: MethodId) -> None:
    now = held()
    for name in [name for name in now["edits"] if places()[name].method in methods]:
        del now["edits"][name]
        anew(now, f"effect:{name}")


def _working(course: Course) -> None:
    w, say = words("five_methods"), speaker()
    table = [
        (
            escape(w.year.format(number=index)),
            f"({say.amount(year.deal.product)} + {say.amount(year.deal.seller)}) × {say.factor(year.deal.perception)}"
            f" −\u00a0{say.amount(year.deal.cost)}",
            _felt(year, say),
            say.amount(year.deal.surplus, signed=True),
        )
        for index, year in enumerate(course.years, 1)
    ]
    sums = " ".join(f"{'−' if year.deal.surplus < 0 else '+'}\u00a0{say.amount(abs(year.deal.surplus))}" for year in course.years)
    table.append((escape(w.sum), sums.removeprefix("+\u00a0"), "", say.amount(course.three_years, signed=True)))
    head = (w.working_year, w.working, w.working_cost, w.surplus)
    shown = [0, 1, 2, 3] if any(felt for _, _, felt, _ in table) else [0, 1, 3]
    rows = ([row[at] for at in shown] for row in table)
    st.html(prose.table([head[at] for at in shown], rows, css="wb-stack wb-working-table", numbers=(len(shown) - 1,)))
    if course.supplier:
        parts = " + ".join(say.amount(year.supplier) for year in course.years)
        st.markdown(marked(w.own_side.format(working=parts, sum=say.amount(course.supplier))))


def _felt(year: Year, say: Say) -> str:
    """How the felt cost comes about, where it is more than the stated one."""
    parts = [("+", year.hidden), ("+", year.rivals), ("−", year.favours)]
    changes = " ".join(f"{sign}\u00a0{say.amount(part)}" for sign, part in parts if part)
    return f"{say.amount(year.stated)} {changes}" if changes else ""
