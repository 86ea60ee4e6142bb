"""Rooms: a host's acts, a phone's taps, and what each may read. One transaction a tap; the right is asked for in every call.

A host is the owner or holds a co-host's link, a participant is a device, a wall holds a link of its own; a code lets a device in and
grants nothing else. Every act raises a counter of its room, so a live screen that asks for the counters reads one small row, and that
only once a second for all screens of this process.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, Literal, NamedTuple

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from workbook.exercises import EXERCISES
from workbook.links import DAY, clock, digest, new_id
from workbook.room import (
    LIVES,
    MOST_PEOPLE,
    MOST_STAGES,
    Counts,
    Entrance,
    Given,
    Kept,
    Line,
    Mine,
    NotNow,
    Pace,
    Plan,
    Pulse,
    Report,
    Role,
    Room,
    Step,
    after,
    may_know_names,
    may_see,
    moved,
    takes_answers,
    takes_names,
)
from workbook.store import room_rows as rows
from workbook.store.engine import Database, Forbidden, insert_once
from workbook.store.owners import require
from workbook.store.tables import answer, participant, room, room_link, stage

Door = Literal["host", "wall", "report"]
FRESH: Final = 0.9
"""For how many seconds a room's counters, read once, answer every live screen of this process."""
FORGOTTEN: Final = 179 * DAY
"""How long after it expired the next daily round deletes a room, and so within the 180 days that people are promised."""
_KEPT: Final = 64


class Host(NamedTuple):
    """Who leads: an owner, or whoever holds a co-host's link. Either may be missing."""

    owner: str | None
    secret: str = ""


class Rooms:
    """The rooms of owners, and the doors into them.

    Whatever takes somebody who leads, a device or a link raises `Forbidden` where they have no right to the room, unless it says what it
    answers then; and `NotNow` for an exercise beyond the agenda.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._asking = threading.Lock()
        self._pulses: dict[str, tuple[float, Pulse]] = {}
        self._taps: dict[tuple[str, str], int] = {}
        self._read: OrderedDict[tuple[str, int, int], tuple[Given, ...]] = OrderedDict()

    # ---- for the owner

    def create(self, owner_id: str, room_id: str, plan: Plan) -> Room:
        """Open a room. The same `room_id` a second time is the same room.

        Raises `ValueError` for settings that an exercise refuses, `KeyError` for an exercise that there is not.
        """
        if not 1 <= len(plan.stages) <= MOST_STAGES:
            raise ValueError("an agenda has between 1 and 20 exercises")
        settings = [EXERCISES[name].read_settings(given).model_dump(mode="json", exclude_defaults=True) for name, given in plan.stages]
        now = clock()
        with self._database.writing() as connection:
            require(connection, owner_id)
            row = {name: getattr(plan, name) for name in ("title", "spoken", "floor", "anonymity", "pace")}
            more = {"current": 0, "created": now, "expires": now + LIVES, "state": 1, "pulse": 1}
            if insert_once(connection, room, id=room_id, owner=owner_id, code=None, **row, **more):
                rows.give_code(connection, room_id, now)
                for number, (name, _) in enumerate(plan.stages):
                    at = {"room": room_id, "number": number, "exercise": name}
                    connection.execute(insert(stage).values(**at, phase="waiting", round=1, settings=settings[number]))
            return rows.hosted(connection, owner_id, "", room_id)

    def delete(self, owner_id: str, room_id: str) -> None:
        """Delete a room with everything in it. One that is gone already, or somebody else's, stays as it is."""
        with self._database.writing() as connection:
            connection.execute(delete(room).where(room.c.id == room_id, room.c.owner == owner_id))
        self._forget(room_id)

    def forget(self) -> None:
        """Delete the rooms that expired half a year ago."""
        with self._database.writing() as connection:
            connection.execute(delete(room).where(room.c.expires < clock() - FORGOTTEN))

    # ---- for whoever leads

    def hosted(self, who: Host, room_id: str) -> tuple[Room, Counts]:
        """A room as its host sees it."""
        with self._database.reading() as connection:
            found = rows.hosted(connection, *who, room_id)
            return found, rows.counts(connection, found)

    def of_host(self, who: Host, most: int = 50) -> tuple[Line, ...]:
        """The rooms that somebody leads, the newest first; none for somebody who leads none."""
        if not any(who):
            return ()
        people = select(func.count()).where(participant.c.room == room.c.id).scalar_subquery()
        own = room.c.owner == who.owner
        query = select(room.c.id, room.c.code, room.c.title, room.c.created, room.c.ended, people, own)
        with self._database.reading() as connection:
            led = rows.by_link(connection, who.secret, "host") if who.secret else None
            found = connection.execute(query.where(or_(own, room.c.id == led)).order_by(room.c.created.desc(), room.c.id).limit(most))
            return tuple(Line(*row) for row in found)

    def led_by(self, who: Host) -> str | None:
        """The id of the room that a co-host's link leads to; None where it opens nothing.

        To a room that has ended it leads those who have no workbook. Others find it among their own.
        """
        if not who.secret:
            return None
        with self._database.reading() as connection:
            found = rows.by_link(connection, who.secret, "host")
            if found and who.owner and not rows.living(connection, found).lives(clock()):
                return None
            return found

    def step(self, who: Host, room_id: str, number: int, step: Step) -> Room:
        """Take an exercise a step further. Raises `NotNow` where the step leads nowhere."""
        with self._acting(who, room_id) as (connection, found):
            if found.ended is not None:
                raise NotNow
            now = found.stages[moved(found, number)]
            then = after(now, step, EXERCISES[now.exercise].rounds)
            if then != now:
                rows.change(connection, room_id, number, phase=then.phase, round=then.round)
            return rows.living(connection, room_id)

    def go(self, who: Host, room_id: str, number: int) -> Room:
        """Move to an exercise. What was open on the way stays as it is."""
        with self._acting(who, room_id) as (connection, found):
            connection.execute(update(room).where(room.c.id == room_id).values(current=moved(found, number)))
            return rows.living(connection, room_id)

    def set_pace(self, who: Host, room_id: str, pace: Pace) -> Room:
        """Follow me, or free."""
        with self._acting(who, room_id) as (connection, _):
            connection.execute(update(room).where(room.c.id == room_id).values(pace=pace))
            return rows.living(connection, room_id)

    def reset(self, who: Host, room_id: str, number: int) -> Room:
        """Begin an exercise anew: all its answers are deleted."""
        with self._acting(who, room_id) as (connection, found):
            moved(found, number)
            connection.execute(delete(answer).where(answer.c.room == room_id, answer.c.stage == number))
            rows.change(connection, room_id, number, phase="waiting", round=1)
            return rows.living(connection, room_id)

    def end(self, who: Host, room_id: str) -> Room:
        """Close the room. Its code is free for another one; what was answered stays for the host and for those who were in."""
        with self._acting(who, room_id) as (connection, _):
            connection.execute(update(room).where(room.c.id == room_id, room.c.ended.is_(None)).values(ended=clock(), code=None))
            return rows.living(connection, room_id)

    def reopen(self, who: Host, room_id: str) -> Room:
        """Let people in again, under a new code where the old one has gone."""
        now = clock()
        with self._acting(who, room_id) as (connection, found):
            connection.execute(update(room).where(room.c.id == room_id).values(ended=None, expires=now + LIVES))
            if found.code is None or not found.lives(now):
                rows.give_code(connection, room_id, now)
            return rows.living(connection, room_id)

    def show(self, who: Host, room_id: str, number: int, read: Given, *, shown: bool) -> None:
        """Let a text be seen as the host has `read` it, or hide it again. Raises `NotNow` where it says something else by now."""
        with self._acting(who, room_id) as (connection, found):
            moved(found, number)
            if shown and rows.body(connection, read.participant, number, read.round) != read.body:
                raise NotNow
            here = (answer.c.room == room_id, answer.c.stage == number, answer.c.participant == read.participant)
            connection.execute(update(answer).where(*here).values(shown=shown))

    def host_answers(self, who: Host, room_id: str, number: int) -> tuple[Given, ...]:
        """The finished answers to an exercise, before anybody else sees what they come to."""
        with self._database.reading() as connection:
            return self._answers(connection, rows.hosted(connection, *who, room_id), number, "host")

    def new_link(self, who: Host, room_id: str, kind: Door, secret: str, expires: int | None = None) -> None:
        """A link for an address with this secret; the same secret a second time is the same link. Only the owner asks co-hosts in."""
        with self._database.writing() as connection:
            found = rows.hosted(connection, who.owner, "" if kind == "host" else who.secret, room_id)
            row = {"room": found.id, "kind": kind, "created": clock(), "expires": expires}
            insert_once(connection, room_link, id=new_id(), hash=digest(secret), **row)

    def revoke_links(self, who: Host, room_id: str, kind: Door) -> None:
        """End all links of a kind now; open screens that came through one are out at their next tick."""
        with self._acting(Host(who.owner) if kind == "host" else who, room_id) as (connection, found):
            here = (room_link.c.room == found.id, room_link.c.kind == kind, room_link.c.revoked.is_(None))
            connection.execute(update(room_link).where(*here).values(revoked=clock()))

    # ---- for whoever holds a link

    def works(self, secret: str, kind: Door) -> bool:
        """Whether an address with this secret opens anything. Changes nothing."""
        with self._database.reading() as connection:
            return rows.by_link(connection, secret, kind) is not None

    def wall(self, secret: str) -> tuple[Room, Counts]:
        """A room as its wall shows it."""
        with self._database.reading() as connection:
            found = rows.linked(connection, secret, "wall")
            return found, rows.counts(connection, found)

    def wall_answers(self, secret: str, number: int) -> tuple[Given, ...]:
        """The answers to an exercise that was revealed. Raises `NotNow` before."""
        with self._database.reading() as connection:
            return self._answers(connection, rows.linked(connection, secret, "wall"), number, "wall")

    def report(self, secret: str) -> Report:
        """Everything that was revealed in a room."""
        with self._database.reading() as connection:
            found = rows.linked(connection, secret, "report")
            shown = [one.number for one in found.stages if may_see("wall", one)]
            return Report(found, rows.counts(connection, found), {one: self._answers(connection, found, one, "wall") for one in shown})

    # ---- for phones

    def entrance(self, code: str) -> Entrance | None:
        """The living room that a code belongs to; None where there is none."""
        with self._database.reading() as connection:
            found = rows.by_code(connection, code)
            if found is None:
                return None
            full, _ = rows.next_seat(connection, found.id)
            return Entrance(found.id, found.title, found.spoken, found.floor, found.anonymity, full)

    def of_device(self, device: str, code: str | None = None) -> str | None:
        """The id of the room that a device is in: of the living one with this code, or without a code of the one joined last.

        None where it is in none.
        """
        query = (
            select(participant.c.room)
            .join(room, room.c.id == participant.c.room)
            .where(participant.c.device == digest(device), participant.c.left.is_(None), room.c.expires > clock())
            .where(*([room.c.code == code, room.c.ended.is_(None)] if code else []))
            .order_by(participant.c.joined.desc())
            .limit(1)
        )
        with self._database.reading() as connection:
            return connection.scalar(query)

    def join(self, code: str, device: str, name: str = "") -> Mine:
        """Come in, or come back: a device is one participant of a room, however often it joins.

        Raises `Forbidden` for a dead code, `NotNow` for a full room.
        """
        with self._database.writing() as connection:
            found = rows.by_code(connection, code)
            if found is None or not rows.beat(connection, found.id):
                raise Forbidden
            of = rows.living(connection, found.id)
            rows.come_in(connection, of.id, device, name if takes_names(of.anonymity) else "")
            mine = rows.mine(connection, of, device)
        self._forget(of.id)
        return mine

    def mine(self, room_id: str, device: str) -> Mine:
        """What a device may know of a room that it is in."""
        with self._database.reading() as connection:
            return rows.mine(connection, rows.living(connection, room_id), device)

    def answer(self, room_id: str, device: str, number: int, round_: int, name: str, value: Any) -> Kept:
        """Store one tap, as it reads back. The same tap a second time is the same answer, the newest tap wins question by question.

        Raises `NotNow` where the exercise takes no answers or is at another round, `ValueError` for a value that it does not take.
        """
        with self._database.writing() as connection:
            if not rows.beat(connection, room_id):
                raise Forbidden
            of = rows.living(connection, room_id)
            person = rows.person(connection, room_id, device)
            at = of.stages[moved(of, number)]
            now = clock()
            if not takes_answers(of, at, now) or at.round != round_:
                raise NotNow
            exercise = EXERCISES[at.exercise]
            here = (person.id, number, round_)
            before = rows.body(connection, *here)
            body = exercise.with_tap(before or {}, name, value)
            # a text that the host has let through and that is changed afterwards is another text
            kept = {} if body == before else {"body": body, "finished": exercise.finished(exercise.read(body)), "shown": False}
            rows.keep(connection, *here, of.id, {"changed": now} | kept, first=before is None)
        self._forget(room_id)
        return Kept(body, now, self._tapped(room_id, device))

    def leave(self, room_id: str, device: str) -> None:
        """Leave the room; nothing for a device that is not in. What was answered stays, and is there again for whoever comes back."""
        with self._database.writing() as connection:
            there = (participant.c.room == room_id, participant.c.device == digest(device), participant.c.left.is_(None))
            if connection.execute(update(participant).where(*there).values(left=clock())).rowcount:
                rows.beat(connection, room_id)
        self._forget(room_id)

    def phone_answers(self, room_id: str, device: str, number: int) -> tuple[Given, ...]:
        """The answers to an exercise that was revealed, for somebody who is in. Raises `NotNow` before."""
        with self._database.reading() as connection:
            of = rows.living(connection, room_id)
            rows.person(connection, room_id, device)
            return self._answers(connection, of, number, "phone")

    # ---- for live screens

    def pulse(self, room_id: str) -> Pulse | None:
        """The room's counters, at most `FRESH` seconds old; None where there is no such room any more.

        They say that something happened and not what, so this asks for no right: whatever is drawn afterwards does.
        """
        now = time.monotonic()
        with self._asking:
            known = self._pulses.get(room_id)
            if known and now - known[0] < FRESH:
                return known[1]
            with self._database.reading() as connection:
                row = connection.execute(select(room.c.state, room.c.pulse).where(room.c.id == room_id)).first()
            if row is None:
                self._pulses.pop(room_id, None)
                return None
            if len(self._pulses) > _KEPT * 8:
                self._pulses.clear()
            self._pulses[room_id] = now, Pulse(*row)
            return self._pulses[room_id][1]

    def taps(self, room_id: str, device: str) -> int:
        """How many answers of a device this process has stored, as far as it remembers. A second tab of it sees the first one's by that."""
        return self._taps.get((room_id, digest(device)), 0)

    # ---- inside

    def _tapped(self, room_id: str, device: str) -> int:
        with self._asking:
            if len(self._taps) > MOST_PEOPLE * _KEPT:
                self._taps.clear()
            key = room_id, digest(device)
            self._taps[key] = self._taps.get(key, 0) + 1
            return self._taps[key]

    @contextmanager
    def _acting(self, who: Host, room_id: str) -> Iterator[tuple[Connection, Room]]:
        """A host's act: one transaction that asks for the right, and raises the room's counters."""
        with self._database.writing() as connection:
            # the counters first: on PostgreSQL this row is the lock under which a room's acts take turns
            if not rows.beat(connection, room_id, state=True):
                raise Forbidden
            yield connection, rows.hosted(connection, *who, room_id)
        self._forget(room_id)

    def _forget(self, room_id: str) -> None:
        """Whatever this process did itself is seen at once here, and within `FRESH` seconds elsewhere."""
        self._pulses.pop(room_id, None)

    def _answers(self, connection: Connection, of: Room, number: int, role: Role) -> tuple[Given, ...]:
        """The finished answers of all rounds up to now, read once for each beat of the room. Hidden here, not on a page."""
        at = of.stages[moved(of, number)]
        if not may_see(role, at):
            raise NotNow
        key = of.id, number, of.pulse
        if key not in self._read:
            self._read[key] = rows.given(connection, of.id, number)
            while len(self._read) > _KEPT:
                self._read.popitem(last=False)
        found = tuple(one for one in self._read[key] if one.round <= at.round)
        named = may_know_names(role, of.anonymity) and not EXERCISES[at.exercise].private
        return found if named else tuple(one._replace(name="") for one in found)
