"""The project's own tools do what `make` says of them."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.house.rooms import ROOT
from tools import benches, checks


def measured(results: Path) -> Any:
    (kept,) = results.glob("*.json")
    return json.loads(kept.read_text("utf-8"))


def test_benches_of_a_day_are_one_set_with_the_machine(tmp_path: Path) -> None:
    for name in ("speed", "space"):
        script = tmp_path / f"{name}.py"
        script.write_text("print('{\"reports_per_s\": 700}')\n", "utf-8")
        assert benches.run(script, tmp_path / "results")
    kept = measured(tmp_path / "results")
    assert [one["figures"] for one in kept["benches"].values()] == [{"reports_per_s": 700}] * 2
    assert kept["machine"]["cores"] == len(os.sched_getaffinity(0))
    (page,) = (tmp_path / "results").glob("*.md")
    assert "## space" in page.read_text("utf-8")
    assert platform.node() not in page.name + page.read_text("utf-8")


def test_every_bench_that_needs_nothing_is_in_the_whole() -> None:
    scripts = {path.stem for path in (ROOT / "bench").glob("*.py")}
    # These judge what they are given, or need programs that need not be here.
    given = {"recall", "agree", "ceiling", "validators"}
    assert {name for name, _ in benches.SUITE} == scripts - given


def test_a_machines_kind_is_a_part_of_a_files_name() -> None:
    told: dict[str, str | int | float] = {"cpu": "Intel(R) Xeon(R) CPU @ 2.30GHz", "cores": 2}
    assert benches.kind(told) == "2x-intel-xeon-2.30ghz"


@pytest.mark.parametrize("script", ["print('no figures')", "print('{}')\nraise SystemExit(1)", "print('7')"])
def test_a_bench_without_figures_fails_and_keeps_nothing(tmp_path: Path, script: str) -> None:
    path = tmp_path / "bad.py"
    path.write_text(script, "utf-8")
    assert not benches.run(path, tmp_path / "results")
    assert not (tmp_path / "results").exists()


def test_options_go_to_the_bench_before_them_and_into_the_name_of_its_results(tmp_path: Path) -> None:
    words = ["search", "--n", "1e7", "--clustered", "video", "imports", "--json"]
    assert benches.chosen(words) == [("search", ["--n", "1e7", "--clustered"]), ("video", []), ("imports", ["--json"])]
    script = tmp_path / "speed.py"
    script.write_text("import json, sys\nprint(json.dumps([{'asked': sys.argv[1:]}]))\n", "utf-8")
    assert benches.run(script, tmp_path, ["--n", "1e7"])
    assert measured(tmp_path)["benches"]["speed --n 1e7"]["figures"] == [{"asked": ["--json", "--n", "1e7"]}]


def test_figures_are_printed_to_be_read() -> None:
    assert benches.table({"a": 1, "long": "x"}) == "a     1\nlong  x"
    assert benches.table([{"px": "512", "ms": 1.5}, {"px": "12", "ratio": 9}]) == (
        " px   ms  ratio\n512  1.5       \n 12           9"
    )


def test_a_check_that_does_not_exist_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert checks.main(["coffee"]) == 2
    assert "No such check: coffee" in capsys.readouterr().out


def test_a_check_that_fails_fails_the_run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = checks.Check("good", ("python", "-c", "")), checks.Check("bad", ("python", "-c", "raise SystemExit(3)"))
    monkeypatch.setattr(checks, "CHECKS", (bad, good))
    assert checks.main([]) == 1
    assert [line.split()[:2] for line in capsys.readouterr().out.splitlines()[-3:-1]] == [
        ["bad", "FAILED"],
        ["good", "ok"],
    ]


def test_a_check_that_hangs_is_named_and_ended_with_all_that_it_started(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    hang = "import subprocess; print('begun', flush=True); subprocess.run(['sleep', '60'])"
    leaves = "import subprocess; subprocess.Popen(['sleep', '60'])"
    monkeypatch.setattr(checks, "CHECKS", (checks.Check("hangs", ("python", "-c", hang)),))
    monkeypatch.setattr(checks, "LIMIT", 2)
    assert checks.main([]) == 1
    said = capsys.readouterr().out
    assert "begun" in said and "Ended after 2 s" in said
    monkeypatch.setattr(checks, "CHECKS", (checks.Check("leaves", ("python", "-c", leaves)),))
    assert checks.main([]) == 0


def test_the_locks_name_no_address() -> None:
    for lock in (ROOT / "requirements").glob("*.txt"):
        text = lock.read_text("utf-8")
        assert "://" not in text, lock
        entries = [entry for entry in text.replace("\\\n", "").splitlines() if not entry.lstrip().startswith("#")]
        assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == [], lock


def test_scripts_are_sound_for_a_plain_shell() -> None:
    for script in (ROOT / "tools").glob("*.sh"):
        subprocess.run(["sh", "-n", script], check=True)
        assert os.access(script, os.X_OK), script
