"""Damaged and hostile documents of all three sorts: a sound reading or a sentence, within limits, and nothing else.

`INTAKE_FUZZ=2000` tries so many seeds of each sort, for a run by hand.
"""

import io
import os
import random
import re
import zipfile

import pytest
from openpyxl import Workbook

from reporting.checks import checks
from reporting.formats import documents, docx_read, xlsx
from reporting.intake.document.reading import Reading
from reporting.intake.sorts import Refused
from reporting.value import Delmaal, Post, Tiltak
from tests.reporting.checks.real_plan import context
from tests.reporting.example_plan import DRAFT, PLAN
from tests.reporting.intake.known import known
from tests.reporting.intake.office_files import archive
from tests.reporting.intake.pdf_file import Layout, pdf_of
from tests.reporting.intake.plan_file import document
from tests.reporting.intake.word_file import packed, paragraph, run

KNOWN = known().model_dump(mode="json")
WORD = document()
SOURCES = {
    "word": WORD,
    "excel": xlsx.write(PLAN, DRAFT),
    "paper": pdf_of(docx_read.read(WORD), Layout(rules="rows", shaded=True, contents="bare")),
}
SEEDS = range(int(os.environ.get("INTAKE_FUZZ", "12")))
_ELEMENTS = re.compile(rb"<(w:p|w:tr|w:tc|w:tbl|row|c)[ >].*?</\1>", re.DOTALL)
_VALUES = [b"-1", b"0", b"99999999999", b"x", b"", b"1e9", b"XFD1048576", b"A1:XFD1048576", "ø".encode()]
_TEXTS = [b"", b"9" * 30, b"-5", b"(717 00)", b"2025", "Delmål 1".encode(), b"Tiltak 1: x", b"1 000 kr"]


def sound(reading: Reading) -> bool:
    """Whether a reading can be stored: every part by its own name, every amount of a source, every question once."""
    plan = reading.plan
    rows: list[Delmaal | Tiltak | Post] = [*plan.delmaal, *plan.posts]
    rows += (one for goal in plan.delmaal for one in goal.tiltak)
    sources = {source.key for source in plan.sources}
    keys = [question.key for question in reading.questions]
    return (
        len({row.uid for row in rows}) == len(rows)
        and {line.source for row in rows for line in row.lines} <= sources
        and len(set(keys)) == len(keys)
        and reading.share.placed <= reading.share.words
    )


def outcome(data: bytes) -> str:
    """What comes of some bytes; any other exception than a refusal fails the test."""
    try:
        reading = documents.read(data, KNOWN)
    except Refused as refused:
        return "refused" if str(refused).endswith(".") else f"no sentence: {refused}"
    checks(reading.plan, context(), reading.stated)
    return "read" if sound(reading) else "unsound"


def damaged_archive(chance: random.Random, data: bytes) -> bytes:
    """The archive with some parts' XML changed so that it stays whole, or with a part gone."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    names = [name for name in parts if name.endswith((".xml", ".rels"))]
    for name in chance.sample(names, min(3, len(names))):
        parts[name] = _changed(chance, parts[name])
    if chance.random() < 0.1:
        del parts[chance.choice(names)]
    return archive(parts)


def _changed(chance: random.Random, xml: bytes) -> bytes:
    elements = list(_ELEMENTS.finditer(xml))
    way = chance.choice(["values", "texts", "again", "gone"])
    if way == "values":
        for found in chance.sample(list(re.finditer(rb'="[^"]{0,40}"', xml)), 1):
            xml = xml.replace(found[0], b'="' + chance.choice(_VALUES) + b'"', chance.randint(1, 50))
    elif way == "texts":
        xml = re.sub(
            rb">[^<]{1,40}<",
            lambda one: one[0] if chance.random() < 0.7 else b">" + chance.choice(_TEXTS) + b"<",
            xml,
        )
    elif elements and way == "again":
        found = chance.choice(elements)
        xml = xml[: found.start()] + found[0] * chance.randint(2, 30) + xml[found.end() :]
    elif elements:
        for found in sorted(chance.sample(elements, min(len(elements), 20)), key=lambda one: -one.start()):
            xml = xml[: found.start()] + xml[found.end() :]
    return xml


def damaged_bytes(chance: random.Random, data: bytes) -> bytes:
    """The bytes cut off, changed here and there, or with other numbers."""
    made = bytearray(data)
    way = chance.choice(["cut", "bytes", "copied", "numbers"])
    if way == "cut":
        return bytes(made[: chance.randrange(len(made))])
    if way == "bytes":
        for _ in range(chance.randint(1, 80)):
            made[chance.randrange(len(made))] = chance.randrange(256)
    elif way == "copied":
        here, there = chance.randrange(len(made)), chance.randrange(len(made))
        made[here : here + 300] = made[there : there + 300]
    else:
        numbers = list(re.finditer(rb"\b\d+(\.\d+)?\b", data))
        for found in sorted(chance.sample(numbers, 30), key=lambda one: -one.start()):
            made[found.start() : found.end()] = chance.choice([b"0", b"-1", b"99999999", b"0.0001"])
    return bytes(made)


@pytest.mark.parametrize("sort", SOURCES)
def test_what_is_damaged_is_read_or_refused(sort: str):
    seen = set()
    for seed in SEEDS:
        chance = random.Random(f"{sort} {seed}")
        whole = sort == "paper" or chance.random() < 0.2
        data = (damaged_bytes if whole else damaged_archive)(chance, SOURCES[sort])
        found = outcome(data)
        assert found in ("read", "refused"), (sort, seed)
        seen.add(found)
    assert "read" in seen


def test_every_undamaged_one_is_sound():
    assert [outcome(data) for data in SOURCES.values()] == ["read"] * 3


def _corner() -> bytes:
    book = Workbook()
    book.active.append(["Tiltak", "Beløp"])
    book.active.append(["Boligbank", 300_000])
    book.active["XFD1048576"] = 5
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _bomb() -> bytes:
    text = "Delmål 1: " + "a" * (8 << 20)
    return packed(paragraph(run(text)))


@pytest.mark.parametrize(
    ("data", "said"),
    [(_bomb, "pakker ut til mye mer"), (lambda: WORD[:-200], "skadet"), (lambda: SOURCES["paper"][:300], "PDF")],
    ids=["bomb", "cut off", "paper cut off"],
)
def test_what_is_meant_to_harm_is_refused_with_a_sentence(data, said):
    with pytest.raises(Refused, match=said):
        documents.read_apart(data(), known(), seconds=30, megabytes=512)


def test_one_cell_in_the_last_corner_is_read_within_little_memory():
    reading = documents.read_apart(_corner(), known(), seconds=30, megabytes=384)
    assert len(reading.stated.sheets) == 1
