"""The words of the sheet where amounts are written, and its keys, which are the same in every language."""

from typing import NamedTuple

#: In the hidden row over the headings; of no language, as a plan may be in either. Sources stand as `source/KEY`.
ROW, YEAR, CERTAINTY, SHARED, INSIDE, NOTE, EARLIER = "row", "year", "certainty", "shared", "inside", "note", "earlier"
SOURCE = "source/"
#: The hidden sheet of keys begins with this word, the address of the plan, and its year.
KEYS = "bygdevekst-beløp"
#: In the hidden sheet: what each line is about.
CELL, PRINTED = "cell", "printed"


class EntryWords(NamedTuple):
    """Headings and sentences."""

    sheet: str
    keys_sheet: str
    title: str
    note: str
    number: str
    name: str
    year: str
    certainty: str
    shared: str
    inside: str
    earlier: str
    remark: str
    sum: str
    not_spread: str
    yes: str
    no: str


_NB = EntryWords(
    sheet="Beløp",
    keys_sheet="Nøkler",
    title="Alle beløp i {year} og de andre årene",
    note="Skriv her, og les arbeidsboken inn igjen på budsjettsiden i portalen. Der ser du hver endring før noe "
    "lagres. Rader kan sorteres. Et søkt, innvilget, fryst eller avslått beløp står på en egen rad: kopier raden og "
    "velg sikkerhet. Et beløp som skal bort, tømmes.",
    number="Nr.",
    name="Tiltak, delmål og poster",
    year="År",
    certainty="Sikkerhet",
    shared="Delt med pilot",
    inside="I summen",
    earlier="Bygdevekstmidler, tidligere år",
    remark="Merknad",
    sum="Sum {year}",
    not_spread="Delmål {number}, ikke fordelt på tiltak: {name}",
    yes="ja",
    no="nei",
)

_NN = _NB._replace(
    title="Alle beløp i {year} og dei andre åra",
    note="Skriv her, og les arbeidsboka inn igjen på budsjettsida i portalen. Der ser du kvar endring før noko blir "
    "lagra. Rader kan sorterast. Eit søkt, innvilga, fryst eller avslått beløp står på ei eiga rad: kopier rada og vel "
    "sikkerheit. Eit beløp som skal bort, blir tømt.",
    certainty="Sikkerheit",
    shared="Delt med pilot",
    earlier="Bygdevekstmiddel, tidlegare år",
    not_spread="Delmål {number}, ikkje fordelt på tiltak: {name}",
)


def entry_words(language: str) -> EntryWords:
    """Return the words in `nb` or `nn`."""
    return _NN if language == "nn" else _NB
