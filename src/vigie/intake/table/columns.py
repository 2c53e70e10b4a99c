"""The columns a table of reports may have: what each is called, and which field of which noun it fills.

A name is built of a subject, a field, and numbers where there are several: `email`, `victim_age`, `file_2_sha256`,
`ip_2_time`, `recipient_3_ip_2_port`. Without a subject a personal field is the reported person's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from vigie.report.nouns import Role


class As(Enum):
    """How a cell is read."""

    TEXT = auto()
    TEXTS = auto()  # a list in NDJSON, else one text
    LIST = auto()  # split at the table's list mark
    UPPER = auto()
    LOWER = auto()
    MOMENT = auto()
    DAY = auto()
    AGE = auto()
    COUNT = auto()
    TRUTH = auto()
    HOST = auto()
    PORT = auto()
    DIGEST = auto()


@dataclass(frozen=True, slots=True)
class Target:
    """Where a column's cells go: `subject` is report, channel, file or a role; `group` is ip, device or payment, or
    empty; `number` and `inner` count subjects and groups from 1."""

    subject: str
    number: int
    group: str
    inner: int
    field: str
    read: As


REPORT: Mapping[str, tuple[str, As]] = {
    "report_id": ("report_id", As.TEXT),
    "version": ("declared_version", As.COUNT),
    "received": ("sent_at", As.MOMENT),
    "company": ("company", As.TEXT),
    "kind": ("incident_kind", As.TEXT),
    "platform": ("platform", As.TEXT),
    "incident_time": ("incident_at", As.MOMENT),
    "incident_note": ("incident_at_description", As.TEXT),
    "escalation": ("escalation", As.TEXT),
    "annotations": ("annotations", As.LIST),
    "batched": ("batched", As.TEXT),
    "status": ("status", As.LOWER),
    "language": ("language", As.TEXT),
    "text": ("texts", As.TEXTS),
    "boilerplate": ("boilerplate", As.TEXTS),
}
CHANNEL: Mapping[str, tuple[str, As]] = {
    "url": ("urls", As.LIST),
    "channel": ("kind", As.LOWER),
    "channel_name": ("name", As.TEXT),
    "channel_room": ("room", As.TEXT),
}
PERSON: Mapping[str, tuple[str, As]] = {
    "first_name": ("first_name", As.TEXT),
    "middle_name": ("middle_name", As.TEXT),
    "last_name": ("last_name", As.TEXT),
    "age": ("age", As.AGE),
    "born": ("born", As.DAY),
    "gender": ("gender", As.TEXT),
    "email": ("emails", As.LIST),
    "phone": ("phones", As.LIST),
    "service": ("service", As.TEXT),
    "account": ("identifier", As.TEXT),
    "screen_name": ("screen_name", As.TEXT),
    "display_name": ("display_names", As.LIST),
    "profile_url": ("profile_urls", As.LIST),
    "bio": ("bio", As.TEXT),
    "group": ("group", As.TEXT),
    "school": ("school", As.TEXT),
    "occupation": ("occupation", As.TEXT),
    "vehicle": ("vehicle", As.TEXT),
    "relationship": ("relationship", As.TEXT),
    "access_to_victim": ("access_to_victim", As.TEXT),
    "access_to_children": ("access_to_children", As.TEXT),
    "access_to_firearms": ("access_to_firearms", As.TEXT),
    "convicted": ("convicted", As.TEXT),
    "aware_of_report": ("aware_of_report", As.TEXT),
    "compromised": ("compromised", As.TRUTH),
    "third_party": ("third_party", As.TRUTH),
    "association": ("association", As.TEXT),
    "prior_report": ("prior_reports", As.LIST),
    "note": ("texts", As.TEXTS),
    "country": ("place.country", As.UPPER),
    "region": ("place.region", As.TEXT),
    "city": ("place.city", As.TEXT),
    "address": ("address.lines", As.TEXT),
    "postal_code": ("address.postal_code", As.TEXT),
    "address_city": ("address.city", As.TEXT),
    "address_region": ("address.region", As.TEXT),
    "address_country": ("address.country", As.UPPER),
}
FILE: Mapping[str, tuple[str, As]] = {
    "id": ("file_id", As.TEXT),
    "name": ("name", As.TEXT),
    "original_name": ("original_name", As.TEXT),
    "uploaded": ("uploaded_at", As.MOMENT),
    "url": ("url", As.TEXT),
    "viewed": ("viewed", As.TRUTH),
    "exif_viewed": ("exif_viewed", As.TRUTH),
    "public": ("public", As.TRUTH),
    "relevance": ("relevance", As.TEXT),
    "annotations": ("annotations", As.LIST),
    "classification": ("classification", As.TEXT),
    "tags": ("tags", As.LIST),
    "note": ("texts", As.TEXTS),
    **{kind: (kind, As.DIGEST) for kind in ("md5", "sha1", "sha256", "pdq", "photodna")},
}
_GROUPS: Mapping[str, Mapping[str, tuple[str, As]]] = {
    "ip": {
        "": ("ip", As.HOST),
        "address": ("ip", As.HOST),
        "time": ("at", As.MOMENT),
        "event": ("event", As.LOWER),
        "port": ("port", As.PORT),
        "proxy": ("proxy", As.TRUTH),
    },
    "device": {"": ("value", As.TEXT), "value": ("value", As.TEXT), "kind": ("kind", As.TEXT)},
    "payment": {"": ("value", As.TEXT), "value": ("value", As.TEXT), "kind": ("kind", As.LOWER)},
}
ROLES = {role.value: role for role in Role}
_SUBJECT = re.compile(rf"({'|'.join(ROLES)}|file)(?:_(\d{{1,3}}))?_(.+)")
_GROUP = re.compile(r"(ip|device|payment)(?:_(\d{1,3}))?(?:_([a-z]+))?")
_NUMBERED = re.compile(r"(.+?)_\d{1,3}")
_PLAIN = re.compile(r"[^a-z0-9]+")


# What others call the same, in the tables of hotlines and partners. A number of a report goes by one name alone: by it
# a table is known from a list of messages.
OTHERS: Mapping[str, str] = {
    **dict.fromkeys(("esp", "reporting_esp", "provider", "reporting_company"), "company"),
    **dict.fromkeys(("incident_type", "report_type"), "kind"),
    **dict.fromkeys(("received_at", "date_received"), "received"),
    **dict.fromkeys(("incident_date", "incident_datetime", "incident_date_time"), "incident_time"),
    **dict.fromkeys(
        ("summary", "description", "narrative", "details", "comment", "comments", "additional_info"), "text"
    ),
    **dict.fromkeys(("escalation_reason", "escalate_to_high_priority"), "escalation"),
}
OTHERS_OF_PERSON: Mapping[str, str] = {
    **dict.fromkeys(("username", "user_name", "handle", "nickname"), "screen_name"),
    **dict.fromkeys(("user_id", "account_id", "esp_user_id"), "account"),
    **dict.fromkeys(("dob", "date_of_birth", "birth_date"), "born"),
    **dict.fromkeys(("job", "profession"), "occupation"),
    **dict.fromkeys(("e_mail", "email_address"), "email"),
    **dict.fromkeys(("telephone", "phone_number", "mobile"), "phone"),
    **dict.fromkeys(("convicted_sex_offender", "prior_conviction"), "convicted"),
    **dict.fromkeys(("relationship_to_victim", "relationship_to_child_victim"), "relationship"),
    "access_to_child_victim": "access_to_victim",
    "ip_timestamp": "ip_time",
}
_SUBJECTS = (
    (re.compile(r"^(file|victim|recipient|reporter)s_"), r"\1_"),
    (re.compile(r"^(suspect|offender|perpetrator|reported_(?:person|user))s?_(?=.)"), "reported_"),
    (re.compile(r"^(child|minor)_(?=\d|[a-z])"), "victim_"),
)


def spelled(heading: str) -> str:
    """A heading as a column's name: `Report ID` and `report-id` are `report_id`; a subject's plural is one too, and
    `suspect_` is `reported_`."""
    plain = _PLAIN.sub("_", heading.strip().lower()).strip("_")
    for written, ours in _SUBJECTS:
        plain = written.sub(ours, plain)
    return OTHERS.get(plain, plain)


def target(column: str) -> Target | None:
    """Where the cells of a column go; None if there is no such column."""
    name = spelled(column)
    if name in REPORT:
        return Target("report", 1, "", 1, *REPORT[name])
    if name in CHANNEL:
        return Target("channel", 1, "", 1, *CHANNEL[name])
    found = _SUBJECT.fullmatch(name)
    subject, number, field = (found[1], int(found[2] or 1), found[3]) if found else (Role.REPORTED.value, 1, name)
    return _of_subject(subject, number, field)


def _of_subject(subject: str, number: int, field: str) -> Target | None:
    fields = FILE if subject == "file" else PERSON
    field = {"port": "ip_port"}.get(field, field)
    field = OTHERS_OF_PERSON.get(field, field) if subject != "file" else field
    if field in fields:
        return Target(subject, number, "", 1, *fields[field])
    group = _GROUP.fullmatch(field)
    if group and (group[3] or "") in _GROUPS[group[1]] and not (subject == "file" and group[1] == "payment"):
        return Target(subject, number, group[1], int(group[2] or 1), *_GROUPS[group[1]][group[3] or ""])
    numbered = _NUMBERED.fullmatch(field)
    if numbered and numbered[1] in fields and fields[numbered[1]][1] in (As.LIST, As.TEXTS):
        return Target(subject, number, "", 1, *fields[numbered[1]])
    return None
