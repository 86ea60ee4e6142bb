"""Since when nobody can reach an owner's workbook."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """A column that says nothing yet."""
    op.add_column("owner", sa.Column("lost", sa.BigInteger(), nullable=True))
