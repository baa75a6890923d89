"""Addresses of a plan's way to KDD."""

from django.urls import path

from review import views

PLAN = "<slug:pilot>/<int:year>"

urlpatterns = [
    path(f"{PLAN}/send/", views.way, name="way"),
    path(f"{PLAN}/send/svar/<int:pk>/", views.answer, name="answer_asked"),
    path(f"{PLAN}/send/<slug:key>/", views.move, name="move"),
]
