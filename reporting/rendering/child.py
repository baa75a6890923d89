"""The process that lays out pages: takes jobs from the one who started it, and limits its own memory and time.

It asks no database and knows nobody: what a job needs comes with it. It is kept for the next job, since the first one
pays for reading programs and fonts. When its parent is gone it ends by itself.
"""

import contextlib
import pickle
import resource
import signal
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, NamedTuple

MADE, REFUSED, MEMORY = "made", "refused", "memory"


class Job(NamedTuple):
    """What a PDF is made of: a plan as canonical bytes, its standing, its figures, the time it has, and which part."""

    source: bytes
    standing: dict[str, Any]
    figures: dict[str, tuple[str, bytes]]
    seconds: int
    part: str = ""


def main(arguments: list[str]) -> None:
    """Serve the connection whose file descriptor is the first argument, with as many megabytes as the second says."""
    limit_memory(int(arguments[1]))
    import django

    django.setup()
    from reporting.rendering.work import write

    serve(Connection(int(arguments[0])), write)


def limit_memory(megabytes: int) -> None:
    """Let this process have no more memory than this. Where the system knows no such limit, time alone limits it."""
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (megabytes * 2**20, megabytes * 2**20))


def serve(connection: "Connection[Any, Any]", write: Callable[[Job], tuple[str, bytes]]) -> None:
    """Do one job after the other until the parent is gone."""
    # Ctrl+C in a terminal reaches us too; it is our parent that decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    connection.send_bytes(b"ready")
    while True:
        try:
            job: Job = pickle.loads(connection.recv_bytes())
        except EOFError:
            return
        limit_time(job.seconds)
        try:
            kind, data = write(job)
        except MemoryError:
            kind, data = MEMORY, b""
        try:
            connection.send_bytes(kind.encode() + b" " + data)
        except BrokenPipeError:
            return


def limit_time(seconds: int) -> None:
    """Let the system end this process when it has computed this long from now, also when its parent is gone."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime) + seconds + 1
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))


if __name__ == "__main__":
    main(sys.argv[1:])
