"""What the ledger says of each step: the facts that somebody may have to prove, not the whole finding. Pure."""

from __future__ import annotations

import hashlib

from vigie.ledger.chain import Act, Value
from vigie.ledger.tags import Tag
from vigie.report.nouns import Dossier, Links, Matches, Routing, Verdict

_TAGS = {
    "matching": Tag.REPORT_MATCHED,
    "linking": Tag.REPORT_LINKED,
    "triage": Tag.REPORT_TRIAGED,
    "dispatch": Tag.REPORT_DISPATCHED,
}


def tell(step: str, dossier: Dossier, finding: object, content: str, number: int) -> Act:
    """The entry of one finding: what was found, and the digest of `content`, the finding as it is stored."""
    sealed = hashlib.sha256(content.encode("utf-8")).hexdigest()
    facts: dict[str, Value] = {"version": dossier.key, "finding": number, "sha256": sealed}
    facts.update(_facts(finding))
    return Act(_TAGS[step], f"report:{dossier.report.source}/{dossier.report.report_id}", "vigie", facts)


def _facts(finding: object) -> dict[str, Value]:
    match finding:
        case Matches():
            known = [f"{match.list}/{match.entry}:{match.kind}:{match.distance}" for match in finding.matches[:50]]
            return {"matches": list(known), "lists": list(finding.lists)}
        case Links():
            return {"thread": finding.facts.thread, "cluster": finding.facts.cluster}
        case Verdict():
            rules = [f"{reason.rule}/{reason.version}:{reason.points}" for reason in finding.reasons]
            return {
                "class": finding.class_.value,
                "score": finding.score,
                "rules": list(rules),
                "policy": finding.policy,
            }
        case Routing():
            return {"country": finding.country, "unit": finding.unit, "pack": finding.pack}
    raise TypeError(f"nothing is known of findings such as {type(finding).__name__}")
