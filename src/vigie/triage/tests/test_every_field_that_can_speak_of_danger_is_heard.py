"""Each field of a report is heard by some rule, or a written reason says why not. A new field must choose."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from vigie import plugs
from vigie.report.nouns import (
    Address,
    Channel,
    Detail,
    Disabled,
    Email,
    Hash,
    LawEnforcement,
    Payment,
    Person,
    Phone,
    Place,
    Report,
    ReportedFile,
    ReportId,
    Role,
    Sighting,
    Unknown,
)
from vigie.report.person import Device
from vigie.triage.examples import NOW, case, report
from vigie.triage.rule import Rule

RULES = plugs.find("vigie.triage.rules", Rule)
BARE = Person(role=Role.REPORTED, service="Example Chat")
CHILD = Person(role=Role.VICTIM)
FILE = ReportedFile(file_id="f-1")
MEET = "He wants to meet."
LATELY = NOW - timedelta(days=2)

# A field, what it is set to, and the rule that hears it.
OF_REPORT: dict[str, tuple[Any, str]] = {
    "incident_kind": ("Child Sexual Molestation", "hands-on"),
    "incident_at_description": (MEET, "meeting"),
    "escalation": ("Synthetic: at risk", "danger-now"),
    "annotations": (("sextortion",), "sextortion"),
    "status": ("referral", "lead"),
    "channels": ((Channel(kind="offline"),), "hands-on"),
    "law_enforcement": (LawEnforcement(reported=True), "danger-now"),
    "people": ((BARE, replace(CHILD, age=5)), "young-victim"),
    "files": ((replace(FILE, annotations=("infant",)),), "hands-on"),
    "texts": ((MEET,), "meeting"),
    "unknown": ((Unknown("/report/newElement", MEET),), "meeting"),
}
OF_SUSPECT: dict[str, tuple[Any, str]] = {
    "age": (40, "age-gap"),
    "born": ((NOW - timedelta(days=40 * 366)).date(), "age-gap"),
    "emails": ((Email("u1@example.invalid"),), "lead"),
    "phones": ((Phone("+33000000000"),), "lead"),
    "last_name": ("Synthetic", "lead"),
    "addresses": ((Address(lines="1 Example Street", city="Lyon", country="FR"),), "place"),
    "screen_name": ("coach_example", "access"),
    "display_names": (("Coach Example",), "access"),
    "bio": ("teacher", "access"),
    "group": ("they meet", "meeting"),
    "occupation": ("Teacher", "access"),
    "vehicle": ("Blue van", "lead"),
    "relationship": ("stepfather", "access"),
    "access_to_victim": ("yes", "access"),
    "access_to_children": ("yes", "access"),
    "access_to_firearms": ("yes", "firearms"),
    "convicted": ("yes", "convicted"),
    "aware_of_report": ("yes", "perishable"),
    "disabled_for_a_time": (Disabled(True), "perishable"),
    "disabled_for_good": (Disabled(True, user_notified=True), "perishable"),
    "sightings": ((Sighting("203.0.113.7", at=LATELY, port=1),), "lead"),
    "devices": ((Device("IMEI", "000"),), "lead"),
    "payments": ((Payment("iban", "XX00"),), "live-order"),
    "place": (Place(country="FR"), "place"),
    "prior_reports": ((ReportId("1"),), "repeated"),
    "texts": ((MEET,), "meeting"),
}
OF_CHILD: dict[str, tuple[Any, str]] = {
    "age": (5, "young-victim"),
    "born": ((NOW - timedelta(days=6 * 366)).date(), "young-victim"),
    "school": ("Example school", "victim-known"),
    "place": (Place(city="Lyon"), "near-child"),
    "addresses": ((Address(city="Lyon"),), "near-child"),
    "prior_reports": ((ReportId("1"),), "victim-known"),
    "bio": ("I am 12 years old", "young-victim"),
    "texts": (("She will hurt herself.",), "self-harm"),
}
OF_FILE: dict[str, tuple[Any, str]] = {
    "name": ("stepdaughter.jpg", "access"),
    "original_name": ("IMG_20260101_120000.jpg", "made-here"),
    "uploaded_at": (LATELY, "fresh"),
    "viewed": (True, "seen-by-company"),
    "annotations": (("liveStreaming",), "live-order"),
    "classification": ("A1", "hands-on"),
    "tags": (("Infant/Toddler",), "hands-on"),
    "hashes": ((Hash("md5", "0" * 31 + "1"),), "new-material"),
    "sightings": ((Sighting("203.0.113.7", at=LATELY),), "lead"),
    "details": ((Detail("EXIF", "Model", "Synthetic 1"),), "made-here"),
    "texts": ((MEET,), "meeting"),
    "relevance": ("Supplemental Reported", "conversation"),
}
OF_CHANNEL: dict[str, tuple[Any, str]] = {
    "kind": ("game", "enticement"),
    "name": ("they meet", "meeting"),
    "room": ("they meet", "meeting"),
    "file_names": ("toddler.jpg", "young-victim"),
    "sightings": ((Sighting("203.0.113.7", at=LATELY),), "lead"),
    "texts": ((MEET,), "meeting"),
}
OF_POLICE: dict[str, tuple[Any, str]] = {
    "agency": ("Example police", "danger-now"),
    "case_number": ("1", "danger-now"),
    "reported": (True, "danger-now"),
    "legal_process_domestic": (True, "danger-now"),
    "legal_process_international": (True, "danger-now"),
}
NAMES = "names somebody; a name is no danger, and leads are heard from what can be asked about"
KEY = "a key: linking reads it"
SERVICE = "of the service, not of the person"
SILENT: dict[type[msgspec.Struct], dict[str, str]] = {
    Report: {
        **dict.fromkeys(("source", "report_id", "format", "declared_version", "unread"), "of the delivery"),
        "sent_at": "of the delivery; ages are counted on it",
        "company": "whose habits apply",
        "platform": SERVICE,
        "incident_at": "usually the moment of detection (FORMATS 0.4)",
        "batched": "says that content goes round: it is heard by the class, and lowers nothing",
        "boilerplate": "the same in every report of a company",
        "language": "who can read it: heard when the next report is handed out",
    },
    Person: {
        "role": "chooses which of these lists applies",
        **dict.fromkeys(("first_name", "middle_name"), NAMES),
        "gender": "no child counts for more or less by it",
        **dict.fromkeys(("service", "identifier", "profile_urls"), KEY),
        "school": "of a child: see there; of the suspect it makes a minor, which lowers nothing",
        "compromised": "may clear the account's owner: nothing is lowered on a guess",
        "third_party": SERVICE,
        "association": "heard of accounts tied to the suspect (below)",
        "all_emails_reported": "of the delivery",
    },
    ReportedFile: {
        **dict.fromkeys(("file_id", "media_path", "url"), KEY),
        "exif_viewed": "how the company works; what it saw is in the details",
        "public": "heard by offences: spreading. Of danger to a child it says nothing",
        "devices": KEY,
        "media": "the bytes: matching and the reading of conversations speak of them",
    },
    Channel: {
        **dict.fromkeys(("urls", "emails", "phones", "addresses"), KEY),
        **dict.fromkeys(("latitude", "longitude"), "where: read by territory"),
        "third_party": SERVICE,
    },
    LawEnforcement: {"country": "which police: read by routing"},
}
HEARD: dict[type[msgspec.Struct], dict[str, tuple[Any, str]]] = {
    Report: OF_REPORT,
    Person: OF_SUSPECT,
    ReportedFile: OF_FILE,
    Channel: OF_CHANNEL,
    LawEnforcement: OF_POLICE,
}


def heard(told: Report) -> dict[str, float]:
    """How strongly each rule hears a report."""
    said = {name: rule.weigh(case(told)) for name, rule in RULES.items()}
    return {name: one.strength for name, one in said.items() if one is not None}


def louder(told: Report, than: Report, rule: str) -> bool:
    return heard(told).get(rule, 0.0) > heard(than).get(rule, 0.0)


@pytest.mark.parametrize("noun", HEARD, ids=lambda noun: noun.__name__)
def test_every_field_is_heard_or_has_a_reason(noun: type[msgspec.Struct]) -> None:
    fields = {field.name for field in msgspec.structs.fields(noun)}
    assert HEARD[noun].keys() | SILENT[noun].keys() == fields
    assert not HEARD[noun].keys() & SILENT[noun].keys()
    assert all(len(why) > 4 for why in SILENT[noun].values())


def bare(*people: Person, **told: Any) -> Report:
    """A report that says next to nothing, but the place that the children's fields are compared with."""
    return replace(report(*people, files=()), **told)


@pytest.mark.parametrize("field", OF_REPORT)
def test_a_field_of_the_report_is_heard(field: str) -> None:
    value, rule = OF_REPORT[field]
    assert louder(bare(BARE, **{field: value}), bare(BARE), rule)


@pytest.mark.parametrize("field", OF_SUSPECT)
def test_a_field_of_the_suspect_is_heard(field: str) -> None:
    value, rule = OF_SUSPECT[field]
    plain = replace(BARE, place=Place(country="CA")) if field == "addresses" or rule == "place" else BARE
    plain = replace(plain, addresses=(Address(city="Lyon"),)) if field == "last_name" else plain
    others = (replace(CHILD, age=9),) if rule == "age-gap" else ()
    assert louder(bare(replace(plain, **{field: value}), *others), bare(plain, *others), rule)


@pytest.mark.parametrize("role", [Role.VICTIM, Role.RECIPIENT])
@pytest.mark.parametrize("field", OF_CHILD)
def test_a_field_of_a_child_is_heard(field: str, role: Role) -> None:
    value, rule = OF_CHILD[field]
    suspect = replace(BARE, place=Place(city="Lyon"))
    one = replace(CHILD, role=role)
    if role is Role.RECIPIENT and field == "prior_reports":
        return  # a recipient may be a partner as well as a child: earlier reports of it are heard by linking
    assert louder(bare(suspect, replace(one, **{field: value})), bare(suspect, one), rule)


@pytest.mark.parametrize("field", OF_FILE)
def test_a_field_of_a_file_is_heard(field: str) -> None:
    value, rule = OF_FILE[field]
    plain = replace(FILE, name="chat.csv", relevance="Reported") if field == "relevance" else FILE
    plain = replace(plain, hashes=(Hash("md5", "0" * 31 + "2"),)) if field == "details" else plain
    assert louder(bare(BARE, files=(replace(plain, **{field: value}),)), bare(BARE, files=(plain,)), rule)


@pytest.mark.parametrize("field", OF_CHANNEL)
def test_a_field_of_where_it_happened_is_heard(field: str) -> None:
    value, rule = OF_CHANNEL[field]
    plain = Channel(kind="p2p" if field == "file_names" else "offline")
    assert louder(bare(BARE, channels=(replace(plain, **{field: value}),)), bare(BARE, channels=(plain,)), rule)


@pytest.mark.parametrize("field", OF_POLICE)
def test_what_the_police_were_told_is_heard(field: str) -> None:
    value, rule = OF_POLICE[field]
    assert louder(bare(BARE, law_enforcement=LawEnforcement(**{field: value})), bare(BARE), rule)


@pytest.mark.parametrize(
    ("tied", "rule"),
    [
        (Person(role=Role.ASSOCIATED, association="Parent/Guardian"), "access"),
        (Person(role=Role.ASSOCIATED, association="Linked", age=9), "access"),
        (Person(role=Role.ASSOCIATED, prior_reports=(ReportId("1"),)), "repeated"),
        (Person(role=Role.ASSOCIATED, bio="teacher"), "access"),
        (Person(role=Role.REPORTER, age=12), "child-reporter"),
    ],
)
def test_accounts_tied_to_the_suspect_and_who_reports_are_heard(tied: Person, rule: str) -> None:
    assert louder(bare(BARE, tied), bare(BARE), rule)


@pytest.mark.parametrize(
    ("mark", "rule"),
    [
        ("sextortion", "sextortion"),
        ("csamSolicitation", "enticement"),
        ("sadisticOnlineExploitation", "hands-on"),
        ("newMarkOfSuicideRisk", None),
    ],
)
def test_a_mark_on_the_report_is_heard(mark: str, rule: str | None) -> None:
    assert rule is None or louder(bare(BARE, annotations=(mark,)), bare(BARE), rule)


@pytest.mark.parametrize(
    ("mark", "rule"),
    [
        ("possibleSelfProduction", "self-production"),
        ("physicalHarm", "hands-on"),
        ("violenceGore", "hands-on"),
        ("bestiality", "hands-on"),
        ("liveStreaming", "live-order"),
        ("infant", "hands-on"),
        ("Hands-on abuse", "hands-on"),
        ("Self-generated", "self-production"),
        ("Unidentified child", "unidentified-victim"),
        ("Home-made production", "hands-on"),
        ("Prepubescent", "hands-on"),
    ],
)
def test_a_mark_or_a_label_on_a_file_is_heard_wherever_it_stands(mark: str, rule: str) -> None:
    for field in ("annotations", "tags"):
        told = bare(BARE, files=(replace(FILE, **{field: (mark,)}),))
        assert louder(told, bare(BARE, files=(FILE,)), rule), field


SPREAD = ("viral", "potentialMeme", "animeDrawingVirtualHentai", "generativeAi")


@pytest.mark.parametrize("mark", SPREAD)
def test_a_mark_that_says_less_danger_lowers_only_what_is_new(mark: str) -> None:
    picture = replace(FILE, hashes=(Hash("md5", "0" * 31 + "1"),))
    marked = heard(bare(BARE, files=(replace(picture, annotations=(mark,)),)))
    plain = heard(bare(BARE, files=(picture,)))
    assert {rule for rule in plain if marked.get(rule, 0.0) < plain[rule]} <= {"new-material"}
