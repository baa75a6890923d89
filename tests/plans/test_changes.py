"""How a change reads: which words are marked, what is cut short, how stored values are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgets.certainty import Certainty
from plans.changes import CONTEXT, WHOLE, parts, readable

TEXT = st.lists(st.sampled_from(["bro", "vei", "hus", "elv", "bru"]), max_size=40).map(" ".join)


def marked(pieces):
    return [part.text.strip() for part in pieces if part.changed]


def whole(pieces):
    return "".join(part.text for part in pieces)


def test_only_the_words_that_changed_are_marked():
    before, after = parts("Kommunen bygger en bro i 2025.", "Kommunen bygger to broer i 2025.")
    assert marked(before) == ["en bro"]
    assert marked(after) == ["to broer"]
    assert whole(before) == "Kommunen bygger en bro i 2025."


def test_what_is_added_in_the_middle_leaves_the_old_text_unmarked():
    before, after = parts("Bygge bro", "Bygge en ny bro")
    assert (marked(before), marked(after)) == ([], ["en ny"])


def test_white_space_alone_is_no_change():
    before, after = parts("Bygge bro\n\ni 2025", "Bygge bro i 2025")
    assert (marked(before), marked(after)) == ([], [])


@pytest.mark.parametrize(("before", "after"), [("", "Ny tekst"), ("Gammel tekst", "")])
def test_a_text_that_is_new_or_gone_is_not_marked(before, after):
    old, new = parts(before, after)
    assert (marked(old), marked(new)) == ([], [])
    assert (whole(old), whole(new)) == (before, after)


def test_long_stretches_that_stand_are_cut_to_what_is_near():
    words = [f"ord{number}" for number in range(200)]
    before, after = parts(" ".join(words), " ".join([*words[:100], "NYTT", *words[101:]]))
    assert (marked(before), marked(after)) == (["ord100"], ["NYTT"])
    assert whole(after).count("…") == 2
    near = [f"ord{number}" for number in (*range(100 - CONTEXT, 100), *range(101, 101 + CONTEXT))]
    assert all(word in whole(after).split() for word in near)
    assert len(whole(after).split()) == 2 * CONTEXT + 3


def test_a_new_text_is_cut_only_when_it_is_long():
    assert "…" not in whole(parts("", "ord " * WHOLE)[1])
    assert whole(parts("", "ord " * 1000)[1]).split() == ["ord"] * WHOLE + ["…"]


def test_texts_too_long_to_compare_word_by_word_are_marked_where_they_differ():
    old, new = (" ".join([f"{name}{number}" for number in range(2000)]) for name in ("a", "b"))
    before, after = parts(f"Først {old} sist", f"Først {new} sist")
    assert [len(marked(pieces)) for pieces in (before, after)] == [1, 1]
    assert before[0].text == "Først "
    assert after[-1].text.strip() == "sist"


@given(TEXT, TEXT)
def test_what_is_not_marked_is_the_same_on_both_sides(before, after):
    old, new = parts(before, after)
    if before and after and "…" not in whole(old) + whole(new):
        unmarked = [" ".join("".join(part.text for part in side if not part.changed).split()) for side in (old, new)]
        assert unmarked[0] == unmarked[1]
        assert (whole(old), whole(new)) == (before, after)


@pytest.mark.parametrize("certainty", Certainty)
def test_an_amount_reads_as_people_write_it(certainty):
    path = f"tiltak/x/kroner/kdd/2025/{certainty.value}"
    assert readable(path, f"1800000, , {certainty.value}") == f"1\u00a0800\u00a0000\u00a0kr, {certainty.label}"


def test_an_amount_keeps_its_remark():
    assert readable("post/x/kroner/kdd/2025/planlagt", "5000, Lån, og mer, planlagt").endswith("planlagt. Lån, og mer")


@pytest.mark.parametrize(
    ("path", "value", "text"),
    [
        ("tiltak/x/svar/beskrivelse", "<p>Én <strong>bro</strong>.</p><p>To.</p>", "Én bro.\nTo."),
        ("tiltak/x/title", "<b>Bro</b>", "<b>Bro</b>"),
        ("plan/document_date", "2025-03-04", "4. mars 2025"),
        ("plan/case_number", "2025-13-99", "2025-13-99"),
        ("delmaal/x/tidligere/2024", "5000", "5\u00a0000\u00a0kr"),
        ("post/x/kroner/kdd/2025/planlagt", "ikke et beløp", "ikke et beløp"),
        ("part/x/name", "", ""),
    ],
)
def test_stored_values_read_as_text(path, value, text):
    assert readable(path, value) == text


def test_a_text_that_cannot_be_read_loses_only_its_marks():
    assert readable("plan/svar/rammer", "<p>bro" + "<ul><li>" * 200).strip().startswith("bro")
