"""The commands as the Makefile calls them."""

import subprocess
from contextlib import contextmanager

import pytest

from bygdevekst.setup import commands, places, postgres, testing
from bygdevekst.setup.terminal import Problem


@pytest.mark.parametrize("command", commands.COMMANDS)
def test_make_has_a_target_for_every_command(command):
    done = subprocess.run(
        ["make", "--dry-run", command, "PYTHON=python3.12"], cwd=places.ROOT, capture_output=True, text=True, check=True
    )
    assert f"python3.12 -m bygdevekst.setup {command}" in done.stdout


@pytest.mark.parametrize("arguments", [[], ["serve"]])
def test_an_unknown_command_names_those_there_are(arguments, capsys):
    assert commands.main(arguments) == 2
    assert "run" in capsys.readouterr().err


def test_a_problem_becomes_a_message_and_an_exit_code(monkeypatch, capsys):
    def fail(*_):
        raise Problem("Port 8000 er opptatt")

    monkeypatch.setattr(commands, "_run", fail)
    assert commands.main(["run"]) == 1
    assert capsys.readouterr().err == "\nPort 8000 er opptatt\n"


@pytest.mark.parametrize(("given", "debug"), [({}, "1"), ({"DJANGO_DEBUG": "0"}, "0")])
def test_debug_is_on_unless_the_environment_says_otherwise(monkeypatch, given, debug):
    monkeypatch.delenv("DJANGO_DEBUG", raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    assert commands.development_environment()["DJANGO_DEBUG"] == debug


@pytest.fixture
def ran(monkeypatch):
    """Collect (first words, DATABASE_URL) of what would have been run; what stands in `ran.failing` fails."""

    class Ran(list[tuple[str, str | None]]):
        failing: tuple[str, ...] = ()

    done = Ran()

    def pretend(arguments, env):
        done.append((" ".join(arguments), env.get("DATABASE_URL")))
        return not any(word in done[-1][0] or word == done[-1][1] for word in done.failing)

    @contextmanager
    def server():
        yield "postgres://temporary"

    monkeypatch.setattr(testing, "_passes", pretend)
    monkeypatch.setattr(postgres, "temporary_server", server)
    monkeypatch.setattr("signal.signal", lambda *_: None)
    return done


def test_tests_run_on_sqlite_and_then_on_a_postgresql_of_their_own(ran):
    assert testing.test({"DATABASE_URL": "postgres://production", "PYTEST_ARGS": "-k 'sum or table'"})
    runs = [(command, url) for command, url in ran if "pytest" in command]
    everything = "-m pytest -n 2 --dist loadgroup --browser-again -k sum or table"
    assert runs == [(everything, None), (f"{everything} --only-database", "postgres://temporary")]


def test_checks_are_part_of_the_tests_and_never_open_the_database_in_use(ran):
    assert testing.test({"DATABASE_URL": "postgres://production"})
    checks = [command for command, url in ran if url is None and "pytest" not in command]
    for check in ("ruff check", "ruff format --check", "djlint", "mypy", "makemigrations --check"):
        assert any(check in command for command in checks), check


@pytest.mark.parametrize("failing", ["ruff check", "mypy", "makemigrations", "pytest", "postgres://temporary"])
def test_whatever_fails_the_rest_still_runs_and_the_whole_fails(ran, failing):
    assert testing.test({})
    whole = list(ran)
    ran.clear()
    ran.failing = (failing,)
    assert not testing.test({})
    assert ran == whole


def test_what_failed_is_said_before_the_last_run_whose_output_ends_the_command(ran, capsys):
    ran.failing = ("mypy",)
    testing.test({})
    assert capsys.readouterr().out.rstrip().endswith("Feilet før dette: make lint (se over).")
