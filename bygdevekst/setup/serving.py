"""Serving the site on this machine, with a worker beside it, until the person stops them."""

import errno
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import FrameType

from bygdevekst.setup import places
from bygdevekst.setup.terminal import Problem, say

ADDRESS = "127.0.0.1"
# The first start compiles every module of every package; on a slow disk that takes a while.
START_LIMIT_SECONDS = 120
POLL_SECONDS = 0.05


def chosen_port(env: Mapping[str, str]) -> int:
    """Return the port to serve on: PORT, or 8000. Raises Problem when PORT is no number from 1 to 65535."""
    text = env.get("PORT") or "8000"
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise Problem(f"PORT={text} er ikke et portnummer. Bruk et tall fra 1 til 65535, som i: make run PORT=8001")
    return int(text)


def require_free(port: int) -> None:
    """Raise Problem, naming a free port, when another program answers on `port` or we may not use it."""
    code = _bind(port)
    if code == errno.EADDRINUSE:
        raise Problem(
            f"Port {port} er opptatt av et annet program (kanskje portalen alt kjører i et annet vindu).\n"
            f"Stopp det programmet, eller bruk en annen port: make run PORT={free_port_after(port)}"
        )
    if code == errno.EACCES:
        raise Problem(
            f"Du har ikke lov til å bruke port {port}. Bruk en port over 1023, for eksempel: make run PORT=8001"
        )
    if code:
        raise Problem(f"Port {port} kan ikke brukes ({errno.errorcode[code]}). Prøv en annen: make run PORT=8001")


def _bind(port: int) -> int:
    """Return 0 when `port` can be listened on, else the error number."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As the server does; otherwise connections of a server just stopped would make its port look taken.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
            probe.listen()
        except OSError as error:
            return error.errno or errno.EINVAL
    return 0


def free_port_after(port: int) -> int:
    """Return the first port above `port` that can be listened on."""
    return next((other for other in range(port + 1, 65536) if _bind(other) == 0), 8001)


def serve(port: int, env: Mapping[str, str], logins: str) -> int:
    """Serve the site until Ctrl+C or SIGTERM, and return the exit code: 0 when it was stopped, else the server's own.

    Prints the address, the demo logins and how to stop once the site answers. Beside it runs the worker that makes
    documents. Neither outlives this call.
    """
    signal.signal(signal.SIGTERM, _stop)
    server = _manage(env, "runserver", "--noreload", f"{ADDRESS}:{port}")
    started = [server]
    try:
        _wait_until_it_answers(server, port)
        started.append(_manage(env, "worker"))
        say(f"\nPortalen er klar: http://localhost:{port}\n\n{logins.strip()}\n\nStopp den med Ctrl+C.\n")
        return server.wait()
    except (KeyboardInterrupt, SystemExit):
        say("\nPortalen er stoppet. Dataene ligger trygt til neste gang.")
        return 0
    finally:
        # An impatient second Ctrl+C must not leave one of them behind.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        for process in started:
            process.terminate()
        for process in started:
            _end(process)


def _manage(env: Mapping[str, str], *arguments: str) -> "subprocess.Popen[bytes]":
    """Start a command of the portal. Its banner is English and says less than ours; errors come on stderr."""
    command: list[str | Path] = [places.PYTHON, places.ROOT / "manage.py", *arguments]
    return subprocess.Popen(command, env=dict(env), cwd=places.ROOT, stdout=subprocess.DEVNULL)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(0)


def _wait_until_it_answers(server: "subprocess.Popen[bytes]", port: int) -> None:
    limit = time.monotonic() + START_LIMIT_SECONDS
    while not _answers(port):
        if server.poll() is not None:
            raise Problem("Portalen startet ikke. Årsaken står rett over.")
        if time.monotonic() > limit:
            raise Problem(f"Portalen svarte ikke innen {START_LIMIT_SECONDS} sekunder. Prøv en gang til.")
        time.sleep(POLL_SECONDS)


def _answers(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.settimeout(1)
        return probe.connect_ex((ADDRESS, port)) == 0


def _end(process: "subprocess.Popen[bytes]") -> None:
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
