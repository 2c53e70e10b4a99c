"""What is written here is read by the formats of intake: the same reports, the same people, nothing unread."""

from __future__ import annotations

from functools import cache

import pytest

from vigie.intake.tests.received import read
from vigie.report.nouns import Report, Role
from vigie.sample import papers
from vigie.sample.delivery import Form
from vigie.sample.studio import Numbers
from vigie.sample.telling import Told, World
from vigie.sample.tests.caseloads import truth, written
from vigie.sample.truth import leads

SEED, REPORTS = 5, 900


@cache
def _told() -> tuple[Told, ...]:
    world = World(SEED, REPORTS, Numbers(SEED))
    return tuple(world.told(number) for number in range(REPORTS))


def _pairs(form: Form) -> list[tuple[Told, Report]]:
    found = []
    for told in _told():
        if told.form is form:
            files = papers.of_xml(told) if form is Form.NCMEC_XML else papers.of_json(SEED, told)
            (one,) = read({f"{told.report.report_id}/{name}": content for name, content in files})
            assert isinstance(one, Report), one
            found.append((told, one))
    return found


@pytest.mark.parametrize("form", [Form.NCMEC_XML, Form.POLICE_JSON])
def test_a_report_is_read_back_as_it_was_told(form: Form) -> None:
    pairs = _pairs(form)
    assert len(pairs) > 100
    for told, one in pairs:
        assert (one.report_id, one.incident_kind) == (told.report.report_id, told.report.incident_kind)
        assert one.unread == ()
        assert one.unknown == ()
        assert [file.name for file in one.files] == [file.name for file in told.report.files]
        before, after = told.report.having(Role.REPORTED), one.having(Role.REPORTED)
        assert [person.identifier for person in after] == [person.identifier for person in before]
        assert [person.sightings for person in after] == [person.sightings for person in before]
        assert [person.emails for person in after] == [person.emails for person in before]


@pytest.mark.parametrize("form", [Form.NCMEC_XML, Form.POLICE_JSON])
def test_what_leads_to_a_person_is_still_there(form: Form) -> None:
    for told, one in _pairs(form):
        assert {"ip", "email", "phone"} & leads(told.report) <= leads(one) | {"text"}


@pytest.mark.parametrize("folder", ["hotline", "partner"])
def test_a_table_is_read_back_report_by_report(folder: str) -> None:
    root = written() / "reports" / folder
    mapping = (root / "mapping.toml").read_bytes()
    expected = {key for key, one in truth()["reports"].items() if f"/{folder}/" in one["path"]}
    found = []
    for path in sorted(root.glob("reports-*")):
        found += list(read({f"{folder}/{path.name}": path.read_bytes(), f"{folder}/mapping.toml": mapping}))
    reports = [one for one in found if isinstance(one, Report)]
    assert len(reports) == len(found)
    assert {one.report_id for one in reports} == expected
    assert {one.source for one in reports} == {folder}
    assert all(one.unread == () for one in reports)
    assert any(person.sightings for one in reports for person in one.people)
    assert any(len(one.files) > 1 for one in reports) or folder == "partner"
