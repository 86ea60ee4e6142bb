"""Self-assessments by date."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import delete, select, update

from workbook.links import clock
from workbook.store.engine import Database, Forbidden, insert_once
from workbook.store.owners import require
from workbook.store.tables import self_assessment


class SelfAssessment(NamedTuple):
    """What somebody answered at a time: the context by question, and the cases (0-3) by item."""

    id: str
    taken: int
    context: dict[str, str]
    answers: dict[str, int]


_COLUMNS = tuple(self_assessment.c[name] for name in SelfAssessment._fields)


class SelfAssessments:
    """The self-assessments of owners. Every method takes the owner, and raises `Forbidden` for what is not theirs."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, owner_id: str, most: int = 100) -> tuple[SelfAssessment, ...]:
        """The self-assessments, the last one first."""
        mine = select(*_COLUMNS).where(self_assessment.c.owner == owner_id)
        query = mine.order_by(self_assessment.c.taken.desc(), self_assessment.c.id).limit(most)
        with self._database.reading() as connection:
            return tuple(SelfAssessment(*row) for row in connection.execute(query))

    def save(self, owner_id: str, assessment_id: str, context: dict[str, str], answers: dict[str, int]) -> SelfAssessment:
        """A self-assessment of now. The same `assessment_id` a second time has other answers and keeps its date."""
        body: dict[str, Any] = {"context": context, "answers": answers}
        with self._database.writing() as connection:
            require(connection, owner_id)
            here = (self_assessment.c.id == assessment_id, self_assessment.c.owner == owner_id)
            if not insert_once(connection, self_assessment, id=assessment_id, owner=owner_id, taken=clock(), **body):
                connection.execute(update(self_assessment).where(*here).values(**body))
            row = connection.execute(select(*_COLUMNS).where(*here)).first()
            if row is None:
                raise Forbidden
            return SelfAssessment(*row)

    def delete(self, owner_id: str, assessment_id: str) -> None:
        """A self-assessment. One that is gone already is gone."""
        with self._database.writing() as connection:
            here = (self_assessment.c.id == assessment_id, self_assessment.c.owner == owner_id)
            connection.execute(delete(self_assessment).where(*here))
