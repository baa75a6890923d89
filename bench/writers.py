"""Fifty people write in one plan for a minute, against gunicorn: is a word lost, and how long does a save take.

`make bench ARGS=writers` runs it on SQLite and on PostgreSQL. Most write in a field of their own; some share one, and
take in what the others wrote each time they are told of it. Every second each of them also asks for an empty page, so
that the two can be compared in the same run.
"""

import http.client
import json
import re
import statistics
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from bench.serving import gunicorn
from bench.site import EMPTY

WRITERS = 50
#: How many of them write in the same field.
TOGETHER = 5
SECONDS = 60
YEAR = 2025
#: What the form's token is compared with: the cookie of the same value.
TOKEN = "t" * 32


@dataclass
class Writer:
    """One who writes: her session, her field, and what happened to her."""

    name: str
    #: Path of her field within the plan.
    path: str
    cookies: str
    saves: list[float] = field(default_factory=list)
    empties: list[float] = field(default_factory=list)
    #: Words that the server said it has saved.
    saved: list[str] = field(default_factory=list)
    told: int = 0
    refused: list[str] = field(default_factory=list)

    def write(self, port: int, start: float) -> None:
        """Write a word a second, each after the last, from the moment `start` of the monotonic clock."""
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        name, text, base = self._read(connection)
        for turn in range(SECONDS):
            time.sleep(max(0.0, start + turn - time.monotonic()))
            word = f"{self.name}-{turn}"
            text, base = self._save(connection, name, f"{text} {word}".strip(), word, base)
            self._time(connection, self.empties, "GET", EMPTY)
        connection.close()

    @property
    def address(self) -> str:
        """Where her field is asked for and saved."""
        return f"/indre-namdal/{YEAR}/felt/{quote(self.path)}/"

    def _read(self, connection: http.client.HTTPConnection) -> tuple[str, str, str]:
        """Return what the field is called in a form, its text and the base of the next save."""
        status, data = self._time(connection, [], "GET", self.address)
        assert status == 200, (status, self.address)
        # A text is answered twice: as typed, and as the editor's HTML. These people write without the editor.
        ((name, (text,)),) = [item for item in data["values"].items() if not item[0].endswith("-html")]
        return name, text, data["base"]

    def _save(
        self, connection: http.client.HTTPConnection, name: str, text: str, word: str, base: str
    ) -> tuple[str, str]:
        """Save until it is saved; who is told of another's text puts hers after it."""
        while True:
            body = urlencode({name: text, f"{name}-base": base})
            status, data = self._time(connection, self.saves, "POST", self.address, body)
            if status == 200:
                self.saved.append(word)
                return data["values"][name][0], data["base"]
            if status != 409:
                self.refused.append(f"{word}: {status} {data}")
                return text, base
            self.told += 1
            text, base = f"{data['values'][name][0]} {word}", data["base"]

    def _time(
        self, connection: http.client.HTTPConnection, times: list[float], method: str, address: str, body: str = ""
    ) -> tuple[int, Any]:
        headers = {"Cookie": self.cookies, "Accept": "application/json", "X-CSRFToken": TOKEN}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        begin = time.monotonic()
        connection.request(method, address, body, headers)
        response = connection.getresponse()
        content = response.read()
        times.append(time.monotonic() - begin)
        is_data = response.headers.get_content_type() == "application/json"
        return response.status, json.loads(content) if is_data else {}


@contextmanager
def people() -> Iterator[list[Writer]]:
    """Fill the database that DATABASE_URL names with the demo data and yield the writers, each signed in."""
    import django

    django.setup()
    from django.test import Client

    from bench.data import load_demo
    from plans import paths, services
    from plans.models import Pilot, Plan
    from plans.roles import Role

    load_demo()
    plan = Plan.objects.get(slug=f"indre-namdal-{YEAR}")
    keys = plan.form.prompts.filter(level="tiltak").values_list("key", flat=True)
    fields = [paths.answer("tiltak", tiltak.uid, key) for tiltak in plan.tiltak.all() for key in keys]
    writers = []
    for number in range(WRITERS):
        person = services.create_person(email=f"skriver{number}@eksempel.example", name=f"Skriver {number}", by=None)
        pilot = Pilot.objects.get(slug="indre-namdal")
        services.add_membership(person=person, role=Role.PROSJEKTLEDER, pilot=pilot, by=None)
        client = Client()
        client.force_login(person)
        cookies = f"sessionid={client.cookies['sessionid'].value}; csrftoken={TOKEN}"
        writers.append(Writer(f"ord{number}", fields[max(0, number - TOGETHER + 1)], cookies))
    yield writers


def lost(writers: Sequence[Writer]) -> list[str]:
    """Return the words that the server said it had saved and that stand in no field now."""
    from plans.models import Answer

    texts = " ".join(Answer.objects.values_list("html", flat=True))
    there = set(re.findall(r"ord\d+-\d+", texts))
    return [word for writer in writers for word in writer.saved if word not in there]


def spread(seconds: Iterable[float]) -> str:
    """Return the median, the 95th and the 99th of a hundred, and the longest, in milliseconds."""
    sorted_ = sorted(seconds)
    cut = statistics.quantiles(sorted_, n=100)
    return "".join(f"{1000 * value:9.0f}" for value in (cut[49], cut[94], cut[98], sorted_[-1]))


def main() -> int:
    """Let everybody write, print what it took, and return 1 when a word is lost or a save was refused."""
    with people() as writers, gunicorn() as port:
        start = time.monotonic() + 2
        threads = [
            threading.Thread(target=one.write, args=(port, start + n / WRITERS)) for n, one in enumerate(writers)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    saves, empties = [[time for one in writers for time in getattr(one, kind)] for kind in ("saves", "empties")]
    gone, refused = lost(writers), [text for one in writers for text in one.refused]
    print(
        f"  {sum(len(one.saved) for one in writers)} saved, {sum(one.told for one in writers)} told of another's text, "
        f"{len(refused)} refused, {len(gone)} lost",
        *refused[:3],
        sep="\n  ",
    )
    print(f"  {'milliseconds':20}{'median':>9}{'95 %':>9}{'99 %':>9}{'longest':>9}")
    print(f"  {'one save':20}{spread(saves)}\n  {'an empty page':20}{spread(empties)}", flush=True)
    return 1 if gone or refused else 0


if __name__ == "__main__":
    sys.exit(main())
