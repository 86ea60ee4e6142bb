"""The rows of rooms: what `rooms` reads and writes, each within one of its transactions."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import BindParameter, Connection, Select, bindparam, func, insert, or_, select, update

from workbook.links import clock, derived_id, digest, new_code, new_id
from workbook.room import MOST_PEOPLE, Counts, Given, Mine, NotNow, Person, Room, Stage
from workbook.store.engine import Forbidden
from workbook.store.tables import answer, participant, room, room_link, stage

# what every phone asks is put together once. What is set has the names of columns, what is asked has others
_HERE: Final[BindParameter[str]] = bindparam("room_id")
_DEVICE: Final[BindParameter[str]] = bindparam("hash")
_ROOM: Final = select(*(room.c[name] for name in Room._fields if name != "stages"))
_BY_ID: Final = _ROOM.where(room.c.id == _HERE)
_BY_CODE: Final = _ROOM.where(room.c.code == bindparam("typed"), room.c.expires > bindparam("now"), room.c.ended.is_(None))
_STAGES: Final = select(*(stage.c[name] for name in Stage._fields)).where(stage.c.room == _HERE).order_by(stage.c.number)
_IN: Final = (participant.c.room == _HERE, participant.c.device == _DEVICE)
_PERSON: Final = select(*(participant.c[name] for name in Person._fields)).where(*_IN, participant.c.left.is_(None))
_BACK: Final = update(participant).where(*_IN)
_PEOPLE: Final = select(func.count(), func.max(participant.c.seat)).where(participant.c.room == _HERE)
_COME: Final = insert(participant)
_PULSE: Final = update(room).where(room.c.id == _HERE).values(pulse=room.c.pulse + 1)
_STATE: Final = _PULSE.values(state=room.c.state + 1)
_OWN: Final = select(answer.c.stage, answer.c.round, answer.c.body, answer.c.changed).where(answer.c.participant == bindparam("person"))
_GIVEN: Final = (answer.c.participant == bindparam("person"), answer.c.stage == bindparam("at"), answer.c.round == bindparam("in_round"))
_BEFORE: Final = select(answer.c.body).where(*_GIVEN)
_FINISHED: Final = (
    select(*((participant if name in ("name", "seat") else answer).c[name] for name in Given._fields))
    .join(participant, participant.c.id == answer.c.participant)
    .where(answer.c.room == _HERE, answer.c.stage == bindparam("at"), answer.c.finished)
)
_FIRST: Final = insert(answer)
_ANEW: Final = update(answer).where(*_GIVEN)


def beat(connection: Connection, room_id: str, *, state: bool = False) -> bool:
    """Note that something happened in a room; whether there is such a room."""
    return bool(connection.execute(_STATE if state else _PULSE, {_HERE.key: room_id}).rowcount)


def give_code(connection: Connection, room_id: str, now: int) -> None:
    """A code that no living room has. Rooms that have ended or expired give theirs up."""
    for _ in range(20):
        code = new_code()
        dead = or_(room.c.expires <= now, room.c.ended.is_not(None))
        connection.execute(update(room).where(room.c.code == code, dead).values(code=None))
        if connection.scalar(select(room.c.id).where(room.c.code == code)) is None:
            connection.execute(update(room).where(room.c.id == room_id).values(code=code))
            return
    raise NotNow


def _room(connection: Connection, asked: Select[Any], **where: Any) -> Room | None:
    row = connection.execute(asked, where).first()
    if row is None:
        return None
    stages = tuple(Stage(*one) for one in connection.execute(_STAGES, {_HERE.key: row.id}))
    return Room(**row._mapping, stages=stages)


def living(connection: Connection, room_id: str) -> Room:
    """A room that is there, whether it has ended or not. Raises `Forbidden` for any other."""
    found = _room(connection, _BY_ID, room_id=room_id)
    if found is None:
        raise Forbidden
    return found


def hosted(connection: Connection, owner: str | None, secret: str, room_id: str) -> Room:
    """A room, for whoever may lead it: its owner, or who holds a co-host's link."""
    found = living(connection, room_id)
    owned = owner is not None and connection.scalar(select(room.c.owner).where(room.c.id == room_id)) == owner
    if not owned and (not secret or by_link(connection, secret, "host") != room_id):
        raise Forbidden
    return found


def by_link(connection: Connection, secret: str, kind: str) -> str | None:
    """The id of the room that a link of this kind opens; None where it opens nothing."""
    alive = or_(room_link.c.expires.is_(None), room_link.c.expires > clock())
    here = (room_link.c.hash == digest(secret), room_link.c.kind == kind, room_link.c.revoked.is_(None), alive)
    return connection.scalar(select(room_link.c.room).where(*here))


def linked(connection: Connection, secret: str, kind: str) -> Room:
    """The room that a link of this kind opens."""
    found = by_link(connection, secret, kind)
    if found is None:
        raise Forbidden
    return living(connection, found)


def by_code(connection: Connection, code: str) -> Room | None:
    """The living room that has this code."""
    return _room(connection, _BY_CODE, typed=code, now=clock())


def person(connection: Connection, room_id: str, device: str) -> Person:
    """The participant that a device is, as long as it has not left."""
    row = connection.execute(_PERSON, {_HERE.key: room_id, _DEVICE.key: digest(device)}).first()
    if row is None:
        raise Forbidden
    return Person(*row)


def next_seat(connection: Connection, room_id: str) -> tuple[bool, int]:
    """Whether a room is full, and the seat of whoever comes next."""
    people, last = connection.execute(_PEOPLE, {_HERE.key: room_id}).one()
    return people >= MOST_PEOPLE, 0 if last is None else last + 1


def come_in(connection: Connection, room_id: str, device: str, name: str) -> None:
    """Let a device in, or in again. Raises `NotNow` for a full room."""
    there = {_HERE.key: room_id, _DEVICE.key: digest(device)}
    if connection.execute(_BACK, there | {"left": None, "joined": clock()} | ({"name": name} if name else {})).rowcount:
        return
    full, seat = next_seat(connection, room_id)
    if full:
        raise NotNow
    row = {"id": new_id(), "room": room_id, "device": digest(device), "name": name, "seat": seat, "joined": clock()}
    connection.execute(_COME, row)


def body(connection: Connection, person: str, number: int, round_: int) -> dict[str, Any] | None:
    """What somebody has answered so far; None before the first tap."""
    found: dict[str, Any] | None = connection.scalar(_BEFORE, {"person": person, "at": number, "in_round": round_})
    return found


def keep(connection: Connection, person: str, number: int, round_: int, room_id: str, values: dict[str, Any], *, first: bool) -> None:
    """Keep an answer, or what has changed of it."""
    if first:
        connection.execute(_FIRST, {"participant": person, "stage": number, "round": round_, "room": room_id} | values)
    else:
        connection.execute(_ANEW, {"person": person, "at": number, "in_round": round_} | values)


def given(connection: Connection, room_id: str, number: int) -> tuple[Given, ...]:
    """The finished answers to an exercise, round by round. Their order tells neither who came when nor who is who in another exercise."""
    found = (Given(*row) for row in connection.execute(_FINISHED, {_HERE.key: room_id, "at": number}))
    return tuple(sorted(found, key=lambda one: (one.round, derived_id(one.participant, str(number)))))


def mine(connection: Connection, of: Room, device: str) -> Mine:
    """A room as a device may know it, with its own answers by exercise and round."""
    me = person(connection, of.id, device)
    answers = connection.execute(_OWN, {"person": me.id})
    return Mine(of, me, {(row.stage, row.round): (row.body, row.changed) for row in answers})


def counts(connection: Connection, of: Room) -> Counts:
    """The counts of the stage that the host is at, in the round that it is in."""
    here = participant.c.room == of.id
    all_, present = connection.execute(
        select(func.count(), func.count().filter(participant.c.left.is_(None))).select_from(participant).where(here)
    ).one()
    at = of.stage
    query = (
        select(func.count(), func.count().filter(participant.c.left.is_(None)))
        .select_from(answer)
        .join(participant, participant.c.id == answer.c.participant)
        .where(answer.c.room == of.id, answer.c.stage == at.number, answer.c.round == at.round, answer.c.finished)
    )
    stored, answered = connection.execute(query).one()
    return Counts(present, all_ - present, answered, stored)


def change(connection: Connection, room_id: str, number: int, **values: Any) -> None:
    """Change the state of an exercise."""
    connection.execute(update(stage).where(stage.c.room == room_id, stage.c.number == number).values(**values))
