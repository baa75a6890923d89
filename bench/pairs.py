"""Timing two functions in turn (A B A B …) and comparing them by the median of the pairwise ratios."""

import statistics
import time
from collections.abc import Callable
from typing import NamedTuple


class Ratio(NamedTuple):
    """CPU seconds of A over B: the median of the pairs, and the least and the greatest of them."""

    median: float
    least: float
    greatest: float

    def __str__(self) -> str:
        return f"{self.median:6.2f}  ({self.least:.2f}–{self.greatest:.2f})"


def _cpu_seconds(work: Callable[[], object]) -> float:
    """Return the CPU seconds this process used for one call; other programs on the machine do not count."""
    begin = time.process_time()
    work()
    return max(time.process_time() - begin, 1e-6)


def compare(a: Callable[[], object], b: Callable[[], object], rounds: int) -> Ratio:
    """Return how many times as long A takes as B, over `rounds` pairs after one warm-up of each."""
    a()
    b()
    ratios = [_cpu_seconds(a) / _cpu_seconds(b) for _ in range(rounds)]
    return Ratio(statistics.median(ratios), min(ratios), max(ratios))
