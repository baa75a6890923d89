"""Tables as a browser gets them."""

from lxml import html
from lxml.html import HtmlElement

from tests.reporting.readback import Grid, Seen, kroner_cell, note_numbers, plain, spread


def read(page: str | bytes, key: str) -> Grid:
    """Return the table with this key from a page."""
    (table,) = html.document_fromstring(page).xpath(f'//table[@id="tabell-{key}"]')
    columns = len(table.xpath("./colgroup/col"))
    rows = tuple(spread([_cell(cell) for cell in row], columns) for row in table.xpath("./tbody/tr"))
    assert {len(row) for row in rows} == {columns}
    heads = frozenset(plain(head.text_content()) for head in table.xpath("./thead/tr/th"))
    notes = table.getparent().xpath('./ol[@class="table-notes"]/li')
    return Grid(heads, rows, tuple(plain(note.text_content()) for note in notes))


def _cell(cell: HtmlElement) -> Seen:
    notes = note_numbers("".join(cell.xpath('.//sup[@class="note"]//text()')))
    parts = cell.xpath('.//text()[not(ancestor::sup[@class="note"])]')
    if "kroner" in cell.get("class", "").split():
        return kroner_cell(parts, notes)
    return Seen(text=plain("".join(parts)), notes=notes)
