"""Workbooks that somebody spoiled or meant harm with: read or refused, within a process that has an end."""

import io
import random
import zipfile

import pytest

from reporting.formats import xlsx, xlsx_read
from reporting.intake import workbook
from reporting.intake.child import run
from reporting.intake.sorts import Refused
from tests.reporting.example_plan import DRAFT, PLAN
from tests.reporting.intake.office_files import archive

READER = "reporting.formats.xlsx_read:read"


@pytest.fixture(scope="module")
def parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(xlsx.write(PLAN, DRAFT))) as source:
        return {name: source.read(name) for name in source.namelist()}


def sheet_of(parts: dict[str, bytes]) -> str:
    """Return the part that holds the sheet of amounts: the last but one."""
    return sorted(name for name in parts if name.startswith("xl/worksheets/sheet"))[-2]


def with_rows(parts: dict[str, bytes], rows: bytes) -> bytes:
    name = sheet_of(parts)
    assert b"</sheetData>" in parts[name]
    return archive({**parts, name: parts[name].replace(b"</sheetData>", rows + b"</sheetData>")})


def test_one_cell_in_the_last_corner_is_one_cell(parts: dict[str, bytes]):
    corner = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    found = run(READER, with_rows(parts, corner), seconds=20, megabytes=256)
    assert found["rows"]
    assert any(remark["cell"] == "XFD6" for remark in found["remarks"])


def test_too_many_cells_are_refused_with_a_sentence(parts: dict[str, bytes], monkeypatch):
    monkeypatch.setattr(workbook, "MAX_CELLS", 2000)
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (at, at) for at in range(200, 2500))
    with pytest.raises(Refused, match="flere utfylte celler"):
        xlsx_read.read(with_rows(parts, rows))


def test_half_a_million_rows_and_a_very_long_cell_end_within_the_limits(parts: dict[str, bytes]):
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (at, at) for at in range(200, 500_000))
    with pytest.raises(Refused):
        run(READER, with_rows(parts, rows), seconds=30, megabytes=512)
    text = b'<row r="900"><c r="C900" t="inlineStr"><is><t>' + b"a" * (100 << 20) + b"</t></is></c></row>"
    with pytest.raises(Refused):
        run(READER, with_rows(parts, text), seconds=30, megabytes=512)


def test_places_that_are_none_do_no_harm(parts: dict[str, bytes]):
    for place in (b"", b"A", b"7", b"ZZZZ9", b"A99999999", b"A0", "Å7".encode()):
        found = xlsx_read.read(with_rows(parts, b'<row r="300"><c r="%s"><v>5</v></c></row>' % place))
        assert found.rows


@pytest.mark.parametrize("seed", range(3))
def test_a_workbook_with_changed_xml_is_read_or_refused(parts: dict[str, bytes], seed: int):
    chance, outcomes = random.Random(seed), {"read": 0, "refused": 0}
    words = [
        b"<",
        b">",
        b'"',
        b"=",
        b"/",
        b"0",
        b"-1",
        b"99999999999",
        b"NaN",
        b"1e999",
        b't="s"',
        b'r="',
        b"\0",
        "ø".encode(),
    ]
    for _ in range(60):
        name = chance.choice([name for name in parts if name.endswith((".xml", ".rels"))])
        data = bytearray(parts[name])
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(data))
            data[at : at + chance.randint(0, 3)] = chance.choice(words)
        try:
            xlsx_read.read(archive({**parts, name: bytes(data)}))
            outcomes["read"] += 1
        except Refused:
            outcomes["refused"] += 1
    assert all(outcomes.values())


def test_attributes_that_lie_do_no_harm(parts: dict[str, bytes]):
    """Numbers where none can be: the XML is whole, so that it reaches the reader."""
    chance, name = random.Random(4), sheet_of(parts)
    for _ in range(60):
        data = parts[name]
        for _ in range(3):
            old = chance.choice([b' s="', b' r="', b' t="', b"<v>", b' min="', b' ref="'])
            new = old + chance.choice([b"-3", b"9" * 30, b"x", b"1.5", b""])
            data = data.replace(old, new, chance.randint(1, 200))
        try:
            xlsx_read.read(archive({**parts, name: data}))
        except Refused as refused:
            told = str(refused)
            assert told
