"""When nothing else waits: videos of grave reports whose keyframes gave no answer are looked at more closely."""

from __future__ import annotations

import logging
import threading
from datetime import UTC, datetime

from django.db import OperationalError, connection
from django.db.models import OuterRef

from vigie.evidence import tasks as evidence_tasks
from vigie.evidence.seal import SealError
from vigie.journey.tasks.again import send_back
from vigie.journey.tasks.write import short_write
from vigie.matching import tasks as matching_tasks
from vigie.matching.process import DecodeError
from vigie.report.models import Standing

log = logging.getLogger(__name__)
GRAVE = 35  # the score from which a report is worth a whole decoding, some ten times the keyframes: one in twenty


def look_closer() -> bool:
    """Looks at one such video, and sends its reports back to matching. False when there is none."""
    scores = Standing.objects.filter(report=OuterRef("report_key")).exclude(state=Standing.State.DECIDED)
    with short_write():
        media = matching_tasks.begin_closer(scores.values("score"), GRAVE, datetime.now(UTC))
    if media is None:
        return False
    matching_tasks.look_closer(media, evidence_tasks.open_object)
    with short_write():
        send_back(matching_tasks.holding(media), "matching")
    return True


def look_closer_aside() -> threading.Thread:
    """The same beside what the caller does: a video takes long, and reports that come in must not wait for it."""
    thread = threading.Thread(target=_aside, name="closer", daemon=True)
    thread.start()
    return thread


def _aside() -> None:
    try:
        look_closer()
    except (OperationalError, OSError, SealError, DecodeError) as error:
        log.error("a video could not be looked at more closely, and is tried again: %s", error)
    finally:
        connection.close()
