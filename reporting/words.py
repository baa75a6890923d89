"""The fixed words of the printed plan and its tables, in the plan's own written language."""

from typing import Literal

from budgets.certainty import Certainty

Language = Literal["nb", "nn"]

WORDS: dict[Language, dict[str, str]] = {
    "nb": {
        "contents": "Innhold",
        "subtitle": "Oppfølging av bygdevekstavtalen for {pilot}",
        "description": "Handlingsplan {year} til bygdevekstavtalen for {pilot}, {first}–{last}",
        "date": "Dato",
        "municipalities": "Kommuner",
        "period": "Avtaleperiode",
        "status": "Status",
        "goals": "Delmålene i prioritert rekkefølge:",
        "not_relevant": "Ikke relevant: {reason}",
        "figure": "Figur {number}",
        "to_be_adopted": "Handlingsplanen skal behandles i styringsgruppen{when}.",
        "adopted": "Handlingsplanen er vedtatt i styringsgruppen{when}.",
        "case": "sak {number}",
        "councils": "Planen legges fram til orientering i kommunestyrene i {names}.",
        "council": "Planen legges fram til orientering i kommunestyret i {names}.",
        "signatures": "Underskrifter",
        "signature": "Underskrift",
        "place_and_date": "Sted og dato",
        "municipality": "{name} kommune",
        "footer_draft": "UTKAST – ikke vedtatt i styringsgruppen",
        "footer_adopted": "Vedtatt, ikke godkjent av KDD",
        "mark": "Versjon {number}, SHA-256 {sha256}",
        "number": "Nr.",
        "tiltak": "Tiltak",
        "delmaal": "Delmål",
        "amount": "Beløp",
        "unit": "Beløp i kroner",
        "responsible": "Hovedansvarlig",
        "partners": "Samarbeidsparter",
        "time": "Tidsramme",
        "total_budget": "Totalbudsjett",
        "sources": "Finansieringskilder",
        "not_spread": "Ikke fordelt på tiltak",
        "together": "Til sammen",
        "sum": "Sum",
        "overview_total": "Total bruk av bygdevekstmidler i {year}",
        "agreement_years": "Statlig medfinansiering i avtaleperioden",
        "financing": "Budsjett og finansiering {year}",
        "tiltak_of": "Tiltak under delmål {number}",
        "year_in_figures": "Året i tall",
        "budget_tables": "Budsjettabellene",
        "change_account": "Endringer siden forrige plan",
        "chart_delmaal": "Bygdevekstmidler i {year} etter delmål",
        "chart_sources": "Finansiering i {year} etter kilde",
        "chart_alt": "{title}, som {count} liggende søyler. Størst er {name} med {most}. Til sammen {total}. "
        "Alle tallene står i tabellen under.",
        "chart_note": "Med i søylene er det som er innvilget, planlagt og søkt. Fryste og avslåtte beløp og poster i "
        "parentes er ikke regnet med.",
        "source": "Kilde",
        "in_brackets": "Beløp i parentes står utenfor summen.",
        "not_counted": "er {certainty} og ikke regnet med i noen sum",
        "shared": "er delt med piloten {pilot}",
        "about_amount": "{kroner} fra {source} {said}.",
    },
    "nn": {
        "contents": "Innhald",
        "subtitle": "Oppfølging av bygdevekstavtalen for {pilot}",
        "description": "Handlingsplan {year} til bygdevekstavtalen for {pilot}, {first}–{last}",
        "date": "Dato",
        "municipalities": "Kommunar",
        "period": "Avtaleperiode",
        "status": "Status",
        "goals": "Delmåla i prioritert rekkjefølgje:",
        "not_relevant": "Ikkje relevant: {reason}",
        "figure": "Figur {number}",
        "to_be_adopted": "Handlingsplanen skal behandlast i styringsgruppa{when}.",
        "adopted": "Handlingsplanen er vedteken i styringsgruppa{when}.",
        "case": "sak {number}",
        "councils": "Planen blir lagd fram til orientering i kommunestyra i {names}.",
        "council": "Planen blir lagd fram til orientering i kommunestyret i {names}.",
        "signatures": "Underskrifter",
        "signature": "Underskrift",
        "place_and_date": "Stad og dato",
        "municipality": "{name} kommune",
        "footer_draft": "UTKAST – ikkje vedteke i styringsgruppa",
        "footer_adopted": "Vedteken, ikkje godkjend av KDD",
        "mark": "Versjon {number}, SHA-256 {sha256}",
        "number": "Nr.",
        "tiltak": "Tiltak",
        "delmaal": "Delmål",
        "amount": "Beløp",
        "unit": "Beløp i kroner",
        "responsible": "Hovudansvarleg",
        "partners": "Samarbeidspartar",
        "time": "Tidsramme",
        "total_budget": "Totalbudsjett",
        "sources": "Finansieringskjelder",
        "not_spread": "Ikkje fordelt på tiltak",
        "together": "Til saman",
        "sum": "Sum",
        "overview_total": "Total bruk av bygdevekstmiddel i {year}",
        "agreement_years": "Statleg medfinansiering i avtaleperioden",
        "financing": "Budsjett og finansiering {year}",
        "tiltak_of": "Tiltak under delmål {number}",
        "year_in_figures": "Året i tal",
        "budget_tables": "Budsjettabellane",
        "change_account": "Endringar sidan førre plan",
        "chart_delmaal": "Bygdevekstmiddel i {year} etter delmål",
        "chart_sources": "Finansiering i {year} etter kjelde",
        "chart_alt": "{title}, som {count} liggjande søyler. Størst er {name} med {most}. Til saman {total}. "
        "Alle tala står i tabellen under.",
        "chart_note": "Med i søylene er det som er innvilga, planlagt og søkt. Fryste og avslåtte beløp og postar i "
        "parentes er ikkje rekna med.",
        "source": "Kjelde",
        "in_brackets": "Beløp i parentes står utanfor summen.",
        "not_counted": "er {certainty} og ikkje rekna med i nokon sum",
        "shared": "er delt med piloten {pilot}",
        "about_amount": "{kroner} frå {source} {said}.",
    },
}

#: A status is named in bokmål by `Standing.status_name`; these are the same in nynorsk.
STATUS_NYNORSK = {
    "utkast": "utkast",
    "vedtatt": "vedteken i styringsgruppa",
    "sendt": "send til KDD",
    "endringer": "endringar bedne om",
    "godkjent": "godkjend",
    "vilkaar": "godkjend med vilkår",
    "erstattet": "erstatta",
}

#: How far a tiltak has come, where nynorsk has another word for it.
PHASE_NYNORSK = {"hovedprosjekt": "hovudprosjekt"}

#: How sure an amount is, where nynorsk has another word for it.
_CERTAINTY_NYNORSK = {Certainty.INNVILGET: "innvilga"}


def certainty_word(certainty: str, language: str) -> str:
    """Return the word for how sure an amount is, in `nb` or `nn`."""
    known = Certainty(certainty)
    return _CERTAINTY_NYNORSK.get(known, str(known.label)) if language == "nn" else str(known.label)


def phase_word(phase: str, language: str) -> str:
    """Return the word for how far a tiltak has come, in `nb` or `nn`."""
    return PHASE_NYNORSK.get(phase, phase) if language == "nn" else phase
