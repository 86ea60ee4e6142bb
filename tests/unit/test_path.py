"""The way through the workbook: four stations, done in any order, the first one open is next."""

import pytest

from workbook.path import STATIONS, path

NOTHING = {"pages_read": frozenset(), "deal_changed": False, "cases_played": 0, "quizzes_finished": 0, "own_ratings": False}
ALL = {"pages_read": {"compare"}, "cases_played": 1, "quizzes_finished": 1, "own_ratings": True}


@pytest.mark.parametrize(
    ("did", "done", "following"),
    [
        ({}, set(), "read"),
        ({"pages_read": {"cases"}}, {"read"}, "try"),
        ({"pages_read": {"cases"}, "cases_played": 1}, {"read", "try"}, "quiz"),
        ({"deal_changed": True}, {"try"}, "read"),
        ({"own_ratings": True}, {"own"}, "read"),
        ({"pages_read": {"compare"}, "deal_changed": True, "quizzes_finished": 2}, {"read", "try", "quiz"}, "own"),
        (ALL, set(STATIONS), None),
    ],
)
def test_what_was_done_tells_what_is_next(did, done, following):
    assert path(**{**NOTHING, **did}) == (done, following)
