"""What the pages say of services."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.http import HttpRequest

from vigie.access.models import Officer
from vigie.desk.templatetags.desk import said
from vigie.desk.views.services import AlarmLine, ringing
from vigie.report.nouns import Saying, say

register = template.Library()
FIELDS: Mapping[str, Saying] = {
    "address": say("address with its time"),
    "port": say("port"),
    "account": say("account"),
    "reach": say("e-mail, telephone or name"),
    "content": say("content"),
    "bytes": say("the file itself"),
    "viewed": say("whether a person looked"),
    "time": say("time of the facts"),
    "upload-time": say("time of each upload"),
    "place": say("place"),
    "child": say("the child"),
    "story": say("what happened"),
}


@register.filter
def field(name: str) -> object:
    """What a field of a report is called."""
    return said(FIELDS[name]) if name in FIELDS else name


@register.simple_tag(takes_context=True)
def alarms_now(context: Mapping[str, object]) -> list[AlarmLine]:
    """What rings for the reader of a page."""
    request = context.get("request")
    if not isinstance(request, HttpRequest) or not isinstance(request.user, Officer):
        return []
    return ringing(request)  # type: ignore[arg-type]  # its user is an officer: seen above
