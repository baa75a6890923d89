"""The app of kroner."""

from django.apps import AppConfig


class BudgetsConfig(AppConfig):
    """Budget posts, lines, funding sources and every sum. Tells plans which years of an agreement hold money."""

    name = "budgets"
    verbose_name = "Budsjett"

    def ready(self) -> None:
        from budgets.services.years import money_years
        from plans.services.years import register

        register("budgets", money_years)
