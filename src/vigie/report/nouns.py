"""What travels through Vigie: the nouns that every stage knows.

Everything here is frozen, typed and free of any framework. Bytes become these at the door
(`intake/`), and become bytes again at the far door; between the two, only these move.
`None` always means "not said" or "not known", never "no". They are told in five files beside this one:
what all stand on (`saying`), what a report says (`person`, `told`), what the stages find (`found`, `judged`).
"""

from __future__ import annotations

from vigie.report.found import FilePrint, Links, Match, Matches, Purpose, Selector, Share, ThreadFacts
from vigie.report.judged import (
    Answer,
    Class,
    Deadline,
    Dossier,
    Finding,
    Kept,
    Offence,
    Reason,
    Routing,
    Shadow,
    Territory,
    Verdict,
)
from vigie.report.person import Address, Device, Disabled, Email, Payment, Person, Phone, Place, Role, Sighting
from vigie.report.saying import Country, Md5, Noun, Pdq, Remark, ReportId, Saying, Sha1, Sha256, SourceName, Text, say
from vigie.report.told import HEAD, Channel, Detail, Hash, LawEnforcement, Member, Parcel, Report, ReportedFile, Unknown

__all__ = [
    "HEAD",
    "Address",
    "Answer",
    "Channel",
    "Class",
    "Country",
    "Deadline",
    "Detail",
    "Device",
    "Disabled",
    "Dossier",
    "Email",
    "FilePrint",
    "Finding",
    "Hash",
    "Kept",
    "LawEnforcement",
    "Links",
    "Match",
    "Matches",
    "Md5",
    "Member",
    "Noun",
    "Offence",
    "Parcel",
    "Payment",
    "Pdq",
    "Person",
    "Phone",
    "Place",
    "Purpose",
    "Reason",
    "Remark",
    "Report",
    "ReportId",
    "ReportedFile",
    "Role",
    "Routing",
    "Saying",
    "Selector",
    "Sha1",
    "Sha256",
    "Shadow",
    "Share",
    "Sighting",
    "SourceName",
    "Territory",
    "Text",
    "ThreadFacts",
    "Unknown",
    "Verdict",
    "say",
]
