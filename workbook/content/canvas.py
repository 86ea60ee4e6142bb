"""The Triple Fit canvas: three levels, nine elements, five zones, and an invented account."""

from __future__ import annotations

from typing import Annotated, Final, Literal, get_args

from pydantic import Field

from workbook.content.sources import Sourced
from workbook.text import Frozen, Text

LevelId = Literal["planning", "execution", "resources"]
ElementId = Literal["strategy", "relationships", "communication", "solutions", "processes", "systems", "people", "structure", "knowledge"]
ELEMENTS: Final[tuple[ElementId, ...]] = get_args(ElementId)
Side = Literal["supplier", "customer"]
SIDES: Final[tuple[Side, ...]] = get_args(Side)
ZoneId = Literal["agreed_strength", "agreed_weakness", "blind_spot", "hidden_strength", "one_side_only"]
ZONES: Final[tuple[ZoneId, ...]] = get_args(ZoneId)
Score = Annotated[int, Field(ge=1, le=5)]


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
