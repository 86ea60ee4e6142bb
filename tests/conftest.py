"""Every worker of the tests has a database of its own in a folder that is thrown away, in memory where the system has such a place."""

import gc
import os
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
FOLDER = tempfile.TemporaryDirectory(prefix="workbook-tests-", dir=MEMORY if MEMORY.is_dir() else None, ignore_cleanup_errors=True)
os.environ["WORKBOOK_DATA_DIR"] = FOLDER.name
os.environ.pop("WORKBOOK_DATABASE_URL", None)


def pytest_collection_finish():
    """What is loaded by now stays, as in the app: no collection has to look through it again, and there are few of them."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
