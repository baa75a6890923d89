"""The virtual environment in .venv, with exactly the packages of the locks, each checked against its hash."""

import importlib.util
import shutil
import sys
from pathlib import Path

from bygdevekst.setup import needs, places, stamps, system
from bygdevekst.setup.terminal import run_quietly, say


def ensure_packages(*locks: str) -> None:
    """Make .venv hold the packages of the named locks ("base", "dev", "node"); does nothing where they are there.

    Raises Problem when the environment cannot be made or a package cannot be fetched.
    """
    _ensure_environment()
    for lock in locks:
        path = places.REQUIREMENTS / f"{lock}.txt"
        stamp = places.STAMPS / lock
        value = stamps.fingerprint([path])
        if not stamps.is_current(stamp, value):
            say(f"Henter Python-pakkene i {path.relative_to(places.ROOT)} …")
            run_quietly(_pip_install(path), what="Å hente Python-pakker", cwd=places.ROOT)
            stamps.write(stamp, value)


def _pip_install(lock: Path) -> list[str | Path]:
    # Only wheels: a source package would run its own code here, and would need a compiler.
    options = ["--require-hashes", "--no-deps", "--only-binary=:all:", "--no-input", "--disable-pip-version-check"]
    return [places.PYTHON, "-m", "pip", "install", *options, "-r", lock]


def _ensure_environment() -> None:
    if environment_is_usable(places.PYTHON, places.SITE_PACKAGES):
        return
    if importlib.util.find_spec("ensurepip") is None:
        system.ensure([needs.VENV_MODULE], required=True)
    say("Lager et virtuelt Python-miljø i .venv …")
    if places.VENV.is_dir():
        # Left by another Python version or an interrupted start; nothing in it is worth keeping.
        shutil.rmtree(places.VENV)
    run_quietly([sys.executable, "-m", "venv", places.VENV], what="Å lage et virtuelt Python-miljø")


def environment_is_usable(python: Path, site_packages: Path) -> bool:
    """Tell whether an environment belongs to this Python version, still finds its interpreter, and has pip."""
    return python.exists() and (site_packages / "pip").is_dir()
