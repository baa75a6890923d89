"""Addresses of the edit views of plans."""

from django.urls import path

from plans import views

urlpatterns = [
    path("<slug:pilot>/<int:year>/tekst/<slug:key>/", views.edit_section, name="edit_section"),
    path("<slug:pilot>/<int:year>/delmal/<uuid:uid>/rediger/", views.edit_delmaal, name="edit_delmaal"),
    path("<slug:pilot>/<int:year>/tiltak/<uuid:uid>/rediger/", views.edit_tiltak, name="edit_tiltak"),
]
