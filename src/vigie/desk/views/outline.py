"""The outline of this country, fetched once a day by a browser and drawn under the places of every report."""

from __future__ import annotations

from html import escape

from django.conf import settings
from django.http import Http404, HttpResponse

from vigie.access.roles import Act
from vigie.desk.views.door import Asked, may
from vigie.territory import outline as outlines
from vigie.territory import pack


@may(Act.OWN_ACCOUNT)
def outline(request: Asked) -> HttpResponse:
    """All areas as shapes without colours: the page that uses them paints them."""
    drawn = outlines.of(pack.load(settings.VIGIE_COUNTRY.lower()))
    if drawn is None:
        raise Http404
    shapes = "".join(f'<path d="{escape(shape.path)}"/>' for shape in drawn.area.values())
    content = f'<svg xmlns="http://www.w3.org/2000/svg"><g id="land">{shapes}</g></svg>'
    return HttpResponse(
        content, content_type="image/svg+xml", headers={"Cache-Control": "private, max-age=86400", "Vary": "Cookie"}
    )
