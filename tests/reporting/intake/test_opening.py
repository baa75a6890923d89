"""Files from strangers: what each is told to be, what is left out of it, and the sentence where it is not read."""

import io
import random
import zipfile
from typing import IO

import pytest

from reporting.intake import opening, sorts
from reporting.intake.opening import LINKS, MACROS, open_package
from reporting.intake.sorts import Refused, sort_of
from tests.reporting.intake.office_files import LAUGHS, archive, office, relations

XLSX: tuple[sorts.Sort, ...] = ("xlsx",)
COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")


def refusal(data: bytes, wanted=XLSX) -> str:
    with pytest.raises(Refused) as caught:
        open_package(data, wanted)
    return str(caught.value)


def test_a_workbook_and_a_document_are_told_by_what_they_hold():
    assert open_package(office("xlsx"), ("docx", "xlsx")).sort == "xlsx"
    found = open_package(office("docx", {"word/media/a.png": b"\x89PNG"}), ("docx", "xlsx"))
    assert (found.sort, found.main) == ("docx", "word/document.xml")
    assert found.parts["word/media/a.png"] == b"\x89PNG"
    assert found.notices == ()
    assert sort_of(b"%PDF-1.7 ...", ("docx", "pdf")) == "pdf"


def test_the_first_part_may_have_any_name():
    main = "word/document2.xml"
    types = (
        f'<Types><Override PartName="/{main}" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.document.main+xml"/></Types>'
    ).encode()
    data = archive(
        {"[Content_Types].xml": types, "_rels/.rels": relations(("officeDocument", main, "")), main: b"<root/>"}
    )
    assert open_package(data, ("docx",)).main == main


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Filen er tom."),
        (b"\0" * 50, "Filen er tom."),
        (COMPOUND + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "beskyttet med passord"),
        (COMPOUND + b"\0" * 600, "gammelt format"),
        (b"%PDF-1.7\n", "Filen er en PDF."),
        (b"{\\rtf1 hei}", "RTF-dokument"),
        (b"\x89PNG\r\n", "bilde"),
        (b"  <html><table>", "nettside"),
        (b"Tiltak;Kroner\n1;2\n", "ren tekst"),
        (b"\x01\x02\0\x03", "ikke av et slag"),
        (office("docx"), "Filen er et Word-dokument"),
        (archive({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "LibreOffice"),
        (archive({"a.xlsx": b"x"}), "zip-arkiv"),
        (archive({"[Content_Types].xml": b"<Types/>", "xl/workbook.bin": b"x"}), ".xlsb"),
        (archive({"[Content_Types].xml": b"<Types/>"}), "skadet"),
        (b"PK\x03\x04 and no more", "skadet"),
        (office()[:-30], "skadet"),
        (office(parts={"xl/a.xml": b"<a>"}), "skadet"),
        (office(parts={"xl/a.xml": LAUGHS}), "skadet"),
        (office(parts={"xl/a.xml": LAUGHS.decode().encode("utf-16")}), "skadet"),
        (office(parts={"xl/a.xml": b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'}), "skadet"),
    ],
)
def test_what_is_not_read_is_told_in_a_sentence_that_helps(data, said):
    sentence = refusal(data)
    assert said in sentence
    assert sentence.count(".") >= 2, "says also what to do"


def test_where_several_sorts_are_wanted_all_are_named():
    assert "Last opp en fil som er lagret som .docx, .pdf eller .xlsx." in refusal(b"", ("docx", "pdf", "xlsx"))


def test_a_file_that_is_too_large_is_not_looked_into(monkeypatch):
    monkeypatch.setattr(sorts, "MAX_BYTES", 1024 * 1024)
    assert "Filen er på 2 MB. Den kan være høyst 1 MB." in refusal(office() + b"x" * 1024 * 1024)


def test_a_bomb_is_stopped_while_it_is_unpacked(monkeypatch):
    limits: list[int] = []
    real = opening._read

    def watched(source: IO[bytes], most: int) -> bytes:
        limits.append(most)
        return real(source, most)

    monkeypatch.setattr(opening, "_read", watched)
    packed = office(parts={"xl/media/a.bin": b"\0" * (300 << 20)})
    assert "pakker ut til mye mer" in refusal(packed)
    assert max(limits) < 64 << 20


def test_many_parts_that_are_too_much_together_are_stopped(monkeypatch):
    monkeypatch.setattr(opening, "MAX_UNPACKED", 100_000)
    some = random.Random(1)
    parts = {f"xl/media/{number}": some.randbytes(40_000) for number in range(4)}
    assert "pakker ut til mye mer" in refusal(office(parts=parts))


def test_a_size_that_is_a_lie_is_not_believed():
    """The archive says that the part is empty; what comes out counts."""
    data = bytearray(office(parts={"xl/a.bin": b"\0" * (4 << 20)}))
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        at = bytes(data).rindex(b"xl/a.bin") - 46
        assert source.getinfo("xl/a.bin").file_size == 4 << 20
    data[at + 24 : at + 28] = b"\0\0\0\0"
    refusal(bytes(data))


def test_too_many_parts_and_a_part_twice_are_refused(monkeypatch):
    monkeypatch.setattr(opening, "MAX_PARTS", 5)
    assert "satt sammen av 7 deler" in refusal(office(parts={f"xl/{n}.bin": b"x" for n in range(4)}))
    assert "skadet" in refusal(office(parts={"XL/workbook.xml": b"<a/>"}))


def test_deep_and_endless_xml_is_refused(monkeypatch):
    deep = opening.MAX_DEPTH
    fits = office(parts={"xl/a.xml": b"<a>" * deep + b"</a>" * deep})
    assert open_package(fits, XLSX).sort == "xlsx"
    assert "pakker ut" in refusal(office(parts={"xl/a.xml": b"<a>" * (deep + 1) + b"</a>" * (deep + 1)}))
    monkeypatch.setattr(opening, "MAX_NODES", 100)
    assert "pakker ut" in refusal(office(parts={"xl/a.xml": b"<a>" + b'<b c="d"/>' * 60 + b"</a>"}))


def test_a_part_with_a_password_is_refused():
    data = bytearray(office())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = bytes(data).index(mark)
        data[at + offset] |= 1
    assert "kryptert" in refusal(bytes(data))


def test_macros_are_left_out_and_said():
    data = office(parts={"xl/vbaProject.bin": b"x", "xl/worksheets/sheet1.xml": b"<a/>"})
    found = open_package(data, XLSX)
    assert found.notices == (MACROS,)
    assert "xl/vbaProject.bin" not in found.parts
    assert "xl/worksheets/sheet1.xml" in found.parts


def test_what_would_be_fetched_is_said_and_a_link_to_click_is_not():
    link = {"xl/_rels/a.rels": relations(("hyperlink", "https://example.org/", "External"))}
    assert open_package(office(parts=link), XLSX).notices == ()
    picture = {"xl/_rels/a.rels": relations(("image", "https://example.org/a.png", "External"))}
    assert open_package(office(parts=picture), XLSX).notices == (LINKS,)


def spoiled(data: bytes, chance: random.Random) -> bytes:
    """Return a file with some bytes changed, put in, or cut off."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(out) + 1)
        match chance.randrange(5):
            case 0:
                del out[at:]
            case 1:
                out[at:at] = chance.randbytes(chance.randint(1, 8))
            case _:
                out[at : at + 1] = chance.randbytes(1)
    return bytes(out)


def test_a_file_with_any_bytes_changed_is_opened_or_refused():
    """Nothing but a refusal is ever raised, whatever became of the file on its way."""
    sound = office(parts={"xl/worksheets/sheet1.xml": b'<a b="c">tekst</a>', "xl/media/1": b"x" * 99})
    chance, opened, refused = random.Random(8), 0, 0
    for _ in range(400):
        try:
            open_package(spoiled(sound, chance), XLSX)
            opened += 1
        except Refused:
            refused += 1
    assert opened
    assert refused
