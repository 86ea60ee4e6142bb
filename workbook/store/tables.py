"""The tables. Ids are random, times are whole seconds since 1970 in UTC, secrets are hashes, lengths are bounded here too."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

NAME: Final = 80
NOTE: Final = 500
ACTION: Final = 200
_ID: Final = String(32)
_HASH: Final = String(64)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


def _short(column: str, most: int = NAME) -> CheckConstraint:
    return CheckConstraint(f"length({column}) <= {most}", name=f"{column}_short")


owner = Table(
    "owner",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("resume", _HASH, unique=True),
    Column("login", _HASH, unique=True),
    Column("visit", Boolean, nullable=False, index=True),
    Column("created", BigInteger, nullable=False),
    Column("lost", BigInteger),
)

device = Table(
    "device",
    metadata,
    Column("hash", _HASH, primary_key=True),
    Column("owner", ForeignKey("owner.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("created", BigInteger, nullable=False),
)

draft = Table(
    "draft",
    metadata,
    Column("owner", ForeignKey("owner.id", ondelete="CASCADE"), primary_key=True),
    Column("name", String(32), primary_key=True),
    Column("body", JSON, nullable=False),
    Column("changed", BigInteger, nullable=False),
)

account = Table(
    "account",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("owner", ForeignKey("owner.id", ondelete="CASCADE"), nullable=False),
    Column("name", Text, nullable=False),
    Column("round", Integer, nullable=False),
    Column("closed", BigInteger),
    Column("archived", Boolean, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("changed", BigInteger, nullable=False),
    Column("version", Integer, nullable=False),
    # what the portfolio sorts by, kept with every rating
    Column("planning", Float),
    Column("execution", Float),
    Column("resources", Float),
    Column("overall", Float),
    Column("gap", Float),
    Column("rated", BigInteger),
    Column("cells", JSON, nullable=False),
    _short("name"),
    *(
        Index(f"ix_account_by_{column}", "owner", "archived", column)
        for column in ("name", "planning", "execution", "resources", "overall", "gap", "rated")
    ),
)

link = Table(
    "link",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("hash", _HASH, nullable=False, unique=True),
    Column("owner", ForeignKey("owner.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("account", ForeignKey("account.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("label", Text, nullable=False),
    Column("asker", Text, nullable=False),
    Column("round", Integer, nullable=False),
    Column("several", Boolean, nullable=False),
    Column("parts", JSON, nullable=False),
    Column("scenario", _ID),
    Column("created", BigInteger, nullable=False),
    Column("expires", BigInteger),
    Column("revoked", BigInteger),
    Column("last_used", BigInteger),
    Column("uses", Integer, nullable=False),
    _short("label"),
    _short("asker"),
)

assessment = Table(
    "assessment",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("account", ForeignKey("account.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("round", Integer, nullable=False),
    Column("side", String(8), nullable=False),
    Column("rater", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("link", ForeignKey("link.id", ondelete="SET NULL"), index=True),
    Column("by_link", Boolean, nullable=False),
    Column("device", _HASH),
    Column("handed_in", BigInteger),
    Column("created", BigInteger, nullable=False),
    Column("changed", BigInteger, nullable=False),
    UniqueConstraint("link", "device"),
    _short("rater"),
    _short("role"),
)

rating = Table(
    "rating",
    metadata,
    Column("assessment", ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True),
    Column("element", String(16), primary_key=True),
    Column("score", Integer),
    Column("predicted", Integer),
    Column("evidence", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("changed", BigInteger, nullable=False),
    Column("version", Integer, nullable=False),
    CheckConstraint("score BETWEEN 0 AND 5", name="score"),
    CheckConstraint("predicted BETWEEN 1 AND 5", name="predicted"),
    _short("evidence", NOTE),
    _short("note", NOTE),
)

scenario = Table(
    "scenario",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("owner", ForeignKey("owner.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("body", JSON, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("changed", BigInteger, nullable=False),
    Column("version", Integer, nullable=False),
    _short("name"),
)

self_assessment = Table(
    "self_assessment",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("owner", ForeignKey("owner.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("taken", BigInteger, nullable=False),
    Column("context", JSON, nullable=False),
    Column("answers", JSON, nullable=False),
)

plan = Table(
    "plan",
    metadata,
    Column("account", ForeignKey("account.id", ondelete="CASCADE"), primary_key=True),
    Column("vision", Text, nullable=False),
    Column("rhythm", Integer, nullable=False),
    Column("reviewed", JSON(none_as_null=True)),
    Column("created", BigInteger, nullable=False),
    Column("version", Integer, nullable=False),
    CheckConstraint("rhythm BETWEEN 1 AND 366", name="rhythm"),
    _short("vision", NOTE),
)

action = Table(
    "action",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("account", ForeignKey("account.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("element", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("side", String(8), nullable=False),
    Column("horizon", String(16), nullable=False),
    Column("due", String(10)),
    Column("indicator", Text, nullable=False),
    Column("status", String(16), nullable=False),
    Column("unit", String(8), nullable=False),
    # in hundredths, which both databases keep exactly
    Column("effort_supplier", BigInteger),
    Column("effort_customer", BigInteger),
    Column("benefit_supplier", BigInteger),
    Column("benefit_customer", BigInteger),
    Column("target", Integer),
    Column("note", Text, nullable=False),
    Column("round", Integer, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("changed", BigInteger, nullable=False),
    Column("version", Integer, nullable=False),
    CheckConstraint("target BETWEEN 1 AND 5", name="target"),
    _short("text", ACTION),
    _short("owner"),
    _short("indicator", ACTION),
    _short("note", NOTE),
)

room = Table(
    "room",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("owner", ForeignKey("owner.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("code", String(6), unique=True),
    Column("title", Text, nullable=False),
    Column("spoken", String(4), nullable=False),
    Column("floor", Integer, nullable=False),
    Column("anonymity", String(8), nullable=False),
    Column("pace", String(8), nullable=False),
    Column("current", Integer, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("expires", BigInteger, nullable=False),
    Column("ended", BigInteger),
    Column("state", Integer, nullable=False),
    Column("pulse", Integer, nullable=False),
    CheckConstraint("floor BETWEEN 1 AND 20", name="floor"),
    _short("title"),
)

stage = Table(
    "stage",
    metadata,
    Column("room", ForeignKey("room.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("exercise", String(16), nullable=False),
    Column("phase", String(8), nullable=False),
    Column("round", Integer, nullable=False),
    Column("settings", JSON, nullable=False),
)

participant = Table(
    "participant",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("room", ForeignKey("room.id", ondelete="CASCADE"), nullable=False),
    Column("device", _HASH, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("seat", Integer, nullable=False),
    Column("joined", BigInteger, nullable=False),
    Column("left", BigInteger),
    UniqueConstraint("room", "device"),
    UniqueConstraint("room", "seat", name="uq_participant_seat"),
    _short("name"),
)

answer = Table(
    "answer",
    metadata,
    Column("participant", ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True),
    Column("stage", Integer, primary_key=True),
    Column("round", Integer, primary_key=True),
    Column("room", _ID, nullable=False),
    Column("body", JSON, nullable=False),
    Column("finished", Boolean, nullable=False),
    Column("shown", Boolean, nullable=False),
    Column("changed", BigInteger, nullable=False),
    ForeignKeyConstraint(["room", "stage"], ["stage.room", "stage.number"], ondelete="CASCADE"),
    Index("ix_answer_of_stage", "room", "stage", "round"),
)

room_link = Table(
    "room_link",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("hash", _HASH, nullable=False, unique=True),
    Column("room", ForeignKey("room.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", String(8), nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("expires", BigInteger),
    Column("revoked", BigInteger),
)
