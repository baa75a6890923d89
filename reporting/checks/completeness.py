"""What is missing: answers, who is responsible, time frames, words that wait for other words, things referred to."""

import re
from collections.abc import Iterator

from plans import paths
from plans.richtext import FigureRef, ListBlock, Paragraph, plain_text
from reporting.checks.case import Case, Piece
from reporting.checks.context import Parameters
from reporting.checks.dates import find_spans
from reporting.checks.finding import Hit
from reporting.checks.matching import everywhere, first, matches
from reporting.checks.rules import Family
from reporting.checks.words import EMPTY, Text, Value, Words, listed, same
from reporting.value import Answer, Prompt, Tiltak

FAMILY = Family(
    "mangler",
    Text("Mangler", "Manglar"),
    "Required answers, parties and time frames that are not there, and words that wait for other words.",
)


@FAMILY.rule(
    "svar-mangler",
    level="advarsel",
    says=Words(nb="Det mangler svar på {prompts}.", nn="Det manglar svar på {prompts}."),
    mend=Words(
        nb="Svar, eller merk at ledeteksten ikke er relevant, med en begrunnelse.",
        nn="Svar, eller merk at leieteksten ikkje er relevant, med ei grunngiving.",
    ),
    example={"prompts": "«Beskriv kort økonomisk ramme for tiltaket»"},
)
def required_answers(case: Case) -> Iterator[Hit]:
    """Prompts that the form requires have no answer, nor a reason why they are not relevant. One finding a part."""
    plan = case.plan
    # The plan's own sections are far apart in the document, so each is told of in its place.
    for prompt in plan.form.plan:
        yield from _missing(case, "plan", None, plan.answers, (prompt,))
    for goal in plan.delmaal:
        yield from _missing(case, "delmaal", goal.uid, goal.answers, plan.form.delmaal)
        for item in goal.tiltak:
            yield from _missing(case, "tiltak", item.uid, item.answers, plan.form.tiltak)


def _missing(
    case: Case, level: str, uid: str | None, answers: tuple[Answer, ...], prompts: tuple[Prompt, ...]
) -> Iterator[Hit]:
    """Yield a hit for a part with unanswered prompts."""
    given = {answer.key: answer for answer in answers}
    missing = [prompt for prompt in prompts if prompt.required and not _is_given(given.get(prompt.key))]
    if missing:
        where = case.name(f"{level}/{uid}") if uid else case.place(missing[0].key)
        wordings = [same(f"«{prompt.wording.strip(' .')}»") for prompt in missing]
        values: dict[str, Value] = {"prompts": listed(wordings)}
        at = ",".join(prompt.key for prompt in missing)
        yield Hit(paths.answer(level, uid, missing[0].key), where, at=at, values=values)


def _is_given(answer: Answer | None) -> bool:
    """Tell whether an answer says something: words, a figure, or why there is nothing to say."""
    return answer is not None and bool(
        answer.not_relevant_reason
        or any(isinstance(block, FigureRef) for block in answer.text)
        or any(plain_text((block,)).strip() for block in answer.text)
    )


def _tiltak(case: Case) -> list[tuple[str, Tiltak]]:
    """Return every tiltak with its path, but those that the document's table of their delmål leaves out.

    A row that is not there is one mistake, which `tiltak-i-lister` tells of, and not one for each of its cells.
    """
    rows = {table.key: {row.path for row in table.rows} for table in reversed(case.stated.tables)}
    items = [(path, part) for path, part in case.parts.items() if isinstance(part, Tiltak)]
    return [(path, item) for path, item in items if path in rows.get(f"delmaal-{case.goal_of[item.uid].uid}", {path})]


@FAMILY.rule(
    "ansvarlig-mangler",
    level="advarsel",
    says=Words(nb="Ingen er satt opp som hovedansvarlig.", nn="Ingen er sett opp som hovudansvarleg."),
    mend=Words(nb="Velg hvem som har ansvaret.", nn="Vel kven som har ansvaret."),
    example={},
)
def responsible(case: Case) -> Iterator[Hit]:
    """A tiltak has nobody who is responsible for it, neither a party nor in words."""
    for path, item in case.once(_tiltak):
        if not item.responsible and not item.responsible_text.strip():
            yield Hit(f"{path}/responsible", case.name(path))


@FAMILY.rule(
    "samarbeid-mangler",
    level="tips",
    says=Words(nb="Ingen er satt opp som samarbeidspart.", nn="Ingen er sett opp som samarbeidspart."),
    mend=Words(nb="Velg hvem som er med, om noen er det.", nn="Vel kven som er med, om nokon er det."),
    example={},
)
def partners(case: Case) -> Iterator[Hit]:
    """A tiltak has no partners, neither parties nor in words."""
    for path, item in case.once(_tiltak):
        if not item.partners and not item.partners_text.strip():
            yield Hit(f"{path}/partner", case.name(path))


@FAMILY.rule(
    "tidsramme-mangler",
    level="advarsel",
    says=Words(nb="Tiltaket har ingen tidsramme.{told}", nn="Tiltaket har inga tidsramme.{told}"),
    mend=Words(
        nb="Skriv når tiltaket begynner eller skal være ferdig.", nn="Skriv når tiltaket byrjar eller skal vere ferdig."
    ),
    example={"told": Text(" Teksten sier «hele perioden».", " Teksten seier «hele perioden».")},
)
def time_frames(case: Case) -> Iterator[Hit]:
    """A tiltak has no time frame: no start, no end, and no words for it. What its text says of the time is quoted."""
    for path, item in case.once(_tiltak):
        if not (item.time_from or item.time_to or item.time_text.strip()):
            told = _times_told(case, item)
            words = _TOLD(words=listed([same(f"«{one}»") for one in told])) if told else EMPTY
            yield Hit(f"{path}/tidsramme", case.name(path), values={"told": words})


_TOLD = Words(nb=" Teksten sier {words}.", nn=" Teksten seier {words}.")


def _times_told(case: Case, item: Tiltak) -> list[str]:
    """Return the first two times that a tiltak's answer about its progress names."""
    year, last, asked = case.plan.year, case.plan.agreement.last_year, case.parameters.progress_prompts
    texts = [prose.text for prose in case.prose if prose.tiltak is item and prose.key in asked]
    spans = [span for text in texts for _, _, span in find_spans(text, year, last)]
    return list(dict.fromkeys(span.words for span in spans))[:2]


_SAYS_NOTHING = re.compile(
    r"(?:en |ein |et |eit )?(?:figur|bilde|bilete|foto|illustrasjon|skjema|tegning)\s?\d*\.?", re.IGNORECASE
)


@FAMILY.rule(
    "alt-tekst",
    level="advarsel",
    says=Words(
        nb="Figuren har ingen alternativ tekst som sier hva den viser.",
        nn="Figuren har ingen alternativ tekst som seier kva han viser.",
    ),
    mend=Words(
        nb="Skriv med ord det figuren viser, for dem som ikke ser den.",
        nn="Skriv med ord det figuren viser, for dei som ikkje ser han.",
    ),
    example={},
)
def alternative_texts(case: Case) -> Iterator[Hit]:
    """A figure has no alternative text, or one that says no more than that it is a figure, or repeats its caption."""
    for figure in case.plan.figures:
        alt = figure.alt.strip()
        if not alt or _SAYS_NOTHING.fullmatch(alt) or alt.casefold() == figure.caption.strip().casefold():
            yield Hit(paths.figure_field(figure.sha256, "alt"), same("Figur"), at=figure.sha256[:12])


@FAMILY.rule(
    "bildetekst-mangler",
    level="tips",
    says=Words(
        nb="Figuren har ingen bildetekst, slik andre figurer i planen har.",
        nn="Figuren har ingen bilettekst, slik andre figurar i planen har.",
    ),
    mend=Words(nb="Skriv hva figuren viser, under den.", nn="Skriv kva figuren viser, under han."),
    example={},
)
def captions(case: Case) -> Iterator[Hit]:
    """A figure has no caption, where another figure of the plan has one."""
    captioned = any(figure.caption.strip() for figure in case.plan.figures)
    for figure in case.plan.figures if captioned else ():
        if not figure.caption.strip():
            yield Hit(paths.figure_field(figure.sha256, "bildetekst"), same("Figur"), at=figure.sha256[:12])


@FAMILY.rule(
    "underskrift-mangler",
    level="advarsel",
    says=Words(
        nb="Ingen part i avtalen skal skrive under planen.", nn="Ingen part i avtalen skal skrive under planen."
    ),
    mend=Words(
        nb="Merk i avtalen hvem som skriver under.",
        nn="Merk i avtalen kven som skriv under.",
    ),
    example={},
)
def signatories(case: Case) -> Iterator[Hit]:
    """No party of the agreement signs the plan."""
    if not case.plan.agreement.signatories:
        yield Hit(paths.answer("plan", None, "forankring"), _anchoring(case))


@FAMILY.rule(
    "underskrift-antall",
    level="advarsel",
    says=Words(
        nb="Dokumentet har plass til {stated} underskrifter, men {computed} parter skal skrive under.",
        nn="Dokumentet har plass til {stated} underskrifter, men {computed} partar skal skrive under.",
    ),
    mend=Words(nb="Gi hver part en linje.", nn="Gi kvar part ei linje."),
    example={"stated": "4", "computed": "5"},
)
def signature_lines(case: Case) -> Iterator[Hit]:
    """The document has another number of signature lines than there are parties who sign.

    A line that names a party which the agreement is not known to have is not counted.
    """
    parties = {member.party.key for member in case.plan.agreement.parties}
    others = [party.name.casefold() for party in case.context.parties if party.key not in parties]
    signed = [line.text.casefold() for line in case.stated.lines if line.kind == "signature"]
    lines = sum(not any(name in text for name in others) for text in signed)
    signing = len(case.plan.agreement.signatories)
    if lines and signing and lines != signing:
        yield Hit(paths.answer("plan", None, "forankring"), _anchoring(case), str(lines), str(signing))


def _anchoring(case: Case) -> Text:
    return case.section("forankring") or Text("Underskrifter", "Underskrifter")


@FAMILY.rule(
    "plassholder",
    level="advarsel",
    says=Words(
        nb="Her står {words}, som ser ut til å vente på den riktige teksten.",
        nn="Her står {words}, som ser ut til å vente på den rette teksten.",
    ),
    mend=Words(nb="Skriv det som skal stå der.", nn="Skriv det som skal stå der."),
    example={"words": "«[XX]»"},
)
def placeholders(case: Case) -> Iterator[Hit]:
    """Words wait for other words: «[XX]», «Figur XX», «kommer med tekst», «full henvisning». One finding a place."""
    patterns = [re.compile(pattern, re.IGNORECASE) for pattern in case.parameters.placeholders]
    short = [re.compile(pattern, re.IGNORECASE) for pattern in case.parameters.short_placeholders]
    lengths = {prose.path: len(prose.text) for prose in case.prose}
    found: dict[str, tuple[Text, list[str]]] = {}
    for piece in _waiting_for_words(case):
        wanted = patterns if lengths.get(piece.path, 0) > _SHORT else [*patterns, *short]
        said = [match[0].strip() for match in matches(piece.text, *wanted)]
        # «XX» within «[XX]» is the same place-holder.
        within = {word for word in set(said) for other in set(said) if word != other and word in other}
        said = [word for word in said if word not in within]
        if said:
            found.setdefault(piece.path, (piece.where, []))[1].extend(said)
    for path, (where, words) in found.items():
        quoted = [same(f"«{word}»") for word in dict.fromkeys(words)]
        yield Hit(path, where, at=f"{len(words)}", values={"words": listed(quoted)})


_USUAL = Parameters()
_USUAL_PLACEHOLDERS = everywhere(
    "|".join(f"(?:{pattern})" for pattern in (*_USUAL.placeholders, *_USUAL.short_placeholders)), re.IGNORECASE
)


def _waiting_for_words(case: Case) -> list[Piece]:
    """Return the texts that may hold a placeholder: nearly every text has none, which one look tells."""
    now = case.parameters
    if (now.placeholders, now.short_placeholders) != (_USUAL.placeholders, _USUAL.short_placeholders):
        return list(case.pieces)
    return list({id(piece): piece for piece, _ in case.matches(_USUAL_PLACEHOLDERS)}.values())


#: An answer of at most so many characters may be nothing but a promise of one.
_SHORT = 80


@FAMILY.rule(
    "losrevet-tegn",
    level="tips",
    says=Words(nb="Et avsnitt består bare av «{stated}».", nn="Eit avsnitt er berre «{stated}»."),
    mend=Words(nb="Ta bort avsnittet.", nn="Ta bort avsnittet."),
    example={"stated": "."},
)
def lone_punctuation(case: Case) -> Iterator[Hit]:
    """A paragraph or list item has no letter and no digit in it."""
    for prose in case.prose:
        blocks = [block for block in prose.blocks if isinstance(block, Paragraph | ListBlock)]
        for line in plain_text(blocks).split("\n"):
            if line.strip() and not any(char.isalnum() for char in line):
                yield Hit(prose.path, prose.where, line.strip())


_COUNTABLE = re.compile(
    r"\d|\b(?:antall\w*|antal\w*|andel\w*|del|prosent\w*|tell\w*|tel|telje\w*|tall\w*|tal(?:a|et)?|h?[vk]or mange"
    r"|indikator\w*|nullpunkt|statistikk\w*|målt?|måles|målast|registrer\w*|spør\w*|\w*undersøk\w*|\w*skjema\w*)\b",
    re.IGNORECASE,
)


@FAMILY.rule(
    "maal-uten-maaling",
    level="tips",
    says=Words(
        nb="Teksten om måloppnåelse nevner ikke noe å telle eller måle mot.",
        nn="Teksten om måloppnåing nemner ikkje noko å telje eller måle mot.",
    ),
    mend=Words(
        nb="Skriv hva dere skal telle, og hva tallet er i dag.",
        nn="Skriv kva de skal telje, og kva talet er i dag.",
    ),
    example={},
)
def assessment_without_measure(case: Case) -> Iterator[Hit]:
    """The answer about how goal attainment is assessed has nothing that can be counted: no number, share or survey."""
    for prose in case.prose:
        if prose.key in case.parameters.assessment_prompts and not first(_without_years(prose.text), _COUNTABLE):
            yield Hit(prose.path, prose.where)


def _without_years(text: str) -> str:
    return re.sub(r"\b20\d\d\b", "", text)


@FAMILY.rule(
    "maal-uten-vurdering",
    level="tips",
    says=Words(
        nb="Delmålet sier ikke hvordan måloppnåelsen skal vurderes.",
        nn="Delmålet seier ikkje korleis måloppnåinga skal vurderast.",
    ),
    mend=Words(
        nb="Svar på ledeteksten om måloppnåelse.",
        nn="Svar på leieteksten om måloppnåing.",
    ),
    example={},
)
def goal_without_assessment(case: Case) -> Iterator[Hit]:
    """The form asks how a delmål's attainment is assessed, and the delmål does not say."""
    optional = {prompt.key for prompt in case.plan.form.delmaal if not prompt.required}
    asked = optional & case.parameters.assessment_prompts
    for goal in case.plan.delmaal:
        for key in sorted(asked - {answer.key for answer in goal.answers}):
            yield Hit(paths.answer("delmaal", goal.uid, key), case.name(paths.delmaal(goal.uid)))
