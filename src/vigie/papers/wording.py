"""What papers call the things they name. English here; other languages in the catalogue. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from vigie.ledger.tags import Tag
from vigie.report.events import EVENTS as EVENTS
from vigie.report.nouns import Class, Purpose, Role, Saying, say

CLASSES: Mapping[str, Saying] = {
    Class.WORKABLE: say("Workable"),
    Class.INSUFFICIENT: say("Not enough"),
    Class.VIRAL: say("Viral"),
    "": say("Not judged yet"),
}
ROLES: Mapping[str, Saying] = {
    Role.REPORTED: say("Reported person or account"),
    Role.RECIPIENT: say("Recipient"),
    Role.VICTIM: say("Child"),
    Role.ASSOCIATED: say("Associated account"),
    Role.REPORTER: say("Sender of the report"),
}
PURPOSES: Mapping[str, Saying] = {
    Purpose.KNOWN: say("known material"),
    Purpose.VIRAL: say("viral material"),
    Purpose.KNOWN_GOOD: say("known to be harmless"),
    Purpose.OWN: say("this desk's own list"),
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
FIELDS: Mapping[str, Saying] = {  # what the fields of a report, as facts, are called within a sentence
    **CHANNELS,
    **{str(name): words for name, words in PURPOSES.items()},
    **{name.casefold(): words for name, words in INCIDENTS.items()},
}
OUTCOMES: Mapping[str, Saying] = {
    "keep": say("Keep at the central office"),
    "pass-on": say("Pass on to a unit"),
    "abroad": say("Pass on to another country"),
    "ask": say("Ask for more"),
    "insufficient": say("Cannot be worked"),
    "viral": say("Viral, no further action"),
    "not-punishable": say("Not punishable"),
    "duplicate": say("Duplicate"),
}
PUNISHABLE: Mapping[str, Saying] = {"yes": say("Yes"), "no": say("No"), "not-known": say("Not known yet")}
ACTS: Mapping[str, Saying] = {
    Tag.PARCEL_RECEIVED: say("Bytes received and sealed"),
    Tag.PARCEL_UNPACKED: say("Archive opened"),
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
    Tag.REPORT_IN_DOSSIER: say("Put into a dossier"),
    Tag.OUTCOME_RECORDED: say("Outcome written down"),
    Tag.OUTCOME_WITHDRAWN: say("Outcome taken back"),
    Tag.CASE_REPORT_ADDED: say("Report put into a case"),
    Tag.REQUEST_DRAFTED: say("Request drafted"),
    Tag.REQUEST_SIGNED: say("Request signed"),
    Tag.REQUEST_SENT: say("Request sent"),
    Tag.REQUEST_REMINDED: say("Reminder sent"),
    Tag.REQUEST_CLOSED: say("Request given up"),
    Tag.REQUEST_ANSWERED: say("Answer taken in"),
    Tag.REPORT_OFFERED: say("Offered to a colleague"),
    Tag.REPORT_SNOOZED: say("Laid aside until later"),
    Tag.REPORT_UNSNOOZED: say("Taken up again before its day"),
    Tag.REPORT_WOKEN: say("Came back: it can be worked now"),
    Tag.REVIEWED: say("Retention reviewed"),
    Tag.DATA_HELD: say("Legal hold or freeze"),
    Tag.DATA_RELEASED: say("Hold lifted"),
    Tag.AUTHORISED_ACT: say("Act under an order"),
    Tag.REPORT_WITHDRAWN: say("The reporter withdrew"),
}


def label(words: Mapping[str, Saying], key: str) -> Saying | str:
    """What something is called; the thing itself where it has no name here."""
    return words.get(key, key)
