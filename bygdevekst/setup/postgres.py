"""A PostgreSQL server that lives as long as one run of the tests: a temporary folder, a socket, no network port."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from bygdevekst.setup import needs, system
from bygdevekst.setup.terminal import Problem, run_quietly

USER = "bygdevekst"
# PostgreSQL refuses to run as root; Debian's package makes this account.
ACCOUNT = "postgres"
_FOLDERS = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin")
# Knows capital and small letters beyond ASCII, and exists without installing languages.
_LOCALE = "C.UTF-8" if sys.platform == "linux" else "en_US.UTF-8"
# The data is thrown away, so nothing needs to survive a power cut.
_OPTIONS = {
    "listen_addresses": "''",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}


@contextmanager
def temporary_server() -> Iterator[str]:
    """Start a server, yield its DATABASE_URL, and stop and remove it afterwards, whatever happens in between.

    Raises Problem when PostgreSQL is not installed or does not start.
    """
    binaries = find_binaries()
    # The path of a socket may have about a hundred characters, so the folder lies at the top of /tmp.
    folder = Path(tempfile.mkdtemp(prefix="bygdevekst-pg-", dir="/tmp"))
    try:
        prefix = _unprivileged(folder)
        _create(prefix, binaries, folder)
        try:
            _start(prefix, binaries, folder)
            yield database_url(folder)
        finally:
            stop: list[str | Path] = [
                *prefix,
                binaries / "pg_ctl",
                "stop",
                "-D",
                folder / "data",
                "-m",
                "immediate",
                "-w",
            ]
            # Not running is what we want here, so its exit code says nothing.
            subprocess.run(stop, cwd="/", stdin=subprocess.DEVNULL, capture_output=True, check=False)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def database_url(socket_folder: Path) -> str:
    """Return the DATABASE_URL of a server that listens on a socket in `socket_folder`."""
    return f"postgres://{USER}@{quote(str(socket_folder), safe='')}/{USER}"


def newest(folders: Iterable[Path]) -> Path | None:
    """Return the folder of the highest version, read from its path as a number (9.6 < 15); None when there is none."""
    return max(folders, key=lambda folder: [int(part) for part in re.findall(r"\d+", str(folder))], default=None)


def find_binaries() -> Path:
    """Return the folder that holds initdb and pg_ctl. Raises Problem when no PostgreSQL server is installed."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    found = [folder for pattern in _FOLDERS for folder in Path("/").glob(pattern[1:]) if (folder / "initdb").exists()]
    folder = newest(found)
    if folder is None:
        wanted = [need for need in needs.TESTS if "postgresql" in need.debian]
        raise Problem(system.advice(wanted, system.this_family()))
    return folder


def _unprivileged(folder: Path) -> list[str]:
    """Return what to put before a command so that it does not run as root, and hand `folder` to that account."""
    if os.geteuid() != 0:
        return []
    try:
        shutil.chown(folder, ACCOUNT, ACCOUNT)
    except LookupError as error:
        raise Problem(
            f"PostgreSQL vil ikke kjøre som root, og kontoen «{ACCOUNT}» finnes ikke. "
            "Kjør testene som en vanlig bruker, eller installer PostgreSQL fra systemets egne pakker."
        ) from error
    return ["runuser", "-u", ACCOUNT, "--"]


def _create(prefix: list[str], binaries: Path, folder: Path) -> None:
    options = f"-U {USER} -A trust -E UTF8 --locale={_LOCALE} --no-sync".split()
    command: list[str | Path] = [*prefix, binaries / "initdb", "-D", folder / "data", *options]
    run_quietly(command, what="Å lage en midlertidig PostgreSQL-database", cwd=Path("/"))


def _start(prefix: list[str], binaries: Path, folder: Path) -> None:
    what = "Å starte en midlertidig PostgreSQL"
    settings = " ".join(f"-c {name}={value}" for name, value in _OPTIONS.items())
    # The log file keeps the server from holding our output open after this call.
    where: list[str | Path] = ["-D", folder / "data", "-l", folder / "log", "-o", f"-k {folder} {settings}"]
    run_quietly([*prefix, binaries / "pg_ctl", "start", "-w", *where], what=what, cwd=Path("/"))
    run_quietly([*prefix, binaries / "createdb", "-h", folder, "-U", USER, USER], what=what, cwd=Path("/"))
