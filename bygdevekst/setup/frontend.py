"""Style sheets and fonts from npm, as package-lock.json names them; nothing is built, no package's script is run."""

import shutil
import subprocess
from pathlib import Path

from bygdevekst.setup import environment, places, stamps
from bygdevekst.setup.terminal import run_quietly, say

OLDEST_NPM = 9


def ensure_packages() -> None:
    """Make node_modules hold exactly the locked packages; does nothing where it does.

    Uses the machine's npm where it is new enough, else one from PyPI inside .venv, so .venv must be ready.
    Raises Problem when a package cannot be fetched.
    """
    stamp = places.NODE_MODULES / ".stamp"
    value = stamps.fingerprint([places.ROOT / "package.json", places.ROOT / "package-lock.json"])
    if stamps.is_current(stamp, value):
        return
    npm = _npm()
    say("Henter stilark og skrifter …")
    command = [npm, "ci", "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund"]
    run_quietly(command, what="Å hente stilark og skrifter med npm", cwd=places.ROOT)
    stamps.write(stamp, value)


def _npm() -> str | Path:
    npm = shutil.which("npm")
    if npm and is_new_enough(_version(npm)):
        return npm
    environment.ensure_packages("node")
    return places.VENV / "bin" / "npm"


def _version(npm: str) -> str:
    # npm without node, or node too old for npm, ends with an error; both count as no npm.
    done = subprocess.run([npm, "--version"], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else ""


def is_new_enough(version: str) -> bool:
    """Tell whether an npm that calls itself `version` (such as "9.2.0") understands our lock; "" is no npm."""
    major = version.strip().partition(".")[0]
    return major.isdigit() and int(major) >= OLDEST_NPM
