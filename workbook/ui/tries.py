"""Bad addresses and codes are counted; good ones always work.

Only failures count: of one device, and from one network address (a whole room may share one). Beyond a limit the answer to a bad one says
so, and the look-ups of that device or address take turns, two a second, so that a room behind it still gets in while it would take 14
years to try all the 31⁶ codes. Nobody is slowed by what happens elsewhere.
"""

from __future__ import annotations

import threading
import time
from functools import cache
from ipaddress import IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING, Final

from workbook.links import digest

if TYPE_CHECKING:
    from limits.strategies import MovingWindowRateLimiter

FAILURES: Final = {"device": 5, "address": 60}
"""Bad addresses in five minutes: of one device, and from one network address."""
TURN: Final = 0.5
"""Seconds between two look-ups of whoever is over a limit."""
_MOST: Final = 10_000
_turn: Final = threading.Lock()
_next: Final[dict[str, float]] = {}
"""When the next turn of a device or an address is, by its key."""


def failed(*, device: str, address: str) -> bool:
    """Count a failure; whether the device and the address are still within their limits."""
    from limits import RateLimitItemPerMinute

    within = [_limiter().hit(RateLimitItemPerMinute(FAILURES[kind], 5), key) for kind, key in _who(device, address)]
    return all(within)


def pause(*, device: str, address: str) -> float:
    """The seconds after which a code may be looked up: none, or until the next turn of a device or an address that is over its limit."""
    from limits import RateLimitItemPerMinute

    over = [key for kind, key in _who(device, address) if not _limiter().test(RateLimitItemPerMinute(FAILURES[kind], 5), key)]
    if not over:
        return 0.0
    with _turn:
        now = time.monotonic()
        if len(_next) > _MOST:
            for key in [key for key, at in _next.items() if at < now]:
                del _next[key]
        at = max(now, *(_next.get(key, 0.0) for key in over)) + TURN
        _next.update(dict.fromkeys(over, at))
        return at - now


def _who(device: str, address: str) -> list[tuple[str, str]]:
    """Whom a try counts for: by kind a key of each."""
    return [(kind, digest(f"{kind} {one}")) for kind, one in (("device", device), ("address", _network(address))) if one]


def _network(address: str) -> str:
    """What one party has of a network: an address, but of IPv6 all that have the same first half."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or ip_network((found, 64), strict=False))
    return address


@cache
def _limiter() -> MovingWindowRateLimiter:
    # imported here: the server is up before this library is
    from limits.storage import MemoryStorage
    from limits.strategies import MovingWindowRateLimiter

    return MovingWindowRateLimiter(MemoryStorage())
