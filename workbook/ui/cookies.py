"""The names of our cookies, and when they are secure. Knows no store, so that the server starts without it."""

from __future__ import annotations

import os
from typing import Any, Final

DEVICE: Final = "wb_device"
GRANTS: Final = {"report": "wb_report", "questionnaire": "wb_answer", "resume": "wb_resume"}


def is_secure(scope: Any) -> bool:
    """Whether people come over TLS, by the request or by the address that the host gave."""
    return scope["scheme"] == "https" or os.environ.get("WORKBOOK_PUBLIC_URL", "").startswith("https://")


def cookie_name(name: str, *, secure: bool) -> str:
    """A cookie's name; the prefix makes browsers refuse it from anybody but this host over TLS."""
    return f"__Host-{name}" if secure else name
