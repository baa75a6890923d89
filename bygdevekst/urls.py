"""Every address of the portal. Norwegian, readable and stable; the pilot's own pages come last."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("konto/", include("plans.account_urls")),
    path("forvaltning/", admin.site.urls),
    path("", include("review.urls")),
    path("", include("reporting.urls")),
    path("", include("budgets.urls")),
    path("", include("plans.urls")),
]
