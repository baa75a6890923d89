"""Sign-in by e-mail, closed to strangers, and closed to demo people outside development."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.views import LoginView
from django.conf import settings
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.http import HttpRequest

from plans.models import Person


class PersonBackend(AuthenticationBackend):  # type: ignore[misc]
    """Asked at sign-in and again at every request, so switching DEBUG off also ends demo sessions."""

    def user_can_authenticate(self, user: Any) -> bool:
        """Refuse inactive people, and demo people (one published password) unless demo logins are on."""
        return not _is_shut_out(user) and bool(super().user_can_authenticate(user))


class ClosedAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """People come by invitation; nobody signs up from outside."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Always closed."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Person | None:
        """Return who the credentials name, or None.

        For a right password allauth also returns people its backend refused, so as to tell them that their account is
        closed. A demo person outside development is told nothing, and gets no session.
        """
        person: Person | None = super().authenticate(request, **credentials)
        return None if _is_shut_out(person) else person


class LongEnoughValidator(MinimumLengthValidator):
    """The least length of a password, in Norwegian: Django's own sentence has no translation."""

    def get_error_message(self) -> str:
        """Return what is wrong, and by how much."""
        return f"Passordet er for kort. Det må ha minst {self.min_length} tegn."

    def get_help_text(self) -> str:
        """Return what a password must be."""
        return f"Passordet må ha minst {self.min_length} tegn."


def _is_shut_out(user: Any) -> bool:
    """Tell whether this is a demo person on a site where they cannot sign in."""
    return getattr(user, "is_demo", False) and not settings.DEMO_LOGINS


class SignInView(LoginView):  # type: ignore[misc]
    """The sign-in page; where demo logins are on it also lists the invented people to try the portal as."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the demo people with their roles, and their published password."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if settings.DEMO_LOGINS:
            people = Person.objects.filter(is_demo=True).order_by("pk").prefetch_related("memberships__pilot")
            context["demo_people"] = [
                {"name": person.name, "email": person.email, "role": _roles(person)} for person in people
            ]
            context["demo_password"] = settings.DEMO_PASSWORD
        return context


def _roles(person: Person) -> str:
    """Return a person's roles and where they hold, in words."""
    return ", ".join(
        member.get_role_display() + (f" i {member.pilot}" if member.pilot else "")
        for member in person.memberships.all()
    )
