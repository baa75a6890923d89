"""Sign-in by e-mail, closed to strangers, and closed to demo people outside development."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.views import LoginView
from django.conf import settings
from django.http import HttpRequest

from plans.models import Person


class PersonBackend(AuthenticationBackend):  # type: ignore[misc]
    """Asked at sign-in and again at every request, so switching DEBUG off also ends demo sessions."""

    def user_can_authenticate(self, user: Any) -> bool:
        """Refuse inactive people, and demo people (one published password) unless demo logins are on."""
        if getattr(user, "is_demo", False) and not settings.DEMO_LOGINS:
            return False
        return bool(super().user_can_authenticate(user))


class ClosedAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """People come by invitation; nobody signs up from outside."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Always closed."""
        return False


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
