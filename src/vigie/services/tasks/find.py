"""Finds what a service speaks of: its own reports and no others."""

from __future__ import annotations

from vigie.services.codes import Code, Wrong
from vigie.services.models import REPORTS, Service, Submission, Upload
from vigie.services.tasks.rows import one

State = Submission.State
LARGEST = 2**63 - 1  # a number of the database; who asks for more asks for nothing that is there
ENDED = {
    State.RETRACTED: (Code.RETRACTED, "this report was retracted"),
    State.FINISHED: (Code.FINISHED, "this report is finished: nothing can be added or taken back"),
}


def submission(service: Service, number: int) -> Submission:
    """A report of this service, whatever became of it. Raises `Wrong`: alike for one of another's and for none."""
    key = number - REPORTS
    found = one(Submission, id=key, service_key=service.pk) if 0 < key <= LARGEST else None
    if found is None:
        raise Wrong(Code.NO_SUCH_REPORT, f"there is no report {number}")
    return found


def open_submission(service: Service, number: int) -> Submission:
    """One that can still be added to: also one that was left open for too long. Raises `Wrong`."""
    found = submission(service, number)
    if found.state in ENDED:
        raise Wrong(*ENDED[State(found.state)])
    return found


def upload(of: Submission, token: str) -> Upload:
    """A file of a report. Raises `Wrong`."""
    found = one(Upload, token=token, submission_id=of.pk)
    if found is None:
        raise Wrong(Code.NO_SUCH_FILE, f"there is no file {token[:40]} in report {of.number}")
    return found
