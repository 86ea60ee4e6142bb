"""Days for a calendar as one .ics file (RFC 5545), which every calendar program takes in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final, NamedTuple

from workbook.text import HTML_LANG, Lang

_FOLD: Final = 75
_MAKER: Final = "-//Sales Methodology Workbook//EN"
_CONTROL: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


class Day(NamedTuple):
    """A whole day with a subject. The same `uid` in a later file is the same day, moved or changed."""

    uid: str
    on: date
    subject: str
    text: str = ""


def ics(days: Iterable[Day], *, name: str, lang: Lang, stamp: int) -> bytes:
    """The file, made at `stamp` (seconds since 1970): UTF-8, lines end in CRLF and are folded at 75 octets, texts are escaped."""
    made = datetime.fromtimestamp(stamp, UTC).strftime("%Y%m%dT%H%M%SZ")
    tongue = f";LANGUAGE={HTML_LANG[lang]}"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_MAKER}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH", f"X-WR-CALNAME:{escaped(name)}"]
    for one in days:
        lines += ["BEGIN:VEVENT", f"UID:{escaped(one.uid)}@sales-methodology-workbook", f"DTSTAMP:{made}"]
        lines += [f"DTSTART;VALUE=DATE:{one.on:%Y%m%d}", f"DTEND;VALUE=DATE:{one.on + timedelta(days=1):%Y%m%d}"]
        lines += [f"SUMMARY{tongue}:{escaped(one.subject)}"]
        lines += [f"DESCRIPTION{tongue}:{escaped(one.text)}"] if one.text else []
        lines += ["TRANSP:TRANSPARENT", "END:VEVENT"]
    lines.append("END:VCALENDAR")
    return b"".join(part + b"\r\n" for line in lines for part in folded(line))


def escaped(text: str) -> str:
    """A text as a value: backslash, semicolon, comma and line ends are escaped, other control signs are left out."""
    marked = re.sub(r"([\\;,])", r"\\\1", re.sub(r"\r\n?", "\n", text))
    return _CONTROL.sub("", marked).replace("\n", "\\n")


def folded(line: str) -> Iterator[bytes]:
    """A line in parts of at most 75 octets, each after the first behind a space; no character is cut in two."""
    part = b""
    for character in line:
        octets = character.encode()
        if len(part) + len(octets) > _FOLD:
            yield part
            part = b" "
        part += octets
    yield part
