"""What the workbook says: `data/`, read once and checked whole. One module here for the models of each subject.

`load` reads every file, and either returns a `Content` or raises one `ContentError` that lists every mistake with its file, the
path inside it and what was expected. Statements carry their sources; a statement that rests on a fact which is only claimed is a
claim itself, so caveats are written once, in `facts.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final, get_args

from pydantic import RootModel

from workbook.content.canvas import ELEMENTS, SIDES, ZONES, Canvas, LevelId
from workbook.content.cases import CASES, FIT_STEPS, Cases
from workbook.content.effects import Effects
from workbook.content.formulas import Drivers, Formulas, Lines
from workbook.content.methods import METHODS, Argument, Frame, Method, MethodId, Question, Situation, Trait, Traits
from workbook.content.notes import Note, Notes
from workbook.content.plan import STEPS as PLAN_STEPS
from workbook.content.plan import PlanContent
from workbook.content.process import CHECKS, COLUMNS, PLACES, STEPS, TAPS, THINGS, NextId, Process, ReasonId, Word
from workbook.content.quizzes import QUIZZES, Quiz, QuizId
from workbook.content.reading import ContentError, Reader
from workbook.content.room import RoomContent
from workbook.content.sources import Fact, Facts, Reference, References, Statement, statements
from workbook.content.style import ITEMS, SelfAssessment
from workbook.text import Frozen, Text

__all__ = ["Content", "ContentError", "book", "load", "statements"]

DATA: Final = Path(__file__).resolve().parent.parent.parent / "data"
Words = dict[str, Text]
WORDS: Final = (
    "frame", "prose", "saved", "start", "path", "guide",
    "compare", "process", "cases", "quiz", "sources",
    "self_assessment", "value", "scenarios", "five_methods",
    "accounts", "triple_fit", "plan", "links", "my_data", "questionnaire", "shared",
    "room", "join", "present", "exercises", "exercise_perception", "exercise_canvas", "exercise_method", "exercise_style",
    "exercise_takeaway", "take_along",
)  # fmt: skip
"""The files of words, one a page besides those of the frame and of statements."""
_Dictionary = RootModel[Words]


class Content(Frozen):
    """All of `data/`."""

    facts: Facts
    references: References
    methods: tuple[Method, ...]
    traits: tuple[Trait, ...]
    questions: tuple[Question, ...]
    frame: Frame
    argument: Argument
    formulas: Formulas
    effects: Effects
    self_assessment: SelfAssessment
    canvas: Canvas
    plan: PlanContent
    notes: Notes
    process: Process
    cases: Cases
    quizzes: tuple[Quiz, ...]
    room: RoomContent
    words: dict[str, Words]

    def method(self, method: MethodId) -> Method:
        """One method by its id."""
        return self.methods[METHODS.index(method)]

    def quiz(self, quiz: QuizId) -> Quiz:
        """The quiz of one page."""
        return self.quizzes[QUIZZES.index(quiz)]

    def fact(self, number: int) -> Fact:
        """One fact of the article by its number."""
        return self.facts.facts[number - 1]

    def reference(self, url: str) -> Reference:
        """One other source by its address."""
        return next(reference for reference in self.references.references if reference.url == url)

    def note(self, screen: str) -> Note | None:
        """The trainer's note on a screen, by its address; None where there is none."""
        return next((note for note in self.notes.notes if note.id == screen), None)

    def caveats(self, statement: Statement) -> tuple[Text, ...]:
        """Why a statement is only a claim: the caveats of the facts it rests on."""
        return tuple(caveat for number in statement.article if (caveat := self.fact(number).caveat))


def load(folder: Path = DATA) -> Content:
    """Read and check all of `folder`.

    Raises `ContentError` with every mistake at once: `data/canvas.yaml: levels.0.name.zh: expected a text (in quotes)`.
    """
    reader = Reader(folder)
    traits, situation = reader.file("traits.yaml", Traits), reader.file("situation.yaml", Situation)
    words = {page: reader.file(f"words/{page}.yaml", _Dictionary) for page in WORDS}
    parts: dict[str, Any] = {
        "facts": reader.file("facts.yaml", Facts),
        "references": reader.file("references.yaml", References),
        "methods": tuple(reader.file(f"methods/{method}.yaml", Method) for method in METHODS),
        "traits": traits and traits.traits,
        "questions": situation and situation.questions,
        "frame": reader.file("frame.yaml", Frame),
        "argument": reader.file("argument.yaml", Argument),
        "formulas": reader.file("value.yaml", Formulas),
        "effects": reader.file("effects.yaml", Effects),
        "self_assessment": reader.file("self_assessment.yaml", SelfAssessment),
        "canvas": reader.file("canvas.yaml", Canvas),
        "plan": reader.file("plan.yaml", PlanContent),
        "notes": reader.file("notes.yaml", Notes),
        "process": reader.file("process.yaml", Process),
        "cases": reader.file("cases.yaml", Cases),
        "quizzes": tuple(reader.file(f"quizzes/{quiz}.yaml", Quiz) for quiz in QUIZZES),
        "room": reader.file("room.yaml", RoomContent),
        "words": {page: dictionary and dictionary.root for page, dictionary in words.items()},
    }
    reader.stop_at_mistakes()
    content = Content.model_construct(**parts)
    reader.mistakes += _contradictions(content)
    reader.stop_at_mistakes()
    return content


@cache
def book() -> Content:
    """The content of this process, read at the first call."""
    return load()


def _contradictions(content: Content) -> Iterator[str]:
    """What no single file can know: sources that do not exist, ids that do not match, methods left out."""
    known = {reference.url for reference in content.references.references}
    for path, statement in statements(content):
        for url in statement.elsewhere:
            if url not in known:
                yield f"data/references.yaml: expected {url}, which {path} cites"
    agendas, noted = content.notes.agendas, [note.id for note in content.notes.notes]
    visited = [slot.screen for agenda in (agendas.ninety_minutes, agendas.half_day) for slot in agenda.slots if slot.screen]
    checks: tuple[tuple[str, Iterable[object], Iterable[object]], ...] = (
        ("facts.yaml: facts", [fact.number for fact in content.facts.facts], range(1, 104)),
        ("facts.yaml: sections", dict.fromkeys(fact.section for fact in content.facts.facts), [s.id for s in content.facts.sections]),
        ("methods: id", [method.id for method in content.methods], METHODS),
        ("canvas.yaml: levels", [level.id for level in content.canvas.levels], get_args(LevelId)),
        ("canvas.yaml: elements", [element.id for element in content.canvas.elements], ELEMENTS),
        ("canvas.yaml: zones", [zone.id for zone in content.canvas.zones.kinds], ZONES),
        ("cases.yaml: steps", [step.id for step in content.cases.steps], FIT_STEPS),
        ("cases.yaml: cases", [case.id for case in content.cases.cases], CASES),
        ("quizzes: id", [quiz.id for quiz in content.quizzes], QUIZZES),
        ("effects.yaml: methods", [row.method for row in content.effects.methods], METHODS),
        ("self_assessment.yaml: items", [item.id for item in content.self_assessment.items], ITEMS),
        ("self_assessment.yaml: advice", content.self_assessment.advice, METHODS),
        ("value.yaml: drivers", [driver.id for driver in content.formulas.drivers], Drivers.model_fields),
        ("value.yaml: lines", [line.id for line in content.formulas.lines], Lines.model_fields),
        ("plan.yaml: steps", [step.id for step in content.plan.steps], PLAN_STEPS),
        ("plan.yaml: zones", sorted(content.plan.zones), sorted(ZONES)),
        ("plan.yaml: elements", [element.id for element in content.plan.elements], ELEMENTS),
        ("notes.yaml: notes: id", noted, dict.fromkeys(noted)),
        ("notes.yaml: agendas: screens with a note", [screen for screen in visited if screen in noted], visited),
        ("notes.yaml: agendas: ninety_minutes: minutes", [agendas.ninety_minutes.minutes], [90]),
        ("notes.yaml: agendas: half_day: minutes", [agendas.half_day.minutes], [240]),
        ("process.yaml: steps", [step.id for step in content.process.steps], STEPS),
        ("process.yaml: asks", [ask.id for ask in content.process.asks], get_args(Word)),
        ("process.yaml: taps", [(tap.id, *tap.options) for tap in content.process.taps], [(tap, *ids) for tap, ids in TAPS.items()]),
        ("process.yaml: reasons", sorted(content.process.reasons), sorted(get_args(ReasonId))),
        ("process.yaml: next", sorted(content.process.next), sorted(get_args(NextId))),
        ("process.yaml: things", [thing.id for thing in content.process.things], THINGS),
        ("process.yaml: crm: columns", content.process.crm.columns, COLUMNS),
        ("process.yaml: crm: values", content.process.crm.values, PLACES),
        *((f"process.yaml: {thing.id}: first", thing.first, CHECKS) for thing in content.process.things),
        *(
            (f"process.yaml: {example.id}: {part}", getattr(example, part), STEPS[:2] if part.startswith("online") else STEPS)
            for example in content.process.examples
            for part in ("rates", "hours", "wages", "online_hours", "online_wages")
        ),
        *(
            (f"room.yaml: cases: {case.id}: situation", sorted(case.situation), sorted(q.id for q in content.questions))
            for case in content.room.cases
        ),
        *((f"traits.yaml: {trait.id}: scores", sorted(trait.scores), sorted(METHODS)) for trait in content.traits),
        *((f"cases.yaml: {case.id}: steps", list(case.steps), FIT_STEPS) for case in content.cases.cases),
        *((f"cases.yaml: {case.id}: elements", list(case.elements), ELEMENTS) for case in content.cases.cases),
        *((f"canvas.yaml: example: {side}", list(content.canvas.example.ratings.get(side, ())), ELEMENTS) for side in SIDES),
    )
    options = {question.id: [option.id for option in question.options] for question in content.questions}
    for case in content.room.cases:
        for question, option in case.situation.items():
            if option not in options.get(question, ()):
                yield f"data/room.yaml: cases.{case.id}.situation: expected an answer of situation.yaml, found {question}: {option}"
    for where, found, expected in checks:
        if list(found) != list(expected):
            yield f"data/{where}: expected {', '.join(map(str, expected))}, found {', '.join(map(str, found))}"
