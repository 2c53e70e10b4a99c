"""How long a supervisor waits to see what another policy would change: 20,000 stored reports judged by both.

    python bench/replay.py [--reports 20000] [--decided 400] [--set meeting=12] [--json]

An invented caseload is taken into a new installation in a temporary folder, and an officer decides some of it as its
truth says. Then a policy goes its way by the real command: a supervisor puts other points on trial, replays, proposes;
a second one approves. What is measured is `vigie policy replay A B`, from start to end: seconds on the clock and
of all processors. VIGIE_DATABASE_URL, an empty database, is used where it is set.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import django

_folder = tempfile.TemporaryDirectory()
FOLDER = Path(_folder.name)
os.environ |= {"VIGIE_HOME": str(FOLDER / "home"), "DJANGO_SETTINGS_MODULE": "vigie.project.settings"}
django.setup()

from vigie.access.models import Officer  # noqa: E402
from vigie.desk.outcomes import Outcome, Ruling  # noqa: E402
from vigie.desk.tasks import rule  # noqa: E402
from vigie.report.models import Standing  # noqa: E402
from vigie.report.nouns import Class  # noqa: E402
from vigie.sample.recall import facts  # noqa: E402

VIGIE = [sys.executable, "-c", "from vigie.project.cli import main; main()"]
SEED = 4
LIMIT = 60.0  # seconds on the clock
SECRET = FOLDER / "secret"


def vigie(*words: str | Path) -> str:
    """What `vigie words...` prints."""
    done = subprocess.run([*VIGIE, *map(str, words)], capture_output=True, text=True)
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr)
    return done.stdout


def fill(reports: int) -> Path:
    """A new installation with two supervisors, an officer and a caseload. Returns the file of what is true of it."""
    sample = FOLDER / "sample"
    vigie("init")
    vigie("sample", "--reports", str(reports), "--seed", str(SEED), sample)
    for name in ("known", "viral"):
        if (path := sample / "lists" / f"{name}.csv").is_file():
            vigie("lists", "import", "--name", name, "--purpose", name, "--no-wait", path)
    vigie("take", "--json", sample / "reports")
    SECRET.write_text("seven grey herons at dawn\n", "utf-8")
    for name, role in (("anne", "officer"), ("denis", "supervisor"), ("elsa", "supervisor")):
        vigie("user", "add", name, "--role", role, "--password-file", SECRET)
    return sample / "truth.json"


def decide(truth: Path, most: int) -> int:
    """What an officer decided, rightly: half of it at the head of the queue, half all over it. Returns how many."""
    known, officer = facts(truth), Officer.objects.get(username="anne")
    judged = Standing.objects.exclude(class_name="").select_related("report").defer("report__current")
    rows = [row for row in judged.order_by("-score", "-total", "pk") if row.report.report_id in known]
    head, rest = rows[: most // 2], rows[most // 2 :]
    chosen = head + rest[:: max(1, 2 * len(rest) // max(1, most))][: most - len(head)]
    for row in chosen:
        outcome = Outcome.KEEP if known[row.report.report_id].grave else Outcome.INSUFFICIENT
        ruling = Ruling(outcome, Class(row.class_name), "as the truth of the caseload says")
        rule.decide(officer, row.pk, row.report.current_id or 0, ruling)
    return len(chosen)


def replayed(changes: list[str]) -> dict[str, Any]:
    """A policy's way up to a second person's yes, and what its replay cost and found."""
    wanted = [f"--set={one}" for one in changes]
    now = next(row["policy"] for row in json.loads(vigie("policy", "list", "--json")) if row["current"])
    who = ("--password-file", SECRET, "--json", "--reason", "a bench")
    tried = json.loads(vigie("policy", "try", *wanted, "--as", "denis", *who))["policy"]
    began, before = time.perf_counter(), processor()
    told = json.loads(vigie("policy", "replay", now, tried, "--json"))
    clock, busy = time.perf_counter() - began, processor() - before
    vigie("policy", "propose", tried, "--as", "denis", *who)
    approved = json.loads(vigie("policy", "approve", tried, "--as", "elsa", *who))
    return {
        "seconds": round(clock, 1),
        "processor_seconds": round(busy, 1),
        "limit_s": LIMIT,
        "reports": told["reports"],
        "known": told["known"],
        "grave": told["grave"],
        "grave_up": told["grave_up"],
        "grave_down": told["grave_down"],
        "read_instead_of_first_tenth": told["depths"][-1]["read_instead"],
        "moves_shown_with_reasons": sum(bool(row["why"]) for row in (*told["moved"], *told["instead"])),
        "approved_by": approved["approved_by"],
    }


def processor() -> float:
    """Seconds that the processes started from here have used so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Prints the figures. Ends with 1 where the replay took longer than it may."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--reports", type=int, default=20_000)
    words.add_argument("--decided", type=int, default=400)
    words.add_argument("--set", action="append", dest="changes", help="a rule's points; may be given several times")
    words.add_argument("--json", action="store_true")
    asked = words.parse_args()
    began = time.perf_counter()
    decide(fill(asked.reports), asked.decided)
    ready = round(time.perf_counter() - began, 1)
    found = {**replayed(asked.changes or ["meeting=12", "self-harm=30"]), "made_ready_in_s": ready}
    print(json.dumps(found) if asked.json else "\n".join(f"{name:>28}  {value}" for name, value in found.items()))
    raise SystemExit(1 if found["seconds"] > LIMIT else 0)


if __name__ == "__main__":
    main()
