"""What is doubtful is asked about and never guessed, and what found no place is listed and can be put by hand."""

import pytest
from django.core.exceptions import ValidationError

from budgets.kroner import parse_kroner
from plans.richtext import plain_text
from reporting.checks.amounts import find_amounts
from reporting.intake.document.amounts import possible, read_amount
from tests.reporting.intake.plan_file import GOALS, Way, body, document
from tests.reporting.intake.test_word_plans import MONEY, lines, read
from tests.reporting.intake.word_file import packed, table


@pytest.mark.parametrize(
    ("printed", "kroner", "others"),
    [
        (["300 000"], 300_000, ()),
        (["NOK 300 000"], 300_000, ()),
        (["300 000 kr søkt"], 300_000, ()),
        (["300 000", "innvilget", "søkt"], 300_000, ()),
        (["300 000 innvilget søkt"], 300_000, ()),
        (["200 000 (frosset)"], None, ((200_000, "fryst"),)),
        (["500 000", "200 000 fryst"], 500_000, ((200_000, "fryst"),)),
        (["–"], None, ()),
        (["avventer"], None, ()),
    ],
)
def test_an_amount_is_read_as_it_is_printed(printed, kroner, others):
    amount = read_amount(printed)
    assert (amount.kroner, amount.others, amount.is_malformed) == (kroner, others, False)


@pytest.mark.parametrize(
    ("printed", "choices"),
    [
        ("ca. 300 000", [300_000]),
        ("300 000 - 400 000", [300_000, 400_000]),
        ("2 x 150 000", [2, 150_000]),
        ("300k", [300_000, 300]),
        ("300'", [300_000, 300]),
        ("(717 00)", [71_700]),
        ("1 500 000 (hvorav 500 000 fryst)", [1_500_000, 500_000]),
        ("-500 000", [500_000]),
        ("500 timer", [500]),
    ],
)
def test_what_may_mean_several_amounts_is_none_of_them(printed, choices):
    amount = read_amount([printed])
    assert amount.is_malformed
    assert possible(printed) == choices


def test_kroner_in_a_table_of_thousands_are_doubtful():
    assert read_amount(["300"], 1000).kroner == 300_000
    assert read_amount(["1 500,5"], 1000).kroner == 1_500_500
    assert read_amount(["300 000"], 1000).is_malformed
    assert possible("300 000", 1000) == [300_000, 300_000_000]


def test_an_amount_of_the_overview_that_is_none_is_asked_about():
    data = packed(body(Way()).replace(">300 000<", ">ca. 300 000<", 1))
    reading = read(data)
    (question,) = reading.questions
    assert [choice.key for choice in question.choices] == ["300000", "tom"]
    assert question.path == f"tiltak/{reading.plan.delmaal[0].tiltak[0].uid}"
    assert lines(reading)["Boligbank"] == {}
    assert lines(read(data, **{question.key: "300000"})) == MONEY


def test_money_that_the_text_calls_frosset_is_asked_about():
    said = "Vi fikk innvilget 400 000 kr. Midlene er frosset til planen er vedtatt, og 999 000 kr til er søkt."
    data = packed(body(Way()).replace("Vi lager et torg for lærlinger.", said))
    reading = read(data)
    (question,) = [one for one in reading.questions if one.key.startswith("fryst-400000")][:1]
    assert "400 000" not in question.text  # no-break spaces keep an amount on one line
    assert "fryst" in question.text
    assert question.assumed == "planlagt"
    assert lines(reading) == MONEY
    frozen = [line for line in _all_lines(read(data, **{question.key: "fryst"})) if line.certainty == "fryst"]
    assert [line.kroner for line in frozen] == [400_000]


def test_the_amount_nearest_the_word_is_the_frozen_one():
    said = "Av 400 000 kr er 100 000 kr frosset, mens 300 000 kr er brukt."
    reading = read(packed(body(Way()).replace("Vi lager et torg for lærlinger.", said)))
    asked = {question.key.split("-")[1] for question in reading.questions if question.key.startswith("fryst")}
    assert asked == {"100000"}


def _all_lines(reading):
    return [line for goal in reading.plan.delmaal for line in goal.all_lines]


def test_words_of_cells_that_found_no_place_are_listed_and_can_be_put():
    remarks = ("Merknad", "Avklares i mars", "")
    data = document(Way(about=lambda rows: table([[*row, remarks[min(n, 2)]] for n, row in enumerate(rows)])))
    reading = read(data)
    assert [leftover.text for leftover in reading.leftovers] == ["Avklares i mars", "Avklares i mars"]
    assert reading.share.words - reading.share.placed == 6
    first = reading.leftovers[0]
    assert first.place.startswith("tabell 2")
    uid = reading.plan.delmaal[0].tiltak[0].uid
    again = read(data, **{first.key: f"tiltak/{uid}/svar/framdrift"})
    assert len(again.leftovers) == 1
    answer = next(one for one in again.plan.delmaal[0].tiltak[0].answers if one.key == "framdrift")
    assert plain_text(answer.text) == "Avklares i mars"


def test_an_amount_of_another_year_in_the_overview_is_left_over():
    def with_next_year(rows):
        years = {0: "2026", 2: "150 000"}
        return table([[*row, years.get(n, "")] for n, row in enumerate(rows)])

    reading = read(document(Way(overview=with_next_year)))
    assert lines(reading) == MONEY
    assert [leftover.text for leftover in reading.leftovers] == ["150 000"]


def test_more_digits_than_a_number_can_have_are_no_amount():
    """Python refuses to make a number of some thousand digits, which a cell of a stranger may hold."""
    many = "9" * 5000
    for unit in (1, 1000):
        assert read_amount([many], unit).is_malformed
    assert find_amounts(f"{many} kr og 300 000 kr")[0].kroner == 300_000
    with pytest.raises(ValidationError, match="for stort"):
        parse_kroner(many)


@pytest.mark.parametrize(
    ("said", "assumed"),
    [("100 000", "fryst"), ("400 000", "planlagt")],
    ids=["left out of the total of its row", "counted in it"],
)
def test_frozen_money_that_its_row_leaves_out_is_taken_as_not_counted(said, assumed):
    # The second row of the last table is printed as 400 000, with 400 000 and 100 000 in it.
    data = packed(body(Way()).replace("Vi lager et torg for lærlinger.", f"Av midlene er {said} kr frosset."))
    reading = read(data)
    asked = [one for one in reading.questions if one.key.startswith("fryst") and GOALS[1] in one.text]
    assert {question.assumed for question in asked} == {assumed}
    frozen = [(line.kroner, line.source) for line in _all_lines(reading) if line.certainty == "fryst"]
    assert frozen == ([(100_000, "egenandel")] if assumed == "fryst" else [])
