"""A CRM export on `/process`: columns and stages matched by name and by hand, rows checked, rates handed to the funnel."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from html import escape
from typing import Any, Final, NamedTuple

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from workbook.content import book
from workbook.content.process import COLUMNS, PLACES, STEPS, Column, Place
from workbook.crm import MOST_BYTES, POINTS, Point, Rates, Sheet, Tally, Unreadable, guess, match, read, readings, tally
from workbook.crm import rates as counted
from workbook.text import clean, listed, literal, number, sentences, share
from workbook.ui import prose
from workbook.ui.inputs import anew, key, pick
from workbook.ui.session import CRM, inputs, language, rerun, words

PAGE: Final = 20


class Export(NamedTuple):
    """A file that was read: its id and name, its header, and its rows once checked; none before a stage or an outcome is found."""

    id: str
    name: str
    header: tuple[str, ...]
    tally: Tally | None


def held() -> dict[str, Any]:
    """The export under way: it belongs to the visit and is kept nowhere else."""
    return inputs(CRM, lambda: {"export": None, "columns": {}, "places": {}, "point": None, "set": ()})


@st.fragment(key="crm")
def rates(take: Callable[[dict[str, float]], None]) -> None:
    """The file, its columns, its stages, what they give, and the rows that were refused; `take` gets the rates."""
    w, now = words("process"), held()
    st.markdown(w.crm_help)
    # a spreadsheet's own file is taken, so that it can be said what to do with it
    kinds = ["csv", "txt", "tsv", "xlsx", "xls"]
    file = st.file_uploader(w.crm_file, type=kinds, key="crm-file", max_upload_size=MOST_BYTES // 2**20)
    if file is not None:
        try:
            _load(now, file)
        except Unreadable as problem:
            st.error(getattr(w, f"problem_{problem.problem}").format(line=problem.line))
    export: Export | None = now["export"]
    if export is None:
        return
    changeable = file is not None and file.file_id == export.id
    _columns(now, export, changeable=changeable)
    if export.tally is None:
        st.warning(w.no_column)
        return
    if export.tally.unclear:
        _point(now, export.tally.unclear, changeable=changeable)
    found = counted(export.tally, now["places"])
    _stages(now, export.tally)
    _summary(export, found, take)
    _refused(found)


def _load(now: dict[str, Any], file: UploadedFile) -> None:
    """Read a file when it is new, or its columns were chosen anew. Raises `Unreadable`."""
    export: Export | None = now["export"]
    if export and export.id == file.file_id and not now.get("again"):
        return
    sheet, names = read(file.getvalue()), book().process.crm
    if export is None or export.id != file.file_id:
        now["columns"] = guess(sheet.header, names.columns)
        now.update(places={}, point=None, set=())
    now["again"] = False
    found = _tally(sheet, now["columns"], now["point"])
    now["places"] = (match(list(found.values), names.values) if found else {}) | now["places"]
    now["export"] = Export(file.file_id, clean(file.name), sheet.header, found)
    anew(now)


def _tally(sheet: Sheet, columns: dict[Column, int | None], point: Point | None) -> Tally | None:
    return tally(sheet, columns, point) if columns["stage"] is not None or columns["outcome"] is not None else None


def _columns(now: dict[str, Any], export: Export, *, changeable: bool) -> None:
    w = words("process")
    options = [None, *range(len(export.header))]

    def say(place: int | None) -> str:
        return "–" if place is None else f"{place + 1} · {clean(export.header[place], 40)}"

    # where nothing was found by name it stays open: the first choice by hand is not the last one
    found = guess(export.header, book().process.crm.columns)
    by_hand = found["stage"] is None and found["outcome"] is None
    with st.expander(w.columns, expanded=by_hand), st.container(key="boxes-crm"):
        for column in COLUMNS:
            widget = key(now, f"column:{column}")

            def changed(column: Column = column, widget: str = widget) -> None:
                now["columns"][column] = st.session_state[widget]
                now["again"] = True
                if column == "amount":
                    now["point"] = None

            st.selectbox(
                getattr(w, f"column_{column}"),
                options,
                index=options.index(now["columns"][column]),
                format_func=say,
                key=widget,
                on_change=changed,
                disabled=not changeable,
            )


def _point(now: dict[str, Any], amount: str, *, changeable: bool) -> None:
    """Which of its two readings an amount has."""
    w, lang, ways = words("process"), language(), readings(amount)
    if now["point"] is None:
        st.warning(w.unclear.format(amount=literal(amount)))
    said: dict[str, str] = {point: f"{clean(amount)} = {number(ways[point], lang, digits=3)}" for point in POINTS}
    pick(
        now,
        "point",
        w.reading,
        said,
        then=lambda: now.update(again=True),
        placeholder=w.place_none,
        disabled=not changeable,
    )


def _stages(now: dict[str, Any], found: Tally) -> None:
    w, lang = words("process"), language()
    options: list[Place | None] = [None, *PLACES]
    values = list(found.values.items())

    def choose(at: int, value: str, rows: int) -> None:
        widget = f"{key(now, f'place:{at}')}:{lang}"

        def changed() -> None:
            chosen = st.session_state[widget]
            now["places"] = {name: place for name, place in now["places"].items() if name != value} | ({value: chosen} if chosen else {})

        st.selectbox(
            w.value_rows.format(value=literal(value, 60), rows=number(rows, lang)),
            options,
            index=options.index(now["places"].get(value)),
            format_func=lambda place: getattr(w, f"place_{place or 'none'}"),
            key=widget,
            on_change=changed,
        )

    # what was unknown when the file was read stays where it is, so that no box jumps away under the hand
    known = match([value for value, _ in values], book().process.crm.values)
    unknown = [(at, *one) for at, one in enumerate(values) if one[0] not in known]
    if unknown:
        st.markdown(f"**{w.stages}**")
        left = sum(value not in now["places"] for _, value, _ in unknown)
        if left:
            st.warning(w.to_match.format(count=left))
        with st.container(key="boxes-unknown"):
            for one in unknown:
                choose(*one)
    if known:
        with st.expander(w.matched), st.container(key="boxes-known"):
            for at, (value, rows) in enumerate(values):
                if value in known:
                    choose(at, value, rows)


def _summary(export: Export, found: Rates, take: Callable[[dict[str, float]], None]) -> None:
    w, now, lang = words("process"), held(), language()
    counts = {"used": found.used, "left_out": found.left_out, "refused": len(found.refused)}
    counts["rows"] = sum(counts.values())
    steps = {step.id: step.name[lang] for step in book().process.steps}
    with st.container(key="crm-summary"):
        st.markdown(w.read.format(file=f"**{literal(export.name)}**", **{name: number(many, lang) for name, many in counts.items()}))
        decided = found.won + found.lost
        if not decided:
            st.info(w.undecided)
            return
        many, worth = found.won_amounts
        mixed = len(found.currencies) > 1
        said = w.win_rate if many and not mixed else w.win_rate_bare
        amount = number(worth / many, lang, digits=0) if many else ""
        won = share(Decimal(found.won) / decided, lang)
        told = [said.format(won=number(found.won, lang), lost=number(found.lost, lang), share=won, amount=amount)]
        told += [w.mixed_amounts.format(currencies=listed(map(literal, found.currencies), lang))] if mixed else []
        st.markdown(sentences(told, lang))
        rows = [
            (
                escape(steps[step]),
                number(found.passed[step], lang),
                number(found.ended[step], lang),
                f"{_percent(found, step)}%" if step in found.share else f"<small>{escape(w.no_loss)}</small>",
            )
            for step in STEPS[:-1]
        ]
        st.html(prose.table((w.step, w.went_on, w.lost_here, w.rate), rows, css="wb-stack", numbers=(1, 2, 3)))
        st.caption(w.late_loss)

        def use() -> None:
            take({f"rate_{step}": float(_percent(found, step)) for step in found.share})
            now["set"] = tuple((step, _percent(found, step)) for step in found.share)
            rerun("funnel", "crm")

        st.button(w.use, type="primary", icon=":material/north:", on_click=use, disabled=not found.share)
        if now["set"]:
            said = (w.one_rate.format(step=steps[step], rate=f" {percent}%") for step, percent in now["set"])
            st.success(w.used.format(steps=listed(said, lang)))


def _percent(found: Rates, step: Any) -> str:
    """A rate with two decimals, as it is put into the funnel and as it is shown."""
    one = found.share[step]
    return number(Decimal(one.numerator) * 100 / one.denominator, "en")


def _refused(found: Rates) -> None:
    w, lang, count = words("process"), language(), len(found.refused)
    if not count:
        return
    with st.expander(w.refused_rows.format(count=number(count, lang))):
        place = st.empty()
        page = st.pagination(-(-count // PAGE), key=f"refused:{count}") if count > PAGE else 1
        rows = [
            (str(line), escape(getattr(w, f"refused_{reason}")), escape(clean(words_found)))
            for line, reason, words_found in found.refused[(page - 1) * PAGE : page * PAGE]
        ]
        place.html(prose.table((w.line, w.why, w.cell), rows, css="wb-tight"))
