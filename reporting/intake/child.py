"""Reading in a process of its own, with limits on time and memory.

`run` starts it and waits. The process knows nothing of the portal: no database, no secrets, no settings; it gets bytes
on its standard input and gives JSON back. `module:function` names what is to be read with: a function that takes the
bytes and keyword arguments and returns a pydantic model.
"""

import importlib
import json
import os
import resource
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from reporting.intake.sorts import Refused

SECONDS = 60
MEGABYTES = 768
TOO_LONG = (
    "Det tok for lang tid å lese filen, og lesingen ble stanset. Ta bort ark, sider eller bilder som ikke trengs."
)
TOO_MUCH = "Filen trenger mer plass enn et vanlig dokument for å leses, og lesingen ble stanset."
FAILED = "Filen kunne ikke leses. Åpne den på nytt i programmet den er laget i, lagre den, og last den opp igjen."
_ROOT = Path(__file__).resolve().parents[2]
_REFUSED, _MEMORY = 3, 4
#: Seconds between two looks at whether the reading is still wanted.
_EACH = 0.5


class Cancelled(Exception):
    """Whoever asked for the reading does not want it any more."""


def run(
    reader: str,
    data: bytes,
    *,
    seconds: float = SECONDS,
    megabytes: int = MEGABYTES,
    wanted: Callable[[], bool] = lambda: True,
    **options: Any,
) -> Any:
    """Return what `reader` makes of `data`, as plain data from its JSON. `options` are its keyword arguments.

    `wanted` is asked about twice a second; Cancelled is raised as soon as it says no. Raises Refused with a sentence
    when the file is refused, when reading takes longer than `seconds` or more than `megabytes`, and when it fails.
    """
    head = json.dumps({"reader": reader, "megabytes": megabytes, "seconds": seconds, "options": options}).encode()
    with tempfile.TemporaryFile() as sent:
        # A file rather than a pipe: Python forgets the rest of what it was sending when waiting is interrupted.
        sent.write(struct.pack(">I", len(head)) + head + data)
        sent.seek(0)
        process = subprocess.Popen(
            [sys.executable, "-m", __name__],
            cwd=_ROOT,
            env={"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
            stdin=sent,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    try:
        out = _wait(process, time.monotonic() + seconds, wanted)
    except BaseException:
        process.kill()
        process.communicate()
        raise
    if process.returncode == 0:
        return json.loads(out)
    if process.returncode == _REFUSED:
        raise Refused(out.decode())
    raise Refused({_MEMORY: TOO_MUCH, -24: TOO_LONG}.get(process.returncode, FAILED))


def _wait(process: "subprocess.Popen[bytes]", until: float, wanted: Callable[[], bool]) -> bytes:
    """Return what the process has written when it ends. Raises Refused and Cancelled."""
    while True:
        try:
            return process.communicate(timeout=_EACH)[0]
        except subprocess.TimeoutExpired:
            if time.monotonic() > until:
                raise Refused(TOO_LONG) from None
            if not wanted():
                raise Cancelled from None


def _limit(asked: dict[str, Any]) -> None:
    """Let this process have no more than it was given, and write no files."""
    most = asked["megabytes"] * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    cpu = int(asked["seconds"]) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def main() -> int:
    """Read what stands on standard input, and write the result or the refusal."""
    (size,) = struct.unpack(">I", sys.stdin.buffer.read(4))
    asked = json.loads(sys.stdin.buffer.read(size))
    module, _, name = asked["reader"].partition(":")
    function = getattr(importlib.import_module(module), name)
    _limit(asked)
    try:
        found = function(sys.stdin.buffer.read(), **asked["options"])
        said, status = found.model_dump_json().encode(), 0
    except Refused as refused:
        said, status = str(refused).encode(), _REFUSED
    except MemoryError:
        return _MEMORY
    sys.stdout.buffer.write(said)
    return status


if __name__ == "__main__":
    sys.exit(main())
