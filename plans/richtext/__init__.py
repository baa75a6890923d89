"""Rich text: one closed HTML subset, one normal form, one typed tree.

Every write goes through `normalise` (or `from_plain`); every writer of documents and every check reads `parse`'s tree.
"""

from plans.richtext.characters import clean
from plans.richtext.limits import MAX_CHARACTERS, MAX_COLUMNS, MAX_DEPTH, MAX_LINES, RichTextError
from plans.richtext.nodes import (
    Block,
    Cell,
    FigureRef,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    RichText,
    Run,
    Table,
)
from plans.richtext.normal import normalise
from plans.richtext.plain import figure_mark, from_plain, readable, to_plain, unknown_figures
from plans.richtext.tree import figure_hashes, parse, plain_text, to_html

__all__ = [
    "MAX_CHARACTERS",
    "MAX_COLUMNS",
    "MAX_DEPTH",
    "MAX_LINES",
    "Block",
    "Cell",
    "FigureRef",
    "Heading",
    "ListBlock",
    "ListItem",
    "Paragraph",
    "RichText",
    "RichTextError",
    "Run",
    "Table",
    "clean",
    "figure_hashes",
    "figure_mark",
    "from_plain",
    "normalise",
    "parse",
    "plain_text",
    "readable",
    "to_html",
    "to_plain",
    "unknown_figures",
]
