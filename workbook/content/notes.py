"""What a trainer needs beside a screen: a note for each, and two agendas through them."""

from __future__ import annotations

from itertools import accumulate
from typing import Annotated

from pydantic import Field

from workbook.content.sources import Sourced
from workbook.text import Frozen, Text

Minutes = Annotated[int, Field(ge=5, le=60)]


class Mishap(Frozen):
    """What usually goes wrong, and what to do then."""

    wrong: Text
    then: Sourced


class Note(Frozen):
    """A trainer's note on the screen whose address is `id`: why, how long, what to say, what goes wrong, what to ask."""

    id: str
    aim: Text
    minutes: Minutes
    say: tuple[Sourced, ...] = Field(min_length=2, max_length=4)
    mishaps: tuple[Mishap, ...] = Field(min_length=2, max_length=4)
    questions: tuple[Text, ...] = Field(min_length=2, max_length=4)


class Slot(Frozen):
    """A part of an agenda: the address of its screen (the start page has an empty one), or None for a break."""

    screen: str | None
    minutes: Minutes
    happens: Text
    needs: Text


class Agenda(Frozen):
    """A workshop from its first minute to its last."""

    slots: tuple[Slot, ...] = Field(min_length=1)

    @property
    def minutes(self) -> int:
        """How long it takes, breaks included."""
        return sum(slot.minutes for slot in self.slots)

    @property
    def starts(self) -> tuple[int, ...]:
        """When each slot begins, in minutes from the start."""
        return tuple(accumulate((slot.minutes for slot in self.slots[:-1]), initial=0))


class Agendas(Frozen):
    """Two workshops: of an hour and a half, and of four hours."""

    ninety_minutes: Agenda
    half_day: Agenda


class Notes(Frozen):
    """All that the guide holds."""

    agendas: Agendas
    notes: tuple[Note, ...]
