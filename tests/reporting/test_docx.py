"""The Word document as Word and a screen reader meet it: styles, contents, lists, tables and pictures."""

import io
import itertools
import zipfile
from typing import Any

import docx
import pytest
from lxml import etree

from plans.richtext import FigureRef, ListBlock, ListItem, Paragraph, Run
from reporting.formats import docx as docx_format
from reporting.value import Answer, Delmaal, Form, Handlingsplan
from tests.reporting import small_plan
from tests.reporting.example_plan import ADOPTED, DRAFT, FIGURES, PHOTOGRAPH_HASH, PLAN, text
from tests.reporting.readback.from_docx import W, body

WORD = "uavbrutt" * 1250
HOSTILE = "<script>alert(1)</script> & =cmd|calc!A0 {{ }} ]]> klok\x07ke \ufffe\ud800\U0001f69c"


@pytest.fixture(scope="module")
def written() -> bytes:
    return docx_format.write(PLAN, DRAFT, FIGURES)


def paragraphs(data: bytes) -> list[tuple[str, str]]:
    """Return the style and the text of every paragraph that stands in no table; text in links is text too."""
    styles = {style.style_id: style.name for style in docx.Document(io.BytesIO(data)).styles}
    found = []
    for one in body(data).findall(f"{W}p"):
        style = one.find(f"{W}pPr/{W}pStyle")
        name = styles[style.get(f"{W}val")] if style is not None else "Normal"
        found.append((str(name), "".join(piece.text or "" for piece in one.iter(f"{W}t"))))
    return found


def part(data: bytes, name: str) -> Any:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return etree.fromstring(parts.read(name))


def test_chapters_delmaal_and_tiltak_are_words_own_headings(written):
    found = [(style, said) for style, said in paragraphs(written) if style.startswith("Heading")]
    assert [said for style, said in found if style == "Heading 1"] == [
        f"{number} {prompt.wording}" for number, prompt in enumerate(PLAN.form.plan, start=1)
    ]
    goals = [f"Delmål {goal.number}: {goal.title}" for goal in PLAN.delmaal]
    assert [said for style, said in found if style == "Heading 2"] == [*goals, "Underskrifter"]
    tiltak = [f"Tiltak {one.number}: {one.title}" for goal in PLAN.delmaal for one in goal.tiltak]
    assert [said for style, said in found if style == "Heading 3" and said.startswith("Tiltak")] == tiltak


def test_no_heading_skips_a_level_and_prompts_are_headings_of_theirs(written):
    names = [style for style, _ in paragraphs(written) if style.startswith(("Heading", "Spørsmål"))]
    levels = [int(name[-1]) for name in names]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    styles = docx.Document(io.BytesIO(written)).styles
    assert {styles[name].base_style.name for name in names if name.startswith("Spørsmål")} <= {
        f"Heading {level}" for level in range(1, 7)
    }


def test_contents_is_a_field_and_leads_to_every_heading_that_it_names(written):
    entries = [said for style, said in paragraphs(written) if style.startswith("toc")]
    assert entries[:3] == ["1 Introduksjon", "2 Rammer for handlingsplanen", "3 Handlingsplan per delmål"]
    assert len(entries) == len(PLAN.form.plan) + sum(1 + len(goal.tiltak) for goal in PLAN.delmaal)
    document = body(written)
    codes = [code.text for code in document.iter(f"{W}instrText")]
    assert codes == [' TOC \\o "1-3" \\h \\z ']
    kinds = [edge.get(f"{W}fldCharType") for edge in document.iter(f"{W}fldChar")]
    assert kinds == ["begin", "separate", "end"]
    names = {mark.get(f"{W}name") for mark in document.iter(f"{W}bookmarkStart")}
    asked = {link.get(f"{W}anchor") for link in document.iter(f"{W}hyperlink")} - {None}
    assert asked
    assert asked <= names


def test_lists_are_lists_in_two_levels_and_each_numbered_one_has_its_own_count(written):
    found = [(style, said) for style, said in paragraphs(written) if style.startswith("List")]
    assert ("List Bullet", "arbeid til to") in found
    assert ("List Bullet 2", "i kommunene") in found
    assert ("List Number", "kartlegge") in found
    numbering = part(written, "word/numbering.xml")
    starts = {
        one.get(f"{W}numId"): start.get(f"{W}val")
        for one in numbering.findall(f"{W}num")
        for start in one.iter(f"{W}startOverride")
    }
    used = {
        "".join(piece.text or "" for piece in one.iter(f"{W}t")): one.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val")
        for one in body(written).findall(f"{W}p")
        if one.find(f"{W}pPr/{W}numPr") is not None
    }
    assert starts[used["kartlegge"]] == "4"
    assert used["kartlegge"] == used["vurdere"]
    assert starts[used["Bolig"]] == "2"


def test_table_heads_are_repeated_and_no_row_is_parted(written):
    tables = list(body(written).iter(f"{W}tbl"))
    # Overview, two of budgets, one for each delmål, and one inside a text.
    assert len(tables) == 4 + len(PLAN.delmaal)
    for table in tables:
        first, *rows = table.findall(f"{W}tr")
        assert first.find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in (first, *rows))
        width = sum(int(one.get(f"{W}w")) for one in table.findall(f"{W}tblGrid/{W}gridCol"))
        assert width <= 14_400
        assert table.getnext().tag == f"{W}p"


#: How wide «Totalbudsjett» is in DejaVu Sans Bold, which LibreOffice takes where it lacks our font. In font sizes.
WIDE = 7.45


@pytest.mark.parametrize("last", [2025, 2026, 2027, 2030])
def test_the_longest_word_of_every_budget_table_has_room_in_its_head(last):
    agreement = PLAN.agreement.model_copy(update={"last_year": last})
    data = docx_format.write(PLAN.model_copy(update={"agreement": agreement}), DRAFT, FIGURES)
    heads = [
        one for one in body(data).iter(f"{W}p") if "".join(text.text for text in one.iter(f"{W}t")) == "Totalbudsjett"
    ]
    assert len(heads) == 2
    for head in heads:
        size = head.find(f"{W}r/{W}rPr/{W}sz")
        points = int(size.get(f"{W}val")) / 2 if size is not None else 9
        cell = head.getparent()
        table = next(cell.iterancestors(f"{W}tbl"))
        width = int(table.findall(f"{W}tblGrid/{W}gridCol")[2].get(f"{W}w"))
        beside = sum(int(table.find(f"{W}tblPr/{W}tblCellMar/{W}{side}").get(f"{W}w")) for side in ("left", "right"))
        assert width == int(cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w"))
        assert width - beside >= WIDE * points * 20


def test_a_picture_has_its_alternative_text_and_its_caption(written):
    properties = [one for one in body(written).iter() if one.tag.endswith("}docPr")]
    assert [one.get("descr") for one in properties] == ["En buss på en fjellvei om høsten."]
    said = [text for style, text in paragraphs(written) if style == "Caption" and text.startswith("Figur")]
    assert said == ["Figur 1: Fra idé til vedtak", "Figur 2: Fritidsbussen på prøvetur"]
    # Word has no drawings of that kind: what it shows is told.
    assert ("Normal", "Tre steg etter hverandre: idé, forsøk og vedtak.") in paragraphs(written)


@pytest.mark.parametrize(("language", "tag"), [("nb", "nb-NO"), ("nn", "nn-NO")])
def test_the_file_says_what_it_is_and_in_which_language(language, tag):
    data = docx_format.write(PLAN.model_copy(update={"language": language, "delmaal": ()}), ADOPTED, FIGURES)
    about = docx.Document(io.BytesIO(data)).core_properties
    assert (about.title, about.author, about.language) == ("Handlingsplan 2025 – Nord og Sør", "Nord og Sør", tag)
    assert str(about.created.date()) == str(about.modified.date()) == "2024-12-06"
    languages = {one.get(f"{W}val") for one in part(data, "word/styles.xml").iter(f"{W}lang")}
    assert languages == {tag}
    assert not [name for name in zipfile.ZipFile(io.BytesIO(data)).namelist() if "thumbnail" in name]


def test_only_the_page_of_financing_lies_across(written):
    pages = docx.Document(io.BytesIO(written)).sections
    assert [(page.page_width or 0) > (page.page_height or 0) for page in pages] == [False, True]


def test_the_foot_says_where_the_plan_stands(written):
    foot = docx.Document(io.BytesIO(written)).sections[0].footer.paragraphs[0].text
    assert foot.startswith("UTKAST – ikke vedtatt i styringsgruppen")
    marked = ADOPTED.model_copy(update={"status": "godkjent", "version": 2, "sha256": "ab" * 32})
    data = docx_format.write(PLAN, marked, FIGURES)
    assert docx.Document(io.BytesIO(data)).sections[0].footer.paragraphs[0].text.startswith("Versjon 2, SHA-256 abab")


# Hostile


def small(**fields: Any) -> Handlingsplan:
    form = Form(key="en", lead=HOSTILE, overview="", plan=PLAN.form.plan[:4], tiltak=PLAN.form.tiltak[:1])
    return small_plan.plan(form=form, **fields)


def test_hostile_words_are_written_as_they_are_and_the_file_can_be_read():
    link = Paragraph(runs=(Run(text="lenke", href="https://example.org/?a='1'&b=2"),))
    under = ListBlock(ordered=True, start=9999, items=(ListItem(runs=(Run(text=HOSTILE),)),))
    items = (ListItem(runs=(Run(text=HOSTILE, strong=True),), sublist=under),)
    blocks = (*text(HOSTILE, WORD), link, ListBlock(ordered=False, start=1, items=items))
    tiltak = small_plan.tiltak("a", title=f"{HOSTILE} {WORD}", responsible_text=HOSTILE)
    goal = Delmaal(uid="d", number=1, title=HOSTILE, short_title=WORD, tiltak=(tiltak,))
    plan = small(delmaal=(goal,), pilot=HOSTILE, answers=(Answer(key="introduksjon", text=blocks),))
    data = docx_format.write(plan, DRAFT, {})
    said = [text for _, text in paragraphs(data)]
    expected = "<script>alert(1)</script> & =cmd|calc!A0 {{ }} ]]> klokke \U0001f69c"
    assert expected in said
    assert f"Delmål 1: {expected}" in said
    assert WORD in said
    leads = [one.get("Target") for one in part(data, "word/_rels/document.xml.rels")]
    assert "https://example.org/?a='1'&b=2" in leads


@pytest.mark.parametrize("data", [{}, {PHOTOGRAPH_HASH: ("image/jpeg", b"not a picture")}])
def test_a_picture_that_cannot_be_read_is_told_in_words(data):
    answers = (Answer(key="introduksjon", text=(FigureRef(sha256=PHOTOGRAPH_HASH), FigureRef(sha256="0" * 64))),)
    plan = small(answers=answers, figures=PLAN.figures)
    assert ("Normal", "En buss på en fjellvei om høsten.") in paragraphs(docx_format.write(plan, DRAFT, data))


@pytest.mark.parametrize("plan", [small_plan.plan(), small()])
def test_an_empty_plan_is_a_document_too(plan):
    said = paragraphs(docx_format.write(plan, DRAFT, {}))
    assert said[0] == ("Title", "Handlingsplan 2025 – Lillefjord")


# The same bytes
