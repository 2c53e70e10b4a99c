"""Takes reports out of linking: they say nothing any more, so what they tied comes apart; then their words go."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime

from django.db.models import CharField, F
from django.db.models import Value as Text
from django.db.models.functions import Cast, Concat

from vigie.linking import tasks as linking
from vigie.linking.models import Cut, Member, Mention, Picture, Tally, Value
from vigie.report.models import Standing
from vigie.report.nouns import Dossier, Links, Report, ReportId, SourceName


def forget(report_keys: Sequence[int]) -> set[int]:
    """The other reports that are to be judged anew, because a thread of theirs has shrunk."""
    versions = dict(Standing.objects.filter(pk__in=report_keys).values_list("pk", "report__current_id"))
    near = _near(report_keys)
    silent = [_silent(key, versions.get(key) or 0) for key in report_keys]
    kept = linking.keep(silent, [Links() for _ in silent])
    Cut.objects.filter(report_key__in=report_keys).delete()
    Mention.objects.filter(report_key__in=report_keys).delete()
    Member.objects.filter(report_key__in=report_keys).delete()
    _blank()
    return (set(kept.again) | near) - set(report_keys)


def _near(report_keys: Sequence[int]) -> set[int]:
    threads = set(Member.objects.filter(report_key__in=report_keys).values_list("thread_key", flat=True)) - {None}
    return set(Member.objects.filter(thread_key__in=threads).values_list("report_key", flat=True))


def _silent(key: int, version: int) -> Dossier:
    """The report, as if its newest version said nothing at all."""
    said = Report(source=SourceName("erased"), report_id=ReportId(str(key)), format="erased/1")
    return Dossier(version, key, said, datetime.now(UTC))


def _blank() -> None:
    """Values that nobody bears any more keep their number, which others may point to, and lose what they say."""
    borne = Mention.objects.values("value_id")
    unborne = Value.objects.exclude(pk__in=borne).exclude(value__startswith="erased:")
    unborne = unborne.exclude(pk__in=Cut.objects.values("value_id"))
    pictures = Picture.objects.filter(value_id__in=unborne.values("pk"))
    if pictures.delete()[0] and (last := Picture.objects.order_by("-id").first()):
        # Whoever holds the fingerprints in memory reads them anew when the last row's stamp has changed.
        Picture.objects.filter(pk=last.pk).update(stamp=secrets.randbits(62))
    unborne.update(value=Concat(Text("erased:"), Cast(F("id"), CharField())), accounts="", reports=0, tied=0)
    Tally.objects.filter(n__lte=0).delete()
