"""Readable keys from Norwegian and Sámi names."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.keys import make_key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Indre Namdal", "indre-namdal"),
        ("Trøndelag fylkeskommune", "trondelag-fylkeskommune"),
        ("Ål, Ærøy & Øygarden", "al-aeroy-oygarden"),
        ("Raarvihke – Røyrvik", "raarvihke-royrvik"),
        ("Snåasen tjïelte", "snaasen-tjielte"),
        ("Kárášjohka – Karasjok", "karasjohka-karasjok"),
        ("Guovdageaidnu/Kautokeino", "guovdageaidnu-kautokeino"),
        ("Unjárga, Čáhput, Đorvu, Ŋiffi, Ŧirvu, Žilli", "unjarga-cahput-dorvu-niffi-tirvu-zilli"),
        ("  -- AS -- ", "as"),
        ("Öst Ähtäri", "ost-ahtari"),
        ("«»", "uten-navn"),
        ("", "uten-navn"),
    ],
)
def test_letters_become_what_they_are_nearest_to(name, key):
    assert make_key(name) == key


def test_a_taken_key_gets_the_first_free_number():
    assert make_key("Ås", taken={"as"}) == "as-2"
    assert make_key("Ås", taken={"as", "as-2", "as-4"}) == "as-3"


@given(name=st.text(), taken=st.sets(st.sampled_from(["a", "a-2", "uten-navn"])), length=st.integers(12, 80))
def test_a_key_is_always_a_key(name, taken, length):
    key = make_key(name, taken=taken, max_length=length)
    assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", key)
    assert len(key) <= length
    assert key not in taken
    assert make_key(key, max_length=length) == key


def test_a_long_key_leaves_room_for_its_number():
    first = make_key("a" * 200)
    second = make_key("a" * 200, taken={first})
    assert (len(first), len(second), second[-2:]) == (80, 80, "-2")
