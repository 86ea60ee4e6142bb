"""Every worker of the tests has a database of its own in a folder that is thrown away."""

import gc
import os
import tempfile

os.environ["WORKBOOK_DATA_DIR"] = tempfile.mkdtemp(prefix="workbook-tests-")
os.environ.pop("WORKBOOK_DATABASE_URL", None)


def pytest_collection_finish():
    """What is loaded by now stays, as in the app: no collection has to look through it again, and there are few of them."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
