"""Addresses of the pilots' own pages, and of the edit views of plans."""

from django.urls import path

from plans import views

PLAN = "<slug:pilot>/<int:year>"

urlpatterns = [
    path("<slug:pilot>/", views.pilot_page, name="pilot"),
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
