"""Ports for the tests that need one."""

import socket

from bygdevekst.setup.serving import ADDRESS


def free_port() -> int:
    """Return a port that nobody listened on a moment ago."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((ADDRESS, 0))
        return int(probe.getsockname()[1])
