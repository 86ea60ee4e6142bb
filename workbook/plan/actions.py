"""What is planned: one line after the other, with what each side puts in and gains."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final, Literal, NamedTuple, get_args

from workbook.content.canvas import SIDES, ElementId, Side
from workbook.value import EXACT

Horizon = Literal["quick_win", "year", "vision"]
HORIZONS: Final[tuple[Horizon, ...]] = get_args(Horizon)
Status = Literal["open", "under_way", "done", "dropped"]
STATUSES: Final[tuple[Status, ...]] = get_args(Status)
Unit = Literal["money", "points"]
UNITS: Final[tuple[Unit, ...]] = get_args(Unit)
MOST: Final[dict[Unit, Decimal]] = {"money": Decimal(1_000_000_000_000), "points": Decimal(5)}
"""The largest effort or benefit that can be entered."""
Lack = Literal["owner", "due", "indicator", "weight"]


class Action(NamedTuple):
    """A line of the plan. Amounts are money or points, as `unit` says, None where nobody has weighed them yet.

    `target` is the score that the element shall reach with it, `round` the canvas's round in which it was promised.
    """

    id: str
    account: str = ""
    element: ElementId = "strategy"
    text: str = ""
    owner: str = ""
    side: Side = "supplier"
    horizon: Horizon = "quick_win"
    due: date | None = None
    indicator: str = ""
    status: Status = "open"
    unit: Unit = "money"
    effort_supplier: Decimal | None = None
    effort_customer: Decimal | None = None
    benefit_supplier: Decimal | None = None
    benefit_customer: Decimal | None = None
    target: int | None = None
    note: str = ""
    round: int = 1
    created: int = 0
    changed: int = 0
    version: int = 1

    def effort(self, side: Side) -> Decimal | None:
        """What a side puts in."""
        return self.effort_supplier if side == "supplier" else self.effort_customer

    def benefit(self, side: Side) -> Decimal | None:
        """What a side gains."""
        return self.benefit_supplier if side == "supplier" else self.benefit_customer

    def surplus(self, side: Side) -> Decimal | None:
        """Benefit minus effort of a side, None where either is missing."""
        effort, benefit = self.effort(side), self.benefit(side)
        return None if effort is None or benefit is None else EXACT.subtract(benefit, effort)

    @property
    def weighed(self) -> bool:
        """Whether all four amounts are there."""
        return all(self.surplus(side) is not None for side in SIDES)

    @property
    def counts(self) -> bool:
        """Whether it is still part of the plan."""
        return self.status != "dropped"

    @property
    def missing(self) -> tuple[Lack, ...]:
        """What it still needs before it can be carried out and judged."""
        has: dict[Lack, bool] = {
            "owner": bool(self.owner),
            "due": self.due is not None,
            "indicator": bool(self.indicator),
            "weight": self.weighed,
        }
        return tuple(lack for lack, there in has.items() if not there)
