"""The fixed words that only the workbook has, in both written forms of Norwegian."""

from typing import NamedTuple

from budgets.certainty import Certainty
from reporting.words import certainty_word


class Words(NamedTuple):
    """Headings and sentences; `{}` stands for what is filled in."""

    about: str
    about_subtitle: str
    about_sheet: str
    section_sheet: str
    document_date: str
    adopted: str
    to_be_adopted: str
    case_number: str
    version: str
    sheets: str
    list_sheet: str
    list_title: str
    changes_sheet: str
    money_changes_sheets: tuple[str, str, str]
    delmaal: str
    delmaal_name: str
    number: str
    tiltak: str
    responsible: str
    partners: str
    time: str
    how_to_read: str
    rules: tuple[str, ...]
    sources: str
    chapter: str
    phase: str
    amount: str
    remark: str
    not_counted: str
    list_note: str
    control_sheet: str
    control_title: str
    control_note: str
    control_agrees: str
    control_differs: str
    control_difference: str
    refused: tuple[str, str]
    page: str
    certainty: dict[str, str]


_NB = Words(
    about="Budsjett {year}, {pilot}",
    about_subtitle="Tabellene i handlingsplanen for {year}",
    about_sheet="Om",
    section_sheet="Seksjon {}",
    document_date="Planens dato",
    adopted="Vedtatt i styringsgruppen",
    to_be_adopted="Skal behandles i styringsgruppen",
    case_number="Saksnummer",
    version="Versjon",
    sheets="Ark i denne arbeidsboken",
    list_sheet="Tiltak",
    list_title="Alle tiltak i {year}",
    changes_sheet="Endringer",
    money_changes_sheets=("Endring per kilde", "Endring per delmål", "Endring mot anslag"),
    delmaal="Delmål",
    delmaal_name="Delmålets navn",
    number="Nr.",
    tiltak="Tiltak",
    responsible="Hovedansvarlig",
    partners="Samarbeidsparter",
    time="Tidsramme",
    how_to_read="Slik leses tabellene",
    rules=(
        "Alle beløp er i hele kroner. I en tom celle er det ikke ført noe beløp. 0 kr er et beløp som er ført.",
        "Beløp i parentes står utenfor summene.",
        "«Søkt» eller «innvilget» foran et beløp sier hvor sikkert det er. Beløpet er regnet med i summene.",
        "Beløp som er fryst eller avslått, står i parentes på en egen linje og er ikke regnet med i noen sum.",
        "Hevede tall, som ¹, viser til merknadene under tabellen.",
        "Summene er formler og følger med når et beløp endres i arket. Planen i portalen endres ikke.",
        "Beløp som skal inn i planen, skrives i arket «Beløp». Les så filen inn på budsjettsiden, der du ser hva som "
        "blir endret før det lagres.",
    ),
    sources="Bygdevekstmidler fra KDD",
    chapter="{name}: programkategori {category}, kapittel {chapter}, post {post}",
    phase="Fase",
    amount="Bygdevekstmidler {year}",
    remark="Merknad",
    not_counted="{}, ikke regnet med",
    list_note="Beløp som ikke er fordelt på tiltak, og summene står i arket «Seksjon 3».",
    control_sheet="Kontroll",
    control_title="Kontroll av summene i {year}",
    control_note="Bygdevekstmidlene i {year} står i tre seksjoner, som alltid er like i portalen. Blir et beløp endret "
    "i arbeidsboken slik at de ikke lenger er det, blir avviket rødt.",
    control_agrees="Seksjon 3, 6 og 7 er like.",
    control_differs="Seksjon 3, 6 og 7 er ikke like. Se avvikene.",
    control_difference="Avvik",
    refused=("Ikke et beløp", "Skriv et helt antall kroner, uten minustegn."),
    page="Side &P av &N",
    certainty={one.value: certainty_word(one, "nb") for one in Certainty},
)

_NN = _NB._replace(
    about_subtitle="Tabellane i handlingsplanen for {year}",
    delmaal_name="Namnet på delmålet",
    changes_sheet="Endringar",
    money_changes_sheets=("Endring per kjelde", "Endring per delmål", "Endring mot overslag"),
    document_date="Datoen til planen",
    adopted="Vedteken i styringsgruppa",
    to_be_adopted="Skal behandlast i styringsgruppa",
    sheets="Ark i denne arbeidsboka",
    responsible="Hovudansvarleg",
    partners="Samarbeidspartar",
    how_to_read="Slik les du tabellane",
    rules=(
        "Alle beløp er i heile kroner. I ei tom celle er det ikkje ført noko beløp. 0 kr er eit beløp som er ført.",
        "Beløp i parentes står utanfor summane.",
        "«Søkt» eller «innvilga» framfor eit beløp seier kor sikkert det er. Beløpet er rekna med i summane.",
        "Beløp som er fryste eller avslåtte, står i parentes på ei eiga linje og er ikkje rekna med i nokon sum.",
        "Heva tal, som ¹, viser til merknadene under tabellen.",
        "Summane er formlar og følgjer med når eit beløp blir endra i arket. Planen i portalen blir ikkje endra.",
        "Beløp som skal inn i planen, skriv du i arket «Beløp». Les så fila inn på budsjettsida, der du ser kva som "
        "blir endra før det blir lagra.",
    ),
    sources="Bygdevekstmiddel frå KDD",
    amount="Bygdevekstmiddel {year}",
    control_title="Kontroll av summane i {year}",
    control_note="Bygdevekstmidla i {year} står i tre seksjonar, som alltid er like i portalen. Blir eit beløp endra i "
    "arbeidsboka slik at dei ikkje lenger er det, blir avviket raudt.",
    control_differs="Seksjon 3, 6 og 7 er ikkje like. Sjå avvika.",
    refused=("Ikkje eit beløp", "Skriv eit heilt tal kroner, utan minusteikn."),
    not_counted="{}, ikkje rekna med",
    list_note="Beløp som ikkje er fordelte på tiltak, og summane står i arket «Seksjon 3».",
    certainty={one.value: certainty_word(one, "nn") for one in Certainty},
)


def words(language: str) -> Words:
    """Return the words in `nb` or `nn`."""
    return _NN if language == "nn" else _NB
