"""Tables and rich text as HTML: the parts that the plan's page and the document share."""

import re

from django.template import Context, Template
from django.template.loader import render_to_string

from plans.richtext import Heading, ListBlock, ListItem, Paragraph, Run
from reporting import tables
from reporting.table import Cell, Column, Row, Table, Uncounted
from reporting.templatetags.document import bodies, head_rows, heading_level, richtext
from reporting.typography import enumerate_words, keep_together
from tests.reporting.example_plan import PLAN, items, text


def rendered(table: Table, **context: object) -> str:
    return render_to_string("reporting/document/table.html", {"table": table, **context})


def cells(page: str) -> list[str]:
    found = re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", page, re.DOTALL)
    return [re.sub(r"<[^>]+>", "", cell.replace("<br>", "|")).replace("&nbsp;", "\u00a0").strip() for cell in found]


def test_grouped_columns_have_a_head_over_them_and_the_others_span_both_rows():
    upper, lower = head_rows(tables.financing(PLAN))
    assert [(head.text, head.columns, head.rows) for head in upper] == [
        ("Nr.", 1, 2),
        ("Delmål", 1, 2),
        ("Totalbudsjett", 1, 2),
        ("Finansieringskilder", len(PLAN.sources), 1),
    ]
    assert [head.text for head in lower] == [source.name for source in PLAN.sources]


def test_a_table_without_groups_has_one_head_row():
    assert len(head_rows(tables.agreement_years(PLAN))) == 1


def test_each_delmaal_of_the_overview_is_a_body_and_the_total_one_of_its_own():
    found = bodies(tables.overview(PLAN))
    assert [body[0].kind for body in found] == ["group"] * len(PLAN.delmaal) + ["total"]
    assert sum(len(body) for body in found) == len(tables.overview(PLAN).rows)
    assert len(bodies(tables.financing(PLAN))) == 1


def test_every_row_is_named_by_its_first_column_of_text():
    for table in tables.money_tables(PLAN):
        for body in bodies(table):
            assert all([place.is_head for place in row.places].count(True) == 1 for row in body)


def test_amounts_stand_as_the_table_has_them():
    table = Table(
        key="prove",
        title="Prøve",
        columns=(Column(key="name", heading="Navn", kind="text"), Column(key="sum", heading="Sum", kind="kroner")),
        rows=(
            Row(kind="item", cells=(Cell(text="blank"), Cell())),
            Row(kind="item", cells=(Cell(text="null"), Cell(kroner=0))),
            Row(kind="item", cells=(Cell(text="søkt"), Cell(kroner=1_800_000, marks=("sokt",), notes=(1,)))),
            Row(kind="outside", cells=(Cell(text="utenfor"), Cell(kroner=315_000))),
            Row(
                kind="item",
                cells=(Cell(text="fryst"), Cell(uncounted=(Uncounted(kroner=890_000, certainty="fryst"),))),
            ),
            Row(
                kind="item",
                cells=(Cell(text="begge"), Cell(kroner=5, uncounted=(Uncounted(kroner=7, certainty="avslatt"),))),
            ),
        ),
        footnotes=("En merknad om 50 000 kr.",),
    )
    page = rendered(table)
    assert cells(page)[2:] == [
        *("blank", ""),
        *("null", "0"),
        *("søkt", "1\u00a0800\u00a0000|søkt1)"),
        *("utenfor", "(315\u00a0000)"),
        *("fryst", "890\u00a0000\u00a0fryst"),
        *("begge", "5|7\u00a0avslått"),
    ]
    assert "En merknad om 50\u00a0000\u00a0kr." in page


def test_another_caption_takes_the_place_of_the_title():
    table = tables.tiltak_of(PLAN, PLAN.delmaal[0])
    assert table.title in rendered(table)
    page = rendered(table, caption="I 2025 vil følgende tiltak prioriteres")
    assert "I 2025 vil følgende tiltak prioriteres" in page
    assert table.title not in page


def test_text_with_bold_and_links_is_html_and_everything_else_is_escaped():
    runs = (Run(text="a < b", strong=True), Run(text="lenke", href="https://example.org/?a=1&b=2", strong=True))
    block = items("en").model_copy(update={"items": (items("en").items[0].model_copy(update={"runs": runs}),)})
    assert (
        '<li><strong>a &lt; b</strong><strong><a href="https://example.org/?a=1&amp;b=2">lenke</a></strong></li>'
        in (richtext((block,), 3))
    )


def test_a_numbered_list_begins_where_it_should():
    assert '<ol start="4">' in richtext((items("a", "b", ordered=True, start=4),), 3)
    assert "<ol>" in richtext((items("a", ordered=True),), 3)


def test_headings_inside_a_text_follow_the_level_they_are_put_at():
    heading = Heading(level=2, runs=(Run(text="Under"),))
    assert [heading_level(heading, base) for base in (3, 4, 6)] == [4, 5, 6]
    assert "<h5" in richtext((heading,), 4)


def test_what_people_write_as_headings_in_bold_stays_with_what_follows():
    bold, plain = Run(text="Opplæring", strong=True), Run(text="Opplæring")
    assert 'class="like-heading"' in richtext((Paragraph(runs=(bold,)),), 3)
    assert "like-heading" not in richtext((Paragraph(runs=(bold, plain)),), 3)
    alone = ListBlock(ordered=True, start=3, items=(ListItem(runs=(bold,)),))
    assert 'class="like-heading"' in richtext((alone,), 3)
    assert "like-heading" not in richtext((alone.model_copy(update={"items": alone.items * 2}),), 3)


def test_the_tag_needs_no_figures():
    template = Template("{% load document %}{% richtext blocks 3 figures %}")
    assert "<p>Hei</p>" in template.render(Context({"blocks": text("Hei")}))


def test_a_line_never_parts_an_amount_or_a_date():
    assert keep_together("til 1 800 000 kr og 50 % den 6. desember 2025, post 66") == (
        "til 1\u00a0800\u00a0000\u00a0kr og 50\u00a0% den 6.\u00a0desember 2025, post\u00a066"
    )
    assert keep_together("i 2025 kom 12 personer, 1 000 ganger, 24 kroner") == (
        "i 2025 kom 12 personer, 1\u00a0000 ganger, 24\u00a0kroner"
    )


def test_names_are_enumerated_as_one_says_them():
    assert enumerate_words(()) == ""
    assert enumerate_words(("a",)) == "a"
    assert enumerate_words(("a", "b", "c")) == "a, b og c"
