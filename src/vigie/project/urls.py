"""Assembles the doors' addresses."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

DOORS = ("desk", "figures", "gateway", "portal")
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"vigie.{door}.urls")) for door in DOORS if door in settings.VIGIE_DOORS
]

handler403 = "vigie.desk.views.errors.refused"
handler404 = "vigie.desk.views.errors.not_found"
handler500 = "vigie.desk.views.errors.broken"
