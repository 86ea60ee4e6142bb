"""What was acknowledged is stored, whenever the process dies."""

import subprocess
import sys
from pathlib import Path

from shared import count
from sqlalchemy import select, text

from workbook.store.tables import rating


def test_no_acknowledged_write_is_lost_when_writers_are_killed(url, open_store, tmp_path):
    acknowledged = tmp_path / "acknowledged"
    program = [sys.executable, Path(__file__).parent / "writers.py", url, acknowledged, "4"]
    done = subprocess.run(program, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    store = open_store(url)
    with store._database.reading() as connection:
        stored = {f"{element} {note}" for element, note in connection.execute(select(rating.c.element, rating.c.note))}
        if store._database.kind == "sqlite":
            assert connection.scalars(text("PRAGMA integrity_check")).all() == ["ok"]
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
    told = acknowledged.read_text().splitlines()
    assert set(told) - stored == set()
    assert len(told) == len(set(told)) >= 300
    assert len(stored) - len(told) <= int(done.stdout) + 8
    assert int(done.stdout) >= 10
    assert (store.ready, count(store, "rating")) == (True, len(stored))
