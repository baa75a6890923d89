"""Sign-in by e-mail, closed to strangers, and closed to demo people outside development."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.http import HttpRequest


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
