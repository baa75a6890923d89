"""The fixed words of the printed plan, in the plan's own written language."""

from typing import Literal

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
