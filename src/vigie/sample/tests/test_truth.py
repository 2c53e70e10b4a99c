from __future__ import annotations

import re
import zipfile
from collections import Counter
from itertools import groupby

from vigie.sample.tests.caseloads import REPORTS, every_file, truth, written


def _folders() -> list[str]:
    """Every folder, lone document and row that stands for a delivery, by path as the truth writes it."""
    out = written()
    found = []
    for path in (out / "reports").rglob("*"):
        name = str(path.relative_to(out))
        if (path.is_dir() and (list(path.glob("report.*")))) or (
            path.suffix == ".json" and path.stem.removesuffix("-v2").isdigit()
        ):
            found.append(name)
        elif path.suffix == ".zip" and zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as bundle:
                found += sorted({f"{name}/{entry.split('/')[0]}" for entry in bundle.namelist()})
    return [name for name in found if "/broken/" not in name]


def _rows() -> int:
    """Rows that follow each other under one number are one report."""
    tables = [content.decode("utf-8") for name, content in every_file(written()) if "/reports-20" in name]
    numbers = [re.findall(r'(?:^|report_id": ")((?:HL|PA)-\d+-\d+)', table, re.MULTILINE) for table in tables]
    return sum(len(list(groupby(found))) for found in numbers)


def test_the_truth_counts_what_lies_in_the_folder() -> None:
    expected = truth()["expected"]
    assert expected["new"] == REPORTS == len(truth()["reports"])
    assert len(_folders()) + _rows() == expected["new"] + expected["version"] + expected["duplicate"]
    assert expected["received"] == sum(expected[name] for name in ("new", "version", "duplicate", "unreadable"))


def test_every_path_of_the_truth_is_there() -> None:
    folders = set(_folders())
    told = [one["path"] for one in (*truth()["reports"].values(), *truth()["versions"], *truth()["duplicates"])]
    assert {path for path in told if "#" not in path} - folders == set()
    assert all((written() / one["path"]).is_file() for one in truth()["unreadable"])


def test_what_is_sent_twice_is_the_same_bytes_and_a_version_is_not() -> None:
    by_folder: dict[str, dict[str, bytes]] = {}
    for name, content in every_file(written()):
        folder, _, leaf = name.rpartition("/")
        by_folder.setdefault(folder, {})[leaf] = content
    first = {key: one["path"] for key, one in truth()["reports"].items()}
    again = [one for one in truth()["duplicates"] if "/ncmec/" in one["path"]]
    later = [one for one in truth()["versions"] if "/ncmec/" in one["path"]]
    assert again
    assert later
    assert all(by_folder[one["path"]] == by_folder[first[one["report"]]] for one in again)
    assert all(by_folder[one["path"]] != by_folder[first[one["report"]]] for one in later)


def test_every_kind_of_unreadable_file_is_there() -> None:
    kinds = Counter(one["kind"] for one in truth()["unreadable"])
    assert len(kinds) == 7


def test_a_grave_report_says_why_and_the_others_do_not() -> None:
    reports = truth()["reports"].values()
    assert any(one["grave"] for one in reports)
    assert all((one["why"] is not None) == one["grave"] for one in reports)


def test_suspects_come_back_and_cross_from_one_company_to_another() -> None:
    companies: dict[str, set[str]] = {}
    for one in truth()["reports"].values():
        companies.setdefault(one["suspect"], set()).add(one["company"])
    assert len(companies) < REPORTS
    assert any(len(names) > 1 for names in companies.values())


def test_what_circulates_comes_from_many_suspects_and_companies() -> None:
    suspects: dict[str, set[str]] = {}
    for one in truth()["reports"].values():
        for key in one["materials"]:
            suspects.setdefault(key, set()).add(one["suspect"])
    most = max(suspects, key=lambda key: len(suspects[key]))
    assert most.startswith("viral-")
    assert len(suspects[most]) > 10
