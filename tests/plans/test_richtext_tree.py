"""The typed tree: what it holds, what it cannot hold, and what is asked of it."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from plans.richtext import (
    Cell,
    FigureRef,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    RichText,
    Run,
    Table,
    figure_hashes,
    parse,
    plain_text,
    to_html,
)

SHA = "0123456789abcdef" * 4
OTHER = "f" * 64
HTML = (
    "<h3>Mål</h3><h4>Delmål</h4>"
    '<p>Se <strong>punkt</strong> <a href="https://a.no">2 <strong>her</strong></a> &amp; «3»</p>'
    '<ol start="2"><li>a<ul><li>b</li></ul></li><li>c</li></ol>'
    f'<figure data-sha256="{SHA}"></figure>'
    "<table><thead><tr><th>År</th><th>Kroner</th></tr></thead>"
    "<tbody><tr><td>2025</td><td></td></tr><tr><td></td><td><strong>7</strong></td></tr></tbody></table>"
    f'<figure data-sha256="{OTHER}"></figure>'
)
TREE: RichText = (
    Heading(level=1, runs=(Run(text="Mål"),)),
    Heading(level=2, runs=(Run(text="Delmål"),)),
    Paragraph(
        runs=(
            Run(text="Se "),
            Run(text="punkt", strong=True),
            Run(text=" "),
            Run(text="2 ", href="https://a.no"),
            Run(text="her", strong=True, href="https://a.no"),
            Run(text=" & «3»"),
        )
    ),
    ListBlock(
        ordered=True,
        start=2,
        items=(
            ListItem(
                runs=(Run(text="a"),),
                sublist=ListBlock(ordered=False, items=(ListItem(runs=(Run(text="b"),)),)),
            ),
            ListItem(runs=(Run(text="c"),)),
        ),
    ),
    FigureRef(sha256=SHA),
    Table(
        head=(Cell(runs=(Run(text="År"),)), Cell(runs=(Run(text="Kroner"),))),
        rows=(
            (Cell(runs=(Run(text="2025"),)), Cell(runs=())),
            (Cell(runs=()), Cell(runs=(Run(text="7", strong=True),))),
        ),
    ),
    FigureRef(sha256=OTHER),
)


def test_every_kind_of_node_is_read_and_written():
    assert parse(HTML) == TREE
    assert to_html(TREE) == HTML


def test_the_text_alone_has_a_line_for_each_line_one_reads():
    assert plain_text(TREE) == "Mål\nDelmål\nSe punkt 2 her & «3»\na\nb\nc\nÅr\tKroner\n2025\n\t7"


def test_no_text_is_no_blocks():
    assert parse("") == ()
    assert to_html(()) == ""
    assert plain_text(()) == ""


def test_the_figures_are_named_in_order():
    assert figure_hashes(TREE) == (SHA, OTHER)
    assert figure_hashes((TREE[-1], *TREE)) == (OTHER, SHA, OTHER)


def test_the_tree_survives_json():
    adapter = TypeAdapter(RichText)
    assert adapter.validate_json(adapter.dump_json(TREE)) == TREE


def test_the_json_schema_tells_the_kinds_apart():
    schema = TypeAdapter(RichText).json_schema()
    assert set(schema["items"]["discriminator"]["mapping"]) == {"paragraph", "heading", "list", "table", "figure"}


def test_a_node_cannot_be_changed():
    heading: Any = TREE[0]
    with pytest.raises(ValidationError, match="frozen"):
        heading.level = 2


@pytest.mark.parametrize(
    ("node", "values"),
    [
        (Run, {"text": "a", "href": "javascript:alert(1)"}),
        (Run, {"text": "a", "href": "https://a.no/ b"}),
        (Run, {"text": "a", "href": 'https://a.no/"'}),
        (Run, {"text": "a", "href": "https://a.no\n"}),
        (Run, {"text": "a", "italic": True}),
        (Heading, {"level": 3, "runs": ()}),
        (ListBlock, {"ordered": True, "items": ()}),
        (ListBlock, {"ordered": True, "start": -1, "items": ({"runs": ()},)}),
        (ListBlock, {"ordered": True, "start": 10_000, "items": ({"runs": ()},)}),
        (FigureRef, {"sha256": "A" * 64}),
        (FigureRef, {"sha256": "a" * 63}),
        (FigureRef, {"sha256": "a" * 64 + "\n"}),
        (Paragraph, {"kind": "heading", "runs": ()}),
    ],
)
def test_a_node_refuses_what_the_subset_has_not(node, values):
    with pytest.raises(ValidationError):
        node.model_validate(values)


def test_a_list_has_two_levels_at_most():
    third = ListBlock(ordered=False, items=(ListItem(runs=()),))
    second = ListBlock(ordered=False, items=(ListItem(runs=(), sublist=third),))
    with pytest.raises(ValidationError, match="to nivåer"):
        ListItem(runs=(), sublist=second)
