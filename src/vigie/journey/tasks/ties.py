"""A person says that two reports do not belong together, or takes that back: done, in the ledger, and judged anew."""

from __future__ import annotations

import hashlib

from vigie.journey.tasks.again import send_back
from vigie.journey.tasks.write import short_write
from vigie.ledger.chain import Act
from vigie.ledger.tags import Tag
from vigie.linking import tasks as linking_tasks
from vigie.report.models import Report


def cut(report: Report | None, kind: str, value: str, by: str, why: str) -> int:
    """This value no longer ties this report (or, with None, anybody). Returns how many reports are judged anew.

    Raises `linking.tasks.CannotUndo` when there is nothing to cut.
    """
    return _change(Tag.LINK_CUT, report, kind, value, by, why)


def restore(report: Report | None, kind: str, value: str, by: str, why: str) -> int:
    """Takes a cut back. The same promises as `cut`."""
    return _change(Tag.LINK_RESTORED, report, kind, value, by, why)


def _change(tag: Tag, report: Report | None, kind: str, value: str, by: str, why: str) -> int:
    act = linking_tasks.cut if tag is Tag.LINK_CUT else linking_tasks.restore
    with short_write() as acts:
        touched = act(report.pk if report else None, kind, value, by, why)
        if report is not None:
            touched |= {report.pk}
        subject = f"report:{report.name}" if report else f"selector:{kind}"
        # The ledger is never erased, so it does not say the value: its digest tells whether it was this one.
        digest = hashlib.sha256(f"{kind}:{value}".encode("utf-8", "surrogatepass")).hexdigest()
        acts.append(Act(tag, subject, by, {"kind": kind, "value": digest, "why": why}))
        # Linking is done again for those touched, so that their findings and standings say what holds now.
        return send_back(touched, "linking")
