"""A picture, when somebody asks for it with a reason: once, small, grey and blurred."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from vigie.access.roles import Act
from vigie.desk.tasks import media
from vigie.desk.tasks.act import Refused
from vigie.desk.templatetags.desk import said
from vigie.desk.views.door import Asked, may


@require_POST
@may(Act.SEE_MEDIA)
def show(request: Asked, key: int, file: int) -> HttpResponse:
    """Asks for one picture."""
    try:
        token = media.ask(request.user, key, file, request.POST.get("reason", "")[:1000])
    except Refused as error:
        messages.warning(request, str(said(error.why)))
        token = ""
    if request.htmx and token:
        return render(request, "desk/parts/picture.html", {"token": token, "index": file})
    query = f"?shown={token}" if token else ""
    return redirect(f"{reverse('report', args=[key])}{query}#file-{file}")


@require_GET
@may(Act.SEE_MEDIA)
def picture(request: Asked, token: str) -> HttpResponse:
    """The picture itself, this one time."""
    try:
        content = media.serve(request.user, token)
    except Refused as error:
        return HttpResponse(str(said(error.why)), content_type="text/plain; charset=utf-8", status=422)
    return HttpResponse(content, content_type="image/png", headers={"Cache-Control": "no-store, private"})
