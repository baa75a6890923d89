"""The words of the page of changes that no document has: what is asked for, and what leads from one place to another.

In both written forms of Norwegian: the account is the plan's own, and so is the language it is told in.
"""

from typing import NamedTuple

from reporting.compare.words import CAME_FROM
from reporting.value import Handlingsplan


class PageWords(NamedTuple):
    """Sentences and names; `{}` stands for what is filled in."""

    first: str
    who_changed: str
    trace: str
    lead: str
    against_frozen: str
    against_approved: str
    against_draft: str
    counts: dict[str, tuple[str, str]]
    all_said: str
    nothing: str
    missing_one: str
    missing: str
    demanded: str
    to_the_first: str
    to_the_first_missing: str
    carried_one: str
    carried: str
    marked: str
    marks: str
    moved: str
    renamed: str
    with_state: str
    without_state: str
    came_from: dict[str, str]
    went_to: dict[str, str]
    parted: dict[str, str]
    take_away: str
    the_link: str
    source: str
    difference: str
    amounts_for: str
    rewritten: str
    gone: str
    come: str
    to_be_said: str
    names: dict[str, str]
    edit: str
    save: str
    what_is_written: str
    is_it_linked: str
    link_to: str
    came_later: str


_NB = PageWords(
    first="Dette er avtalens første plan i portalen, så det er ingen tidligere plan å sammenligne med.",
    who_changed="Hvem som har endret hva i planen, står i",
    trace="loggen",
    lead="Fra handlingsplanen for {0} til planen for {1}:",
    against_frozen="Planen for {0} står her slik den var da denne ble låst.",
    against_approved="Planen for {0} står her slik departementet godkjente den sist.",
    against_draft="Planen for {0} er ikke godkjent av departementet ennå. Endres den, endres også denne oversikten.",
    counts={
        "ny": ("1 nytt", "{0} nye"),
        "endret": ("1 endret", "{0} endrede"),
        "avsluttet": ("1 avsluttet", "{0} avsluttede"),
        "videreført": ("1 som går videre", "{0} som går videre"),
    },
    all_said="Alt som må begrunnes eller vurderes, er det.",
    nothing="Ingenting må begrunnes eller vurderes så langt. Oversikten regnes ut på nytt når noe i planen endres.",
    missing_one="Én begrunnelse eller vurdering mangler.",
    missing="{0} begrunnelser og vurderinger mangler.",
    demanded="Departementet krever dem når planen fornyes.",
    to_the_first="Gå til den første",
    to_the_first_missing="som mangler",
    carried_one="Ett svar i planen står som i fjor, og ingen har sett på det ennå.",
    carried="{0} svar i planen står som i fjor, og ingen har sett på dem ennå.",
    marked="De er merket «fra i fjor» i planen",
    marks="Kjennetegn",
    moved="Flyttet",
    renamed="Nytt navn",
    with_state="Med bygdevekstmidler",
    without_state="Uten bygdevekstmidler",
    came_from=CAME_FROM["nb"],
    went_to={"slått sammen": "Gått inn i", "delt": "Delt i", "videreført": "Gått inn i"},
    parted={"slått sammen": "En del er gått inn i", "delt": "Herfra er skilt ut"},
    take_away="Ta bort",
    the_link="koblingen til {0}",
    source="Kilde",
    difference="Endring",
    amounts_for="Beløp for {0}",
    rewritten="Skrevet om: «{0}»",
    gone="tatt ut: ",
    come="nytt: ",
    to_be_said="Må begrunnes: {0}.",
    names={"avsluttet": "Vurdering", "ny": "Bakgrunn", "endret": "Begrunnelse"},
    edit="Rediger",
    save="Lagre",
    what_is_written="det som er skrevet om {0}",
    is_it_linked="Er det slått sammen med eller skilt ut fra et annet?",
    link_to="Koble {0} til et tiltak i forrige plan",
    came_later="Kom med i planen for {0} etter at denne ble startet, og fulgte derfor ikke med hit.",
)

_NN = _NB._replace(
    first="Dette er den første planen avtalen har i portalen, så det finst ingen tidlegare plan å samanlikne med.",
    who_changed="Kven som har endra kva i planen, står i",
    trace="loggen",
    lead="Frå handlingsplanen for {0} til planen for {1}:",
    against_frozen="Planen for {0} står her slik han var då denne vart låst.",
    against_approved="Planen for {0} står her slik departementet sist godkjende han.",
    against_draft="Planen for {0} er ikkje godkjend av departementet enno. Blir han endra, endrar oversikta seg òg.",
    counts={
        "ny": ("1 nytt", "{0} nye"),
        "endret": ("1 endra", "{0} endra"),
        "avsluttet": ("1 avslutta", "{0} avslutta"),
        "videreført": ("1 som går vidare", "{0} som går vidare"),
    },
    all_said="Alt som må grunngivast eller vurderast, er det.",
    nothing="Ingenting må grunngivast eller vurderast så langt. Oversikta blir rekna ut på nytt når planen blir endra.",
    missing_one="Éi grunngiving eller vurdering manglar.",
    missing="{0} grunngivingar og vurderingar manglar.",
    demanded="Departementet krev dei når planen blir fornya.",
    to_the_first_missing="som manglar",
    carried_one="Eitt svar i planen står som i fjor, og ingen har sett på det enno.",
    carried="{0} svar i planen står som i fjor, og ingen har sett på dei enno.",
    marked="Dei er merkte i planen",
    marks="Kjenneteikn",
    moved="Flytta",
    renamed="Nytt namn",
    with_state="Med bygdevekstmidlar",
    without_state="Utan bygdevekstmidlar",
    came_from=CAME_FROM["nn"],
    parted={"slått sammen": "Ein del har gått inn i", "delt": "Herifrå er skilt ut"},
    the_link="koplinga til {0}",
    source="Kjelde",
    rewritten="Skrive om: «{0}»",
    gone="teke ut: ",
    to_be_said="Må grunngivast: {0}.",
    names={"avsluttet": "Vurdering", "ny": "Bakgrunn", "endret": "Grunngiving"},
    what_is_written="det som er skrive om {0}",
    is_it_linked="Er det slått saman med eller skilt ut frå eit anna?",
    link_to="Kople {0} til eit tiltak i førre plan",
    came_later="Kom med i planen for {0} etter at denne vart starta, og følgde derfor ikkje med hit.",
)


def page_words(plan: Handlingsplan) -> PageWords:
    """Return the words in the plan's written form."""
    return _NN if plan.language == "nn" else _NB
