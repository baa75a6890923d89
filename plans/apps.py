"""The app of what is planned and by whom."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created


class PlansConfig(AppConfig):
    """Registers the Norwegian sort order on SQLite, where the database has none of its own.

    Tells the front page what can wait for a person in what is planned, and the plan's page what has been changed.
    """

    name = "plans"
    verbose_name = "Planer"

    def ready(self) -> None:
        from plans import lately, slots, waiting
        from plans.collation import register
        from plans.roles import Capability

        connection_created.connect(register, dispatch_uid="plans.norwegian")
        slots.register_waiting("deadlines", waiting.deadlines, place=10)
        slots.register_waiting("pilots", waiting.pilots_to_set_up, place=20)
        slots.register_waiting("plans", waiting.plans_to_begin, place=30)
        slots.register_waiting("delmaal", waiting.renamed_delmaal, place=50)
        slots.register_waiting("answers", waiting.unanswered, place=60)
        slots.register_waiting("carried", waiting.from_last_year, place=70)
        slots.register_waiting("invitations", waiting.invitations, place=80)
        slots.register_marks(
            "changed",
            lately.changed,
            place=20,
            one="felt endret av andre siste uke",
            many="felt endret av andre siste uke",
        )
        slots.register_panel(
            "historikk",
            "Historikk",
            template="plans/panel_history.html",
            find=lately.history,
            place=30,
            needs=Capability.SEE_HISTORY,
        )
