"""The hash lists: what each knows, how fresh it is, what it contributes, and what is quarantined; and new ones."""

from __future__ import annotations

from typing import BinaryIO, cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from vigie.access.roles import Act
from vigie.desk.views.door import Asked, may
from vigie.matching.tasks import ListError, import_list, index_standing, standing
from vigie.report.nouns import Purpose

LARGEST = 200 * 1024 * 1024  # bytes that a browser may send; more is for `vigie lists import`
OFFERED = (Purpose.KNOWN, Purpose.VIRAL, Purpose.KNOWN_GOOD)


@may(Act.MANAGE_LISTS)
def lists(request: Asked) -> HttpResponse:
    """Every list that matches, and the index that holds them."""
    found = standing()
    context = {
        "lists": found,
        "index": index_standing(),
        "entries": sum(one.told.entries for one in found),
        "purposes": [one.value for one in OFFERED],
    }
    return render(request, "desk/lists.html", context)


@require_POST
@may(Act.MANAGE_LISTS)
def take(request: Asked) -> HttpResponse:
    """Takes a list in, or brings one up to date. Reports that it touches are judged anew by the workers."""
    file, name, purpose = request.FILES.get("file"), request.POST.get("name", "").strip(), request.POST.get("purpose")
    if file is None or not file.size or file.size > LARGEST:
        messages.warning(request, gettext("Choose a file of at most 200 MB."))
    elif not name or purpose not in {one.value for one in OFFERED}:
        messages.warning(request, gettext("A list needs a name, and what it is for."))
    else:
        try:
            done = import_list(
                name[:80],
                Purpose(purpose),
                None,
                cast(BinaryIO, file),
                path=file.name or "",
                replace="replace" in request.POST,
                conditions=request.POST.get("conditions", "").strip()[:2000] or None,
                actor=request.user.username,
            )
        except ListError as error:
            messages.warning(request, str(error))
        else:
            told = gettext("Entries taken in: {n}; not taken: {m}.")
            messages.success(request, told.format(n=done.new + done.changed + done.same, m=done.refused))
    return redirect("lists")
