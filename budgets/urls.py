"""Addresses of the edit views of kroner."""

from django.urls import path

from budgets import views

PLAN = "<slug:pilot>/<int:year>"

urlpatterns = [
    path("<slug:pilot>/kilder/", views.sources, name="sources"),
    path("<slug:pilot>/kilder/ny/", views.new_source, name="new_source"),
    path("<slug:pilot>/kilder/kilde/<slug:key>/", views.edit_source, name="edit_source"),
    path("<slug:pilot>/kilder/kilde/<slug:key>/flytt/", views.move_source, name="move_source"),
    path("<slug:pilot>/kilder/kilde/<slug:key>/slett/", views.remove_source, name="remove_source"),
    path("<slug:pilot>/rammer/", views.frames, name="frames"),
    path("<slug:pilot>/rammer/ny/", views.new_frame, name="new_frame"),
    path("<slug:pilot>/rammer/<int:pk>/", views.edit_frame, name="edit_frame"),
    path("<slug:pilot>/rammer/<int:pk>/overfor/", views.move_frame, name="move_frame"),
    path("<slug:pilot>/rammer/<int:pk>/slett/", views.remove_frame, name="remove_frame"),
    path("<slug:pilot>/timesatser/", views.rates, name="rates"),
    path(f"{PLAN}/poster/", views.posts, name="posts"),
    path(f"{PLAN}/poster/ny/", views.new_post, name="new_post"),
    path(f"{PLAN}/poster/<uuid:uid>/", views.edit_post, name="edit_post"),
    path(f"{PLAN}/poster/<uuid:uid>/flytt/", views.move_post, name="move_post"),
    path(f"{PLAN}/poster/<uuid:uid>/slett/", views.remove_post, name="remove_post"),
    path(f"{PLAN}/budsjett/ruter/", views.cells, name="cells"),
    path(f"{PLAN}/belop/<slug:kind>/<uuid:uid>/", views.edit_amounts, name="edit_amounts"),
    path(f"{PLAN}/belop/<slug:kind>/<uuid:uid>/<slug:source>/<int:of_year>/", views.edit_cell, name="edit_cell"),
]
