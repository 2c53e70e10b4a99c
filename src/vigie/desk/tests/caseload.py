"""Invented reports as rows, as the journey would leave them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import msgspec

from vigie.evidence.models import Delivery, Object, Parcel, Reception
from vigie.journey.models import Outcome, Problem
from vigie.ledger import models as ledger
from vigie.ledger.chain import Act
from vigie.ledger.tags import Tag
from vigie.report import models as rows
from vigie.report.nouns import (
    Channel,
    Class,
    Country,
    Deadline,
    Disabled,
    Email,
    FilePrint,
    Hash,
    Links,
    Match,
    Matches,
    Md5,
    Offence,
    Pdq,
    Person,
    Phone,
    Place,
    Purpose,
    Reason,
    Remark,
    Report,
    ReportedFile,
    ReportId,
    Role,
    Routing,
    Saying,
    Selector,
    Sha1,
    Sha256,
    Sighting,
    SourceName,
    Territory,
    ThreadFacts,
    Unknown,
    Verdict,
    say,
)

NOW = datetime.now(UTC).replace(microsecond=0)


def digest(text: str) -> Sha256:
    return Sha256(hashlib.sha256(text.encode()).hexdigest())


def report(report_id: str = "9000001", **changes: object) -> Report:
    """An invented report with something in every part."""
    made = Report(
        source=SourceName("ncmec"),
        report_id=ReportId(report_id),
        format="ncmec-xml/1",
        company="Example Chat",
        incident_kind="Online Enticement of Children for Sexual Acts",
        platform="Example Chat for phones",
        incident_at=NOW - timedelta(days=9),
        escalation="child may be at risk now",
        annotations=("sextortion",),
        people=(suspect(), Person(role=Role.VICTIM, age=13, screen_name="blue_kite", school="An invented school")),
        channels=(Channel(kind="chat", name="Example Chat", room="garden", texts=("invented words, nothing more",)),),
        files=(picture(), picture("kite-2.png", known=False)),
        texts=("The account asked for pictures and threatened to pass them on.",),
        boilerplate=("Example Chat sends this with every report.",),
        unread=(Remark("report/incidentSummary/platform", say("longer than {most} characters", most=256)),),
        unknown=(Unknown("report/newElement", "kept as it came"),),
    )
    return msgspec.structs.replace(made, **changes)


def suspect() -> Person:
    return Person(
        role=Role.REPORTED,
        first_name="Invented",
        last_name="Person",
        emails=(Email("one@mail.invalid", verified=True), Email("two@mail.invalid")),
        phones=(Phone("639981234", calling_code="+33", verified=False),),
        service="Example Chat",
        identifier="u-1842",
        screen_name="grey_heron",
        profile_urls=("https://chat.example/u/1842",),
        occupation="night guard in a boarding school",
        disabled_for_good=Disabled(True, at=NOW - timedelta(days=8), user_notified=True),
        sightings=(
            Sighting("192.0.2.17", "login", NOW - timedelta(days=10), 51820),
            Sighting("198.51.100.4", "upload", NOW - timedelta(days=9)),
        ),
        born=date(1984, 5, 2),
        place=Place("Rennes", "Bretagne", "FR"),
    )


def picture(name: str = "kite-1.png", *, known: bool = True) -> ReportedFile:
    return ReportedFile(
        file_id=f"f-{name}",
        name=name,
        media=digest(name),
        media_path=f"media/{name}",
        uploaded_at=NOW - timedelta(days=9),
        viewed=True if known else None,
        annotations=("viral",) if known else ("possibleSelfProduction",),
        classification="A2",
        hashes=(Hash("md5", "0" * 32),),
    )


def printed(name: str) -> FilePrint:
    return FilePrint(
        digest(name), Sha1("1" * 40), Md5("2" * 32), 48_213, Pdq("3" * 64), 88, kind="image/png", width=800, height=600
    )


def verdict(score: int = 86, class_: Class = Class.WORKABLE) -> Verdict:
    return Verdict(
        class_=class_,
        grounds=(say("An address with port and time leads to a subscriber."),),
        missing=(say("the port of the second address"),),
        score=score,
        total=score + 7,
        reasons=(
            Reason("child-at-risk", 2, 30, say("The service says that a child is at risk now.")),
            Reason("access-to-children", 1, 25, say("Works with children: {what}", what="night guard")),
            Reason("not-yet-known", 1, 20, say("{n} file is on no list: the child may still be abused.", n=1)),
            Reason("sextortion", 1, 18, say("Threat to pass pictures on.")),
        ),
        offences=(
            Offence(
                "fr:227-22-1", "Proposition sexuelle à un mineur", say("An account addressed a child."), "FR 2026.11"
            ),
            Offence("fr:227-23-al2", "Détention d'images", say("Files were sent."), "FR 2026.11"),
        ),
        policy="default/1",
    )


def routing(unit: str | None = "departement-35", home: bool | None = True) -> Routing:
    return Routing(
        country=Country("FR") if home else None,
        home=home,
        unit=unit,
        unit_label="Service territorial — Ille-et-Vilaine (35)" if unit else None,
        prosecutor="tribunal judiciaire de Rennes",
        why=(say("The address used last belongs to a French network."),),
        deadlines=(
            Deadline(NOW + timedelta(days=3, hours=4), say("The access provider forgets who had this address.")),
        ),
        notes=(say("No port on a shared network: ask the service."),),
        territories=(Territory("192.0.2.17", Country("FR"), "Example Télécom", 64500, True, "2026-06-17"),),
        pack="FR 2026.11",
    )


def matches() -> Matches:
    known = Match("national", Purpose.KNOWN, "n-17", "pdq", 12, 0, category="A2", series="Kite", victim_identified=True)
    return Matches(
        prints=(printed("kite-1.png"), printed("kite-2.png")), matches=(known,), lists=("national/3", "viral/1")
    )


def links(thread: str | None = None, reports: int = 1, suspects: int = 1) -> Links:
    facts = ThreadFacts(
        thread=thread, reports=reports, cluster="C-000001" if suspects > 1 else None, cluster_suspects=suspects
    )
    return Links(
        (Selector("email", "one@mail.invalid", Role.REPORTED), Selector("ip", "192.0.2.17", strong=False)), facts
    )


def delivered(path: str = "drop/2026-11-20.zip") -> Parcel:
    """A delivery of one parcel with one document."""
    delivery = Delivery.objects.create(
        door="take", origin=path, source="ncmec", actor="shell", started_at=NOW, finished_at=NOW
    )
    parcel = Parcel.objects.create(delivery=delivery, path=path, digest=digest(path), received_at=NOW)
    blob, _ = Object.objects.get_or_create(
        sha256=digest(f"{path}/report.xml"),
        defaults={"sha1": "4" * 40, "md5": "5" * 32, "size": 18_204, "segment": "x", "offset": 0, "sealed_at": NOW},
    )
    Reception.objects.create(parcel=parcel, object=blob, position=0, path=f"{path}/report.xml")
    return parcel


def kept(
    report_id: str = "9000001",
    *,
    content: Report | None = None,
    score: int = 86,
    class_: Class = Class.WORKABLE,
    unit: str | None = "departement-35",
    home: bool | None = True,
    thread: str = "",
    cluster: str = "",
    key: int | None = None,
) -> rows.Standing:
    """A report that has made its journey; `key`: its row, where a test must know it."""
    told = content or report(report_id)
    parcel = delivered(f"drop/{report_id}")
    row = rows.Report.objects.create(
        pk=key, source=told.source, report_id=told.report_id, company=told.company or "", first_received_at=NOW
    )
    version(row, told, 1, parcel.pk)
    found = (
        ("matching", matches()),
        ("linking", links(thread or None)),
        ("triage", verdict(score, class_)),
        ("dispatch", routing(unit, home)),
    )
    for stage, finding in found:
        finding_of(row, stage, finding)
    Outcome.objects.create(
        parcel_key=parcel.pk, position=0, delivery_key=parcel.delivery_id, kind="new", report_key=row.pk
    )
    ledger.write([Act(Tag.REPORT_NEW, f"report:{row.name}", "vigie", {"parcel": parcel.pk})])
    return rows.Standing.objects.create(
        report=row,
        class_name=class_.value,
        score=score,
        total=score + 7,
        country="FR" if home else "",
        home=home,
        unit=unit or "",
        deadline=NOW + timedelta(days=3, hours=4),
        thread=thread,
        cluster=cluster,
        received_at=NOW,
    )


def version(
    row: rows.Report, told: Report, number: int, parcel: int, changes: Sequence[dict[str, str | None]] = ()
) -> rows.Version:
    """A version of a report, which becomes its current one."""
    made = rows.Version.objects.create(
        report=row,
        number=number,
        parcel_key=parcel,
        document_path="report.xml",
        digest=digest(f"{row.pk}/{number}"),
        content=msgspec.json.encode(told).decode(),
        changes=msgspec.json.encode(list(changes)).decode(),
        received_at=NOW,
        actor="shell",
    )
    row.current = made
    row.save()
    return made


def finding_of(row: rows.Report, stage: str, finding: object, number: int = 1) -> None:
    assert row.current_id is not None
    rows.Finding.objects.create(
        version_id=row.current_id,
        stage=stage,
        number=number,
        content=msgspec.json.encode(finding).decode(),
        made_at=NOW,
    )


def problem(reason: Saying | None = None, **fields: object) -> Problem:
    why = reason or say("the archive is cut short after {n} files", n=3)
    return Problem.objects.create(
        at=NOW, step="read", path="drop/broken.zip", reason=msgspec.json.encode(why).decode(), permanent=True, **fields
    )
