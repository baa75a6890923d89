"""The commands behind the Makefile."""

import os
import sys

from bygdevekst.setup import database, environment, frontend, needs, serving, system, testing
from bygdevekst.setup.terminal import Problem, say

COMMANDS = ("setup", "run", "test", "lint", "bench", "screenshot", "pictures", "backup", "restore")


def main(arguments: list[str]) -> int:
    """Run the command named first in `arguments` and return the exit code: 0 done, 1 failed, 2 unknown, 130 stopped."""
    if not arguments or arguments[0] not in COMMANDS:
        print(f"Bruk: python3 -m bygdevekst.setup {{{','.join(COMMANDS)}}}", file=sys.stderr)
        return 2
    command, *rest = arguments
    try:
        return _run(command, rest, development_environment())
    except Problem as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def development_environment() -> dict[str, str]:
    """Return the environment for the project's programs: this process's own, with DEBUG on unless it says otherwise."""
    return {"DJANGO_DEBUG": "1", **os.environ}


def _run(command: str, rest: list[str], env: dict[str, str]) -> int:
    if command == "lint":
        environment.ensure_packages("base", "dev")
        return 0 if testing.lint(env) else 1
    if command == "test":
        _prepare("base", "dev")
        system.ensure(system.missing(needs.TESTS), required=True)
        return 0 if testing.test(env) else 1
    if command == "run":
        port = serving.chosen_port(env)
        serving.require_free(port)  # before the long part, which would be in vain
        _prepare("base")
        return serving.serve(port, env, database.ensure(env))
    if command in ("backup", "restore"):
        environment.ensure_packages("base")
        return testing.manage([command, *rest], env)
    if command == "bench":
        _prepare("base", "bench")
        return testing.run_module("bench", rest, env)
    if command == "pictures":
        _prepare("base", "dev")
        return testing.run_module(
            "tests.reporting.page_pictures", rest, {**env, "DJANGO_SETTINGS_MODULE": "tests.settings"}
        )
    if command == "screenshot":
        _prepare("base", "dev")
        return testing.run_module("docs.screenshot", rest, env)
    _prepare("base")
    logins = database.ensure(env)
    say(f"\nAlt er klart. Start portalen med: make run\n\n{logins.strip()}")
    return 0


def _prepare(*locks: str) -> None:
    """Bring packages, libraries, style sheets and fonts in place; without the libraries all but PDF works."""
    environment.ensure_packages(*locks)
    system.ensure(system.missing([needs.PDF]))
    frontend.ensure_packages()
