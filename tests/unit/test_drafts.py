"""Drafts on their way to the store."""

import pytest

from workbook.store import Forbidden, Unavailable
from workbook.ui import drafts


class Store:
    """A store that writes down what it is given, or raises."""

    def __init__(self):
        self.owners, self.written, self.error = self, [], None

    def keep_draft(self, owner, name, body):
        if self.error:
            raise self.error
        self.written.append((owner, name, body))


@pytest.fixture
def store(monkeypatch):
    made = Store()
    monkeypatch.setattr(drafts, "store", lambda: made)
    monkeypatch.setattr(drafts, "_begin", lambda: None)
    monkeypatch.setattr(drafts, "_waiting", {})
    return made


def test_only_the_newest_of_each_draft_is_written(store):
    for body in (1, 2, 3):
        drafts._soon("owner", "deal", body)
    drafts._soon("owner", "compare", 4)
    assert drafts.write()
    assert sorted(store.written) == [("owner", "compare", 4), ("owner", "deal", 3)]
    assert drafts.write()
    assert len(store.written) == 2


def test_whoever_reads_waits_only_for_what_is_theirs(store):
    drafts._soon("owner", "deal", 1)
    drafts._soon("another", "deal", 2)
    drafts.write("owner")
    assert store.written == [("owner", "deal", 1)]


def test_what_cannot_be_written_now_waits_on(store):
    drafts._soon("owner", "deal", 1)
    store.error = Unavailable("busy")
    assert not drafts.write()
    store.error = None
    drafts.write()
    assert store.written == [("owner", "deal", 1)]


def test_a_draft_of_an_erased_owner_is_dropped(store):
    drafts._soon("owner", "deal", 1)
    store.error = Forbidden()
    assert drafts.write()
    store.error = None
    drafts.write()
    assert store.written == []
