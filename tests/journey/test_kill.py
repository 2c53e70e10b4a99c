"""`kill -9` at any instruction, then a restart: the same end state, nothing lost, nothing doubled."""

from __future__ import annotations

import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Installation, new_installation

CRASH = Path(__file__).with_name("crash.py")
REPORTS = 40
IDS = ("thread", "cluster")


@pytest.fixture(scope="module")
def caseload(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An invented caseload of mixed formats, with later versions, duplicates, archives and broken files."""
    folder = tmp_path_factory.mktemp("kill") / "sample"
    with new_installation(folder.parent / "writer") as writer:
        writer.command("sample", "--reports", str(REPORTS), "--seed", "7", "--media", folder)
    return folder


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Installation]:
    with new_installation(tmp_path / "vigie") as made:
        yield made


def end_state(installation: Installation) -> dict[str, Any]:
    """What the queue says of every report. Names of threads and clusters are by order of arrival: only who shares one
    is compared."""
    installation.command("ledger", "verify")
    queue = installation.answer("queue")
    together = {name: _partition(queue, name) for name in IDS}
    for line in queue:
        for name in (*IDS, "received"):
            line.pop(name)
    return {"queue": {f"{line['source']}/{line['report']}": line for line in queue}, **together}


def _partition(queue: list[dict[str, Any]], name: str) -> set[frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for line in queue:
        if line[name]:
            groups.setdefault(line[name], set()).add(f"{line['source']}/{line['report']}")
    return {frozenset(group) for group in groups.values()}


def take(installation: Installation, caseload: Path, step: int = 0) -> subprocess.CompletedProcess[str]:
    """`vigie take`; with a step it is killed over and over, each time so many boundaries further."""
    line = [sys.executable, str(CRASH), str(step), "take", "--json", str(caseload / "reports")]
    return subprocess.run(line, env=installation.environment(), check=False, capture_output=True, text=True)


@pytest.fixture(scope="module")
def expected(caseload: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], int]:
    """The end state of a run that nobody disturbs, and how many boundaries it has."""
    with new_installation(tmp_path_factory.mktemp("plain") / "vigie") as plain:
        done = take(plain, caseload)
        found = re.search(r"boundaries (\d+)", done.stderr)
        assert found, done.stderr
        return end_state(plain), int(found[1])


def test_a_second_taking_changes_nothing(fresh: Installation, caseload: Path, expected: tuple[Any, int]) -> None:
    for _ in range(2):
        take(fresh, caseload)
    assert end_state(fresh) == expected[0]


@pytest.mark.slow
def test_killed_at_every_boundary_and_restarted(
    fresh: Installation, caseload: Path, expected: tuple[dict[str, Any], int]
) -> None:
    """One installation is killed over and over, each time a little further, until a run comes to its end. What the
    boundaries are is the same on every database: PostgreSQL meets every third, before and after commits in turn."""
    state, _ = expected
    step = 3 if fresh.database_url else 1
    done = take(fresh, caseload, step)
    found = re.search(r"killed (\d+) times", done.stderr)
    assert done.returncode == 0 and found, done.stderr
    assert int(found[1]) > 20
    assert end_state(fresh) == state


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_killed_at_random_and_restarted(
    fresh: Installation, caseload: Path, expected: tuple[dict[str, Any], int], seed: int
) -> None:
    chance = random.Random(seed)
    for _ in range(4):
        words = fresh.arguments("take", "--json", caseload / "reports")
        process = subprocess.Popen(words, env=fresh.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.4, 3.0))
        process.kill()
        process.wait()
    fresh.command("work", "--once")
    take(fresh, caseload)
    assert end_state(fresh) == expected[0]
