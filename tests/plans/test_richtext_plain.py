"""Text typed without an editor, and back."""

import pytest

from plans.richtext import from_plain, normalise, to_plain, unknown_figures

SHA = "0123456789abcdef" * 4

# Typed text, its normal form, and how the normal form is typed back where that differs.
TYPED = [
    ("", "", None),
    (" \n\n ", "", ""),
    ("a\nb\r\nc\n\nd", "<p>a b c</p><p>d</p>", "a b c\n\nd"),
    ("<b>a</b> & b", "<p>&lt;b&gt;a&lt;/b&gt; &amp; b</p>", None),
    ("# a\n## b\nc", "<h3>a</h3><h4>b</h4><p>c</p>", "# a\n\n## b\n\nc"),
    ("- a\n- b", "<ul><li>a</li><li>b</li></ul>", None),
    ("a\n- b\nc\n\nd", "<p>a</p><ul><li>b c</li></ul><p>d</p>", "a\n\n- b c\n\nd"),
    ("- a\n  - b\n  - c\n- d", "<ul><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ul>", None),
    ("- a\n    - b\n\t- c", "<ul><li>a<ul><li>b</li><li>c</li></ul></li></ul>", "- a\n  - b\n  - c"),
    ("- a\n\n- b", "<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
    ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>", None),
    ("1. a\n1. b\n1. c", "<ol><li>a</li><li>b</li><li>c</li></ol>", "1. a\n2. b\n3. c"),
    ("1. a\n\n2. b", "<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
    ("1. a\n\n1. b", "<ol><li>a</li></ol><ol><li>b</li></ol>", None),
    ("1. a\n\nb\n\n2. c", '<ol><li>a</li></ol><p>b</p><ol start="2"><li>c</li></ol>', "1. a\n\nb\n\n2) c"),
    ("1. a\n  - b\n  - c\n2. d", "<ol><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ol>", None),
    ("- a\n  1. b\n  2. c\n- d", "<ul><li>a<ol><li>b</li><li>c</li></ol></li><li>d</li></ul>", None),
    ("4) a\n5) b", '<ol start="4"><li>a</li><li>b</li></ol>', None),
    ("- a\n\n1. b", "<ul><li>a</li></ul><ol><li>b</li></ol>", None),
    ("• a\n\uf0b7\tb", "<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
    ("•\ta\no\tb", "<ul><li>a<ul><li>b</li></ul></li></ul>", "- a\n  - b"),
    ("a **b** c", "<p>a <strong>b</strong> c</p>", None),
    ("[a](https://b.no) c", '<p><a href="https://b.no">a</a> c</p>', None),
    ("[a](<https://b.no/(c)>)", '<p><a href="https://b.no/(c)">a</a></p>', None),
    ("**a [b](https://b.no)**", '<p><strong>a </strong><a href="https://b.no"><strong>b</strong></a></p>', None),
    ("# **a**", "<h3>a</h3>", "# a"),
]


@pytest.mark.parametrize(("typed", "html", "back"), TYPED)
def test_marks_become_markup_and_markup_marks(typed, html, back):
    assert from_plain(typed) == html
    assert normalise(html) == html
    assert to_plain(html) == (typed if back is None else back)


@pytest.mark.parametrize(
    "line",
    [
        "17. mai feirer vi",
        "1. januar 2025",
        "1.  mars",
        "2. plass i 2024",
        "2024. Et godt år",
        "-a",
        "-",
        "– a",
        "#a",
        "###  a",
        "1.a",
        "1.",
        "2 * 3 ** 4 ** 5",
        "2 ** 3** 4",
        "2 **3 ** 4",
        "** se under",
        "**",
        "****",
        "***a***",
        "a**b",
        "[1] a [b] (c)",
        "[a](javascript:alert(1))",
        "[a](/b)",
        r"C:\plan\2025",
        r"\\server\felles",
        r"a\b",
        "a_b_c `d` ~e~ > f",
        "\"a\" 'b'",
    ],
)
def test_what_only_resembles_a_mark_is_text(line):
    html = from_plain(line)
    assert html.startswith("<p>")
    assert html.endswith("</p>")
    assert "<strong>" not in html
    assert from_plain(str(to_plain(html))) == html


@pytest.mark.parametrize(
    ("html", "typed"),
    [
        ("<p>- a</p>", r"\- a"),
        ("<p># a</p>", r"\# a"),
        ("<p>1. plass</p>", r"1\. plass"),
        ("<p>4) a</p>", r"4\) a"),
        ("<p>2. plass</p>", "2. plass"),
        ("<ol><li>a</li></ol><p>2. plass</p>", "1. a\n\n2\\. plass"),
        ("<p>1. mai</p>", "1. mai"),
        ("<ol><li>mai</li></ol>", "1) mai"),
        ("<p>**a**</p>", r"\*\*a\*\*"),
        ("<p>[a](https://b.no)</p>", r"\[a\](https://b.no)"),
        (r"<p>a\*b</p>", r"a\\\*b"),
        ("<p><strong>*a</strong></p>", r"**\*a**"),
        ("<ul><li>- a</li></ul>", "- - a"),
    ],
)
def test_text_that_would_be_a_mark_is_escaped(html, typed):
    assert to_plain(html) == typed
    assert from_plain(typed) == html


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><td>a</table>",
        f'<p>a</p><figure data-sha256="{SHA}"></figure>',
        "<ul><li>a<table><tr><td>b</table></ul>",
    ],
)
def test_what_cannot_be_typed_is_not_offered_as_text(html):
    assert to_plain(html) is None


OTHER = SHA[:8] + "0" * 56
FIGURE = f'<figure data-sha256="{SHA}"></figure>'


@pytest.mark.parametrize(
    ("html", "figures", "typed"),
    [
        (f"<p>a</p>{FIGURE}<p>b</p>", [SHA], f"a\n\n[figur {SHA[:8]}]\n\nb"),
        (FIGURE, [SHA, OTHER], f"[figur {SHA[:9]}]"),
        (f"<ul><li>a</li></ul>{FIGURE}<ul><li>b</li></ul>", [SHA], f"- a\n\n[figur {SHA[:8]}]\n\n- b"),
        (f'<ol><li>a</li></ol>{FIGURE}<ol start="2"><li>b</li></ol>', [SHA], f"1. a\n\n[figur {SHA[:8]}]\n\n2) b"),
    ],
)
def test_a_figure_of_the_plan_is_a_line_of_its_own(html, figures, typed):
    assert to_plain(html, figures) == typed
    assert from_plain(typed, figures) == html


def test_a_figure_ends_the_paragraph_it_is_typed_in():
    assert from_plain(f"a\n[figur {SHA}]\nb", [SHA]) == f"<p>a</p>{FIGURE}<p>b</p>"


@pytest.mark.parametrize("line", [f"[figur {SHA[:7]}]", f"[figur {SHA[:8]}] og tekst", f"[figur {OTHER}]", "[figur 1]"])
def test_what_names_no_figure_of_the_plan_is_text(line):
    assert from_plain(line, [SHA]) == f"<p>{line}</p>"
    again = to_plain(f"<p>{line}</p>", [SHA, OTHER])
    assert again is not None
    assert from_plain(again, [SHA, OTHER]) == f"<p>{line}</p>"


def test_a_mark_that_fits_two_figures_names_none_of_them():
    line = f"[figur {SHA[:8]}]"
    assert from_plain(line, [SHA, OTHER]) == f"<p>{line}</p>"
    assert unknown_figures(f"a\n {line}\n[figur {SHA}]", [SHA, OTHER]) == [line]


def test_text_that_looks_like_a_mark_stays_text():
    html = f"<p>[figur {SHA[:8]}]</p>"
    assert to_plain(html, [SHA]) == f"\\[figur {SHA[:8]}]"
    assert from_plain(f"\\[figur {SHA[:8]}]", [SHA]) == html
