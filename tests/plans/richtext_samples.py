"""What the tests of rich text are tried on: text and HTML made at random, out of the pieces that have meaning."""

from hypothesis import strategies as st

SHA = "0123456789abcdef" * 4

# Ordinary text, with everything that is a mark, an entity or a trap somewhere.
_ORDINARY = "a b å Ø ŋ é 1 17 1. 2. 17. 1) mai 2025 - – -- o § • · ** * *** # ## [ ] ( ) < > & \" ' « » 😀 🇳🇴"
_HTML = "&amp; &lt; &nbsp; &#0; &#xF0B7; &#150;"
_LINKS = "[a](https://x.no) (https://x.no/(a)) [b](javascript:x) \\ \\* \\\\"
_ODD = (
    "e\u0301 \u0301 \u00a0 \u202f \u2009 \u00a0\u00a0 \ufeff \u200b \u00ad \uf0b7 \uf0e0 \u0387 \u2000 \x00 \x0b \x1f "
    "\x85 \u2028 \ufffe o\t"
)
PIECES = [piece for pieces in (_ORDINARY, _HTML, _LINKS, _ODD) for piece in pieces.split(" ")]
text = st.lists(
    st.sampled_from([*PIECES, " ", "  ", "\t", "\n", "\n\n", "\r\n", "\n- ", "\n  - ", "\n1. ", "\n# "])
).map("".join)
words = st.lists(st.sampled_from([*PIECES, " "]), max_size=6).map("".join)

_TAGS = """
    p div span b strong i em u sup sub a h1 h2 h3 h4 h6 ul ol li table thead tbody tr td th caption figure figcaption
    blockquote pre br hr script style o:p dl dt dd body html form textarea svg del
"""
TAGS = _TAGS.split()
ATTRIBUTES = (
    f' data-sha256="{SHA}"',
    ' href="https://x.no/?a=1&b=2"',
    ' href="https://x.no/(a)"',
    ' href="javascript:alert(1)"',
    ' href="mailto:post@x.no"',
    ' start="4"',
    ' colspan="2"',
    ' rowspan="3"',
    ' style="mso-list:l0 level2 lfo1"',
    ' style="mso-list:l0 level1 lfo1"',
    ' style="mso-list:Ignore"',
    ' style="font-weight:normal"',
    ' style="font-weight:700"',
    " onclick=alert(1)",
    " hidden",
)
_tag = st.tuples(st.sampled_from(TAGS), st.sampled_from(["", "", *ATTRIBUTES])).map(lambda tag: f"<{tag[0]}{tag[1]}>")
_end = st.sampled_from(TAGS).map(lambda tag: f"</{tag}>")
# Tags in any order: unclosed, closed twice, closed crosswise.
tag_soup = st.lists(st.one_of(words, _tag, _end, st.sampled_from(["<", "<!--", "-->", "<![if !x]>", "<!"]))).map(
    "".join
)


def _element(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    parts = st.tuples(st.sampled_from(TAGS), st.sampled_from(["", "", *ATTRIBUTES]), st.lists(inside, max_size=4))
    return parts.map(lambda part: f"<{part[0]}{part[1]}>{''.join(part[2])}</{part[0]}>")


# Elements properly inside one another, so that lists and tables come out as such.
nested_html = st.lists(st.recursive(words, _element, max_leaves=15), max_size=4).map("".join)
any_html = st.one_of(tag_soup, nested_html)
