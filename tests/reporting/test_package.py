"""The amounts as CSV add up to the tables' sums, and the archive package says truly what is in it."""

import csv
import hashlib
import io
import json

import pytest

from reporting import exports, tables
from reporting.formats import lines, package
from reporting.formats.package import File
from reporting.formats.zipped import unzipped
from reporting.value import Handlingsplan
from tests.reporting import small_plan
from tests.reporting.example_plan import ADOPTED, DRAFT, PLAN
from tests.reporting.random_plans import any_plan


def rows(plan: Handlingsplan) -> list[dict[str, str]]:
    text = lines.write(plan, DRAFT).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


@any_plan
def test_the_lines_that_count_add_up_to_section_7(plan: Handlingsplan):
    found = [row for row in rows(plan) if row["regnet med"] == "ja" and row["år"] == str(plan.year)]
    table = tables.financing(plan)
    total = next(row for row in table.rows if row.kind == "total")
    for source in plan.sources:
        amounts = [int(row["kroner"]) for row in found if row["kilde"] == source.key]
        assert (sum(amounts) if amounts else None) == total.cells[table.column(source.key)].kroner


def test_every_amount_is_told_with_its_row_and_how_sure_it_is():
    found = rows(PLAN)
    goals = [line for goal in PLAN.delmaal for line in goal.all_lines]
    assert len(found) == len(goals) + sum(len(post.lines) for post in PLAN.posts)
    (frozen,) = [row for row in found if row["sikkerhet"] == "fryst"]
    assert frozen == {
        "pilot": "Nord og Sør",
        "plan": "2025",
        "rad": "tiltak",
        "delmål": "2",
        "tiltak": "2.1",
        "navn": "Prøvebo",
        "uid": "tiltak-2-1",
        "kilde": "statsforvalter",
        "kildens navn": "Statsforvalter",
        "bygdevekstmidler": "nei",
        "år": "2025",
        "kroner": "890000",
        "sikkerhet": "fryst",
        "regnet med": "nei",
        "delt med": "",
        "merknad": "",
    }
    assert {row["regnet med"] for row in found if row["navn"].startswith("Avsetning")} == {"nei"}
    assert {row["delt med"] for row in found} == {"", "Dal og Fjord"}


@pytest.mark.parametrize("text", ["=1+1", "+47", "-2", "@SUM(A1)", "\t=1+1"])
def test_what_a_person_wrote_stays_text(text):
    (row,) = rows(small_plan.plan([small_plan.delmaal(1, [small_plan.tiltak("a", small_plan.line(1), title=text)])]))
    assert row["navn"] == f"'{text}"


FILES = [File("plan.pdf", "application/pdf", b"%PDF-", "Arkivversjon"), File("æ.csv", "text/csv", b"a;b", "Beløp")]


def test_the_package_tells_whose_when_and_for_whom():
    said = package.metadata(PLAN, ADOPTED, FILES)
    assert said["tittel"] == "Handlingsplan 2025 – Nord og Sør"
    assert said["mottaker"] == ["Kommunal- og distriktsdepartementet"]
    assert [party["navn"] for party in said["parter"]][:2] == ["Norddalen", "Čáhceguolbba - Vassdalen"]
    assert said["datoer"] == {"plan": "2024-12-06", "vedtatt i styringsgruppen": "2024-12-13"}
    assert (said["saksnummer"], said["status"]) == ("12/24", "vedtatt i styringsgruppen")


def test_every_file_of_the_package_is_what_its_metadata_says():
    data = package.write(PLAN, ADOPTED, FILES)
    parts = unzipped(data)
    described = json.loads(parts.pop("metadata.json"))["filer"]
    assert [(one["navn"], one["byte"], one["SHA-256"]) for one in described] == [
        (name, len(part), hashlib.sha256(part).hexdigest()) for name, part in parts.items()
    ]
    assert parts == {"plan.pdf": b"%PDF-", "æ.csv": b"a;b"}
    assert package.write(PLAN, ADOPTED, FILES) == data


def test_an_archive_is_given_the_archive_copy_and_the_data(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(exports.FORMATS, "pdf", exports.FORMATS["pdf"]._replace(write=lambda value, standing: b"%PDF-"))
    parts = unzipped(exports.render_value(PLAN, ADOPTED, "zip").data)
    assert list(parts) == [
        "metadata.json",
        "handlingsplan-2025-nord-og-sor.pdf",
        "handlingsplan-2025-nord-og-sor.json",
        "budsjettlinjer-2025-nord-og-sor.csv",
    ]
    assert parts["budsjettlinjer-2025-nord-og-sor.csv"] == lines.write(PLAN, ADOPTED)
