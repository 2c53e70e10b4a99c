"""How reports are batched, by chance or by crashes, changes nothing of what becomes of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Installation, new_installation
from tests.journey.test_kill import REPORTS, end_state

IN_BATCHES_OF = """
import sys
import django
django.setup()
from vigie.journey.tasks import claim
from vigie.project.cli import main
size = int(sys.argv[1])
claim.TOGETHER = (size, size, 1)
sys.argv = ["vigie", "take", "--json", sys.argv[2]]
main()
"""


def taken(installation: Installation, reports: Path, size: int) -> dict[str, object]:
    """The end state after a taking in batches of at most so many."""
    line = [sys.executable, "-c", IN_BATCHES_OF, str(size), str(reports)]
    settings = installation.environment() | {"DJANGO_SETTINGS_MODULE": "vigie.project.settings"}
    done = subprocess.run(line, env=settings, check=False, capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stderr
    return end_state(installation)


@pytest.mark.slow
def test_the_size_of_the_batches_changes_nothing(tmp_path: Path) -> None:
    states: list[dict[str, object]] = []
    for size in (400, 7):
        with new_installation(tmp_path / f"of-{size}") as made:
            if not states:
                made.command("sample", "--reports", str(REPORTS), "--seed", "7", "--media", tmp_path / "sample")
            states.append(taken(made, tmp_path / "sample" / "reports", size))
    assert states[1] == states[0]
