"""Input made to run something, to be taken for something else, or to wear the reader out."""

import pytest
from lxml import etree

from plans.richtext import (
    MAX_CHARACTERS,
    MAX_COLUMNS,
    MAX_DEPTH,
    MAX_LINES,
    RichTextError,
    from_plain,
    normalise,
    parse,
)
from plans.richtext.characters import composed


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("a<script>alert(1)</script>b", "<p>ab</p>"),
        ("<style>p{}</style><p onclick=alert(1) style='x' class='y'>a</p>", "<p>a</p>"),
        ("<img src=x onerror=alert(1)>a", "<p>a</p>"),
        ("<svg onload=alert(1)><script>x</script><p>a</p></svg>", ""),
        ("<math><mtext><img src=x onerror=alert(1)></mtext></math>a", "<p>a</p>"),
        ("<iframe src=x>a</iframe><object>b</object><embed src=x>c", "<p>c</p>"),
        ("<!-- a -->b<!--[if mso]><p>c</p><![endif]--><![CDATA[d]]><?e?>", "<p>b</p>"),
        ("<noscript><p title='</noscript><img src=x onerror=alert(1)>'>a", ""),
        ("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("<p>&amp;lt;b&amp;gt;</p>", "<p>&amp;lt;b&amp;gt;</p>"),
        ("<p style='display:none'>a</p><p hidden>b</p><span style='mso-hide:all'>c</span>d", "<p>d</p>"),
        ("<form action=x><input name=a><button>b</button><textarea>c</textarea></form>", "<p>b</p><p>c</p>"),
        ("<base href=https://x.no><link rel=stylesheet href=x>a", "<p>a</p>"),
    ],
)
def test_nothing_but_text_is_left(html, expected):
    assert normalise(html) == expected


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "java&#10;script:alert(1)",
        "&#106;avascript:alert(1)",
        "\u200bjavascript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "javascript://x.no/%0aalert(1)",
        "ftp://x.no/a",
        "file:///etc/passwd",
        "//x.no",
        "/a",
        "https:x.no",
        "https:///",
        "http://[::1",
        "https://" + "a" * 2000,
        "",
    ],
)
def test_a_link_that_may_not_be_followed_is_text(address):
    assert normalise(f'<p><a href="{address}">a</a></p>') == "<p>a</p>"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("ht\ntps://x.no", "https://x.no"),
        ("https://x.no/'><script>", "https://x.no/&#x27;%3E%3Cscript%3E"),
        ("https://x.no/\u1fef", "https://x.no/%60"),
        ("https://x.no/[a]{b}|\\", "https://x.no/%5Ba%5D%7Bb%7D%7C%5C"),
        ("https://x.no/\u202eæøå", "https://x.no/æøå"),
    ],
)
def test_an_address_cannot_leave_its_attribute(address, expected):
    written = normalise(f'<p><a href="{address}">a</a></p>')
    assert written == f'<p><a href="{expected}">a</a></p>'
    assert normalise(written) == written


class _Unused:
    def __init__(self, **_options: object) -> None:
        raise AssertionError("the parser was started")


@pytest.mark.parametrize("read", [normalise, parse, from_plain])
def test_a_megabyte_is_refused_before_anything_is_read(read, monkeypatch):
    monkeypatch.setattr(etree, "HTMLParser", _Unused)
    with pytest.raises(RichTextError, match=r"^Teksten er for lang: 1\u00a0048\u00a0575 tegn.*høyst 200\u00a0000\."):
        read("<div>" * 209_715)


def test_a_text_as_long_as_allowed_is_read():
    longest = "a" * (MAX_CHARACTERS - len("<p></p>"))
    assert normalise(longest) == f"<p>{longest}</p>"
    with pytest.raises(RichTextError, match="for lang"):
        normalise(longest + "a")


def test_a_text_that_grows_over_the_limit_is_refused():
    with pytest.raises(RichTextError, match="for lang"):
        normalise("<p>" + "& " * (MAX_CHARACTERS // 4))
    with pytest.raises(RichTextError, match="for lang"):
        from_plain("& " * (MAX_CHARACTERS // 4))


@pytest.mark.parametrize("tag", ["div", "b", "span", "blockquote", "table><tr><td", "ul><li", "strong", "x-y"])
def test_deep_nesting_is_refused(tag):
    with pytest.raises(RichTextError, match=f"mer enn {MAX_DEPTH} lag"):
        normalise(f"<{tag}>" * 10_000)


def test_deep_nesting_is_refused_at_the_first_piece(monkeypatch):
    fed = []
    html_parser = etree.HTMLParser

    class Counting:
        def __init__(self, **options):
            self.parser = html_parser(**options)

        def feed(self, piece):
            fed.append(piece)
            self.parser.feed(piece)

    monkeypatch.setattr(etree, "HTMLParser", Counting)
    with pytest.raises(RichTextError):
        normalise("<b></i>" * 28_000)
    assert sum(map(len, fed)) < 10_000


def test_nesting_as_deep_as_allowed_is_read():
    assert normalise("<div>" * MAX_DEPTH + "a") == "<p>a</p>"
    with pytest.raises(RichTextError):
        normalise("<div>" * (MAX_DEPTH + 1) + "a")


@pytest.mark.parametrize(
    "html",
    [
        "<p>a" * (MAX_LINES + 1),
        "<ul>" + "<li>a" * (MAX_LINES + 1),
        "<table>" + "<tr><td>a" * (MAX_LINES + 1),
        "<table><tr><td>a<td>b</table>" * (MAX_LINES // 2 + 1),
        "<table>" + "<tr><td colspan=40>a" * (MAX_LINES // 40 + 1),
    ],
)
def test_too_many_lines_are_refused(html):
    with pytest.raises(RichTextError, match=r"flere enn 10\u00a0000 avsnitt, punkter og celler"):
        normalise(html)


def test_too_many_typed_lines_are_refused():
    with pytest.raises(RichTextError, match="flere enn"):
        from_plain("- a\n" * (MAX_LINES + 1))


def test_a_wide_table_is_refused():
    wide = "<table><tr>" + "<td>a" * MAX_COLUMNS
    assert normalise(wide).count("<td>") == MAX_COLUMNS
    for html in (wide + "<td>a", "<table><tr><td colspan=99999>a", "<table><tr><td>a<td colspan=40>b"):
        with pytest.raises(RichTextError, match=f"flere enn {MAX_COLUMNS} kolonner"):
            normalise(html)


def test_a_cell_over_more_rows_than_there_are_makes_none():
    assert normalise("<table><tr><td rowspan=99999>a<td>b") == (
        "<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>"
    )


def test_a_letter_carries_only_so_many_marks():
    # Sorting a hundred thousand marks, as NFC does, would take minutes.
    drawn = normalise("<p>x" + "\u0315\u0300" * 99_000)
    assert drawn == "<p>x" + "\u0300" * 4 + "\u0315" * 4 + "</p>"
    # One mark that is two when it is sorted.
    assert composed("x" + "\u0344" * 9) == "ẍ" + "\u0301\u0308" * 4


@pytest.mark.parametrize(
    "html", ["<", "</", "<a", "<a href='", "<!--", "<![CDATA[", "&", "&#", "&#x110000;", "<p", "]]>"]
)
def test_a_broken_text_is_read(html):
    assert normalise(normalise(html)) == normalise(html)
