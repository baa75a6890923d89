"""The page of changes is told in the plan's own written form, every word of it."""

import re
from pathlib import Path

import pytest

from reporting.account.words import WORDS
from reporting.changes_words import page_words
from tests.reporting.small_plan import plan

TEMPLATES = Path(__file__).parents[2] / "templates" / "reporting"
#: What nynorsk writes otherwise, and what a sentence that was forgotten would nearly always hold one of.
BOKMAAL = re.compile(
    r"\b(ikke|ennå|fra|mangler|kilde|midler|avsluttede|endrede|endret|avsluttet|videre|sammen|begrunne\w*|noen|hva|"
    r"hvorfor|dem|de|henger|skrevet|pengene|er ført|koblingen|navn|flyttet|avtalens|hver|denne ble)\b",
    re.IGNORECASE,
)


def sentences(words) -> list[str]:
    """All words of a written form, those of its mappings too."""
    found: list[str] = []
    for value in words:
        parts = value.values() if isinstance(value, dict) else [value]
        for part in parts:
            found += part if isinstance(part, tuple) else [part]
    return found


@pytest.mark.parametrize("words", [WORDS["nn"], page_words(plan(language="nn"))])
def test_nynorsk_has_no_word_of_bokmaal(words):
    assert [sentence for sentence in sentences(words) if BOKMAAL.search(sentence)] == []


def test_both_written_forms_have_the_same_places_to_fill():
    for one, other in zip(*(sentences(page_words(plan(language=each))) for each in ("nb", "nn")), strict=True):
        assert re.findall(r"{.*?}", one) == re.findall(r"{.*?}", other), one


@pytest.mark.parametrize(
    "template", [TEMPLATES / "changes.html", *sorted((TEMPLATES / "changes").iterdir())], ids=lambda path: path.name
)
def test_the_templates_hold_no_words_of_their_own(template):
    """A word in a template is bokmål in every plan. «og» is the same in both; defaults are for other pages."""
    text = template.read_text()
    main = text.partition("{% block main %}")[2] or text
    left = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", "", main, flags=re.DOTALL)
    spoken = re.findall(r'aria-label="([^"]*)"', left)
    assert set(re.findall(r"\w+", " ".join([*spoken, re.sub(r"<[^>]*>", " ", left)]))) <= {"og"}
