"""What the written forms share: times, ages, and what forms hold where a mark says so, or where nothing does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

from bench.third.seen import Report
from bench.third.tables import listed, rows
from bench.third.words import spoken

BEGIN = datetime(2026, 3, 2, tzinfo=UTC)
NAMES_SIGN, OTHER_WORDS = 0.4, 0.12  # reasons that say why; fields filled with what means nothing
ANNOTATIONS = {
    "extortion": "sextortion", "solicits": "csamSolicitation", "peers_flag": "minorToMinorInteraction", "spam": "spam",
}  # fmt: skip
FLAGS = {
    "viral": "viral", "meme": "potentialMeme", "anime": "animeDrawingVirtualHentai", "live": "liveStreaming",
    "infant": "infant", "self_made": "possibleSelfProduction", "machine_made": "generativeAi",
}  # fmt: skip
TAGS = {
    "viral": "Viral", "meme": "Potential Meme", "anime": "Anime/Drawing/Virtual", "live": "Live Streaming",
    "infant": "Infant", "self_made": "Possible Self-Production", "machine_made": "Generative AI",
}  # fmt: skip


def own(report: Report, what: str) -> Random:
    """Chance that is the same whenever the same thing is asked of the same report."""
    return Random(f"{what}{report.number}")


def moment(minute: int) -> datetime:
    """A minute of the caseload as a time."""
    return BEGIN + timedelta(minutes=minute)


def written(at: datetime) -> str:
    """As NCMEC writes it."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def received(report: Report) -> str:
    """When it came in."""
    return written(moment(report.minute))


def noticed(report: Report) -> str:
    """When the source noticed it, up to four days before."""
    return written(moment(report.minute - 30 - own(report, "noticed").randrange(6000)))


def port(report: Report) -> int:
    """The port of the capture."""
    return 1024 + own(report, "port").randrange(60000)


def escalation(report: Report) -> str:
    """The reason for haste: mostly what a service says of everything, now and then what was read."""
    if not report.escalated:
        return ""
    rng, tongue = own(report, "why"), report.source.language
    if report.hints and rng.random() < NAMES_SIGN and report.source.voice != "label":
        return spoken(rng, rng.choice(rows(f"tongues/{tongue}")["note"][rng.choice(report.hints)]), tongue, report.ages)
    return str(rng.choice(rows("plain")["reasons"][tongue]))


def victims(report: Report) -> list[int]:
    """The ages of children that the fields name."""
    young, teen = report.ages
    found = [young] if "young_victim" in report.marks else []
    found += [teen] if "teen_victim" in report.marks else []
    return [*found, max(young - 2, 1)] if "several_victims" in report.marks else found


def _one(report: Report, mark: str, yes: str, no: str = "") -> str:
    """A word of one list where the mark is set; seldom of the other where it is not, by who fills such fields."""
    rng = own(report, mark)
    if mark in report.marks:
        return rng.choice(listed(yes))
    fills = report.source.fills["person"]
    return rng.choice(listed(no)) if no and fills and rng.random() < OTHER_WORDS else ""


def relationship(report: Report) -> str:
    """What ties the person to the child, as the form says it."""
    return _one(report, "relative", "relative") or _one(report, "acquaintance", "acquaintance")


def access(report: Report) -> str:
    """Whether the person has access to children."""
    return _one(report, "access", "access_yes", "access_no")


def occupation(report: Report) -> str:
    """The trade: one among children where the mark says so."""
    return _one(report, "occupation", "occupations", "other_jobs")


def bio(report: Report) -> str:
    """What the profile says of its owner."""
    return _one(report, "occupation", "bios", "other_bios")


def convicted(report: Report) -> str:
    """Whether there was a sentence."""
    return _one(report, "convicted", "prior")


def school(report: Report) -> str:
    """The child's school."""
    return _one(report, "school_named", "schools")


def priors(report: Report) -> list[str]:
    """Earlier reports that a source names, from before this caseload."""
    number = 150_000_000 + Random(f"prior{report.person.number}").randrange(10**7)
    return [str(number)] if "prior" in report.marks else []


def remarks(report: Report) -> list[str]:
    """What has no field of its own in some forms."""
    found = ["Payment instrument on file."] if "payment" in report.marks and not report.link("payment") else []
    return [one for one in (*found, report.told.label, report.source.template) if one]


def flags(report: Report, names: dict[str, str]) -> list[str]:
    """The marks that one vocabulary has words for."""
    return [names[one] for one in report.marks if one in names]
