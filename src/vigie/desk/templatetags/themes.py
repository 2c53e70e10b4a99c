"""The optional colours of a State: a sheet over our own tokens, where the installation asks for one."""

from __future__ import annotations

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html

register = template.Library()


@register.simple_tag
def theme() -> str:
    """The sheet of a State's colours, where this desk asks for one."""
    return format_html('<link rel="stylesheet" href="{}">', static(settings.THEME)) if settings.THEME else ""
