"""Word's XML as blocks: what a reader of the printed document sees, each thing with its place."""

import base64

import pytest

from reporting.formats import docx_read
from reporting.intake.document.blocks import Grid, Paragraph, Picture, Source
from reporting.intake.sorts import Refused
from tests.reporting.intake.word_file import cell, numbered, packed, paragraph, part, run, table

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def read(body: str, **more: object) -> Source:
    return docx_read.read(packed(body, **more))  # type: ignore[arg-type]


def texts(source: Source) -> list[str]:
    return [block.labelled for block in source.blocks if isinstance(block, Paragraph)]


def test_tracked_changes_are_read_as_accepted_and_told_of():
    body = (
        paragraph(run("Vi får "), f"<w:del>{run('to')}</w:del>", f"<w:ins>{run('tre')}</w:ins>", run(" nye hus."))
        + paragraph(run("Et avsnitt som "), about="<w:rPr><w:del/></w:rPr>")
        + paragraph(run("ble slått sammen."))
    )
    source = read(body)
    assert texts(source) == ["Vi får tre nye hus.", "Et avsnitt som ble slått sammen."]
    assert "sporede endringer" in source.notices[0]


def test_rows_that_changes_took_away_are_gone():
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('borte')}</w:tr>"
    source = read(f"<w:tbl>{gone}<w:tr>{cell('her')}</w:tr></w:tbl>")
    (grid,) = source.blocks
    assert isinstance(grid, Grid)
    assert [row[0].text for row in grid.rows] == ["her"]


def test_comments_and_hidden_text_are_left_out_and_listed():
    body = paragraph(run("Synlig. "), run("Hemmelig.", more="<w:vanish/>"), '<w:r><w:commentReference w:id="0"/></w:r>')
    comment = f'<w:comment w:id="0" w:author="Kari">{paragraph(run("Stemmer dette?"))}</w:comment>'
    source = read(body, parts={"word/comments.xml": part("comments", comment)})
    assert texts(source) == ["Synlig."]
    assert {(left.place, left.text) for left in source.left_out} == {
        ("avsnitt 1", "Hemmelig."),
        ("kommentar 1", "Kari: Stemmer dette?"),
    }
    assert len(source.notices) == 2


def test_heads_and_feet_of_pages_are_left_out_and_listed_once():
    foot = part("ftr", paragraph(run("Midtre – utkast")))
    source = read(paragraph(run("Tekst.")), parts={"word/footer1.xml": foot, "word/footer2.xml": foot})
    assert [(left.place, left.text) for left in source.left_out] == [("bunntekst", "Midtre – utkast")]


def test_content_controls_are_read_and_their_requests_are_not():
    filled = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph(run('Svart.'))}</w:sdtContent></w:sdt>"
    request = paragraph(run("Klikk her."))
    asking = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{request}</w:sdtContent></w:sdt>"
    within = paragraph(run("Valgt: "), f"<w:sdt><w:sdtPr/><w:sdtContent>{run('ja')}</w:sdtContent></w:sdt>")
    source = read(filled + asking + within)
    assert texts(source) == ["Svart.", "Valgt: ja"]
    assert any("ikke fylt ut" in notice for notice in source.notices)


def test_numbers_that_word_makes_are_read():
    items = [paragraph(run(text), about=numbered(2)) for text in ("en", "to")]
    again = [paragraph(run(text), about=numbered(4)) for text in ("først", "så")]
    goals = [paragraph(run("Bo"), about=numbered(3)), paragraph(run("Hus"), about=numbered(3, 1))]
    goals += [paragraph(run("Leve"), about=numbered(3)), paragraph(run("Hytte"), about=numbered(3, 1))]
    found = texts(read("".join(items + again + goals)))
    assert found == [
        "1. en",
        "2. to",
        "1. først",
        "2. så",
        "Delmål 1: Bo",
        "Tiltak 1: Hus",
        "Delmål 2: Leve",
        "Tiltak 1: Hytte",
    ]


def test_text_boxes_are_read_once_and_notes_where_they_are_tied():
    box = f"<w:txbxContent>{paragraph(run('I boksen.'))}</w:txbxContent>"
    drawing = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    note = f'<w:footnote w:id="2">{paragraph(run("Fra loven."))}</w:footnote>'
    body = paragraph(run("Over."), f"<w:r>{drawing}</w:r>") + paragraph(
        run("Se note."), '<w:r><w:footnoteReference w:id="2"/></w:r>'
    )
    source = read(body, parts={"word/footnotes.xml": part("footnotes", note)})
    assert texts(source) == ["Over.", "I boksen.", "Se note.", "Fra loven."]
    places = [block.place for block in source.blocks]
    assert places == ["avsnitt 1", "avsnitt 1, tekstboks", "avsnitt 2", "fotnote ved avsnitt 2"]


def test_pictures_have_alternative_text_and_bytes():
    drawing = (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Bilde" descr="Et hus ved vannet"/>'
        '<a:blip r:embed="rId7"/></wp:inline></w:drawing></w:r>'
    )
    relation = f'<Relationship Id="rId7" Type="{_OFFICE}/image" Target="media/image1.png"/>'
    source = read(paragraph(drawing), parts={"word/media/image1.png": PNG}, relations=relation)
    (picture,) = source.blocks
    assert isinstance(picture, Picture)
    assert picture.alt == "Et hus ved vannet"
    assert source.pictures[picture.sha256] == ("image/png", PNG)


def test_links_are_kept_and_never_followed():
    link = f'<w:hyperlink r:id="rId8">{run("kartet")}</w:hyperlink>'
    trap = f'<w:hyperlink r:id="rId9">{run("felle")}</w:hyperlink>'
    relations = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/hyperlink" Target="{target}" TargetMode="External"/>'
        for key, target in (("rId8", "https://eksempel.no/kart"), ("rId9", "file:///etc/passwd"))
    )
    source = read(paragraph(link, trap), relations=relations)
    (found,) = source.blocks
    assert isinstance(found, Paragraph)
    assert [span.href for span in found.spans] == ["https://eksempel.no/kart", ""]


def test_cells_that_span_cover_their_places():
    wide = cell("Kilder", '<w:gridSpan w:val="2"/>')
    tall = cell("Delmål", '<w:vMerge w:val="restart"/>')
    below = cell("", "<w:vMerge/>")
    rows = f"<w:tr>{tall}{wide}</w:tr><w:tr>{below}{cell('KDD')}{cell('Annet')}</w:tr>"
    (grid,) = read(f"<w:tbl>{rows}</w:tbl>").blocks
    assert isinstance(grid, Grid)
    assert [[one.text for one in row] for row in grid.rows] == [
        ["Delmål", "Kilder", "Kilder"],
        ["Delmål", "KDD", "Annet"],
    ]
    assert [grid.text(1, column) for column in range(3)] == ["", "KDD", "Annet"]


def test_a_table_in_a_cell_is_text_in_that_cell():
    inner = table([["a", "b"]])
    source = read(f"<w:tbl><w:tr><w:tc>{inner}{paragraph(run('under'))}</w:tc>{cell('ved siden')}</w:tr></w:tbl>")
    (grid,) = source.blocks
    assert isinstance(grid, Grid)
    assert grid.rows[0][0].lines == ("a b", "under")


def test_a_table_in_a_frame_of_one_cell_is_a_table():
    source = read(f"<w:tbl><w:tr><w:tc>{table([['a', 'b']])}{paragraph(run('under'))}</w:tc></w:tr></w:tbl>")
    grid, under = source.blocks
    assert isinstance(grid, Grid)
    assert isinstance(under, Paragraph)
    assert [one.text for one in grid.rows[0]] == ["a", "b"]


def test_contents_are_known_by_style_and_by_field():
    field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = '<w:r><w:instrText>TOC \\o "1-3"</w:instrText></w:r>'
    body = paragraph(field.format("begin"), code, field.format("separate"), run("Innledning\t3"))
    body += paragraph(run("Tiltak\t4"), field.format("end")) + paragraph(run("Delmål\t5"), style="INNH1")
    body += paragraph(run("Brødtekst."))
    kinds = [block.style for block in read(body).blocks if isinstance(block, Paragraph)]
    assert kinds == ["contents", "contents", "contents", "text"]


def test_a_document_saved_as_strict_is_read():
    data = packed(paragraph(run("Tekst.")))
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    ours = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f'<w:document xmlns:w="{strict}"><w:body>{paragraph(run("Tekst."))}</w:body></w:document>'
    assert texts(read("", parts={"word/document.xml": body})) == texts(docx_read.read(data)) == ["Tekst."]
    assert ours not in body


@pytest.mark.parametrize("body", ["", paragraph(), table([["", ""]])])
def test_a_document_without_text_gets_a_sentence(body):
    with pytest.raises(Refused, match="ingen tekst"):
        read(body)
