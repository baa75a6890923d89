"""The made-up plan as a PDF is understood as the same plan; and what is no readable PDF gets a sentence."""

import random
from typing import Literal

import pytest

from reporting.formats import docx_read, pdf_read
from reporting.formats.pdf_read_lines import joined
from reporting.intake.document.blocks import Paragraph
from reporting.intake.document.recognise import recognise
from reporting.intake.sorts import Refused
from tests.reporting.intake.known import known
from tests.reporting.intake.pdf_file import Layout, file_of, pdf_of
from tests.reporting.intake.plan_file import Way, document
from tests.reporting.intake.test_word_plans import WAYS, understood
from tests.reporting.intake.word_file import cell

PLAN = docx_read.read(document())
#: Ways that look the same on paper are tried once.
SEEN = ("with heading styles", "nynorsk", "without heading styles", "capitals and dashes", "other years", "thousands")


def groups_over_the_whole_width(rows: list[list[str]]) -> str:
    """The overview as the portal prints it: the name of a delmål runs over all columns."""
    made = []
    for row in rows:
        if row[0].startswith("Delmål"):
            cells = cell(f"{row[0]} {row[1]}", '<w:gridSpan w:val="3"/>')
        else:
            cells = "".join(cell(text) for text in row)
        made.append(f"<w:tr>{cells}</w:tr>")
    return f"<w:tbl>{''.join(made)}</w:tbl>"


@pytest.mark.parametrize("name", SEEN)
def test_a_plan_on_paper_is_understood(name):
    way: Way = WAYS[name]
    understood(recognise(pdf_read.read(pdf_of(docx_read.read(document(way)))), known()), way.year)


def test_words_broken_at_line_ends_are_whole():
    understood(recognise(pdf_read.read(pdf_of(PLAN, Layout(hyphens=True))), known()))
    assert (
        joined(["nærings- og", "stedsutvik-", "ling i LOS-", "prosjektet"])
        == "nærings- og stedsutvikling i LOS-prosjektet"
    )
    assert joined(["nærings-", "og stedsutvikling"]) == "nærings- og stedsutvikling"


@pytest.mark.parametrize(
    "layout",
    [
        Layout(rules="cells"),
        Layout(rules="cells", boxed_head=True),
        Layout(rules="rows", shaded=True),
        Layout(rules="rows"),
        Layout(rules="rows", shaded=True, boxed_head=True),
    ],
    ids=["pieces", "pieces and a head", "shaded", "white", "shaded and a head"],
)
def test_tables_with_lines_between_their_rows_alone_are_tables(layout: Layout):
    spanning = docx_read.read(document(Way(overview=groups_over_the_whole_width)))
    reading = recognise(pdf_read.read(pdf_of(spanning, layout)), known())
    understood(reading)
    kinds = " ".join(row.kind for row in reading.stated.tables[0].rows)
    assert kinds == "group item item sum group item sum total"


@pytest.mark.parametrize("contents", ["numbered", "bare"])
def test_contents_are_no_part_of_the_plan(contents: Literal["numbered", "bare"]):
    source = pdf_read.read(pdf_of(PLAN, Layout(contents=contents)))
    listed = [block for block in source.blocks if isinstance(block, Paragraph) and block.style == "contents"]
    assert len(listed) == 1 + len([block for block in PLAN.blocks if isinstance(block, Paragraph) and block.level])
    understood(recognise(source, known()))


def test_heads_feet_and_page_numbers_are_left_out_and_told_of():
    source = pdf_read.read(pdf_of(PLAN))
    assert {left.text for left in source.left_out} >= {"Midtre – handlingsplan"}
    texts = [block.text for block in source.blocks if isinstance(block, Paragraph)]
    assert not any("Side" in text or "Midtre – handlingsplan" in text for text in texts)
    assert texts[0] == "Handlingsplan 2025"
    assert source.blocks[0].place == "side 1"


def test_two_columns_are_read_one_after_the_other():
    out = Layout()
    out.page()
    for row in range(20):
        out.put(70, 90 + row * 14, f"venstre {row} med noen ord", 11, bold=False)
        out.put(320, 90 + row * 14, f"høyre {row} med noen ord", 11, bold=False)
    source = pdf_read.read(file_of(["\n".join(page) for page in out.pages]))
    words = " ".join(block.text for block in source.blocks if isinstance(block, Paragraph)).split()
    assert words.index("høyre") > max(place for place, word in enumerate(words) if word == "venstre")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (file_of([""]), "skannet"),
        (file_of(["q 100 0 0 100 0 0 cm Q"] * 3), "skannet"),
        (file_of(["BT /F1 9 Tf 70 700 Td (x) Tj ET"] * 201), "201 sider"),
        (b"%PDF-1.7\nikke mer", "skadet"),
        (pdf_of(PLAN)[:900], "skadet|ingen tekst"),
        (b"", "tom"),
    ],
)
def test_what_cannot_be_read_gets_a_sentence(data, said):
    with pytest.raises(Refused, match=said):
        pdf_read.read(data)


@pytest.mark.parametrize("seed", range(12))
def test_bytes_changed_at_random(seed):
    chance = random.Random(seed)
    data = bytearray(pdf_of(PLAN))
    for _ in range(chance.randint(1, 60)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    try:
        recognise(pdf_read.read(bytes(data)), known())
    except Refused as refused:
        said = str(refused)
    else:
        said = "read."
    assert said.endswith(".")
