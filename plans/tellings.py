"""What the portal can tell a person, as one table: the words in bokmål and nynorsk, and what lets her still be told.

Plain data. A sentence holds who, what and where a thing stands, and never text of a plan: `{who}` is who did it,
`{detail}` the name of a role or of a deadline. `plans.services.notices.notify` is the one way to tell somebody.
"""

from typing import NamedTuple

from plans.roles import Capability

_C = Capability


class Telling(NamedTuple):
    """A thing to tell. `is_turn`: the next step is hers. `needs`: one of these must still be held (none: any role)."""

    nb: str
    nn: str
    is_turn: bool = False
    needs: tuple[Capability, ...] = ()

    def words(self, language: str, **values: str) -> str:
        """Return the sentence in a written form of Norwegian, `nb` or `nn`."""
        return (self.nn if language == "nn" else self.nb).format(**values)


def _said(needs: tuple[Capability, ...]) -> tuple[Telling, Telling]:
    """Return being mentioned and being answered, for those who may read what was said."""
    return (
        Telling("{who} har nevnt deg i en kommentar", "{who} har nemnt deg i ein kommentar", needs=needs),
        Telling("{who} har svart på en kommentar", "{who} har svart på ein kommentar", needs=needs),
    )


_TURNS = (_C.ADOPT, _C.HANDLE, _C.DECIDE)
_IN_PILOT = _said((_C.COMMENT_PILOT, _C.COMMENT_OWN))
_SHARED = _said((_C.COMMENT_SHARED, _C.COMMENT_OWN))
_IN_KDD = _said((_C.COMMENT_KDD,))

TELLINGS: dict[str, Telling] = {
    # A plan's way: whose turn it is now, and what has become of it.
    "utkast": Telling("Planen er et utkast igjen", "Planen er eit utkast igjen", True, (_C.ADOPT,)),
    "vedtatt": Telling(
        "Planen er vedtatt og skal underskrives og sendes",
        "Planen er vedteken og skal underskrivast og sendast",
        True,
        (_C.ADOPT,),
    ),
    "sendt": Telling(
        "Planen er sendt KDD og venter på behandling",
        "Planen er send til KDD og ventar på handsaming",
        True,
        (_C.HANDLE,),
    ),
    "innstilt": Telling(
        "Planen har fått innstilling og venter på avgjørelse",
        "Planen har fått innstilling og ventar på avgjerd",
        True,
        (_C.DECIDE,),
    ),
    "endringer": Telling("KDD har bedt om endringer", "KDD har bede om endringar", True, (_C.ADOPT,)),
    "gjenapnet": Telling("KDD har gjenåpnet planen", "KDD har opna planen på nytt", True, (_C.ADOPT,)),
    "godkjent": Telling("Planen er godkjent", "Planen er godkjend", needs=(_C.INFORM, _C.HANDLE)),
    "vilkaar": Telling("Planen er godkjent med vilkår", "Planen er godkjend med vilkår", needs=(_C.INFORM, _C.HANDLE)),
    "utbetalt": Telling("KDD har registrert en utbetaling", "KDD har registrert ei utbetaling", needs=(_C.ADOPT,)),
    # Deadlines, for those whose turn it is.
    "frist-14": Telling("En frist nærmer seg: {detail}", "Ein frist nærmar seg: {detail}", True, _TURNS),
    "frist-3": Telling("En frist er om få dager: {detail}", "Ein frist er om få dagar: {detail}", True, _TURNS),
    "frist-over": Telling("En frist er gått ut: {detail}", "Ein frist har gått ut: {detail}", True, _TURNS),
    # What people say, by who may read it.
    "nevnt-pilot": _IN_PILOT[0],
    "svart-pilot": _IN_PILOT[1],
    "nevnt-delt": _SHARED[0],
    "svart-delt": _SHARED[1],
    "nevnt-kdd": _IN_KDD[0],
    "svart-kdd": _IN_KDD[1],
    # A party's word.
    "bekreft": Telling(
        "Planen har tiltak der dere er med, som dere kan bekrefte",
        "Planen har tiltak der de er med, som de kan stadfeste",
        needs=(_C.COMMENT_OWN,),
    ),
    "bortfalt": Telling(
        "Tiltak som dere har bekreftet, er endret siden",
        "Tiltak som de har stadfesta, er endra sidan",
        True,
        (_C.COMMENT_OWN,),
    ),
    # People.
    "overtatt": Telling("{who} har gitt deg rollen som {detail}", "{who} har gjeve deg rolla som {detail}"),
    "slutter": Telling("Du slutter som {detail}", "Du sluttar som {detail}"),
    "tatt-imot": Telling(
        "{who} har tatt imot invitasjonen og er nå {detail}",
        "{who} har teke imot invitasjonen og er no {detail}",
        needs=(_C.INVITE,),
    ),
}
