"""Django's admin as the portal's registers."""

from django.contrib.admin.apps import AdminConfig


class RegistersConfig(AdminConfig):
    """Puts the site of `plans.admin_site` where Django looks for its own."""

    default_site = "plans.admin_site.RegisterSite"
