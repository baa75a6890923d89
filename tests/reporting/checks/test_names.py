"""One name for one thing: each rule tripped, and nearly tripped."""

import pytest

from reporting.checks.naming import normal, speaks_of
from reporting.value import Answer, Handlingsplan, Party
from tests.reporting import small_plan
from tests.reporting.checks.printing import printed as print_plan
from tests.reporting.checks.printing import with_cell
from tests.reporting.checks.seen import found, one
from tests.reporting.example_plan import text
from tests.reporting.small_plan import delmaal, line, post, tiltak

FYLKE = Party(key="fylke", name="Midtre fylkeskommune", kind="fylkeskommune")
NAV = Party(key="nav", name="NAV", kind="statlig")
SENTER = Party(key="senter", name="Distriktssenteret", kind="statlig")
STATE = Party(key="stat", name="Statsforvalteren i Midtre", short_name="Statsforvalteren", kind="statlig")


def plan(words: str = "", partners_text: str = "") -> Handlingsplan:
    answers = [Answer(key="beskrivelse", text=text(words))] if words else []
    first = tiltak(
        "a",
        title="Bygdekonferanse",
        responsible=(FYLKE, NAV),
        partners=(SENTER, STATE),
        answers=answers,
        partners_text=partners_text,
    )
    second = tiltak("b", title="Møteplasser", number=2)
    goal = delmaal(1, [first, second], title="Øke boligbygging", short_title="Bolig")
    return small_plan.plan([goal, delmaal(2, [], title="Mat")], [post(3, line(5), name="Prosjektledelse")])


CLEAN = print_plan(plan())


@pytest.mark.parametrize("words", ["Midtre fylkeskomune", "Midtre-fylkeskommune", "Statsforvaltern i Midtre"])
def test_a_slip_in_a_name_of_several_words(words):
    assert f"«{words}»" in one(plan(f"Vi møter {words} i mai."), "navn-part").message.nb


@pytest.mark.parametrize(
    "words",
    [
        "Statsforvalteren og Midtre fylkeskommune",
        "Midtre fylkeskommunes folk",
        "Midtre fylkesting",
        "Søndre fylkeskommune",
        "Midtre-fylkeskommune-møtet",
    ],
)
def test_what_is_no_slip_in_a_name(words):
    assert not found(plan(f"Vi møter {words} i mai."), "navn-part")


def test_a_document_with_one_name_for_each_thing():
    for code in ("navn-delmaal", "navn-tiltak", "navn-post", "navn-kilde", "navn-part", "navn-likt"):
        assert not found(plan(), code, CLEAN)


def test_a_delmaal_by_another_name_and_by_its_short_one():
    stated = with_cell(CLEAN, "seksjon-6", "delmaal/d1", "name", "Boligtiltak")
    finding = one(plan(), "navn-delmaal", stated)
    assert "kalles også «Boligtiltak» (seksjon 6)" in finding.message.nb
    assert not found(plan(), "navn-delmaal", with_cell(CLEAN, "seksjon-6", "delmaal/d1", "name", "øke  boligbygging."))


def test_a_tiltak_by_another_name():
    stated = with_cell(CLEAN, "seksjon-3", "tiltak/a", "title", "Bygdevekstkonferanse")
    assert one(plan(), "navn-tiltak", stated).level == "advarsel"
    longer = with_cell(CLEAN, "seksjon-3", "tiltak/a", "title", "Bygdekonferanse i Lillefjord")
    assert one(plan(), "navn-tiltak", longer).level == "tips"
    assert not found(plan(), "navn-tiltak", with_cell(CLEAN, "seksjon-3", "tiltak/a", "title", "Bygdekonferanse."))


def test_a_post_and_a_source_by_another_name():
    stated = with_cell(CLEAN, "seksjon-7", "post/p3", "name", "Prosjektleder")
    assert "«Prosjektleder» (seksjon 7)" in one(plan(), "navn-post", stated).message.nb

    def misprinted(table):
        columns = tuple(c.model_copy(update={"heading": "KD"}) if c.key == "kdd" else c for c in table.columns)
        return table.model_copy(update={"columns": columns}) if table.key == "seksjon-7" else table

    finding = one(plan(), "navn-kilde", CLEAN.model_copy(update={"tables": tuple(map(misprinted, CLEAN.tables))}))
    assert (finding.stated, finding.computed) == ("KD", "KDD")


def test_two_tiltak_of_one_name():
    goals = [delmaal(1, [tiltak("a", title="Møteplasser")]), delmaal(2, [tiltak("b", title="Møteplasser.")])]
    assert one(small_plan.plan(goals), "navn-likt").path == "tiltak/b"
    # A delmål may be called as its only tiltak.
    assert not found(small_plan.plan([delmaal(1, [tiltak("a", title="Bolig")], title="Bolig")]), "navn-likt")


@pytest.mark.parametrize(
    ("cell", "name", "level"),
    [
        ("Midtre Fylkeskommune", "Midtre fylkeskommune", "tips"),
        ("Midtre fylkeskommunen, kommunene", "Midtre fylkeskommune", "advarsel"),
        ("MFK og NAV", "Midtre fylkeskommune", "advarsel"),
        ("Nav", "NAV", "tips"),
        ("Distriktssentret", "Distriktssenteret", "advarsel"),
        ("Statsforvalter", "Statsforvalteren i Midtre", "advarsel"),
    ],
)
def test_a_party_in_another_spelling(cell, name, level):
    goal = plan().delmaal[0]
    finding = one(plan(), "navn-part", with_cell(CLEAN, f"delmaal-{goal.uid}", "tiltak/a", "partners", cell))
    assert (finding.message.nb.split("»")[0].removeprefix("Parten heter «"), finding.level) == (name, level)


@pytest.mark.parametrize("cell", ["Statsforvalteren, NAV", "kommunene", "Statsforvalteren i Midtre", "NHO og KS", ""])
def test_parties_as_they_are_called(cell):
    goal = plan().delmaal[0]
    assert not found(plan(), "navn-part", with_cell(CLEAN, f"delmaal-{goal.uid}", "tiltak/a", "partners", cell))


def test_parties_in_running_text_and_in_free_text():
    assert one(plan("Vi spør Midtre Fylkeskommune om råd."), "navn-part").level == "tips"
    assert one(plan(partners_text="Distriktssentret"), "navn-part").level == "advarsel"
    assert one(plan("Vi spør Statsforvalter og andre."), "navn-part").level == "advarsel"
    for words in ("Vi spør Midtre fylkeskommunes folk, NAVs og Distriktssenterets.", "Sjå på navet i hjulet.", ""):
        assert not found(plan(words), "navn-part")


def test_a_party_that_only_the_text_about_roles_names():
    def with_roles(words: str, other: str = "") -> Handlingsplan:
        answers = [Answer(key="roller", text=text(words))]
        first = tiltak("a", responsible=(FYLKE,), answers=answers, partners_text=other)
        return small_plan.plan([delmaal(1, [first, tiltak("b", partners=(SENTER, NAV), number=2)])])

    finding = one(with_roles("Distriktssenteret og Midtre fylkeskommune gir råd."), "part-i-tekst")
    assert (finding.at, finding.level) == ("senter", "tips")
    assert not found(with_roles("Distriktssenteret gir råd.", "Distriktssenteret"), "part-i-tekst")
    assert not found(with_roles("Midtre fylkeskommune gir råd, og navet er bygda."), "part-i-tekst")


def test_another_pilots_party_is_no_misspelling_of_ours():
    other = Party(key="x", name="Søndre fylkeskommune", kind="fylkeskommune")
    goal = plan().delmaal[0]
    stated = with_cell(CLEAN, f"delmaal-{goal.uid}", "tiltak/a", "partners", "Søndre fylkeskommune")
    assert not found(plan(), "navn-part", stated, parties=(other,))


def test_names_that_are_the_same_and_sentences_that_speak_of_them():
    assert normal("Lokale studie – og  kontorfellesskap.") == normal("lokale studie- og kontorfellesskap").replace(
        "- ", "-"
    )
    assert speaks_of("Den interkommunale strategiske planen lages først.", "Lage en interkommunal strategisk plan")
    assert speaks_of(
        "Dette kommer i etterkant av interkommunal strategiskplan.", "Lage en interkommunal strategisk plan"
    )
    assert not speaks_of("Den strategiske ledelsen lages først.", "Lage en interkommunal strategisk plan")


def test_the_real_plan(real, printed):
    goals = {finding.where.nb: finding.message.nb for finding in found(real, "navn-delmaal", printed)}
    assert set(goals) == {f"Delmål {number}" for number in range(1, 8)}
    assert "«Rekruttering og omdømme» (seksjon 3)" in goals["Delmål 1"]
    assert "«Styrke landbruket» (seksjon 7)" in goals["Delmål 7"]
    tiltak_found = {finding.where.nb.removeprefix("Tiltak ") for finding in found(real, "navn-tiltak", printed)}
    different = {
        "1.4",
        "1.6",
        "2.2",
        "2.3",
        "2.4",
        "3.1",
        "3.2",
        "4.1",
        "4.2",
        "4.3",
        "4.4",
        "5.2",
        "6.1",
        "6.2",
        "6.3",
    }
    assert tiltak_found == different
    parties = {finding.message.nb for finding in found(real, "navn-part", printed)}
    assert len(parties) == 7
    assert any("«Trøndelag Fylkeskommune» og «TFK»" in words for words in parties)
    assert one(real, "navn-kilde", printed).stated == "Statsforvater"
    assert not found(real, "navn-part")
