"""Hostile words in every text of a plan, by the doors that people use, and the plan then in every format.

Nothing is fetched, nothing becomes a link to a file, a formula or an action, no letter lies beyond the edge of a page,
and the tables of every format are the plan's.
"""

import csv
import io
import json
import socket
import zipfile
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pytest
from django.urls import reverse
from lxml import etree, html
from openpyxl import load_workbook

from plans import services
from plans.models import Plan
from plans.roles import Role
from plans.services import UNCHECKED
from reporting import exports, published_copy
from reporting.formats import pdf_assets
from reporting.load import load, standing
from reporting.tables import money_tables
from tests.factories import give_role, make_plan, make_post, make_tiltak, put
from tests.pictures import png
from tests.reporting.readback import Grid, Seen, expected, from_data, from_docx, from_html, from_pdf, from_xlsx
from tests.reporting.rendered import opened

# One worker renders for all of them.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("rendered")]

#: In a line: addresses, a rule of a style sheet, a formula, control characters, marks of direction, an emoji, Word's
#: bullet, a byte order mark, half a character, markup.
LINE = (
    "=cmd|' /C calc'!A0 file:///etc/passwd http://example.org/x url(http://example.org/y) @import 'z'; "
    "\x07\x1b\u202eskjult\u202c\u2066inne\u2069 😀 \uf0b7\ufeff\ud800<img src=http://example.org/z onerror=x> {{ 7 }}"
)
#: What is left of it.
LEFT = (
    "=cmd|' /C calc'!A0 file:///etc/passwd http://example.org/x url(http://example.org/y) @import 'z'; "
    "skjultinne 😀 <img src=http://example.org/z onerror=x> {{ 7 }}"
)
WORD = "uavbrutt" * 1250
ROWS = "".join(f"<tr><td>{n}</td><td>=1+{n}</td><td>Rad {n}</td></tr>" for n in range(1, 501))
TEXT = (
    "<p>{line}</p><h3>{line}</h3>"
    '<p><a href="http://example.org/lenke">lenke</a> <a href="file:///etc/shadow">fil</a> '
    '<a href="javascript:ond()">skript</a></p>'
    '<p style="background: url(http://example.org/bilde)">stil</p><img src="file:///etc/hosts">'
    "<ul><li>en<ul><li>to<ol><li>tre<ul><li>fire</li></ul></li></ol></li></ul></li></ul>"
    f"<table>{ROWS}</table>"
    f"<p>\uf0b7 punkt</p><p>{WORD}</p>"
)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every address that the PDF asks for. A connection to anywhere fails the test."""
    found: list[str] = []
    real = pdf_assets.AssetFetcher.fetch

    def fetch(self: pdf_assets.AssetFetcher, url: str, headers: Any = None) -> Any:
        found.append(url)
        return real(self, url, headers)

    def refuse(*args: Any) -> None:
        raise AssertionError(f"a connection to {args[-1]}")

    monkeypatch.setattr(pdf_assets.AssetFetcher, "fetch", fetch)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    return found


def written() -> Plan:
    """A plan whose every text is hostile, written by the services that people write through."""
    plan = make_plan(delmaal=1)
    pilot, goal = plan.agreement.pilot, plan.agreement.delmaal.all()[0]
    services.rename_pilot(pilot=pilot, name=LINE[:110], base=UNCHECKED, by=None)
    services.set_delmaal_title(delmaal=goal, title=LINE[:190], base=UNCHECKED, by=None)
    services.set_delmaal_short_title(delmaal=goal, short_title=WORD[:90], base=UNCHECKED, by=None)
    services.refresh_plan_delmaal(plan=plan, by=None)
    tiltak = make_tiltak(plan, LINE)
    make_tiltak(plan, WORD[:250])
    put(tiltak, 100, note=LINE)
    put(tiltak, 200, "egenandel", certainty="fryst", note=LINE)
    put(make_post(plan, LINE[:110]), 300)
    answer = TEXT.replace("{line}", LINE.replace("<", "&lt;"))
    for place, key in ((plan, "introduksjon"), (plan.delmaal.all()[0], "resultater"), (tiltak, "beskrivelse")):
        text = answer if key == "introduksjon" else answer.partition("<table>")[0]
        services.save_answer(place=place, key=key, html=text, base=UNCHECKED, by=None)
    figure = services.add_figure(plan=plan, data=png(900, 300, "navy"), alt=LINE, caption=LINE, by=None)
    services.place_figure(figure=figure, place=plan, key="introduksjon", by=None)
    services.set_logo(pilot=pilot, data=png(900, 90), alt=LINE, base=UNCHECKED, by=None)
    return Plan.objects.select_related("agreement__pilot").get(pk=plan.pk)


def beyond_the_edge(data: bytes) -> list[str]:
    """Return the letters of a PDF that do not lie wholly on their page, with some white around them."""
    found = []
    with pypdfium2.PdfDocument(data) as document:
        for number, page in enumerate(document, start=1):
            width, height = page.get_size()
            text = page.get_textpage()
            for place in range(text.count_chars()):
                left, bottom, right, top = text.get_charbox(place)
                inside = left > 10 and right < width - 10 and bottom > 10 and top < height - 10
                # A space has no height.
                if top > bottom and not inside:
                    found.append(f"{number}: {text.get_text_range(place, 1)} {left:.0f}–{right:.0f}")
    return found


def links(data: bytes) -> set[str]:
    """Return the addresses that a PDF leads to."""
    with opened(data) as document:
        annotations = [one for page in document.pages for one in page.get("/Annots", [])]
        assert "/OpenAction" not in document.Root
        return {str(one.A.URI) for one in annotations if "/A" in one}


def unbroken(grid: Grid) -> list[list[Seen]]:
    """Return the rows of a table without the spaces that long words are broken at."""
    return [[cell._replace(text="".join(cell.text.split())) for cell in row] for row in grid.rows]


def wrong_in_zip(data: bytes) -> list[str]:
    """Return what of an office file leads out of it, or is no XML."""
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                root = etree.fromstring(parts.read(name))
                found += [one.get("Target") for one in root.iter("{*}Relationship") if one.get("TargetMode")]
            if "externalLink" in name or name.endswith(".bin"):
                found.append(name)
    return found


def test_a_hostile_plan_is_harmless_in_every_format(asked: list[str], signed_in: Any, by: Any) -> None:
    plan = written()
    give_role(by, Role.PROSJEKTLEDER, pilot=plan.agreement.pilot)
    value, state = load(plan), standing(plan)
    assert value.delmaal[0].tiltak[0].title == LEFT
    files = {kind: exports.render_value(value, state, kind) for kind in exports.FORMATS}
    pdf = files["pdf"].data
    # Nothing but the document's own was asked for, and the picture that people put in it.
    own = {f"{pdf_assets.ROOT}{folder}/" for folder in ("static", "fonts", "figures")}
    assert {f"{address.rpartition('/')[0]}/" for address in asked} == own
    assert beyond_the_edge(pdf) == []
    assert links(pdf) == {"http://example.org/lenke"}
    assert links(published_copy.make(files).data) == {"http://example.org/lenke"}
    assert wrong_in_zip(files["xlsx"].data) == []
    assert set(wrong_in_zip(files["docx"].data)) == {"http://example.org/lenke"}
    formulas = [
        cell.value
        for sheet in load_workbook(io.BytesIO(files["xlsx"].data))
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert formulas
    assert not any("cmd" in formula or "://" in formula for formula in formulas)
    rows = list(
        csv.reader(io.StringIO(exports.render_value(value, state, "csv").data.decode("utf-8-sig")), delimiter=";")
    )
    assert {f"'{LEFT}"} <= {cell for row in rows for cell in row}
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    assert json.loads(files["json"].data)["plan"]["delmaal"][0]["tiltak"][0]["title"] == LEFT
    # Every page, and every table in every format.
    client = signed_in(Role.PROSJEKTLEDER)
    address = {"pilot": plan.agreement.pilot.slug, "year": plan.year}
    shown = {name: client.get(reverse(name, kwargs=address)).content for name in ("plan", "budget", "preview")}
    for name, page in shown.items():
        root = html.fromstring(page)
        assert root.xpath("//*[@onerror] | //img[starts-with(@src, 'http')] | //*[contains(@style, 'url')]") == [], name
        assert not any(link.startswith(("file:", "javascript:")) for link in root.xpath("//@href")), name
    for table in money_tables(value):
        wanted = expected(table)
        assert from_html.read(shown["preview"], table.key) == wanted
        assert from_xlsx.read(files["xlsx"].data, table.key) == wanted
        assert from_data.read(files["json"].data, table.key) == wanted
        assert from_docx.read(files["docx"].data, wanted.heads) == wanted
        assert unbroken(from_pdf.read(pdf, wanted.heads)) == unbroken(wanted)
