"""The hash lists: what each knows, how fresh it is, what it contributes, and what is quarantined."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from vigie.access.roles import Act
from vigie.desk.views.door import Asked, may
from vigie.matching.tasks import index_standing, standing


@may(Act.MANAGE_LISTS)
def lists(request: Asked) -> HttpResponse:
    """Every list that matches, and the index that holds them."""
    found = standing()
    context = {"lists": found, "index": index_standing(), "entries": sum(one.told.entries for one in found)}
    return render(request, "desk/lists.html", context)
