"""The check digit of organisation numbers, in Python and in the database."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from plans.models import Party
from plans.organisations import is_organisasjonsnummer, validate_organisasjonsnummer

#: Published in Enhetsregisteret: Brønnøysundregistrene, KDD, Statistisk sentralbyrå, Equinor, Skatteetaten.
REAL = ("974760673", "972417858", "971526920", "923609016", "974761076")


@pytest.mark.parametrize("number", REAL)
def test_numbers_of_the_register_are_right(number):
    assert is_organisasjonsnummer(number)
    validate_organisasjonsnummer(number)


@pytest.mark.parametrize("number", REAL)
def test_any_other_last_digit_is_wrong(number):
    others = {f"{number[:8]}{digit}" for digit in range(10)} - {number}
    assert not any(map(is_organisasjonsnummer, others))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "97476067",
        "9747606733",
        "974 760 673",
        "97476067A",
        "974760673\n",
        "９７４７６０６７３",
        "NO974760673",
        "-74760673",
    ],
)
def test_what_is_not_nine_digits_is_refused_with_a_sentence(text):
    assert not is_organisasjonsnummer(text)
    with pytest.raises(ValidationError, match="ni siffer"):
        validate_organisasjonsnummer(text)


def test_a_number_whose_check_digit_would_be_ten_is_given_to_nobody():
    """3·3 + 2·0 + … leaves a rest of 1, and 11 - 1 is no digit."""
    assert not any(is_organisasjonsnummer(f"00000006{digit}") for digit in range(10))


@given(st.text(alphabet="0123456789", min_size=9, max_size=9), st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(number, place, shift):
    """What modulus 11 is for: one mistyped digit never gives another right number."""
    wrong = f"{number[:place]}{(int(number[place]) + shift) % 10}{number[place + 1 :]}"
    assert not (is_organisasjonsnummer(number) and is_organisasjonsnummer(wrong))


@pytest.mark.django_db
def test_the_database_agrees_about_every_last_digit():
    taken = []
    for digit in range(10):
        number = f"97476067{digit}"
        try:
            with transaction.atomic():
                Party.objects.bulk_create([Party(key=f"ny-{digit}", name=f"Ny {digit}", organisasjonsnummer=number)])
        except IntegrityError:
            continue
        taken.append(number)
    assert taken == [number for number in (f"97476067{digit}" for digit in range(10)) if is_organisasjonsnummer(number)]
    assert taken == ["974760673"]
