"""The third caseload: a desk takes all of it, what is written agrees with the truth, its readers keep their order."""

from __future__ import annotations

import json
import re
from collections import Counter
from math import prod
from pathlib import Path
from random import Random
from xml.etree import ElementTree as ET

import pytest

from bench.afar.reader import recalls
from bench.third.__main__ import write
from bench.third.caseload import draw
from bench.third.likelihood import grave_odds, happenings
from bench.third.reader import every_link, linked, orders
from bench.third.seen import Report
from bench.third.tables import GROUPS, MARKS, SIGNS, TELLERS, TYPES, countries, kinds, rows, sources
from bench.third.words import TONGUES, spoken
from tests.conftest import Installation
from vigie.sample.recall import facts

SEED, REPORTS, MORE = 5, 400, 6000
MANY = {"fr": 25, "en": 25}  # wordings of each sign at least; of other languages fewer
FEW = 8


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small caseload, written."""
    folder = tmp_path_factory.mktemp("third")
    assert write(folder, REPORTS, SEED) == REPORTS
    return folder


@pytest.fixture(scope="module")
def drawn() -> list[Report]:
    """A larger one, drawn and not written."""
    return draw(MORE, SEED).reports


def test_a_desk_takes_every_report_and_has_no_problem_with_any(out: Path, installation: Installation) -> None:
    taken = installation.answer("take", out / "reports")
    assert (taken["new"], taken["unreadable"], taken["problems"]) == (REPORTS, 0, [])
    assert taken["version"] > 0
    assert taken["duplicate"] > 0
    assert {str(one["report"]) for one in installation.answer("queue")} == set(facts(out / "truth.json"))


def test_what_is_written_says_what_the_truth_says_of_it(out: Path) -> None:
    truth = facts(out / "truth.json")
    read = Counter[str]()
    for path in (out / "reports").glob("ncmec/*/*.json"):
        told = json.loads(path.read_text("utf-8"))["reportedInformation"]
        assert told["reportingEsp"]["espName"] == truth[path.stem].company
        read["json"] += 1
    for path in (out / "reports").glob("api/*/*/report.xml"):
        urgent = ET.parse(path).getroot().find("incidentSummary/escalateToHighPriority") is not None
        number = path.parent.name.removesuffix("-v2")
        if number == path.parent.name and (path.parents[1] / f"{number}-v2").exists():
            assert not urgent  # it came later
            continue
        assert urgent == truth[number].visible["escalated"]
        read["xml"] += 1
    for path in (out / "reports").glob("portal/*/report.portal.json"):
        told = json.loads(path.read_text("utf-8"))
        assert told["language"] == truth[told["number"]].language
        read["portal"] += 1
    assert read == {form: many for form, many in Counter(one.form for one in truth.values()).items() if form in read}


def test_the_same_seed_gives_the_same_bytes(out: Path, tmp_path: Path) -> None:
    write(tmp_path, REPORTS, SEED)
    files = [path for path in out.rglob("*") if path.is_file()]
    assert len(files) > REPORTS / 2
    assert all(path.read_bytes() == (tmp_path / path.relative_to(out)).read_bytes() for path in files)


def test_who_is_written_differently_is_linked_and_a_shared_machine_links_strangers_too(
    drawn: list[Report],
) -> None:
    groups = linked(drawn)
    assert any(len({one.link("email") for one in group} - {""}) > 1 for group in groups)
    assert any(len({one.source.key for one in group}) > 2 for group in groups)
    assert any(len({one.person.number for one in group}) > 1 for group in groups)
    assert all(len({one.person.number for one in group}) == 1 for group in every_link(drawn))


def test_what_was_only_sent_again_counts_once(drawn: list[Report]) -> None:
    copied = next(group for group in every_link(drawn) if len(group) == 2 and any(one.copy for one in group))
    first = [one for one in copied if not one.copy]
    assert happenings(copied) == first
    assert grave_odds(copied) == grave_odds(first)


def test_every_reader_finds_more_than_the_one_who_knows_less(drawn: list[Report]) -> None:
    ranked = {name: recalls(order)[1] for name, order in orders(drawn).items()}
    first, _, urgent, careful, _, alone, knowing = ranked.values()
    assert first < urgent < knowing
    assert first < careful < alone < knowing


def _wordings(phrase: str) -> int:
    return prod(found.count("|") + 1 for found in re.findall(r"\[([^\[\]]*)\]", phrase))


@pytest.mark.parametrize("tongue", TONGUES)
def test_every_sign_has_many_wordings_in_every_language(tongue: str) -> None:
    said = rows(f"tongues/{tongue}")
    assert set(said["chat"]) == set(said["note"]) == set(SIGNS)
    for sign in SIGNS:
        assert sum(map(_wordings, said["chat"][sign] + said["note"][sign])) >= MANY.get(tongue, FEW), sign
    every = [
        one for voice in ("chat", "note", "told", "child") for told in said.get(voice, {}).values() for one in told
    ]
    for phrase in [*every, *(one for told in said["idle"].values() for one in told)]:
        assert not re.search(r"[\[\]{}|]", spoken(Random(1), phrase, tongue, (7, 14)))


def test_every_name_that_the_assumptions_use_is_known() -> None:
    groups, spoken_of = (
        {one.group for one in sources()},
        {tongue for one in countries().values() for tongue in one.languages},
    )
    assert spoken_of == set(TONGUES)
    assert {one.language for one in sources()} <= set(rows("plain")["reasons"])
    assert {mark for one in sources() for mark in one.always} <= set(MARKS)
    assert all(set(one.fills) == set(GROUPS) for one in sources())
    for kind in kinds():
        assert set(kind.signs) <= set(SIGNS)
        assert set(kind.marks) <= set(MARKS)
        assert set(kind.at) <= groups
        assert set(kind.teller) <= set(TELLERS)
        assert set(kind.type) <= set(TYPES)
        for shares in (kind.content, kind.type.values(), kind.teller.values()):
            assert sum(shares) == pytest.approx(1)


def test_about_one_report_in_a_hundred_is_grave(drawn: list[Report]) -> None:
    assert 0.006 < sum(one.grave for one in drawn) / MORE < 0.015
