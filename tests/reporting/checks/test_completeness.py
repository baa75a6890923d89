"""What is missing: each rule tripped, and nearly tripped. The sentences are made up."""

import pytest

from plans.richtext import Block, Paragraph, Run
from reporting.checks.completeness import FAMILY
from reporting.stated import Stated, StatedLine
from reporting.value import Agreement, AgreementParty, Answer, Figure, Form, Handlingsplan, Party, Prompt
from tests.reporting import small_plan
from tests.reporting.checks.seen import codes, found, one
from tests.reporting.example_plan import FYLKE, NORDLI, items, text
from tests.reporting.small_plan import delmaal, tiltak

CODES = {rule.code for rule in FAMILY.rules}
FORM = Form(
    key="liten",
    lead="Tiltak:",
    overview="Oversikt",
    plan=(
        Prompt(key="introduksjon", wording="Introduksjon", required=True),
        Prompt(key="forankring", wording="Vedtak"),
    ),
    delmaal=(
        Prompt(key="resultater", wording="Resultater", required=True),
        Prompt(key="maaloppnaaelse", wording="Mål"),
    ),
    tiltak=(
        Prompt(key="beskrivelse", wording="Hva", required=True),
        Prompt(key="framdrift", wording="Når", required=True),
        Prompt(key="roller", wording="Hvem"),
    ),
)
WHOLE = {"responsible": (NORDLI,), "partners": (FYLKE,), "time_to": "2025"}
AGREEMENT = Agreement(
    first_year=2024, last_year=2027, parties=(AgreementParty(party=NORDLI, role="avtalepart", signs=True),)
)


def answers(**words: str) -> tuple[Answer, ...]:
    return tuple(Answer(key=key, text=text(said)) for key, said in words.items())


def plan(own=None, goal=None, section=None, figures=(), agreement=AGREEMENT, **fields) -> Handlingsplan:
    """A plan in which nothing is missing, but what is given otherwise."""
    of_tiltak = answers(beskrivelse="Vi bygger.", framdrift="I mai.") if own is None else own
    of_goal = answers(resultater="Flere hus.", maaloppnaaelse="Vi teller 20 hus.") if goal is None else goal
    of_plan = answers(introduksjon="Dette er planen.") if section is None else section
    found_in = [delmaal(1, [tiltak("a", answers=of_tiltak, **(WHOLE | fields))], answers=of_goal)]
    return small_plan.plan(found_in, answers=of_plan, form=FORM, agreement=agreement, figures=figures)


def missing(found_in: Handlingsplan, stated: Stated | None = None) -> list[str]:
    return [code for code in codes(found_in, stated) if code in CODES]


def test_a_whole_plan_lacks_nothing():
    assert missing(plan()) == []


def test_required_answers_that_are_not_there_are_one_finding_for_each_part():
    finding = one(plan(own=()), "svar-mangler")
    assert (finding.path, finding.level) == ("tiltak/a/svar/beskrivelse", "advarsel")
    assert "«Hva» og «Når»" in finding.message.nb
    assert one(plan(section=()), "svar-mangler").where.nb == "Seksjon 1"
    assert one(plan(goal=answers(maaloppnaaelse="5 hus.")), "svar-mangler").path == "delmaal/d1/svar/resultater"


def test_an_answer_of_spaces_is_none_and_a_reason_is_one():
    blank = Answer(key="framdrift", text=text(" "))
    assert one(plan(own=(*answers(beskrivelse="Vi bygger."), blank)), "svar-mangler").at == "framdrift"
    reason = Answer(key="framdrift", not_relevant_reason="Det er ferdig.")
    assert missing(plan(own=(*answers(beskrivelse="Vi bygger."), reason))) == []


@pytest.mark.parametrize(
    ("code", "fields", "instead", "level"),
    [
        ("ansvarlig-mangler", {"responsible": ()}, {"responsible_text": "kommunene"}, "advarsel"),
        ("samarbeid-mangler", {"partners": ()}, {"partners_text": "næringslivet"}, "tips"),
        ("tidsramme-mangler", {"time_to": ""}, {"time_text": "Kontinuerlig"}, "advarsel"),
    ],
)
def test_parties_and_time_frame(code, fields, instead, level):
    assert one(plan(**fields), code).level == level
    assert missing(plan(**(fields | instead))) == []


@pytest.mark.parametrize(
    ("alt", "wrong"),
    [("", True), ("Figur", True), ("Et bilde.", True), ("Veien fra idé", True), ("Fem bokser med piler", False)],
)
def test_alternative_texts(alt, wrong):
    figure = Figure(sha256="a" * 64, media_type="image/png", width=1, height=1, alt=alt, caption="Veien fra idé")
    assert missing(plan(figures=(figure,))) == (["alt-tekst"] if wrong else [])


def test_a_figure_without_a_caption_where_another_has_one():
    one_figure = Figure(sha256="a" * 64, media_type="image/png", width=1, height=1, alt="Fem bokser med piler")
    other = one_figure.model_copy(update={"sha256": "b" * 64, "caption": "Veien fra idé"})
    assert one(plan(figures=(one_figure, other)), "bildetekst-mangler").at == "a" * 12
    assert missing(plan(figures=(one_figure,))) == []
    assert missing(plan(figures=(other,))) == []


def test_signatures():
    nobody = AGREEMENT.model_copy(update={"parties": ()})
    assert one(plan(agreement=nobody), "underskrift-mangler").path == "plan/svar/forankring"
    lines = tuple(StatedLine(kind="signature", text="Ordfører", path="plan/svar/forankring") for _ in range(2))
    finding = one(plan(), "underskrift-antall", Stated(lines=lines))
    assert (finding.stated, finding.computed) == ("2", "1")
    assert missing(plan(), Stated(lines=lines[:1])) == []
    # A line of a party that the agreement is not known to have: the document was read, and the agreement guessed.
    stranger = Party(key="fjernt", name="Fjerntland", kind="kommune")
    named = (lines[0], lines[1].model_copy(update={"text": "For Fjerntland"}))
    assert not found(plan(), "underskrift-antall", Stated(lines=named), parties=(stranger,))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Se [XX] for mer.", "«[XX]»"),
        ("Figur XX viser veien.", "«XX»"),
        ("Behovet er meldt i rapporten (full henvisning til rapport).", "«full henvisning»"),
        ("Departementet kommer med tekst.", "«kommer med tekst»"),
        ("Beløpet er ??? kroner.", "«???»"),
        ("Tekst mangler.", "«Tekst mangler»"),
        ("Det koster [beløp fylles inn] kr.", "«[beløp fylles inn]»"),
        ("Vedtatt den xx.xx.2026.", "«xx.xx.2026»"),
        ("Møte DD.MM.ÅÅÅÅ.", "«DD.MM.ÅÅÅÅ»"),
        ("Vi er ?? til å gjøre det.", "«??»"),
        ("Til sammen … % av dem.", "«…»"),
        ("Det gjelder NN millioner.", "«NN»"),
        ("Blir avklart seinare.", "«Blir avklart»"),
        ("Fylles ut etter møtet.", "«Fylles ut»"),
        ("Ikke avklart.", "«Ikke avklart»"),
        ("Tre skoler (må sjekkes!) er med.", "«(må sjekkes!)»"),
        ("Vi møtes <dato> kl. 10.", "«<dato>»"),
        ("Det koster _ mill. kroner.", "«_»"),
    ],
)
def test_words_that_wait_for_other_words(words, said):
    finding = one(plan(own=answers(beskrivelse=words, framdrift="I mai.")), "plassholder")
    assert f"Her står {said}," in finding.message.nb


@pytest.mark.parametrize(
    "words",
    [
        "Prosjektlederen skriver teksten til nettstedet, og kommunene leser gjennom den før den blir lagt ut.",
        "Fylket har XXL-busser … og mange av dem.",
        "Hva mener dere? Vi spør alle.",
        "Se rapporten «Bygder i vekst» (2023).",
        "Vi spør: Hva nå??",
        "Rollene blir avklart i avtalen.",
        "Kommer i gang når vi har ansatt noen.",
        "Malen er på nn og på nb … millioner av ord.",
        "[Sørsamisk: Åarjelsaemien] heter det.",
    ],
)
def test_words_that_only_look_so(words):
    assert missing(plan(own=answers(beskrivelse=words, framdrift="I mai."))) == []


def test_placeholders_in_what_the_document_prints_are_one_finding_a_place():
    lines = tuple(StatedLine(kind="signature", text="[XX]", path="plan/svar/forankring") for _ in range(5))
    finding = one(plan(), "plassholder", Stated(lines=lines))
    assert (finding.at, finding.path) == ("5", "plan/svar/forankring")


def test_a_paragraph_of_punctuation():
    def with_blocks(*blocks: Block) -> Handlingsplan:
        return plan(own=(Answer(key="beskrivelse", text=blocks), *answers(framdrift="I mai.")))

    assert one(with_blocks(*text("Vi bygger."), Paragraph(runs=(Run(text="."),))), "losrevet-tegn").stated == "."
    assert missing(with_blocks(*text("Vi bygger 2."), items("hus", "3"))) == []


def test_goals_that_cannot_be_assessed():
    vague = answers(resultater="Flere hus.", maaloppnaaelse="Vi ser i 2025 om samarbeidet er godt.")
    assert one(plan(goal=vague), "maal-uten-maaling").level == "tips"
    for measured in (
        "Andelen som er fornøyd skal opp.",
        "Museet tel oppslag på nettet.",
        "Vi ser på folketalet og kor mange som flyttar.",
        "Vi spør alle bedriftene.",
    ):
        share = answers(resultater="Flere hus.", maaloppnaaelse=measured)
        assert not found(plan(goal=share), "maal-uten-vurdering")
        assert not found(plan(goal=share), "maal-uten-maaling")
    assert (
        one(plan(goal=answers(resultater="Flere hus.")), "maal-uten-vurdering").path == "delmaal/d1/svar/maaloppnaaelse"
    )


def test_the_real_plan(real, printed):
    where = {finding.where.nb: finding.at for finding in found(real, "svar-mangler")}
    assert where == {
        "Delmål 4": "okonomi",
        "Tiltak 3.2": "roller,framdrift,okonomi",
        "Tiltak 4.2": "roller",
        "Tiltak 4.4": "roller,framdrift",
        "Tiltak 5.1": "roller",
        "Tiltak 7.2": "roller",
    }
    assert {finding.where.nb for finding in found(real, "tidsramme-mangler")} == {
        "Tiltak 2.3",
        "Tiltak 2.4",
        "Tiltak 4.3",
    }
    assert [finding.where.nb for finding in found(real, "ansvarlig-mangler")] == ["Tiltak 2.3"]
    waiting = {finding.where.nb: finding.message.nb for finding in found(real, "plassholder", printed)}
    assert set(waiting) == {"Tiltak 3.2", "Tiltak 6.1", "«Lokal og regional forankring»"}
    assert "«[XX]»" in waiting["«Lokal og regional forankring»"]
    assert len(found(real, "maal-uten-vurdering")) == 6
    assert not found(real, "underskrift-antall", printed)
