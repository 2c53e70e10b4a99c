"""Two versions of a report side by side."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render

from vigie.access.roles import Act
from vigie.desk.compare import compare
from vigie.desk.tasks import consult
from vigie.desk.tasks.act import standing_of
from vigie.desk.views import sheet
from vigie.desk.views.door import Asked, may
from vigie.report.models import Version


@may(Act.READ_REPORT)
def compared(request: Asked, key: int) -> HttpResponse:
    """Two versions side by side: the two newest, or those asked for."""
    standing = standing_of(request.user, key)
    rows = {row.number: row for row in Version.objects.filter(report_id=standing.pk).order_by("-number")}
    numbers = sorted(_asked(request, rows) or list(rows)[:2])
    if len(numbers) < 2:
        raise Http404
    consult.consulted(request.user, standing, numbers[-1])
    left, right = (rows[number] for number in numbers)
    sections = compare(sheet.read(left), sheet.read(right))
    same = [section for section in sections if not section.changed]
    context = {
        "standing": standing,
        "left": left,
        "right": right,
        "sections": sections,
        "same": same,
        "numbers": sorted(rows),
    }
    return render(request, "desk/compare.html", context)


def _asked(request: Asked, rows: dict[int, Version]) -> list[int]:
    numbers = {
        int(text) for text in (request.GET.get("a", ""), request.GET.get("b", "")) if text.isdigit() and len(text) < 9
    }
    return list(numbers) if len(numbers) == 2 and numbers <= set(rows) else []
