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
    # how the desk steers its order
    POLICY_TRIED = "steering:policy:tried"
    POLICY_PROPOSED = "steering:policy:proposed"
    POLICY_APPROVED = "steering:policy:approved"
    POLICY_ADOPTED = "steering:policy:adopted"
    POLICY_WITHDRAWN = "steering:policy:withdrawn"
    REPORT_SNOOZED = "steering:report:snoozed"
    REPORT_UNSNOOZED = "steering:report:unsnoozed"
    REPORT_WOKEN = "journey:report:woken"
    # the installation
    HOME_MADE = "project:home:made"
