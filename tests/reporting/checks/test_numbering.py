"""Numbers as printed: each rule tripped, and nearly tripped."""

import pytest

from plans.richtext import Block
from reporting.stated import Stated
from reporting.value import Answer
from tests.reporting import small_plan
from tests.reporting.checks.printing import printed as print_plan
from tests.reporting.checks.printing import with_cell
from tests.reporting.checks.seen import codes, found, one
from tests.reporting.example_plan import FORM, items, text
from tests.reporting.small_plan import delmaal, line, post, tiltak

GOALS = [delmaal(1, [tiltak("a"), tiltak("b", number=2), tiltak("c", number=3)]), delmaal(2, [tiltak("d")])]
PLAN = small_plan.plan(GOALS, [post(3, line(5))], form=FORM)
CLEAN = print_plan(PLAN)


def changed(kind: str, path: str, **fields) -> Stated:
    """The document with another number or text on the lines of a kind at a place."""
    lines = tuple(
        line.model_copy(update=fields) if (line.kind, line.path) == (kind, path) else line for line in CLEAN.lines
    )
    return CLEAN.model_copy(update={"lines": lines})


def test_a_well_numbered_document():
    numbered = {"nummer-rekke", "nummer-ulikt", "tiltak-i-lister"}
    assert not numbered & set(codes(PLAN, CLEAN))


@pytest.mark.parametrize(
    ("text", "faults"),
    [("1.", "1 står to ganger og 2 mangler"), ("", "2 mangler og en står uten nummer"), ("5", "2 og 4 mangler")],
)
def test_a_table_of_tiltak_that_is_not_numbered_on(text, faults):
    finding = one(PLAN, "nummer-rekke", with_cell(CLEAN, "delmaal-d1", "tiltak/b", "number", text))
    assert finding.message.nb.endswith(f"er ikke fortløpende: {faults}.")


def test_sections_without_a_number_and_in_disorder():
    path = "plan/svar/forankring"
    finding = one(PLAN, "nummer-rekke", changed("heading", path, number=None))
    assert "5 mangler og «Lokal og regional forankring» står uten nummer" in finding.message.nb
    stated = with_cell(
        with_cell(CLEAN, "seksjon-6", "delmaal/d1", "number", "2"), "seksjon-6", "delmaal/d2", "number", "1"
    )
    assert "rekkefølgen er en annen" in one(PLAN, "nummer-rekke", stated).message.nb


def test_a_list_without_any_numbers_is_not_numbered():
    stated = CLEAN
    for path in ("tiltak/a", "tiltak/b", "tiltak/c"):
        stated = with_cell(stated, "delmaal-d1", path, "number", "")
    assert not found(PLAN, "nummer-rekke", stated)


def test_a_tiltak_with_another_number_in_another_list():
    finding = one(PLAN, "nummer-ulikt", changed("heading", "tiltak/c", number=4))
    assert "3 i oversikten i seksjon 3 og tabellen under delmålet, men nummer 4 i overskriften" in finding.message.nb
    assert not found(PLAN, "nummer-ulikt", changed("heading", "tiltak/c", number=None))


def test_a_tiltak_that_one_list_lacks():
    def without(table):
        rows = tuple(row for row in table.rows if row.path != "tiltak/b")
        return table.model_copy(update={"rows": rows}) if table.key == "delmaal-d1" else table

    lacking = CLEAN.model_copy(update={"tables": tuple(map(without, CLEAN.tables))})
    finding = one(PLAN, "tiltak-i-lister", lacking)
    assert (finding.path, finding.at) == ("tiltak/b", "table")
    # The cells of a row that is not there are no mistakes of their own.
    assert finding.message.nb.endswith("Der mangler derfor også ansvarlig, samarbeidspartene og tidsrammen.")
    for code in ("ansvarlig-mangler", "samarbeid-mangler", "tidsramme-mangler"):
        places = [{finding.where.nb for finding in found(PLAN, code, stated)} for stated in (CLEAN, lacking)]
        assert places[0] - places[1] == {finding.where.nb}
    # A document without headings of tiltak lacks none of them.
    lines = tuple(line for line in CLEAN.lines if not line.path.startswith("tiltak/"))
    assert not found(PLAN, "tiltak-i-lister", CLEAN.model_copy(update={"lines": lines}))


def with_lists(*blocks: Block):
    return small_plan.plan([delmaal(1, answers=[Answer(key="resultater", text=blocks)])])


def test_a_list_that_begins_in_the_middle():
    assert one(with_lists(items("a", "b", ordered=True, start=4)), "liste-start").message.nb.startswith(
        "En liste begynner på 4"
    )
    going_on = with_lists(items("a", "b", ordered=True), *text("Mellom."), items("c", ordered=True, start=3))
    assert not found(going_on, "liste-start")
    again = with_lists(items("a", "b", ordered=True), items("c", ordered=True), items("d"))
    assert not found(again, "liste-start")


def test_the_real_plan(real, printed):
    runs = {finding.path.split("/")[0]: finding.message.nb for finding in found(real, "nummer-rekke", printed)}
    assert runs == {
        "plan": "Nummereringen av seksjonene er ikke fortløpende: 5 mangler og «Lokal og regional forankring» står uten"
        " nummer.",
        "delmaal": "Tiltakene under delmål 7 i seksjon 3 er ikke fortløpende: 1 står to ganger.",
    }
    assert {finding.where.nb for finding in found(real, "nummer-ulikt", printed)} == {"Tiltak 2.4", "Tiltak 7.2"}
    assert [finding.where.nb for finding in found(real, "tiltak-i-lister", printed)] == ["Tiltak 2.3"]
    assert [finding.where.nb for finding in found(real, "liste-start")] == ["Delmål 6"]
