"""The plans of the corpus have no findings; a mistake put into one of them is found, and nothing else is."""

import re
from pathlib import Path

import pytest

from plans import paths
from reporting.checks import RULES, Finding, checks
from reporting.formats import docx, docx_read
from reporting.intake.document.recognise import recognise
from reporting.stated import Stated
from reporting.value import Handlingsplan, Standing
from tests.reporting.checks import corpus
from tests.reporting.checks.printing import printed, with_cell
from tests.reporting.intake.known import known
from tests.reporting.intake.test_word_round_trip import bare

SLIPS = Path(corpus.__file__).with_name("slips.md")


def said(findings: tuple[Finding, ...]) -> list[str]:
    """What is found, for the message of a failure."""
    return [f"{finding.code} {finding.where.nb}: {finding.message.nb}" for finding in findings]


def rows(*, of_documents: bool) -> list[tuple[str, ...]]:
    """The rows of the mistakes, those in what a document prints or the others."""
    plans, documents = SLIPS.read_text("utf-8").split("## What a document prints")
    lines = [line for line in (documents if of_documents else plans).splitlines() if line.startswith("| ")]
    found = [tuple(cell.strip() for cell in line.strip().strip("|").split("|")) for line in lines]
    return [row for row in found if row[0] in corpus.NAMES]


def expected(rule: str) -> set[str]:
    """The codes that a row names; none where it says why nothing is found."""
    return set() if rule.startswith("none") else set(rule.split(", "))


@pytest.mark.parametrize("name", corpus.NAMES)
def test_a_good_plan_has_no_findings(name):
    plan = corpus.read(name)
    assert said(checks(plan, corpus.context_of(plan))) == []


@pytest.mark.parametrize("name", corpus.NAMES)
def test_nor_has_its_document(name):
    plan = corpus.read(name)
    assert said(checks(plan, corpus.context_of(plan), printed(plan))) == []


@pytest.mark.parametrize("name", corpus.NAMES)
def test_nor_has_what_is_read_from_its_word_document(name):
    """Money that others pay stands per delmål there, since no table has it per tiltak."""
    plan = corpus.read(name)
    context = corpus.context_of(plan)
    reading = recognise(
        docx_read.read(bare(docx.write(plan, Standing(), {}))), known().model_copy(update={"parties": context.parties})
    )
    assert said(checks(reading.plan, context, reading.stated)) == []


@pytest.mark.parametrize(("name", "place", "was", "now", "rule"), rows(of_documents=False))
def test_a_mistake_in_a_plan_is_found_and_nothing_else(name, place, was, now, rule):
    plan = corpus.read_with(name, place, was, now)
    found = checks(plan, corpus.context_of(plan))
    assert {finding.code for finding in found} == expected(rule), said(found)


@pytest.mark.parametrize(("name", "place", "was", "now", "rule"), rows(of_documents=True))
def test_a_mistake_in_a_document_is_found_and_nothing_else(name, place, was, now, rule):
    plan = corpus.read(name)
    found = checks(plan, corpus.context_of(plan), _misprinted(plan, place, was, now))
    assert {finding.code for finding in found} == expected(rule), said(found)


def test_the_list_names_rules():
    named = {code for of in (True, False) for row in rows(of_documents=of) for code in expected(row[-1])}
    assert named <= {rule.code for rule in RULES}


def _misprinted(plan: Handlingsplan, place: str, was: str, now: str) -> Stated:
    """The plan's document with one thing printed otherwise."""
    kind, _, part = place.partition("/")
    stated = printed(plan)
    if kind in ("heading", "lead"):
        changed = [
            line.model_copy(update={"text": line.text.replace(was, now)})
            if line.kind == kind and line.path == _path(part)
            else line
            for line in stated.lines
        ]
        assert changed != list(stated.lines)
        return stated.model_copy(update={"lines": tuple(changed)})
    row, _, column = part.rpartition("/")
    table = stated.table(kind)
    assert table
    name = f"sum/{_path(row[4:])}" if row.startswith("sum/") else _path(row)
    changed_document = with_cell(stated, kind, name, column, now)
    cells = {cell.text for one in table.rows for cell in one.cells}
    assert was in {re.sub(r"\s", " ", text) for text in cells}
    return changed_document


def _path(part: str) -> str:
    """The path of `d2`, `1.2`, `p6`; of anything else itself."""
    if re.fullmatch(r"d\d+", part):
        return paths.delmaal(part)
    if match := re.fullmatch(r"(\d+)\.(\d+)", part):
        return paths.tiltak(f"d{match[1]}t{match[2]}")
    return paths.post(part) if re.fullmatch(r"p\d+", part) else part
