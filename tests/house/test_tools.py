"""The project's own tools do what `make` says of them."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.house.rooms import ROOT
from tools import benches, checks


def test_a_bench_keeps_its_figures_with_the_machine(tmp_path: Path) -> None:
    script = tmp_path / "speed.py"
    script.write_text("print('{\"reports_per_s\": 700}')\n", "utf-8")
    assert benches.run(script, tmp_path / "results")
    kept = json.loads((tmp_path / "results" / "speed.json").read_text("utf-8"))
    assert kept["figures"] == {"reports_per_s": 700}
    assert kept["machine"]["cores"] == len(os.sched_getaffinity(0))


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
    kept = json.loads((tmp_path / "speed-n-1e7.json").read_text("utf-8"))
    assert kept["figures"] == [{"asked": ["--json", "--n", "1e7"]}]


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
