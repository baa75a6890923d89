"""The app of the plan as one value and its documents."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """Tables, snapshots, PDF, Excel and JSON. Fills the panels of the plan's page with what the value knows."""

    name = "reporting"
    verbose_name = "Dokumenter"

    def ready(self) -> None:
        from plans import slots
        from reporting import panels
        from reporting.storing.origins import origins

        slots.register_origins("documents", origins)
        slots.register_panel(
            "kontroll", "Kontroll", template="reporting/panels/control.html", find=panels.control, place=10
        )
        slots.register_panel(
            "i-fjor", "I fjor", template="reporting/panels/last_year.html", find=panels.last_year, place=40
        )
