"""PDF-s of 10, 40, 160 and 300 tiltak: ours cold and warm, Chromium's print of the same HTML, and Typst as the limit.

Each row is a process of its own, so that memory and imports are its own too. CPU seconds are of the user's time, which
other work on the machine changes least; the ratios within a row are what to trust.
"""

import io
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

SIZES = (10, 40, 160, 300)
SHEETS = ("document.css", "paper.css", "across.css", "year.css")


def plan(
    tiltak: int, words: str = "Kommunene går sammen om å rekruttere, og næringslivet er med fra første dag. "
) -> Any:
    """Return an invented plan with so many tiltak on five delmål, each with an answer to every prompt."""
    from reporting.value import Answer
    from tests.reporting import small_plan
    from tests.reporting.example_plan import FORM, text

    answers = tuple(Answer(key=prompt.key, text=text(words * 6)) for prompt in FORM.tiltak)
    goals = [
        small_plan.delmaal(
            goal,
            [
                small_plan.tiltak(f"t{goal}-{n}", small_plan.line(100000), number=n, answers=answers)
                for n in range(1, tiltak // 5 + 1)
            ],
        )
        for goal in range(1, 6)
    ]
    return small_plan.plan(goals, form=FORM)


def measure(tiltak: int) -> dict[str, float]:
    """Return pages, and CPU seconds and peak megabytes of the first rendering with all imports and of the next one."""
    import django

    django.setup()
    from reporting.formats import pdf
    from reporting.value import Standing

    value, found = plan(tiltak), {}
    before = 0.0
    for name in ("cold", "warm"):
        data = pdf.write(value, Standing(), {})
        usage = resource.getrusage(resource.RUSAGE_SELF)
        found[name] = usage.ru_utime - before
        found[f"{name} MB"] = usage.ru_maxrss / 1024
        before = usage.ru_utime
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as document:
        found["pages"] = len(document.pages)
    found["kB"] = len(data) / 1024
    return found


def print_by_chromium(tiltak: int) -> dict[str, float]:
    """Return CPU seconds and peak megabytes of Chromium that prints the same HTML, with sheets and fonts inlined."""
    import django

    django.setup()
    from django.conf import settings

    from bygdevekst.setup.system import browser
    from reporting.document import html
    from reporting.value import Standing

    sheets = [(Path(settings.BASE_DIR) / "static/document" / name).as_uri() for name in SHEETS]
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "plan.html"
        page.write_text(html(plan(tiltak), Standing(), str, sheets), encoding="utf-8")
        command = [browser(), "--no-sandbox", "--headless", "--disable-gpu", "--no-pdf-header-footer"]
        # In one process, whose time and memory can be told; it lays out the same way.
        command += ["--single-process", "--no-zygote"]
        command += [f"--print-to-pdf={folder}/plan.pdf", page.as_uri()]
        # In one process Chromium does not always get through a large plan; there is then nothing to tell.
        done = subprocess.run(command, check=False, capture_output=True)
        if done.returncode or not (Path(folder) / "plan.pdf").is_file():
            return {}
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {"chromium": usage.ru_utime, "chromium MB": usage.ru_maxrss / 1024}


def set_by_typst(tiltak: int) -> dict[str, float]:
    """Return CPU seconds, of all its threads, and peak megabytes of Typst: the first file, then one of other words.

    Of the same words it would remember the pages.
    """
    import django

    django.setup()
    from bench import typst_pdf
    from reporting.formats import pdf_check

    found, before = {}, 0.0
    for name, value in (("cold", plan(tiltak)), ("warm", plan(tiltak, "Andre ord om en helt annen plan for dalen. "))):
        data = typst_pdf.write(value)
        usage = resource.getrusage(resource.RUSAGE_SELF)
        found[f"typst {name}"] = usage.ru_utime - before
        before = usage.ru_utime
    found["typst MB"] = usage.ru_maxrss / 1024
    assert not pdf_check.faults(data)
    return found


def rows() -> Iterator[dict[str, float]]:
    """Yield what was measured for each size, every part in a process of its own."""
    for size in SIZES:
        found: dict[str, float] = {"tiltak": size}
        for what in ("measure", "print_by_chromium", "set_by_typst"):
            command = [sys.executable, "-m", "bench.documents", what, str(size)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            found |= json.loads(done.stdout.splitlines()[-1])
        yield found


HEADS = (
    *("tiltak", "pages", "kB", "cold, CPU s", "warm, CPU s", "warm a page", "peak MB"),
    *("Chromium, CPU s", "its MB", "Typst cold, CPU s", "warm", "its MB"),
)


def table() -> None:
    """Print the measurements as the table of docs/bench.md."""
    _line(HEADS)
    _line(["---"] * len(HEADS))
    for row in rows():
        sizes = (f"{row['tiltak']}", f"{row['pages']}", f"{row['kB']:.0f}")
        a_page = f"{row['warm'] / row['pages']:.3f}"
        ours = (f"{row['cold']:.2f}", f"{row['warm']:.2f}", a_page, f"{row['warm MB']:.0f}")
        theirs = (f"{row['chromium']:.2f}", f"{row['chromium MB']:.0f}") if "chromium" in row else ("–", "–")
        limit = (f"{row['typst cold']:.2f}", f"{row['typst warm']:.2f}", f"{row['typst MB']:.0f}")
        _line((*sizes, *ours, *theirs, *limit))


def _line(cells: Sequence[str]) -> None:
    print(f"| {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    print(json.dumps(globals()[sys.argv[1]](int(sys.argv[2]))))
