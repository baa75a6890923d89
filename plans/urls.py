"""Addresses of the pilots' own pages, and of the edit views of plans."""

from django.urls import URLPattern, path

from plans import views

PLAN = "<slug:pilot>/<int:year>"
AGREEMENT = "<slug:pilot>/avtale"


def _people(prefix: str) -> list[URLPattern]:
    """Return the addresses of people and invitations, in a pilot or across them; the names are the same."""
    return [
        path(prefix, views.people, name="people"),
        path(f"{prefix}inviter/", views.invite, name="invite"),
        path(f"{prefix}<int:pk>/avslutt/", views.end_role, name="end_role"),
        path(f"{prefix}<int:pk>/gi-tilbake/", views.give_role_back, name="give_role_back"),
        path(f"{prefix}invitasjon/<int:pk>/trekk/", views.withdraw_invitation, name="withdraw_invitation"),
        path(f"{prefix}invitasjon/<int:pk>/igjen/", views.send_invitation_again, name="send_invitation_again"),
    ]


urlpatterns = [
    path("invitasjon/", views.accept_invitation, name="accept_invitation"),
    path("invitasjon/<str:token>/", views.open_invitation, name="open_invitation"),
    path("varsler/", views.notices, name="notices"),
    path("varsler/merk-alle/", views.mark_notices, name="mark_notices"),
    path("varsler/apne/<int:pk>/", views.open_notice, name="open_notice"),
    path("varsler/merk/<int:pk>/", views.mark_notice, name="mark_notice"),
    path("piloter/", views.pilots, name="pilots"),
    path("piloter/ny/", views.new_pilot, name="new_pilot"),
    *_people("folk/"),
    *_people("<slug:pilot>/folk/"),
    path("<slug:pilot>/folk/<int:pk>/overlat/", views.hand_over, name="hand_over"),
    path("<slug:pilot>/folk/<int:pk>/behold/", views.keep, name="keep_role"),
    path("<slug:pilot>/folk/<int:pk>/delmal/", views.limit_membership, name="limit_membership"),
    path("roller/", views.roles_page, name="roles"),
    path("forvaltning/logg/", views.register_trace, name="register_trace"),
    path("forvaltning/logg.csv", views.register_trace_csv, name="register_trace_csv"),
    path("<slug:pilot>/", views.pilot_page, name="pilot"),
    path("<slug:pilot>/logo/", views.edit_logo, name="edit_logo"),
    path("<slug:pilot>/logo/slett/", views.remove_logo, name="remove_logo"),
    path("<slug:pilot>/logo/<str:sha256>/", views.logo_picture, name="logo_picture"),
    path("<slug:pilot>/ny-plan/", views.new_plan, name="new_plan"),
    path(f"{AGREEMENT}/", views.edit_agreement, name="edit_agreement"),
    path(f"{AGREEMENT}/ny/", views.new_agreement, name="new_agreement"),
    path(f"{AGREEMENT}/parter/", views.edit_agreement_parties, name="edit_agreement_parties"),
    path(f"{AGREEMENT}/delmal/nytt/", views.new_agreement_delmaal, name="new_agreement_delmaal"),
    path(f"{AGREEMENT}/delmal/<uuid:uid>/", views.edit_agreement_delmaal, name="edit_agreement_delmaal"),
    path(f"{AGREEMENT}/delmal/<uuid:uid>/flytt/", views.move_agreement_delmaal, name="move_agreement_delmaal"),
    path(f"{AGREEMENT}/delmal/<uuid:uid>/slett/", views.remove_agreement_delmaal, name="remove_agreement_delmaal"),
    path(f"{AGREEMENT}/<slug:kind>/ny/", views.new_agreement_row, name="new_agreement_row"),
    path(f"{AGREEMENT}/<slug:kind>/<int:pk>/", views.edit_agreement_row, name="edit_agreement_row"),
    path(f"{AGREEMENT}/<slug:kind>/<int:pk>/slett/", views.remove_agreement_row, name="remove_agreement_row"),
    path("<slug:pilot>/logg/", views.pilot_trace, name="pilot_trace"),
    path("<slug:pilot>/logg.csv", views.pilot_trace_csv, name="pilot_trace_csv"),
    path("<slug:pilot>/slettet/", views.pilot_removed, name="pilot_removed"),
    path("<slug:pilot>/slettet/<int:pk>/hent-tilbake/", views.pilot_put_back, name="pilot_put_back"),
    path(f"{PLAN}/fjern/", views.remove_plan_page, name="remove_plan"),
    path(f"{PLAN}/delmal-fra-avtalen/", views.take_in_delmaal, name="take_in_delmaal"),
    path(f"{PLAN}/datoer/", views.edit_dates, name="edit_dates"),
    path(f"{PLAN}/tekst/<slug:key>/", views.edit_section, name="edit_section"),
    path(f"{PLAN}/samskriving/", views.together, name="together"),
    path(f"{PLAN}/innliming/", views.pasted, name="pasted"),
    path(f"{PLAN}/tidligere/<path:path>/", views.earlier, name="earlier"),
    path(f"{PLAN}/felt/<path:path>/", views.field, name="field"),
    path(f"{PLAN}/delmal/<uuid:uid>/rediger/", views.edit_delmaal, name="edit_delmaal"),
    path(f"{PLAN}/delmal/<uuid:uid>/nytt-tiltak/", views.new_tiltak, name="new_tiltak"),
    path(f"{PLAN}/tiltak/<uuid:uid>/rediger/", views.edit_tiltak, name="edit_tiltak"),
    path(f"{PLAN}/tiltak/<uuid:uid>/flytt/", views.move_tiltak, name="move_tiltak"),
    path(f"{PLAN}/tiltak/<uuid:uid>/slett/", views.remove_tiltak, name="remove_tiltak"),
    path(f"{PLAN}/rekkefolge/", views.order, name="order"),
    path(f"{PLAN}/figurer/", views.figures, name="figures"),
    path(f"{PLAN}/figurer/ny/", views.new_figure, name="new_figure"),
    path(f"{PLAN}/figurer/<str:sha256>/", views.edit_figure, name="edit_figure"),
    path(f"{PLAN}/figurer/<str:sha256>/sett-inn/", views.place_figure, name="place_figure"),
    path(f"{PLAN}/figurer/<str:sha256>/slett/", views.remove_figure, name="remove_figure"),
    *(
        path(f"{PLAN}/endringer/<uuid:uid>/{said}/", views.edit_change, {"said": said}, name=f"edit_{said}")
        for said in ("begrunnelse", "vurdering")
    ),
    path(f"{PLAN}/endringer/<uuid:uid>/koble/", views.link_change, name="link_change"),
    path(f"{PLAN}/endringer/<uuid:uid>/koblet/<uuid:earlier>/slett/", views.unlink_change, name="unlink_change"),
    path(f"{PLAN}/star-fortsatt/", views.confirm_carried, name="confirm_carried"),
    path(f"{PLAN}/hent-fra-i-fjor/", views.carry, name="carry"),
    path(f"{PLAN}/slettet/", views.removed, name="removed"),
    path(f"{PLAN}/slettet/<int:pk>/hent-tilbake/", views.put_back, name="put_back"),
    path(f"{PLAN}/logg/", views.trace, name="trace"),
    path(f"{PLAN}/logg.csv", views.trace_csv, name="trace_csv"),
]
