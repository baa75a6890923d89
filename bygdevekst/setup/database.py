"""The database: its tables brought up to date, and demo data where it is empty. Data that is there is never touched."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from bygdevekst.setup import places, stamps
from bygdevekst.setup.terminal import Problem, ProgramFailed, run_quietly, say


def ensure(env: Mapping[str, str]) -> str:
    """Migrate, load the demo data into an empty database, and return what the demo command says (the logins).

    Does nothing for an SQLite file that was already made from the same migrations and fixtures. Whether another
    database is still the same one cannot be seen from here, so that one is asked every time.
    Raises Problem when the database cannot be reached or a migration fails.
    """
    stamp = places.STAMPS / "database"
    own = uses_own_sqlite(env)
    if own and (kept := stamps.stamped_text(stamp, sqlite_fingerprint(places.SQLITE_FILE, _sources()))) is not None:
        return kept
    say("Klargjør databasen …")
    _manage(["migrate", "--no-input"], "Å klargjøre databasen", env)
    logins = _manage(["demo"], "Å legge inn eksempeldata", env)
    if own:
        stamps.write(stamp, sqlite_fingerprint(places.SQLITE_FILE, _sources()), logins)
    return logins


def _manage(arguments: list[str], what: str, env: Mapping[str, str]) -> str:
    try:
        return run_quietly([places.PYTHON, "manage.py", *arguments], what=what, env=env, cwd=places.ROOT)
    except ProgramFailed as failure:
        if uses_own_sqlite(env) or "OperationalError" not in failure.output:
            raise
        raise Problem(unreachable(failure.output)) from failure


def unreachable(output: str) -> str:
    """Return what to tell the person when the database of DATABASE_URL did not answer; `output` ends with its words."""
    answer = output.rpartition("OperationalError:")[2].strip().replace("\n", "\n    ")
    return (
        "Får ikke kontakt med databasen i DATABASE_URL.\n"
        f"Kontroller at den kjører, og at navn, passord og adresse stemmer. Svaret var:\n\n    {answer}"
    )


def uses_own_sqlite(env: Mapping[str, str]) -> bool:
    """Tell whether the site will use the SQLite file in the clone, that is, whether no DATABASE_URL is set."""
    return not env.get("DATABASE_URL")


def sqlite_fingerprint(file: Path, sources: Iterable[Path]) -> str:
    """Return a value that changes with `sources`, and when the file is removed or replaced by another."""
    try:
        status = os.stat(file)
    except FileNotFoundError:
        return stamps.fingerprint(sources, "no file")
    return stamps.fingerprint(sources, f"{status.st_dev}:{status.st_ino}")


def _sources() -> list[Path]:
    fixtures = (path for path in places.ROOT.glob("fixtures/**/*") if path.is_file())
    return [*places.ROOT.glob("*/migrations/*.py"), *places.ROOT.glob("*/management/commands/demo*.py"), *fixtures]
