"""The app of kroner."""

from django.apps import AppConfig


class BudgetsConfig(AppConfig):
    """Budget posts, lines, funding sources and every sum.

    Tells plans which years of an agreement hold money, and which funding sources a new pilot begins with.
    """

    name = "budgets"
    verbose_name = "Budsjett"

    def ready(self) -> None:
        from budgets.services.sources import create_standard_sources
        from budgets.services.years import money_years
        from plans.services import pilots, years

        pilots.register("budgets", create_standard_sources)
        years.register("budgets", money_years)
