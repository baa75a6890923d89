"""What a PDF must survive, and what it must refuse with a sentence that can be acted on."""

import builtins
import io
import re

import pdfplumber
import pytest

from plans.richtext import FigureRef
from reporting.formats import pdf, pdf_assets
from reporting.formats.pdf_assets import ROOT, AssetFetcher, Refused
from reporting.value import Answer, Delmaal, Form, Handlingsplan
from tests.reporting.example_plan import DRAFT, DRAWING_HASH, FIGURES, PHOTOGRAPH_HASH, PLAN, line, text
from tests.reporting.example_plan import _tiltak as tiltak
from tests.reporting.rendered import example, opened, pages

# One worker renders for all of them.
pytestmark = pytest.mark.xdist_group("rendered")

WORD = "uavbrutt" * 40
HOSTILE = "<script>alert(1)</script> & =cmd|calc!A0 file:///etc/passwd http://example.org/x klok\x07ke"


def small(**fields: object) -> Handlingsplan:
    """Return a plan of one chapter, so that it is soon rendered."""
    form = Form(key="en", lead="", overview="", plan=PLAN.form.plan[:1])
    bare = {"delmaal": (), "posts": (), "answers": (), "form": form}
    return PLAN.model_copy(update=bare | fields)


def answered(*blocks: object) -> Handlingsplan:
    return small(answers=(Answer(key="introduksjon", text=blocks),))


def short(lines: int) -> tuple[Answer, ...]:
    """Return an answer of so many lines and one more."""
    return (Answer(key="beskrivelse", text=text(*["Kort svar."] * (lines + 1))),)


@pytest.fixture(scope="module")
def hostile() -> bytes:
    """A plan with hostile words in every place, a table of several pages, and page breaks wherever they may fall."""
    many = tuple(
        tiltak(1, number, f"{HOSTILE} {number}", answers=short(number % 7), lines=(line(1000),))
        for number in range(1, 61)
    )
    delmaal = Delmaal(uid="d", number=1, title=f"{HOSTILE} {WORD}", short_title=WORD, tiltak=many)
    answers = (Answer(key="introduksjon", text=text(f"{HOSTILE} i svaret", WORD)),)
    plan = PLAN.model_copy(update={"pilot": HOSTILE, "delmaal": (delmaal,), "answers": answers, "figures": ()})
    return pdf.write(plan, DRAFT, {})


def test_hostile_words_are_printed_as_they_are_written(hostile):
    said = re.sub(r"\s+", " ", " ".join(pages(hostile)))
    written = "<script>alert(1)</script> & =cmd|calc!A0 file:///etc/passwd http://example.org/x klokke"
    assert f"{written} i svaret" in said
    assert f"Tiltak 60: {written} 60" in said
    assert f"1 {written} 1" in said


def test_nothing_hostile_becomes_a_link_or_an_action(hostile):
    with opened(hostile) as document:
        links = [link for page in document.pages for link in page.get("/Annots", [])]
        assert links
        assert all("/A" not in link for link in links)
        assert "/OpenAction" not in document.Root
        assert "/AA" not in document.Root
        assert "/JavaScript" not in document.Root.Names


def test_a_word_of_any_length_stays_inside_the_page(hostile):
    with pdfplumber.open(io.BytesIO(hostile)) as document:
        for page in document.pages:
            assert all(char["x0"] > 0 and char["x1"] < page.width - 20 for char in page.chars if char["text"].strip())


def test_the_head_of_a_long_table_is_repeated_and_its_sum_is_not(hostile):
    found = pages(hostile)
    over = [page for page in found if "Nr. Tiltak Beløp" in page]
    assert len(over) >= 2
    assert sum(page.count("Total bruk av bygdevekstmidler") for page in found) == 1
    assert sum(page.count("Til sammen 60 000") for page in found) == 1


def test_a_sum_does_not_stand_alone_on_a_page(hostile):
    page = next(page for page in pages(hostile) if "Total bruk av bygdevekstmidler" in page)
    assert "1 000" in page[: page.index("Til sammen")]


@pytest.mark.parametrize("which", ["example", "hostile"])
def test_no_heading_stands_alone_at_the_foot_of_a_page(which, hostile):
    with pdfplumber.open(io.BytesIO(hostile if which == "hostile" else example("utkast"))) as document:
        for page in document.pages[1:]:
            body = [char for char in page.chars if char["bottom"] < page.height - 60 and char["text"].strip()]
            foot = max(char["bottom"] for char in body)
            last = [char for char in body if abs(char["bottom"] - foot) < 3]
            said = "".join(char["text"] for char in last)
            # The sums that close a table, and the contents' own chapters, are set like headings too.
            closing = re.match(r"Sum|Total|Tilsammen|7", said)
            assert closing or not all("Semi" in char["fontname"] for char in last), said


def test_a_plan_with_nothing_in_it_is_printed_in_nynorsk_too():
    empty = PLAN.model_copy(update={"delmaal": (), "answers": (), "posts": (), "figures": (), "language": "nn"})
    data = pdf.write(empty, DRAFT, {})
    with opened(data) as document:
        assert str(document.Root.Lang) == "nn"
    found = pages(data)
    assert "Innhald" in found[1]
    assert "Handlingsplanen skal behandlast i styringsgruppa." in " ".join(found)
    assert all("UTKAST – ikkje vedteke" in page for page in found[1:])


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1/",
        "https://example.org/",
        "data:text/plain,a",
        "ftp://example.org/a",
        f"{ROOT}static/../../bygdevekst/settings.py",
        f"{ROOT}static/..%2Fcss/site.css",
        f"{ROOT}static/sub/document.css",
        f"{ROOT}static/settings.py",
        f"{ROOT}fonts/../../../etc/passwd",
        f"{ROOT}fonts/DejaVuSerif.ttf",
        f"{ROOT}figures/{'0' * 64}",
        "https://dokument.invalid.example.org/static/document.css",
    ],
)
def test_no_address_but_the_documents_own_is_fetched(address):
    with pytest.raises(Refused):
        AssetFetcher(FIGURES).fetch(address)


def test_the_documents_own_addresses_are_answered():
    fetcher = AssetFetcher(FIGURES)
    assert fetcher.fetch(f"{ROOT}static/document.css").read().startswith(b"/*")
    assert fetcher.fetch(f"{ROOT}figures/{DRAWING_HASH}").read() == FIGURES[DRAWING_HASH][1]


def refused(plan: Handlingsplan, figures: dict[str, tuple[str, bytes]]) -> str:
    with pytest.raises(pdf.RenderError) as error:
        pdf.write(plan, DRAFT, figures)
    return str(error.value)


def test_a_drawing_that_asks_for_a_file_is_refused_by_name():
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'
    drawing += b'<image xlink:href="file:///etc/passwd" width="9" height="9"/></svg>'
    said = refused(answered(FigureRef(sha256=DRAWING_HASH)), {DRAWING_HASH: ("image/svg+xml", drawing)})
    assert "file:///etc/passwd" in said


def test_a_picture_that_cannot_be_read_is_named():
    said = refused(answered(FigureRef(sha256=PHOTOGRAPH_HASH)), {PHOTOGRAPH_HASH: ("image/jpeg", b"not a picture")})
    assert said == "Figuren «Fritidsbussen på prøvetur» kan ikke leses. Last den opp på nytt, eller ta den ut."


def test_a_picture_that_is_not_there_is_named():
    assert "«Fra idé til vedtak»" in refused(answered(FigureRef(sha256=DRAWING_HASH)), {})


def test_a_letter_that_no_font_has_is_named_with_the_text_around_it():
    said = refused(answered(*text("Vi lærer tegnet 漢 på kurs.")), {})
    assert "«漢» (U+6F22)" in said
    assert "Vi lærer tegnet 漢 på kurs." in said


def test_a_letter_that_only_the_drawing_has_is_not_left_out_in_silence():
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 99 99"><text y="50">漢</text></svg>'.encode()
    assert "漢" in refused(answered(FigureRef(sha256=DRAWING_HASH)), {DRAWING_HASH: ("image/svg+xml", drawing)})


def test_without_the_documents_fonts_the_message_tells_how_to_get_them(monkeypatch):
    absent = tuple((*face[:3], face[3].with_name("Borte.ttf")) for face in pdf_assets.FACES)
    monkeypatch.setattr(pdf_assets, "FACES", absent)
    assert "make setup" in refused(small(), {})


def test_without_pango_the_message_tells_what_to_install(monkeypatch):
    real = builtins.__import__

    def without_pango(name: str, *args: object, **more: object) -> object:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without_pango)
    said = refused(small(), {})
    assert "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in said
