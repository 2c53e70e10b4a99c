"""What the three written forms share: times, ages, and the names of flags."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

from bench.afar.happenings import Report

BEGIN = datetime(2026, 4, 1, tzinfo=UTC)
SCHOOL = "school_named"
ANNOTATIONS = {
    "extortion": "sextortion",
    "solicits": "csamSolicitation",
    "peers_flag": "minorToMinorInteraction",
    "spam": "spam",
}
FILE_TAGS = {
    "viral": "Viral",
    "meme": "Potential Meme",
    "anime": "Anime/Drawing/Virtual",
    "live": "Live Streaming",
    "infant": "Infant",
    "self_made": "Possible Self-Production",
    "machine_made": "Generative AI",
}
FILE_FLAGS = {
    "viral": "viral",
    "meme": "potentialMeme",
    "anime": "animeDrawingVirtualHentai",
    "live": "liveStreaming",
    "infant": "infant",
    "self_made": "possibleSelfProduction",
    "machine_made": "generativeAi",
}
RELATIONS = {"relative": "Family member", "acquaintance": "Known to the child"}
OCCUPATIONS = ("Teacher", "Coach", "Childcare worker", "Youth leader", "School bus driver")
REASONS = (
    "Imminent risk to a child.",
    "Please prioritise.",
    "Escalated by the trust and safety team.",
    "Possible ongoing harm.",
)


def _time(minute: int) -> str:
    return (BEGIN + timedelta(minutes=minute)).strftime("%Y-%m-%dT%H:%M:%SZ")


def received(report: Report) -> str:
    """When it came in."""
    return _time(report.minute)


def seen_at(report: Report) -> str:
    """When the company saw it, some hours before."""
    return _time(report.minute - 60 - Random(report.number).randrange(4000))


def port(report: Report) -> int:
    """The port of the capture."""
    return 1024 + Random(f"port{report.number}").randrange(60000)


def escalation(report: Report) -> str:
    """The reason that the company gives, or nothing. It says the same of everything."""
    return Random(f"why{report.number}").choice(REASONS) if report.escalated else ""


def numbers(report: Report) -> list[str]:
    """Earlier reports that a company names: from before this caseload."""
    return [str(150_000_000 + Random(f"prior{report.person.number}").randrange(10**7))]


def victims(report: Report) -> list[int]:
    """The ages of children that the fields name."""
    young, teen = report.ages
    found = [young] if "young_victim" in report.marks else []
    found += [teen] if "teen_victim" in report.marks else []
    if "several_victims" in report.marks:
        found += [max(young - 3, 1)]
    return found
