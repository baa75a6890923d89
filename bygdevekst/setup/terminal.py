"""Talking to the person at the terminal, and running other programs quietly on their behalf."""

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

# What pip, npm and apt-get say when they reach no server.
_NO_NETWORK = (
    "Failed to establish a new connection",
    "Temporary failure in name resolution",
    "Temporary failure resolving",
    "Network is unreachable",
    "Cannot connect to proxy",
    "Could not connect to",
    "Could not resolve host",
    "ConnectTimeoutError",
    "ReadTimeoutError",
    "ENOTFOUND",
    "EAI_AGAIN",
    "ECONNREFUSED",
    "ETIMEDOUT",
)


class Problem(Exception):
    """The set-up cannot go on; the message says in Norwegian what is wrong and what to do about it."""


class ProgramFailed(Problem):
    """A program ended with an error; `output` is all it printed."""

    def __init__(self, what: str, output: str) -> None:
        super().__init__(explain(what, output))
        self.output = output


def say(message: str) -> None:
    """Print one message at once, also when the output goes to a file or a pipe."""
    print(message, flush=True)


def network_is_missing(output: str) -> bool:
    """Tell whether a program's output shows that it reached no server."""
    return any(sign in output for sign in _NO_NETWORK)


def explain(what: str, output: str) -> str:
    """Return what to tell the person when a program failed: `what` was tried, `output` is all it printed."""
    if network_is_missing(output):
        return (
            f"{what} gikk ikke, fordi maskinen ikke får kontakt med nettet.\n"
            "Kontroller nettforbindelsen (og eventuelt HTTPS_PROXY), og kjør kommandoen en gang til. "
            "Det som alt er hentet, hentes ikke på nytt."
        )
    tail = "\n".join(f"    {line}" for line in output.strip().splitlines()[-15:])
    return f"{what} gikk ikke. Programmet sa:\n\n{tail}\n\nRett feilen, og kjør kommandoen en gang til."


def run_quietly(
    command: Sequence[str | Path], *, what: str, env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> str:
    """Run a program without showing its output, and return that output.

    `what` names the task in Norwegian. Raises ProgramFailed when the program fails or is missing.
    """
    try:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=cwd,
            env=None if env is None else dict(env),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
    except FileNotFoundError as error:
        raise ProgramFailed(what, f"Fant ikke programmet {command[0]}.") from error
    if done.returncode:
        raise ProgramFailed(what, done.stdout)
    return done.stdout
