"""Which report a document is, when only its place says so."""

from __future__ import annotations

import pytest

from vigie.intake.identity import of_path


@pytest.mark.parametrize(
    ("path", "report_id", "version"),
    [
        ("in/900000001/report.xml", "900000001", None),
        ("in/900000001-v2/report.xml", "900000001", 2),
        ("in/CT-900000001/anything.xml", "900000001", None),
        ("in/900000002.json", "900000002", None),
        ("2026-10/900000003-v3.json", "900000003", 3),
        ("in/101/report.xml", "101", None),
        ("in/1001-v2/report.json", "1001", 2),
    ],
)
def test_a_folder_or_a_file_named_by_its_report_says_which_it_is(
    path: str, report_id: str, version: int | None
) -> None:
    assert of_path(path) == (report_id, version)


@pytest.mark.parametrize("path", ["2026/report.xml", "in/12/report.xml", "in/101/chat.xml", "report.xml", "a/b.xml"])
def test_a_year_a_day_or_a_plain_name_is_no_report(path: str) -> None:
    assert of_path(path) == (None, None)
