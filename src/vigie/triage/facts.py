"""What a report says, as short names: `mark:sextortion`, `file:livestreaming`, `person:convicted`, `cue:meeting` ...

The same names are counted per company (how often does it say this?) and heard by the rules: both always mean the same.
The part before the colon is the group; each group is counted among the reports in which it could be said at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from itertools import islice

from vigie.report.nouns import Person, Report, ReportedFile, Role
from vigie.triage import escalation, marks
from vigie.triage.papers import is_paper
from vigie.triage.words import Hit, Lexicon

CHILD = 18  # years
# Names that cameras give; WhatsApp's own (IMG-20260102-WA0001) shows that somebody passed the picture on.
CAMERA_NAME = re.compile(
    r"(IMG|DSC|DSCN|DSCF|PXL|VID|MVI|MOV|GOPR|DCIM)[-_]?\d{4,}(?!.*WA\d)|(19|20)\d{6}_\d{6}", re.IGNORECASE
)
# What people and programs write into a picture's own data.
WRITTEN = re.compile(r"description|comment|title|keyword|subject|artist|caption|headline|instructions", re.IGNORECASE)
MODEL, MAKE = frozenset({"model", "modelname", "lensmodel"}), frozenset({"make", "maker", "manufacturer"})
TAKEN = frozenset(
    {"datetimeoriginal", "datetaken", "timetaken", "datetimedigitized", "createdate", "captured", "taken"}
)
GPS = frozenset({"gpslatitude", "gpsposition", "gpslongitude", "gps", "gpscoordinates"})
CAMERA_SAYS = MODEL | MAKE | TAKEN | GPS
NAMED = frozenset({"offline", "game", "p2p", "newsgroup"})  # channels whose name or files may speak; not "Example Chat"
LATELY = 1_000  # reports of which a lexicon remembers what was heard, while they are in use
SPOKEN = 300  # texts of one report whose sentences are heard; in the others, words alone
LABEL = 2_000  # characters of one label that are read
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
WORK = frozenset({"works_with_children", "children_places"})  # cues that make an occupation one with children
POSSIBLE = {
    "mark": "report",
    "incident": "report",
    "report": "report",
    "cue": "text",
    "denied": "text",
    "said": "text",
    "sense": "text",
}


@lru_cache(maxsize=8_192)
def meta(name: str) -> str:
    """The name of something in a picture's own data, however a service spells it: `Camera Model` is `model`."""
    squeezed = re.sub(r"[^a-z]", "", name.casefold())
    bare = re.sub(r"^(exif|image|camera|photo|gps)+(?=[a-z])", "", squeezed)
    return squeezed if squeezed.startswith("gps") else bare or squeezed


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
        texts += (person.access_to_victim, person.access_to_children, person.vehicle)
    for file in report.files:
        texts += file.texts
    texts += (unknown.text for unknown in report.unknown)
    return (text for text in texts if text and text not in boilerplate)


def spoken(report: Report) -> Iterator[str]:
    """Its texts whose sentences are heard: the first of a hostile report's thousands."""
    return islice(passages(report), SPOKEN)


def labels(report: Report) -> Iterator[str]:
    """What is short and may still speak: names of files and places, of an account, what a camera or a program wrote
    into a picture, and marks that bear none of the names we know."""
    for channel in report.channels:
        yield from (text for text in (channel.name, channel.file_names) if text and channel.kind in NAMED)
    for person in report.people:
        if person.role is not Role.REPORTER and person.screen_name:
            yield person.screen_name
    for file in report.files:
        yield from {name for name in (file.original_name, file.name) if name and not CAMERA_NAME.match(name)}
        yield from (one.value for one in file.details if WRITTEN.search(one.name))
        yield from marks.unknown((*file.annotations, *file.tags), marks.FILES)
    yield from marks.unknown(report.annotations, marks.MARKS)
    if report.incident_kind and not marks.known_incident(report.incident_kind):
        yield report.incident_kind


def heard_in(report: Report, lexicon: Lexicon) -> tuple[Hit, ...]:
    """Every cue word of its texts and of its short labels. The lexicon remembers the reports of the moment: each is
    asked for several times while a batch is read or judged."""
    known = lexicon.lately.get(id(report))
    if known is not None and known[0] is report:
        return known[1]
    heard = [hit for text in spoken(report) for hit in lexicon.hear(text)]
    heard += [hit for text in islice(passages(report), SPOKEN, None) for hit in lexicon.words_in(text)]
    heard += [hit for label in labels(report) for hit in lexicon.words_in(label[:LABEL])]
    if len(lexicon.lately) >= LATELY:
        lexicon.lately.clear()
    lexicon.lately[id(report)] = (report, tuple(heard))
    return lexicon.lately[id(report)][1]


def _of_report(report: Report) -> Iterator[str]:
    for mark in report.annotations:
        yield f"mark:{marks.mark(mark)}"
    if report.incident_kind:
        yield f"incident:{marks.incident(report.incident_kind)}"
    if escalation.reason(report) is not None:
        yield "report:escalated"
    if report.batched:
        yield "report:batched"
    if report.status:
        yield f"report:{report.status.casefold()}"
    police = report.law_enforcement
    if police and (police.agency or police.case_number or police.reported):
        yield "report:police-told"
    if police and (police.legal_process_domestic or police.legal_process_international):
        yield "report:legal-process"
    for channel in report.channels:
        yield f"channel:{channel.kind}"


def of_file(file: ReportedFile) -> Iterator[str]:
    """The names of what is said of one file."""
    for mark in (*file.annotations, *file.tags):
        yield f"file:{marks.on_file(mark)}"
    if file.classification and (named := marks.industry_class(file.classification)):
        yield f"file:class-{named}"
    if file.viewed:
        yield "file:viewed"
    if file.exif_viewed:
        yield "file:exif-viewed"
    if file.public:
        yield "file:public"
    if CAMERA_NAME.match(file.original_name or file.name or ""):
        yield "file:camera-name"
    if is_paper(file, None) and file.relevance != "Reported":
        yield "file:conversation"
    if any(detail.group.upper() == "EXIF" or meta(detail.name) in CAMERA_SAYS for detail in file.details):
        yield "file:exif"


def _of_suspect(person: Person, lexicon: Lexicon) -> Iterator[str]:
    if telling(person.relationship):
        yield "person:relationship"
    if telling(person.access_to_victim):
        yield "person:access-to-victim"
    if telling(person.access_to_children):
        yield "person:access-to-children"
    if telling(person.convicted):
        yield "person:convicted"
    if person.occupation and any(hit.cue in WORK for hit in lexicon.words_in(person.occupation)):
        yield "person:works-with-children"
    if person.payments:
        yield "person:payment"
    if telling(person.access_to_firearms):
        yield "person:firearms"
    if telling(person.aware_of_report):
        yield "person:aware"
    for closing in (person.disabled_for_a_time, person.disabled_for_good):
        if closing and closing.user_notified:
            yield "person:notified"
        if closing and closing.disabled:
            yield "person:closed"


def ages(report: Report, role: Role) -> list[int]:
    """The known ages of the people in a role."""
    on = day(report)
    return [years for person in report.people if person.role is role and (years := age(person, on)) is not None]


def _of_others(report: Report) -> Iterator[str]:
    """What is said of children, and of everybody who is not the reported person."""
    for person in report.people:
        if person.role is Role.VICTIM:
            yield "victim:named"
            if person.school:
                yield "victim:school"
            if person.prior_reports:
                yield "victim:reported-before"
        elif person.role is Role.RECIPIENT:
            yield "report:recipient"
            if person.school:
                yield "victim:school"
        elif person.role is Role.ASSOCIATED and GUARDIAN in (person.association or "").casefold():
            yield "person:guardian"
    yield from _of_ages(report)


def _of_ages(report: Report) -> Iterator[str]:
    on = day(report)
    children = []
    for person in report.people:
        years = None if person.role is Role.REPORTED else age(person, on)
        if years is None or years >= CHILD:
            continue
        if person.role is Role.REPORTER:
            yield "victim:reporter"
        elif person.role is Role.RECIPIENT:
            yield "victim:recipient"
            children.append(years)
        elif person.role is Role.VICTIM:
            children.append(years)
        elif person.role is Role.ASSOCIATED:
            yield "person:tied-to-child"
    if children and any(years >= max(CHILD, min(children) + GAP) for years in ages(report, Role.REPORTED)):
        yield "victim:gap"


def structured(report: Report, lexicon: Lexicon) -> frozenset[str]:
    """What its fields say, texts apart."""
    names = {*_of_report(report), *_of_others(report)}
    for person in report.people:
        if person.role is Role.REPORTED:
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
