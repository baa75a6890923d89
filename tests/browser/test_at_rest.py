"""Waiting for the portal's last answers sees those of other threads, and leaves the test client's alone."""

import threading

import pytest
from django.core.signals import request_finished, request_started

from tests.browser import at_rest

pytestmark = pytest.mark.browser


def send_elsewhere(signal) -> None:
    thread = threading.Thread(target=signal.send, args=(None,))
    thread.start()
    thread.join()


@pytest.fixture
def requests(monkeypatch) -> at_rest.Requests:
    monkeypatch.setattr(at_rest, "LONGEST", 0)
    # What the signals do otherwise, as to close connections, is not for these threads.
    for signal in (request_started, request_finished):
        monkeypatch.setattr(signal, "receivers", [])
        signal.sender_receivers_cache.clear()
    return at_rest.Requests()


def test_what_is_being_answered_is_waited_for(requests):
    send_elsewhere(request_started)
    with pytest.raises(AssertionError, match="still answering"):
        requests.wait_for_the_last()
    send_elsewhere(request_finished)
    requests.wait_for_the_last()


def test_the_test_client_is_not_waited_for(requests):
    request_started.send(None)
    requests.wait_for_the_last()
