"""The site of the registers: our own sign-in, one capability that opens it, and two headings on its front page.

Outside `plans.admin`, whose modules register themselves with it when they are imported.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver

from plans.permissions import require_everywhere
from plans.roles import Capability

#: Django's pages that the portal has its own of, or that need scripts the content policy stops.
_LEFT_OUT = {"login", "logout", "password_change", "password_change_done", "autocomplete", "jsi18n", "view_on_site"}


class RegisterSite(AdminSite):
    """Django's admin for who administers: others who are signed in get 403, and who is not is sent to sign in."""

    site_header = site_title = index_title = "Forvaltning"
    site_url = "/"
    empty_value_display = "–"
    enable_nav_sidebar = False
    # An address nobody has is 404, like everywhere else.
    final_catch_all_view = False

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Take a table that the portal shows here. Those of packages (groups, sign-in addresses) have no service."""
        if hasattr(admin_class, "writes"):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        """Tell whether the registers are open to whoever asks."""
        return bool(getattr(request.user, "is_staff", False))

    def admin_view(self, view: Callable[..., HttpResponseBase], cacheable: bool = False) -> Any:
        """Wrap a view so that it answers as the rest of the portal does; Django would show its own sign-in page."""
        inner = super().admin_view(view, cacheable)

        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            require_everywhere(request.user, Capability.ADMINISTER)
            return inner(request, *args, **kwargs)

        return checked

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Return the addresses of the registers, without what the portal has its own of."""
        found: list[URLPattern | URLResolver] = list(super().get_urls())
        return [one for one in found if getattr(one, "name", None) not in _LEFT_OUT]

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Return the tables under two headings: those that are kept here, and those that are only shown."""
        models = [model for app in super().get_app_list(request, app_label) for model in app["models"]]
        models.sort(key=lambda model: model["name"].casefold())
        headings = (("Registre", True), ("Planer og beløp, bare til lesing", False))
        return [
            {"name": name, "app_label": app_label or "", "app_url": "", "has_module_perms": True, "models": shown}
            for name, kept in headings
            if (shown := [model for model in models if getattr(self._registry[model["model"]], "kept", False) == kept])
        ]
