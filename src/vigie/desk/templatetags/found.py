"""What findings hold, for people."""

from __future__ import annotations

from django import template
from django.conf import settings
from django.utils.translation import get_language

from vigie.desk.values import named_by_country

register = template.Library()


@register.filter
def named(text: str | None) -> str:
    """What the country's pack named when something was found (a prosecutor, an offence), in the reader's language."""
    return named_by_country(text, settings.VIGIE_COUNTRY, get_language() or settings.LANGUAGE_CODE) if text else ""
