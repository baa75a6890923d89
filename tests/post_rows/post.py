"""What a row of the table of good posts is."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.test import Client

from plans.models import Plan

Data = dict[str, Any]


class Post(NamedTuple):
    """What is typed into the form of an address; or `prepare` returns the address's arguments and all that is sent.

    `answer` is what comes back when it is done; `writes` is false where nothing is stored.
    """

    typed: Data = {}
    prepare: Callable[[Client, Plan], tuple[Data, Data]] | None = None
    answer: int = 302
    writes: bool = True
