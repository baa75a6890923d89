"""Stopping `make run`: the server is told to end, and the person is told that it did."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.setup.ports import free_port

# Stands in for manage.py: listens on the port it is given, writes its own process id beside itself, and waits.
SERVER = """
import os, pathlib, signal, socket, sys
address, port = sys.argv[-1].split(":")
pathlib.Path(__file__).with_name("pid").write_text(str(os.getpid()))
listener = socket.create_server((address, int(port)))
signal.pause()
"""
# Who runs the tests in the background has a shell that ignores Ctrl+C on behalf of everything it starts.
STARTER = """
import pathlib, signal, sys
from bygdevekst.setup import places, serving
signal.signal(signal.SIGINT, signal.default_int_handler)
places.ROOT, places.PYTHON = pathlib.Path(sys.argv[1]), pathlib.Path(sys.executable)
sys.exit(serving.serve(int(sys.argv[2]), {}, "kari@example.org"))
"""


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_the_server_ends_with_the_one_who_started_it(tmp_path, how):
    (tmp_path / "manage.py").write_text(SERVER)
    port = free_port()
    starter = subprocess.Popen(
        [sys.executable, "-c", STARTER, str(tmp_path), str(port)],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
    )
    with starter:
        assert starter.stdout is not None
        shown = ""
        for line in starter.stdout:
            shown += line
            if "Ctrl+C" in line:
                starter.send_signal(how)
        code = starter.wait()
    server = int((tmp_path / "pid").read_text())
    assert code == 0
    assert f"http://localhost:{port}" in shown
    assert "kari@example.org" in shown
    assert "Portalen er stoppet" in shown
    with pytest.raises(ProcessLookupError):
        os.kill(server, 0)
