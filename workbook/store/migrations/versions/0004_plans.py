"""Plans and their actions."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Two tables of their own; nothing else changes."""
    op.create_table(
        "plan",
        sa.Column("account", sa.String(length=32), nullable=False),
        sa.Column("vision", sa.Text(), nullable=False),
        sa.Column("rhythm", sa.Integer(), nullable=False),
        sa.Column("reviewed", sa.JSON(), nullable=True),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("rhythm BETWEEN 1 AND 366", name=op.f("ck_plan_rhythm")),
        sa.CheckConstraint("length(vision) <= 500", name=op.f("ck_plan_vision_short")),
        sa.ForeignKeyConstraint(["account"], ["account.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("account"),
    )
    op.create_table(
        "action",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("account", sa.String(length=32), nullable=False),
        sa.Column("element", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("side", sa.String(length=8), nullable=False),
        sa.Column("horizon", sa.String(length=16), nullable=False),
        sa.Column("due", sa.String(length=10), nullable=True),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("unit", sa.String(length=8), nullable=False),
        sa.Column("effort_supplier", sa.BigInteger(), nullable=True),
        sa.Column("effort_customer", sa.BigInteger(), nullable=True),
        sa.Column("benefit_supplier", sa.BigInteger(), nullable=True),
        sa.Column("benefit_customer", sa.BigInteger(), nullable=True),
        sa.Column("target", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("target BETWEEN 1 AND 5", name=op.f("ck_action_target")),
        sa.CheckConstraint("length(text) <= 200", name=op.f("ck_action_text_short")),
        sa.CheckConstraint("length(owner) <= 80", name=op.f("ck_action_owner_short")),
        sa.CheckConstraint("length(indicator) <= 200", name=op.f("ck_action_indicator_short")),
        sa.CheckConstraint("length(note) <= 500", name=op.f("ck_action_note_short")),
        sa.ForeignKeyConstraint(["account"], ["account.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_action_account"), "action", ["account"], unique=False)
