"""The self-assessment: fifteen things done in the last three cases, and what to do next."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Final, Literal, Self, get_args

from pydantic import Field, model_validator

from workbook.content.methods import METHODS, MethodId
from workbook.content.sources import Named, Sourced
from workbook.text import Frozen

ItemId = Literal[
    "asked_causes", "showed_first", "talked_years", "kept_in_touch", "worked_out_gain",
    "answered_with_functions", "advised_freely", "friend_spoke", "linked_targets", "several_levels",
    "asked_friend", "shared_effort", "ended_on_price", "checked_perception", "shaped_together",
]  # fmt: skip
ITEMS: Final[tuple[ItemId, ...]] = get_args(ItemId)
"""In the order in which they are asked: no two neighbours of one method."""
CASES: Final = 3
PER_METHOD: Final = 3
Stance = Literal["keep", "more", "less"]


class Item(Frozen):
    """Something that a seller did or did not do in a case."""

    id: ItemId
    method: MethodId
    text: Sourced


class Advice(Frozen):
    """A next step on the next visit, and the page of the workbook that helps with it."""

    text: Sourced
    page: Literal["compare", "value", "five-methods", "triple-fit"]


class SelfAssessment(Frozen):
    """The items in the order in which they are asked, the advice by method and stance, and the rules of scoring."""

    items: tuple[Item, ...] = Field(min_length=15, max_length=15)
    advice: dict[MethodId, Annotated[dict[Stance, Advice], Field(min_length=3)]] = Field(min_length=5)
    rules: tuple[Named, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _balanced_and_mixed(self) -> Self:
        asked = [item.method for item in self.items]
        if any(asked.count(method) != PER_METHOD for method in METHODS):
            raise ValueError(f"expected {PER_METHOD} items for each method")
        if any(one == other for one, other in pairwise(asked)):
            raise ValueError("expected no two neighbouring items of one method")
        return self
