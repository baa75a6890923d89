"""Starting a plan from the one before it: what comes along, what stays, and that nothing is forgotten."""

import uuid

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Field, Model

from budgets.models import BudgetLine, BudgetPost, EarlierFigure
from budgets.services import continuing as budgets_continuing
from plans import services
from plans.models import Answer, FieldChange, Figure, Party, Plan, PlanDelmaal, PlanForm, Tiltak, TiltakParty
from plans.services import UNCHECKED, continue_plan
from plans.services.continuing import COPIED, registered
from tests.factories import make_plan, make_post, make_tiltak, put, put_status
from tests.pictures import png

pytestmark = pytest.mark.django_db

ALL_COPIED: dict[type[Model], tuple[str, ...]] = {**COPIED, BudgetPost: budgets_continuing.COPIED}
OWN = "the new row's own"
#: Columns and relations that do not come along, with the reason. What is copied stands in the services.
LEFT: dict[type[Model], dict[str, str]] = {
    Plan: {
        "id": OWN,
        "slug": "of the new year",
        "agreement": "given when the plan is made",
        "year": "given",
        "language": "chosen",
        "form": "chosen",
        "status": "a new plan is a draft",
        "document_date": "another year's",
        "adoption_date": "another year's",
        "case_number": "another year's",
        "changed_at": "the trace writes it",
        "changed_by": "the trace writes it",
        "delmaal": "copied from the agreement, as for every new plan",
        "answers": "by Answer",
        "tiltak": "by Tiltak",
        "figures": "by Figure",
        "posts": "by BudgetPost",
        "lines": "amounts start blank",
        "earlier_figures": "read from the earlier plan",
        "tiltak_changes": "another year's account",
        "approved": "what was approved of the old plan",
        "moves": "the old plan's way",
        "notices": "of what happened in the old plan",
        "seen": "of the old plan's versions",
        "versions": "frozen editions of the old plan",
        "links_earlier": "another year's account",
        "links_later": "another year's account",
        "openings": "a draft needs none",
        "changes": "its own history",
        "removed": "its own history",
        "snapshots": "frozen editions of the old plan",
        "renderings": "the old plan's documents",
        "acknowledgements": "of findings in the old plan",
        "workbook_readings": "files for the old plan, kept for a day",
        "stored": "documents that the old plan was read from",
        "comments": "about the old plan",
        "confirmations": "of the old plan",
        "present": "who writes in the old plan now",
    },
    PlanDelmaal: {
        "id": OWN,
        "plan": OWN,
        "delmaal": "from the agreement",
        "uid": "from the agreement",
        "number": "from the agreement",
        "title": "from the agreement",
        "short_title": "from the agreement",
        "money_note": "about another year's money",
        "answers": "by Answer",
        "tiltak": "by Tiltak",
        "lines": "amounts start blank",
        "earlier_figures": "read from the earlier plan",
    },
    Tiltak: {
        "id": OWN,
        "plan": OWN,
        "delmaal": "the new plan's",
        "parties": "by TiltakParty",
        "answers": "by Answer",
        "lines": "amounts start blank",
    },
    TiltakParty: {"id": OWN, "tiltak": OWN},
    Answer: {
        "id": OWN,
        "uid": OWN,
        "plan": OWN,
        "prompt": "that of the new form",
        "delmaal": OWN,
        "tiltak": OWN,
        "carried": "always true of what came along",
    },
    Figure: {"id": OWN, "plan": OWN},
    BudgetPost: {
        "id": OWN,
        "plan": OWN,
        "lines": "amounts start blank",
        "earlier_figures": "read from the earlier plan",
    },
}
#: Models that hang on a plan and of which nothing comes along.
LEFT_WHOLE = {
    "Acknowledgement": "of findings in the old plan",
    "Approved": "what was approved of the old plan",
    "Asked": "what KDD asked of the old plan",
    "BudgetLine": "amounts start blank",
    "Comment": "about the old plan",
    "Confirmation": "of the old plan",
    "EarlierFigure": "read from the earlier plan",
    "EditOpening": "a draft needs none",
    "FieldChange": "its own history",
    "Move": "the old plan's way",
    "Notice": "of what happened in the old plan",
    "Orientation": "on the old plan's versions",
    "Origin": "where fields of the old plan were read",
    "Payout": "on the old plan's versions",
    "Presence": "who writes in the old plan now",
    "Removed": "its own history",
    "Rendering": "the old plan's documents",
    "Seen": "of the old plan's versions",
    "Signature": "on the old plan's versions",
    "SignedCopy": "of the old plan's versions",
    "Snapshot": "frozen editions of the old plan",
    "Stored": "a document that the old plan was read from",
    "TiltakChange": "another year's account",
    "TiltakLink": "another year's account",
    "Version": "frozen editions of the old plan",
    "VersionFile": "frozen editions of the old plan",
    "WorkbookReading": "a file for the old plan, kept for a day",
}


@pytest.mark.parametrize("model", LEFT, ids=lambda model: model.__name__)
def test_every_column_and_relation_is_copied_or_said_to_be_left(model):
    names = {field.name for field in model._meta.get_fields() if not field.name.endswith("+")}
    copied = set(ALL_COPIED.get(model, ()))
    assert names == copied | set(LEFT[model])
    assert not copied & set(LEFT[model])


def test_every_model_that_hangs_on_a_plan_is_known():
    """From the plan down through every relation: a new model is copied, or said to be left."""
    found: set[type[Model]] = set()
    waiting: list[type[Model]] = [Plan]
    while waiting:
        model = waiting.pop()
        for other in apps.get_models():
            hangs = any(field.many_to_one and field.related_model is model for field in other._meta.get_fields())
            if hangs and other not in found:
                found.add(other)
                waiting.append(other)
    assert {model.__name__ for model in found} == {
        *(model.__name__ for model in LEFT if model is not Plan),
        *LEFT_WHOLE,
    }


def test_later_apps_have_said_what_comes_along():
    assert registered() == {"budgets"}


@pytest.fixture
def full(by):
    """A plan with something of everything."""
    plan = make_plan(delmaal=2, tiltak=1)
    tiltak = make_tiltak(plan, "Bygge bro")
    services.set_phase(tiltak=tiltak, phase="uttesting", base=UNCHECKED, by=by)
    Tiltak.objects.filter(pk=tiltak.pk).update(
        responsible_text="laget", partners_text="andre", time_from="2025", time_to="2026", time_text="kanskje"
    )
    parties = list(Party.objects.all()[:3])
    for part in TiltakParty.Part:
        services.set_parties(tiltak=tiltak, part=part, parties=parties, text="andre", base=UNCHECKED, by=by)
    delmaal = plan.delmaal.all()[0]
    for place, key in ((plan, "rammer"), (delmaal, "resultater"), (tiltak, "beskrivelse")):
        services.save_answer(place=place, key=key, html="<p>Slik er det.</p>", base=UNCHECKED, by=by)
    services.set_not_relevant(place=tiltak, key="roller", reason="bare en", base=UNCHECKED, by=by)
    services.set_money_note(delmaal=delmaal, note="680 000 er søkt om.", base=UNCHECKED, by=by)
    services.add_figure(plan=plan, data=png(5, 5), alt="Et kart.", caption="Kart", by=by)
    post = make_post(plan, "Avsetning", outside_sum=True)
    for row in (tiltak, delmaal, post):
        put(row, 100)
    put(delmaal, 200, year=2026)
    return plan


def go_on(plan, by=None, year=2026, form=None, language="nb"):
    return continue_plan(earlier=plan, year=year, form=form or plan.form, language=language, by=by)


def rows(plan, model, path="plan"):
    """Every copied column of the rows of a plan, with what it must equal."""
    names = ALL_COPIED[model]
    return sorted(([getattr(row, name) for name in names] for row in model.objects.filter(**{path: plan})), key=str)


def test_what_comes_along_is_the_same(full, by):
    new = go_on(full, by)
    for model, path in (
        (Tiltak, "plan"),
        (TiltakParty, "tiltak__plan"),
        (Answer, "plan"),
        (Figure, "plan"),
        (BudgetPost, "plan"),
    ):
        assert rows(new, model, path)
        assert rows(new, model, path) == rows(full, model, path)
    for row in new.tiltak.all():
        assert row.delmaal.plan == new
        assert row.delmaal.uid == full.tiltak.get(uid=row.uid).delmaal.uid


def test_every_copied_column_of_the_example_holds_something(full):
    """Else the test above would not see it lost."""
    for model, columns in ALL_COPIED.items():
        for column in columns:
            field = model._meta.get_field(column)
            assert isinstance(field, Field)
            held = model._default_manager.values_list(column, flat=True)
            assert any(value != field.get_default() for value in held), (model, column)


def test_what_stays_is_not_there(full, by):
    put_status(full, Plan.Status.GODKJENT)
    new = go_on(full, by, language="nn")
    assert (new.status, new.year, new.slug, new.language) == ("utkast", 2026, full.slug.replace("2025", "2026"), "nn")
    assert (new.document_date, new.adoption_date, new.case_number) == (None, None, "")
    for model in (BudgetLine, EarlierFigure):
        assert not model.objects.filter(plan=new).exists()
    assert [row.money_note for row in new.delmaal.all()] == ["", ""]


def test_answers_are_from_last_year_until_they_are_touched(full, by):
    new = go_on(full, by)
    assert {answer.carried for answer in new.answers.all()} == {True}
    tiltak = new.tiltak.get(title="Bygge bro")
    services.save_answer(place=tiltak, key="beskrivelse", html="<p>Nå.</p>", base=UNCHECKED, by=by)
    services.set_not_relevant(place=tiltak, key="roller", reason="", base=UNCHECKED, by=by)
    assert {row.prompt.key for row in new.answers.filter(carried=True)} == {"rammer", "resultater"}
    assert not full.answers.filter(carried=True).exists()


def test_only_what_the_new_form_asks_comes_along(full, by):
    form = services.create_plan_form(
        key="kort",
        name="Kort",
        texts={"lead_nb": "L", "lead_nn": "L", "overview_nb": "O", "overview_nn": "O"},
        prompts=[
            {"level": "tiltak", "key": "beskrivelse", "position": 1, "nb": "Hva", "nn": "Kva"},
            {"level": "delmaal", "key": "rammer", "position": 1, "nb": "Rammer", "nn": "Rammer"},
        ],
    )
    new = go_on(full, by, form=form)
    assert [(row.prompt.form, row.prompt.key, row.html) for row in new.answers.all()] == [
        (form, "beskrivelse", "<p>Slik er det.</p>")
    ]


def test_delmaal_are_the_agreement_s_as_they_are_now(full, by):
    first = full.agreement.delmaal.all()[0]
    services.set_delmaal_title(delmaal=first, title="Nytt navn", base=UNCHECKED, by=by)
    new = go_on(full, by)
    assert new.delmaal.get(uid=first.uid).title == "Nytt navn"
    assert full.delmaal.get(uid=first.uid).title != "Nytt navn"


def test_it_leaves_a_trace(full, by):
    new = go_on(full, by)
    found = FieldChange.objects.filter(plan=new, label="Videreført fra 2025")
    assert {(row.path, row.after, row.by) for row in found} == {
        (f"tiltak/{row.uid}/title", row.title, by) for row in full.tiltak.all()
    }
    assert Plan.objects.get(pk=new.pk).changed_by == by


@pytest.mark.parametrize("year", [2025, 2024, 2028])
def test_only_a_later_year_of_the_agreement(full, year):
    with pytest.raises(ValidationError):
        go_on(full, year=year)
    assert full.agreement.plans.count() == 1


def test_a_year_is_started_once(full):
    go_on(full)
    with pytest.raises(ValidationError, match="allerede en handlingsplan"):
        go_on(full)


def test_all_or_nothing(full, monkeypatch):
    def fail(**kwargs):
        raise RuntimeError

    monkeypatch.setitem(services.continuing._copiers, "prøve", fail)
    with pytest.raises(RuntimeError):
        go_on(full)
    assert full.agreement.plans.count() == 1


def test_the_uid_is_what_ties_the_years(full):
    uids = set(full.tiltak.values_list("uid", flat=True))
    assert uids == set(go_on(full).tiltak.values_list("uid", flat=True))
    assert all(isinstance(uid, uuid.UUID) for uid in uids)
    assert PlanForm.objects.exists()
