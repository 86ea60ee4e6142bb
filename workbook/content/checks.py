"""What no single file can know: sources that do not exist, ids that do not match, methods left out, words that the code asks for.

Each check takes the parts of the content that it compares, by their names in `Content`; one whose parts could not be read waits for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from inspect import signature
from typing import Any, Final, get_args

from workbook.content.canvas import ELEMENTS, SIDES, ZONES, Canvas, LevelId
from workbook.content.cases import CASES, FIT_STEPS, Cases
from workbook.content.effects import Effects
from workbook.content.formulas import EXAMPLES, FORMULAS, HIDDEN, WEAK_POINTS, Drivers, Formulas, Lines
from workbook.content.methods import METHODS, Method, Question, Trait
from workbook.content.notes import Notes
from workbook.content.plan import STEPS as PLAN_STEPS
from workbook.content.plan import PlanContent
from workbook.content.process import CHECKS, COLUMNS, PLACES, STEPS, TAPS, THINGS, NextId, Process, ReasonId, Word
from workbook.content.process import EXAMPLES as EXAMPLES_OF_STEPS
from workbook.content.quizzes import QUIZZES, Quiz
from workbook.content.room import RoomContent
from workbook.content.sources import Facts, statements
from workbook.content.style import ITEMS, SelfAssessment
from workbook.content.words import KEYS
from workbook.text import Text, placeholders

Compared = tuple[str, Iterable[object], Iterable[object]]
"""Where something stands in `data/`, what is there, and what is expected."""


def contradictions(parts: Mapping[str, Any]) -> Iterator[str]:
    """What the parts of the content say against one another or against the code, a line each. A part that was not read is None."""
    for check in _CHECKS:
        needed = {name: parts[name] for name in signature(check).parameters}
        if all(map(_whole, needed.values())):
            for where, found, expected in check(**needed):
                if (there := list(found)) != (wanted := list(expected)):
                    yield f"data/{where}: expected {', '.join(map(str, wanted))}, found {', '.join(map(str, there))}"
    yield from _citations(parts)
    yield from _words(parts["words"])


def _whole(part: Any) -> bool:
    return part is not None and not (isinstance(part, tuple) and None in part)


def _citations(parts: Mapping[str, Any]) -> Iterator[str]:
    if parts["references"] is None:
        return
    known = {reference.url for reference in parts["references"].references}
    for path, statement in statements(parts):
        for url in statement.elsewhere:
            if url not in known:
                yield f"data/references.yaml: expected {url}, which {path} cites"


def _words(words: Mapping[str, Mapping[str, Text] | None]) -> Iterator[str]:
    for page, keys in KEYS.items():
        found = words[page]
        if found is None:
            continue
        for key in keys.keys() - found.keys():
            yield f"data/words/{page}.yaml: {key}: expected this key, found nothing"
        for key, text in found.items():
            if key not in keys:
                yield f"data/words/{page}.yaml: {key}: expected no such key"
            elif placeholders(text.en) != keys[key]:
                yield f"data/words/{page}.yaml: {key}: expected {_braces(keys[key])} in it, found {_braces(placeholders(text.en))}"


def _braces(names: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names)) or "nothing"


# ---- the checks


def _facts(facts: Facts) -> Iterator[Compared]:
    yield "facts.yaml: facts", [fact.number for fact in facts.facts], range(1, 104)
    yield "facts.yaml: sections", dict.fromkeys(fact.section for fact in facts.facts), [section.id for section in facts.sections]


def _methods(methods: tuple[Method, ...]) -> Iterator[Compared]:
    yield "methods: id", [method.id for method in methods], METHODS


def _traits(traits: tuple[Trait, ...]) -> Iterator[Compared]:
    for trait in traits:
        yield f"traits.yaml: {trait.id}: scores", sorted(trait.scores), sorted(METHODS)


def _formulas(formulas: Formulas) -> Iterator[Compared]:
    yield "value.yaml: formulas", [formula.id for formula in formulas.formulas], FORMULAS
    yield "value.yaml: drivers", [driver.id for driver in formulas.drivers], Drivers.model_fields
    yield "value.yaml: lines", [line.id for line in formulas.lines], Lines.model_fields
    yield "value.yaml: hidden", [line.id for line in formulas.hidden], HIDDEN
    yield "value.yaml: examples", [example.id for example in formulas.examples], EXAMPLES
    yield "value.yaml: weak_points", [point.id for point in formulas.weak_points], WEAK_POINTS


def _effects(effects: Effects) -> Iterator[Compared]:
    yield "effects.yaml: methods", [row.method for row in effects.methods], METHODS


def _self_assessment(self_assessment: SelfAssessment) -> Iterator[Compared]:
    yield "self_assessment.yaml: items", [item.id for item in self_assessment.items], ITEMS
    yield "self_assessment.yaml: advice", self_assessment.advice, METHODS


def _canvas(canvas: Canvas) -> Iterator[Compared]:
    yield "canvas.yaml: levels", [level.id for level in canvas.levels], get_args(LevelId)
    yield "canvas.yaml: elements", [element.id for element in canvas.elements], ELEMENTS
    yield "canvas.yaml: zones", [zone.id for zone in canvas.zones.kinds], ZONES
    yield "canvas.yaml: zones.rule: in braces", sorted(placeholders(canvas.zones.rule.en)), ["agreement", "strength"]
    for side in SIDES:
        yield f"canvas.yaml: example: {side}", list(canvas.example.ratings.get(side, ())), ELEMENTS


def _plan(plan: PlanContent) -> Iterator[Compared]:
    yield "plan.yaml: steps", [step.id for step in plan.steps], PLAN_STEPS
    yield "plan.yaml: zones", sorted(plan.zones), sorted(ZONES)
    yield "plan.yaml: elements", [element.id for element in plan.elements], ELEMENTS
    for zone, asked in plan.zones.items():
        filled = placeholders(asked.first.text.en) if asked.first else set()
        yield f"plan.yaml: zones.{zone}.first.text: in braces", sorted(filled | {"element"}), ["element"]


def _notes(notes: Notes) -> Iterator[Compared]:
    agendas, noted = notes.agendas, [note.id for note in notes.notes]
    visited = [slot.screen for agenda in (agendas.ninety_minutes, agendas.half_day) for slot in agenda.slots if slot.screen]
    yield "notes.yaml: agendas: screens with a note", [screen for screen in visited if screen in noted], visited
    yield "notes.yaml: agendas: ninety_minutes: minutes", [agendas.ninety_minutes.minutes], [90]
    yield "notes.yaml: agendas: half_day: minutes", [agendas.half_day.minutes], [240]


def _process(process: Process) -> Iterator[Compared]:
    yield "process.yaml: steps", [step.id for step in process.steps], STEPS
    yield "process.yaml: asks", [ask.id for ask in process.asks], get_args(Word)
    yield "process.yaml: taps", [(tap.id, *tap.options) for tap in process.taps], [(tap, *ids) for tap, ids in TAPS.items()]
    yield "process.yaml: reasons", sorted(process.reasons), sorted(get_args(ReasonId))
    yield "process.yaml: next", sorted(process.next), sorted(get_args(NextId))
    yield "process.yaml: things", [thing.id for thing in process.things], THINGS
    yield "process.yaml: crm: columns", process.crm.columns, COLUMNS
    yield "process.yaml: crm: values", process.crm.values, PLACES
    for thing in process.things:
        yield f"process.yaml: {thing.id}: first", thing.first, CHECKS
    yield "process.yaml: examples", [example.id for example in process.examples], EXAMPLES_OF_STEPS
    for example in process.examples:
        for part in ("rates", "hours", "wages", "online_hours", "online_wages"):
            steps = STEPS[:2] if part.startswith("online") else STEPS
            yield f"process.yaml: {example.id}: {part}", getattr(example, part), steps


def _cases(cases: Cases) -> Iterator[Compared]:
    yield "cases.yaml: steps", [step.id for step in cases.steps], FIT_STEPS
    yield "cases.yaml: cases", [case.id for case in cases.cases], CASES
    for case in cases.cases:
        yield f"cases.yaml: {case.id}: steps", list(case.steps), FIT_STEPS
        yield f"cases.yaml: {case.id}: elements", list(case.elements), ELEMENTS


def _quizzes(quizzes: tuple[Quiz, ...]) -> Iterator[Compared]:
    yield "quizzes: id", [quiz.id for quiz in quizzes], QUIZZES


def _room(room: RoomContent, questions: tuple[Question, ...]) -> Iterator[Compared]:
    options = {question.id: [option.id for option in question.options] for question in questions}
    for case in room.cases:
        yield f"room.yaml: cases: {case.id}: situation", sorted(case.situation), sorted(options)
        for question, option in case.situation.items():
            known = options.get(question, [])
            if option not in known:
                yield f"room.yaml: cases.{case.id}.situation.{question}: one of situation.yaml's", [option], known


_CHECKS: Final[tuple[Callable[..., Iterator[Compared]], ...]] = (
    _facts,
    _methods,
    _traits,
    _formulas,
    _effects,
    _self_assessment,
    _canvas,
    _plan,
    _notes,
    _process,
    _cases,
    _quizzes,
    _room,
)
