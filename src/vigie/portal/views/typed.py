"""Addresses as people type them: without the last slash."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


def typed(request: HttpRequest, name: str) -> HttpResponse:
    """Goes on to the page that was meant."""
    return redirect(name)
