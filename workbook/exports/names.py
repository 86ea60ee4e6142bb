"""Names of files that every system takes."""

from __future__ import annotations

import re
from typing import Final

from workbook.text import clean

_NOT: Final = re.compile(r'[<>:"/\\|?*%#\x00-\x1f]+')
_RESERVED: Final = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)$")
_MOST_BYTES: Final = 120


def file_name(*parts: str, suffix: str) -> str:
    """A file's name of its parts, in either language: nothing in it that a system forbids, hides or takes for a folder.

    Of a name that is too long its longest part is cut.

    >>> file_name("三重匹配", "A/B: 拓封", suffix="pdf")
    '三重匹配-A B 拓封.pdf'
    """
    cleaned = [re.sub(r"\s+", " ", _NOT.sub(" ", clean(part))).strip(" .-~$'=+@") for part in parts]
    sizes = [len(part.encode()) for part in cleaned]
    longest = sizes.index(max(sizes))
    room = max(_MOST_BYTES - sum(sizes) - len(sizes) + sizes[longest], 0)
    cleaned[longest] = cleaned[longest].encode()[:room].decode(errors="ignore").rstrip(" .-")
    name = "-".join(part for part in cleaned if part)
    name = name.encode()[:_MOST_BYTES].decode(errors="ignore").rstrip(" .-")
    return f"{'workbook' if not name or _RESERVED.match(name) else name}.{suffix}"
