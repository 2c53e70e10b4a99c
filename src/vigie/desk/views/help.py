"""All the help there is for somebody: the keys, and each page that they may open."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from vigie.access.roles import Act
from vigie.desk import ways
from vigie.desk.help import HELP
from vigie.desk.templatetags.rooms import ROOMS
from vigie.desk.views.door import Asked, may
from vigie.report.nouns import say

INSIDE = {"report": say("A report"), "thread": say("A thread"), "case": say("A case")}  # reached from others


@may(Act.OWN_ACCOUNT)
def help_(request: Asked) -> HttpResponse:
    """The page, in the order of the menus."""
    pages = [(row.label, row.name, row.act) for row in ways.ROWS] + [(label, name, act) for name, label, act in ROOMS]
    own = [(label, name, HELP[name]) for label, name, act in pages if request.user.may(act)]
    if request.user.may(Act.READ_REPORT):
        own += [(label, "", HELP[name]) for name, label in INSIDE.items()]
    return render(request, "desk/help.html", {"pages": own})
