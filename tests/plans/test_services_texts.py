"""Answers to the form's prompts, and «ikke relevant»."""

import pytest
from django.core.exceptions import ValidationError

from plans import services
from plans.models import Answer, FieldChange, PlanForm, Prompt
from plans.richtext import MAX_CHARACTERS
from plans.services import UNCHECKED, Conflict, field_hash
from tests.factories import make_plan, make_tiltak

pytestmark = pytest.mark.django_db


@pytest.fixture
def tiltak(db):
    return make_tiltak(make_plan())


def answer(place, html, key="beskrivelse", base=UNCHECKED):
    return services.save_answer(place=place, key=key, html=html, base=base, by=None)


def not_relevant(place, reason, key="beskrivelse", base=UNCHECKED):
    return services.set_not_relevant(place=place, key=key, reason=reason, base=base, by=None)


def test_a_text_is_stored_in_its_normal_form(tiltak):
    saved = answer(tiltak, "<div>En <b>bro</b>\ufeff</div>\n\n<script>alert(1)</script>")
    assert Answer.objects.get(pk=saved.pk).html == "<p>En <strong>bro</strong></p>"


def test_the_base_is_that_of_the_normal_form(tiltak):
    saved = answer(tiltak, "<div>En bro</div>")
    with pytest.raises(Conflict):
        answer(tiltak, "<p>To broer</p>", base=field_hash("<div>En bro</div>"))
    assert answer(tiltak, "<p>To broer</p>", base=field_hash(saved.html)).html == "<p>To broer</p>"


def test_the_same_text_in_other_tags_is_no_change(tiltak):
    answer(tiltak, "<p>En bro</p>")
    before = FieldChange.objects.count()
    answer(tiltak, "<div>En  bro</div>", base="an older one")
    assert FieldChange.objects.count() == before


def test_an_answer_stands_in_one_place(tiltak):
    plan = tiltak.plan
    delmaal = tiltak.delmaal
    answer(plan, "<p>Planen.</p>", key="rammer")
    answer(delmaal, "<p>Delmålet.</p>", key="roller")
    answer(tiltak, "<p>Tiltaket.</p>", key="roller")
    found = {(row.delmaal, row.tiltak): row.html for row in Answer.objects.filter(plan=plan)}
    assert found == {
        (None, None): "<p>Planen.</p>",
        (delmaal, None): "<p>Delmålet.</p>",
        (None, tiltak): "<p>Tiltaket.</p>",
    }


def test_a_second_save_changes_the_same_row(tiltak):
    first, second = answer(tiltak, "<p>En</p>"), answer(tiltak, "<p>To</p>")
    assert (first.pk, first.uid) == (second.pk, second.uid)
    assert Answer.objects.filter(plan=tiltak.plan).count() == 1


def test_only_the_prompts_of_the_plans_form_can_be_answered(tiltak):
    other = services.create_plan_form(
        key="annen",
        name="En annen mal",
        texts=dict.fromkeys(("lead_nb", "lead_nn", "overview_nb", "overview_nn"), "Tiltak"),
        prompts=[{"level": "tiltak", "key": "bare-her", "position": 1, "nb": "Hva?", "nn": "Kva?"}],
    )
    assert other.prompts.count() == 1
    for key in ("bare-her", "finnes-ikke", "rammer"):
        with pytest.raises(Prompt.DoesNotExist):
            answer(tiltak, "<p>Nei.</p>", key=key)
    assert not Answer.objects.filter(plan=tiltak.plan).exists()


def test_a_text_that_is_too_large_is_refused_with_a_sentence(tiltak):
    with pytest.raises(ValidationError) as refused:
        answer(tiltak, "<p>" + "a" * (MAX_CHARACTERS + 1) + "</p>")
    assert refused.value.messages[0].endswith(".")
    assert not Answer.objects.filter(plan=tiltak.plan).exists()


def test_the_trace_names_the_prompt_in_the_plans_language(tiltak):
    answer(tiltak.delmaal, "<p>Lite.</p>", key="okonomi")
    trace = FieldChange.objects.get(path=f"delmaal/{tiltak.delmaal.uid}/svar/okonomi")
    assert trace.label == "Beskriv kort økonomisk ramme for arbeidet med delmålet i 2025"


def test_not_relevant_needs_a_place_without_text(tiltak):
    answer(tiltak, "<p>En bro.</p>")
    with pytest.raises(ValidationError, match="Her står det en tekst"):
        not_relevant(tiltak, "Gjelder ikke oss.")
    assert Answer.objects.get(plan=tiltak.plan).not_relevant_reason == ""


def test_writing_a_text_ends_not_relevant(tiltak):
    not_relevant(tiltak, "  Gjelder ikke oss. ")
    assert Answer.objects.get(plan=tiltak.plan).not_relevant_reason == "Gjelder ikke oss."
    answer(tiltak, "<p>Likevel.</p>", base=field_hash(""))
    found = Answer.objects.get(plan=tiltak.plan)
    assert (found.html, found.not_relevant_reason) == ("<p>Likevel.</p>", "")


def test_emptying_a_text_keeps_the_reason(tiltak):
    not_relevant(tiltak, "Gjelder ikke oss.")
    answer(tiltak, "", base=field_hash(""))
    assert Answer.objects.get(plan=tiltak.plan).not_relevant_reason == "Gjelder ikke oss."


def test_an_empty_reason_makes_it_relevant_again(tiltak):
    not_relevant(tiltak, "Gjelder ikke oss.")
    not_relevant(tiltak, " ", base=field_hash("Gjelder ikke oss."))
    assert Answer.objects.get(plan=tiltak.plan).not_relevant_reason == ""
    trace = FieldChange.objects.get(path__endswith="/ikke-relevant")
    assert trace.label.startswith("Ikke relevant: ")


@pytest.mark.parametrize(
    ("language", "year", "words"),
    [
        ("nb", 2025, "Hva i 2025, og etter 2025? {x} {0} %s"),
        ("nn", 2031, "Kva i 2031?"),
        ("annet", 2025, "Hva i 2025, og etter 2025? {x} {0} %s"),
    ],
)
def test_a_prompt_is_worded_for_its_year(language, year, words):
    prompt = Prompt(nb="Hva i {år}, og etter {år}? {x} {0} %s", nn="Kva i {år}?")
    assert prompt.wording(language, year) == words


def test_every_prompt_of_the_form_has_both_languages_and_no_gap():
    prompts = list(PlanForm.objects.get(key="kdd-2025").prompts.all())
    assert len(prompts) >= 14
    for prompt in prompts:
        for language in ("nb", "nn"):
            words = prompt.wording(language, 2025)
            assert words.strip() == words != ""
            assert "{" not in words


def test_a_form_is_stored_whole_or_not_at_all():
    first = {"level": "plan", "key": "en", "position": 1, "nb": "Hva?", "nn": "Kva?"}
    with pytest.raises(ValidationError):
        services.create_plan_form(
            key="halv",
            name="Halv",
            texts=dict.fromkeys(("lead_nb", "lead_nn", "overview_nb", "overview_nn"), "Tiltak"),
            prompts=[first, {**first, "key": "to", "level": "ukjent", "position": 2}],
        )
    assert not PlanForm.objects.filter(key="halv").exists()
