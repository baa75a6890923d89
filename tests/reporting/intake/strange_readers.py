"""Readers that do what no reader should, for the tests of the process that reading runs in."""

import os
import socket
import time
from pathlib import Path

from pydantic import BaseModel

from reporting.intake.sorts import Refused


class Seen(BaseModel):
    said: str


def good(data: bytes, *, ending: str = "") -> Seen:
    return Seen(said=data.decode() + ending)


def refusing(data: bytes) -> Seen:
    raise Refused("Filen er tom. Prøv en annen.")


def crashing(data: bytes) -> Seen:
    raise RuntimeError("a fault that nobody knew")


def dying(data: bytes) -> Seen:
    os.abort()


def greedy(data: bytes) -> Seen:
    return Seen(said=str(len(bytearray(4 << 30))))


def sleeping(data: bytes) -> Seen:
    time.sleep(600)
    return Seen(said="")


def spinning(data: bytes) -> Seen:
    while True:
        pass


def writing(data: bytes) -> Seen:
    path = Path(data.decode())
    with path.open("wb") as file:
        file.write(b"x")
    return Seen(said="written")


def environment(data: bytes) -> Seen:
    return Seen(said=" ".join(sorted(os.environ)) + socket.gethostname()[:0])
