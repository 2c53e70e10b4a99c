"""What the desk calls the things it shows. English here; other languages in the catalogue."""

from __future__ import annotations

from collections.abc import Mapping

from vigie.desk.outcomes import OUTCOMES as CHOICES
from vigie.desk.outcomes import PUNISHABLE as ANSWERS
from vigie.ledger.tags import Tag
from vigie.report.events import EVENTS as EVENTS
from vigie.report.nouns import Class, Purpose, Role, Saying, say

CLASSES: Mapping[str, Saying] = {
    Class.WORKABLE: say("Workable"),
    Class.INSUFFICIENT: say("Not enough"),
    Class.VIRAL: say("Viral"),
    "": say("Not judged yet"),
}
STATES: Mapping[str, Saying] = {
    "todo": say("To do"),
    "open": say("Free"),
    "mine": say("Mine"),
    "claimed": say("In hand"),
    "decided": say("Decided"),
    "all": say("All"),
}
HOMES: Mapping[str, Saying] = {
    "home": say("This country"),
    "abroad": say("Abroad"),
    "unknown": say("Territory not known"),
}
ROLES: Mapping[str, Saying] = {
    Role.REPORTED: say("Reported person or account"),
    Role.RECIPIENT: say("Recipient"),
    Role.VICTIM: say("Child"),
    Role.ASSOCIATED: say("Associated account"),
    Role.REPORTER: say("Sender of the report"),
}
TURNINGS: Mapping[str, Saying] = {
    turning + form: said
    for turning, plain, small, inner in (
        ("original", say("as it is"), say("as scaled to 512 pixels first"), say("without its border")),
        (
            "rotate90",
            say("turned a quarter to the left"),
            say("turned a quarter to the left, scaled first"),
            say("turned a quarter to the left, without its border"),
        ),
        ("rotate180", say("upside down"), say("upside down, scaled first"), say("upside down, without its border")),
        (
            "rotate270",
            say("turned a quarter to the right"),
            say("turned a quarter to the right, scaled first"),
            say("turned a quarter to the right, without its border"),
        ),
        (
            "flipx",
            say("mirrored top to bottom"),
            say("mirrored top to bottom, scaled first"),
            say("mirrored top to bottom, without its border"),
        ),
        (
            "flipy",
            say("mirrored left to right"),
            say("mirrored left to right, scaled first"),
            say("mirrored left to right, without its border"),
        ),
        (
            "flipplus1",
            say("turned and mirrored"),
            say("turned and mirrored, scaled first"),
            say("turned and mirrored, without its border"),
        ),
        (
            "flipminus1",
            say("turned and mirrored"),
            say("turned and mirrored, scaled first"),
            say("turned and mirrored, without its border"),
        ),
    )
    for form, said in (("", plain), ("@512", small), ("@inner", inner))
} | {
    "original@wider5": say("cropped a little"),
    "original@wider10": say("cropped"),
    "original@closer5": say("the listed one is cropped a little"),
    "original@closer10": say("the listed one is cropped"),
    "flipy@wider5": say("mirrored left to right, cropped a little"),
    "flipy@wider10": say("mirrored left to right, cropped"),
    "flipy@closer5": say("mirrored left to right, the listed one is cropped a little"),
    "flipy@closer10": say("mirrored left to right, the listed one is cropped"),
}
PURPOSES: Mapping[str, Saying] = {
    Purpose.KNOWN: say("known material"),
    Purpose.VIRAL: say("viral material"),
    Purpose.KNOWN_GOOD: say("known to be harmless"),
    Purpose.OWN: say("this desk's own list"),
}
OFFICERS: Mapping[str, Saying] = {
    "officer": say("Officer"),
    "supervisor": say("Supervisor"),
    "administrator": say("Administrator"),
}
STEPS: Mapping[str, Saying] = {
    "unpack": say("Unpacking"),
    "read": say("Reading"),
    "intake": say("Reading"),
    "matching": say("Recognising"),
    "linking": say("Linking"),
    "triage": say("Ranking"),
    "dispatch": say("Routing"),
}
SELECTORS: Mapping[str, Saying] = {
    "email": say("e-mail address"),
    "phone": say("phone number"),
    "account": say("account"),
    "profile": say("profile page"),
    "ip": say("IP address"),
    "device": say("device"),
    "payment": say("means of payment"),
    "file": say("same file"),
    "picture": say("same picture, altered"),
    "screen-name": say("screen name"),
    "handle": say("rare name"),
    "prior-report": say("report named by another"),
}
INCIDENTS: Mapping[str, Saying] = {
    "Child Pornography (possession, manufacture, and distribution)": say("Abuse material: possession, making, sharing"),
    "Child Sex Trafficking": say("Trafficking of a child"),
    "Child Sex Tourism": say("Travel to abuse children"),
    "Child Sexual Molestation": say("Sexual abuse of a child"),
    "Misleading Domain Name": say("Misleading domain name"),
    "Misleading Words or Digital Images on the Internet": say("Misleading words or pictures online"),
    "Online Enticement of Children for Sexual Acts": say("Grooming of a child online"),
    "Unsolicited Obscene Material Sent to a Child": say("Obscene matter sent to a child"),
}
ANNOTATIONS: Mapping[str, Saying] = {
    "sextortion": say("sextortion"),
    "csamSolicitation": say("solicitation of material"),
    "minorToMinorInteraction": say("between minors"),
    "spam": say("spam"),
    "sadisticOnlineExploitation": say("sadistic online exploitation"),
    "informational": say("for information"),
    "animeDrawingVirtualHentai": say("drawing or animation"),
    "potentialMeme": say("perhaps a meme"),
    "viral": say("viral"),
    "possibleSelfProduction": say("perhaps self-produced"),
    "physicalHarm": say("physical harm"),
    "violenceGore": say("violence"),
    "bestiality": say("with an animal"),
    "liveStreaming": say("live stream"),
    "infant": say("very young child"),
    "generativeAi": say("perhaps machine-made"),
}
RULES: Mapping[str, Saying] = {  # a rule without a name here goes by the name of its file
    "access": say("Access to children"),
    "age-gap": say("Adult and child"),
    "child-reporter": say("A child tells"),
    "convicted": say("Convicted before"),
    "danger-now": say("Danger now"),
    "deadline": say("Deadline near"),
    "enticement": say("In contact with a child"),
    "firearms": say("Firearms"),
    "fresh": say("Fresh"),
    "hands-on": say("Hands-on abuse"),
    "lead": say("Can be traced"),
    "live-order": say("Live-streaming to order"),
    "made-here": say("Made by this person"),
    "meeting": say("Meeting planned"),
    "new-material": say("Material on no list"),
    "perishable": say("Evidence going"),
    "place": say("Here, or not known"),
    "repeated": say("Reported before"),
    "same-person": say("Said of the same person elsewhere"),
    "secrecy": say("Secrecy asked of a child"),
    "seen-by-company": say("Seen by the company"),
    "conversation": say("Conversation to read"),
    "near-child": say("Near the child"),
    "self-harm": say("Risk of self-harm"),
    "self-production": say("Self-produced, perhaps under constraint"),
    "several-victims": say("Several victims"),
    "sextortion": say("Sextortion"),
    "trafficking": say("Trafficking"),
    "travel": say("Travel to a child"),
    "unidentified-victim": say("Known victim not yet found"),
    "victim-known": say("Victim named"),
    "young-victim": say("Young child"),
}
CHANNELS: Mapping[str, Saying] = {
    "webpage": say("Web page"),
    "email": say("E-mail"),
    "newsgroup": say("Newsgroup"),
    "chat": say("Messaging"),
    "game": say("Online game"),
    "phone": say("Phone"),
    "offline": say("Outside the internet"),
    "p2p": say("Peer to peer"),
}
COLUMNS: Mapping[str, Saying] = {
    "reasons": say("Reasons"),
    "offences": say("Offences"),
    "where": say("Unit and territory"),
    "clock": say("Deadline"),
    "received": say("Date received"),
}
SUBJECTS: Mapping[str, Saying] = {
    "suspect": say("Suspect"),
    "child": say("Child"),
    "witness": say("Witness"),
    "other": say("Somebody else"),
}
OUTCOMES: Mapping[str, Saying] = {outcome: words for outcome, (words, _) in CHOICES.items()}
PUNISHABLE: Mapping[str, Saying] = {str(answer): words for answer, words in ANSWERS.items()}
ACTS: Mapping[str, Saying] = {
    Tag.REPORT_NEW: say("Came in"),
    Tag.REPORT_VERSION: say("A new version came in"),
    Tag.REPORT_DUPLICATE: say("Came in again, unchanged"),
    Tag.REPORT_MATCHED: say("Compared with the lists"),
    Tag.REPORT_LINKED: say("Linked"),
    Tag.REPORT_TRIAGED: say("Ranked"),
    Tag.REPORT_DISPATCHED: say("Routed"),
    Tag.STEP_FAILED: say("A step failed"),
    Tag.REPORT_READ: say("Read"),
    Tag.REPORT_CLAIMED: say("Taken in hand"),
    Tag.REPORT_RELEASED: say("Given back"),
    Tag.REPORT_DECIDED: say("Decision recorded"),
    Tag.DECISION_UNDONE: say("Decision undone"),
    Tag.MEDIA_SHOWN: say("Picture shown"),
    Tag.LINK_CUT: say("Link cut"),
    Tag.LINK_RESTORED: say("Link restored"),
    Tag.REPORT_OFFERED: say("Offered to a colleague"),
    Tag.THREAD_READ: say("Thread read"),
    Tag.CASE_OPENED: say("Case opened"),
    Tag.CASE_READ: say("Case read"),
    Tag.CASE_CHANGED: say("Case changed"),
    Tag.CASE_TAKEN: say("Case taken in hand"),
    Tag.CASE_HANDED_OVER: say("Case handed over"),
    Tag.CASE_REPORT_ADDED: say("Report put into a case"),
    Tag.CASE_REPORT_REMOVED: say("Report taken out of a case"),
    Tag.CASE_NOTED: say("Note written"),
    Tag.CASE_CLOSED: say("Case closed"),
    Tag.CASE_REOPENED: say("Case opened again"),
    Tag.SUBMISSION_SEALED: say("Handed in at the portal, sealed"),
    Tag.SUBMISSION_LET_IN: say("Let in from the door"),
    Tag.REPORT_WITHDRAWN: say("The reporter withdrew"),
    Tag.LETTER_RECEIVED: say("The reporter wrote"),
    Tag.LETTER_SENT: say("Letter sent to the reporter"),
    Tag.LETTERS_READ: say("Letters of the reporter read"),
    Tag.PARTICULARS_READ: say("Reporter's particulars read"),
    Tag.PICTURE_LISTED: say("Fingerprint put on the desk's own list"),
    Tag.REQUEST_DRAFTED: say("Request drafted"),
    Tag.REQUEST_SIGNED: say("Request signed"),
    Tag.REQUEST_SENT: say("Request sent"),
    Tag.REQUEST_REMINDED: say("Reminder sent"),
    Tag.REQUEST_CLOSED: say("Request given up"),
    Tag.REQUEST_ANSWERED: say("Answer taken in"),
    Tag.REPORT_WOKEN: say("Came back: it can be worked now"),
    Tag.REPORT_SNOOZED: say("Laid aside until later"),
    Tag.REPORT_UNSNOOZED: say("Taken up again before its day"),
}


def label(words: Mapping[str, Saying], key: str) -> Saying | str:
    """What something is called; the thing itself where it has no name here."""
    return words.get(key, key)


REQUESTS = {
    "draft": say("draft"),
    "signed": say("signed"),
    "sent": say("sent"),
    "answered": say("answered"),
    "closed": say("given up"),
}
POLICIES = {
    "shipped": say("came with the program"),
    "tried": say("on trial"),
    "proposed": say("proposed"),
    "approved": say("approved"),
    "adopted": say("adopted"),
    "withdrawn": say("withdrawn"),
}
POLICY_ACTS = {
    "propose": say("Propose it"),
    "approve": say("Approve it"),
    "adopt": say("Adopt it: it judges from now on"),
    "withdraw": say("Withdraw it"),
}
ORDERS = {
    "policy": say("This desk's policy"),
    "escalation first": say("The company's flag first"),
    "first come": say("First come, first served"),
}
