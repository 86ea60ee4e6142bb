"""Every worker of the tests has a database of its own in a folder that is thrown away."""

import os
import tempfile

os.environ["WORKBOOK_DATA_DIR"] = tempfile.mkdtemp(prefix="workbook-tests-")
os.environ.pop("WORKBOOK_DATABASE_URL", None)
