"""What the plan says: five steps, a question for each zone, and actions to begin with for each element."""

from __future__ import annotations

from typing import Annotated, Final, Literal, get_args

from pydantic import AfterValidator, Field

from workbook.content.canvas import ElementId, Score, Side, ZoneId
from workbook.content.sources import Sourced
from workbook.text import Frozen, Text

StepId = Literal["relationship", "causes", "actions", "horizons", "balance"]
STEPS: Final[tuple[StepId, ...]] = get_args(StepId)


def _short(text: Text) -> Text:
    if max(len(text.en), len(text.zh)) > 180:
        raise ValueError("expected at most 180 characters: it becomes a line of the plan")
    return text


class Step(Frozen):
    """One of the article's five steps."""

    id: StepId
    name: Text
    does: Sourced


class Suggestion(Frozen):
    """An action to begin with. `{element}` in a text is the element's name."""

    text: Annotated[Sourced, AfterValidator(_short)]
    indicator: Annotated[Text, AfterValidator(_short)]
    horizon: Literal["quick_win", "year", "vision"]
    side: Side


class ZonePrompt(Frozen):
    """What to ask in a zone, and the action that comes before all others there; None where none does."""

    asks: Text
    first: Suggestion | None = None


class ElementActions(Frozen):
    """Suggested actions for an element, one for each horizon at least."""

    id: ElementId
    actions: tuple[Suggestion, ...] = Field(min_length=3)


class ExampleAction(Frozen):
    """An invented line of a plan, due so many days from today."""

    element: ElementId
    text: Text
    owner: Text
    indicator: Text
    side: Side
    horizon: Literal["quick_win", "year", "vision"]
    days: int
    status: Literal["open", "under_way", "done", "dropped"]
    target: Score
    unit: Literal["money", "points"]
    effort: dict[Side, int]
    benefit: dict[Side, int]


class ExamplePlan(Frozen):
    """An invented plan for the invented account of the canvas."""

    vision: Text
    actions: tuple[ExampleAction, ...]


class PlanContent(Frozen):
    """Everything that `/plan` says besides its labels."""

    steps: tuple[Step, ...]
    zones: dict[ZoneId, ZonePrompt]
    elements: tuple[ElementActions, ...]
    points: tuple[Sourced, ...]
    example: ExamplePlan

    def step(self, step: StepId) -> Step:
        """One step by its id."""
        return self.steps[STEPS.index(step)]

    def suggestions(self, element: ElementId, zone: ZoneId | None) -> tuple[Suggestion, ...]:
        """What could be done for an element: what its zone asks for first, then its own."""
        own = next(one.actions for one in self.elements if one.id == element)
        first = self.zones[zone].first if zone else None
        return (first, *own) if first else own
