"""Which saves become one entry of the history."""

import datetime

import pytest

from plans.models import FieldChange, Plan
from plans.services.trace import MERGE_OVER, MERGE_WITHIN, as_text, record
from tests.factories import make_person

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2025, 3, 4, 12, tzinfo=datetime.UTC)
MINUTE = datetime.timedelta(minutes=1)
PATH = "tiltak/x/title"


@pytest.fixture
def save(plan, by):
    def record_at(after, minutes=0, *, before, by=by, path=PATH, plan=plan):
        record(path=path, label="Tittel", before=before, after=after, by=by, plan=plan, at=NOON + minutes * MINUTE)

    return record_at


def history(path=PATH):
    """Before, after and minutes past noon of every entry, the oldest first."""
    found = FieldChange.objects.filter(path=path).order_by("at", "id")
    return [(entry.before, entry.after, (entry.at - NOON) / MINUTE) for entry in found]


def test_saves_of_one_person_in_a_row_are_one_entry(save):
    save("b", 0, before="a")
    save("bc", 5, before="b")
    save("bcd", 14, before="bc")
    assert history() == [("a", "bcd", 14)]


def test_a_long_text_that_is_written_over_is_kept(save):
    text = "En lang tekst om broer, veier og møteplasser."
    save(text, 0, before="")
    save(f"{text} Og mer.", 1, before=text)
    save("", 2, before=f"{text} Og mer.")
    save("x", 3, before="")
    assert [entry[:2] for entry in history()] == [("", f"{text} Og mer."), (f"{text} Og mer.", "x")]


def test_a_few_words_that_are_written_over_are_not(save):
    assert MERGE_OVER == 40
    start, end = "En tekst der ", " skal byttes ut."
    texts = [start + "x" * 40 + end, start + "y" * 41 + end, start + end]
    save(texts[0], 0, before="")
    save(texts[1], 1, before=texts[0])
    save(texts[2], 2, before=texts[1])
    assert [entry[1] for entry in history()] == [texts[1], texts[2]]


def test_ten_minutes_later_it_is_another(save):
    assert MERGE_WITHIN == 10 * MINUTE
    save("b", 0, before="a")
    save("c", 10, before="b")
    assert history() == [("a", "b", 0), ("b", "c", 10)]


def test_just_before_ten_minutes_it_is_the_same(save):
    save("b", 0, before="a")
    save("c", 9.99, before="b")
    assert [entry[:2] for entry in history()] == [("a", "c")]


def test_another_person_in_between_parts_them(save):
    save("b", 0, before="a")
    save("c", 1, before="b", by=make_person())
    save("d", 2, before="c")
    assert [entry[:2] for entry in history()] == [("a", "b"), ("b", "c"), ("c", "d")]


def test_a_change_that_left_no_trace_parts_them(save):
    save("b", 0, before="a")
    save("d", 1, before="c")
    assert [entry[:2] for entry in history()] == [("a", "b"), ("c", "d")]


def test_each_field_has_its_own(save):
    save("b", 0, before="a")
    save("c", 1, before="b", path="tiltak/y/title")
    save("d", 2, before="b")
    assert [entry[:2] for entry in history()] == [("a", "d")]
    assert [entry[:2] for entry in history("tiltak/y/title")] == [("b", "c")]


def test_the_same_path_of_another_plan_is_another_field(save, plan):
    save("b", 0, before="a")
    save("c", 1, before="b", plan=Plan.objects.exclude(pk=plan.pk)[0])
    assert [entry[:2] for entry in history()] == [("a", "b"), ("b", "c")]


def test_nothing_is_recorded_when_nothing_changed(save, plan):
    save("a", 0, before="a")
    save(None, 0, before="")
    save([], 0, before="")
    assert history() == []
    assert Plan.objects.get(pk=plan.pk).changed_at != NOON


def test_the_plan_says_who_changed_it_last(save, plan):
    other = make_person()
    save("b", 0, before="a")
    save("c", 3, before="b", by=other)
    found = Plan.objects.get(pk=plan.pk)
    assert (found.changed_by, found.changed_at) == (other, NOON + 3 * MINUTE)


def test_the_trace_outlives_the_person(save):
    save("b", 0, before="a", by=(person := make_person()))
    person.delete()
    assert history() == [("a", "b", 0)]
    assert FieldChange.objects.get(path=PATH).by is None


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), ("", ""), (0, "0"), ([], ""), ([0, "", "planlagt"], "0, , planlagt"), (NOON.date(), "2025-03-04")],
)
def test_values_are_kept_as_text(value, text):
    assert as_text(value) == text


def test_a_long_name_of_a_field_is_cut_to_what_the_trace_holds(plan, by):
    record(path=PATH, label="x" * 400, before="", after="a", by=by, plan=plan, at=NOON)
    assert FieldChange.objects.get(path=PATH).label == "x" * 300
