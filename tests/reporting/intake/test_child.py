"""Reading in a process of its own: what it is given, what it may take, and what is said when it takes more."""

import pytest

from reporting.intake import child
from reporting.intake.child import FAILED, TOO_LONG, TOO_MUCH, Cancelled, run
from reporting.intake.sorts import Refused

HERE = "tests.reporting.intake.strange_readers"


def test_it_gets_bytes_and_options_and_gives_plain_data():
    assert run(f"{HERE}:good", "blåbær".encode(), ending="!") == {"said": "blåbær!"}


def test_a_large_file_goes_through_however_often_one_looks_in_between(monkeypatch):
    monkeypatch.setattr(child, "_EACH", 0.001)
    assert len(run(f"{HERE}:good", b"x" * 3_000_000)["said"]) == 3_000_000


@pytest.mark.parametrize(
    ("reader", "said"),
    [
        ("refusing", "Filen er tom. Prøv en annen."),
        ("crashing", FAILED),
        ("dying", FAILED),
        ("greedy", TOO_MUCH),
    ],
)
def test_what_goes_wrong_in_it_is_a_sentence(reader, said):
    with pytest.raises(Refused) as caught:
        run(f"{HERE}:{reader}", b"x" * 200_000)
    assert str(caught.value) == said


@pytest.mark.parametrize("reader", ["sleeping", "spinning"])
def test_it_is_ended_when_it_takes_too_long(reader):
    with pytest.raises(Refused) as caught:
        run(f"{HERE}:{reader}", b"", seconds=0.6)
    assert str(caught.value) == TOO_LONG


def test_it_is_ended_when_nobody_wants_it_any_more():
    with pytest.raises(Cancelled):
        run(f"{HERE}:sleeping", b"", wanted=lambda: False)


def test_it_writes_no_file(tmp_path):
    with pytest.raises(Refused):
        run(f"{HERE}:writing", str(tmp_path / "a").encode())
    assert [path.stat().st_size for path in tmp_path.iterdir()] in ([], [0])


def test_it_knows_no_secrets(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://secret@host/db")
    assert "DATABASE_URL" not in run(f"{HERE}:environment", b"")["said"]
