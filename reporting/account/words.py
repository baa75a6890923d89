"""The words the account is told in, in both written forms of Norwegian."""

from typing import Literal, NamedTuple

Language = Literal["nb", "nn"]


class Words(NamedTuple):
    """Headings and sentences; `{}` stands for what is filled in."""

    heading: str
    lead: str
    new: str
    changed: str
    ended: str
    continued: str
    none: dict[str, str]
    overview: str
    money: str
    number: str
    tiltak: str
    total: str
    difference: str
    without_state: str
    reason: str
    background: str
    assessment: str
    missing: dict[str, str]
    from_to: str
    is_now: str
    was: str
    renamed: str
    rewritten: str
    amount: str
    merged: str
    split: str
    continues: str
    went_in: str
    split_in: str
    blank: str
    kind: str
    delmaal: str
    changes: str
    said: str
    list_title: str
    kinds: dict[str, str]
    became: dict[str, str]
    money_word: str
    parted: str
    partly_in: str
    no_money: str
    one_new: str
    many_new: str
    old_numbers: str
    state: str
    has_state: dict[bool, str]


_NB = Words(
    heading="Endringer fra planen for {before}",
    lead="I {after} er {new}, {changed} er endret, {ended} er avsluttet og {continued} går videre uten "
    "endringer som må begrunnes.",
    new="Nye tiltak",
    changed="Endrede tiltak",
    ended="Avsluttede tiltak",
    continued="Tiltak som går videre",
    none={
        "ny": "Ingen tiltak er nye i {after}.",
        "endret": "Ingen tiltak er endret.",
        "avsluttet": "Ingen tiltak er avsluttet.",
        "videreført": "Ingen tiltak går uendret videre.",
    },
    overview="Bygdevekstmidler per tiltak i {before} og {after}",
    money="Pengene i {before} og {after}",
    number="Nr.",
    tiltak="Tiltak",
    total="Alle tiltak",
    difference="Endring",
    without_state="Uten bygdevekstmidler.",
    reason="Begrunnelse: {0}",
    background="Bakgrunn og sammenheng: {0}",
    assessment="Vurdering: {0}",
    missing={"begrunnelse": "Begrunnelse mangler.", "vurdering": "Vurdering mangler."},
    from_to="{label} er endret fra «{before}» til «{after}».",
    is_now="{label} er nå «{after}».",
    was="{label} var «{before}» og er ikke lenger ført.",
    renamed="Tiltaket het «{before}».",
    rewritten="Teksten er skrevet om.",
    amount="{source}: {before} i {before_year}, {after} i {after_year}.",
    merged="Slått sammen med {0}.",
    split="Skilt ut fra {0}.",
    continues="Fortsetter {0}.",
    went_in="Er gått inn i {0}.",
    split_in="Er delt i {0}.",
    blank="ikke ført",
    kind="Hva som har skjedd",
    delmaal="Delmål",
    changes="Hva som er endret",
    said="Begrunnelse eller vurdering",
    list_title="Endringer fra {before} til {after}",
    kinds={"ny": "Nytt", "endret": "Endret", "avsluttet": "Avsluttet", "videreført": "Går videre"},
    became={"slått sammen": "Slått sammen", "delt": "Delt"},
    money_word="Beløp",
    parted="Herfra er skilt ut {0}.",
    partly_in="En del er gått inn i {0}.",
    no_money="Ingen beløp er ført på tiltakene for {after} ennå.",
    one_new="1 tiltak nytt",
    many_new="{0} tiltak nye",
    old_numbers="Avsluttede tiltak står med numrene de hadde i {before}.",
    state="Bygdevekstmidler",
    has_state={True: "Med", False: "Uten"},
)

_NN = _NB._replace(
    heading="Endringar frå planen for {before}",
    lead="I {after} er {new}, {changed} er endra, {ended} er avslutta og {continued} går vidare utan "
    "endringar som må grunngivast.",
    changed="Endra tiltak",
    ended="Avslutta tiltak",
    continued="Tiltak som går vidare",
    none={
        "ny": "Ingen tiltak er nye i {after}.",
        "endret": "Ingen tiltak er endra.",
        "avsluttet": "Ingen tiltak er avslutta.",
        "videreført": "Ingen tiltak går uendra vidare.",
    },
    overview="Bygdevekstmidlar per tiltak i {before} og {after}",
    money="Pengane i {before} og {after}",
    without_state="Utan bygdevekstmidlar.",
    reason="Grunngiving: {0}",
    background="Bakgrunn og samanheng: {0}",
    missing={"begrunnelse": "Grunngiving manglar.", "vurdering": "Vurdering manglar."},
    from_to="{label} er endra frå «{before}» til «{after}».",
    is_now="{label} er no «{after}».",
    was="{label} var «{before}» og er ikkje lenger ført.",
    renamed="Tiltaket heitte «{before}».",
    rewritten="Teksten er skriven om.",
    merged="Slått saman med {0}.",
    split="Skilt ut frå {0}.",
    continues="Held fram {0}.",
    went_in="Har gått inn i {0}.",
    blank="ikkje ført",
    kind="Kva som har skjedd",
    changes="Kva som er endra",
    said="Grunngiving eller vurdering",
    list_title="Endringar frå {before} til {after}",
    kinds={"ny": "Nytt", "endret": "Endra", "avsluttet": "Avslutta", "videreført": "Går vidare"},
    became={"slått sammen": "Slått saman", "delt": "Delt"},
    parted="Herifrå er skilt ut {0}.",
    partly_in="Ein del har gått inn i {0}.",
    no_money="Ingen beløp er førte på tiltaka for {after} enno.",
    old_numbers="Avslutta tiltak står med nummera dei hadde i {before}.",
    state="Bygdevekstmidlar",
    has_state={True: "Med", False: "Utan"},
)

WORDS: dict[Language, Words] = {"nb": _NB, "nn": _NN}
