"""Any exercise on a screen: its questions as big things to tap, its result as sentences, pictures, tables and texts."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from html import escape
from typing import Any, Final

import streamlit as st

from workbook.canvas import CANNOT_JUDGE
from workbook.charts.base import Picture as Drawn
from workbook.charts.customer_values import customer_values
from workbook.charts.radar import Shape, outline, radar
from workbook.charts.votes import votes
from workbook.exercises import EXERCISES, telling
from workbook.exercises.shape import About, Cell, Kind, Pick, Picture, Question, Rate, Result, Said, Screen, Steps, Table, Write
from workbook.room import Given, Room, Stage, by_round
from workbook.text import clean, number
from workbook.ui import prose, writing
from workbook.ui.inputs import REVISION, anew, choice, kept, key
from workbook.ui.pictures import draw
from workbook.ui.session import inputs, language, marked, words

Save = Callable[[str, Any], None]
_KEPT: Final = 64
ROUNDS: Final = max(one.rounds for one in EXERCISES.values())
_results: Final[OrderedDict[tuple[Any, ...], Result | None]] = OrderedDict()


def says(exercise: str) -> Any:
    """The words of an exercise."""
    return words(f"exercise_{exercise}")


def name_of(stage: Stage) -> str:
    """What an exercise is called."""
    return telling.name_of(stage, language())


def shown(kind: Kind, cell: Cell, stage: Stage) -> str:
    """A cell as plain text."""
    return telling.told(kind, cell, stage, language())


def sentence(of: Said, stage: Stage) -> str:
    """A sentence of an exercise with its figures."""
    return telling.sentence(of, stage, language())


# ---- what everybody is told before answering


def brief(stage: Stage, level: int = 3) -> str:
    """What the exercise is about, as HTML: its case where it has one, with a heading of a level, and what to do."""
    w, lang, about = says(stage.exercise), language(), _about(stage)
    told = f'<p class="wb-brief">{escape(w.brief.format(**_filled(stage)))}</p>'
    if about.title is None:
        return told
    lines = "".join(f"<li>{escape(line[lang])}</li>" for line in about.lines)
    return f'<h{level} class="wb-case">{escape(about.title[lang])}</h{level}><ol class="wb-case-lines">{lines}</ol>{told}'


def _about(stage: Stage) -> About:
    exercise = EXERCISES[stage.exercise]
    return exercise.about(exercise.read_settings(stage.settings))


def _filled(stage: Stage) -> dict[str, str]:
    """What a brief or a question may name; what the host left unnamed has a word of its own."""
    w = says(stage.exercise)
    return {
        name: getattr(w, f"unnamed_{name}") if cell == "" else shown(kind, cell, stage)
        for name, (kind, cell) in _about(stage).filled.items()
    }


# ---- questions


def screens(stage: Stage, seat: int, body: Mapping[str, Any]) -> tuple[Screen, ...]:
    """What a phone shows one after the other."""
    exercise = EXERCISES[stage.exercise]
    return exercise.screens(exercise.read_settings(stage.settings), seat, exercise.read(body))


def ask(stage: Stage, screen: Screen, held: dict[str, Any], save: Save) -> None:
    """The questions of one screen. `held` has the answers by name as they are stored."""
    if screen.title:
        parts = [getattr(says(stage.exercise), f"part_{screen.part}")] if screen.part else []
        st.html(f'<p class="wb-about">{escape(" · ".join([*parts, shown(*screen.title, stage)]))}</p>')
    for question in screen.questions:
        _ask(stage, question, held, save)


def _ask(stage: Stage, question: Question, held: dict[str, Any], save: Save) -> None:
    w, common, lang, name = says(stage.exercise), words("exercises"), language(), question.name
    statement = question.asks if isinstance(question, Rate | Pick) else None
    asked = (statement[lang] if statement else getattr(w, f"ask_{name.partition('_')[0]}")).format(**_filled(stage))
    st.html(f'<h2 class="wb-question">{escape(asked)}</h2>')
    if hint := getattr(w, f"hint_{name}", ""):
        st.caption(marked(hint))

    def tapped() -> None:
        save(name, held[name])

    if isinstance(question, Pick):
        labels = {one: shown(question.kind, Decimal(one) if question.kind == "factor" else one, stage) for one in question.options}
        with st.container(key=f"taps-{question.kind}"):
            choice(held, name, asked, question.options, labels, then=tapped, wrap=True, label_visibility="collapsed")
        _arrived(held, name, f"{key(held, name)}:{lang}", tapped)
    elif isinstance(question, Rate):
        points: dict[Any, str] = {point: str(point) for point in range(1, 6)} | (
            {CANNOT_JUDGE: common.cannot_judge} if question.asks else {}
        )
        with st.container(key=f"scale-{name}"):
            choice(held, name, asked, list(points), points, then=tapped, wrap=True, label_visibility="collapsed")
        _arrived(held, name, f"{key(held, name)}:{lang}", tapped)
        if question.anchors:
            said = "".join(f"<dt>{point}</dt><dd>{escape(text[lang])}</dd>" for point, text in sorted(question.anchors.items()))
            st.html(f'<dl class="wb-anchors">{said}</dl>')
    elif isinstance(question, Steps):
        _steps(stage, question, asked, held, tapped)
    elif isinstance(question, Write):

        def written() -> None:
            if writing.fits(held[name], question.most):
                save(name, clean(held[name], question.most))
            else:
                held["unsaved"].add(name)

        look = {"most": question.most, "height": 120, "placeholder": w.hint_write, "label_visibility": "collapsed"}
        writing.lines(held, name, asked, then=written, **look)
        _arrived(held, name, key(held, name), written)
        st.button(common.keep, icon=":material/save:", width="stretch", key="keep-text")


def fits(screen: Screen, held: Mapping[str, Any]) -> bool:
    """Whether all that was typed on a screen can be stored whole."""
    return all(writing.fits(held[one.name] or "", one.most) for one in screen.questions if isinstance(one, Write))


def _arrived(held: dict[str, Any], name: str, widget: str, tapped: Callable[[], None]) -> None:
    """Store what a phone brings along into a new visit.

    A tap that a server has not seen before it was started again comes with the next one's first run, without a callback.
    """
    value = st.session_state.get(widget)
    if (value or held[name]) and str(value) != str(held[name]):
        held[name] = value
        tapped()


def _steps(stage: Stage, question: Steps, asked: str, held: dict[str, Any], tapped: Callable[[], None]) -> None:
    common, now = words("exercises"), None if held[question.name] is None else float(held[question.name])

    def move(by: Decimal) -> None:
        moved = Decimal(str(held[question.name] or 0)) + by
        held[question.name] = float(min(max(moved, question.least), question.most))
        anew(held, question.name)
        tapped()

    def typed() -> None:
        value = held[question.name]
        if value is None or question.least <= Decimal(str(value)) <= question.most:
            tapped()
        else:
            held["refused"] = question.name
            held[question.name] = held["stored"].get(question.name)
            anew(held, question.name)

    step = shown(question.kind, question.step, stage)
    with st.container(horizontal=True, vertical_alignment="bottom", key="steps-figure"):
        st.button(f"−{marked(step)}", on_click=move, args=(-question.step,), disabled=not now, width="stretch", key=key(held, "step-down"))
        st.number_input(
            asked,
            None,
            None,
            now,
            step=float(question.step),
            format="%.2f" if now is not None and now != int(now) else "%.0f",
            placeholder=common.tap_or_type,
            label_visibility="collapsed",
            **kept(held, question.name, then=typed),
        )
        st.button(f"+{marked(step)}", on_click=move, args=(question.step,), width="stretch", key=key(held, "step-up"))
    if held.pop("refused", None):
        st.error(common.refused.format(most=number(question.most, language())))


def own_answer(stage: Stage, seat: int, body: Mapping[str, Any]) -> str:
    """A person's own answer as an HTML table."""
    w, common, lang, rows = says(stage.exercise), words("exercises"), language(), []
    for screen in screens(stage, seat, body):
        for question in screen.questions:
            given = body.get(question.name)
            asks = question.asks if isinstance(question, Pick) else None
            label = asks[lang] if asks else shown(*screen.title, stage) if screen.title else str(getattr(w, f"short_{question.name}"))
            if question.name.startswith("predict_"):
                label = common.predicted.format(element=label)
            if isinstance(question, Rate):
                said = common.cannot_judge if given == CANNOT_JUDGE else shown("score", given, stage)
            elif isinstance(question, Write):
                said = shown("plain", given, stage)
            else:
                said = shown(question.kind, given, stage)
            rows.append((escape(label), writing.typed(said) if isinstance(question, Write) else escape(said)))
    return prose.table((common.question, common.yours), rows, css="wb-tight")


# ---- results


def result_of(room: Room, stage: Stage, answers: Sequence[Given]) -> Result | None:
    """What the answers come to, computed once for each beat of the room; None below the floor."""
    named = any(one.name for one in answers)
    key = room.id, room.pulse, stage.number, stage.round, room.floor, named, json.dumps(dict(stage.settings), sort_keys=True)
    if key not in _results:
        exercise = EXERCISES[stage.exercise]
        found = exercise.result(by_round(answers, stage.round), exercise.read_settings(stage.settings), room.floor)
        _results[key] = found
        while len(_results) > _KEPT:
            _results.popitem(last=False)
    return _results[key]


def too_few(room: Room) -> None:
    """Why nothing is shown."""
    st.info(telling.too_few(room.floor, language()), icon=":material/visibility_off:")


def result(
    stage: Stage, found: Result, *, height: int = 380, pictures: bool = True, detail: bool = True, level: int = 3
) -> tuple[Drawn, ...]:
    """A result: sentences first, then pictures, tables, texts with headings of a level.

    A phone does without pictures, the wall without the long tables. Returns the pictures as they were drawn, to take along.
    """
    said = [sentence(one, stage) for one in found.said if pictures or one.key not in _OF_PICTURES]
    st.html("".join(f'<p class="wb-says">{escape(one)}</p>' for one in said))
    drawn = tuple(_PICTURES[picture.chart](stage, picture, height) for picture in found.pictures) if pictures else ()
    for table in found.tables:
        if detail or table.key not in _LONG:
            st.html(as_table(stage, table))
    if found.groups:
        st.html(
            '<div class="wb-actions">'
            + "".join(
                f"<section><h{level}>{escape(shown('element', group.element, stage))}</h{level}><ul>"
                + "".join(f"<li>{escape(clean(text, 500))}{_by(name)}</li>" for text, name in group.texts)
                + "</ul></section>"
                for group in found.groups
            )
            + "</div>"
        )
    return drawn


_LONG: Final = ("people",)
_OF_PICTURES: Final = ("beyond",)


def _by(name: str) -> str:
    return f" <small>{escape(clean(name))}</small>" if name else ""


def as_table(stage: Stage, table: Table) -> str:
    """A table of a result as HTML."""
    lang = language()
    numbers = [index for index, (_, kind) in enumerate(table.columns) if kind in telling.FIGURES]
    rows = [[escape(cell) for cell in row] for row in telling.rows(table, stage, lang)]
    css = "wb-stack" if any(kind == "text" for _, kind in table.columns) else "wb-tight"
    caption = telling.word(stage, f"table_{table.key}", lang)
    return prose.table(telling.head(table, stage, lang), rows, caption=caption, css=f"{css} wb-of-{table.key}", numbers=numbers)


def _drawn(build: Callable[..., Any]) -> Callable[[Stage, Picture, int], Drawn]:
    def draws(stage: Stage, picture: Picture, height: int) -> Drawn:
        said = sentence(picture.said, stage)
        return draw(build, picture.columns, words=f"exercise_{stage.exercise}", alt_text=said, height=height, **picture.fixed)

    return draws


def _radar(stage: Stage, picture: Picture, height: int) -> Drawn:
    sides = zip(picture.columns["side"], picture.columns["scores"], picture.columns["bands"], strict=True)
    columns = outline({side: Shape(scores, bands) for side, scores, bands in sides})
    return draw(radar, columns, words="triple_fit", alt_text=sentence(picture.said, stage), height=height, banded="band" in columns)


_PICTURES: Final = {"customer_values": _drawn(customer_values), "votes": _drawn(votes), "radar": _radar}


def held_answers(room: Room, stage: Stage) -> dict[str, Any]:
    """Where a phone is in an exercise (None before it is there), its answers as they were read last, and what is not stored."""
    fields = EXERCISES[stage.exercise].answer.model_fields
    key = f"room:{room.id}:{stage.number}:{stage.round}"
    # widgets of its own: a browser that has not seen the change yet would bring the taps of the exercise or the round before into this one
    revision = {REVISION: stage.number * ROUNDS + stage.round - 1}
    return inputs(key, lambda: {"screen": None, "changed": None, "stored": {}, "unsaved": set(), **dict.fromkeys(fields), **revision})
