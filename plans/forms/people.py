"""Inviting somebody, limiting a role to some delmål, and taking up an invitation."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst

from plans.forms.saved import Entry, SavedFieldsForm
from plans.models import Delmaal, Invitation, Membership, Party, Person, Pilot
from plans.permissions import newest_agreement
from plans.roles import MAY_BE_LIMITED, NEEDS_PARTY, ROLES, Role
from plans.services import accept_invitation, create_invitation, set_membership_delmaal
from plans.services.people import membership_delmaal_value

PLAIN = "plans/plain_fields.html"


class DelmaalField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # Django has no such subscript
    """Some of a pilot's delmål, as a list to tick off; none ticked means all of them."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            queryset=Delmaal.objects.none(),
            required=False,
            to_field_name="uid",
            help_text="Kryss av for å begrense. Ingen kryss betyr alle delmålene.",
            **kwargs,
        )

    def offer(self, pilot: Pilot, named: Sequence[Delmaal] = ()) -> None:
        """Let the delmål of the agreement that the pilot works by be chosen, and those that are `named` already."""
        agreement = newest_agreement(pilot)
        own = Delmaal.objects.select_related("agreement")
        keys = [one.pk for one in named]
        self.queryset = own.filter(agreement=agreement) | own.filter(pk__in=keys)


class InvitationForm(SavedFieldsForm):
    """Who is invited to what; `roles` are those that the inviter may invite to here."""

    template = "plans/invitation_fields.html"

    email = forms.EmailField(
        label="E-postadresse", help_text="Invitasjonen går hit.", widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    role = forms.ChoiceField(label="Rolle", widget=forms.RadioSelect)
    party = forms.ModelChoiceField(
        label="På vegne av",
        queryset=Party.objects.all(),
        to_field_name="key",
        required=False,
        empty_label="Velg part",
        help_text="Bare samarbeidsparter og kommunesekretærer har rollen på vegne av noen.",
    )
    delmaal = DelmaalField(label="Bare i disse delmålene")

    def __init__(
        self, pilot: Pilot | None, roles: Sequence[Role], address: Callable[[str], str], *args: Any, **kwargs: Any
    ) -> None:
        self.pilot = pilot
        self.address = address
        super().__init__(*args, **kwargs)
        role = self.fields["role"]
        assert isinstance(role, forms.ChoiceField)
        role.choices = [(one.value, f"{capfirst(one.label)}: {_begun_small(ROLES[one].sentence)}") for one in roles]
        if pilot is None or not set(roles) & set(NEEDS_PARTY):
            del self.fields["party"]
        else:
            self._offer_parties(pilot)
        if pilot is None or not set(roles) & set(MAY_BE_LIMITED):
            del self.fields["delmaal"]
        else:
            goals = self.fields["delmaal"]
            assert isinstance(goals, DelmaalField)
            goals.offer(pilot)

    def _offer_parties(self, pilot: Pilot) -> None:
        """Let all parties be chosen, the pilot's own municipalities first."""
        field = self.fields["party"]
        assert isinstance(field, forms.ModelChoiceField)
        parties = list(Party.objects.all())
        own = [(party.key, party.name) for party in parties if party.pilot_id == pilot.pk]
        others = [(party.key, party.name) for party in parties if party.pilot_id != pilot.pk]
        groups = [("Pilotens kommuner", own), ("Andre parter", others)]
        field.choices = [("", field.empty_label), *(group for group in groups if group[1])]

    def clean(self) -> dict[str, Any]:
        """Ask for the party where the role needs one, at the field itself."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("role") in NEEDS_PARTY and not data.get("party"):
            self.add_error("party", "Denne rollen gjelder én part. Velg hvilken.")
        elif data.get("party") and data.get("role") not in NEEDS_PARTY:
            self.add_error("party", "Denne rollen har ingen på vegne av noen. La feltet stå tomt.")
        if data.get("delmaal") and data.get("role") not in MAY_BE_LIMITED:
            self.add_error("delmaal", "Bare en medarbeider kan begrenses til noen delmål.")
        return data

    def save(self, by: Person) -> bool:
        """Invite; the invitation is then in `created`."""
        data = self.cleaned_data
        self.created = create_invitation(
            email=data["email"],
            role=Role(data["role"]),
            pilot=self.pilot,
            party=data.get("party"),
            delmaal=list(data.get("delmaal", ())),
            by=by,
            address=self.address,
        )
        return True


def _begun_small(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


class MembershipDelmaalForm(SavedFieldsForm):
    """Which delmål a collaborator writes in."""

    template = PLAIN

    delmaal = DelmaalField(label="Skriver bare i disse delmålene")

    def __init__(self, membership: Membership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert membership.pilot
        field = self.fields["delmaal"]
        assert isinstance(field, DelmaalField)
        named = list(membership.delmaal.all())
        field.offer(membership.pilot, named)
        self.initial["delmaal"] = [str(one.uid) for one in named]
        entry = Entry(
            ("delmaal",),
            lambda data: [str(one.uid) for one in data["delmaal"]],
            lambda data, base, by: set_membership_delmaal(
                membership=membership, delmaal=list(data["delmaal"]), base=base, by=by
            ),
            _goal_names,
        )
        self.add_entry("delmaal", entry, membership_delmaal_value(membership))


def _goal_names(uids: list[str]) -> str:
    names = [str(one) for one in Delmaal.objects.filter(uid__in=uids)]
    return ", ".join(names) or "alle delmålene"


class AcceptInvitationForm(forms.Form):
    """Name and password of somebody who is new; who has signed in is asked for neither."""

    name = forms.CharField(
        label="Navnet ditt",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Skriv navnet ditt."},
    )
    password = forms.CharField(
        label="Lag et passord",
        help_text="Minst 12 tegn. En setning er lett å huske og vanskelig å gjette.",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Lag et passord."},
    )

    def __init__(self, invitation: Invitation, by: Person | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invitation = invitation
        self.by = by
        if by is not None:
            self.fields.clear()

    def save(self) -> Membership | None:
        """Take up the invitation; None when it was refused, and the errors then say why."""
        try:
            return accept_invitation(
                invitation=self.invitation,
                name=self.cleaned_data.get("name", ""),
                password=self.cleaned_data.get("password", ""),
                by=self.by,
            )
        except ValidationError as error:
            self.add_error(None, error)
            return None
