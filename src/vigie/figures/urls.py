"""The addresses of the figures."""

from __future__ import annotations

from django.urls import path

from vigie.figures.views import pages

urlpatterns = [
    path("figures", pages.overview, name="figures"),
    path("figures/published", pages.others, name="figures-published"),
    path("figures/answer", pages.answer, name="figures-answer"),
    path("figures/all.ods", pages.book, name="figures-book"),
    path("figures/<slug:name>", pages.one, name="figure"),
    path("figures/<slug:name>.<slug:kind>", pages.taken, name="figure-file"),
]
