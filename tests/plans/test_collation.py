"""Norwegian order: Æ Ø Å last, Sámi letters by their kin, the same on both databases."""

import random

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from plans import services
from plans.collation import compare, sort_key
from plans.models import Party, Pilot

#: What Norwegian and Sámi names are written with.
NAMES = "abcdefghijklmnopqrstuvwxyzæøåABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅáčđŋšŧžÁČĐŊŠŦŽïõäöüéèÄÖÜÉ -0123456789"
#: Real names of municipalities, as a Norwegian reader looks them up.
IN_ORDER = (
    "Alstahaug",
    "Berlevåg",
    "Bodø",
    "Båtsfjord",
    "Deatnu - Tana",
    "Dønna",
    "Gáivuotna - Kåfjord",
    "Grong",
    "Guovdageaidnu - Kautokeino",
    "Hammerfest - Hámmerfeasta",
    "Hasvik",
    "Hattfjelldal",
    "Høylandet",
    "Kárášjohka - Karasjok",
    "Lierne",
    "Loabák - Lavangen",
    "Måsøy",
    "Namsskogan",
    "Oslo",
    "Rindal",
    "Raarvihke - Røyrvik",
    "Snåase - Snåsa",
    "Unjárga - Nesseby",
    "Vadsø",
    "Ærfugløya",
    "Østre Toten",
    "Åfjord",
    "Åmot",
)


def shuffled():
    names = list(IN_ORDER)
    random.Random(5).shuffle(names)
    assert names != list(IN_ORDER)
    return names


def test_names_sort_as_a_reader_expects():
    assert sorted(shuffled(), key=sort_key) == list(IN_ORDER)


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Party, Pilot])
def test_the_database_sorts_names_the_same_way(model):
    known = set(model.objects.values_list("name", flat=True))
    for number, name in enumerate(shuffled()):
        if name in known:
            continue
        if model is Party:
            services.create_party(key=f"ny-{number}", name=name, kind="annet", by=None)
        else:
            services.create_pilot(slug=f"ny-{number}", name=name, by=None)
    assert list(model.objects.filter(name__in=IN_ORDER).values_list("name", flat=True)) == list(IN_ORDER)


@pytest.mark.django_db
def test_the_register_of_the_demo_data_is_in_order():
    names = [party.name for party in Party.objects.all()]
    assert len(names) > 60
    assert names == sorted(names, key=sort_key)


LETTERS = pytest.mark.parametrize(
    "in_order",
    [
        ("z", "æ", "ø", "å"),
        ("A", "b", "C", "d"),
        ("z", "æ", "äa", "æb"),
        ("z", "ø", "öa", "øb"),
        ("Dálvadas", "Đivttasvuotna", "Drag"),
        ("Na", "Nå", "Ŋa", "Oa"),
        ("Ta", "Tå", "Ŧa", "Ua"),
        ("Sa", "Šb", "Sc"),
        ("Ca", "Čb", "Cc"),
        ("Za", "Žb", "Zc", "Æ"),
        ("Na", "Nb", "Naa", "Naab", "Nåc"),
        ("Rindal", "Råde", "Raarvihke - Røyrvik", "Råsa"),
        ("Yang", "Überby", "Ytterby"),
        ("Zoo", "Ål", "Aarborte - Hattfjelldal", "Åre"),
        ("snasa", "Snasa", "snása", "Snása"),
        ("Bø", "Bø i Telemark", "Bømlo"),
        ("Aurskog-Høland", "Austevoll"),
    ],
)


@LETTERS
def test_letters_have_their_place(in_order):
    assert sorted(sorted(in_order), key=sort_key) == list(in_order)


@LETTERS
@pytest.mark.django_db
def test_letters_have_the_same_place_in_the_database(in_order):
    for number, name in enumerate(sorted(in_order)):
        services.create_pilot(slug=f"ny-{number}", name=name, by=None)
    assert list(Pilot.objects.filter(name__in=in_order).values_list("name", flat=True)) == list(in_order)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="on SQLite the database asks the same function")
@pytest.mark.django_db
@given(st.text(alphabet=NAMES, max_size=8), st.text(alphabet=NAMES, max_size=8))
def test_both_databases_agree_about_any_two_names(left, right):
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::text COLLATE norwegian < %s::text COLLATE norwegian", [left, right])
        assert cursor.fetchone() == (sort_key(left) < sort_key(right),)


@given(st.text(max_size=8), st.text(max_size=8))
def test_only_equal_texts_are_equal(left, right):
    """A unique name compares by this order on SQLite, so two different names must never be one."""
    assert (compare(left, right) == 0) == (left == right)
    assert compare(left, right) == -compare(right, left)


@pytest.mark.django_db
def test_names_that_differ_only_in_case_or_accent_are_different_names():
    for number, name in enumerate(["Snasa", "snasa", "Snása"]):
        services.create_pilot(slug=f"ny-{number}", name=name, by=None)
    assert Pilot.objects.filter(name="Snasa").count() == 1
    assert Pilot.objects.filter(slug__startswith="ny-").count() == 3
