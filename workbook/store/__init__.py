"""The store: all SQL of the workbook. One small class an aggregate; every write is one transaction that asks for the owner's right."""

from __future__ import annotations

from workbook.content.canvas import Thresholds
from workbook.store.accounts import Accounts
from workbook.store.backup import Backups
from workbook.store.engine import Conflict, Database, Forbidden, Unavailable, database_url
from workbook.store.links import Links
from workbook.store.migrate import migrate, ready
from workbook.store.owners import Owners
from workbook.store.plans import Plans
from workbook.store.rooms import Rooms
from workbook.store.scenarios import Scenarios
from workbook.store.self_assessments import SelfAssessments

__all__ = ["Conflict", "Forbidden", "Store", "Unavailable", "database_url"]


class Store:
    """Everything that is kept, behind one database address. The schema is brought up to date when it is opened."""

    def __init__(self, url: str, thresholds: Thresholds) -> None:
        self._database = Database(url)
        migrate(self._database)
        self.owners = Owners(self._database)
        self.accounts = Accounts(self._database, thresholds)
        self.scenarios = Scenarios(self._database)
        self.self_assessments = SelfAssessments(self._database)
        self.plans = Plans(self._database)
        self.links = Links(self._database, thresholds)
        self.rooms = Rooms(self._database)
        self.backups = Backups(self._database, thresholds)

    @property
    def ready(self) -> bool:
        """Whether it can be written to."""
        return ready(self._database)

    def forget(self) -> None:
        """Delete what is kept for a time only and has had it. To be called once a day. Raises `Unavailable`."""
        self.rooms.forget()
        self.owners.forget()

    def close(self) -> None:
        """Give all connections back."""
        self._database.close()
