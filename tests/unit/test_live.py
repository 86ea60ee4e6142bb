from types import SimpleNamespace

from workbook.ui import live


def test_phones_leave_a_moment_to_the_wall_after_each_act_of_the_host(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(live, "_seen", {})
    monkeypatch.setattr(live, "time", SimpleNamespace(monotonic=lambda: now[0]))
    assert not live._wall_was_first("room", 2)
    now[0] = 99.9 + live.WALL_FIRST
    assert not live._wall_was_first("room", 2)
    assert not live._wall_was_first("another", 2)
    now[0] = 100.1 + live.WALL_FIRST
    assert live._wall_was_first("room", 2)
    assert not live._wall_was_first("room", 3)


def test_what_was_seen_of_many_rooms_does_not_grow(monkeypatch):
    monkeypatch.setattr(live, "_seen", {})
    for number in range(3 * live._MOST):
        live._wall_was_first(f"room {number}", 1)
    assert len(live._seen) <= live._MOST
