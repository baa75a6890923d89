"""The app of the plan's way to KDD."""

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    """Versions, transitions, comments and decisions. Tells the front page and the plan's page what people say."""

    name = "review"
    verbose_name = "Gjennomgang"

    def ready(self) -> None:
        from plans import slots
        from reporting.exports import register_published
        from reporting.sent import register_sent
        from review import panels, turn, waiting
        from review.published import published, sent

        slots.register_waiting("turn", turn.turns, place=5)
        slots.register_waiting("kdd", waiting.from_kdd, place=12)
        slots.register_waiting("mentions", waiting.mentions, place=14)
        slots.register_waiting("confirm", waiting.to_confirm, place=55)
        slots.register_marks(
            "asked",
            panels.asked_marks,
            place=5,
            one="sted KDD har bedt om å få endret",
            many="steder KDD har bedt om å få endret",
        )
        slots.register_marks("comments", panels.marks, place=10, one="åpen kommentar", many="åpne kommentarer")
        slots.register_panel(
            "kommentarer", "Kommentarer", template="review/panel_comments.html", find=panels.comments, place=20
        )
        slots.register_tab("comments", "Kommentarer", find=panels.tab, place=10)
        register_published(published)
        register_sent(sent)
