"""Finds what a service speaks of: its own reports and no others."""

from __future__ import annotations

from vigie.services.codes import Code, Wrong
from vigie.services.models import REPORTS, Service, Submission, Upload

State = Submission.State
ENDED = {
    State.RETRACTED: (Code.RETRACTED, "this report was retracted"),
    State.FINISHED: (Code.FINISHED, "this report is finished: nothing can be added or taken back"),
}


def submission(service: Service, number: int) -> Submission:
    """A report of this service, whatever became of it. Raises `Wrong`: alike for one of another's and for none."""
    found = Submission.objects.filter(pk=number - REPORTS, service_key=service.pk).first()
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
    found = Upload.objects.filter(token=token, submission=of).first()
    if found is None:
        raise Wrong(Code.NO_SUCH_FILE, f"there is no file {token[:40]} in report {of.number}")
    return found
