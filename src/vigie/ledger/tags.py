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
    SUBMISSION_TAKEN = "desk:submission:taken"
    ALARM_RAISED = "door:alarm:raised"
    ALARM_SEEN = "desk:alarm:seen"
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
    # those who report
    SUBMISSION_SEALED = "door:submission:sealed"
    SUBMISSION_LET_IN = "desk:submission:let-in"
    REPORT_WITHDRAWN = "door:report:withdrawn"
    LETTER_RECEIVED = "door:letter:received"
    LETTER_SENT = "desk:letter:sent"
    LETTERS_READ = "desk:letters:read"
    PARTICULARS_READ = "desk:particulars:read"
    PICTURE_LISTED = "desk:picture:listed"
    TALK_BEGUN = "door:talk:begun"
    TALK_TAKEN = "desk:talk:taken"
    TALK_HANDED = "desk:talk:handed"
    TALK_ENDED = "door:talk:ended"
    BRIDGE_ADDED = "reporters:bridge:added"
    BRIDGE_REMOVED = "reporters:bridge:removed"
    HELP_CONFIRMED = "portal:numbers:confirmed"  # a person called each number that the public is given
    # fair proof
    AUTHORISATION_REGISTERED = "authority:order:registered"
    AUTHORISATION_WITHDRAWN = "authority:order:withdrawn"
    AUTHORISATION_PAPER = "authority:order:paper"
    AUTHORISED_ACT = "authority:order:used"
    EXCHANGE_OPENED = "authority:exchange:opened"
    EXCHANGE_LINE = "authority:exchange:said"
    EXCHANGE_CLOSED = "authority:exchange:closed"
    # the life of data
    RETENTION_PLANNED = "retention:plan:shown"
    REPORT_ERASED = "retention:report:erased"
    DOSSIER_ERASED = "retention:dossier:erased"  # the desk's own copy
    ANSWER_ERASED = "retention:answer:erased"  # one that belonged to nothing
    DATA_HELD = "retention:hold:set"
    DATA_RELEASED = "retention:hold:lifted"
    REVIEWED = "retention:report:reviewed"
    RIGHTS_ASKED = "retention:rights:asked"
    RIGHTS_ANSWERED = "retention:rights:answered"
    # the installation, by hand
    ANNOUNCED = "desk:announcement:made"
    # papers
    DOSSIER_MADE = "papers:dossier:made"
    REPORT_IN_DOSSIER = "papers:report:put-in"
    DOSSIER_SEALED = "papers:dossier:sealed"
    DOSSIER_MEDIA = "papers:dossier:media-included"
    DOSSIER_SENT = "papers:dossier:sent"
    DOSSIER_ANSWERED = "papers:dossier:answered"
    ANSWER_TAKEN = "papers:answer:taken"  # a file in which an addressee answered
    OUTCOME_RECORDED = "papers:outcome:recorded"
    OUTCOME_WITHDRAWN = "papers:outcome:withdrawn"
    KEYS_MADE = "papers:keys:made"
    # lists
    LIST_IMPORTED = "matching:list:imported"
    LIST_REMOVED = "matching:list:removed"
    LIST_ASKED = "matching:list:asked"
    LIST_EXPORTED = "matching:list:exported"
    # requests to others
    REQUEST_DRAFTED = "requests:request:drafted"
    REQUEST_SIGNED = "requests:request:signed"
    REQUEST_SENT = "requests:request:sent"
    REQUEST_REMINDED = "requests:request:reminded"
    REQUEST_CLOSED = "requests:request:closed"
    REQUEST_ANSWERED = "requests:request:answered"
    ANSWER_RECEIVED = "requests:answer:received"
    ANSWER_UNPLACED = "requests:answer:unplaced"  # it belongs to no request of ours that left
    ANSWER_PLACED = "requests:answer:placed"  # by a person
    ANSWER_DISMISSED = "requests:answer:dismissed"
    # services
    SERVICE_ADDED = "services:service:added"
    SERVICE_CHANGED = "services:service:changed"
    # how the desk steers its order
    POLICY_TRIED = "steering:policy:tried"
    POLICY_PROPOSED = "steering:policy:proposed"
    POLICY_APPROVED = "steering:policy:approved"
    POLICY_ADOPTED = "steering:policy:adopted"
    POLICY_WITHDRAWN = "steering:policy:withdrawn"
    REPORT_SNOOZED = "steering:report:snoozed"
    REPORT_UNSNOOZED = "steering:report:unsnoozed"
    REPORT_WOKEN = "journey:report:woken"
    INDEX_REBUILT = "matching:index:rebuilt"
    TABLE_IMPORTED = "territory:table:imported"
    PACK_AMENDED = "territory:pack:amended"  # by hand, at the desk
    PACK_RESTORED = "territory:pack:restored"  # a change was taken back
    # the installation
    HOME_MADE = "project:home:made"
