"""Answers that answer something else than was asked, and what a document leaves out that it has elsewhere."""

import re
from collections.abc import Iterable, Iterator

from plans import paths
from reporting.checks.amounts import find_amounts, sentences
from reporting.checks.case import Case, Prose
from reporting.checks.finding import Hit
from reporting.checks.held import state_money
from reporting.checks.matching import first
from reporting.checks.names import is_named, parties_of
from reporting.checks.rules import Family
from reporting.checks.words import Text, Value, Words, listed, same
from reporting.value import Party, Tiltak

FAMILY = Family(
    "svar",
    Text("Svar på det det spørres om", "Svar på det det blir spurt om"),
    "Answers against their prompts, and parts against the other parts of the same plan.",
)


@FAMILY.rule(
    "svar-kommende-aar",
    level="tips",
    says=Words(
        nb="Ledeteksten spør om kommende år, men svaret handler om {year}.",
        nn="Leieteksten spør om komande år, men svaret handlar om {year}.",
    ),
    mend=Words(nb="Skriv hva dere tenker å gjøre etter {year}.", nn="Skriv kva de tenkjer å gjere etter {year}."),
    example={"year": "2025"},
)
def coming_years(case: Case) -> Iterator[Hit]:
    """The answer about the years to come names the plan's own year, and no later year or time."""
    year = case.plan.year
    for prose in case.prose:
        if prose.key in case.parameters.coming_prompts and str(year) in prose.text:
            later = [match for match in re.findall(r"\b20\d\d\b", prose.text) if int(match) > year]
            if not later and not first(prose.text, _LATER):
                yield Hit(prose.path, prose.where, values={"year": str(year)})


_LATER = re.compile(
    r"\b(?:neste|kommende|komande|videre|vidare|fr[ae]m(?:over|tid\w*)|på sikt|etter ?hvert|etter kvart"
    r"|(?:avtale|bygdevekst|prosjekt)?perioden|senere|seinare|fortsett\w*|fortset\w*|held fram|hvert år|kvart år"
    r"|årlig|årleg|permanent|varig)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"20\d\d|\b(?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember|jan|feb|apr|aug"
    r"|sept?|okt|nov|des|vår\w*|sommer\w*|høst\w*|haust\w*|vinter\w*|kvartal\w*|halvår\w*|uke\w*|veke\w*|måned\w*"
    r"|månad\w*|år(?:et|lig|leg|a|ene|s\w*)?|kontinuerlig|kontinuerleg|løpende|løpande|fortløpende|jevnlig|jamleg"
    r"|\w*perioden?|\w*avtalen?|hele|heile|gjennom|lenge|slutter|sluttar|straks|i dag|nå|no)\b|\d{1,2}\.\d{1,2}\.",
    re.IGNORECASE,
)


@FAMILY.rule(
    "svar-uten-tid",
    level="tips",
    says=Words(
        nb="Svaret på når arbeidet begynner og slutter, har ingen datoer eller andre tider.",
        nn="Svaret på når arbeidet byrjar og sluttar, har ingen datoar eller andre tider.",
    ),
    mend=Words(
        nb="Skriv når arbeidet begynner, når det er ferdig, og viktige milepæler.",
        nn="Skriv når arbeidet byrjar, når det er ferdig, og viktige milepælar.",
    ),
    example={},
)
def progress_without_time(case: Case) -> Iterator[Hit]:
    """A tiltak's answer about start, milestones and end has no date, season or period in it."""
    for prose in case.prose:
        if prose.tiltak and prose.key in case.parameters.progress_prompts and not first(prose.text, _TIME):
            yield Hit(prose.path, prose.where)


@FAMILY.rule(
    "fase-mangler",
    level="tips",
    says=Words(
        nb="{few} tiltak sier hvilken fase (status) de er i. Disse gjør det ikke: {missing}.",
        nn="{few} tiltak seier kva fase (status) dei er i. Desse gjer det ikkje: {missing}.",
    ),
    mend=Words(
        nb="Sett fase på alle tiltak, så leseren ser hvor langt de er kommet.",
        nn="Set fase på alle tiltak, så lesaren ser kor langt dei er komne.",
    ),
    example={"few": "7", "missing": Text("1.3 og 2.1", "1.3 og 2.1")},
)
def phases(case: Case) -> Iterator[Hit]:
    """At least a quarter of the tiltak say which phase they are in, and the others do not. One tip for the plan."""
    items = [item for goal in case.plan.delmaal for item in goal.tiltak]
    missing = [item for item in items if not item.phase]
    if missing and len(items) - len(missing) >= max(2, len(items) / 4):
        values: dict[str, Value] = {"few": str(len(items) - len(missing)), "missing": _numbers(case, missing)}
        path = f"{paths.tiltak(missing[0].uid)}/phase"
        yield Hit(path, _ALL_TILTAK, at=str(len(missing)), values=values)


_ALL_TILTAK = Text("Tiltakene", "Tiltaka")


def _numbers(case: Case, items: Iterable[Tiltak]) -> Text:
    """Return the numbers of some tiltak in a sentence: «1.2, 1.4 og 1.5»."""
    return listed([same(case.name(paths.tiltak(item.uid)).nb.removeprefix("Tiltak ")) for item in items])


@FAMILY.rule(
    "ledetekst-mangler",
    level="tips",
    says=Words(
        nb="Ledeteksten {prompts} mangler over teksten, men står i de fleste andre tiltak.",
        nn="Leieteksten {prompts} manglar over teksten, men står i dei fleste andre tiltak.",
    ),
    mend=Words(nb="Sett den inn over svaret.", nn="Set han inn over svaret."),
    example={"prompts": "«Beskriv overordnet hva tiltaket går ut på»"},
)
def prompts_left_out(case: Case) -> Iterator[Hit]:
    """The document prints a tiltak's answer without the prompt over it that most other tiltak have."""
    lines = {line.path for line in case.stated.lines if line.kind == "prompt"}
    items = [item for goal in case.plan.delmaal for item in goal.tiltak]
    answered = {item.uid: {answer.key for answer in item.answers if answer.text} for item in items}
    usual = [
        prompt
        for prompt in case.plan.form.tiltak
        if 2 * sum(paths.answer("tiltak", item.uid, prompt.key) in lines for item in items)
        > sum(prompt.key in answered[item.uid] for item in items)
    ]
    for item in items:
        left_out = [
            prompt
            for prompt in usual
            if prompt.key in answered[item.uid] and paths.answer("tiltak", item.uid, prompt.key) not in lines
        ]
        if left_out:
            path = paths.answer("tiltak", item.uid, left_out[0].key)
            words = listed([same(f"«{prompt.wording}»") for prompt in left_out])
            yield Hit(path, case.name(path), values={"prompts": words})


#: Of the tiltak, and not of something else: «hovedansvaret for kollektivtrafikken».
_HAS_CHARGE = re.compile(
    r"\b(?:(?:har|får|skal ha|vil ha|tar|tek)\s(?:et |eit )?hov[eu]dansvaret|er\shov[eu]dansvarl\w+)"
    r"(?!\s(?:for|i|av)\s(?!tiltaket|arbeidet|dette|gjennomføring))",
    re.IGNORECASE,
)
_TAKES_PART = re.compile(
    r"\b(?:er|blir|vil være|vil vere|skal være|skal vere)\s(?:[\w]+e\s)?samarbeidspart(?:ner|nere|nar|narar|er|ar)?\b",
    re.IGNORECASE,
)


@FAMILY.rule(
    "svar-ansvar",
    level="tips",
    says=Words(
        nb="Teksten sier at {party} {role}, men {charged}.",
        nn="Teksten seier at {party} {role}, men {charged}.",
    ),
    mend=Words(nb="Rett teksten, eller hvem som er ansvarlig.", nn="Rett teksten, eller kven som er ansvarleg."),
    example={
        "party": "Trøndelag fylkeskommune",
        "role": Text("er samarbeidspart", "er samarbeidspart"),
        "charged": Text("i tabellen er den ansvarlig for tiltak 1.2", "i tabellen er han ansvarleg for tiltak 1.2"),
    },
)
def roles(case: Case) -> Iterator[Hit]:
    """The answer about roles says that a party has the main responsibility, which the tiltak does not give it; or that
    it takes part, where it is responsible for the tiltak, or for a tiltak of the delmål.
    """
    parties = case.once(parties_of)
    for prose in case.prose:
        if prose.key not in case.parameters.role_prompts or prose.delmaal is None:
            continue
        for sentence in sentences(prose.text):
            for pattern, role in ((_HAS_CHARGE, _IN_CHARGE), (_TAKES_PART, _PARTNER)):
                match = first(sentence, pattern)
                named = _named(parties, sentence[: match.start()]) if match else []
                wrong = [party for party in named if _contradicts(prose, party, in_charge=role is _IN_CHARGE)]
                if wrong:
                    names = listed([same(party.short_name or party.name) for party in wrong])
                    at = ",".join(party.key for party in wrong)
                    charged = _charged(case, prose, wrong, in_charge=role is _IN_CHARGE)
                    values: dict[str, Value] = {"party": names, "role": role, "charged": charged}
                    yield Hit(prose.path, prose.where, at=at, values=values)


_IN_CHARGE = Text("har hovedansvaret", "har hovudansvaret")
_PARTNER = Text("er samarbeidspart", "er samarbeidspart")


def _named(parties: list[Party], subject: str) -> list[Party]:
    """Return the parties that are named before a sentence's verb; a municipality's name is a place as well."""
    return [party for party in parties if party.kind != "kommune" and is_named(party, subject)]


def _contradicts(prose: Prose, party: Party, *, in_charge: bool) -> bool:
    """Tell whether the tiltak gives the party another role than the text does."""
    if prose.tiltak is None:
        charged = {one.key for item in prose.delmaal.tiltak for one in item.responsible} if prose.delmaal else set()
        return not in_charge and party.key in charged
    responsible = {one.key for one in prose.tiltak.responsible}
    if in_charge:
        return party.key not in responsible and party.name.casefold() not in prose.tiltak.responsible_text.casefold()
    return party.key in responsible and party.key not in {one.key for one in prose.tiltak.partners}


_NOBODY = Text("ingen er satt opp som ansvarlig", "ingen er sett opp som ansvarleg")
_OTHERS = Words(nb="ansvarlig er {names}", nn="ansvarleg er {names}")
_STANDS_AS = Words(
    nb="i tabellen er den ansvarlig for tiltak {numbers}", nn="i tabellen er han ansvarleg for tiltak {numbers}"
)


def _charged(case: Case, prose: Prose, parties: list[Party], *, in_charge: bool) -> Text:
    """Return what the tiltak say of who is responsible, where a text says otherwise of some parties."""
    if prose.tiltak and in_charge:
        names = [same(party.short_name or party.name) for party in prose.tiltak.responsible]
        names += [same(prose.tiltak.responsible_text)] if prose.tiltak.responsible_text else []
        return _OTHERS(names=listed(names)) if names else _NOBODY
    keys = {party.key for party in parties}
    items = (prose.tiltak,) if prose.tiltak else prose.delmaal.tiltak if prose.delmaal else ()
    charged = [item for item in items if keys & {party.key for party in item.responsible}]
    return _STANDS_AS(numbers=_numbers(case, charged))


_THIS_TILTAK = re.compile(r"\bdette tiltaket\b", re.IGNORECASE)


@FAMILY.rule(
    "svar-delmaal",
    level="tips",
    says=Words(
        nb="Teksten om delmålet sier «dette tiltaket», men {stated} gjelder hele delmålet.",
        nn="Teksten om delmålet seier «dette tiltaket», men {stated} gjeld heile delmålet.",
    ),
    mend=Words(nb="Skriv «delmålet».", nn="Skriv «delmålet»."),
    example={"stated": 1_800_000},
)
def goals_called_tiltak(case: Case) -> Iterator[Hit]:
    """A delmål's answer about money calls the delmål a tiltak: the amount in the sentence is the delmål's."""
    for prose in case.prose:
        if prose.delmaal is None or prose.tiltak or prose.key not in case.parameters.money_prompts:
            continue
        whole = state_money(case, prose.delmaal.all_lines)
        of_tiltak = {state_money(case, item.lines) for item in prose.delmaal.tiltak}
        for sentence in sentences(prose.text):
            amounts = {amount.kroner for amount in find_amounts(sentence)}
            if first(sentence, _THIS_TILTAK) and whole in amounts and whole not in of_tiltak:
                yield Hit(prose.path, prose.where, whole)
