"""The grammar of the journal: `source:subject:action`. An act that is not here cannot be written."""

from __future__ import annotations

from enum import StrEnum


class Tag(StrEnum):
    # doors
    PARCEL_RECEIVED = "door:parcel:received"
    SUBMISSION_OPENED = "door:submission:opened"
    SUBMISSION_FILE = "door:submission:file"
    SUBMISSION_DETAIL = "door:submission:described"
    SUBMISSION_FINISHED = "door:submission:finished"
    SUBMISSION_RETRACTED = "door:submission:retracted"
    SUBMISSION_EXPIRED = "door:submission:expired"
    SUBMISSION_REFUSED = "door:submission:refused"
    # the way
    PARCEL_UNPACKED = "journey:parcel:unpacked"
    REPORT_NEW = "intake:report:new"
    REPORT_VERSION = "intake:report:version"
    REPORT_DUPLICATE = "intake:report:duplicate"
    FILE_UNREADABLE = "intake:file:unreadable"
    REPORT_MATCHED = "matching:report:matched"
    REPORT_LINKED = "linking:report:linked"
    REPORT_TRIAGED = "triage:report:triaged"
    REPORT_DISPATCHED = "dispatch:report:dispatched"
    STEP_FAILED = "journey:report:failed"
    PROBLEM_CLOSED = "desk:problem:closed"
    # people
    REPORT_READ = "desk:report:read"
    REPORT_CLAIMED = "desk:report:claimed"
    REPORT_RELEASED = "desk:report:released"
    REPORT_DECIDED = "desk:report:decided"
    DECISION_UNDONE = "desk:decision:undone"
    REPORT_OFFERED = "desk:report:offered"  # to a colleague; its reason is nobody's business
    THREAD_READ = "desk:thread:read"
    CASE_OPENED = "desk:case:opened"
    CASE_READ = "desk:case:read"
    CASE_CHANGED = "desk:case:changed"
    CASE_TAKEN = "desk:case:taken"
    CASE_HANDED_OVER = "desk:case:handed-over"
    CASE_REPORT_ADDED = "desk:case:report-added"
    CASE_REPORT_REMOVED = "desk:case:report-removed"
    CASE_NOTED = "desk:case:noted"
    CASE_CLOSED = "desk:case:closed"
    CASE_REOPENED = "desk:case:reopened"
    MEDIA_SHOWN = "desk:media:shown"
    LINK_CUT = "desk:link:cut"
    LINK_RESTORED = "desk:link:restored"
    ACCESS_REFUSED = "desk:access:refused"
    SIGNED_IN = "access:officer:signed-in"
    SIGN_IN_REFUSED = "access:officer:sign-in-refused"
    SIGNED_OUT = "access:officer:signed-out"
    OFFICER_ADDED = "access:officer:added"
    OFFICER_CHANGED = "access:officer:changed"
    FACTOR_CHANGED = "access:factor:changed"
    SESSION_ENDED = "access:session:ended"
    # who may know of what
    COMPARTMENT_OPENED = "access:compartment:opened"
    COMPARTMENT_ADMITTED = "access:compartment:admitted"
    COMPARTMENT_DISMISSED = "access:compartment:dismissed"
    COMPARTMENT_ENCLOSED = "access:compartment:enclosed"
    COMPARTMENT_DISCLOSED = "access:compartment:disclosed"
    EMERGENCY_OPENED = "access:emergency:opened"
    EMERGENCY_JUDGED = "access:emergency:judged"
    PROPOSED = "access:proposal:made"
    PROPOSAL_SETTLED = "access:proposal:settled"
    LOOKS_SHOWN = "desk:looks:shown"  # somebody was shown who looked at what
    JOURNAL_SEARCHED = "desk:journal:searched"
    # lists
    LIST_IMPORTED = "matching:list:imported"
    LIST_REMOVED = "matching:list:removed"
    LIST_ASKED = "matching:list:asked"
    # services
    SERVICE_ADDED = "services:service:added"
    SERVICE_CHANGED = "services:service:changed"
    # the installation
    HOME_MADE = "project:home:made"
