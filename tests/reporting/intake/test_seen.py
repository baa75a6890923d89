"""The document as it was seen: every word once and in its own order, with the fields it was read into."""

import re

import pytest

from reporting.formats import docx_read
from reporting.intake.document.blocks import words
from reporting.intake.document.reading import Reading
from reporting.intake.document.recognise import recognise
from tests.reporting.intake.known import known
from tests.reporting.intake.plan_file import Way, body, document
from tests.reporting.intake.test_word_plans import WAYS
from tests.reporting.intake.word_file import packed, paragraph, run, table


def read(data: bytes) -> Reading:
    return recognise(docx_read.read(data), known())


@pytest.mark.parametrize("name", WAYS)
def test_every_word_is_seen_once(name):
    reading = read(document(WAYS[name]))
    assert sum(len(words(text)) for seen in reading.seen for text in seen.cells) == reading.share.words
    assert {path for seen in reading.seen for path in seen.paths} == {placed.path for placed in reading.places}


@pytest.mark.parametrize("name", WAYS)
def test_it_stands_in_the_order_of_the_document(name):
    places = [seen.place for seen in read(document(WAYS[name])).seen]
    numbers = [int(re.findall(r"\d+", place)[0]) for place in places if place.startswith("avsnitt")]
    assert numbers == sorted(numbers)
    rows = [place for place in places if place.startswith("tabell")]
    assert rows == sorted(rows, key=lambda place: [int(number) for number in re.findall(r"\d+", place)])


def test_a_prompt_and_its_answer_say_where_they_went():
    reading = read(document(Way()))
    uid = reading.plan.delmaal[0].tiltak[0].uid
    went = [seen.cells[0] for seen in reading.seen if seen.paths == (f"tiltak/{uid}/svar/beskrivelse",)]
    assert went[-1] == "Vi finner hus som står tomme."
    assert len(went) == 2  # the prompt stands before it


def test_a_row_of_a_table_is_one_piece():
    reading = read(document(Way()))
    rows = [seen for seen in reading.seen if seen.is_row and seen.place.startswith("tabell 1,")]
    names = [one.title for goal in reading.plan.delmaal for one in goal.tiltak]
    assert [name for seen in rows for name in names if any(name in cell for cell in seen.cells)] == names


def test_what_is_left_over_says_so_at_its_place():
    stray = paragraph(run("Et vedlegg om noe annet."))
    reading = read(packed(paragraph(run("Handlingsplan 2025"), style="Tittel") + stray + body(Way(title=lambda _: ""))))
    (seen,) = [one for one in reading.seen if one.left]
    assert (seen.place, seen.cells, seen.paths) == ("avsnitt 2", ("Et vedlegg om noe annet.",), ())
    assert seen.left == tuple(leftover.key for leftover in reading.leftovers)


def test_a_table_that_only_lays_out_text_is_seen_as_text():
    reading = read(document(Way(joined=lambda prompt, text: table([[prompt, text]]))))
    assert not any(seen.is_row for seen in reading.seen if "Vi finner hus som står tomme." in seen.cells)
