"""Links and identities: secrets that are handed out once and kept only as hashes.

A secret is 256 random bits; what is stored is its SHA-256, which is enough for a secret that nobody can guess. A link grants one thing
until it expires or is revoked.
"""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
import time
import unicodedata
from typing import Final, Literal, NamedTuple, get_args

DAY: Final = 24 * 60 * 60
Kind = Literal["questionnaire", "report"]
Part = Literal["fit", "pictures", "trend", "evidence", "scenario", "plan"]
PARTS: Final[tuple[Part, ...]] = get_args(Part)
CODE_LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""31 digits and letters of which no two look alike on a wall: no 0 and O, no 1, I and L."""
CODE_LENGTH: Final = 6
_NOT_OF_A_SECRET: Final = re.compile(r"[^A-Za-z0-9_-]")
Term = Literal["7", "30", "90", "never"]
TERMS: Final[tuple[Term, ...]] = get_args(Term)


class Link(NamedTuple):
    """What a link grants. Times are seconds since 1970 in UTC; `uses` counts the visits that opened it."""

    id: str
    owner: str
    account: str
    kind: Kind
    label: str
    asker: str
    round: int
    several: bool
    parts: tuple[Part, ...]
    scenario: str | None
    created: int
    expires: int | None
    revoked: int | None
    last_used: int | None
    uses: int

    def works(self, now: int) -> bool:
        """Whether it still opens anything."""
        return self.revoked is None and (self.expires is None or now < self.expires)


def new_secret() -> str:
    """256 random bits for an address or a cookie: 43 letters, digits, `-` and `_`."""
    return secrets.token_urlsafe(32)


def secret_of(pasted: str) -> str:
    """The secret at the end of an address that was copied with what followed it in a text; empty where none is there.

    >>> secret_of("k7-m_2qx。”")
    'k7-m_2qx'
    """
    return _NOT_OF_A_SECRET.split(pasted, maxsplit=1)[0]


def new_id() -> str:
    """96 random bits that name a stored thing. Made before it is stored, it is the key under which a second try is found out."""
    return secrets.token_urlsafe(12)


def derived_id(*of: str) -> str:
    """The name of what there is once for the things it belongs to, however many make it."""
    return base64.urlsafe_b64encode(hashlib.blake2b("\0".join(of).encode(), digest_size=12).digest()).decode()


def new_code() -> str:
    """A room's code: 6 of 31 letters, drawn as secrets are. It lets one in as a participant, and grants nothing else."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def code_of(typed: str) -> str | None:
    """The code that somebody typed: small letters, full-width ones, spaces and hyphens are all right. None where it can't be one.

    >>> code_of(" k7m-2qx ")
    'K7M2QX'
    """
    plain = unicodedata.normalize("NFKC", typed[:40]).upper()
    code = "".join(letter for letter in plain if letter.isalnum())
    return code if len(code) == CODE_LENGTH and set(code) <= set(CODE_LETTERS) else None


def digest(secret: str) -> str:
    """What the store keeps of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def expiry(term: Term, now: int) -> int | None:
    """When a link made now ends; None for one that does not."""
    return None if term == "never" else now + int(term) * DAY


def clock() -> int:
    """Now, in whole seconds since 1970."""
    return int(time.time())
