"""How the portal's templates say things."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django import template
from django.template.defaultfilters import date as as_date
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext

from vigie.portal.draft import Draft
from vigie.report.nouns import Saying

register = template.Library()


@register.filter
def said(value: object) -> object:
    """A `Saying` in the page's language."""
    return value.told(gettext) if isinstance(value, Saying) else value


@register.filter
def local(words: Mapping[str, str]) -> str:
    """A text of the pack in the page's language, else in its first one."""
    return words.get(get_language() or "") or next(iter(words.values()), "")


@register.filter
def given(draft: Draft | None, question: str) -> str:
    """The answer to a question so far."""
    return draft.one(question) if draft else ""


@register.filter
def chose(draft: Draft | None, pair: str) -> bool:
    """Whether a choice was made: `{% if draft|chose:"what=game" %}`."""
    question, _, choice = pair.partition("=")
    return draft is not None and choice in draft.many(question)


@register.filter
def join(left: str, right: object) -> str:
    """Two texts as one: filters take one argument."""
    return f"{left}{right}"


@register.filter
def moment(at: datetime | None) -> str:
    """A date with its time, to the minute."""
    return as_date(timezone.localtime(at), gettext("j M Y, H:i")) if at else ""


@register.simple_tag(takes_context=True)
def way(context: template.Context, name: str, *args: object) -> str:
    """The address of a page, in the language that was asked for."""
    address = reverse(name, args=list(args))
    language = context.get("asked_language")
    return f"{address}?l={language}" if language else address
