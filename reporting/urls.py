"""Addresses of the edit fragments of plans."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
