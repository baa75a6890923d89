"""What each kind of HTML becomes: the closed subset, in its one spelling."""

import pytest

from plans.richtext import normalise

SHA = "0123456789abcdef" * 4
FIGURE = f'<figure data-sha256="{SHA}"></figure>'


def case(name: str, html: str, expected: str):
    return pytest.param(html, expected, id=name)


TEXT = [
    case("nothing", "", ""),
    case("white space", " \n\t&nbsp; ", ""),
    case("loose text", "Folk flytter hit", "<p>Folk flytter hit</p>"),
    case("loose text beside a paragraph", "a<p>b</p>c", "<p>a</p><p>b</p><p>c</p>"),
    case("empty blocks", "<p></p><p>&nbsp;</p><h3> </h3><ul><li></li></ul><div><br></div><p>a</p>", "<p>a</p>"),
    case("white space in the source", "<p>\n  en\n  to  <b> tre</b></p>\n", "<p>en to <strong>tre</strong></p>"),
    case("no-break spaces stay", "<p>1\u00a0800\u202f000&nbsp;kr</p>", "<p>1\u00a0800\u202f000\u00a0kr</p>"),
    case("quotation marks stay as typed", "<p>\"a\" 'b' «c»</p>", "<p>\"a\" 'b' «c»</p>"),
    case("entities", "<p>&aring; &amp; &lt;b&gt; &#150; 1 < 2</p>", "<p>å &amp; &lt;b&gt; – 1 &lt; 2</p>"),
    case("div", "<div>a<div>b</div></div>", "<p>a</p><p>b</p>"),
    case(
        "line break in a paragraph", "<p>Storgata 1<br>7890 Namsskogan</p>", "<p>Storgata 1</p><p>7890 Namsskogan</p>"
    ),
    case("line break in a heading", "<h3>a<br>b</h3>", "<h3>a b</h3>"),
    case(
        "quotation, definitions, rule", "<blockquote>a</blockquote><dl><dt>b<dd>c</dl><hr>", "<p>a</p><p>b</p><p>c</p>"
    ),
    case("left open", "<p>a<p><b>b", "<p>a</p><p><strong>b</strong></p>"),
    case("unknown element", "<st1:place>Lierne</st1:place> <x-y>kommune</x-y>", "<p>Lierne kommune</p>"),
    case("encoding named in the text", "<meta charset=windows-1252><p>æøå ŋ</p>", "<p>æøå ŋ</p>"),
]

INLINE = [
    case("b", "<p>a <b>b</b> c</p>", "<p>a <strong>b</strong> c</p>"),
    case("italic and underlined text is kept", "<p><i>a</i> <em>b</em> <u>c</u> <span>d</span></p>", "<p>a b c d</p>"),
    case("neighbours join", "<p><b>a</b><strong>b</strong></p>", "<p><strong>ab</strong></p>"),
    case("bold in bold", "<p><b>a<strong>b</strong></b></p>", "<p><strong>ab</strong></p>"),
    case(
        "space at the edge of bold",
        "<p><b>Mål </b>og<b> tiltak</b></p>",
        "<p><strong>Mål</strong> og <strong>tiltak</strong></p>",
    ),
    case("bold space", "<p>a<b> </b>b</p>", "<p>a b</p>"),
    case(
        "bold around blocks", "<strong><p>a</p><p>b</p></strong>", "<p><strong>a</strong></p><p><strong>b</strong></p>"
    ),
    case("bold as style", '<p><span style="font-weight:700">a</span></p>', "<p><strong>a</strong></p>"),
    case("b that is not bold", '<b style="font-weight: normal"><p>a</p></b>', "<p>a</p>"),
    case("raised digits", "<p>10<sup>6</sup> m<sup>2</sup>, CO<sub>2</sub></p>", "<p>10⁶ m², CO2</p>"),
    case("deleted text", "<p>a <del>b</del><ins>c</ins></p>", "<p>a c</p>"),
    case(
        "link",
        '<p><a href="https://a.no/?b=1&amp;c=2" target=_blank rel=x>a</a></p>',
        '<p><a href="https://a.no/?b=1&amp;c=2">a</a></p>',
    ),
    case("mail", '<a href="mailto:post@a.no">a</a>', '<p><a href="mailto:post@a.no">a</a></p>'),
    case(
        "link in capitals and spaces", "<a href=' HTTP://a.no/b c '>a</a>", '<p><a href="http://a.no/b%20c">a</a></p>'
    ),
    case(
        "link with quotation mark",
        "<a href='https://a.no/\"onclick=x'>a</a>",
        '<p><a href="https://a.no/%22onclick=x">a</a></p>',
    ),
    case(
        "bold in a link",
        '<a href="https://a.no">a <b>b</b></a>',
        '<p><a href="https://a.no">a <strong>b</strong></a></p>',
    ),
    case("link around blocks", '<a href="https://a.no"><p>a</p></a>', '<p><a href="https://a.no">a</a></p>'),
    case("link within a site", '<p><a href="/plan">a</a> <a href="#b">b</a> <a name="c">c</a></p>', "<p>a b c</p>"),
    case("link without a place", '<p><a href="https://">a</a> <a href="mailto:">b</a></p>', "<p>a b</p>"),
    case("link around a picture", '<a href="https://a.no"><img src=x></a>', ""),
]

HEADINGS = [
    case("our own", "<h3>a</h3><h4>b</h4>", "<h3>a</h3><h4>b</h4>"),
    case("second level alone", "<h4>a</h4>", "<h4>a</h4>"),
    case("a document's", "<h1>a</h1><h2>b</h2><h3>c</h3>", "<h3>a</h3><h4>b</h4><h4>c</h4>"),
    case("a page's", "<h2>a</h2><h3>b</h3>", "<h3>a</h3><h4>b</h4>"),
    case("an empty one does not count", "<h1>&nbsp;</h1><h3>a</h3>", "<h3>a</h3>"),
    case("bold", "<h3><b>a</b></h3>", "<h3>a</h3>"),
]

LISTS = [
    case(
        "paragraphs in items", "<ul><li><p>a</p></li><li><p>b</p><p>c</p></li></ul>", "<ul><li>a</li><li>b c</li></ul>"
    ),
    case("two levels", "<ul><li>a<ol><li>b</ol><li>c</ul>", "<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>"),
    case("list beside its item", "<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
    case(
        "three levels",
        "<ul><li>a<ul><li>b<ol><li>c<ul><li>d</ul></ol><li>e</ul></ul>",
        "<ul><li>a<ul><li>b</li><li>c</li><li>d</li><li>e</li></ul></li></ul>",
    ),
    case("only a deep list", "<ul><li><ul><li>a</ul></ul>", "<ul><li>a</li></ul>"),
    case(
        "text after the inner list", "<ul><li>a<ul><li>b</ul>c</ul>", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"
    ),
    case("bullets joined", "<ul><li>a</ul><ul><li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
    case("numbers that go on", "<ol><li>a</ol><ol start=2><li>b</ol>", "<ol><li>a</li><li>b</li></ol>"),
    case("numbers that begin again", "<ol><li>a</ol><ol><li>b</ol>", "<ol><li>a</li></ol><ol><li>b</li></ol>"),
    case("start", '<ol start="4"><li>a</ol>', '<ol start="4"><li>a</li></ol>'),
    case(
        "start that is no number",
        '<ol start="-4"><li>a</ol><p>b<ol start=123456><li>c</ol>',
        "<ol><li>a</li></ol><p>b</p><ol><li>c</li></ol>",
    ),
    case("an item without a list", "<li>a</li>", "<ul><li>a</li></ul>"),
    case("heading in an item", "<ul><li><h3>a</h3>b</ul>", "<ul><li>a b</li></ul>"),
    case(
        "figure between items",
        f"<ol><li>a{FIGURE}</li><li>b</li></ol>",
        f'<ol><li>a</li></ol>{FIGURE}<ol start="2"><li>b</li></ol>',
    ),
    case("an empty item is not counted", "<ol><li>a<li>•<li>b</ol>", "<ol><li>a</li><li>b</li></ol>"),
]

TABLES = [
    case(
        "with heading row",
        "<table><tr><th>a<th><b>b</b></tr><tr><td>c<td>d</table>",
        "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>c</td><td>d</td></tr></tbody></table>",
    ),
    case(
        "thead with ordinary cells",
        "<table><thead><tr><td>a</thead><tbody><tr><td>b</table>",
        "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>",
    ),
    case("without", "<table><tr><td>a</table>", "<table><tbody><tr><td>a</td></tr></tbody></table>"),
    case("heading row alone", "<table><tr><th>a</table>", "<table><thead><tr><th>a</th></tr></thead></table>"),
    case(
        "heading in a row's first cell",
        "<table><tr><th>a<td>b</table>",
        "<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>",
    ),
    case(
        "rows of different width",
        "<table><tr><td>a<td>b<tr><td>c</table>",
        "<table><tbody><tr><td>a</td><td>b</td></tr><tr><td>c</td><td></td></tr></tbody></table>",
    ),
    case(
        "cells over columns and rows",
        "<table><tr><td colspan=2>a<td rowspan=2>b<tr><td>c<td>d</table>",
        "<table><tbody><tr><td>a</td><td></td><td>b</td></tr><tr><td>c</td><td>d</td><td></td></tr></tbody></table>",
    ),
    case(
        "blocks in a cell",
        "<table><tr><td><p>a</p><p>b</p><ul><li>c</ul><h3>d</h3>e<br>f</table>",
        "<table><tbody><tr><td>a b c d e f</td></tr></tbody></table>",
    ),
    case(
        "a table in a cell",
        "<table><tr><td>a<table><tr><td>b<td>c</table></table>",
        "<table><tbody><tr><td>a b c</td></tr></tbody></table>",
    ),
    case(
        "caption",
        "<table><caption>a</caption><tr><td>b</table>",
        "<p>a</p><table><tbody><tr><td>b</td></tr></tbody></table>",
    ),
    case(
        "figure in a cell",
        f"<table><tr><td>a{FIGURE}</table>",
        f"<table><tbody><tr><td>a</td></tr></tbody></table>{FIGURE}",
    ),
    case("empty", "<table><tr><td> </td></tr></table>", ""),
    case(
        "in a paragraph",
        "<p>a<table><tr><td>b</table>c",
        "<p>a</p><table><tbody><tr><td>b</td></tr></tbody></table><p>c</p>",
    ),
    case("rows without a table", "<tr><td>a</td><td>b</td></tr>", "<p>a</p><p>b</p>"),
]

FIGURES = [
    case("reference", FIGURE, FIGURE),
    case("capitals", f'<figure data-sha256="{SHA.upper()}" class=x></figure>', FIGURE),
    case(
        "what the plan's figure holds itself",
        f'<figure data-sha256="{SHA}"><img src=x><figcaption>a</figcaption></figure>',
        FIGURE,
    ),
    case("in a paragraph", f"<p>a{FIGURE}b</p>", f"<p>a</p>{FIGURE}<p>b</p>"),
    case("from elsewhere", "<figure><img src=x><figcaption>a</figcaption></figure>", "<p>a</p>"),
    case("too short", '<figure data-sha256="abc">a</figure>', "<p>a</p>"),
]


@pytest.mark.parametrize(("html", "expected"), [*TEXT, *INLINE, *HEADINGS, *LISTS, *TABLES, *FIGURES])
def test_html_becomes_the_subset(html, expected):
    assert normalise(html) == expected
    assert normalise(expected) == expected
