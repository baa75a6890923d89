"""The form of a row's amounts: what the database and the services refuse is said at the amount it is about."""

import pytest

from budgets import services
from budgets.forms import AmountsForm
from plans.models import FieldChange, Plan
from plans.services import UNCHECKED, Closed
from tests.factories import cell, make_person, make_plan, make_post, make_tiltak, put, put_status
from tests.submitting import shown, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(db):
    return make_tiltak(make_plan())


def send(row, by, **changes):
    """Send the form and return it, after saving it as far as it can be saved."""
    form = submitted(AmountsForm, row, **changes)
    if form.is_valid():
        form.save(by)
    return form


def stored(row):
    """Source, year, certainty, kroner and note of every amount of a row."""
    lines = row.lines.select_related("source").order_by("source__position", "year", "certainty")
    return [(line.source.key, line.year, line.certainty, line.kroner, line.note) for line in lines]


def test_a_tiltak_has_the_plans_year_alone_and_a_delmaal_the_later_ones_too(row):
    assert [year.year for year in AmountsForm(row).years] == [2025]
    assert [year.year for year in AmountsForm(row.delmaal).years] == [2025, 2026, 2027]
    assert [len(year.rows) for year in AmountsForm(row.delmaal).years] == [6, 1, 1]
    assert [len(year.rows) for year in AmountsForm(make_post(row.plan)).years] == [6, 6, 6]


def test_amounts_are_saved_as_people_write_them(row, by):
    form = send(
        row,
        by,
        kdd_2025_planlagt_kroner="1,8 mill.",
        kdd_2025_planlagt_note=" til  leie ",
        egenandel_2025_planlagt_kroner="0",
        annet_2025_planlagt_kroner="kr 500 000,-",
        annet_2025_planlagt_certainty="fryst",
    )
    assert not form.errors
    assert stored(row) == [
        ("kdd", 2025, "planlagt", 1_800_000, "til leie"),
        ("egenandel", 2025, "planlagt", 0, ""),
        ("annet", 2025, "fryst", 500_000, ""),
    ]


def test_a_form_nobody_touched_changes_nothing(row, by):
    put(row, 100, note="til leie")
    put(row, 0, "annet", certainty="avslatt")
    before = stored(row), FieldChange.objects.count()
    assert not send(row, by).errors
    assert (stored(row), FieldChange.objects.count()) == before


def test_blank_takes_an_amount_away(row, by):
    put(row, 100)
    assert not send(row, by, kdd_2025_planlagt_kroner=" ").errors
    assert stored(row) == []


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        (
            {"kdd_2025_planlagt_kroner": "-5"},
            "kdd-2025-planlagt-kroner",
            "Et beløp kan ikke være negativt. Poster utenfor summen føres som egen post.",
        ),
        (
            {"kdd_2025_planlagt_kroner": "mye"},
            "kdd-2025-planlagt-kroner",
            "Forstår ikke beløpet «mye». Skriv for eksempel 1 800 000, 1,8 mill. eller 500 tusen.",
        ),
        (
            {"kdd_2025_planlagt_kroner": "5", "kdd_2025_planlagt_certainty": "kanskje"},
            "kdd-2025-planlagt-certainty",
            "Velg planlagt, søkt, innvilget, fryst eller avslått.",
        ),
        ({"kdd_2025_planlagt_note": "til leie"}, "kdd-2025-planlagt-kroner", "En merknad må ha et beløp."),
    ],
)
def test_what_is_refused_is_said_at_its_amount_and_nothing_is_saved(row, by, changes, field, sentence):
    put(row, 100, "annet")
    before = stored(row), FieldChange.objects.count()
    form = send(row, by, annet_2025_planlagt_kroner="200", **changes)
    assert form.errors == {field: [sentence]}
    assert (stored(row), FieldChange.objects.count()) == before


def test_an_amount_does_not_move_onto_another(row, by):
    put(row, 100, certainty="sokt")
    put(row, 200, certainty="innvilget")
    before = stored(row)
    form = send(row, by, kdd_2025_sokt_certainty="innvilget")
    assert form.errors == {"kdd-2025-sokt-kroner": ["Det står allerede et beløp her med samme kilde, år og sikkerhet."]}
    assert stored(row) == before


def test_two_people_who_type_in_one_empty_cell_see_each_other(row, by):
    seen = shown(AmountsForm(row))
    services.set_amount(cell=cell(row), kroner=700, base=UNCHECKED, by=make_person())
    form = send(row, by, seen=seen, kdd_2025_planlagt_kroner="800")
    assert form.conflicts == {"kdd-2025-planlagt-kroner": "700\N{NO-BREAK SPACE}kr, planlagt"}
    assert stored(row) == [("kdd", 2025, "planlagt", 700, "")]
    again = AmountsForm(row, form.data)
    assert again.is_valid()
    assert again.save(by)
    assert stored(row) == [("kdd", 2025, "planlagt", 800, "")]


def test_an_amount_that_was_moved_meanwhile_is_answered(row, by):
    put(row, 700, certainty="sokt")
    seen = shown(AmountsForm(row))
    services.move_amount(
        cell=cell(row, certainty="sokt"), certainty="innvilget", kroner=700, base=UNCHECKED, by=make_person()
    )
    form = send(row, by, seen=seen, kdd_2025_sokt_kroner="800")
    assert "kdd-2025-sokt-kroner" in form.errors
    assert stored(row) == [("kdd", 2025, "innvilget", 700, "")]


def test_a_closed_plan_takes_no_form(row, by):
    put_status(row.plan, Plan.Status.SENDT)
    form = submitted(AmountsForm, row, kdd_2025_planlagt_kroner="5")
    assert form.is_valid()
    with pytest.raises(Closed):
        form.save(by)
    assert stored(row) == []


def test_an_amount_is_shared_with_another_pilot_and_taken_back(row, by):
    put(row, 700, note="til leie")
    assert not send(row, by, kdd_2025_planlagt_shared="innlandspiloten").errors
    line = row.lines.get()
    assert (line.shared_with.slug, line.kroner, line.note) == ("innlandspiloten", 700, "til leie")
    form = AmountsForm(row)
    assert form.initial["kdd-2025-planlagt-innlandspiloten-shared"] == "innlandspiloten"
    assert not send(row, by, kdd_2025_planlagt_innlandspiloten_shared="").errors
    assert row.lines.get().shared_with is None


def test_an_amount_is_not_shared_with_its_own_pilot_or_one_that_is_not_there(row, by):
    for slug in (row.plan.agreement.pilot.slug, "ingensteds"):
        form = send(row, by, kdd_2025_planlagt_kroner="5", kdd_2025_planlagt_shared=slug)
        assert list(form.errors) == ["kdd-2025-planlagt-shared"]
    assert stored(row) == []


def test_one_more_amount_stands_beside_what_is_there(row, by):
    put(row, 700, certainty="innvilget")
    more = {"ny_2025_source": "kdd", "ny_2025_kroner": "300", "ny_2025_note": "søkt i mars"}
    assert not send(row, by, **more).errors
    assert stored(row) == [("kdd", 2025, "innvilget", 700, ""), ("kdd", 2025, "sokt", 300, "søkt i mars")]


def test_one_more_amount_never_takes_the_place_of_another(row, by):
    put(row, 700, certainty="sokt")
    form = send(row, by, ny_2025_source="kdd", ny_2025_kroner="300")
    assert form.errors == {"ny-2025-kroner": ["Det står allerede et beløp her med samme kilde, år og sikkerhet."]}
    assert [year.more_is_used for year in form.years] == [True]
    assert stored(row) == [("kdd", 2025, "sokt", 700, "")]
    again = AmountsForm(row, form.data)
    assert again.is_valid()
    assert not again.save(by)
    assert stored(row) == [("kdd", 2025, "sokt", 700, "")]


def test_a_later_year_of_a_delmaal_takes_state_money_alone(row, by):
    form = send(row.delmaal, by, ny_2026_source="egenandel", ny_2026_kroner="300")
    assert list(form.errors) == ["ny-2026-source"]
    assert not send(row.delmaal, by, ny_2026_source="kdd", ny_2026_kroner="300", ny_2026_certainty="fryst").errors
    assert stored(row.delmaal) == [("kdd", 2026, "fryst", 300, "")]


def earlier(row):
    return list(row.earlier_figures.values_list("year", "kroner"))


def test_earlier_years_are_typed_on_delmaal_and_posts(row, by):
    for place in (row.delmaal, make_post(row.plan)):
        assert not send(place, by, tidligere_2024="1,2 mill.").errors
        assert earlier(place) == [(2024, 1_200_000)]
        assert not send(place, by, tidligere_2024="0").errors
        assert earlier(place) == [(2024, 0)]
        assert not send(place, by, tidligere_2024="").errors
        assert earlier(place) == []
    assert "tidligere-2024" not in AmountsForm(row).fields


def test_earlier_years_are_compared_and_checked_like_all_amounts(row, by):
    seen = shown(AmountsForm(row.delmaal))
    services.set_earlier_figure(row=row.delmaal, year=2024, kroner=700, by=make_person())
    form = send(row.delmaal, by, seen=seen, tidligere_2024="800")
    assert form.conflicts == {"tidligere-2024": "700\N{NO-BREAK SPACE}kr"}
    form = send(row.delmaal, by, tidligere_2024="-5")
    assert list(form.errors) == ["tidligere-2024"]
    assert earlier(row.delmaal) == [(2024, 700)]


@pytest.mark.parametrize(
    "typed",
    [
        "1 800 000",
        "1.800.000,-",
        "1,8 mill.",
        "1800 tusen",
        "kr 1 800 000",
        "1\N{NO-BREAK SPACE}800\N{NARROW NO-BREAK SPACE}000",
    ],
)
def test_every_box_takes_amounts_as_people_write_them(row, by, typed):
    fields = {"kdd_2025_planlagt_kroner": typed, "kdd_2026_planlagt_kroner": typed, "tidligere_2024": typed}
    assert not send(row.delmaal, by, **fields, ny_2025_source="annet", ny_2025_kroner=typed).errors
    assert {amount for *_, amount, _ in stored(row.delmaal)} == {1_800_000}
    assert earlier(row.delmaal) == [(2024, 1_800_000)]
