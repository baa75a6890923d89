"""What people wrote stays text in a workbook, whatever they wrote; and the same plan gives the same bytes."""

import datetime
import io
import re
import zipfile

import pytest

from reporting.formats import xlsx
from reporting.formats.xlsx_text import MOST_UNITS, clean
from tests.reporting.example_plan import ADOPTED, PLAN
from tests.reporting.small_plan import delmaal, line, plan, post, tiltak
from tests.reporting.workbooks import opened, texts

HOSTILE = [
    '=HYPERLINK("https://example.org";"klikk")',
    "=1+1",
    "+47 12 34 56 78",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "https://example.org",
    "12",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_person_wrote_stays_text(text: str):
    value = plan(
        [
            delmaal(
                1, [tiltak("a", line(1, note=text), title=text, responsible_text=text)], title=text, short_title=text
            )
        ],
        [post(2, name=text)],
        pilot=text,
    )
    allowed = re.compile(r"=IF\(COUNT\([A-Z0-9:,]+\)=0,\"\",SUM\([A-Z0-9:,]+\)\)")
    book = opened(value)
    written = text.strip("\t")
    for name in ("Seksjon 3", "Seksjon 6", "Seksjon 7", "Tiltak"):
        cells = [cell for row in book[name].iter_rows() for cell in row if cell.value is not None]
        assert all(allowed.fullmatch(cell.value) for cell in cells if cell.data_type == "f")
        found = [cell for cell in cells if str(cell.value).strip("\t") == written]
        assert found
        assert {cell.data_type for cell in found} == {"s"}
        assert not any(cell.hyperlink for cell in found)
        # Excel's own mark keeps it text when somebody edits the cell.
        assert {bool(cell.quotePrefix) for cell in found} == {written[0] in "=+-@"}


def test_control_characters_and_halves_of_characters_are_left_out():
    assert clean("a\x00b\x0bc\x1fd\x7fe\x9ff\ufffeg\ud800h") == "abcdefgh"
    assert clean("to\r\nlinjer\rog\ttabulator") == "to\nlinjer\nog\ttabulator"
    sheet = opened(plan([delmaal(1, [tiltak("a", title="Bro\x07 over\x1b elva")])]))["Seksjon 3"]
    assert sheet["B6"].value == "Bro over elva"


def test_text_that_looks_like_an_escape_is_not_read_as_one():
    sheet = opened(plan([delmaal(1, [tiltak("a", title="_x0041_ og <b>&amp;")])]))["Seksjon 3"]
    assert sheet["B6"].value == "_x0041_ og <b>&amp;"


def test_text_longer_than_a_cell_is_cut_and_not_lost():
    note = "Å" * (MOST_UNITS + 1000)
    sheet = opened(plan([delmaal(1, money_note=note)]))["Seksjon 7"]
    (written,) = [text for text in texts(sheet) if "ÅÅÅ" in text]
    assert len(written) == MOST_UNITS
    assert written.endswith("Å…")


def test_characters_outside_the_basic_plane_count_as_two():
    cut = clean("🚌" * MOST_UNITS)
    assert len(cut.encode("utf-16-le")) // 2 == MOST_UNITS
    assert cut.endswith("🚌…")
    assert clean("🚌" * (MOST_UNITS // 2)) == "🚌" * (MOST_UNITS // 2)


# The same bytes


def test_the_same_plan_gives_the_same_bytes_whatever_the_day():
    first, again = xlsx.write(PLAN, ADOPTED), xlsx.write(PLAN.model_copy(deep=True), ADOPTED)
    assert first == again
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = parts.read("docProps/core.xml").decode()
    assert re.findall(r"<dcterms:(\w+)[^>]*>([^<]+)<", core) == [
        ("created", "2024-12-06T00:00:00Z"),
        ("modified", "2024-12-06T00:00:00Z"),
    ]


def test_the_properties_name_the_plan():
    found = opened(PLAN).properties
    assert (found.title, found.subject, found.creator) == (
        *("Budsjett 2025, Nord og Sør", "Handlingsplan 2025", "Nord og Sør"),
    )
    assert found.description is None
    frozen = ADOPTED.model_copy(update={"version": 2, "sha256": "ab" * 32})
    assert opened(PLAN, frozen).properties.description == f"Versjon 2, SHA-256 {'ab' * 32}"
    undated = opened(plan()).properties
    assert undated.created == datetime.datetime(2025, 1, 1)  # noqa: DTZ001  # openpyxl reads without a zone
