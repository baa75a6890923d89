"""The project's own tests and checks, run with the packages in .venv."""

import shlex
import signal
import subprocess
import sys
from collections.abc import Mapping

from bygdevekst.setup import places, postgres
from bygdevekst.setup.terminal import say

# Two workers: the tests are bound by the processor, and small machines have two cores.
# Tests that share what takes long to make say so by a group, which one worker takes.
WORKERS = ("-n", "2", "--dist", "loadgroup")


def lint(env: Mapping[str, str]) -> bool:
    """Run every check (style, templates, types, migrations), show what they find, and tell whether all passed."""
    checks = [
        ["-m", "ruff", "check", "."],
        ["-m", "ruff", "format", "--check", "."],
        # Not its formatter (--check): it adds white space in cells and between inline tags, which shows in the PDF.
        ["-m", "djlint", "--quiet", "--lint", "templates"],
        ["-m", "mypy"],
        ["manage.py", "makemigrations", "--check", "--dry-run"],
    ]
    # All of them, also after one that fails: it would hide what the others find until the next run.
    passed = [_passes(check, {**env, "DJANGO_SETTINGS_MODULE": "tests.settings"}) for check in checks]
    return all(passed)


def test(env: Mapping[str, str]) -> bool:
    """Run the checks, then all tests on SQLite, then those that ask a database on PostgreSQL; tell whether all passed.

    A browser test that fails is tried up to twice more, and named as RERUN: a busy machine is slow in ways that
    no test can wait for. PYTEST_ARGS goes to pytest. What the last run prints stands last, so what failed earlier is
    said before it.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the temporary server is removed then too
    pytest = ["-m", "pytest", *WORKERS, "--browser-again", *shlex.split(env.get("PYTEST_ARGS", ""))]
    plain = {name: value for name, value in env.items() if name != "DATABASE_URL"}
    results = {"make lint": lint(plain)}
    say("\nTester på SQLite")
    results["testene på SQLite"] = _passes(pytest, plain)
    with postgres.temporary_server() as url:
        say("\nTester på PostgreSQL")
        failed = [name for name, passed in results.items() if not passed]
        if failed:
            say(f"Feilet før dette: {' og '.join(failed)} (se over).")
        results["testene på PostgreSQL"] = _passes([*pytest, "--only-database"], {**plain, "DATABASE_URL": url})
    return all(results.values())


def run_module(name: str, arguments: list[str], env: Mapping[str, str]) -> int:
    """Run a module of the project, such as `bench`, with `arguments` and return its exit code."""
    command = [str(places.PYTHON), "-m", name, *arguments]
    return subprocess.run(command, cwd=places.ROOT, env=dict(env), check=False).returncode


def manage(arguments: list[str], env: Mapping[str, str]) -> int:
    """Run a command of the portal, such as `backup`, and return its exit code."""
    command = [str(places.PYTHON), "manage.py", *arguments]
    return subprocess.run(command, cwd=places.ROOT, env=dict(env), check=False).returncode


def _passes(arguments: list[str], env: Mapping[str, str]) -> bool:
    say(f"» python {shlex.join(arguments)}")
    command = [str(places.PYTHON), *arguments]
    return (
        subprocess.run(command, cwd=places.ROOT, env=dict(env), stdin=subprocess.DEVNULL, check=False).returncode == 0
    )
