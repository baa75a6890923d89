"""The app of the plan's way to KDD."""

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    """Versions, transitions, comments and decisions."""

    name = "review"
    verbose_name = "Gjennomgang"
