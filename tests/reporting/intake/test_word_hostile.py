"""Whatever bytes come, a reading or a sentence comes back, and nothing else."""

import io
import random
import zipfile

import pytest

from reporting.formats import docx_read
from reporting.intake.document.recognise import recognise
from reporting.intake.sorts import Refused
from tests.reporting.intake.known import known
from tests.reporting.intake.plan_file import document
from tests.reporting.intake.word_file import packed, paragraph, run

DOCUMENT = document()
SAID = {"refused", *(f"{count} delmål" for count in range(10))}


def outcome(data: bytes) -> str:
    """What comes of some bytes; any other exception than a refusal fails the test."""
    try:
        return f"{len(recognise(docx_read.read(data), known()).plan.delmaal)} delmål"
    except Refused as refused:
        return "refused" if str(refused).endswith(".") else "refused without a sentence"


@pytest.mark.parametrize("seed", range(40))
def test_bytes_changed_at_random(seed):
    chance = random.Random(seed)
    data = bytearray(DOCUMENT)
    for _ in range(chance.randint(1, 30)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    changed = bytes(data[: chance.randrange(len(data))]) if chance.random() < 0.2 else bytes(data)
    assert outcome(changed) in SAID


#: Tags that XML may be mutated with, so that it stays whole and becomes strange.
_SWAPS = ("w:p", "w:tbl", "w:tr", "w:tc", "w:r", "w:t", "w:sdt", "w:ins", "w:del", "w:pPr", "w:numPr", "w:body")


@pytest.mark.parametrize("seed", range(40))
def test_elements_changed_at_random(seed):
    chance = random.Random(seed)
    with zipfile.ZipFile(io.BytesIO(DOCUMENT)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    name = chance.choice([one for one in parts if one.startswith("word/") and one.endswith(".xml")])
    text = parts[name].decode()
    for _ in range(chance.randint(1, 4)):
        old, new = chance.choice(_SWAPS), chance.choice(_SWAPS)
        for before, after in ((f"<{old}>", f"<{new}>"), (f"</{old}>", f"</{new}>")):
            text = text.replace(before, after)
    for value in ("1", "2"):
        other = chance.choice(("-1", "99999999999999999999", "x", ""))
        text = text.replace(f'w:val="{value}"', f'w:val="{other}"')
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for one, content in parts.items():
            target.writestr(one, text.encode() if one == name else content)
    assert outcome(out.getvalue()) in SAID


def test_a_table_too_wide_and_a_document_too_long_get_a_sentence():
    wide = "<w:tc><w:tcPr><w:gridSpan w:val='60'/></w:tcPr><w:p/></w:tc>"
    assert outcome(packed(f"<w:tbl>{f'<w:tr>{wide * 3}</w:tr>' * 2}</w:tbl>")) == "refused"
    assert outcome(packed(paragraph(run("x")) * 60_001)) == "refused"


def test_deep_nesting_gets_a_sentence():
    nested = paragraph(run("innerst"))
    for _ in range(45):
        nested = f"<w:sdt><w:sdtContent>{nested}</w:sdtContent></w:sdt>"
    assert outcome(packed(nested)) == "refused"


def test_styles_in_a_circle_and_lists_that_do_not_exist_are_no_trouble():
    circle = "".join(
        f'<w:style w:type="paragraph" w:styleId="{one}"><w:basedOn w:val="{other}"/></w:style>'
        for one, other in (("A", "B"), ("B", "A"))
    )
    body = paragraph(run("Tekst."), style="A", about='<w:numPr><w:ilvl w:val="44"/><w:numId w:val="77"/></w:numPr>')
    ours = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    source = docx_read.read(packed(body, {"word/styles.xml": f"<w:styles {ours}>{circle}</w:styles>"}))
    assert len(source.blocks) == 1


def test_text_that_is_no_plan_gets_a_sentence():
    with pytest.raises(Refused, match="finner ikke en handlingsplan"):
        recognise(docx_read.read(packed(paragraph(run("En lapp om melk og brød.")))), known())


def test_very_long_paragraphs_and_cells_take_no_long_time():
    body = paragraph(run("Beskriv kort " + "økonomi " * 40_000)) + paragraph(run("Delmål 1: Bo"))
    assert outcome(packed(body)) == "1 delmål"
