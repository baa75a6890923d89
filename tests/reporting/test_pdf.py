"""The PDF as it is read on paper: pages, running heads, contents, amounts, and what it says of its standing."""

import re

import pikepdf
import pytest

from reporting import tables
from reporting.formats import pdf
from reporting.money import amount
from tests.reporting.example_plan import ADOPTED, FIGURES, MANY_AMOUNTS, PLAN
from tests.reporting.rendered import example, opened, pages

# One worker renders for all of them.
pytestmark = pytest.mark.xdist_group("rendered")

SHOWN = [f"Delmål {d.number}: {d.title}" for d in PLAN.delmaal]


def joined(data: bytes) -> str:
    return re.sub(r"\s+", " ", " ".join(pages(data)))


@pytest.mark.parametrize("status", ["utkast", "vedtatt"])
def test_every_page_but_the_title_page_says_which_page_it_is_of_how_many(status):
    found = pages(example(status))
    assert "Side" not in found[0]
    for number, page in enumerate(found[1:], start=2):
        assert f"Side {number} av {len(found)}" in page
        assert page.startswith("Nord og Sør Handlingsplan 2025")


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("utkast", "UTKAST – ikke vedtatt i styringsgruppen"),
        ("vedtatt", "Vedtatt, ikke godkjent av KDD"),
        ("godkjent", ""),
    ],
)
def test_the_foot_of_every_page_says_where_the_plan_stands(status, said):
    found = pages(example(status))[1:]
    for other in {"UTKAST", "ikke godkjent av KDD"}:
        assert all((other in page) == (other in said) for page in found)
    assert all(said in page for page in found)


def drawings_behind(page: pikepdf.Page) -> int:
    """Count the drawings that are artifacts: no part of what a screen reader reads."""
    marks: list[str] = []
    found = 0
    for step in pikepdf.parse_content_stream(page):
        operands, operator = step.operands, step.operator
        if str(operator) in ("BDC", "BMC"):
            marks.append(str(operands[0]))
        elif str(operator) == "EMC":
            marks.pop()
        elif str(operator) == "Do" and marks[-1:] == ["/Artifact"]:
            found += 1
    return found


def test_utkast_is_drawn_across_every_page_only_until_the_plan_is_adopted():
    with opened(example("utkast")) as draft, opened(example("vedtatt")) as adopted:
        # The title page has its hills besides.
        assert [drawings_behind(page) for page in draft.pages] == [2] + [1] * (len(draft.pages) - 1)
        assert [drawings_behind(page) for page in adopted.pages] == [1] + [0] * (len(adopted.pages) - 1)


def test_the_title_page_says_what_whose_when_and_for_whom():
    first = pages(example("utkast"))[0]
    for said in ("Nord og Sør", "Handlingsplan 2025", "Oppfølging av bygdevekstavtalen for Nord og Sør", "Utkast"):
        assert said in first
    assert "6. desember 2024" in first
    for party in PLAN.agreement.municipalities:
        assert party.name in first.replace("\n", " ")


def test_the_contents_name_the_page_where_each_part_begins():
    found = pages(example("utkast"))
    contents = re.sub(r"\s+", " ", found[1])
    flat = [re.sub(r"\s+", " ", page) for page in found]
    headings = [f"{number} {prompt.wording}" for number, prompt in enumerate(PLAN.form.plan, start=1)] + SHOWN
    for heading in headings:
        stated = re.search(rf"{re.escape(heading)} (\d+)", contents)
        assert stated, heading
        assert heading in flat[int(stated[1]) - 1]


def test_each_delmaal_begins_a_page():
    found = pages(example("utkast"))
    for heading in SHOWN:
        assert any(page.split("\n")[1].startswith(heading[:40]) for page in found), heading


def test_only_the_page_of_financing_lies_across():
    with opened(example("vedtatt")) as document:
        across = [page.MediaBox[2] > page.MediaBox[3] for page in document.pages]
    assert across == [False] * (len(across) - 1) + [True]


def test_every_party_that_signs_has_a_line_and_the_ministry_has_none():
    page = next(page for page in pages(example("utkast")) if "Underskrifter" in page)
    assert page.count("Sted og dato") == page.count("Underskrift ") + page.count("Underskrift\n") == 4
    for name in ("Norddalen kommune", "Vassdalen kommune", "Skogen og Øvre Åsheim kommune", "Midtre fylkeskommune"):
        assert name in page
    assert "Kommunal- og distriktsdepartementet" not in page


def test_no_amount_is_parted_at_the_end_of_a_line():
    lines = "\n".join(pages(example("utkast"))).split("\n")
    amounts = re.findall(r"\d+ 800 000 kr", MANY_AMOUNTS)
    on_one_line = sum(len(re.findall(r"\d+ 800 000 kr", line)) for line in lines)
    assert on_one_line == len(amounts) == 40
    for table in tables.money_tables(PLAN):
        for cell in (cell for row in table.rows for cell in row.cells):
            shown = amount(cell.kroner).replace("\u00a0", " ")
            assert any(shown in line for line in lines), shown


def test_the_fonts_are_the_documents_own():
    with opened(example("utkast")) as document:
        names = {
            str(item.FontName).split("+")[-1]
            for item in document.objects
            if getattr(item, "get", None) and item.get("/Type") == "/FontDescriptor"
        }
    assert names
    assert all(name.startswith(("SourceSans3", "Source-Sans-3")) for name in names), names


def test_saami_letters_are_drawn_and_can_be_copied():
    assert "áčđŋšŧž" in joined(example("utkast"))
    assert "Čáhceguolbba - Vassdalen" in joined(example("utkast"))


def test_the_file_says_what_it_is_and_when_the_document_is_from():
    with opened(example("utkast")) as document:
        about = document.docinfo
        assert str(about.Title) == "Handlingsplan 2025 – Nord og Sør"
        assert str(about.Author) == "Nord og Sør"
        assert "bygdevekstavtalen for Nord og Sør, 2024–2027" in str(about.Subject)
        assert str(about.CreationDate).startswith("D:20241206000000")


def test_a_plan_without_a_date_is_not_given_todays():
    undated = PLAN.model_copy(update={"document_date": None, "delmaal": (), "answers": ()})
    with opened(pdf.write(undated, ADOPTED, FIGURES)) as document:
        assert "/CreationDate" not in document.docinfo
        assert b"CreateDate" not in document.Root.Metadata.read_bytes()


def test_a_line_is_filled_before_it_is_broken():
    """WeasyPrint breaks after the first word where a space in the source stands behind a text that nearly fits."""
    style = "p { width: 305px; font: 9.25pt 'Source Sans 3' }"
    text = "Følge opp anbudsprosessen om kollektivtrafikk i Trøndelag"
    page = f'<html lang="nb"><title>Linje</title><style>{style}</style><h1>Linje</h1><p>\n  {text}\n</p></html>'
    (found,) = pages(pdf.write_html(lambda root: page))
    assert found.splitlines()[1:] == [text]
