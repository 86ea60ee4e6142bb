"""A workbook as one file: what is in it, and what is wrong with one that cannot be restored.

The file is JSON with a version. It holds accounts, assessments, plans, scenarios and self-assessments; not the links, whose secrets
nobody has, and no answers that the owner may not see yet. A file of an older version is read as one without what was not there yet.
"""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final, Literal, NamedTuple

from pydantic import Field, TypeAdapter, ValidationError

from workbook.content.canvas import ElementId, Side
from workbook.content.style import ItemId
from workbook.plan import LATEST, Horizon, Snapshot, Status, Unit
from workbook.style import Answer, Context
from workbook.text import Frozen

FORMAT: Final = "sales-methodology-workbook"
VERSION: Final = 3
MOST_BYTES: Final = 20 * 2**20
Problem = Literal["too_big", "not_json", "not_ours", "newer", "wrong"]

_Id = Annotated[str, Field(pattern=r"^[\w-]{1,32}$")]
_Name = Annotated[str, Field(max_length=80, pattern=r"^[^\x00]*$")]  # PostgreSQL keeps no NUL
_Note = Annotated[str, Field(max_length=500, pattern=r"^[^\x00]*$")]
_Line = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]
_Amount = Annotated[Decimal, Field(ge=0, le=1_000_000_000_000, decimal_places=2)]
_Time = Annotated[int, Field(ge=0, le=LATEST)]
_Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(6300, 1, 1))]  # a box for a day offers ten years before and after


class Refused(ValueError):
    """A file that cannot be restored: why, and where in it."""

    def __init__(self, problem: Problem, where: str = "") -> None:
        super().__init__(f"{problem} {where}".strip())
        self.problem: Problem = problem
        self.where = where


class SavedRating(Frozen):
    """One rating; `score` 0 is "cannot judge"."""

    score: Annotated[int, Field(ge=0, le=5)] | None
    predicted: Annotated[int, Field(ge=1, le=5)] | None
    evidence: _Note
    note: _Note
    changed: _Time


class SavedAssessment(Frozen):
    """One rater's ratings."""

    id: _Id
    round: Annotated[int, Field(ge=1, le=10_000)]
    side: Side
    rater: _Name
    role: _Name
    by_link: bool
    handed_in: _Time | None
    created: _Time
    changed: _Time
    ratings: dict[ElementId, SavedRating]


class SavedAction(Frozen):
    """One line of a plan."""

    id: _Id
    element: ElementId
    text: _Line
    owner: _Name
    side: Side
    horizon: Horizon
    due: _Day | None
    indicator: _Line
    status: Status
    unit: Unit
    effort_supplier: _Amount | None
    effort_customer: _Amount | None
    benefit_supplier: _Amount | None
    benefit_customer: _Amount | None
    target: Annotated[int, Field(ge=1, le=5)] | None
    note: _Note
    round: Annotated[int, Field(ge=1, le=10_000)]
    created: _Time
    changed: _Time


class SavedPlan(Frozen):
    """What holds an account's actions together."""

    vision: _Note
    rhythm: Annotated[int, Field(ge=1, le=366)]
    reviewed: Snapshot | None
    created: _Time


class SavedAccount(Frozen):
    """One account with its assessments and its plan."""

    id: _Id
    name: _Name
    round: Annotated[int, Field(ge=1, le=10_000)]
    closed: _Time | None
    archived: bool
    created: _Time
    changed: _Time
    assessments: tuple[SavedAssessment, ...]
    plan: SavedPlan | None = None
    actions: tuple[SavedAction, ...] = ()


class SavedScenario(Frozen):
    """One deal, as the query that opens it."""

    id: _Id
    name: _Name
    body: dict[Annotated[str, Field(max_length=40)], Annotated[str, Field(max_length=40)]]
    created: _Time
    changed: _Time


class SavedSelfAssessment(Frozen):
    """How somebody sold by their last three cases, at a time."""

    id: _Id
    taken: _Time
    context: Context
    answers: dict[ItemId, Answer]


class Backup(Frozen):
    """A whole workbook."""

    format: Literal["sales-methodology-workbook"]
    version: Literal[3]
    made: _Time
    accounts: tuple[SavedAccount, ...]
    scenarios: tuple[SavedScenario, ...]
    self_assessments: tuple[SavedSelfAssessment, ...]


class Changes(NamedTuple):
    """What a restore would do: how many things of a kind are new, changed, and the same. Nothing is taken away."""

    new: int
    changed: int
    same: int


class Preview(NamedTuple):
    """What a restore would do to each kind of thing."""

    accounts: Changes
    assessments: Changes
    scenarios: Changes
    self_assessments: Changes
    actions: Changes


def written(backup: Backup) -> bytes:
    """A backup as the bytes of a file, with nothing in it that only makes it larger."""
    return backup.model_dump_json().encode()


def read(data: bytes) -> Backup:
    """A backup from the bytes of a file, also of one that an editor has put its mark before. Raises `Refused`."""
    if len(data) > MOST_BYTES:
        raise Refused("too_big")
    data = data.removeprefix(BOM_UTF8)
    try:
        raw: Any = TypeAdapter(Any).validate_json(data)
    except ValidationError:
        raise Refused("not_json") from None
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        raise Refused("not_ours")
    if isinstance(raw.get("version"), int) and raw["version"] > VERSION:
        raise Refused("newer", str(raw["version"]))
    if raw.get("version") in (1, 2):  # the first had no self-assessments, neither had plans
        data = json.dumps({"self_assessments": []} | raw | {"version": VERSION}).encode()
    try:
        return Backup.model_validate_json(data)
    except ValidationError as error:
        raise Refused("wrong", ".".join(str(step) for step in error.errors()[0]["loc"])) from None
