"""Database rows to one value: everything that was entered, in a number of queries that does not grow."""

import datetime
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budgets import services as money
from budgets.models import BudgetLine, FundingSource
from plans import services
from plans.models import Answer, Party, Plan, Prompt, Tiltak, TiltakChange, TiltakLink, TiltakParty
from plans.richtext import parse
from plans.services import UNCHECKED
from plans.timeframe import TimeFrame
from reporting.load import load, standing
from tests.factories import make_plan, make_post, make_tiltak, pilot, put, put_status
from tests.pictures import png

pytestmark = pytest.mark.django_db
#: What a plan is loaded with, whatever its size. One more query is a decision, not an accident.
MOST_QUERIES = 20


def fill(plan, tiltak):
    """Spread many tiltak over the plan's delmål, each with parties, answers and amounts.

    Written in bulk: only their number matters here.
    """
    goals = list(plan.delmaal.all())
    rows = Tiltak.objects.bulk_create(
        Tiltak(plan=plan, delmaal=goals[number % len(goals)], position=number, title=f"Tiltak {number}")
        for number in range(1, tiltak + 1)
    )
    parties = list(Party.objects.all()[:3])
    TiltakParty.objects.bulk_create(
        TiltakParty(tiltak=row, party=party, part=part, position=place)
        for row in rows
        for part in TiltakParty.Part
        for place, party in enumerate(parties)
    )
    prompts = list(Prompt.objects.filter(form=plan.form, level="tiltak"))
    Answer.objects.bulk_create(
        Answer(plan=plan, prompt=prompt, tiltak=row, html="<p>Ja.</p>") for row in rows for prompt in prompts
    )
    sources = list(FundingSource.objects.filter(pilot=plan.agreement.pilot_id))
    BudgetLine.objects.bulk_create(
        BudgetLine(plan=plan, tiltak=row, source=source, year=plan.year, kroner=number)
        for number, row in enumerate(rows)
        for source in sources
    )
    return plan


def queries_to_load(plan):
    with CaptureQueriesContext(connection) as captured:
        loaded = load(plan)
    return loaded, captured.captured_queries


def test_three_hundred_tiltak_take_no_more_queries_than_three():
    few, queries_for_few = queries_to_load(fill(make_plan(delmaal=1), 3))
    many, queries_for_many = queries_to_load(fill(make_plan(delmaal=7), 300))
    assert sum(len(goal.tiltak) for goal in few.delmaal) == 3
    assert sum(len(goal.tiltak) for goal in many.delmaal) == 300
    assert all(len(row.answers) == 4 and len(row.lines) == 6 for goal in many.delmaal for row in goal.tiltak)
    assert len(queries_for_many) == len(queries_for_few) <= MOST_QUERIES


def test_a_plan_with_everything_takes_no_more_queries_than_an_empty_one(plan):
    _, queries_for_empty = queries_to_load(make_plan(delmaal=0))
    _, queries = queries_to_load(plan)
    assert len(queries) == len(queries_for_empty) <= MOST_QUERIES


def test_the_bytes_of_figures_stay_where_they_are(plan):
    services.add_figure(plan=plan, data=png(5, 5), alt="Et kart.", caption="", by=None)
    services.set_logo(pilot=plan.agreement.pilot, data=png(9, 9), alt="Logo", base=UNCHECKED, by=None)
    loaded, queries = queries_to_load(plan)
    assert loaded.figures
    assert loaded.logo
    # The logo comes with the plan's own row.
    reads = [query["sql"] for query in queries if "plans_blob" in query["sql"]]
    assert len(reads) == 2
    assert not any('"plans_blob"."data"' in read for read in reads)


def test_who_and_when():
    plan = make_plan(delmaal=1, first_year=2024, last_year=2028)
    agreement = plan.agreement
    services.set_plan_field(plan=plan, field="document_date", value=datetime.date(2024, 12, 6), base=UNCHECKED, by=None)
    for place, (key, signs) in enumerate([("lierne", True), ("grong", False)], start=1):
        party = Party.objects.get(key=key)
        services.add_agreement_party(
            agreement=agreement, party=party, role="avtalepart", signs=signs, position=place, by=None
        )
    loaded = load(plan)
    assert (loaded.slug, loaded.pilot, loaded.year) == (plan.slug, agreement.pilot.name, 2025)
    assert (loaded.language, loaded.document_date) == ("nb", datetime.date(2024, 12, 6))
    assert (loaded.agreement.first_year, loaded.agreement.last_year) == (2024, 2028)
    assert [(member.party.key, member.role, member.signs) for member in loaded.agreement.parties] == [
        ("lierne", "avtalepart", True),
        ("grong", "avtalepart", False),
    ]
    assert [party.key for party in loaded.agreement.signatories] == ["lierne"]
    assert loaded.agreement.parties[0].party.kommunenummer == "5042"


def test_the_form_is_worded_for_the_plan():
    plan = make_plan(year=2026)
    words = {prompt.key: prompt.wording for prompt in load(plan).form.delmaal}
    assert words["okonomi"] == "Beskriv kort økonomisk ramme for arbeidet med delmålet i 2026"
    services.set_plan_field(plan=plan, field="language", value="nn", base=UNCHECKED, by=None)
    loaded = load(plan)
    assert loaded.language == "nn"
    assert {prompt.key for prompt in loaded.form.delmaal} == set(words)
    for level, prompts in (
        ("plan", loaded.form.plan),
        ("delmaal", loaded.form.delmaal),
        ("tiltak", loaded.form.tiltak),
    ):
        stored = Prompt.objects.filter(form=plan.form, level=level).order_by("position")
        assert [prompt.wording for prompt in prompts] == [row.nn.replace("{år}", "2026") for row in stored]
        assert [prompt.required for prompt in prompts] == [row.required for row in stored]


def test_answers_stand_in_the_order_of_the_form_and_empty_ones_are_left_out():
    tiltak = make_tiltak(make_plan())
    for key in ("okonomi", "beskrivelse", "roller"):
        services.save_answer(place=tiltak, key=key, html=f"<p>Om {key}.</p>", base=UNCHECKED, by=None)
    services.save_answer(place=tiltak, key="roller", html="", base=UNCHECKED, by=None)
    services.set_not_relevant(place=tiltak, key="framdrift", reason="Er i gang.", base=UNCHECKED, by=None)
    answers = load(tiltak.plan).delmaal[0].tiltak[0].answers
    assert [answer.key for answer in answers] == ["beskrivelse", "framdrift", "okonomi"]
    assert answers[0].text == parse("<p>Om beskrivelse.</p>")
    assert (answers[1].text, answers[1].not_relevant_reason) == ((), "Er i gang.")


def test_tiltak_are_numbered_by_their_order_without_gaps():
    plan = make_plan(delmaal=2, tiltak=3)
    Tiltak.objects.filter(plan=plan, title="Tiltak 2").update(position=40)
    Tiltak.objects.filter(plan=plan, title="Tiltak 1").update(position=20)
    for goal in load(plan).delmaal:
        assert [(row.number, row.title) for row in goal.tiltak] == [(1, "Tiltak 3"), (2, "Tiltak 1"), (3, "Tiltak 2")]


def test_everything_of_a_tiltak():
    plan = make_plan(delmaal=1)
    tiltak = make_tiltak(plan, "Bygge bro")
    services.set_phase(tiltak=tiltak, phase="strategi", base=UNCHECKED, by=None)
    frame = TimeFrame("2025", "2026-06", "om været holder")
    services.set_time_frame(tiltak=tiltak, frame=frame, base=UNCHECKED, by=None)
    for part, keys, text in (("responsible", ["lierne", "grong"], "kommunene"), ("partner", ["grong"], "")):
        services.set_parties(
            tiltak=tiltak,
            part=TiltakParty.Part(part),
            parties=[Party.objects.get(key=key) for key in keys],
            text=text,
            base=UNCHECKED,
            by=None,
        )
    found = load(plan).delmaal[0].tiltak[0]
    assert (found.uid, found.title, found.phase) == (str(tiltak.uid), "Bygge bro", "strategi")
    assert (found.time_from, found.time_to, found.time_text) == tuple(frame)
    assert ([party.key for party in found.responsible], found.responsible_text) == (["lierne", "grong"], "kommunene")
    assert ([party.key for party in found.partners], found.partners_text) == (["grong"], "")


def test_amounts_stand_by_year_source_and_certainty_whoever_typed_them_first():
    plan = make_plan(delmaal=1)
    goal = plan.delmaal.all()[0]
    put(goal, 5, "annet")
    put(goal, 4, "kdd", certainty="sokt", note="svar i mai")
    put(goal, 7, "kdd", year=2026)
    put(goal, 3, "kdd", shared_with=pilot("innlandspiloten"))
    put(goal, 0, "egenandel", certainty="fryst")
    lines = load(plan).delmaal[0].lines
    assert [(line.year, line.source, line.certainty, line.kroner) for line in lines] == [
        (2025, "kdd", "planlagt", 3),
        (2025, "kdd", "sokt", 4),
        (2025, "egenandel", "fryst", 0),
        (2025, "annet", "planlagt", 5),
        (2026, "kdd", "planlagt", 7),
    ]
    assert [line.shared_with for line in lines] == ["Innlandspiloten", "", "", "", ""]
    assert [line.note for line in lines] == ["", "svar i mai", "", "", ""]


def test_posts_go_on_counting_after_the_delmaal():
    plan = make_plan(delmaal=3)
    first = make_post(plan, "Prosjektledelse")
    second = make_post(plan, "Avsetning", outside_sum=True)
    put(first, 100)
    money.set_earlier_figure(row=second, year=2024, kroner=7, by=None)
    posts = load(plan).posts
    assert [(post.number, post.name, post.outside_sum) for post in posts] == [
        (4, "Prosjektledelse", False),
        (5, "Avsetning", True),
    ]
    assert [[line.kroner for line in post.lines] for post in posts] == [[100], []]
    assert [[(figure.year, figure.kroner) for figure in post.earlier] for post in posts] == [[], [(2024, 7)]]


def test_history_and_notes_of_a_delmaal():
    plan = make_plan(delmaal=2)
    first, second = plan.delmaal.all()
    money.set_earlier_figure(row=second, year=2024, kroner=9, by=None)
    services.set_money_note(delmaal=first, note="680 000 er søkt om.", base=UNCHECKED, by=None)
    goals = load(plan).delmaal
    assert [goal.money_note for goal in goals] == ["680 000 er søkt om.", ""]
    assert [[figure.kroner for figure in goal.earlier] for goal in goals] == [[], [9]]


def next_plan(plan, year):
    """Another year's plan of the same agreement, in which nothing stands yet."""
    return services.create_plan(agreement=plan.agreement, year=year, form=plan.form, by=None)


def test_a_plan_holds_the_one_before_it_and_none_before_that():
    first = make_plan(year=2024, tiltak=1)
    second, third = next_plan(first, 2025), next_plan(first, 2027)
    assert load(first).earlier is None
    assert load(second).earlier == load(first)
    assert load(third).earlier == load(second).model_copy(update={"earlier": None})


def test_earlier_years_are_what_their_plans_say_unless_they_are_typed():
    first = make_plan(year=2025, delmaal=2, first_year=2023)
    one, two = first.delmaal.all()
    money.set_earlier_figure(row=one, year=2024, kroner=9, by=None)
    put(one, 100)
    put(one, 50, certainty="fryst")
    put(one, 70, "egenandel")
    put(two, 0)
    put(one, 400, year=2026)
    third = next_plan(first, 2027)
    goals = load(third).delmaal
    assert [(figure.year, figure.kroner) for figure in goals[0].earlier] == [(2024, 9), (2025, 100)]
    assert [(figure.year, figure.kroner) for figure in goals[1].earlier] == [(2025, 0)]
    money.set_earlier_figure(row=third.delmaal.all()[0], year=2025, kroner=99, by=None)
    assert [(figure.year, figure.kroner) for figure in load(third).delmaal[0].earlier] == [(2024, 9), (2025, 99)]


def test_the_plan_before_costs_as_many_queries_as_a_plan():
    first = make_plan(year=2025, delmaal=1)
    _, queries_for_first = queries_to_load(first)
    _, queries = queries_to_load(fill(next_plan(first, 2026), 30))
    # And one asks whether it was approved.
    assert len(queries) == 2 * len(queries_for_first) + 1


def test_figures_come_with_their_words():
    plan = make_plan()
    figure = services.add_figure(plan=plan, data=png(12, 7), alt="Et kart.", caption="Kart", by=None)
    (found,) = load(plan).figures
    assert (found.sha256, found.media_type, found.width, found.height) == (figure.blob_id, "image/png", 12, 7)
    assert (found.alt, found.caption) == ("Et kart.", "Kart")


def test_changes_and_links_come_by_uid():
    plan, earlier = make_plan(), make_plan(year=2024)
    low, high = uuid.UUID(int=1), uuid.UUID(int=2)
    TiltakChange.objects.create(plan=plan, uid=high, assessment="Ferdig.")
    TiltakChange.objects.create(plan=plan, uid=low, reason="Dyrere.")
    TiltakLink.objects.create(earlier_plan=earlier, earlier_uid=high, later_plan=plan, later_uid=low, kind="delt")
    loaded = load(plan)
    assert [(row.uid, row.reason, row.assessment) for row in loaded.changes] == [
        (str(low), "Dyrere.", ""),
        (str(high), "", "Ferdig."),
    ]
    (link,) = loaded.links
    assert (link.earlier_year, link.earlier_uid, link.later_uid, link.kind) == (2024, str(high), str(low), "delt")
    assert load(earlier).links == ()


def test_a_plan_holds_nothing_of_another(plan):
    mine = load(plan)
    other = make_plan(tiltak=2)
    put(other.tiltak.all()[0], 1)
    services.add_figure(plan=other, data=png(9, 9), alt="Et kart.", caption="", by=None)
    make_post(other)
    assert load(plan) == mine


def test_standing_is_what_the_value_leaves_out():
    plan = put_status(make_plan(), Plan.Status.SENDT)
    Plan.objects.filter(pk=plan.pk).update(case_number="24/117")
    told = standing(Plan.objects.get(pk=plan.pk))
    assert (told.status, told.status_name, told.case_number) == ("sendt", "sendt KDD", "24/117")
    assert told.adoption_date == datetime.date(2024, 12, 13)
    assert (told.is_draft, told.is_approved) == (False, False)
