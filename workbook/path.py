"""The way through the workbook: four stations, from the first page read to an account of one's own."""

from __future__ import annotations

from collections.abc import Set
from typing import Final, Literal, NamedTuple, get_args

Station = Literal["read", "try", "quiz", "own"]
STATIONS: Final[tuple[Station, ...]] = get_args(Station)


class Path(NamedTuple):
    """What has been done of it, and the first station that has not; None at the end. Stations may be done in any order."""

    done: frozenset[Station]
    next: Station | None


def path(*, pages_read: Set[str], deal_changed: bool, cases_played: int, quizzes_finished: int, own_ratings: bool) -> Path:
    """The way as far as somebody has come, from what they really did."""
    reached: dict[Station, bool] = {
        "read": bool(pages_read),
        "try": deal_changed or cases_played > 0,
        "quiz": quizzes_finished > 0,
        "own": own_ratings,
    }
    return Path(frozenset(station for station in STATIONS if reached[station]), next((s for s in STATIONS if not reached[s]), None))
