"""The port, and the server that never outlives the set-up."""

import errno
import socket
import sys

import pytest

from bygdevekst.setup import places, serving
from bygdevekst.setup.terminal import Problem
from tests.setup.ports import free_port


@pytest.fixture
def taken_port():
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as other:
        other.bind((serving.ADDRESS, 0))
        other.listen()
        yield other.getsockname()[1]


@pytest.mark.parametrize(("env", "port"), [({}, 8000), ({"PORT": ""}, 8000), ({"PORT": "8123"}, 8123)])
def test_port_is_8000_unless_port_says_otherwise(env, port):
    assert serving.chosen_port(env) == port


@pytest.mark.parametrize("text", ["åtte", "0", "65536", "-1", "80 00", "²"])
def test_a_port_that_is_no_port_is_refused_with_an_example(text):
    with pytest.raises(Problem, match=r"make run PORT=8001"):
        serving.chosen_port({"PORT": text})


def test_a_taken_port_is_told_with_another_that_is_free(taken_port):
    with pytest.raises(Problem, match=f"Port {taken_port} er opptatt") as caught:
        serving.require_free(taken_port)
    offered = int(str(caught.value).rpartition("PORT=")[2])
    assert offered != taken_port
    serving.require_free(offered)


def test_a_port_we_may_not_use_is_told(monkeypatch):
    monkeypatch.setattr(serving, "_bind", lambda port: errno.EACCES)
    with pytest.raises(Problem, match="ikke lov til å bruke port 80"):
        serving.require_free(80)


def test_a_port_that_cannot_be_used_at_all_is_told(monkeypatch):
    monkeypatch.setattr(serving, "_bind", lambda port: errno.EADDRNOTAVAIL)
    with pytest.raises(Problem, match="EADDRNOTAVAIL"):
        serving.require_free(8000)


def test_a_server_that_ends_at_once_is_told(monkeypatch, tmp_path):
    (tmp_path / "manage.py").write_text("raise SystemExit(3)")
    monkeypatch.setattr(places, "PYTHON", sys.executable)
    monkeypatch.setattr(places, "ROOT", tmp_path)
    monkeypatch.setattr("signal.signal", lambda *_: None)
    with pytest.raises(Problem, match="Portalen startet ikke"):
        serving.serve(free_port(), {}, "")
