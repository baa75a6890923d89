"""The app of the plan as one value and its documents."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """Tables, snapshots, PDF, Excel and JSON."""

    name = "reporting"
    verbose_name = "Dokumenter"
