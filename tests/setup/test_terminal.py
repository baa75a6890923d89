"""A failed program becomes a sentence that says what to do."""

import sys

import pytest

from bygdevekst.setup.terminal import Problem, explain, network_is_missing, run_quietly


@pytest.mark.parametrize(
    "output",
    [
        "NewConnectionError('<pip …>: Failed to establish a new connection: [Errno -2] Name or service not known')",
        "npm error code EAI_AGAIN",
        "E: Failed to fetch … Temporary failure resolving 'deb.example'",
    ],
)
def test_no_network_is_recognised_in_what_pip_npm_and_apt_say(output):
    assert network_is_missing(output)
    assert "får kontakt med nettet" in explain("Å hente pakker", output)


def test_other_failures_show_the_end_of_what_the_program_said():
    text = explain("Å hente pakker", "\n".join(f"line {number}" for number in range(100)) + "\nhash mismatch")
    assert "hash mismatch" in text
    assert "line 50" not in text
    assert "nettet" not in text


def test_run_quietly_returns_the_output_and_shows_nothing(capfd):
    assert run_quietly([sys.executable, "-c", "print('hei')"], what="Å hilse") == "hei\n"
    assert capfd.readouterr() == ("", "")


def test_run_quietly_raises_with_errors_and_output():
    with pytest.raises(Problem, match=r"(?s)Å hilse gikk ikke.*farvel"):
        run_quietly([sys.executable, "-c", "import sys; sys.exit('farvel')"], what="Å hilse")


def test_run_quietly_tells_when_the_program_is_not_there():
    with pytest.raises(Problem, match="Fant ikke programmet no-such-program"):
        run_quietly(["no-such-program"], what="Å hilse")
