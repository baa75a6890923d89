"""Stopping `make run`: server and worker are told to end, and the person is told that it did."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.setup.ports import free_port

# Stands in for manage.py: writes its own process id beside itself under the command's name, and waits. The server
# listens on the port it is given.
MANAGE = """
import os, pathlib, signal, socket, sys
here = pathlib.Path(__file__)
here.with_name("new-" + sys.argv[1]).write_text(str(os.getpid()))
here.with_name("new-" + sys.argv[1]).rename(here.with_name(sys.argv[1]))  # whole from the moment it is seen
if sys.argv[1] == "runserver":
    address, port = sys.argv[-1].split(":")
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
def test_server_and_worker_end_with_the_one_who_started_them(tmp_path, how):
    (tmp_path / "manage.py").write_text(MANAGE)
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
                # The worker has just been started; it says so too.
                while not (tmp_path / "worker").exists():
                    assert starter.poll() is None
                starter.send_signal(how)
        code = starter.wait()
    started = [int((tmp_path / name).read_text()) for name in ("runserver", "worker")]
    assert code == 0
    assert f"http://localhost:{port}" in shown
    assert "kari@example.org" in shown
    assert "Portalen er stoppet" in shown
    for process in started:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)
