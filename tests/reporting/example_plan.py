"""A made-up plan that holds everything a document must be able to print. No place, person or text in it is real."""

import datetime
import hashlib
import io

from PIL import Image

from plans.richtext import Cell, FigureRef, Heading, ListBlock, ListItem, Paragraph, RichText, Run, Table
from reporting.value import (
    Agreement,
    AgreementParty,
    Answer,
    Delmaal,
    Figure,
    Form,
    Handlingsplan,
    Line,
    Party,
    Post,
    Prompt,
    Source,
    Standing,
    Tiltak,
    YearFigure,
)

DRAFT = Standing()
ADOPTED = Standing(
    status="vedtatt",
    status_name="vedtatt i styringsgruppen",
    adoption_date=datetime.date(2024, 12, 13),
    case_number="12/24",
)
APPROVED = ADOPTED.model_copy(update={"status": "godkjent", "status_name": "godkjent"})

DRAWING = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 120" width="600" height="120">
<g font-family="Source Sans 3" font-size="20" text-anchor="middle" fill="#fff">
<rect x="5" y="30" width="180" height="60" rx="4" fill="#0b2a4a"/><text x="95" y="67">Id\xc3\xa9</text>
<rect x="210" y="30" width="180" height="60" rx="4" fill="#24527a"/><text x="300" y="67">Fors\xc3\xb8k</text>
<rect x="415" y="30" width="180" height="60" rx="4" fill="#4a7396"/><text x="505" y="67">Vedtak</text></g></svg>"""


def _photograph() -> bytes:
    """Return a small picture, the same bytes each time."""
    image = Image.linear_gradient("L").resize((640, 360))
    stream = io.BytesIO()
    Image.merge("RGB", (image, image.transpose(Image.Transpose.ROTATE_180), image)).save(stream, "JPEG", quality=80)
    return stream.getvalue()


PHOTOGRAPH = _photograph()
DRAWING_HASH, PHOTOGRAPH_HASH = (hashlib.sha256(data).hexdigest() for data in (DRAWING, PHOTOGRAPH))
#: The bytes of the plan's figures, as a writer is given them.
FIGURES = {DRAWING_HASH: ("image/svg+xml", DRAWING), PHOTOGRAPH_HASH: ("image/jpeg", PHOTOGRAPH)}


def text(*paragraphs: str) -> RichText:
    """Return plain paragraphs as rich text."""
    return tuple(Paragraph(runs=(Run(text=paragraph),)) for paragraph in paragraphs)


def items(*texts: str, ordered: bool = False, start: int = 1) -> ListBlock:
    """Return a list of plain items."""
    found = tuple(ListItem(runs=(Run(text=item),)) for item in texts)
    return ListBlock(ordered=ordered, start=start, items=found)


LONG = (
    "Dalen og kysten skal finne fram til løsninger som varer, og som folk kjenner igjen som sine egne. Derfor begynner "
    "arbeidet med samtaler i hver bygd, og det som kommer fram der, avgjør hva som blir prøvd først. Erfaringene blir "
    "skrevet ned underveis, slik at andre kan bruke dem uten å gjøre de samme feilene. "
)

#: Amounts so close that a line is bound to end in some of them.
MANY_AMOUNTS = "".join(f"Av rammen er {n} 800 000 kr brukt. " for n in range(1, 41))

NORDLI = Party(key="nordli", name="Norddalen", kind="kommune", kommunenummer="9901")
SAMISK = Party(
    key="deatnuguohka", name="Čáhceguolbba - Vassdalen", short_name="Vassdalen", kind="kommune", kommunenummer="9902"
)
SKOG = Party(key="skogen", name="Skogen og Øvre Åsheim", kind="kommune", kommunenummer="9903")
FYLKE = Party(key="fylke", name="Midtre fylkeskommune", kind="fylkeskommune")
KDD = Party(key="kdd", name="Kommunal- og distriktsdepartementet", short_name="KDD", kind="departement")
LAG = Party(key="lag", name="Samarbeidsrådet for nærings- og stedsutvikling i Nord og Sør", kind="annet")

FORM = Form(
    key="proveskjema",
    lead="I 2025 vil følgende tiltak prioriteres (se nærmere omtale under)",
    overview="Overordnet oversikt over tiltak og bruk av bygdevekstmidler",
    plan=(
        Prompt(key="introduksjon", wording="Introduksjon", required=True),
        Prompt(key="rammer", wording="Rammer for handlingsplanen", required=True),
        Prompt(key="handlingsplan_per_delmaal", wording="Handlingsplan per delmål"),
        Prompt(key="organisering", wording="Overordnet organisering", required=True),
        Prompt(key="forankring", wording="Lokal og regional forankring"),
        Prompt(
            key="budsjett_avtaleperioden",
            wording="Fordeling av budsjett for hele avtaleperioden (statlig medfinansiering)",
        ),
        Prompt(key="samlet_budsjett", wording="Samlet budsjett og finansiering 2025"),
    ),
    delmaal=(
        Prompt(key="resultater", wording="Beskriv kort ønskede resultater under delmålet", required=True),
        Prompt(key="roller", wording="Beskriv kort roller og forpliktelser til aktuelle parter", required=True),
        Prompt(key="kommende_aar", wording="Beskriv kort tentative planer for kommende år"),
    ),
    tiltak=(
        Prompt(key="beskrivelse", wording="Beskriv overordnet hva tiltaket går ut på", required=True),
        Prompt(key="framdrift", wording="Beskriv når prosjektet skal starte og avsluttes", required=True),
        Prompt(key="okonomi", wording="Beskriv kort økonomisk ramme for tiltaket", required=True),
    ),
)

SOURCES = (
    Source(key="kdd", kind="stat", name="KDD 13.50 post 66", programme_category="13.50", chapter="553", post="66"),
    Source(key="egenandel", kind="egenandel", name="Kommunal egenandel"),
    Source(key="fylkeskommune", kind="fylkeskommune", name="Fylkeskommunen"),
    Source(key="statsforvalter", kind="statsforvalter", name="Statsforvalter"),
    Source(key="offentlige", kind="offentlige", name="Offentlige tilskuddsordninger"),
    Source(key="annet", kind="annet", name="Annet"),
)


def line(kroner: int, source: str = "kdd", year: int = 2025, certainty: str = "planlagt", **more: str) -> Line:
    """Return an amount."""
    return Line(source=source, year=year, kroner=kroner, certainty=certainty, **more)


def _tiltak(delmaal: int, number: int, title: str, *, paragraphs: int = 1, **more: object) -> Tiltak:
    """Return a tiltak with answers of some length."""
    answers = (
        Answer(key="beskrivelse", text=text(*[LONG * 2] * paragraphs)),
        Answer(key="framdrift", text=text("Arbeidet begynner i mars og er ferdig 6. desember 2025.")),
        Answer(key="okonomi", text=text(f"Til tiltaket er det satt av {number}00 000 kr av de statlige midlene.")),
    )
    fields: dict[str, object] = {
        "responsible": (NORDLI,),
        "partners": (FYLKE, LAG),
        "time_from": "2025-03",
        "time_to": "2025-12-06",
    }
    fields |= {"answers": answers, "lines": (line(100_000 * number),)} | more
    return Tiltak.model_validate({"uid": f"tiltak-{delmaal}-{number}", "number": number, "title": title, **fields})


RICH: RichText = (
    *text(LONG),
    Heading(level=1, runs=(Run(text="Hva som må på plass"),)),
    Paragraph(
        runs=(
            Run(text="Nærhet:", strong=True),
            Run(text=" møtene holdes i bygdene, også på nordsamisk og sørsamisk (áčđŋšŧž, Åarjelsaemien). Les mer på "),
            Run(text="nettsiden om ordningen", href="https://example.org/ordningen?a=1&b=2"),
            Run(text="."),
        )
    ),
    ListBlock(
        ordered=False,
        items=(
            ListItem(runs=(Run(text="tilgang på boliger", strong=True), Run(text=" som folk vil bo i"))),
            ListItem(runs=(Run(text="arbeid til to"),), sublist=items("i kommunene", "i næringslivet")),
            ListItem(runs=(Run(text="nok barnehageplasser"),)),
        ),
    ),
    Heading(level=2, runs=(Run(text="Rekkefølgen"),)),
    items("kartlegge", "prøve ut", "vurdere", ordered=True, start=4),
    FigureRef(sha256=DRAWING_HASH),
    *text(LONG),
    Table(
        head=(Cell(runs=(Run(text="Bygd"),)), Cell(runs=(Run(text="Møter"),))),
        rows=(
            (Cell(runs=(Run(text="Čáhceguolbba"),)), Cell(runs=(Run(text="4"),))),
            (Cell(runs=(Run(text="Åsheim"),)), Cell(runs=(Run(text="3"),))),
        ),
    ),
)

DELMAAL = (
    Delmaal(
        uid="delmaal-1",
        number=1,
        title="Øke rekrutteringen av arbeidskraft som kommunene og næringslivet trenger",
        short_title="Rekruttering",
        answers=(
            Answer(key="resultater", text=RICH),
            Answer(key="roller", text=text(LONG, LONG)),
            Answer(key="kommende_aar", not_relevant_reason="delmålet er nådd når året er omme"),
        ),
        tiltak=(
            _tiltak(1, 1, "Vertskap og velkomst", paragraphs=3, phase="hovedprosjekt"),
            _tiltak(
                1,
                2,
                "Felles kompetansestrategi med arbeidsgiverne, de videregående skolene og fagskolen for alle kommunene",
                responsible=(NORDLI, SKOG),
                responsible_text="utviklingsmiljøene",
                time_from="2024",
                time_to="2027",
                time_text="men med ulike faser i arbeidet",
                lines=(line(1_300_000, certainty="sokt"), line(250_000, year=2026)),
            ),
            _tiltak(1, 3, "Møteplasser", lines=()),
        ),
        lines=(
            line(705_000, "egenandel"),
            line(600_000, "fylkeskommune", certainty="innvilget"),
            line(1_800_000, year=2026),
        ),
        earlier=(YearFigure(year=2024, kroner=950_000),),
    ),
    Delmaal(
        uid="delmaal-2",
        number=2,
        title="Bolig",
        short_title="Boligbygging og nye boligtilbud",
        money_note="680 000 kr til utleieboliger er omtalt, men hører til et annet budsjett.",
        answers=(Answer(key="resultater", text=text(LONG)),),
        tiltak=(
            _tiltak(
                2,
                1,
                "Prøvebo",
                phase="forprosjekt",
                lines=(line(200_000), line(890_000, "statsforvalter", certainty="fryst")),
            ),
            _tiltak(2, 2, "Tomter", lines=(line(0), line(700_000, "annet", shared_with="Dal og Fjord"))),
        ),
        lines=(line(150_000), line(2_100_000, "statsforvalter")),
    ),
    Delmaal(
        uid="delmaal-3",
        number=3,
        title="Bussen som kommer når noen trenger den",
        short_title="Mobilitet",
        answers=(Answer(key="resultater", text=(*text(LONG), FigureRef(sha256=PHOTOGRAPH_HASH))),),
        tiltak=(_tiltak(3, 1, "Fritidsbussen"), _tiltak(3, 2, "Anbud")),
        lines=(line(500_000, year=2027),),
    ),
)

PLAN = Handlingsplan(
    slug="nord-og-sor-2025",
    pilot="Nord og Sør",
    year=2025,
    document_date=datetime.date(2024, 12, 6),
    agreement=Agreement(
        first_year=2024,
        last_year=2027,
        signed=datetime.date(2024, 4, 30),
        parties=tuple(
            AgreementParty(party=party, role="avtalepart", signs=party != KDD)
            for party in (NORDLI, SAMISK, SKOG, FYLKE, KDD)
        ),
    ),
    form=FORM,
    sources=SOURCES,
    answers=(
        Answer(key="introduksjon", text=text(LONG, LONG)),
        Answer(
            key="rammer",
            text=(*text(LONG, MANY_AMOUNTS, "En oppdatert plan gjør greie for"), items("nye tiltak", "endringer")),
        ),
        Answer(key="handlingsplan_per_delmaal", text=text(LONG)),
        Answer(key="organisering", text=text(LONG, LONG, LONG)),
        Answer(
            key="samlet_budsjett", text=text("En time er regnet til 500 kroner. Til sammen er 15 995 000 kr ført opp.")
        ),
    ),
    delmaal=DELMAAL,
    posts=(
        Post(uid="post-4", number=4, name="Prosjektledelse", lines=(line(2_000_000), line(2_000_000, year=2026))),
        Post(
            uid="post-5",
            number=5,
            name="Avsetning til frikjøp av intern kompetanse",
            outside_sum=True,
            lines=(line(315_000, "egenandel"), line(87_000, "egenandel", year=2027)),
        ),
    ),
    figures=(
        Figure(
            sha256=PHOTOGRAPH_HASH,
            media_type="image/jpeg",
            width=640,
            height=360,
            alt="En buss på en fjellvei om høsten.",
            caption="Fritidsbussen på prøvetur",
        ),
        Figure(
            sha256=DRAWING_HASH,
            media_type="image/svg+xml",
            width=600,
            height=120,
            alt="Tre steg etter hverandre: idé, forsøk og vedtak.",
            caption="Fra idé til vedtak",
        ),
    ),
)
