"""The published copy: the archive copy with the workbook and the data inside it, made of files and nothing else."""

import hashlib

import pikepdf
import pytest
from django.core.management import call_command

from plans.models import Plan
from reporting import exports, published_copy
from reporting.exports import Export, RenderError
from reporting.formats import data, pdf_check, pdf_text, xlsx
from review.services import versions
from review.templatetags.review import FILE_WORDS
from tests.reporting.example_plan import DRAFT, PLAN
from tests.reporting.rendered import example, opened, pages

# One worker renders for all of them.
pytestmark = pytest.mark.xdist_group("rendered")

XLSX_TYPE = exports.FORMATS["xlsx"].media_type


def files(archive: bytes | None = None) -> dict[str, Export]:
    """The example plan's files."""
    return {
        "pdf": Export("plan.pdf", "application/pdf", archive or example("utkast")),
        "xlsx": Export("budsjett.xlsx", XLSX_TYPE, xlsx.write(PLAN, DRAFT)),
        "json": Export("plan.json", "application/json", data.write(PLAN, DRAFT)),
    }


def test_the_workbook_and_the_data_are_inside_byte_for_byte_and_say_what_they_are():
    source = files()
    made = published_copy.make(source)
    assert (made.filename, made.media_type) == ("plan-med-vedlegg.pdf", "application/pdf")
    with opened(made.data) as document:
        found = {str(spec.UF): (spec, spec.EF.F) for spec in document.Root.AF}
        assert list(document.attachments) == list(found) == ["budsjett.xlsx", "plan.json"]
        for kind, relation in (("xlsx", "/Data"), ("json", "/Source")):
            spec, inside = found[source[kind].filename]
            assert str(spec.AFRelationship) == relation
            assert str(spec.Desc).startswith("Planen")
            assert str(inside.Subtype) == f"/{source[kind].media_type}"
            assert inside.read_bytes() == source[kind].data
            assert inside.Params.Size == len(source[kind].data)
            assert bytes(inside.Params.CheckSum) == hashlib.md5(source[kind].data).digest()
            assert str(inside.Params.ModDate) == str(document.docinfo.CreationDate)


def test_its_pages_are_those_of_the_archive_copy():
    assert pages(published_copy.make(files()).data) == pages(example("utkast"))


def test_the_same_files_give_the_same_bytes():
    source = files()
    assert published_copy.make(source).data == published_copy.make(dict(reversed(source.items()))).data


def test_only_an_archive_copy_becomes_one():
    with pytest.raises(RenderError, match="bare lages av en arkivversjon"):
        published_copy.make(files(published_copy.make(files()).data))


def test_our_own_check_knows_it_from_an_archive_copy():
    made = published_copy.make(files()).data
    assert pdf_check.faults(made, has_attachments=True) == ()
    assert set(pdf_check.faults(made)) == {"filen er ikke merket som PDF/A-2", "filen har vedlegg"}
    assert "filen mangler vedleggene sine" in pdf_check.faults(example("utkast"), has_attachments=True)


def test_an_attachment_that_does_not_say_what_it_is_is_a_fault(tmp_path):
    with opened(published_copy.make(files()).data) as document:
        del document.Root.AF[0]["/AFRelationship"]
        document.save(tmp_path / "a.pdf")
    (fault,) = pdf_check.faults((tmp_path / "a.pdf").read_bytes(), has_attachments=True)
    assert fault == "et vedlegg sier ikke hva det er for planen"


def test_the_files_inside_are_told_by_their_hash(tmp_path):
    source = files()
    made = published_copy.make(source).data
    wanted = {source[kind].filename: hashlib.sha256(source[kind].data).hexdigest() for kind in ("xlsx", "json")}
    assert pdf_text.attached(made) == wanted
    assert pdf_text.attached(example("utkast")) == {}
    with opened(made) as document:
        document.Root.AF[0].EF.UF = document.make_stream(b"noe annet")
        document.save(tmp_path / "a.pdf")
    assert pdf_text.attached((tmp_path / "a.pdf").read_bytes()) == {**wanted, "budsjett.xlsx": ""}


def test_a_file_inside_that_unpacks_to_too_much_is_none_of_ours(monkeypatch):
    monkeypatch.setattr(pdf_text, "MOST_BYTES", 1000)
    assert set(pdf_text.attached(published_copy.make(files()).data).values()) == {""}


def test_the_command_makes_it_of_the_plan_as_it_is(plan: Plan, tmp_path, monkeypatch):
    Plan.objects.filter(pk=plan.pk).update(status="utkast")
    monkeypatch.setitem(
        exports.FORMATS, "pdf", exports.FORMATS["pdf"]._replace(write=lambda value, standing: example("utkast"))
    )
    out = tmp_path / "ut.pdf"
    call_command("export", plan.slug, "--format", "published-pdf", "--out", str(out), verbosity=0)
    with pikepdf.open(out) as document:
        assert list(document.attachments) == ["budsjett-2025-indre-namdal.xlsx", "handlingsplan-2025-indre-namdal.json"]


def test_of_an_adopted_plan_the_published_bytes_are_given(plan: Plan, monkeypatch):
    kept = Export("kept.pdf", "application/pdf", b"%PDF- kept")
    found = {"publisert": kept}
    monkeypatch.setattr(exports, "_published", [lambda plan, kind: found.get(kind)])
    assert exports.render(plan, "published-pdf") == kept
    # One that was frozen before there was such a copy is made of its own files, whatever the plan is by now.
    found = files()
    assert exports.render(plan, "published-pdf") == published_copy.make(found)


def test_a_version_is_frozen_with_the_copy_of_its_own_files(monkeypatch):
    source = {**files(), "docx": Export("plan.docx", "application/x", b"PK")}
    monkeypatch.setattr(exports, "render_value", lambda value, standing, kind: source[kind])
    frozen = dict(versions.render_files(PLAN, DRAFT))
    assert set(frozen) == {*exports.FORMATS, "publisert"}
    assert set(frozen) <= set(FILE_WORDS)
    assert frozen["publisert"] == published_copy.make(frozen)
