"""The exercises of a room, in the order in which a host sees them. Another one is a module of the same shape, a line here and its words."""

from __future__ import annotations

from typing import Final

from workbook.exercises import canvas, method, perception, style, takeaway
from workbook.exercises.shape import Exercise

_ALL: Final = (perception, canvas, method, style, takeaway)
EXERCISES: Final[dict[str, Exercise]] = {one.EXERCISE.id: one.EXERCISE for one in _ALL}

Agenda = tuple[tuple[str, int], ...]
AGENDAS: Final[dict[str, Agenda]] = {
    "ninety": (("perception", 20), ("canvas", 25), ("method", 15), ("style", 15), ("takeaway", 15)),
    "thirty": (("perception", 15), ("method", 10), ("takeaway", 5)),
}
"""Ready agendas: exercises with their minutes. The 90 minutes hold the talk, the 30 one round of each."""
