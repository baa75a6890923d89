"""Words compared and put together: nothing is lost, and what is marked is what changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.words import Piece, combine, compare, tokens

#: Few words and marks, so that two texts have much in common.
TEXTS = st.lists(st.sampled_from(["bro", "vei", "Bro", "å", ",", ".", " ", "  ", "\n", "2025", "–"]), max_size=25).map(
    "".join
)
ANY = st.one_of(TEXTS, st.text(max_size=40))


def without(kind, pieces):
    return "".join(piece.text for piece in pieces if piece.kind != kind)


@given(ANY)
def test_tokens_are_the_text(text):
    assert "".join(tokens(text)) == text


@given(ANY, ANY)
def test_the_pieces_are_both_texts(old, new):
    pieces = compare(old, new)
    assert without("added", pieces) == old
    assert without("removed", pieces) == new
    assert all(piece.text for piece in pieces)


@given(ANY)
def test_a_text_does_not_differ_from_itself(text):
    assert {piece.kind for piece in compare(text, text)} <= {"same"}


@pytest.mark.parametrize(
    ("old", "new", "pieces"),
    [
        ("", "", []),
        ("", "En bro.", [("added", "En bro.")]),
        ("En bro.", "En bro, og en vei.", [("same", "En bro"), ("added", ", og en vei"), ("same", ".")]),
        # One word for another, not letter by letter.
        ("Vi bygger.", "Vi bygde.", [("same", "Vi "), ("removed", "bygger"), ("added", "bygde"), ("same", ".")]),
        # Two words that follow each other are one change.
        ("en gammel bro", "en ny vei", [("same", "en "), ("removed", "gammel bro"), ("added", "ny vei")]),
        # A mark on its own.
        ("ja nei", "ja, nei", [("same", "ja"), ("added", ","), ("same", " nei")]),
        # A sentence ends with its own full stop.
        (
            "Nytt. En bro over elva.",
            "En bro over elva. En vei.",
            [("removed", "Nytt. "), ("same", "En bro over elva."), ("added", " En vei.")],
        ),
        ("500 000 kr", "600 000 kr", [("removed", "500"), ("added", "600"), ("same", " 000 kr")]),
    ],
)
def test_what_is_marked(old, new, pieces):
    assert compare(old, new) == [Piece(*piece) for piece in pieces]


@pytest.mark.parametrize(
    ("start", "mine", "theirs", "together"),
    [
        ("En bro.", "En ny bro.", "En bro over elva.", "En ny bro over elva."),
        ("En bro.", "En bro.", "En vei.", "En vei."),
        ("En bro.", "En vei.", "En bro.", "En vei."),
        ("En bro.", "En vei.", "En vei.", "En vei."),
        # Both changed the same word: both stand, mine first.
        ("En bro.", "En vei.", "En tunnel.", "En vei tunnel."),
        # What one removed and the other changed, stays.
        ("En bro.", "En.", "En lang bro.", "En lang bro."),
        ("", "Mitt.", "Ditt.", "Mitt. Ditt."),
        # One changed a word, the other wrote on after it.
        ("Bro", "En bro", "Bro i år", "En bro i år"),
        ("Felles.", "Felles. Mitt.", "Felles. Ditt.", "Felles. Mitt. Ditt."),
    ],
)
def test_two_changes_put_together(start, mine, theirs, together):
    assert combine(start, mine, theirs) == together


@given(ANY, ANY)
def test_where_only_one_changed_something_her_text_stands(start, changed):
    assert combine(start, changed, start) == changed
    assert combine(start, start, changed) == changed
    assert combine(start, changed, changed) == changed


@given(TEXTS, TEXTS, TEXTS)
def test_no_word_that_somebody_added_is_left_out(start, mine, theirs):
    together = tokens(combine(start, mine, theirs))
    for text in (mine, theirs):
        for piece in compare(start, text):
            if piece.kind == "added":
                assert is_within(tokens(piece.text), together)


def is_within(few, many):
    """Whether the words of one list stand in another, in the same order."""
    left = iter(many)
    return all(word in left for word in few if not word.isspace())


def test_long_texts_with_nothing_in_common_are_still_compared():
    old, new = " ".join(f"a{n}" for n in range(3000)), " ".join(f"b{n}" for n in range(3000))
    assert [piece.kind for piece in compare(f"Likt. {old}", f"Likt. {new}")] == ["same", "removed", "added"]
