"""The one way rich text comes into the house: any HTML in, the normal form out."""

from plans.richtext.limits import check_length
from plans.richtext.tree import parse, to_html


def normalise(html: str) -> str:
    """Return the HTML in the one normal form of the closed subset; what is in normal form comes back unchanged.

    The subset is `<p>`, `<h3>`, `<h4>`, `<strong>`, `<a href>`, `<ul>`, `<ol start>` and `<li>` in two levels,
    `<table>` and `<figure data-sha256>`. Text outside it is kept, markup is not. Nothing in the text is run or fetched.
    Raises `RichTextError`, with a sentence for the one who wrote the text, where it is beyond one of the
    `limits`; the result keeps within them too, so that it can always be read again.
    """
    result = to_html(parse(html))
    check_length(result)
    return result
