"""Every write of a field or a small row of an agreement, a pilot and the registers, as one table."""

import datetime
from typing import Any

from plans import services
from plans.models import (
    Agreement,
    Deadline,
    Delmaal,
    HourlyRate,
    Meeting,
    Membership,
    Party,
    Person,
    Pilot,
    Plan,
    Theme,
    WorkGroup,
)
from plans.roles import Role
from plans.services.agreement_rows import DATED_COLUMNS, DEADLINE_COLUMNS, WORK_GROUP_COLUMNS
from plans.services.agreements import agreement_parties_value, period_value
from plans.services.delmaal import delmaal_order_value
from plans.services.people import PERSON_COLUMNS, membership_delmaal_value
from plans.services.registers import municipalities_value
from plans.services.rows import row_value
from tests.row_writes import RowWrite

MAY = datetime.date(2025, 5, 17)
JUNE = datetime.date(2025, 6, 24)
#: The uids of the delmål of Indre Namdal, by priority.
GOALS = [
    "b71f69fd-6f7c-4d9f-9d28-53a74e781467",
    "778ffa35-841a-48bd-adba-6a5686c07a0d",
    "007bfd26-3de1-454f-b78f-7835648b5ce5",
    "024d34d9-dbfc-4dac-ae8c-de9c5225dcd7",
    "4cfb2498-f78e-4a5d-8acf-40c995d6e575",
    "c73193f9-9e3b-4c43-9516-ba817b7ed83d",
    "fd6bc0b7-ac6d-479a-88db-d9ae16be5391",
]


def agreement(plan: Plan) -> Agreement:
    return Agreement.objects.select_related("pilot").get(pk=plan.agreement_id)


def delmaal(plan: Plan) -> Delmaal:
    return Delmaal.objects.get(uid=GOALS[0])


def party(key: str = "lierne") -> Party:
    return Party.objects.get(key=key)


def collaborator(plan: Plan) -> Membership:
    return Membership.objects.get(role=Role.MEDARBEIDER, pilot=plan.agreement.pilot_id)


def _group(plan: Plan) -> WorkGroup:
    return WorkGroup.objects.filter(agreement=plan.agreement_id)[0]


def _save_group(plan: Plan, value: Any, base: str, by: Person | None) -> object:
    name, leader, uid = value
    goal = Delmaal.objects.get(uid=uid) if uid else None
    lead = party(leader) if leader else None
    return services.update_work_group(group=_group(plan), name=name, leader=lead, delmaal=goal, base=base, by=by)


def _deadline(plan: Plan) -> Deadline:
    return Deadline.objects.filter(agreement=plan.agreement_id)[0]


def _common_deadline(plan: Plan) -> Deadline:
    found = Deadline.objects.filter(agreement=None).first()
    return found or services.create_deadline(agreement=None, title="Send planen", date=JUNE, by=None)


def _meeting(plan: Plan) -> Meeting:
    return Meeting.objects.order_by("pk").filter(agreement=plan.agreement_id)[0]


def _save_parties(plan: Plan, value: Any, base: str, by: Person | None) -> object:
    entries = [services.PartyEntry(party(key), role, signs) for key, role, signs in value]
    return services.set_agreement_parties(agreement=agreement(plan), parties=entries, base=base, by=by)


def _rate(plan: Plan) -> int | None:
    return HourlyRate.objects.filter(agreement=plan.agreement_id, year=2026).values_list("kroner", flat=True).first()


def _save_municipalities(plan: Plan, value: Any, base: str, by: Person | None) -> object:
    chosen = list(Party.objects.filter(key__in=value))
    return services.set_municipalities(pilot=plan.agreement.pilot, municipalities=chosen, base=base, by=by)


def _save_delmaal_of_member(plan: Plan, value: Any, base: str, by: Person | None) -> object:
    goals = list(Delmaal.objects.filter(uid__in=value))
    return services.set_membership_delmaal(membership=collaborator(plan), delmaal=goals, base=base, by=_leader(by))


def _leader(by: Person | None) -> Person | None:
    """The same person, who may give roles: an unknown colleague of the shared tests gets a role that lets her."""
    if by is not None and not by.memberships.exists():
        services.add_membership(person=by, role=Role.ADMINISTRATOR, by=None)
    return by


def _save_person(plan: Plan, value: Any, base: str, by: Person | None) -> object:
    name, email, is_active = value
    person = collaborator(plan).person
    return services.update_person(person=person, name=name, email=email, is_active=is_active, base=base, by=by)


WRITES = (
    RowWrite(
        "period",
        lambda plan: period_value(agreement(plan)),
        lambda plan, value, base, by: services.set_agreement_period(
            agreement=agreement(plan), first_year=value[0], last_year=value[1], base=base, by=by
        ),
        ([2024, 2028], [2023, 2029]),
    ),
    RowWrite(
        "signed",
        lambda plan: agreement(plan).signed,
        lambda plan, value, base, by: services.set_signed(agreement=agreement(plan), signed=value, base=base, by=by),
        (MAY, None),
    ),
    RowWrite(
        "agreement parties",
        lambda plan: agreement_parties_value(agreement(plan)),
        _save_parties,
        (
            [["lierne", "avtalepart", False], ["kdd", "avtalepart", True]],
            [["kdd", "avtalepart", True], ["lierne", "samarbeidspart", False]],
        ),
    ),
    RowWrite(
        "hourly rate",
        _rate,
        lambda plan, value, base, by: services.set_hourly_rate(
            agreement=agreement(plan), year=2026, kroner=value, base=base, by=by
        ),
        (777, 888),
    ),
    RowWrite(
        "work group",
        lambda plan: row_value(_group(plan), WORK_GROUP_COLUMNS),
        _save_group,
        (["Bolig nord", "lierne", None], ["Bolig nord", None, GOALS[0]]),
    ),
    RowWrite(
        "deadline",
        lambda plan: row_value(_deadline(plan), DEADLINE_COLUMNS),
        lambda plan, value, base, by: services.update_deadline(
            deadline=_deadline(plan), base=base, by=by, **dict(zip(DEADLINE_COLUMNS, value, strict=True))
        ),
        (["Send planen", MAY, "", None], ["Send planen", JUNE, "sendt", 2026]),
    ),
    RowWrite(
        "deadline of all",
        lambda plan: row_value(_common_deadline(plan), DEADLINE_COLUMNS),
        lambda plan, value, base, by: services.update_deadline(
            deadline=_common_deadline(plan), base=base, by=by, **dict(zip(DEADLINE_COLUMNS, value, strict=True))
        ),
        (["Send planen nå", MAY, "vedtatt", 2026], ["Send rapporten", JUNE, "", None]),
        pilot=lambda plan: None,
    ),
    RowWrite(
        "meeting",
        lambda plan: row_value(_meeting(plan), DATED_COLUMNS),
        lambda plan, value, base, by: services.update_meeting(
            meeting=_meeting(plan), title=value[0], date=value[1], base=base, by=by
        ),
        (["Styringsgruppen møtes", MAY], ["Styringsgruppen møtes", None]),
    ),
    RowWrite(
        "delmål, title",
        lambda plan: [delmaal(plan).title],
        lambda plan, value, base, by: services.set_delmaal_title(
            delmaal=delmaal(plan), title=value[0], base=base, by=by
        ),
        (["Flere boliger"], ["Flere og bedre boliger"]),
    ),
    RowWrite(
        "delmål, short title",
        lambda plan: [delmaal(plan).short_title],
        lambda plan, value, base, by: services.set_delmaal_short_title(
            delmaal=delmaal(plan), short_title=value[0], base=base, by=by
        ),
        (["Bolig"], ["Boliger"]),
    ),
    RowWrite(
        "delmål, theme",
        lambda plan: row_value(delmaal(plan), ["theme"]),
        lambda plan, value, base, by: services.set_delmaal_theme(
            delmaal=delmaal(plan), theme=Theme.objects.filter(key=value[0]).first(), base=base, by=by
        ),
        (["bolig"], [None]),
    ),
    RowWrite(
        "delmål, order",
        lambda plan: delmaal_order_value(agreement(plan)),
        lambda plan, value, base, by: services.set_delmaal_order(
            agreement=agreement(plan), uids=value, base=base, by=by
        ),
        ([GOALS[2], *GOALS[:2], *GOALS[3:]], GOALS[::-1]),
    ),
    RowWrite(
        "pilot, name",
        lambda plan: [Pilot.objects.get(pk=plan.agreement.pilot_id).name],
        lambda plan, value, base, by: services.rename_pilot(
            pilot=plan.agreement.pilot, name=value[0], base=base, by=by
        ),
        (["Indre Namdal og Lierne"], ["Indre Namdal pluss"]),
    ),
    RowWrite(
        "pilot, municipalities",
        lambda plan: municipalities_value(plan.agreement.pilot),
        _save_municipalities,
        (["grong", "lierne"], ["grong"]),
    ),
    RowWrite(
        "party",
        lambda plan: row_value(party(), ["short_name", "language"]),
        lambda plan, value, base, by: services.update_party(
            party=party(), short_name=value[0], language=value[1], base=base, by=by
        ),
        (["Lierne nå", "nn"], ["Lierne her", "nb"]),
    ),
    RowWrite(
        "theme",
        lambda plan: [Theme.objects.get(key="bolig").name],
        lambda plan, value, base, by: services.rename_theme(
            theme=Theme.objects.get(key="bolig"), name=value[0], base=base, by=by
        ),
        (["Bolig og bosetting"], ["Boliger"]),
        pilot=lambda plan: None,
    ),
    RowWrite(
        "person",
        lambda plan: row_value(collaborator(plan).person, PERSON_COLUMNS),
        _save_person,
        (["Anna Prøve", "anna@eksempel.example", True], ["Anna Prøve", "anna@eksempel.example", False]),
        pilot=lambda plan: None,
    ),
    RowWrite(
        "membership, delmål",
        lambda plan: membership_delmaal_value(collaborator(plan)),
        _save_delmaal_of_member,
        ([GOALS[0]], GOALS[1:3]),
    ),
)
