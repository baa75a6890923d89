"""Addresses of the pilots' own pages, and of the edit views of plans."""

from django.urls import path

from plans import views

PLAN = "<slug:pilot>/<int:year>"
AGREEMENT = "<slug:pilot>/avtale"

urlpatterns = [
    path("<slug:pilot>/", views.pilot_page, name="pilot"),
    path(f"{AGREEMENT}/", views.edit_agreement, name="edit_agreement"),
    path(f"{AGREEMENT}/parter/", views.edit_agreement_parties, name="edit_agreement_parties"),
    path(f"{AGREEMENT}/delmal/nytt/", views.new_agreement_delmaal, name="new_agreement_delmaal"),
    path(f"{AGREEMENT}/delmal/<uuid:uid>/", views.edit_agreement_delmaal, name="edit_agreement_delmaal"),
    path(f"{AGREEMENT}/delmal/<uuid:uid>/flytt/", views.move_agreement_delmaal, name="move_agreement_delmaal"),
    path(f"{AGREEMENT}/delmal/<uuid:uid>/slett/", views.remove_agreement_delmaal, name="remove_agreement_delmaal"),
    path(f"{AGREEMENT}/<slug:kind>/ny/", views.new_agreement_row, name="new_agreement_row"),
    path(f"{AGREEMENT}/<slug:kind>/<int:pk>/", views.edit_agreement_row, name="edit_agreement_row"),
    path(f"{AGREEMENT}/<slug:kind>/<int:pk>/slett/", views.remove_agreement_row, name="remove_agreement_row"),
    path("<slug:pilot>/slettet/", views.pilot_removed, name="pilot_removed"),
    path("<slug:pilot>/slettet/<int:pk>/hent-tilbake/", views.pilot_put_back, name="pilot_put_back"),
    path(f"{PLAN}/delmal-fra-avtalen/", views.take_in_delmaal, name="take_in_delmaal"),
    path(f"{PLAN}/datoer/", views.edit_dates, name="edit_dates"),
    path(f"{PLAN}/tekst/<slug:key>/", views.edit_section, name="edit_section"),
    path(f"{PLAN}/delmal/<uuid:uid>/rediger/", views.edit_delmaal, name="edit_delmaal"),
    path(f"{PLAN}/delmal/<uuid:uid>/nytt-tiltak/", views.new_tiltak, name="new_tiltak"),
    path(f"{PLAN}/tiltak/<uuid:uid>/rediger/", views.edit_tiltak, name="edit_tiltak"),
    path(f"{PLAN}/tiltak/<uuid:uid>/flytt/", views.move_tiltak, name="move_tiltak"),
    path(f"{PLAN}/tiltak/<uuid:uid>/slett/", views.remove_tiltak, name="remove_tiltak"),
    path(f"{PLAN}/slettet/", views.removed, name="removed"),
    path(f"{PLAN}/slettet/<int:pk>/hent-tilbake/", views.put_back, name="put_back"),
    path(f"{PLAN}/logg/", views.trace, name="trace"),
    path(f"{PLAN}/logg.csv", views.trace_csv, name="trace_csv"),
]
