"""Assembles the doors' addresses."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("vigie.desk.urls")),
    path("", include("vigie.figures.urls")),
    path("", include("vigie.gateway.urls")),
]

handler403 = "vigie.desk.views.errors.refused"
handler404 = "vigie.desk.views.errors.not_found"
handler500 = "vigie.desk.views.errors.broken"
