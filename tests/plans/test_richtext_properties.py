"""What holds for every text, however it was made."""

import unicodedata
from html import escape
from urllib.parse import urlsplit

from hypothesis import given, settings
from hypothesis import strategies as st

from plans.richtext import ListBlock, Run, from_plain, normalise, parse, plain_text, to_html, to_plain
from tests.plans.richtext_samples import any_html, text, words

# How long an example takes says more about the machine than about the text.
ANY_TIME = settings(deadline=None)
LETTERS = st.characters(categories=("L", "N", "P", "S"), exclude_characters="•·▪▫◦‣●○■□◆❖➢✓")
ORDINARY = st.lists(st.text(LETTERS, min_size=1), min_size=1).map(
    lambda found: unicodedata.normalize("NFC", " ".join(found))
)


@ANY_TIME
@given(any_html)
def test_the_normal_form_comes_back_unchanged(html):
    once = normalise(html)
    assert normalise(once) == once


@ANY_TIME
@given(any_html)
def test_the_tree_and_the_normal_form_say_the_same(html):
    tree = parse(html)
    assert to_html(tree) == normalise(html)
    assert parse(to_html(tree)) == tree


@ANY_TIME
@given(ORDINARY)
def test_ordinary_text_is_not_changed(line):
    assert plain_text(parse(escape(line))) == line
    assert normalise(escape(line)) == f"<p>{escape(line, quote=False)}</p>"


@ANY_TIME
@given(st.text())
def test_any_text_is_read(any_text):
    assert to_html(parse(any_text)) == normalise(any_text)
    assert normalise(from_plain(any_text)) == from_plain(any_text)


@ANY_TIME
@given(any_html)
def test_nothing_but_the_subset_comes_out(html):
    for block in parse(html):
        lists = [block] if isinstance(block, ListBlock) else []
        assert not any(
            sub.sublist for found in lists for item in found.items if item.sublist for sub in item.sublist.items
        )
    for run in runs(parse(html)):
        assert run.text
        assert urlsplit(run.href).scheme in ("", "https", "http", "mailto")
        assert not any(unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs") for character in run.text)


@ANY_TIME
@given(any_html)
def test_what_can_be_typed_comes_back_the_same(html):
    typed = to_plain(html)
    has_more = any(block.kind in ("table", "figure") for block in parse(html))
    assert (typed is None) == has_more
    if typed is not None:
        assert from_plain(typed) == normalise(html)


@ANY_TIME
@given(text)
def test_typed_text_settles_at_once(typed):
    html = from_plain(typed)
    again = to_plain(html)
    assert again is not None
    assert normalise(html) == html
    assert from_plain(again) == html
    assert to_plain(from_plain(again)) == again


@ANY_TIME
@given(words)
def test_a_bold_line_reads_as_a_plain_one(line):
    assert plain_text(parse(f"<p><b>{line}</b></p>")) == plain_text(parse(f"<p>{line}</p>"))


def runs(node: object) -> list[Run]:
    """Return every run below a node, wherever it stands."""
    if isinstance(node, Run):
        return [node]
    inside = node if isinstance(node, tuple) else vars(node).values() if hasattr(node, "__dict__") else ()
    return [run for child in inside for run in runs(child)]
