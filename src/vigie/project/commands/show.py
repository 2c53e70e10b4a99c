"""`vigie show`: everything known of one report."""

from __future__ import annotations

import json
from typing import Any

import click
import msgspec
from django.conf import settings

from vigie.evidence.models import Reception
from vigie.journey.models import Item, Outcome, Problem
from vigie.journey.steps import BY_NAME
from vigie.journey.tasks.look import find, latest
from vigie.ledger.models import Entry
from vigie.project import home
from vigie.project.commands.ledger import entry
from vigie.project.commands.request import requested
from vigie.project.say import answer, as_json, out, plain, words
from vigie.report import nouns
from vigie.report.models import Answered, Finding, Report, Standing, Version
from vigie.report.nouns import Saying
from vigie.requests.models import Request
from vigie.territory import pack
from vigie.triage.completion import Draft, drafts, wording


@click.command()
@click.argument("report")
@as_json
def command(report: str, as_json: bool) -> None:
    """Show everything known of one report, by the sender's id (or source/id): versions, files, hashes, matches,
    links, verdicts, routes, what was received when, and its entries in the ledger."""
    home.need()
    row = find(report)
    if row is None:
        raise click.ClickException(f"no report {report} was received here")
    found = told(row)
    answer(found) if as_json else _print(found)


def told(row: Report) -> dict[str, Any]:
    """A report as other programs read it."""
    versions = list(Version.objects.filter(report=row).order_by("number"))
    outcomes = list(
        Outcome.objects.filter(report_key=row.pk).order_by("pk").values("parcel_key", "kind", "version_key")
    )
    standing = Standing.objects.filter(report=row).first()
    findings = _findings(row)
    return {
        "report": row.report_id,
        "source": row.source,
        "company": row.company or None,
        "received": row.first_received_at.isoformat(),
        "standing": _standing(standing),
        "versions": [_version(version, row) for version in versions],
        "content": json.loads(row.current.content) if row.current else None,
        "files": _files(json.loads(row.current.content) if row.current else {}, findings.get("matching")),
        "matches": (findings.get("matching") or {}).get("matches", []),
        "links": findings.get("linking"),
        "verdict": findings.get("triage"),
        "routing": findings.get("dispatch"),
        "requests": plain(_requests(row)),
        "asked": [requested(one) for one in Request.objects.filter(report_key=row.pk).order_by("pk")],
        "answers": [json.loads(one.content) for one in Answered.objects.filter(report_key=row.pk).order_by("pk")],
        "receptions": [{**one, "members": _members(one["parcel_key"])} for one in outcomes],
        "problems": [words(msgspec.json.decode(one.reason, type=Saying)) for one in _problems(row)],
        "next_step": Item.objects.filter(kind=Item.Kind.REPORT, key=row.pk).values_list("step", flat=True).first(),
        "history": _history(row),
        "verdicts": _verdicts(row),
        "ledger": [entry(one.link()) for one in Entry.objects.filter(subject=f"report:{row.name}").order_by("number")],
    }


def _problems(row: Report) -> list[Problem]:
    return list(Problem.objects.filter(report_key=row.pk).order_by("pk"))


def _standing(row: Standing | None) -> dict[str, object] | None:
    fields = (
        "state", "class_name", "score", "total", "country", "home", "unit",
        "thread", "cluster", "claimed_by", "failed_step",
    )  # fmt: skip
    return {name: getattr(row, name) for name in fields} if row else None


def _version(version: Version, row: Report) -> dict[str, object]:
    return {
        "number": version.number,
        "declared": version.declared,
        "current": version.pk == row.current_id,
        "received": version.received_at.isoformat(),
        "actor": version.actor,
        "document": version.document_path,
        "digest": version.digest,
        "changes": json.loads(version.changes),
    }


def _findings(row: Report) -> dict[str, Any]:
    stored = latest([row.current_id or 0])
    return {
        stage: plain(msgspec.json.decode(content, type=BY_NAME[stage].finding))
        for (_, stage), content in stored.items()
    }


def _requests(row: Report) -> list[Draft]:
    """What would complete the report, in each language of the country."""
    stored = latest([row.current_id or 0], ("triage", "dispatch"))
    verdict, routing = (stored.get((row.current_id or 0, stage)) for stage in ("triage", "dispatch"))
    if verdict is None or row.current is None:
        return []
    words_, told = (
        wording(pack.load(settings.VIGIE_COUNTRY)),
        msgspec.json.decode(row.current.content, type=nouns.Report),
    )
    missing = msgspec.json.decode(verdict, type=nouns.Verdict).missing
    route = msgspec.json.decode(routing, type=nouns.Routing) if routing else None
    return [draft for language in words_.languages for draft in drafts(told, missing, route, words_, language)]


def _files(content: dict[str, Any], matching: dict[str, Any] | None) -> list[dict[str, Any]]:
    """Each file of the report with what was computed of it and the lists that know it."""
    prints = (matching or {}).get("prints", [])
    matches = (matching or {}).get("matches", [])
    return [
        {
            **file,
            "print": prints[place] if place < len(prints) else None,
            "matches": [match for match in matches if match["file"] == place],
        }
        for place, file in enumerate(content.get("files", []))
    ]


def _members(parcel_key: int) -> list[dict[str, object]]:
    rows = Reception.objects.filter(parcel_id=parcel_key).select_related("object").order_by("position")
    return [{"path": one.path, "sha256": one.object_id, "size": one.object.size} for one in rows]


def _history(row: Report) -> list[dict[str, object]]:
    """When each stage said something new, oldest first."""
    rows = Finding.objects.filter(version__report=row).order_by("made_at", "pk").select_related("version")
    return [
        {"stage": one.stage, "version": one.version.number, "number": one.number, "at": one.made_at.isoformat()}
        for one in rows
    ]


def _verdicts(row: Report) -> list[dict[str, object]]:
    """Every verdict so far, oldest first: an old score explains itself by its own reasons, rules and policy."""
    rows = (
        Finding.objects.filter(version__report=row, stage="triage").order_by("made_at", "pk").select_related("version")
    )
    told = ((one, msgspec.json.decode(one.content, type=nouns.Verdict)) for one in rows)
    return [
        {
            "version": one.version.number,
            "at": one.made_at.isoformat(),
            "policy": verdict.policy,
            "class": verdict.class_.value,
            "total": verdict.total,
            "reasons": plain(verdict.reasons),
        }
        for one, verdict in told
    ]


def _print(found: dict[str, Any]) -> None:
    verdict, routing = found["verdict"] or {}, found["routing"] or {}
    out.print(f"{found['source']}/{found['report']}  {found['company'] or ''}", style="bold", markup=False)
    out.print(
        f"{verdict.get('class', 'not yet judged')}  score {verdict.get('score', '-')}  {routing.get('unit') or ''}"
    )
    for name in ("grounds", "missing"):
        for one in verdict.get(name, []):
            out.print(f"  {name}: {one}", markup=False)
    for draft in found["requests"]:
        if draft["language"] == settings.LANGUAGE_CODE[:2]:
            out.print(f"  request to {draft['to'] or draft['addressee']}:\n{draft['text']}\n", markup=False)
    for reason in verdict.get("reasons", []):
        out.print(f"  +{reason['points']:<3} {reason['why']}  ({reason['rule']}/{reason['version']})", markup=False)
    for match in found["matches"]:
        out.print(f"  file {match['file']}: {match['list']} {match['kind']} at {match['distance']}", markup=False)
    for one in found["asked"]:
        out.print(f"  asked: {one['request']} {one['kind']} {one['state']}, to {one['to'] or '?'}", markup=False)
    for one in found["answers"]:
        out.print(f"  answered: {one['request']} by {one['by']}", markup=False)
    for why in routing.get("why", []):
        out.print(f"  route: {why}", markup=False)
    out.print(
        f"{len(found['versions'])} versions, {len(found['ledger'])} entries in the ledger; --json shows all of it."
    )
