"""One invented person per role, all with one published password that works only in development."""

from typing import NamedTuple

from django.conf import settings

from plans import services
from plans.models import Delmaal, Party, Pilot
from plans.roles import ROLES, Role


class DemoPerson(NamedTuple):
    """A demo person, her role and where it holds."""

    email: str
    name: str
    role: Role
    pilot: str | None = None
    party: str | None = None
    delmaal: tuple[int, ...] = ()

    @property
    def sentence(self) -> str:
        """What the role may do, in words."""
        return ROLES[self.role].sentence


_PILOT = "indre-namdal"
DEMO_PEOPLE = (
    DemoPerson("prosjektleder@demo.example", "Ingrid Fossmo", Role.PROSJEKTLEDER, _PILOT),
    DemoPerson("medarbeider@demo.example", "Aslak Lifjelldal", Role.MEDARBEIDER, _PILOT, delmaal=(4,)),
    DemoPerson("styringsgruppe@demo.example", "Torunn Mebygda", Role.STYRINGSGRUPPE, _PILOT),
    DemoPerson("samarbeidspart@demo.example", "Eirik Sundlia", Role.SAMARBEIDSPART, _PILOT, "trondelag-fylkeskommune"),
    DemoPerson("kommunesekretaer@demo.example", "Marit Elvran", Role.KOMMUNESEKRETAER, _PILOT, "lierne"),
    DemoPerson("saksbehandler@demo.example", "Jonas Vikhammer", Role.SAKSBEHANDLER),
    DemoPerson("godkjenner@demo.example", "Sidsel Aakervold", Role.GODKJENNER),
    DemoPerson("observatoer@demo.example", "Nils Ante Bierna", Role.OBSERVATOER),
    DemoPerson("administrator@demo.example", "Berit Haugstua", Role.ADMINISTRATOR),
    DemoPerson("innlandet@demo.example", "Oda Kvernmo", Role.PROSJEKTLEDER, "innlandspiloten"),
)


def load_people() -> None:
    """Add the demo people with their memberships; pilots, parties and delmål must be there."""
    for demo in DEMO_PEOPLE:
        person = services.create_person(
            email=demo.email, name=demo.name, password=settings.DEMO_PASSWORD, is_demo=True, by=None
        )
        pilot = Pilot.objects.get(slug=demo.pilot) if demo.pilot else None
        services.add_membership(
            person=person,
            role=demo.role,
            pilot=pilot,
            party=Party.objects.get(key=demo.party) if demo.party else None,
            delmaal=list(Delmaal.objects.filter(agreement__pilot=pilot, priority__in=demo.delmaal)),
            by=None,
        )
