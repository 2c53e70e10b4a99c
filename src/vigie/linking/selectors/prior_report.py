"""Earlier reports that the service says are of the same user: NCMEC's `priorCTReports`.

Each report also answers to its own number, so that the two meet in whatever order they come.
"""

from __future__ import annotations

from collections.abc import Iterator

from vigie.linking.people import given, those_who_count
from vigie.linking.selector import Found, SelectorKind
from vigie.report.nouns import Person, Report, ReportId, Role, Selector, SourceName


def _of(found: Found) -> Iterator[Selector]:
    report = found.report
    yield Selector("prior-report", f"{report.source} {report.report_id}", Role.REPORTED)
    for position, person, own in those_who_count(report):
        for prior in person.prior_reports:
            number = given(str(prior))
            if number and number != report.report_id:
                yield Selector("prior-report", f"{report.source} {number}", person.role, own, None, position)


def _example(number: str, *priors: str) -> Found:
    people = (Person(Role.REPORTED, prior_reports=tuple(map(ReportId, priors))),)
    return Found(Report(SourceName("ncmec"), ReportId(number), "example/1", people=people))


KIND = SelectorKind(
    version=1,
    what="earlier report of the same user",
    ties=True,
    crowd=50,
    of=_of,
    same=(_example("9000001"), _example("9000002", "9000001")),
    other=(_example("9000001"), _example("9000002", "9000003")),
)
