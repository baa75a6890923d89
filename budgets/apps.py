"""The app of kroner."""

from django.apps import AppConfig


class BudgetsConfig(AppConfig):
    """Budget posts, lines, funding sources and every sum.

    Tells plans which years of an agreement hold money, which funding sources a new pilot begins with, what comes along
    to the next year's plan, and the front page of plans that use more than there is.
    """

    name = "budgets"
    verbose_name = "Budsjett"

    def ready(self) -> None:
        from budgets.services.continuing import copy_posts
        from budgets.services.sources import create_standard_sources
        from budgets.services.years import money_years
        from budgets.waiting import over_frame
        from plans.services import continuing, pilots, years
        from plans.slots import register_waiting

        continuing.register("budgets", copy_posts)
        pilots.register("budgets", create_standard_sources)
        years.register("budgets", money_years)
        register_waiting("frames", over_frame, place=40)
