"""How the Word document looks: Word's own styles with our font and colours, so that its own tools know them."""

from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from reporting.formats.docx_xml import add, element

LANGUAGES = {"nb": "nb-NO", "nn": "nn-NO"}
FONT = "Calibri"
INK, NAVY, BLUE, QUIET = (RGBColor.from_string(one) for one in ("1B1F24", "0B2A4A", "24527A", "4A5661"))
#: Size, colour, and points before and after, of Word's headings from the first.
_HEADINGS = (
    (20, NAVY, 24, 8),
    (16, NAVY, 20, 6),
    (13, NAVY, 16, 4),
    (11, BLUE, 10, 2),
    (11, INK, 8, 2),
    (11, INK, 8, 2),
)
#: Prompts are headings of their level to a screen reader, and by their name left out of the contents.
HEADING, PROMPT = "Heading {level}", "Spørsmål {level}"
LINK, SIGNATURE = "Hyperlink", "Underskrift"
LABEL, HEAD, NOTE = "Tabelltekst", "Tabellhode", "Tabellmerknad"


def define(file: Document, language: str) -> None:
    """Set the document's styles and its language, `nb` or `nn`."""
    _defaults(file, LANGUAGES[language])
    normal = file.styles["Normal"]
    _text(normal, 10.5, INK, before=0, after=6)
    normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.MULTIPLE
    normal.paragraph_format.line_spacing = 1.15
    for level, (size, colour, before, after) in enumerate(_HEADINGS, start=1):
        heading = file.styles[HEADING.format(level=level)]
        _text(heading, size, colour, before=before, after=after, bold=True)
        heading.font.italic = False
        prompt = file.styles.add_style(PROMPT.format(level=level), WD_STYLE_TYPE.PARAGRAPH)
        prompt.base_style, prompt.next_paragraph_style = heading, normal
        _text(prompt, 11, BLUE, before=10, after=2, bold=True)
    _text(file.styles["Title"], 34, NAVY, before=150, after=6, bold=True)
    _text(file.styles["Subtitle"], 15, QUIET, before=0, after=30)
    file.styles["Subtitle"].font.italic = False
    _text(file.styles["Caption"], 10.5, NAVY, before=10, after=4, bold=True)
    file.styles["Caption"].paragraph_format.keep_with_next = True
    for edge in ("Header", "Footer"):
        _text(file.styles[edge], 9, QUIET, before=0, after=0)
    _text(file.styles["TOC Heading"], 20, NAVY, before=0, after=10, bold=True)
    _add(file, NOTE, 8.5, QUIET, after=1)
    _add(file, LABEL, 9, INK)
    head = _add(file, HEAD, 9, NAVY, bold=True)
    # Long words of a head are hyphenated, and no other text is.
    for style, hyphenated in ((normal, False), (head, True)):
        add(style.element.get_or_add_pPr(), "w:suppressAutoHyphens", val="0" if hyphenated else "1")
    _add(file, SIGNATURE, 10.5, INK, before=24, after=0)
    for level in (1, 2, 3):
        contents = _add(file, f"toc {level}", 10.5, INK, after=2, builtin=True)
        contents.paragraph_format.left_indent = Mm(5 * (level - 1))
    link = file.styles.add_style(LINK, WD_STYLE_TYPE.CHARACTER, builtin=True)
    link.font.color.rgb, link.font.underline = BLUE, True


def _add(file: Document, name: str, size: float, colour: RGBColor, **more: Any) -> Any:
    """Add a paragraph style; with `builtin` one of Word's own. The rest is as `_text` has it."""
    style = file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, more.pop("builtin", False))
    style.base_style = file.styles["Normal"]
    _text(style, size, colour, **more)
    return style


def _text(style: Any, size: float, colour: RGBColor, *, before: int = 0, after: int = 0, bold: bool = False) -> None:
    """Set a style's font and the air round its paragraphs. Points."""
    style.font.size, style.font.color.rgb, style.font.bold = Pt(size), colour, bold
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    _font(style.element.get_or_add_rPr())
    # The template's own title has a line under it.
    for edges in style.element.pPr.findall(qn("w:pBdr")):
        style.element.pPr.remove(edges)


def _font(properties: Any) -> None:
    """Name the font itself in place of the theme's, which would win."""
    for fonts in properties.findall(qn("w:rFonts")):
        properties.remove(fonts)
    properties.insert(0, element("w:rFonts", ascii=FONT, hAnsi=FONT, cs=FONT, eastAsia=FONT))


def _defaults(file: Document, language: str) -> None:
    """Set the language and font of all text, and let Word treat the file as one of today's."""
    properties = file.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    _font(properties)
    properties.find(qn("w:lang")).set(qn("w:val"), language)
    settings = file.settings.element
    settings.find(qn("w:defaultTabStop")).addnext(element("w:autoHyphenation"))
    compatible = settings.find(qn("w:compat"))
    for old in compatible.findall(qn("w:compatSetting")):
        compatible.remove(old)
    where = "http://schemas.microsoft.com/office/word"
    add(compatible, "w:compatSetting", name="compatibilityMode", uri=where, val="15")
