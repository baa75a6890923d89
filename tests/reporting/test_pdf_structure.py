"""The PDF as a screen reader meets it: language, tags, headings, tables, pictures and bookmarks."""

import itertools
import re
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest

from reporting.charts import charts
from tests.reporting.example_plan import PLAN
from tests.reporting.rendered import example, opened

# One worker renders for all of them.
pytestmark = pytest.mark.xdist_group("rendered")


@pytest.fixture(scope="module")
def document() -> Iterator[pikepdf.Pdf]:
    with opened(example("utkast")) as found:
        yield found


def elements(node: Any) -> Iterator[Any]:
    """Yield the elements of the structure tree in the order of reading."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def of_kind(document: pikepdf.Pdf, *kinds: str) -> list[Any]:
    return [element for element in elements(document.Root.StructTreeRoot) if str(element.S) in kinds]


def kids(element: Any, kind: str) -> list[Any]:
    return [kid for kid in elements(element) if str(kid.S) == kind]


def test_the_file_claims_to_be_accessible_and_tells_its_language(document):
    assert str(document.Root.Lang) == "nb"
    assert document.Root.MarkInfo.Marked
    assert document.Root.ViewerPreferences.DisplayDocTitle
    assert re.search(rb'pdfuaid:part="1"', document.Root.Metadata.read_bytes())


def test_headings_begin_at_one_and_skip_no_level(document):
    levels = [int(str(element.S)[2]) for element in of_kind(document, *(f"/H{n}" for n in range(1, 7)))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    # Contents, the year in figures, and a chapter for each prompt.
    assert levels.count(2) == 2 + len(PLAN.form.plan)
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_every_table_has_a_head_and_rows_of_equal_width(document):
    found = of_kind(document, "/Table")
    # Overview, two of budgets, one for each delmål and one inside a text; one that is parted by a page counts twice.
    assert len(found) >= 4 + len(PLAN.delmaal)
    for table in found:
        widths = [
            sum(int(cell.A.get("/ColSpan", 1)) for cell in elements(row) if str(cell.S) in ("/TH", "/TD"))
            for row in kids(table, "/TR")
        ]
        spanned = sum(int(cell.A.get("/RowSpan", 1)) - 1 for cell in kids(table, "/TH"))
        assert len(kids(table, "/THead")) == 1
        assert {width for width in widths if width != max(widths)} <= {max(widths) - spanned}


def test_every_table_head_says_whether_it_names_a_column_or_a_row(document):
    for table in of_kind(document, "/Table"):
        in_head = [str(head.A.Scope) for part in kids(table, "/THead") for head in kids(part, "/TH")]
        in_body = [str(head.A.Scope) for part in kids(table, "/TBody") for head in kids(part, "/TH")]
        assert set(in_head) == {"/Column"}
        assert set(in_body) <= {"/Row"}
    assert any(kids(table, "/TBody") and kids(kids(table, "/TBody")[0], "/TH") for table in of_kind(document, "/Table"))


def test_every_amount_knows_its_row_and_its_columns_heads(document):
    """Read in the grid: a head of a group stands over the columns it spans, and each source over its own."""
    table = of_kind(document, "/Table")[-1]
    upper, lower = kids(kids(table, "/THead")[0], "/TR")
    number, name, total, group = (str(head.ID) for head in kids(upper, "/TH"))
    sources = [str(head.ID) for head in kids(lower, "/TH")]
    assert len(sources) == len(PLAN.sources)
    for row in kids(kids(table, "/TBody")[0], "/TR"):
        own = str(kids(row, "/TH")[0].ID)
        heads = [[str(head) for head in cell.A.Headers] for cell in kids(row, "/TD")]
        assert heads == [[own, number], [own, total], *([own, group, source] for source in sources)]
    assert name not in sources


def test_every_picture_has_its_alternative_text(document):
    found = [str(element.Alt) for element in of_kind(document, "/Figure")]
    drawn = [drawing.alt for chart in charts(PLAN) for drawing in chart.drawings]
    assert len(drawn) == 2
    assert sorted(found) == sorted([*(figure.alt for figure in PLAN.figures), *drawn])


def test_lists_are_tagged_as_lists(document):
    assert all(kids(found, "/LI") for found in of_kind(document, "/L"))
    assert len(of_kind(document, "/L")) >= 6


def test_bookmarks_are_chapters_delmaal_and_tiltak(document):
    with document.open_outline() as outline:
        chapters = [item.title for item in outline.root]
        delmaal = [item.title for chapter in outline.root for item in chapter.children]
        tiltak = [item.title for chapter in outline.root for d in chapter.children for item in d.children]
    numbered = [f"{n} {prompt.wording}" for n, prompt in enumerate(PLAN.form.plan, start=1)]
    assert chapters == ["Innhold", "Året i tall", *numbered]
    assert delmaal == [f"Delmål {d.number}: {d.title}" for d in PLAN.delmaal]
    assert tiltak == [f"Tiltak {t.number}: {t.title}" for d in PLAN.delmaal for t in d.tiltak]


def test_running_heads_and_the_word_across_the_page_are_artifacts(document):
    """Outside marked content nothing is drawn, and all that is marked has a place in the tree or is an artifact."""
    owners = document.Root.StructTreeRoot.ParentTree.Nums
    for number, page in enumerate(document.pages):
        of_page = owners[list(owners).index(number) + 1]
        marks: list[object] = []
        for step in pikepdf.parse_content_stream(page):
            operands, operator = step.operands, step.operator
            if str(operator) == "BDC":
                mark = int(operands[1].MCID)
                assert of_page[mark] is not None, f"page {number + 1}, mark {mark}"
                marks.append(mark)
            elif str(operator) == "BMC":
                assert str(operands[0]) == "/Artifact"
                marks.append("artifact")
            elif str(operator) == "EMC":
                marks.pop()
            elif str(operator) in ("TJ", "Tj", "Do", "f", "S"):
                assert marks, f"page {number + 1}: {operator} outside marked content"
    said = b"".join(page.Contents.read_bytes() for page in document.pages)
    assert len(re.findall(rb"/Artifact\s*BMC\s*(?:/a1\.0 gs\s*)?[^E]*?BT", said)) >= 3 * (len(document.pages) - 1)
