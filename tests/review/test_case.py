"""The case document: what it says, in which order, for whom, and that the same case gives the same bytes."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from plans import paths
from plans.models import Plan
from plans.roles import Role
from plans.services import UNCHECKED
from plans.views import plan_address
from reporting.printed import Section, Sentence, TableBlock
from review import services
from review.case import chapters, load_case, render_case
from review.case_words import STEPS_NN, WORDS
from review.models import Comment
from review.services.facts import latest_version
from review.services.said import Ask, Said
from review.workflow import BY_KEY
from tests.factories import make_person, make_tiltak
from tests.reporting import small_plan
from tests.reporting.rendered import pages
from tests.review import steps
from tests.review.cases import full_case

VALUE = small_plan.plan()


def texts(section: Section) -> Iterator[str]:
    """Yield everything a chapter says, in order."""
    yield section.heading
    for block in section.blocks:
        if isinstance(block, Sentence):
            yield block.text
        elif isinstance(block, TableBlock):
            for row in block.table.rows:
                yield from (cell.text or str(cell.kroner or "") for cell in row.cells)
    for part in section.sections:
        yield from texts(part)


def test_every_chapter_tells_its_part_of_the_case():
    decision, findings, asked, said, history = (list(texts(one)) for one in chapters(full_case(VALUE), "nb"))
    assert "Planen er godkjent med vilkår." in decision
    assert "Innstilling fra Ola Vik, 3. februar 2025" in decision
    assert decision[-4:] == ["Vilkår:", "Rapporter i juni.", "Merknader i vedtaksbrevet:", "Til orientering."]
    assert findings[1:] == ["Tiltak 1.1", "Summen er rar.", "Avtalt <slik> & sånn.", "Kari Nordli"]
    assert asked[1:] == [
        "Bedt om 2. februar 2025 av Ola Vik",
        "Se på broen.",
        "Takk.",
        "Tiltak 1.1: Bygge bro",
        "Si hvor.",
        "Gjort.",
    ]
    assert said[1:4] == [
        "Tiltak 1.1: Bygge bro. Tittel",
        "Ola Vik (KDD), 2. februar 2025, må rettes:",
        "Hvor går broen?",
    ]
    assert "Løst 4. februar 2025 av Ola Vik." in said
    assert said[-2:] == ["Er dette rett?", "Ikke løst."]
    assert "2000000" in history, "the sum of what is paid"
    assert history.index("1. februar 2025") < history.index("6. februar 2025")


def test_a_case_with_nothing_in_it_says_so():
    case = full_case(VALUE)._replace(talks=(), moves=(), asked=(), signatures=(), payouts=(), orientations=())
    case.version.findings = []
    decision, findings, asked, said, _ = (list(texts(one)) for one in chapters(case, "nb"))
    words = WORDS["nb"]
    assert [decision[-1], findings[-1], asked[-1], said[-1]] == [
        words["undecided"],
        words["no_findings"],
        words["nothing_asked"],
        words["no_comments"],
    ]


def test_both_written_forms_have_every_word():
    assert WORDS["nb"].keys() == WORDS["nn"].keys()
    assert STEPS_NN.keys() == BY_KEY.keys()
    said = " ".join(text for one in chapters(full_case(VALUE), "nn") for text in texts(one))
    assert "Planen er godkjend med vilkår" in said
    assert "må rettast" in said


def test_the_same_case_is_the_same_file():
    export = render_case(full_case(VALUE))
    assert export.data == render_case(full_case(VALUE)).data
    assert export.filename.startswith("saksdokument-2025-")
    read = " ".join(pages(export.data))
    # The plan first, then the case, numbered on.
    assert read.index("Saksdokument for handlingsplan 2025") < read.index("Saken og vedtaket")
    told = ["Vedtak av Ola Vik", "Avtalt <slik>", "Kommentarer mellom piloten og KDD", "Planens gang"]
    assert sorted(told, key=read.rindex) == told
    assert "Versjon 2, SHA-256" in read


@pytest.fixture
def plan(monkeypatch: pytest.MonkeyPatch, db: None) -> Plan:
    """A plan that KDD has asked to change, with a comment of each audience."""
    steps.quick_files(monkeypatch)
    plan = steps.small_plan()
    tiltak = make_tiltak(plan)
    cast = steps.bring(plan, "sendt")
    steps.take(plan, "be-om-endringer", cast.handler, Said(asked=(Ask(paths.tiltak(tiltak.uid), "Tiltak 1.1", "Si."),)))
    for audience in Comment.Audience:
        services.write_comment(
            plan=plan,
            path=paths.tiltak(tiltak.uid),
            where="Tiltak 1.1: Bygge bro",
            audience=audience,
            text=f"Sagt {audience.value}",
            by=cast.handler,
            at=timezone.now(),
            from_kdd=audience != Comment.Audience.PILOT,
        )
    return steps.fresh(plan)


def test_only_what_both_sides_may_read_is_in_it(plan: Plan):
    version = latest_version(plan)
    assert version
    case = load_case(plan, version)
    assert [talk.root.text for talk in case.talks] == ["Sagt delt"]
    assert [move.key for move in case.moves] == ["vedta", "send", "be-om-endringer"]
    # What KDD asked for now is being answered; it belongs to the case when the plan has been sent again.
    assert case.asked == ()
    leader = case.moves[0].by
    assert leader
    services.answer_asked(
        asked=case.moves[2].asked.get(), answer="Gjort.", base=UNCHECKED, by=leader, at=timezone.now()
    )
    steps.take(plan, "send-igjen", leader)
    again = latest_version(plan)
    assert again
    assert [one.answer for one in load_case(steps.fresh(plan), again).asked] == ["Gjort."]


def test_it_is_fetched_by_who_speaks_for_either_side(plan: Plan, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("review.views.case.render_case", lambda case: steps.FILE)
    address = reverse("case_document", kwargs=plan_address(plan))
    for role, status in ((Role.SAKSBEHANDLER, 200), (Role.GODKJENNER, 200), (Role.OBSERVATOER, 403)):
        client = Client()
        client.force_login(make_person(role))
        assert client.get(address).status_code == status
        shown = client.get(reverse("versions", kwargs=plan_address(plan))).content.decode()
        assert ("Last ned saksdokumentet" in shown) == (status == 200)
