"""The language of a page: the one asked for, the visit's, the browser's, the desk's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from django.conf import settings
from django.utils.translation.trans_real import parse_accept_lang_header


class Telling(Protocol):
    """What of a request tells a language."""

    @property
    def GET(self) -> Mapping[str, str]: ...  # noqa: N802 (Django's own name)
    @property
    def headers(self) -> Mapping[str, str]: ...


def spoken(request: Telling, visits: str) -> str:
    """A language that the portal speaks."""
    known = dict(settings.LANGUAGES)
    wished = (
        code.partition("-")[0] for code, _ in parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    )
    wishes = (request.GET.get("l", ""), visits, *wished)
    return next((code for code in wishes if code in known), settings.LANGUAGE_CODE)
