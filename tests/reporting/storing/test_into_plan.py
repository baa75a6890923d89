"""A document goes into a plan that exists: what is ticked, nothing twice, and back again."""

import hashlib

import pytest
from django.core.exceptions import ValidationError

from budgets.models import BudgetLine, FundingSource
from plans.models import FieldChange, Party, Plan
from plans.richtext import parse
from plans.services import UNCHECKED, create_tiltak, save_answer, set_hourly_rate, set_phase, set_time_frame
from plans.timeframe import TimeFrame
from reporting.intake.document.reading import Leftover
from reporting.load import load
from reporting.models import Stored
from reporting.storing import in_the_way, store_as_new, store_into, undo, what_would_change
from reporting.value import Answer, Figure, Handlingsplan, Rate, Source
from reporting.value import Party as PartyValue
from tests.factories import make_person, put, put_status
from tests.pictures import png
from tests.reporting.storing.cases import empty_agreement, held, reading, small

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(by):
    """A plan that the document has been stored as, and that people have gone on with."""
    stored = store_as_new(reading=small(), agreement=empty_agreement(), year=2025, name="første.docx", by=by)
    assert stored.plan is not None
    found = Plan.objects.select_related("agreement__pilot").get(pk=stored.plan.pk)
    goal = found.delmaal.all()[0]
    tiltak = goal.tiltak.all()[0]
    save_answer(place=tiltak, key="beskrivelse", html="<p>Skrevet i portalen.</p>", base=UNCHECKED, by=by)
    save_answer(place=tiltak, key="roller", html="<p>Står ikke i dokumentet.</p>", base=UNCHECKED, by=by)
    set_time_frame(tiltak=tiltak, frame=TimeFrame("2025", "2026"), base=UNCHECKED, by=by)
    create_tiltak(delmaal=goal, title="Bare i portalen", by=by)
    put(tiltak, 250_000)
    put(goal, 7_000, "annet")
    found.tiltak.get(title="Vertskap").delete()
    return found


def into(plan: Plan, by, **how) -> Stored:
    return store_into(reading=small(), plan=plan, name="andre.docx", by=by, **how)


def paths_of(plan: Plan) -> dict[str, str]:
    return {one.path: one.kind for one in what_would_change(small(), load(plan), adopted=plan.adoption_date)}


def test_the_document_wins_where_it_says_something_and_the_rest_is_left_alone(plan, by):
    stored = into(plan, by)
    tiltak = plan.tiltak.get(title="Boligbank")
    answers = {one.prompt.key: one.html for one in tiltak.answers.select_related("prompt")}
    assert answers["beskrivelse"] == "<p>Vi finner hus som står tomme.</p>"
    assert answers["roller"] == "<p>Står ikke i dokumentet.</p>"
    assert [one.title for one in plan.delmaal.all()[0].tiltak.all()] == ["Boligbank", "Bare i portalen", "Vertskap"]
    assert BudgetLine.objects.get(tiltak=tiltak).kroner == 300_000
    assert BudgetLine.objects.filter(delmaal=plan.delmaal.all()[0], source__key="annet").count() == 1
    assert [note["label"] for note in stored.notes] == ["Tiltak 1.2: Bare i portalen: Tiltak 1.2"]
    assert paths_of(plan).keys() == {path for path, kind in paths_of(plan).items() if kind == "beholdes"}


def test_stored_twice_nothing_is_doubled(plan, by):
    into(plan, by)
    before = held(plan)
    with pytest.raises(ValidationError, match="Planen sier allerede det som står i filen"):
        into(plan, by)
    assert held(plan) == before
    assert plan.stored.count() == 2


def test_only_what_is_ticked_is_taken(plan, by):
    tiltak = plan.tiltak.get(title="Boligbank")
    before = held(plan)
    stored = into(plan, by, paths=[f"tiltak/{tiltak.uid}/tidsramme"])
    assert [path for path, *_ in stored.written] == [f"tiltak/{tiltak.uid}/tidsramme"]
    tiltak.refresh_from_db()
    assert (tiltak.time_from, tiltak.time_to) == ("", "2025-12")
    before["delmaal"][0]["tiltak"][0]["time"] = ("", "2025-12", "")
    assert held(plan) == before


def test_a_new_tiltak_is_taken_with_all_that_is_under_it(plan, by):
    (made,) = [path for path, kind in paths_of(plan).items() if kind == "ny"]
    stored = into(plan, by, paths=[made])
    assert [one[:2] for one in stored.made] == [["tiltak", made.removeprefix("tiltak/")]]
    assert stored.written == []
    tiltak = plan.tiltak.get(title="Vertskap")
    assert tiltak.answers.count() == 2
    assert tiltak.lines.get().kroner == 200_000
    under = [path for path in paths_of(plan) if path.startswith(made)]
    assert under == []
    assert f"{made}/title" in set(
        FieldChange.objects.filter(plan=plan, origins__stored=stored).values_list("path", flat=True)
    )


def test_undone_every_field_is_as_it_was(plan, by):
    plan.answers.filter(tiltak__title="Boligbank", prompt__key="beskrivelse").update(carried=True)
    before, value = held(plan), load(plan)
    stored = into(plan, by)
    assert held(plan) != before
    assert in_the_way(stored) == ()
    assert undo(stored=stored, by=by) == ()
    assert held(plan) == before
    # Also what no document tells: uids, and that an answer came along from last year.
    assert load(plan) == value
    # The first storing can still be told of, and is no longer undone without a word.
    first = Stored.objects.get(name="første.docx")
    assert in_the_way(first)


def test_nobody_s_words_are_undone(plan, by):
    stored = into(plan, by)
    tiltak, new, writer = plan.tiltak.get(title="Boligbank"), plan.tiltak.get(title="Vertskap"), make_person()
    save_answer(place=tiltak, key="beskrivelse", html="<p>Etterpå.</p>", base=UNCHECKED, by=writer)
    set_phase(tiltak=new, phase="uttesting", base=UNCHECKED, by=writer)
    # Written elsewhere, and written and taken back: neither is in the way.
    save_answer(place=plan, key="organisering", html="<p>Et annet sted.</p>", base=UNCHECKED, by=writer)
    now = BudgetLine.objects.get(tiltak=tiltak).kroner
    put(tiltak, 1)
    put(tiltak, now)
    found = {one.path: one.who for one in in_the_way(stored)}
    assert found == {
        f"tiltak/{tiltak.uid}/svar/beskrivelse": writer.name,
        f"tiltak/{new.uid}/phase": writer.name,
    }
    with pytest.raises(ValidationError, match=f"Fase \\({writer.name}\\), Beskriv.*Ingenting er angret"):
        undo(stored=stored, by=by)
    assert held(plan)["delmaal"][0]["tiltak"][0]["time"] == ("", "2025-12", "")

    stays = undo(stored=stored, by=by, keep=True)
    assert len(stays) == 2
    assert all("er endret siden, og står." in sentence for sentence in stays)
    titles = [one.title for one in plan.delmaal.all()[0].tiltak.all()]
    assert titles == ["Boligbank", "Bare i portalen", "Vertskap"]
    after = held(plan)["delmaal"][0]["tiltak"][0]
    assert after["answers"]["beskrivelse"] == ("<p>Etterpå.</p>", "")
    assert after["time"] == ("2025", "2026", "")


def test_it_is_asked_in_a_few_queries_however_much_was_written(plan, by, django_assert_max_num_queries):
    stored = into(plan, by)
    tiltak = plan.tiltak.get(title="Boligbank")
    # More than SQLite takes in one condition.
    stored.written += [[f"tiltak/{n}/title", "", "", ""] for n in range(2000)]
    save_answer(place=tiltak, key="beskrivelse", html="<p>Etterpå.</p>", base=UNCHECKED, by=by)
    save_answer(place=plan, key="organisering", html="<p>Et annet sted.</p>", base=UNCHECKED, by=by)
    with django_assert_max_num_queries(4):
        assert len(in_the_way(stored)) == 1


def test_a_closed_plan_is_neither_written_nor_undone(plan, by):
    stored = into(plan, by)
    put_status(plan, Plan.Status.VEDTATT)
    with pytest.raises(ValidationError, match="ikke åpen"):
        into(plan, by)
    with pytest.raises(ValidationError, match="vedtatt"):
        undo(stored=stored, by=by)


def test_where_one_path_is_opened_the_rest_is_refused_one_by_one(plan, by):
    tiltak = plan.tiltak.get(title="Boligbank")
    put_status(plan, Plan.Status.ENDRINGER)
    plan.openings.create(path=f"tiltak/{tiltak.uid}")
    stored = into(plan, by)
    assert {path.split("/")[1] for path, *_ in stored.written} == {str(tiltak.uid)}
    refused = [note for note in stored.notes if note["kind"] == "refused"]
    # Of what is new it is told once, with all that hangs on it.
    (new,) = [note for note in refused if "Vertskap" in note["label"]]
    assert "ikke åpen" in new["message"]
    assert new["message"].endswith("Det som hører til, er heller ikke med.")
    assert not plan.tiltak.filter(title="Vertskap").exists()


def changed(value: Handlingsplan, **tiltak) -> Handlingsplan:
    """The document with its first tiltak otherwise."""
    goal = value.delmaal[0]
    first = goal.tiltak[0].model_copy(update=tiltak)
    goal = goal.model_copy(update={"tiltak": (first, *goal.tiltak[1:])})
    return value.model_copy(update={"delmaal": (goal, *value.delmaal[1:])})


def test_what_a_service_refuses_is_told_with_its_place(plan, by):
    read = small()
    long = changed(read.plan, responsible_text="x" * 400, time_from="2027", time_to="2025", phase="uttesting")
    stored = store_into(reading=read.model_copy(update={"plan": long}), plan=plan, name="lang.docx", by=by)
    refused = {note["path"].rsplit("/", 1)[1]: note for note in stored.notes if note["kind"] == "refused"}
    assert refused.keys() == {"responsible", "tidsramme"}
    assert refused["tidsramme"]["place"] == "tabell 2, rad 2"
    assert refused["tidsramme"]["message"] == "Tiltaket kan ikke slutte før det begynner."
    assert plan.tiltak.get(title="Boligbank").phase == "uttesting"


def test_a_name_that_is_too_long_is_cut_and_said(plan, by):
    read = small()
    post = reading().plan.posts[0].model_copy(update={"name": "Prosjekt" * 30})
    value = read.plan.model_copy(update={"posts": (post,)})
    stored = store_into(reading=read.model_copy(update={"plan": value}), plan=plan, name="lang.docx", by=by)
    assert plan.posts.filter(name=("Prosjekt" * 30)[:160]).exists()
    assert [note["message"] for note in stored.notes if note["kind"] == "said"] == [
        "Navnet er på 240 tegn, og er kortet ned til 160."
    ]


def test_sources_and_parties_that_are_lacking_come_and_go(plan, by):
    read = small()
    fund = Source(key="fond", kind="annet", name="Sparebankfondet")
    line = read.plan.delmaal[0].tiltak[0].lines[0].model_copy(update={"source": "fond"})
    company = PartyValue(key="bakeriet", name="Bakeriet AS", kind="annet")
    nameless = PartyValue(key="x", name="Uten nummer", kind="kommune")
    value = changed(read.plan, lines=(line,), responsible=(company, nameless), responsible_text="")
    value = value.model_copy(update={"sources": (*value.sources, fund)})
    stored = store_into(reading=read.model_copy(update={"plan": value}), plan=plan, name="fond.docx", by=by)
    made = {kind: key for kind, key, _ in stored.made}
    assert FundingSource.objects.get(pilot=plan.agreement.pilot, key=made["kilde"]).name == "Sparebankfondet"
    tiltak = plan.tiltak.get(title="Boligbank")
    assert Party.objects.get(key=made["part"]).name == "Bakeriet AS"
    # A municipality needs its number, so the name stands as text, and nobody has to wonder.
    assert tiltak.responsible_text == "Uten nummer"
    assert ["Uten nummer" in note["message"] for note in stored.notes if note["kind"] == "said"] == [True]
    assert undo(stored=stored, by=by) == ()
    assert not Party.objects.filter(name="Bakeriet AS").exists()
    assert not FundingSource.objects.filter(name="Sparebankfondet").exists()


def test_a_source_goes_with_the_amount_that_was_refused(plan, by):
    read = small()
    fund = Source(key="fond", kind="annet", name="Sparebankfondet")
    line = read.plan.delmaal[0].tiltak[0].lines[0].model_copy(update={"source": "fond", "shared_with": "Ingen pilot"})
    value = changed(read.plan, lines=(line,))
    value = value.model_copy(update={"sources": (*value.sources, fund)})
    stored = store_into(reading=read.model_copy(update={"plan": value}), plan=plan, name="fond.docx", by=by)
    (refused,) = [note for note in stored.notes if note["kind"] == "refused"]
    assert refused["message"] == "Fant ikke piloten «Ingen pilot»."
    assert "kilde" not in {kind for kind, *_ in stored.made}
    assert not FundingSource.objects.filter(name="Sparebankfondet").exists()


def test_a_source_that_is_in_use_by_now_stays(plan, by):
    read = small()
    fund = Source(key="fond", kind="annet", name="Sparebankfondet")
    line = read.plan.delmaal[0].tiltak[0].lines[0].model_copy(update={"source": "fond"})
    value = changed(read.plan, lines=(line,))
    value = value.model_copy(update={"sources": (*value.sources, fund)})
    stored = store_into(reading=read.model_copy(update={"plan": value}), plan=plan, name="fond.docx", by=by)
    put(plan.tiltak.get(title="Bare i portalen"), 5, "fond")
    (stays,) = undo(stored=stored, by=by)
    assert stays.startswith("Finansieringskilden «Sparebankfondet» står. Kilden «Sparebankfondet» er i bruk")


def test_what_was_left_over_is_put_where_it_was_said(plan, by):
    left = small().model_copy(update={"leftovers": (Leftover("rest-1", "avsnitt 99", "Et løst avsnitt."),)})
    path = f"tiltak/{plan.tiltak.get(title='Boligbank').uid}/svar/roller"
    store_into(reading=left, plan=plan, name="rest.docx", by=by, paths=[path], put={"rest-1": path})
    html = "<p>Står ikke i dokumentet.</p><p>Et løst avsnitt.</p>"
    assert plan.answers.get(tiltak__title="Boligbank", prompt__key="roller").html == html


def test_an_hourly_rate_that_was_lacking_comes_and_goes_unless_it_was_changed(plan, by):
    read, agreement = small(), plan.agreement
    value = read.plan.model_copy(
        update={
            "pilot": str(agreement.pilot),
            "agreement": read.plan.agreement.model_copy(update={"hourly_rates": (Rate(year=2025, kroner=500),)}),
        }
    )
    read = read.model_copy(update={"plan": value})
    path = "avtale/timesats/2025"

    def take_in() -> Stored:
        return store_into(reading=read, plan=plan, name="sats.docx", by=by, paths=[path])

    stored = take_in()
    assert agreement.hourly_rates.get(year=2025).kroner == 500
    assert undo(stored=stored, by=by) == ()
    assert not agreement.hourly_rates.exists()
    stored = take_in()
    set_hourly_rate(agreement=agreement, year=2025, kroner=600, by=by)
    assert undo(stored=stored, by=by) == ("Planen: Timesats 2025 er endret siden, og står.",)
    assert agreement.hourly_rates.get(year=2025).kroner == 600


def test_a_text_and_a_reason_take_turns(plan, by):
    read = small()
    goal = read.plan.delmaal[0].tiltak[0]
    answers = tuple(
        one.model_copy(update={"text": (), "not_relevant_reason": "Gjelder ikke."}) if one.key == "beskrivelse" else one
        for one in goal.answers
    )
    read = read.model_copy(update={"plan": changed(read.plan, answers=answers)})
    before = held(plan)
    stored = store_into(reading=read, plan=plan, name="grunn.docx", by=by)
    found = plan.answers.get(tiltak__title="Boligbank", prompt__key="beskrivelse")
    assert (found.html, found.not_relevant_reason) == ("", "Gjelder ikke.")
    undo(stored=stored, by=by)
    assert held(plan) == before


def test_a_text_shows_no_figure_that_the_plan_has_not(plan, by):
    read, data = small(), png(40, 30)
    sha256 = hashlib.sha256(data).hexdigest()
    figure = Figure(sha256=sha256, media_type="image/png", width=40, height=30, alt="Et kart.", caption="Kart")
    html = f'<p>Se kartet.</p><figure data-sha256="{sha256}"></figure>'
    value = changed(read.plan, answers=(Answer(key="beskrivelse", text=parse(html)),))
    value = value.model_copy(update={"figures": (figure,)})
    read = read.model_copy(update={"plan": value, "pictures": {sha256: ("image/png", data)}})
    text = f"tiltak/{plan.tiltak.get(title='Boligbank').uid}/svar/beskrivelse"

    def stored_text() -> str:
        html: str = plan.answers.get(tiltak__title="Boligbank", prompt__key="beskrivelse").html
        return html

    stored = store_into(reading=read, plan=plan, name="kart.docx", by=by, paths=[text])
    assert stored_text() == "<p>Se kartet.</p>"
    assert [note["message"] for note in stored.notes if note["kind"] == "said"] == [
        "En figur i teksten er ikke tatt med, fordi planen ikke har bildet."
    ]
    stored = store_into(reading=read, plan=plan, name="kart.docx", by=by, paths=[f"plan/figurer/{sha256}", text])
    (held,) = plan.figures.all()
    assert (held.alt, held.caption) == ("Et kart.", "Kart")
    assert stored_text() == f'<p>Se kartet.</p><figure data-sha256="{held.blob_id}"></figure>'
    # Encoded anew it has another name, and is known all the same.
    assert held.blob_id != sha256
    again = what_would_change(read, load(plan), adopted=plan.adoption_date)
    assert {one.path for one in again}.isdisjoint({text, f"plan/figurer/{sha256}"})
    undo(stored=stored, by=by)
    assert (stored_text(), plan.figures.count()) == ("<p>Se kartet.</p>", 0)
