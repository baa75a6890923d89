"""A child that does what its job says: works, hangs, eats memory, refuses, or dies."""

import os
import signal
import sys
from multiprocessing.connection import Connection

from reporting.rendering.child import MADE, REFUSED, Job, limit_memory, serve


def write(job: Job) -> tuple[str, bytes]:
    wanted = job.source.decode()
    if wanted == "heng":
        signal.pause()
    if wanted == "spis":
        return MADE, bytes(2**40)
    if wanted == "regn":
        while True:
            pass
    if wanted == "dø":
        os.kill(os.getpid(), signal.SIGKILL)
    if wanted == "nei":
        return REFUSED, "Figuren «Kart» kan ikke leses.".encode()
    return MADE, f"{os.getpid()}".encode()


if __name__ == "__main__":
    limit_memory(int(sys.argv[2]))
    serve(Connection(int(sys.argv[1])), write)
