"""Administration without a shell: people, announcements, and whether the installation is well."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.module_loading import import_string
from django.utils.translation import gettext
from django.views.decorators.http import require_POST
from msgspec import Struct

from vigie.access import tasks
from vigie.access.models import Announcement, Officer, Passkey, Sitting, Totp
from vigie.access.roles import Act, Role
from vigie.access.tasks import factors, people, sittings
from vigie.access.tasks.scope import Unknown
from vigie.desk.deeds import OFFICERS
from vigie.desk.models import Notice
from vigie.desk.templatetags.desk import said
from vigie.desk.units import units
from vigie.desk.views.door import Asked, may
from vigie.desk.views.queue import named_units
from vigie.report.nouns import Saying
from vigie.territory.pack import every

SECRET = "made"  # in the session: a password that was made, and is shown once


class Person(Struct, frozen=True):
    """Somebody who may sign in, or once could."""

    row: Officer
    app: bool
    passkeys: int
    sittings: int


@may(Act.MANAGE_OFFICERS)
def people_page(request: Asked) -> HttpResponse:
    """Everybody, and what can be done for them."""
    rows = list(Officer.objects.order_by("-is_active", "username"))
    apps = set(Totp.objects.values_list("officer_id", flat=True))
    keys, open_ = list(Passkey.objects.values_list("officer_id", flat=True)), _open()
    context = {
        "people": [Person(row, row.pk in apps, keys.count(row.pk), open_.count(row.pk)) for row in rows],
        "roles": _roles(),
        "units": named_units(),
        "made": request.session.pop(SECRET, None),
        "required": settings.VIGIE_SECOND_FACTOR,
    }
    return render(request, "desk/people.html", context)


def _open() -> list[int]:
    return list(Sitting.objects.values_list("officer_id", flat=True))


def _roles() -> list[tuple[str, Saying]]:
    return [(role.value, OFFICERS[role]) for role in Role]


@require_POST
@may(Act.MANAGE_OFFICERS)
def invite(request: Asked) -> HttpResponse:
    """A new person, with a first password that is shown once."""
    given, secret = request.POST, people.password()
    name = given.get("name", "").replace("\0", "").strip()
    try:
        role, unit = _place(given)
        tasks.add(name, role, secret, unit=unit, actor=request.user.username)
    except tasks.AccessError as error:
        messages.warning(request, str(said(error.why)))
    else:
        request.session[SECRET] = {"name": name, "secret": secret}
    return redirect("people")


def _place(given: Mapping[str, str]) -> tuple[Role, str]:
    role, unit = given.get("role", ""), given.get("unit", "")
    if role not in set(Role) or (unit and unit not in units(settings.VIGIE_COUNTRY)):
        raise tasks.AccessError(gettext("Choose a role, and a unit of this country or none."))
    return Role(role), unit


def _change(request: Asked, officer: Officer) -> None:
    role, unit = _place(request.POST)
    people.change(officer.username, role, unit, actor=request.user.username)


def _stop(request: Asked, officer: Officer) -> None:
    if officer.pk == request.user.pk:
        raise tasks.AccessError(gettext("You cannot shut yourself out."))
    tasks.set_active(officer.username, False, actor=request.user.username)
    sittings.end_all(officer, actor=request.user.username)


def _resume(request: Asked, officer: Officer) -> None:
    tasks.set_active(officer.username, True, actor=request.user.username)


def _password(request: Asked, officer: Officer) -> None:
    secret = people.password()
    tasks.set_password(officer.username, secret, actor=request.user.username)
    sittings.end_all(officer, actor=request.user.username)
    request.session[SECRET] = {"name": officer.username, "secret": secret}


def _factor(request: Asked, officer: Officer) -> None:
    factors.reset(officer, actor=request.user.username)


def _sessions(request: Asked, officer: Officer) -> None:
    sittings.end_all(officer, actor=request.user.username)


CHANGES: Mapping[str, Callable[[Asked, Officer], None]] = {
    "change": _change,
    "stop": _stop,
    "resume": _resume,
    "password": _password,
    "factor": _factor,
    "sessions": _sessions,
}


@require_POST
@may(Act.MANAGE_OFFICERS)
def change(request: Asked, key: int, act: str) -> HttpResponse:
    """One change of one person."""
    officer = Officer.objects.filter(pk=key).first()
    if officer is None or act not in CHANGES:
        raise Unknown
    try:
        CHANGES[act](request, officer)
    except tasks.AccessError as error:
        messages.warning(request, str(said(error.why)))
    else:
        messages.success(request, gettext("Done, and written in the journal."))
    return redirect("people")


@may(Act.ADMINISTER)
def installation(request: Asked) -> HttpResponse:
    """Whether all is well, which packs there are, what everybody is told."""
    context = {
        "checks": import_string(settings.HEALTH_CHECKS)(),
        "packs": every(),
        "country": settings.VIGIE_COUNTRY,
        "units": len(units(settings.VIGIE_COUNTRY)),
        "mail": bool(settings.VIGIE_MAIL_URL),
        "notices": Notice.objects.order_by("-at")[:20],
        "announcements": Announcement.objects.filter(ended_at=None, until__gt=datetime.now(UTC)).order_by("until"),
    }
    return render(request, "desk/installation.html", context)


@require_POST
@may(Act.ADMINISTER)
def announce(request: Asked) -> HttpResponse:
    """Tells everybody something, or takes it down."""
    given, name = request.POST, request.user.username
    end, days = given.get("end", ""), given.get("days", "1")
    try:
        if end:
            people.end_announcement(int(end) if end.isdecimal() else 0, actor=name)
        else:
            until = datetime.now(UTC) + timedelta(days=min(int(days), 90) if days.isdecimal() else 1)
            people.announce(given.get("words", ""), until, actor=name)
    except tasks.AccessError:
        messages.warning(request, gettext("An announcement needs words."))
    cache.delete("vigie.announced")
    return redirect("installation")
