"""The app of what is planned and by whom."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created


class PlansConfig(AppConfig):
    """Registers the Norwegian sort order on SQLite, where the database has none of its own."""

    name = "plans"
    verbose_name = "Planer"

    def ready(self) -> None:
        from plans.collation import register

        connection_created.connect(register, dispatch_uid="plans.norwegian")
