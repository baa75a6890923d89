"""The portal under gunicorn, as in production, on a port of this machine alone."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from bygdevekst.setup import places, serving

#: Processes and threads in each: what two cores are for.
WORKERS, THREADS = 2, 4
_START = "Listening at"


@contextmanager
def gunicorn() -> Iterator[int]:
    """Serve the database that DATABASE_URL names, yield the port, and end the server afterwards."""
    port = serving.free_port_after(8200)
    command = [sys.executable, "-m", "gunicorn", "bygdevekst.wsgi", "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", str(WORKERS), "--threads", str(THREADS), "--log-level", "info"]
    with subprocess.Popen(command, cwd=places.ROOT, env=dict(os.environ), stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        try:
            if not any(_START in line for line in server.stderr):
                raise RuntimeError("gunicorn did not start")
            yield port
        finally:
            server.terminate()
            server.communicate()
