"""The quality of a report, by what it says and by nothing else."""

from __future__ import annotations

from datetime import UTC, datetime

from msgspec.structs import replace

from vigie.report.nouns import (
    Channel,
    Email,
    Person,
    Report,
    ReportedFile,
    ReportId,
    Role,
    Sha256,
    Sighting,
    SourceName,
)  # fmt: skip
from vigie.services.quality import average, quality

AT = datetime(2026, 1, 2, tzinfo=UTC)
BARE = Report(SourceName("one"), ReportId("1"), "test/1")
SEEN = Sighting("192.0.2.7", at=AT, port=443)
WHO = Person(Role.REPORTED, identifier="u-1", emails=(Email("u1@example.invalid"),), sightings=(SEEN,))
FULL = replace(
    BARE,
    incident_at=AT,
    people=(WHO, Person(Role.VICTIM, age=12)),
    channels=(Channel("chat", urls=("https://example.invalid/a",)),),
    files=(ReportedFile(media=Sha256("0" * 64), viewed=True, uploaded_at=AT),),
    texts=("synthetic words that tell what happened",),
)


def test_a_report_that_says_nothing_has_no_points_and_hears_what_it_lacks() -> None:
    told = quality(BARE)
    assert (told.score, told.workable) == (0, False)
    assert "An address of the suspect with its time" in [str(one) for one in told.missing]


def test_a_report_that_says_nearly_everything_is_workable() -> None:
    told = quality(FULL)
    assert told.workable
    assert told.missing == ()
    assert told.score == 96
    assert [field.name for field in told.fields if not field.given] == ["place"]


def test_each_thing_that_is_said_counts() -> None:
    steps = [BARE, replace(BARE, texts=("a",)), replace(BARE, texts=("a",), people=(WHO,)), FULL]
    scores = [quality(step).score for step in steps]
    assert scores == sorted(set(scores))


def test_somebody_to_look_for_without_content_is_not_workable() -> None:
    assert not quality(replace(BARE, people=(WHO,))).workable


def test_a_child_who_can_be_found_makes_it_workable() -> None:
    child = Person(Role.VICTIM, identifier="c-1")
    assert quality(replace(BARE, people=(child,), texts=("a",))).workable


def test_the_points_of_all_fields_make_a_hundred() -> None:
    assert sum(field.of for field in quality(BARE).fields) == 100


def test_many_reports_together() -> None:
    both = average([quality(BARE), quality(FULL)])
    assert (both.reports, both.score, both.workable, both.given["address"]) == (2, 48, 1, 1)
    assert average([]).score is None
