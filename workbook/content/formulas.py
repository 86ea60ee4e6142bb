"""What `/value` says beside the arithmetic: the formulas, their inputs, and worked examples."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Final, Self

from pydantic import Field, model_validator

from workbook.content.sources import Named, Sourced
from workbook.text import Frozen, Text

_MOST: Final = 10_000_000_000
Amount = Annotated[Decimal, Field(ge=0, le=_MOST)]
Factor = Annotated[Decimal, Field(ge=0, le=Decimal("1.5"))]
Weight = Annotated[Decimal, Field(ge=0, le=100)]

FORMULAS: Final = ("actual_value", "customer_value", "deal")
EXAMPLES: Final = ("scrm", "saas", "favours", "own")
"""The last one is the reader's own to begin with."""
FAVOURS: Final = "favours"
HIDDEN: Final = (FAVOURS, "rivals")
WEAK_POINTS: Final = ("hard_to_copy", "costly", "risky")


class Line(Frozen):
    """A named input of the value formulas."""

    id: str
    name: Text
    help: Text


class Driver(Line):
    """One of the three things that shape perception, with its weight before anybody edits it."""

    weight: Weight


class Lines(Frozen):
    """What the customer pays, line by line: amounts."""

    price: Amount
    introduction: Amount
    effort: Amount
    risk: Amount

    @model_validator(mode="after")
    def _is_a_cost(self) -> Self:
        if (total := self.price + self.introduction + self.effort + self.risk) > _MOST:
            raise ValueError(f"expected lines that add up to {_MOST} at most, found {total}")
        return self


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
