"""Addresses of the edit views of kroner."""

from django.urls import path

from budgets import views

urlpatterns = [
    path("<slug:pilot>/<int:year>/belop/<slug:kind>/<uuid:uid>/", views.edit_amounts, name="edit_amounts"),
]
