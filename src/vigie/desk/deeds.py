"""What the desk calls roles, reasons of duty, and the acts of people that the journal holds."""

from __future__ import annotations

from collections.abc import Mapping

from vigie.access.roles import Role
from vigie.ledger.tags import Tag
from vigie.report.nouns import Saying, say

OFFICERS: Mapping[str, Saying] = {
    Role.OFFICER: say("Triage officer"),
    Role.INVESTIGATOR: say("Investigator"),
    Role.UNDERCOVER: say("Undercover investigator"),
    Role.SUPERVISOR: say("Supervisor"),
    Role.LIAISON: say("Prosecutor liaison"),
    Role.STATISTICIAN: say("Statistician"),
    Role.ADMINISTRATOR: say("Administrator"),
    Role.CONTROLLER: say("External controller"),
    Role.TRAINEE: say("Trainee"),
}
DUTIES: Mapping[str, Saying] = {
    "": say("—"),
    "waiting": say("It was waiting in the queue"),
    "in hand": say("In their hands"),
    "decided": say("Their own decision"),
}
KINDS: Mapping[str, Saying] = {
    "undercover": say("Undercover file"),
    "colleague": say("A colleague is concerned"),
    "other": say("Other"),
}
EMERGENCIES: Mapping[str, Saying] = {"justified": say("Justified"), "not": say("Not justified")}
FACTORS: Mapping[str, Saying] = {
    "password": say("password alone"),
    "totp": say("password and app"),
    "passkey": say("password and passkey"),
    "recovery": say("recovery code"),
    "agency": say("the agency's own sign-in"),
}
ORDERS: Mapping[str, Saying] = {
    "not-yet": say("not yet"),
    "holds": say("holds"),
    "soon": say("ends soon"),
    "over": say("over"),
    "withdrawn": say("withdrawn"),
}
KEEPING: Mapping[str, Saying] = {
    "not-punishable": say("Not punishable"),
    "viral": say("Viral material"),
    "duplicate-or-abroad": say("Duplicate, or passed on abroad"),
    "insufficient": say("Not enough to work on"),
    "worked": say("Worked on"),
}
CHECKS: Mapping[str, Saying] = {
    "home": say("Folder of the installation"),
    "keys": say("Keys of the vault"),
    "database": say("Database"),
    "disk": say("Disk"),
    "plugs": say("Parts"),
    "packs": say("Countries"),
    "vault": say("Vault"),
    "ledger": say("Journal"),
    "waiting": say("On its way"),
    "problems": say("Problems"),
}
KEEPS: Mapping[str, Saying] = {
    "subscriber": say("Access providers: who had an address"),
    "preservation": say("Services: what they preserve after a report"),
}
SHARED: Mapping[str, Saying] = {
    "yes": say("yes"),
    "some": say("in part"),
    "no": say("no"),
    "unknown": say("not known"),
}
HOLDS: Mapping[str, Saying] = {"legal": say("Legal hold"), "freeze": say("Freeze")}
RIGHTS: Mapping[str, Saying] = {
    "access": say("to know what is kept"),
    "rectify": say("to have it put right"),
    "erase": say("to have it erased"),
    "restrict": say("to have its use restricted"),
}
PROPOSALS: Mapping[str, Saying] = {
    "erase": say("Erase reports whose time is over"),
    "amend": say("Change what the pack says"),
    "restore": say("Take a change of the pack back"),
}
SETTLED: Mapping[str, Saying] = {
    "confirmed": say("confirmed"),
    "refused": say("refused"),
    "withdrawn": say("withdrawn"),
}
ACTS: Mapping[str, Saying] = {
    Tag.ACCESS_REFUSED: say("Refused"),
    Tag.SIGNED_IN: say("Signed in"),
    Tag.SIGN_IN_REFUSED: say("Sign-in refused"),
    Tag.SIGNED_OUT: say("Signed out"),
    Tag.FACTOR_CHANGED: say("Second factor changed"),
    Tag.SESSION_ENDED: say("Session ended"),
    Tag.OFFICER_ADDED: say("Account made"),
    Tag.OFFICER_CHANGED: say("Account changed"),
    Tag.COMPARTMENT_OPENED: say("Compartment opened"),
    Tag.COMPARTMENT_ADMITTED: say("Admitted to a compartment"),
    Tag.COMPARTMENT_DISMISSED: say("Dismissed from a compartment"),
    Tag.COMPARTMENT_ENCLOSED: say("Report put into a compartment"),
    Tag.COMPARTMENT_DISCLOSED: say("Report taken out of a compartment"),
    Tag.EMERGENCY_OPENED: say("Opened in an emergency"),
    Tag.EMERGENCY_JUDGED: say("Emergency looked at"),
    Tag.PROPOSED: say("Proposed, for a second person"),
    Tag.PROPOSAL_SETTLED: say("Answer of a second person"),
    Tag.LOOKS_SHOWN: say("Was shown who looked"),
    Tag.JOURNAL_SEARCHED: say("Searched the journal"),
    Tag.AUTHORISATION_REGISTERED: say("Order registered"),
    Tag.AUTHORISATION_WITHDRAWN: say("Order withdrawn"),
    Tag.AUTHORISATION_PAPER: say("Document of an order sealed"),
    Tag.AUTHORISED_ACT: say("Act under an order"),
    Tag.EXCHANGE_OPENED: say("Exchange begun"),
    Tag.EXCHANGE_LINE: say("Message recorded"),
    Tag.EXCHANGE_CLOSED: say("Exchange closed"),
    Tag.RETENTION_PLANNED: say("Erasure plan shown"),
    Tag.REPORT_ERASED: say("Report erased"),
    Tag.DATA_HELD: say("Legal hold or freeze"),
    Tag.DATA_RELEASED: say("Hold lifted"),
    Tag.REVIEWED: say("Retention reviewed"),
    Tag.RIGHTS_ASKED: say("A person asked for their rights"),
    Tag.RIGHTS_ANSWERED: say("A person was answered"),
    Tag.ANNOUNCED: say("Announcement"),
    Tag.LIST_IMPORTED: say("List imported"),
    Tag.PACK_AMENDED: say("Pack changed at the desk"),
    Tag.PACK_RESTORED: say("Change of the pack taken back"),
    Tag.TABLE_IMPORTED: say("Table of courts or units imported"),
    Tag.LIST_REMOVED: say("List removed"),
    Tag.LIST_ASKED: say("List asked"),
    Tag.PARCEL_RECEIVED: say("Parcel received"),
    Tag.PARCEL_UNPACKED: say("Archive unpacked"),
    Tag.FILE_UNREADABLE: say("Could not be read"),
    Tag.PROBLEM_CLOSED: say("Problem closed"),
    Tag.SERVICE_ADDED: say("Service added"),
    Tag.SERVICE_CHANGED: say("Service changed"),
    Tag.SUBMISSION_OPENED: say("A service opened a report"),
    Tag.SUBMISSION_FILE: say("A service sent a file"),
    Tag.SUBMISSION_DETAIL: say("A service described a file"),
    Tag.SUBMISSION_FINISHED: say("A service finished a report"),
    Tag.SUBMISSION_RETRACTED: say("A service took a report back"),
    Tag.SUBMISSION_EXPIRED: say("A service never finished a report"),
    Tag.SUBMISSION_REFUSED: say("A service's document was refused"),
    Tag.SUBMISSION_TAKEN: say("An unfinished report was taken as it is"),
    Tag.ALARM_RAISED: say("Alarm of a service"),
    Tag.ALARM_SEEN: say("Alarm seen to"),
    Tag.HOME_MADE: say("Installation made"),
}
