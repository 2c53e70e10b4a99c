"""The second foreign caseload: what it writes agrees with itself, and its readers stand in their order."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from bench.afar.__main__ import write
from bench.afar.caseload import draw
from bench.afar.reader import linked, orders, recalls
from bench.afar.tables import GROUPS, SIGNS, companies, kinds, phrases
from vigie.sample.recall import facts

SEED, REPORTS = 5, 700


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small caseload, written."""
    folder = tmp_path_factory.mktemp("afar")
    assert write(folder, REPORTS, SEED) == REPORTS
    return folder


def _written(out: Path) -> set[str]:
    root = out / "reports"
    numbers = {path.stem for path in root.glob("police/*/*.json")}
    numbers |= {path.parent.name for path in root.glob("services/*/*/report.xml")}
    for table in root.glob("hotlines/*.csv"):
        lines = table.read_text("utf-8").splitlines()
        numbers |= {line.replace(",", ";").split(";")[0] for line in lines if line[2:3] == "-"}
    return numbers


def test_every_report_is_written_and_has_its_truth(out: Path) -> None:
    assert _written(out) == set(facts(out / "truth.json"))


def test_what_is_written_says_what_the_truth_says_of_it(out: Path) -> None:
    truth = facts(out / "truth.json")
    for path in (out / "reports").glob("police/*/*.json"):
        told = json.loads(path.read_text("utf-8-sig"))["reportedInformation"]
        assert told["reportingEsp"]["espName"] == truth[path.stem].company
    for path in (out / "reports").glob("services/*/*/report.xml"):
        urgent = ET.parse(path).getroot().find("incidentSummary/escalateToHighPriority") is not None
        assert urgent == truth[path.parent.name].visible["escalated"]


def test_the_same_seed_gives_the_same_bytes(out: Path, tmp_path: Path) -> None:
    write(tmp_path, REPORTS, SEED)
    files = [path for path in out.rglob("*") if path.is_file()]
    assert len(files) > REPORTS / 2
    assert all(path.read_bytes() == (tmp_path / path.relative_to(out)).read_bytes() for path in files)


def test_whoever_is_reported_by_two_companies_can_be_linked_and_strangers_are_not() -> None:
    reports = draw(4000, SEED).reports
    groups = linked(reports, ("email", "phone", "device", "account"))
    assert any(len({one.company.key for one in group}) > 1 for group in groups)
    assert all(len({one.person.number for one in group}) == 1 for group in groups)


def test_every_reader_finds_more_than_the_one_who_knows_less() -> None:
    ranked = {name: recalls(order)[1] for name, order in orders(draw(6000, SEED).reports).items()}
    first, _, urgent, _, careful, _, knowing = ranked.values()
    assert first < urgent < careful < knowing


def test_every_hint_has_words_in_every_language_and_every_name_is_known() -> None:
    chat, notes = phrases("chat"), phrases("notes")
    assert {frozenset(told) for told in chat.values()} == {frozenset(("fr", "en", "nl", "de", "es", "ar"))}
    assert {frozenset(told) for told in notes.values()} == {frozenset(("label", "en", "fr", "nl", "de"))}
    assert set(chat) == set(notes)
    keys, marks = {one.key for one in companies()}, {mark for group in GROUPS.values() for mark in group}
    for kind in kinds():
        assert set(kind.signs) <= set(SIGNS)
        assert set(kind.marks) <= marks
        assert set(kind.at) <= keys
        assert sum(kind.content) == pytest.approx(1)
        assert sum(kind.type.values()) == pytest.approx(1)


def test_about_one_report_in_a_hundred_is_grave() -> None:
    grave = Counter(one.grave for one in draw(20000, SEED).reports)
    assert 0.007 < grave[True] / 20000 < 0.014
