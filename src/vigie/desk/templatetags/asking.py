"""What may be asked about a report, and what was asked: a part of its page."""

from __future__ import annotations

from django import template

from vigie.access.models import Officer
from vigie.access.roles import Act
from vigie.desk.views.requests import Shown, shown
from vigie.report.nouns import Saying
from vigie.requests.models import Request
from vigie.requests.tasks import making

register = template.Library()


@register.simple_tag
def may_be_asked(officer: Officer) -> list[tuple[str, Saying]]:
    """The kinds of request that this officer may draft."""
    return [(name, kind.title) for name, kind in making.kinds().items()] if officer.may(Act.ASK_OTHERS) else []


@register.simple_tag
def asked_already(officer: Officer, report_key: int) -> list[Shown]:
    """The requests about a report, the newest first."""
    if not officer.may(Act.ASK_OTHERS):
        return []
    return shown(list(Request.objects.filter(report_key=report_key).order_by("-pk")))
