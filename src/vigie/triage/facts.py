"""What a report says, as short names: `mark:sextortion`, `file:livestreaming`, `person:convicted`, `cue:meeting` ...

The same names are counted per company (how often does it say this?) and heard by the rules: both always mean the same.
The part before the colon is the group; each group is counted among the reports in which it could be said at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vigie.report.nouns import Person, Report, ReportedFile, Role
from vigie.triage.words import Hit, Lexicon

CHILD = 18  # years
YOUNG = 13  # below this a child is young (Interpol's baseline speaks of "younger than 13")
GUARDIAN = "guardian"  # of the associated account's type "Parent/Guardian"
GAP = 8  # years between an adult and the youngest child from which the gap itself is heard
SILENT = frozenset(
    {
        *("", "-", "?", "0", "no", "none", "n/a", "na", "unknown", "false", "null", "nil", "not known", "not provided"),
        *("not applicable", "no information provided", "stranger", "online", "online only", "not convicted"),
        *(
            "non",
            "aucun",
            "aucune",
            "inconnu",
            "inconnue",
            "sans objet",
            "non renseigné",
            "non communiqué",
            "non connu",
        ),
        *("nee", "neen", "geen", "onbekend", "nvt", "niet gekend", "niet bekend", "vreemde", "vreemdeling"),
    }
)
POSSIBLE = {"mark": "report", "incident": "report", "report": "report", "cue": "text", "said": "text"}


def telling(value: str | None) -> bool:
    """Whether a free field says something: filled in, and not with "unknown", "none" and the like."""
    return value is not None and value.strip().casefold().rstrip(".") not in SILENT


def age(person: Person, on: date | None) -> int | None:
    """Years, as said or by the date of birth on a day; None when not known."""
    if person.age is not None:
        return person.age
    if person.born is None or on is None:
        return None
    return on.year - person.born.year - ((on.month, on.day) < (person.born.month, person.born.day))


def day(report: Report) -> date | None:
    """The day on which ages are counted."""
    moment = report.incident_at or report.sent_at
    return moment.date() if moment else None


def passages(report: Report) -> Iterator[str]:
    """Every free text of a report that is not the company's boilerplate."""
    boilerplate = set(report.boilerplate)
    texts = [*report.texts, report.escalation, report.incident_at_description]
    for channel in report.channels:
        texts += (*channel.texts, channel.room)
    for person in report.people:
        texts += (*person.texts, person.bio, person.group, person.relationship, *person.display_names)
    for file in report.files:
        texts += file.texts
    return (text for text in texts if text and text not in boilerplate)


def heard_in(report: Report, lexicon: Lexicon) -> list[Hit]:
    """Every cue word of its texts."""
    return [hit for text in passages(report) for hit in lexicon.hear(text)]


def _of_report(report: Report) -> Iterator[str]:
    yield from (f"mark:{mark.casefold()}" for mark in report.annotations)
    if report.incident_kind:
        yield f"incident:{report.incident_kind.casefold()}"
    if report.escalation is not None:
        yield "report:escalated"
    if report.batched:
        yield "report:batched"
    if report.having(Role.RECIPIENT):
        yield "report:recipient"
    yield from (f"channel:{channel.kind}" for channel in report.channels)


def of_file(file: ReportedFile) -> Iterator[str]:
    """The names of what is said of one file."""
    yield from (f"file:{mark.casefold().replace(' ', '')}" for mark in (*file.annotations, *file.tags))
    if file.classification:
        yield f"file:class-{file.classification.casefold()}"
    if file.viewed:
        yield "file:viewed"
    if file.exif_viewed:
        yield "file:exif-viewed"
    if file.public:
        yield "file:public"
    if any(detail.group.upper() == "EXIF" for detail in file.details):
        yield "file:exif"


def _of_suspect(person: Person, lexicon: Lexicon) -> Iterator[str]:
    said = {
        "person:relationship": person.relationship,
        "person:access-to-victim": person.access_to_victim,
        "person:access-to-children": person.access_to_children,
        "person:convicted": person.convicted,
    }
    yield from (name for name, value in said.items() if telling(value))
    if person.occupation and any(hit.cue == "works_with_children" for hit in lexicon.hear(person.occupation)):
        yield "person:works-with-children"
    if person.payments:
        yield "person:payment"
    if person.prior_reports:
        yield "person:prior-reports"
    for closing in (person.disabled_for_a_time, person.disabled_for_good):
        if closing and closing.user_notified:
            yield "person:notified"
        if closing and closing.disabled:
            yield "person:closed"


def ages(report: Report, role: Role) -> list[int]:
    """The known ages of the people in a role."""
    on = day(report)
    return [years for person in report.people if person.role is role and (years := age(person, on)) is not None]


def _of_children(report: Report) -> Iterator[str]:
    victims, recipients = ages(report, Role.VICTIM), ages(report, Role.RECIPIENT)
    if report.having(Role.VICTIM):
        yield "victim:named"
    if any(years < YOUNG for years in victims):
        yield "victim:young"
    if any(person.school for person in report.having(Role.VICTIM)):
        yield "victim:school"
    if any(years < CHILD for years in recipients):
        yield "victim:recipient"
    if any(years < CHILD for years in ages(report, Role.REPORTER)):
        yield "victim:reporter"
    children = [years for years in victims + recipients if years < CHILD]
    if children and any(years >= CHILD and years - min(children) >= GAP for years in ages(report, Role.REPORTED)):
        yield "victim:gap"


def structured(report: Report, lexicon: Lexicon) -> frozenset[str]:
    """What its fields say, texts apart."""
    names = {*_of_report(report), *_of_children(report)}
    if any(GUARDIAN in (person.association or "").casefold() for person in report.having(Role.ASSOCIATED)):
        names.add("person:guardian")
    for person in report.having(Role.REPORTED):
        names.update(_of_suspect(person, lexicon))
    for file in report.files:
        names.update(of_file(file))
    return frozenset(names)


def denominators(report: Report) -> frozenset[str]:
    """The groups in which this report could say something: `#report`, `#file`, `#person`, `#text`."""
    groups = {"#report"}
    if report.files:
        groups.add("#file")
    if report.having(Role.REPORTED):
        groups.add("#person")
    if any(passages(report)):
        groups.add("#text")
    return frozenset(groups)


def denominator(name: str) -> str:
    """The group in which a name is counted."""
    group = name.partition(":")[0]
    return "#" + (group if group in ("file", "person") else POSSIBLE.get(group, "report"))
