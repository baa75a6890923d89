"""What must come from the operating system: libraries and programs that no Python package carries."""

import ctypes
import os
import platform
import shlex
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from bygdevekst.setup.needs import BROWSERS, FAMILIES, TESTS, Need
from bygdevekst.setup.terminal import Problem, run_quietly, say


def system_family(system: str, os_release: str) -> str:
    """Return "debian", "fedora", "macos" or "" (unknown).

    `system` is what platform.system() says; `os_release` is the text of /etc/os-release, empty where there is none.
    """
    if system == "Darwin":
        return "macos"
    fields = dict(line.split("=", 1) for line in os_release.splitlines() if "=" in line)
    names = f"{fields.get('ID', '')} {fields.get('ID_LIKE', '')}".replace('"', "").split()
    if "debian" in names or "ubuntu" in names:
        return "debian"
    return "fedora" if "fedora" in names else ""


def packages(needs: Iterable[Need], family: str) -> list[str]:
    """Return the package names of `needs` in one family, each once, in order."""
    return list(dict.fromkeys(name for need in needs for name in getattr(need, family)))


def install_line(needs: Sequence[Need], family: str) -> str:
    """Return the line a person types to install `needs` in one of FAMILIES; empty when that family needs nothing."""
    names = packages(needs, family)
    if not names:
        return ""
    if family == "debian":
        return "sudo apt-get install --no-install-recommends " + " ".join(names)
    if family == "fedora":
        return "sudo dnf install " + " ".join(names)
    # Homebrew takes applications («casks») in a command of their own.
    plain = [name for name in names if not name.startswith("--cask")]
    casks = [name for name in names if name.startswith("--cask")]
    return " && ".join("brew install " + " ".join(part) for part in (plain, casks) if part)


def advice(needs: Sequence[Need], family: str) -> str:
    """Return what to tell a person who must install `needs`: the line of their own system, or of every one we know."""
    purposes = ", ".join(dict.fromkeys(need.purpose for need in needs))
    if family:
        return f"Noe mangler på maskinen ({purposes}). Installer det slik:\n\n    {install_line(needs, family)}\n"
    names = {"debian": "Debian og Ubuntu", "fedora": "Fedora", "macos": "macOS"}
    lines = "\n".join(f"    {names[each]}: {install_line(needs, each)}" for each in FAMILIES)
    return f"Noe mangler på maskinen ({purposes}). Installer det slik:\n\n{lines}\n"


def missing(needs: Iterable[Need]) -> list[Need]:
    """Return those of `needs` that this machine lacks, leaving out what its family of systems has no package for."""
    family = this_family()
    return [need for need in needs if (not family or getattr(need, family)) and not _is_there(need)]


def ensure(needs: Sequence[Need], *, required: bool = False) -> None:
    """Install `needs` where we may (root on Debian or Ubuntu); elsewhere print the line to type.

    What could not be installed is told. With `required` set that raises Problem instead.
    """
    if not needs:
        return
    family = this_family()
    if family == "debian" and os.geteuid() == 0 and shutil.which("apt-get"):
        try:
            install_with_apt(packages(needs, "debian"))
        except Problem as problem:
            if required:
                raise
            say(str(problem))
        return
    if required:
        raise Problem(advice(needs, family))
    say(advice(needs, family))


def install_with_apt(names: Sequence[str]) -> None:
    """Fetch the package lists and install `names`, without questions. Raises Problem when apt-get fails."""
    say(f"Installerer {', '.join(names)} (kan ta noen minutter) …")
    # RUNLEVEL=1 keeps a freshly installed PostgreSQL from starting a server that nobody asked for.
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    what = f"Å installere {shlex.join(names)}"
    run_quietly(["apt-get", "update"], what="Å hente listen over systempakker", env=env)
    run_quietly(["apt-get", "install", "--yes", "--no-install-recommends", *names], what=what, env=env)


def this_family() -> str:
    """Return the family of systems this machine belongs to, see system_family."""
    release = Path("/etc/os-release")
    return system_family(platform.system(), release.read_text(encoding="utf-8") if release.is_file() else "")


def browser() -> str:
    """Return the path of a browser for tests and screenshots. Raises Problem with what to type where there is none."""
    for name in BROWSERS:
        if found := shutil.which(name):
            return found
    raise Problem(advice([need for need in TESTS if set(need.programs) & set(BROWSERS)], this_family()))


def _is_there(need: Need) -> bool:
    if need.programs and not any(_finds_program(program) for program in need.programs):
        return False
    return all(_loads(library) for library in need.libraries)


def _finds_program(program: str) -> bool:
    if program.startswith("/"):
        return any(Path("/").glob(program.lstrip("/")))
    return shutil.which(program) is not None


def _loads(library: str) -> bool:
    # Loading is what WeasyPrint will do, so it is the only proof; macOS names libpango-1.0.0.dylib.
    if platform.system() == "Darwin":
        stem, _, version = library.partition(".so.")
        library = f"{stem}.{version}.dylib"
    for folder in ("", "/opt/homebrew/lib/", "/usr/local/lib/"):
        try:
            ctypes.CDLL(f"{folder}lib{library}")
        except OSError:
            continue
        return True
    return False
