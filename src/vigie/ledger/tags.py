"""The grammar of the journal: `source:subject:action`. An act that is not here cannot be written."""

from __future__ import annotations

from enum import StrEnum


class Tag(StrEnum):
    # doors
    PARCEL_RECEIVED = "door:parcel:received"
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
    # lists
    LIST_IMPORTED = "matching:list:imported"
    LIST_REMOVED = "matching:list:removed"
    LIST_ASKED = "matching:list:asked"
    # the installation
    HOME_MADE = "project:home:made"
