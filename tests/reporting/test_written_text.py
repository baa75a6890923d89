"""What is written in the editor, and what an attacker writes anywhere: the same everywhere, and only text."""

import io
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from lxml import html as lxml_html

from plans import paths
from plans.models import Plan, Tiltak
from plans.roles import Role
from reporting.formats import pdf
from reporting.load import load, standing
from reporting.value import Form
from tests.factories import give_role, make_plan, make_tiltak
from tests.pictures import png
from tests.reporting.rendered import pages

# One worker renders.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("rendered")]

JSON = {"accept": "application/json"}
#: What the formulas of our own workbook call.
OURS = {"SUM", "SUMIFS", "SUBTOTAL", "COUNT", "N", "IF", "MAX", "MIN"}
ATTACKS = (
    "<script>alert(1)</script>",
    '"><svg onload=alert(1)>',
    "<img src=x onerror=alert(1)>",
    "</textarea><iframe src=javascript:alert(1)>",
    "{{ 7|add:7 }}{% now 'Y' %}",
    "=HYPERLINK('https://ond.example')",
    "+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "-1+1",
    "&lt;b&gt;&amp;",
    "'; DROP TABLE plans_tiltak; --",
    "](javascript:alert(1))",
)
WRITTEN = (
    "<h3>Overskrift</h3><p>Et <strong>fett</strong> ord og en <a href='https://kdd.no'>lenke</a>.</p>"
    "<ul><li>Ett<ol><li>Under</li></ol></li><li>To</li></ul><h4>Mindre</h4>"
    "<table><tr><th>År</th><th>Sum</th></tr><tr><td>2025</td><td>Ti</td></tr></table><ol start=4><li>Fire</li></ol>"
)


@pytest.fixture
def tiltak(by) -> Tiltak:
    plan = make_plan(delmaal=1)
    give_role(by, Role.PROSJEKTLEDER, pilot=plan.agreement.pilot)
    return make_tiltak(plan)


@pytest.fixture
def leader(signed_in):
    return signed_in(Role.PROSJEKTLEDER)


def at(plan: Plan, name: str, **more) -> str:
    return reverse(name, kwargs={"pilot": plan.agreement.pilot.slug, "year": plan.year, **more})


def write(client: Client, plan: Plan, path: str, name: str, value: str) -> None:
    """Save one field as its script does."""
    url = at(plan, "field", path=path)
    state = client.get(url, headers=JSON).json()
    entry = name.removesuffix("-html").removesuffix("_text") if not name.startswith("time") else "time"
    sent = {key: values for key, values in state["values"].items() if not key.startswith("svar-")}
    answer = client.post(url, {**sent, name: value, f"{entry}-base": state["base"]}, headers=JSON)
    assert answer.status_code == 200, answer.content


def shown(client: Client, address: str):
    return lxml_html.fromstring(client.get(address).content.decode())


def blocks(element) -> list[tuple[str, str]]:
    """Return what a text consists of, in the order one reads it; the levels of headings are each place's own."""
    found = []
    for part in element.iter("p", "h3", "h4", "h5", "h6", "li", "th", "td"):
        own = "".join(part.xpath("./text() | ./strong//text() | ./a//text()"))
        kind = "heading" if re.fullmatch("h[3-6]", part.tag) else f"{part.getparent().tag} {part.tag}"
        found.append((kind if kind == "heading" or part.tag != "p" else "p", " ".join(own.split())))
        found.extend(("link", link.get("href")) for link in part.xpath("./a"))
        found.extend(("bold", strong.text_content()) for strong in part.xpath("./strong"))
    return [(kind, text) for kind, text in found if text]


def test_a_text_is_the_same_on_the_page_in_the_preview_and_in_the_pdf(leader, tiltak):
    plan = tiltak.plan
    write(leader, plan, "plan/svar/introduksjon", "svar-introduksjon-html", WRITTEN)
    (field,) = shown(leader, at(plan, "plan")).xpath("//*[@data-field='plan/svar/introduksjon']")
    on_page = blocks(field)
    assert ("heading", "Overskrift") in on_page
    assert ("bold", "fett") in on_page
    assert ("link", "https://kdd.no") in on_page
    assert [text for kind, text in on_page if kind in ("ul li", "ol li")] == ["Ett", "Under", "To", "Fire"]
    (prose,) = shown(leader, at(plan, "preview")).xpath("//*[@class='prose']")
    assert blocks(prose) == on_page
    value = load(plan)
    form = Form(key="en", lead="", overview="", plan=value.form.plan[:1])
    small = value.model_copy(update={"form": form, "delmaal": (), "posts": ()})
    printed = " ".join(" ".join(pages(pdf.write(small, standing(plan), {}))).split())
    place = 0
    for text in (text for kind, text in on_page if kind not in ("link", "bold")):
        place = printed.index(text, place)


@pytest.fixture
def attacked(leader, tiltak) -> list[str]:
    """A plan with an attack in every text that is written in it; returns what was written."""
    plan, goal = tiltak.plan, tiltak.delmaal
    everything = " ".join(ATTACKS)
    said = []

    def put(path: str, name: str, words: str) -> None:
        said.append(words)
        write(leader, plan, path, name, words)

    for number, attack in enumerate(ATTACKS):
        other = make_tiltak(plan, f"T{number}") if number else tiltak
        put(paths.tiltak_field(other.uid, "title"), "title", f"{attack} {number}")
        put(paths.tiltak_field(other.uid, "responsible"), "responsible_text", attack)
        put(paths.tiltak_field(other.uid, "partner"), "partners_text", f"{attack} p{number}")
        put(paths.tiltak_field(other.uid, "tidsramme"), "time_text", f"{attack} t{number}")
        reason = f"{paths.answer('tiltak', other.uid, 'framdrift')}/ikke-relevant"
        put(reason, "svar-framdrift-reason", f"{attack} r{number}")
    put(paths.delmaal_field(goal.uid, "money_note"), "money_note", f"{everything} note")
    put(paths.plan_field("case_number"), "case_number", ATTACKS[0])
    put(paths.answer("delmaal", goal.uid, "resultater"), "svar-resultater", f"typed {ATTACKS[0]}")
    # In the editor what is typed is text; what is sent past it, as a program would, loses everything but its text.
    escaped = "".join(f"<p>{text.replace('&', '&amp;').replace('<', '&lt;')}</p>" for text in ATTACKS)
    said.extend(ATTACKS)
    figure = {"file": SimpleUploadedFile("k.png", png()), "alt": f"{everything} alt", "caption": f"{ATTACKS[0]} kart"}
    made = leader.post(at(plan, "new_figure"), figure, headers=JSON).json()
    said.append(f"{ATTACKS[0]} kart")
    past = "<p onclick=alert(2)>a<script>alert(2)</script><a href='javascript:alert(2)'>b</a></p><style>*{}</style>"
    shows = f'<figure data-sha256="{made["sha256"]}" onload="alert(2)"><img src=x onerror=alert(2)></figure>'
    path = paths.answer("tiltak", tiltak.uid, "beskrivelse")
    write(leader, plan, path, "svar-beskrivelse-html", escaped + past + shows)
    return said


def test_what_an_attacker_writes_is_text_on_every_page_and_in_the_workbook(leader, tiltak, attacked):
    plan = tiltak.plan
    places = ["plan", "preview", "budget", "control", "figures", "trace"]
    everywhere = ""
    for address in (*(at(plan, name) for name in places), at(plan, "edit_tiltak", uid=tiltak.uid)):
        page = shown(leader, address)
        for element in page.iter():
            if not isinstance(element.tag, str):
                continue
            assert not [name for name in element.attrib if name.startswith("on")], address
            for name in ("href", "src", "action"):
                assert "javascript:" not in element.get(name, "").lower(), address
            assert element.tag not in ("iframe", "object", "embed"), address
            assert element.tag != "script" or element.get("src", "").startswith("/static/"), address
        everywhere += " ".join(page.text_content().replace("\u00a0", " ").split()) + "\n"
    for words in attacked:
        assert " ".join(words.split()) in everywhere, words
    assert "alert(2)" not in everywhere
    workbook = openpyxl.load_workbook(io.BytesIO(leader.get(at(plan, "download_xlsx")).content))
    cells = [cell for sheet in workbook for row in sheet for cell in row if isinstance(cell.value, str)]
    texts = {cell.value for cell in cells}
    for number, attack in enumerate(ATTACKS):
        assert any(f"{attack} {number}" in text for text in texts), attack
    for cell in cells:
        # Our own formulas add up, compare and point within the workbook.
        if cell.data_type == "f":
            assert set(re.findall(r"([A-Z.]+)\(", cell.value)) <= OURS, cell.value
            assert not any(attack in cell.value for attack in ATTACKS), cell.value
        assert not (cell.data_type == "f" and any(attack in cell.value for attack in ATTACKS))
        assert cell.hyperlink is None or "ond.example" not in (cell.hyperlink.target or "")
