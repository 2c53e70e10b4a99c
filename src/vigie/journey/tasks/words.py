"""Makes the words of every report anew: for an installation from before there was a search, or after a change of it."""

from __future__ import annotations

from collections import defaultdict

import msgspec
from django.conf import settings

from vigie.journey.tasks.write import TOGETHER, short_write
from vigie.report import nouns
from vigie.report.models import Finding, Version
from vigie.report.tasks import chunks
from vigie.search import tasks as search_tasks
from vigie.search import words
from vigie.search.models import Document

_REPORT: msgspec.json.Decoder[nouns.Report] = msgspec.json.Decoder(nouns.Report)
_MATCHES: msgspec.json.Decoder[nouns.Matches] = msgspec.json.Decoder(nouns.Matches)


def rebuild() -> int:
    """Reads all versions again, piece by piece, while the desk works on. Returns how many reports it went through."""
    reports = 0
    for keys in chunks(
        Version.objects.order_by("report_id").values_list("report_id", flat=True).distinct().iterator(), TOGETHER
    ):
        said: defaultdict[int, list[str]] = defaultdict(list)
        for report, content in (
            Version.objects.filter(report_id__among=keys).order_by("-number").values_list("report_id", "content")
        ):
            said[report] += words.of(_REPORT.decode(content), settings.VIGIE_COUNTRY).split("\n")
        found = Finding.objects.filter(version__report__id__among=keys, stage="matching")
        for report, content in found.values_list("version__report_id", "content"):
            said[report] += digests(_MATCHES.decode(content))
        with short_write():
            Document.objects.filter(report_key__among=keys).delete()
            search_tasks.keep({report: words.joined(lines) for report, lines in said.items()})
        reports += len(said)
    return reports


def digests(matches: nouns.Matches) -> list[str]:
    """The digests computed here of a report's files, those it may not give itself."""
    prints = [one for one in matches.prints if one]
    return [digest for one in prints for digest in (one.sha1, one.md5, one.pdq) if digest]
