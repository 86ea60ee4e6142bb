"""The plan as a whole, and what has changed since its last review."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Annotated, Final, Literal, NamedTuple

from pydantic import AfterValidator, Field

from workbook.canvas import CanvasScore
from workbook.content.canvas import ELEMENTS, SIDES, ElementId
from workbook.plan.actions import Action, Horizon, Status
from workbook.text import Frozen

RHYTHM: Final = 90
RHYTHMS: Final = (30, 60, 90, 180)
LATEST: Final = 2**37
"""The latest moment that can be restored, in the year 6325: the days around it can be counted and shown."""
_Score = Annotated[float, Field(ge=1, le=5)]


def _day(text: str) -> str:
    return date.fromisoformat(text).isoformat()


class Seen(Frozen):
    """An action as it stood at a review."""

    text: Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]
    status: Status
    horizon: Horizon
    due: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$"), AfterValidator(_day)] | None


class Snapshot(Frozen):
    """How a plan stood at a review: its actions by id, and both sides' scores by element."""

    at: Annotated[int, Field(ge=0, le=LATEST)]
    actions: dict[Annotated[str, Field(max_length=32)], Seen]
    scores: dict[ElementId, tuple[_Score | None, _Score | None]]


class Plan(NamedTuple):
    """What holds an account's actions together: the shared vision, the rhythm of the review in days, and the last review."""

    account: str
    vision: str = ""
    rhythm: int = RHYTHM
    reviewed: Snapshot | None = None
    created: int = 0
    version: int = 0

    def next_review(self, now: datetime) -> date:
        """The day of the next review, by the last one, else by the first day of the plan (`now`, where nothing is planned yet).

        Days are those of the time zone of `now`.
        """
        at = self.reviewed.at if self.reviewed else self.created
        begun = datetime.fromtimestamp(at, now.tzinfo) if at else now
        return begun.date() + timedelta(days=self.rhythm)


def snapshot(at: int, actions: Iterable[Action], found: CanvasScore) -> Snapshot:
    """How a plan stands now."""
    return Snapshot(
        at=at,
        actions={
            one.id: Seen(text=one.text, status=one.status, horizon=one.horizon, due=one.due.isoformat() if one.due else None)
            for one in actions
        },
        scores={one.id: (_float(one.supplier), _float(one.customer)) for one in found.elements if one.zone},
    )


def _float(score: Fraction | None) -> float | None:
    return None if score is None else float(score)


def _hundredths(score: float | None) -> float | None:
    return None if score is None else round(score, 2)


class Difference(NamedTuple):
    """One thing that is not as it was: an action that is new, gone, or has another text, status, horizon or due date; or a side's score."""

    kind: Literal["new", "gone", "text", "status", "horizon", "due", "supplier", "customer"]
    what: str
    before: str | float | None
    after: str | float | None


def since(then: Snapshot, actions: Sequence[Action], found: CanvasScore) -> tuple[Difference, ...]:
    """What has changed since a review: actions in their order, those that are gone, then scores. `what` is a text or an element."""
    now = snapshot(then.at, actions, found)
    out = []
    for name, one in now.actions.items():
        if (was := then.actions.get(name)) is None:
            out.append(Difference("new", one.text, None, one.status))
            continue
        pairs = (
            ("text", was.text, one.text),
            ("status", was.status, one.status),
            ("horizon", was.horizon, one.horizon),
            ("due", was.due, one.due),
        )
        out += [Difference(kind, one.text, before, after) for kind, before, after in pairs if before != after]  # type: ignore[arg-type]
    out += [Difference("gone", was.text, was.status, None) for name, was in then.actions.items() if name not in now.actions]
    for element in ELEMENTS:
        before, after = (of.scores.get(element, (None, None)) for of in (then, now))
        both = zip(SIDES, before, after, strict=True)
        out += [Difference(side, element, old, new) for side, old, new in both if _hundredths(old) != _hundredths(new)]
    return tuple(out)
