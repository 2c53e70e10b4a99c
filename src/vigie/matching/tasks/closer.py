"""Videos of which the keyframes gave no answer: noted, and looked at again with one frame a second."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any, BinaryIO

import msgspec
from django.db.models import IntegerField, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from vigie.matching.kinds import is_video
from vigie.matching.models import Print as Row
from vigie.matching.models import Unanswered
from vigie.matching.prints import VERSION, Print, Still
from vigie.matching.step import TOO_FEW
from vigie.matching.tasks.printing import decoded, decoder
from vigie.report.nouns import Dossier, FilePrint, Matches, Sha256

EVERY = 1.0  # seconds between frames, as vPDQ has it
TRIES = 2
FORGOTTEN = timedelta(hours=1)  # after which who began is taken for dead
_encode = msgspec.json.Encoder().encode


def unanswered(dossier: Dossier, found: Matches) -> Iterator[tuple[int, str, bool]]:
    """The videos of a report that only their keyframes were asked for, and that matched nothing."""
    answered = {match.file for match in found.matches}
    partly = {remark.where for remark in found.remarks if remark.what.template.endswith(TOO_FEW)}
    for position, print_ in enumerate(found.prints):
        if print_ is not None and position not in answered and _by_keyframes(print_):
            yield dossier.report_key, print_.sha256, f"files/{position}" in partly


def _by_keyframes(print_: FilePrint) -> bool:
    return is_video(print_.kind) and print_.every is None and bool(print_.frames)


def begin_closer(scores: QuerySet[Any], least: int, now: datetime) -> Sha256 | None:
    """The video to be looked at next, begun: of a report of at least this score, or one in which something was near.

    `scores` gives the score of the report `OuterRef("report_key")`. Inside the short write.
    """
    score = Coalesce(Subquery(scores, output_field=IntegerField()), 0)
    free = Q(begun_at=None) | Q(begun_at__lt=now - FORGOTTEN)
    rows = Unanswered.objects.filter(free, tries__lt=TRIES).annotate(score=score)
    row = rows.filter(Q(score__gte=least) | Q(partly=True)).order_by("-score", "pk").first()
    if row is None:
        return None
    Unanswered.objects.filter(sha256=row.sha256).update(begun_at=now, tries=row.tries + 1)
    return Sha256(row.sha256)


def look_closer(media: Sha256, open_: Callable[[Sha256], BinaryIO]) -> None:
    """Make a video's print anew with one frame a second, its keyframes kept. Outside any transaction."""
    before = Row.objects.filter(sha256=media, version=VERSION).values_list("content", flat=True).first()
    made = decoder().print_of(partial(open_, media), EVERY)
    if before is not None:
        made = _together(decoded(before), made)
    content = _encode(made).decode()
    Row.objects.update_or_create(sha256=media, defaults={"version": VERSION, "content": content})


def _together(keyframes: Print, seconds: Print) -> Print:
    """Both looks at one video: where the second was cut short, the first stands."""
    stills: dict[float, Still] = {still.at: still for still in (*keyframes.stills, *seconds.stills)}
    ordered = tuple(stills[at] for at in sorted(stills))
    told = max(seconds.file.seconds or 0.0, keyframes.file.seconds or 0.0)
    size = seconds.file if seconds.file.width else keyframes.file
    file = msgspec.structs.replace(
        seconds.file, frames=len(ordered), seconds=told, width=size.width, height=size.height
    )
    return msgspec.structs.replace(seconds, file=file, stills=ordered)


def holding(media: Sha256) -> frozenset[int]:
    """The reports (`Dossier.report_key`) that waited for a closer look at this video."""
    return frozenset(Unanswered.objects.filter(sha256=media).values_list("report_key", flat=True))
