"""What is remembered of texts is what looking again would find."""

import re

from plans import richtext
from plans.richtext import tree
from reporting.checks.matching import first, matches

YEAR = re.compile(r"\b20\d\d\b")
SUM = re.compile(r"\d+ kr")


def words(*patterns: re.Pattern[str], text: str = "I 2025 brukes 500 kr, i 2026 ingenting") -> list[str]:
    return [match[0] for match in matches(text, *patterns)]


def test_matches_come_pattern_by_pattern_in_their_order():
    assert words(SUM, YEAR) == ["500 kr", "2025", "2026"]
    assert words(YEAR, SUM) == ["2025", "2026", "500 kr"]
    assert words(YEAR) == ["2025", "2026"]
    assert words() == []


def test_what_was_found_for_one_pattern_or_text_is_not_given_for_another():
    assert first("I 2025", YEAR)
    assert not first("I 2025", SUM)
    assert not first("I år", YEAR)
    assert words(YEAR, text="i 2027") == ["2027"]


def test_a_text_that_is_read_again_is_the_same_tree_and_a_long_one_is_not_kept():
    short = "<p>Bygge <strong>bro</strong></p>"
    assert richtext.parse(short) is richtext.parse(short)
    long = f"<p>{'ord ' * tree._LONGEST}</p>"
    first_tree, second_tree = richtext.parse(long), richtext.parse(long)
    assert first_tree == second_tree
    assert first_tree is not second_tree
