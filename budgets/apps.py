"""The app of kroner."""

from django.apps import AppConfig


class BudgetsConfig(AppConfig):
    """Budget posts, lines, funding sources and every sum."""

    name = "budgets"
    verbose_name = "Budsjett"
