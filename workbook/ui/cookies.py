"""The names of our cookies, when they are secure, and what stands in for one. Knows no store, so that the server starts without it."""

from __future__ import annotations

import os
from collections import OrderedDict
from typing import Any, Final

from workbook.links import new_secret

DEVICE: Final = "wb_device"
GRANTS: Final = {
    "report": "wb_report",
    "questionnaire": "wb_answer",
    "resume": "wb_resume",
    "room": "wb_room",
    "wall": "wb_wall",
    "host": "wb_host",
}
"""Cookies that hold what an address granted; that of a room holds its code, which lets one in and grants nothing else."""
REFERENCE: Final = "g"
"""The name in the address under which a browser without cookies brings what it was given instead of one."""
_MOST: Final = 5000
_lent: Final[OrderedDict[str, tuple[str, str]]] = OrderedDict()


def is_secure(scope: Any) -> bool:
    """Whether people come over TLS, by the request or by the address that the host gave."""
    return scope["scheme"] == "https" or os.environ.get("WORKBOOK_PUBLIC_URL", "").startswith("https://")


def cookie_name(name: str, *, secure: bool) -> str:
    """A cookie's name; the prefix makes browsers refuse it from anybody but this host over TLS."""
    return f"__Host-{name}" if secure else name


def lend(name: str, value: str) -> str:
    """A reference to what a cookie would hold. It lasts as long as the server runs, for the last few thousand visitors."""
    reference = new_secret()
    _lent[reference] = name, value
    if len(_lent) > _MOST:
        _lent.popitem(last=False)
    return reference


def lent(name: str, reference: str) -> str:
    """What a cookie of this name would hold; empty for a reference to another one, or to nothing."""
    kind, value = _lent.get(reference, ("", ""))
    return value if kind == name else ""
