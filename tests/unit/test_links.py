"""Secrets nobody can guess, ids, and how long a link works."""

import re

import pytest
import time_machine

from workbook.links import DAY, TERMS, Link, clock, digest, expiry, new_id, new_secret

NOW = 1_900_000_000
LINK = Link(
    id="id",
    owner="owner",
    account="account",
    kind="report",
    label="",
    asker="",
    round=1,
    several=False,
    parts=(),
    scenario=None,
    created=NOW,
    expires=None,
    revoked=None,
    last_used=None,
    uses=0,
)


@pytest.mark.parametrize(("new", "length"), [(new_secret, 43), (new_id, 16)])
def test_what_is_drawn_is_long_safe_in_an_address_and_never_the_same(new, length):
    drawn = [new() for _ in range(2000)]
    assert all(re.fullmatch(f"[A-Za-z0-9_-]{{{length}}}", one) for one in drawn)
    assert len(set(drawn)) == 2000
    assert len(set("".join(drawn))) == 64


def test_every_place_of_a_secret_is_drawn():
    drawn = [new_secret() for _ in range(2000)]
    assert [len(set(place)) for place in zip(*drawn, strict=True)] == [64] * 42 + [16]


def test_the_store_keeps_the_sha_256_of_a_secret():
    assert digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert digest("中文") == "72726d8818f693066ceb69afa364218b692e62ea92b385782363780f47529c21"
    assert digest("") != digest(" ")


@pytest.mark.parametrize(("term", "ends"), [("7", NOW + 604_800), ("30", NOW + 2_592_000), ("90", NOW + 7_776_000), ("never", None)])
def test_a_link_ends_after_its_term(term, ends):
    assert expiry(term, NOW) == ends


def test_every_term_but_never_is_whole_days():
    assert TERMS == ("7", "30", "90", "never")
    assert [expiry(term, 0) for term in TERMS] == [7 * DAY, 30 * DAY, 90 * DAY, None]


@pytest.mark.parametrize(
    ("expires", "revoked", "at", "works"),
    [
        (None, None, NOW, True),
        (None, None, 2**40, True),
        (NOW, None, NOW - 1, True),
        (NOW, None, NOW, False),
        (NOW, None, NOW + 1, False),
        (None, NOW, NOW + 1, False),
        (None, NOW, NOW - 1, False),
        (NOW + 9, 0, NOW, False),
        (0, None, 0, False),
    ],
)
def test_a_link_works_before_its_end_and_until_it_is_revoked(expires, revoked, at, works):
    assert LINK._replace(expires=expires, revoked=revoked).works(at) is works


@pytest.mark.parametrize(("moment", "seconds"), [(0, 0), (1_900_000_000.999, 1_900_000_000)])
def test_the_clock_counts_whole_seconds(moment, seconds):
    with time_machine.travel(moment, tick=False):
        assert clock() == seconds
        assert type(clock()) is int
