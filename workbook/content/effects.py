"""What each method does to a deal: the workbook's reading, term by term and year by year."""

from __future__ import annotations

from decimal import Decimal
from typing import Final, Literal, Self

from pydantic import Field, model_validator

from workbook.content.methods import MethodId
from workbook.content.sources import Named, Sourced
from workbook.text import Frozen

MoveId = Literal["product", "seller", "perception", "favours", "cost", "hidden", "supplier"]
"""In the order of the formulas; the last one is the supplier's own cost, which no formula holds."""
YEARS: Final = 3
_PERCENT: Final = (Decimal(-100), Decimal(300))
_NO_LESS: Final = (Decimal(0), Decimal(100))
LIMITS: Final[dict[MoveId, tuple[Decimal, Decimal]]] = {
    "product": _PERCENT,
    "seller": _PERCENT,
    "perception": (Decimal("-1.5"), Decimal("1.5")),
    "favours": _NO_LESS,
    "cost": _PERCENT,
    "hidden": _NO_LESS,
    "supplier": _NO_LESS,
}
"""From where to where a change may run: percent, and points of perception."""
Years = tuple[Decimal, Decimal, Decimal]


class Move(Frozen):
    """How a method changes one term in each of three years, and why."""

    years: Years
    why: Sourced


class EffectRow(Frozen):
    """The terms that a method can move. What stands in `on_favours` is gone without favours."""

    method: MethodId
    idea: Sourced
    on_favours: tuple[MoveId, ...] = ()
    moves: dict[MoveId, Move] = Field(min_length=1)

    @model_validator(mode="after")
    def _within_limits(self) -> Self:
        for name, move in self.moves.items():
            low, high = LIMITS[name]
            if not all(low <= change <= high for change in move.years):
                raise ValueError(f"expected changes of {name} from {low} to {high}")
        if unknown := [name for name in self.on_favours if name not in self.moves]:
            raise ValueError(f"expected on_favours to name moves, found {', '.join(unknown)}")
        return self


class Effects(Frozen):
    """The five methods' effects, and the rules by which they are counted."""

    rules: tuple[Named, ...] = Field(min_length=1)
    methods: tuple[EffectRow, ...] = Field(min_length=5, max_length=5)
