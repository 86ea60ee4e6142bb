"""What the workbook says: `data/`, read once and checked whole. One module here for the models of each subject.

`load` reads every file, and either returns a `Content` or raises one `ContentError` that lists every mistake with its file, the
path inside it and what was expected. Statements carry their sources; a statement that rests on a fact which is only claimed is a
claim itself, so caveats are written once, in `facts.yaml`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final

from pydantic import RootModel

from workbook.content.canvas import Canvas
from workbook.content.cases import Cases
from workbook.content.checks import contradictions
from workbook.content.effects import Effects
from workbook.content.formulas import Formulas
from workbook.content.methods import METHODS, Argument, Frame, Method, MethodId, Question, Situation, Trait, Traits
from workbook.content.notes import Note, Notes
from workbook.content.plan import PlanContent
from workbook.content.process import Process
from workbook.content.quizzes import QUIZZES, Quiz, QuizId
from workbook.content.reading import ContentError, Reader
from workbook.content.room import RoomContent
from workbook.content.sources import Fact, Facts, Reference, References, Statement, statements
from workbook.content.style import SelfAssessment
from workbook.content.words import KEYS
from workbook.text import Frozen, Text

__all__ = ["Content", "ContentError", "book", "load", "statements"]

DATA: Final = Path(__file__).resolve().parent.parent.parent / "data"
Words = dict[str, Text]
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
    words = {page: reader.file(f"words/{page}.yaml", _Dictionary) for page in KEYS}
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
    reader.mistakes += contradictions(parts)
    reader.stop_at_mistakes()
    return Content.model_construct(**parts)


@cache
def book() -> Content:
    """The content of this process, read at the first call."""
    return load()
