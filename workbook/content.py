"""What the workbook says: the models of `data/`, read once and checked whole.

`load` reads every file, and either returns a `Content` or raises one `ContentError` that lists every mistake with its file, the
path inside it and what was expected. Statements carry their sources; a statement that rests on a fact which is only claimed is a
claim itself, so caveats are written once, in `facts.yaml`.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Final, Literal, TypeVar, get_args

import yaml
from pydantic import AfterValidator, BaseModel, Field, RootModel, ValidationError

from workbook.text import Frozen, Text

DATA: Final = Path(__file__).resolve().parent.parent / "data"

MethodId = Literal["relationship", "product", "consultative", "value", "customer_centric"]
METHODS: Final[tuple[MethodId, ...]] = get_args(MethodId)
LevelId = Literal["planning", "execution", "resources"]
ElementId = Literal["strategy", "relationships", "communication", "solutions", "processes", "systems", "people", "structure", "knowledge"]
ELEMENTS: Final[tuple[ElementId, ...]] = get_args(ElementId)
Side = Literal["supplier", "customer"]
SIDES: Final[tuple[Side, ...]] = get_args(Side)
ZoneId = Literal["agreed_strength", "agreed_weakness", "blind_spot", "hidden_strength", "one_side_only"]
ZONES: Final[tuple[ZoneId, ...]] = get_args(ZoneId)
SourceKind = Literal["article", "elsewhere", "ours"]
Score = Annotated[int, Field(ge=1, le=5)]
Amount = Annotated[Decimal, Field(ge=0, le=10_000_000_000)]
Factor = Annotated[Decimal, Field(ge=0, le=Decimal("1.5"))]


class ContentError(ValueError):
    """`data/` is not as the workbook needs it. The message lists every mistake, one a line."""


# ---- statements and their sources


class Statement(Text):
    """A text with its source: numbers of the article's facts, addresses of other sources, or the workbook's own reading."""

    article: tuple[Annotated[int, Field(ge=1, le=103)], ...] = ()
    elsewhere: tuple[str, ...] = Field(default=(), alias="from")
    ours: bool = False

    @property
    def kinds(self) -> tuple[SourceKind, ...]:
        """Where it comes from, in the order in which sources are named."""
        has = {"article": bool(self.article), "elsewhere": bool(self.elsewhere), "ours": self.ours}
        return tuple(kind for kind in get_args(SourceKind) if has[kind])


def _sourced(statement: Statement) -> Statement:
    if not statement.kinds:
        raise ValueError("expected a source: article: [numbers], from: [addresses] or ours: true")
    return statement


Sourced = Annotated[Statement, AfterValidator(_sourced)]


class Fact(Text):
    """One numbered fact of the article in our words; `caveat` makes whatever cites it a claim."""

    number: int
    section: str
    caveat: Text | None = None
    left_out: Text | None = None


class Section(Frozen):
    """A part of the article."""

    id: str
    name: Text


class Facts(Frozen):
    """Everything the article says, by number."""

    sections: tuple[Section, ...]
    facts: tuple[Fact, ...]


class Reference(Frozen):
    """A source other than the article: its address, what to call it, and how far to trust it."""

    url: Annotated[str, Field(pattern=r"^https?://\S+$")]
    label: Text
    note: Text | None = None


class References(Frozen):
    """Every other source."""

    references: tuple[Reference, ...]


# ---- the five methods


class Aspects(Frozen):
    """What can be said of each method, in the order in which it is shown."""

    origin: tuple[Sourced, ...] = Field(min_length=1)
    core_idea: tuple[Sourced, ...] = Field(min_length=1)
    why_customer_buys: tuple[Sourced, ...] = Field(min_length=1)
    seller_role: tuple[Sourced, ...] = Field(min_length=1)
    questions: tuple[Sourced, ...] = Field(min_length=5)
    metrics: tuple[Sourced, ...] = Field(min_length=4)
    fits_when: tuple[Sourced, ...] = Field(min_length=1)
    fails_when: tuple[Sourced, ...] = Field(min_length=1)
    hidden_costs: tuple[Sourced, ...] = Field(min_length=1)
    article_says: tuple[Sourced, ...] = Field(min_length=1)
    others_say: tuple[Sourced, ...] = Field(min_length=1)


ASPECTS: Final[tuple[str, ...]] = tuple(Aspects.model_fields)


class Method(Frozen):
    """One way of selling."""

    id: MethodId
    name: Text
    short: Text
    summary: Sourced
    aspects: Aspects


class TraitScore(Frozen):
    """Where a method stands on a trait, 1-5, and why."""

    score: Score
    why: Text


class Trait(Frozen):
    """A property by which the methods differ; `low` and `high` say what 1 and 5 look like."""

    id: str
    name: Text
    meaning: Text
    low: Text
    high: Text
    scores: dict[MethodId, TraitScore]


class Traits(Frozen):
    """The methods' profile: the workbook's reading."""

    traits: tuple[Trait, ...] = Field(min_length=7)


class Points(Frozen):
    """What an answer does for a method, and why."""

    points: Annotated[int, Field(ge=-2, le=2)]
    reason: Text


class Option(Frozen):
    """One answer to a question on the situation."""

    id: str
    label: Text
    points: dict[MethodId, Points]


class Question(Frozen):
    """A question on the situation that a method has to fit."""

    id: str
    question: Text
    why: Sourced
    options: tuple[Option, ...] = Field(min_length=2)


class Situation(Frozen):
    """The questions behind the fit of a method to a situation."""

    questions: tuple[Question, ...] = Field(min_length=6, max_length=8)


class Named(Frozen):
    """A named point of the article's frame."""

    id: str
    name: Text
    body: Sourced


class Frame(Frozen):
    """What the article says a method is for."""

    problems: tuple[Named, ...] = Field(min_length=3, max_length=3)
    things: tuple[Named, ...] = Field(min_length=5, max_length=5)
    layers: tuple[Named, ...] = Field(min_length=5, max_length=5)
    styles: tuple[Named, ...] = Field(min_length=3, max_length=3)
    points: tuple[Sourced, ...]


class Step(Frozen):
    """A step of the article's argument."""

    id: str
    name: Text
    body: tuple[Sourced, ...] = Field(min_length=1)


class Claim(Frozen):
    """A figure that the workbook repeats but does not vouch for."""

    id: str
    figure: Text
    body: Sourced
    caveat: Text


class Argument(Frozen):
    """The article's way from relationship to customer-centric selling."""

    steps: tuple[Step, ...] = Field(min_length=3)
    claims: tuple[Claim, ...] = Field(min_length=4)
    conflicts: tuple[Sourced, ...]


# ---- the value formulas


class Line(Frozen):
    """A named input of the value formulas."""

    id: str
    name: Text
    help: Text


class Driver(Line):
    """One of the three things that shape perception, with its weight before anybody edits it."""

    weight: Amount


class Lines(Frozen):
    """What the customer pays, line by line: amounts."""

    price: Amount
    introduction: Amount
    effort: Amount
    risk: Amount


class Drivers(Frozen):
    """How the customer sees it, driver by driver: factors of 0-1.5."""

    product: Factor
    personal_kpi: Factor
    service: Factor


class Example(Frozen):
    """A worked example. `statements` say which figures are the article's and which are ours."""

    id: str
    name: Text
    product: Amount
    seller: Amount
    drivers: Drivers
    lines: Lines
    favours: Amount
    rivals: Amount
    statements: tuple[Sourced, ...] = Field(min_length=1)


class Formulas(Frozen):
    """What `/value` says beside the arithmetic."""

    formulas: tuple[Named, ...] = Field(min_length=3, max_length=3)
    drivers: tuple[Driver, ...] = Field(min_length=3, max_length=3)
    lines: tuple[Line, ...] = Field(min_length=4, max_length=4)
    hidden: tuple[Line, ...] = Field(min_length=2, max_length=2)
    examples: tuple[Example, ...] = Field(min_length=2)
    weak_points: tuple[Named, ...] = Field(min_length=3, max_length=3)
    compliance: tuple[Sourced, ...]
    notes: tuple[Sourced, ...]


# ---- the canvas


class Element(Frozen):
    """One of the nine fields: what it is, what each side rates, what a score looks like, what to do when it is low."""

    id: ElementId
    name: Text
    definition: Sourced
    supplier: Text
    customer: Text
    anchors: dict[Literal["1", "3", "5"], Text] = Field(min_length=3)
    next: tuple[Sourced, ...] = Field(min_length=1)

    def statement(self, side: Side) -> Text:
        """The sentence that a side rates."""
        return self.supplier if side == "supplier" else self.customer


class Level(Frozen):
    """Three elements of the same kind."""

    id: LevelId
    name: Text
    asks: Sourced
    points: tuple[Sourced, ...]
    elements: tuple[Element, ...] = Field(min_length=3, max_length=3)


class Thresholds(Frozen):
    """How far apart two scores still agree, and from which mean on an agreement is a strength."""

    agreement_within: Annotated[float, Field(ge=0, le=4)]
    strength_from: Annotated[float, Field(ge=1, le=5)]


class Zone(Frozen):
    """Where level and agreement put an element, and what to do there."""

    id: ZoneId
    name: Text
    meaning: Text
    next: Sourced


class ZoneRule(Frozen):
    """The zones and the thresholds between them."""

    thresholds: Thresholds
    rule: Text
    kinds: tuple[Zone, ...] = Field(min_length=5, max_length=5)


class ExampleAccount(Frozen):
    """An invented account for a trainer on stage."""

    name: Text
    story: Text
    ratings: dict[Side, dict[ElementId, Score | Literal["cannot_judge"]]]
    notes: dict[Side, dict[ElementId, Text]]


class Canvas(Frozen):
    """The Triple Fit canvas: three levels, nine elements, five zones."""

    levels: tuple[Level, ...] = Field(min_length=3, max_length=3)
    zones: ZoneRule
    example: ExampleAccount
    points: tuple[Sourced, ...]

    @property
    def elements(self) -> tuple[Element, ...]:
        """The nine elements in the order of the canvas."""
        return tuple(element for level in self.levels for element in level.elements)

    def zone(self, zone: ZoneId) -> Zone:
        """One zone by its id."""
        return next(kind for kind in self.zones.kinds if kind.id == zone)


Words = dict[str, Text]
WORDS: Final = (
    "frame", "prose", "saved", "start", "compare", "sources", "value", "scenarios",
    "accounts", "triple_fit", "links", "my_data", "questionnaire", "shared",
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
    canvas: Canvas
    words: dict[str, Words]

    def method(self, method: MethodId) -> Method:
        """One method by its id."""
        return self.methods[METHODS.index(method)]

    def fact(self, number: int) -> Fact:
        """One fact of the article by its number."""
        return self.facts.facts[number - 1]

    def reference(self, url: str) -> Reference:
        """One other source by its address."""
        return next(reference for reference in self.references.references if reference.url == url)

    def caveats(self, statement: Statement) -> tuple[Text, ...]:
        """Why a statement is only a claim: the caveats of the facts it rests on."""
        return tuple(caveat for number in statement.article if (caveat := self.fact(number).caveat))


# ---- reading


_Model = TypeVar("_Model", bound=BaseModel)
_EXPECTED: Final = {
    "missing": "expected this key, found nothing",
    "extra_forbidden": "expected no such key",
    "string_type": "expected a text (in quotes)",
}


def statements(content: object, path: str = "") -> Iterator[tuple[str, Statement]]:
    """Every sourced statement below a model, with its dotted path, in the order of the files."""
    if isinstance(content, Statement):
        if content.kinds:
            yield path, content
    elif isinstance(content, BaseModel):
        for name in type(content).model_fields:
            yield from statements(getattr(content, name), f"{path}.{name}".lstrip("."))
    elif isinstance(content, Mapping):
        for name, value in content.items():
            yield from statements(value, f"{path}.{name}")
    elif isinstance(content, tuple):
        for index, value in enumerate(content):
            yield from statements(value, f"{path}.{getattr(value, 'id', index)}")


def load(folder: Path = DATA) -> Content:
    """Read and check all of `folder`.

    Raises `ContentError` with every mistake at once: `data/canvas.yaml: levels.0.name.zh: expected a text (in quotes)`.
    """
    reader = _Reader(folder)
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
        "canvas": reader.file("canvas.yaml", Canvas),
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


class _Reader:
    """Reads YAML files into models and gathers what is wrong with them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.mistakes: list[str] = []

    def file(self, name: str, model: type[_Model]) -> _Model | None:
        """One file as a model, or None and the mistakes noted."""
        try:
            raw = yaml.load((self.folder / name).read_text(encoding="utf-8"), Loader=_UniqueKeys)  # noqa: S506 - a safe loader
            # JSON is what strict models understand: lists for tuples, texts for keys
            return model.model_validate_json(json.dumps(raw, ensure_ascii=False))
        except FileNotFoundError:
            self.mistakes.append(f"data/{name}: expected this file, found nothing")
        except (yaml.YAMLError, TypeError, UnicodeDecodeError) as error:
            self.mistakes.append(f"data/{name}: expected YAML of texts, numbers, lists and mappings: {' '.join(str(error).split())}")
        except ValidationError as error:
            found = error.errors()
            for one in found:
                # a list is also called too short when what is wrong is one of its items
                if one["type"] == "too_short" and any(
                    other is not one and other["loc"][: len(one["loc"])] == one["loc"] for other in found
                ):
                    continue
                where = ".".join(str(step) for step in one["loc"]) or "(whole file)"
                what = _EXPECTED.get(one["type"], one["msg"].removeprefix("Value error, "))
                self.mistakes.append(f"data/{name}: {where}: {what}")
        return None

    def stop_at_mistakes(self) -> None:
        """Raise if anything was wrong so far."""
        if self.mistakes:
            raise ContentError("\n".join(self.mistakes))


class _UniqueKeys(yaml.CSafeLoader):
    """YAML in which a key that stands twice is a mistake, not a silent overwrite."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, object]:
        """The mapping, once every key in it is seen to be unique."""
        keys = [key.value for key, _ in node.value]
        if twice := sorted({key for key in keys if keys.count(key) > 1}):
            raise yaml.constructor.ConstructorError(None, None, f"the key {twice[0]!r} stands twice", node.start_mark)
        return super().construct_mapping(node, deep)


def _contradictions(content: Content) -> Iterator[str]:
    """What no single file can know: sources that do not exist, ids that do not match, methods left out."""
    known = {reference.url for reference in content.references.references}
    for path, statement in statements(content):
        for url in statement.elsewhere:
            if url not in known:
                yield f"data/references.yaml: expected {url}, which {path} cites"
    checks: tuple[tuple[str, Iterable[object], Iterable[object]], ...] = (
        ("facts.yaml: facts", [fact.number for fact in content.facts.facts], range(1, 104)),
        ("facts.yaml: sections", dict.fromkeys(fact.section for fact in content.facts.facts), [s.id for s in content.facts.sections]),
        ("methods: id", [method.id for method in content.methods], METHODS),
        ("canvas.yaml: levels", [level.id for level in content.canvas.levels], get_args(LevelId)),
        ("canvas.yaml: elements", [element.id for element in content.canvas.elements], ELEMENTS),
        ("canvas.yaml: zones", [zone.id for zone in content.canvas.zones.kinds], ZONES),
        ("value.yaml: drivers", [driver.id for driver in content.formulas.drivers], Drivers.model_fields),
        ("value.yaml: lines", [line.id for line in content.formulas.lines], Lines.model_fields),
        *((f"traits.yaml: {trait.id}: scores", sorted(trait.scores), sorted(METHODS)) for trait in content.traits),
        *((f"canvas.yaml: example: {side}", list(content.canvas.example.ratings.get(side, ())), ELEMENTS) for side in SIDES),
    )
    for where, found, expected in checks:
        if list(found) != list(expected):
            yield f"data/{where}: expected {', '.join(map(str, expected))}, found {', '.join(map(str, found))}"
