"""An entry of the pack changed at the desk: what the pack says, who said otherwise, the form, a preview."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from vigie.access.roles import Act
from vigie.access.tasks.scope import Refused, Unknown
from vigie.amendments import asked
from vigie.amendments.asked import BadChange
from vigie.amendments.tasks import changing
from vigie.desk.templatetags.amendments import named, told
from vigie.desk.templatetags.desk import said
from vigie.desk.views import amend_fields
from vigie.desk.views.door import Asked, may
from vigie.territory import pack
from vigie.territory.amendment import Kind

BACK = {Kind.COURT: "country-courts", Kind.LETTER: "country-letters", Kind.OFFENCE: "country-offences"}  # the list
FORMS = {Kind.UNIT: "unit", Kind.COURT: "court", Kind.LETTER: "letter", Kind.OFFENCE: "offence"}
HEAVY = (Kind.CLOCK, Kind.TERM, Kind.LETTER, Kind.OFFENCE)  # whatever changes in it, a second person must agree
NAMED = (Kind.COURT, Kind.OFFENCE)  # whose names are among what holds: the heading is not all of it


def _entry(kind: str, key: str) -> tuple[Kind, Mapping[str, Any] | None]:
    """The entry that an address names; None for a unit to be made. Raises `Unknown`."""
    if kind not in set(Kind):
        raise Unknown
    found = asked.entry(pack.load(settings.VIGIE_COUNTRY).parts, Kind(kind), key)
    if found is None and not (kind in asked.MAKES and key == asked.NEW):
        raise Unknown
    return Kind(kind), found


@may(Act.ADMINISTER)
def entry(request: Asked, kind: str, key: str) -> HttpResponse:
    """One entry: what holds, its history, and the form that changes it."""
    what, held = _entry(kind, key)
    return _page(request, what, key, held, {}, 200)


def _page(
    request: Asked, kind: Kind, key: str, held: Mapping[str, Any] | None, kept: Mapping[str, str], status: int
) -> HttpResponse:
    read = pack.load(settings.VIGIE_COUNTRY)
    context = {
        "kind": kind.value,
        "key": key,
        "name": named(kind, key, held) if held else "",
        "held": held or {},
        "now": told(held or {}) if kind in NAMED else told({**(held or {}), "label": None}),
        "history": changing.history(kind, key),
        "waiting": [one for one in changing.waiting() if one.facts.get("key") == key],
        "pack_version": str(read),
        "back": BACK.get(kind, "country-pack"),
        "fields": f"desk/parts/amend_{FORMS.get(kind, 'term')}.html",
        "must_rest": kind in asked.RESTS,
        "heavy": kind in HEAVY or not held,
        **amend_fields.of(kind, key, read.parts, held, kept),
    }
    return render(request, "desk/amend.html", context, status=status)


@require_POST
@may(Act.ADMINISTER)
def change(request: Asked, kind: str, key: str) -> HttpResponse:
    """A change, at once or for a second person."""
    what, held = _entry(kind, key)
    given = request.POST.dict()
    if given.get("do") == "preview":
        return _page(request, what, key, held, given, 200)
    try:
        wanted = asked.read(
            dict(pack.load(settings.VIGIE_COUNTRY).parts), what, key, _changed(held, given), timezone.localdate()
        )
        waits = changing.change(request.user, wanted, given.get("reason", ""))
    except (BadChange, Refused) as error:
        messages.warning(request, str(said(error.why)))
        return _page(request, what, key, held, given, 422)
    messages.success(request, _done(waits))
    return redirect(BACK.get(what, "country-pack"))


def _changed(held: Mapping[str, Any] | None, given: Mapping[str, str]) -> dict[str, str]:
    """The form without what it says as it was said before."""
    before = {name: str(value) for name, value in amend_fields.changeable(held).items() if value is not None}
    counts = (*asked.MEANS, "capacity")
    return {name: text for name, text in given.items() if name not in counts or text.strip() != before.get(name, "")}


@require_POST
@may(Act.ADMINISTER)
def restore(request: Asked, number: int) -> HttpResponse:
    """Takes a change back: the pack's own word holds again."""
    kind = changing.standing().filter(pk=number).values_list("kind", flat=True).first()
    try:
        waits = changing.take_back(request.user, number, request.POST.get("reason", ""))
    except Refused as error:
        messages.warning(request, str(said(error.why)))
    else:
        messages.success(request, _done(waits))
    return redirect(BACK.get(Kind(kind), "country-pack") if kind else "country-pack")


def _done(waits: object) -> str:
    if waits is None:
        return gettext("Done, and written in the journal.")
    return gettext("It waits for a second person: it holds once they have agreed.")
