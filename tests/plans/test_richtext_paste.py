"""What is pasted from Word, from the web and from other writing programs."""

import pytest

from plans.richtext import normalise

WORD_LISTS = """
<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Microsoft Word 15">
<style><!-- @list l0 {mso-list-id:1;} p.MsoNormal {margin:0cm} --></style>
<!--[if gte mso 9]><xml><w:View/></xml><![endif]-->
</head><body lang=NO-BOK><!--StartFragment-->
<h2><![if !supportLists]><span style='mso-list:Ignore'>2<span
style='font:7pt'>&nbsp;&nbsp; </span></span><![endif]>Bolig<o:p></o:p></h2>
<p class=MsoNormal><b><span lang=NO-BOK>Tre ting er </span></b><span>viktigst&nbsp;nå:<o:p></o:p></span></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;
</span></span></span><![endif]>Flere boliger<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='font-family:"Courier New"'><span style='mso-list:Ignore'>o<span
>&nbsp;&nbsp; </span></span></span><![endif]>til leie</p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level3 lfo1'><![if !supportLists]><span
style='font-family:Wingdings'><span style='mso-list:Ignore'>§<span
>&nbsp;&nbsp; </span></span></span><![endif]>for unge</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span
style='mso-list:Ignore'>·<span>&nbsp; </span></span>Kortere kø</p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span
style='mso-list:Ignore'>3.<span>&nbsp; </span></span>Planlegge</p>
<p class=MsoListParagraph style='mso-list:l1 level2 lfo2'><span
style='mso-list:Ignore'>a)<span>&nbsp; </span></span>med naboer</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span
style='mso-list:Ignore'>4.<span>&nbsp; </span></span>Bygge</p>
<table class=MsoTableGrid><tr><td><p class=MsoNormal>År<o:p></o:p></p></td><td><p
class=MsoNormal><b>Kroner</b></p></td></tr></table>
<!--EndFragment--></body></html>
"""


def test_a_document_from_word_keeps_its_headings_lists_and_tables():
    assert normalise(WORD_LISTS) == (
        "<h3>Bolig</h3>"
        "<p><strong>Tre ting er</strong> viktigst\u00a0nå:</p>"
        "<ul><li>Flere boliger<ul><li>til leie</li><li>for unge</li></ul></li><li>Kortere kø</li></ul>"
        '<ol start="3"><li>Planlegge<ol><li>med naboer</li></ol></li><li>Bygge</li></ol>'
        "<table><tbody><tr><td>År</td><td><strong>Kroner</strong></td></tr></tbody></table>"
    )


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>\uf0b7 a</p><p>\uf0b7\tb</p>", "<ul><li>a</li><li>b</li></ul>"),
        ("<p>&#xF0B7;a<br>&#xF0A7;b</p>", "<ul><li>a</li><li>b</li></ul>"),
        ("<p><span>\uf0b7</span><b>a</b></p>", "<ul><li><strong>a</strong></li></ul>"),
        ("<p>• a</p><p>·&nbsp; b</p>", "<ul><li>a</li><li>b</li></ul>"),
        ("<ul><li>\uf0b7 a</li><li>• b</li></ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<p>• a</p><p>o&nbsp;&nbsp; b</p><p>§&nbsp;&nbsp; c</p>", "<ul><li>a<ul><li>b</li><li>c</li></ul></li></ul>"),
        ("<p>1.&nbsp;&nbsp;&nbsp; a</p><p>2.&nbsp;&nbsp;&nbsp; b</p>", "<ol><li>a</li><li>b</li></ol>"),
        ("<h3>\uf0b7 a</h3>", "<h3>a</h3>"),
        ("<p>a \uf0b7 b\uf0b7</p>", "<p>a b</p>"),
        ("<p>bolig \uf0e0 arbeid</p>", "<p>bolig → arbeid</p>"),
        ("<p>\uf0b7</p>", ""),
    ],
)
def test_bullets_that_are_only_characters_become_lists(html, expected):
    assert normalise(html) == expected


@pytest.mark.parametrize(
    "line",
    [
        "- a",
        "– Vi gleder oss, sier hun.",
        "1. januar 2025",
        "17. mai",
        "o store dag",
        "§ 5 i loven",
        "§\u00a05",
        "1.\u00a0januar",
        "A·B",
        "•a",
        "2 · 3",
    ],
)
def test_a_line_that_may_be_meant_as_it_stands_is_left_alone(line):
    assert normalise(f"<p>{line}</p>") == f"<p>{line}</p>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\ufeffa\u200bb\u00adc\u2060d\u200ee\u202ef", "abcdef"),
        ("a\x00b\x07c\x1fd\x7fe\x9ff", "abcdef"),
        ("a&#xFEFF;b&#x200B;c&#x1F;d", "abcd"),
        ("a\ufffeb\uffffc\U0001ffffd\ud800e", "abcde"),
        ("a\x0bb\x0cc\u2028d\u2029e\x85f", "a b c d e f"),
        ("e\u0301 A\u030a", "é Å"),
        ("e<i>\u0301</i>", "é"),
        ("a\ufffc\U000f0000b", "ab"),
        ("Sámi: ŋ đ ŧ ž č š", "Sámi: ŋ đ ŧ ž č š"),
        ("😀 ½ € – … «»", "😀 ½ € – … «»"),
    ],
)
def test_only_characters_of_ordinary_typography_are_left(text, expected):
    assert normalise(f"<p>{text}</p>") == f"<p>{expected}</p>"


def test_a_text_wrapped_as_google_docs_does_is_not_bold():
    pasted = (
        '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr">'
        '<span style="font-size:11pt;font-weight:400">Vi vil </span><span style="font-weight:700">vokse</span></p>'
        '<ul><li dir="ltr" aria-level="1"><p role="presentation"><span>a</span></p></li></ul></b><br>'
    )
    assert normalise(pasted) == "<p>Vi vil <strong>vokse</strong></p><ul><li>a</li></ul>"


WORD_ON_THE_WEB = """
<div class="OutlineElement Ltr SCXW1"><p class="Paragraph SCXW1" paraid="1" role="heading" aria-level="1"><span
class="TextRun SCXW1" lang="NB-NO"><span class="NormalTextRun SCXW1">Mål for </span></span><span class="TextRun"
style="font-weight:bold"><span class="NormalTextRun">2025</span></span><span class="EOP SCXW1">&nbsp;</span></p></div>
<div class="ListContainerWrapper SCXW1"><ul class="BulletListStyle1 SCXW1" role="list"><li class="OutlineElement"
role="listitem" data-listid="1" data-aria-posinset="1" data-aria-level="1"><p class="Paragraph"><span
class="TextRun"><span class="NormalTextRun">Bolig</span></span><span class="EOP">&nbsp;</span></p></li></ul></div>
<div class="ListContainerWrapper"><ul class="BulletListStyle2" role="list"><li role="listitem" data-aria-posinset="1"
data-aria-level="2" style="margin-left:72px"><p class="Paragraph"><span class="TextRun">til leie</span><span
class="EOP">&nbsp;</span></p></li></ul></div>
<div class="ListContainerWrapper"><ul class="BulletListStyle1" role="list"><li role="listitem" data-aria-posinset="2"
data-aria-level="1"><p class="Paragraph"><span class="TextRun">Arbeid</span><span class="EOP">&nbsp;</span></p></li>
</ul></div>
"""
EXCEL = """
<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style><!--td {mso-number-format:General}--></style></head>
<body><table border=0 cellpadding=0 width=128 style='border-collapse:collapse'><!--StartFragment-->
<col width=64 style='mso-width-source:userset'><col width=64>
<tr height=20><td height=20 class=xl65 style='font-weight:700'>Tiltak</td><td class=xl65>Beløp</td></tr>
<tr height=20><td height=20>Bolig</td><td align=right x:num="500000">500&nbsp;000</td></tr>
<!--EndFragment--></table></body></html>
"""


@pytest.mark.parametrize(
    ("pasted", "expected"),
    [
        pytest.param(
            WORD_ON_THE_WEB,
            "<p>Mål for <strong>2025</strong></p><ul><li>Bolig<ul><li>til leie</li></ul></li><li>Arbeid</li></ul>",
            id="Word on the web",
        ),
        pytest.param(
            EXCEL,
            "<table><tbody><tr><td><strong>Tiltak</strong></td><td>Beløp</td></tr>"
            "<tr><td>Bolig</td><td>500\u00a0000</td></tr></tbody></table>",
            id="Excel",
        ),
        pytest.param(
            '<p style="margin-bottom: 0cm"><font face="Liberation"><b>Mål</b></font></p><ol>\n\t<li><p>en</p></li>'
            "\n\t<li><p>to</p>\n\t<ul><li><p>under</p></li></ul></li></ol>",
            "<p><strong>Mål</strong></p><ol><li>en</li><li>to<ul><li>under</li></ul></li></ol>",
            id="LibreOffice",
        ),
        pytest.param(
            '<div class="WordSection1"><p class="MsoNormal">Hei<o:p></o:p></p><p class="Mso"><o:p>&nbsp;</o:p></p>'
            '<p class="MsoListParagraph" style="margin-left:0cm;mso-list:l0 level1 lfo1">Punkt<o:p></o:p></p></div>',
            "<p>Hei</p><ul><li>Punkt</li></ul>",
            id="Outlook",
        ),
        pytest.param(
            "<table class=MsoTableGrid border=1><thead><tr><td><p class=Mso><b>År</b></p></td></tr></thead><tr><td>"
            "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>a</p>"
            "<p class=MsoNormal>b</p></td></tr></table>",
            "<table><thead><tr><th>År</th></tr></thead><tbody><tr><td>a b</td></tr></tbody></table>",
            id="a list in a cell of Word's",
        ),
        pytest.param(
            "<p class=MsoNormal><span style='mso-bookmark:_Toc1'>A<a href='https://x.no'><span class=x>b</span>"
            "</a><ins cite='mailto:x'>c</ins></span><span style='display:none;mso-hide:all'>skjult</span>"
            "<a style='mso-comment-reference:x'></a><!--[if gte vml 1]><v:shape/><![endif]-->"
            "<img src='file:///C:/x.png'><sup>2</sup></p>",
            '<p>A<a href="https://x.no">b</a>c²</p>',
            id="Word with tracked changes, a comment and a picture",
        ),
        pytest.param(
            "<header><nav><a href='/a'>Meny</a></nav></header><article><h1>Nytt</h1><div>Ett<br>To</div>"
            "<blockquote>Sitat</blockquote><button onclick='x()'>Del</button><iframe src='x'></iframe></article>",
            "<p>Meny</p><h3>Nytt</h3><p>Ett</p><p>To</p><p>Sitat</p><p>Del</p>",
            id="a web page",
        ),
    ],
)
def test_what_each_program_puts_on_the_clipboard(pasted, expected):
    assert normalise(pasted) == expected
