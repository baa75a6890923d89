"""Turns among processes: so many at a time, and one for each key."""

import pytest

from reporting.rendering import locks

KEY, OTHER = "00" * 32, "01" * 32


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    """Nobody else on this machine takes our turns."""
    monkeypatch.setattr(locks, "folder", lambda: tmp_path)


def test_so_many_at_a_time_and_the_rest_wait(settings):
    settings.RENDERINGS = 2
    with locks.turn(0), locks.turn(0), pytest.raises(locks.Busy), locks.turn(0):
        pass
    with locks.turn(0):
        pass


def test_one_key_one_maker():
    with locks.alone_with(KEY, 0), locks.alone_with(OTHER, 0), pytest.raises(locks.Busy), locks.alone_with(KEY, 0):
        pass


def test_a_turn_ends_with_what_failed_in_it(settings):
    settings.RENDERINGS = 1
    with pytest.raises(ZeroDivisionError), locks.turn(0):
        1 / 0  # noqa: B018
    with locks.turn(0):
        pass
