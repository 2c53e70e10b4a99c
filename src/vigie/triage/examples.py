"""Short invented cases for the rules' own examples. Nothing here is real, and nothing is explicit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from vigie.report.nouns import (
    Dossier,
    Hash,
    Links,
    Match,
    Matches,
    Person,
    Purpose,
    Report,
    ReportedFile,
    ReportId,
    Role,
    Sighting,
    SourceName,
    ThreadFacts,
)
from vigie.triage.habit import Habit
from vigie.triage.rule import Case, Elsewhere
from vigie.triage.words import Lexicon

NOW = datetime(2026, 1, 10, 12, 0, tzinfo=UTC)
WORDS = Lexicon(
    {
        "threat": ["threatens", "menac*"],
        "ransom": ["gift card"],
        "meeting": ["meet"],
        "soon": ["tomorrow"],
        "travel": ["train ticket"],
        "self_harm": ["hurt herself"],
        "siblings": ["sister"],
        "household": ["lives with", "stepdaughter"],
        "works_with_children": ["teacher", "coach"],
        "children_places": ["school"],
        "order": ["on request"],
        "secrecy": ["our secret"],
        "gift": ["promises a"],
        "hands_on": ["being hurt"],
        "made_it": ["filmed by"],
        "asks_pictures": ["send me"],
        "traffic": ["traffick*"],
        "child_age": ["years old"],
        "young": ["toddler"],
        "afraid": ["is afraid"],
        "grown_up": ["both adults"],
        "peers": ["same class"],
    }
)
ALWAYS = Habit(seen=100, set=100)
SUSPECT = Person(
    role=Role.REPORTED,
    service="Example Chat",
    identifier="u-1",
    screen_name="synthetic_user",
    sightings=(Sighting(ip="203.0.113.7", event="login", at=NOW - timedelta(days=3), port=4431),),
)
PICTURE = ReportedFile(file_id="f-1", name="a.jpg", hashes=(Hash("md5", "0" * 31 + "1"),))
LISTS = ("national@1",)


def child(role: Role = Role.VICTIM, years: int = 11, name: str | None = None) -> Person:
    """A child in a role."""
    return Person(role=role, age=years, first_name=name)


def report(
    *people: Person,
    text: str | None = None,
    incident: str | None = None,
    marks: tuple[str, ...] = (),
    files: tuple[ReportedFile, ...] = (PICTURE,),
    escalation: str | None = None,
    batched: str | None = None,
) -> Report:
    """A report of one suspect and some other people."""
    everybody = people if any(person.role is Role.REPORTED for person in people) else (SUSPECT, *people)
    return Report(
        source=SourceName("ncmec"),
        report_id=ReportId("900000001"),
        format="example/1",
        company="Example Chat",
        incident_kind=incident,
        incident_at=NOW - timedelta(days=3),
        sent_at=NOW,
        annotations=marks,
        people=everybody,
        files=files,
        texts=(text,) if text else (),
        escalation=escalation,
        batched=batched,
    )


def match(purpose: Purpose = Purpose.KNOWN, file: int = 0, **said: bool | int | None) -> Match:
    """A list knows a file."""
    identified, distributed = said.get("victim_identified"), said.get("distributed")
    return Match(
        list="national",
        purpose=purpose,
        entry="1",
        kind="md5",
        distance=0,
        file=file,
        victim_identified=None if identified is None else bool(identified),
        distributed=None if distributed is None else bool(distributed),
        submissions=said.get("submissions"),
    )


def case(
    told: Report | None = None,
    *matches: Match,
    facts: ThreadFacts | None = None,
    habits: dict[str, Habit] | None = None,
    elsewhere: tuple[Elsewhere, ...] = (),
    compared: bool = True,
) -> Case:
    """A case around a report, compared with a list (or with none)."""
    lists = LISTS if compared else ()
    dossier = Dossier(
        key=1,
        report_key=1,
        report=told or report(),
        received_at=NOW,
        matches=Matches(matches=matches, lists=lists),
        links=Links(facts=facts or ThreadFacts()),
    )
    return Case(
        dossier,
        NOW,
        habits=habits or {},
        lexicon=WORDS,
        home=frozenset({"FR", "GP"}),
        keeps=365,
        elsewhere=elsewhere,
    )
