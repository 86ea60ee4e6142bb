"""Bad addresses and codes are counted; good ones always work.

Only failures count: of one device, from one network address (a whole room may share one), and of everybody. Beyond a limit the answer to a
bad one says so, and every look-up of that device or address waits in a slow lane, so that guessing gets nowhere while a room behind the
same address still gets in.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Final, TypeVar

from workbook.links import digest

if TYPE_CHECKING:
    from limits.strategies import MovingWindowRateLimiter

FAILURES: Final = {"device": 5, "address": 60, "all": 300}
"""Bad addresses in five minutes: of one device, from one network address, and of everybody."""
LANE: Final = 2
"""How many look-ups the slow lane takes at a time, each of so many `SECONDS`: 2 a second leave a code of 31⁶ alone for weeks."""
SECONDS: Final = 1
_slow: Final = threading.BoundedSemaphore(LANE)
_Found = TypeVar("_Found")


def failed(*, device: str, address: str) -> bool:
    """Count a failure; whether everybody concerned is still within the limits."""
    from limits import RateLimitItemPerMinute

    who = {"device": device, "address": address, "all": "everybody"}
    within = [_limiter().hit(RateLimitItemPerMinute(FAILURES[kind], 5), kind, digest(one)) for kind, one in who.items() if one]
    return all(within)


def looked_up(find: Callable[[], _Found], *, device: str, address: str) -> _Found:
    """What is found, at once; through the slow lane for whoever has been over a limit."""
    from limits import RateLimitItemPerMinute

    who = {"device": device, "address": address, "all": "everybody"}
    if all(_limiter().test(RateLimitItemPerMinute(FAILURES[kind], 5), kind, digest(one)) for kind, one in who.items() if one):
        return find()
    with _slow:
        time.sleep(SECONDS)
        return find()


@cache
def _limiter() -> MovingWindowRateLimiter:
    # imported here: the server is up before this library is
    from limits.storage import MemoryStorage
    from limits.strategies import MovingWindowRateLimiter

    return MovingWindowRateLimiter(MemoryStorage())
