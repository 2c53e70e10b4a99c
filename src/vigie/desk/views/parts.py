"""The page that shows what all pages are made of: colours, sizes, letters, and every part in each of its states."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.http import HttpResponse
from django.shortcuts import render

from vigie.access.roles import Act
from vigie.desk.views.door import Asked, may

COLOURS = (
    "paper", "sheet", "raised", "ink", "soft", "faint", "line", "edge", "accent", "accent-soft", "accent-deep", "care",
    "care-soft", "care-line", "calm", "focus", "block", "block-low", "block-middle", "block-high",
)  # fmt: skip
SIZES = ("small", "text", "big", "title")
SPACES = ("tight", "near", "gap", "wide", "far")


@may(Act.SEE_PROBLEMS)
def parts(request: Asked) -> HttpResponse:
    """Tokens and parts, in the colours this browser asked for."""
    now = datetime.now(UTC)
    clocks = [now + timedelta(**one) for one in ({"days": -3}, {"hours": 20}, {"days": 9}, {"days": 120})]
    context = {"colours": COLOURS, "sizes": SIZES, "spaces": SPACES, "clocks": clocks, "scores": (92, 55, 12)}
    return render(request, "desk/parts.html", context)
