from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from vigie.sample.caseload import Caseload, NotEmpty
from vigie.sample.drawing import Drawing
from vigie.sample.draws import Weighted, scattered, stream
from vigie.sample.tests.caseloads import every_file


def _digest(out: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(out.rglob("*")):
        digest.update(str(path.relative_to(out)).encode() + (path.read_bytes() if path.is_file() else b""))
    return digest.hexdigest()


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        Caseload(tmp_path / name, 150, 11).write()
    assert _digest(tmp_path / "one") == _digest(tmp_path / "two")


def test_the_same_seed_draws_the_same_pictures(tmp_path: Path) -> None:
    for name in ("one", "two"):
        Caseload(tmp_path / name, 15, 11, Drawing(11)).write()
    assert _digest(tmp_path / "one") == _digest(tmp_path / "two")
    assert any(name.endswith(".jpg") for name, _ in every_file(tmp_path / "one"))


def test_another_seed_gives_another_caseload(tmp_path: Path) -> None:
    for seed in (1, 2):
        Caseload(tmp_path / str(seed), 40, seed).write()
    assert _digest(tmp_path / "1") != _digest(tmp_path / "2")


def test_a_folder_that_holds_something_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("kept", "utf-8")
    with pytest.raises(NotEmpty):
        Caseload(tmp_path, 10, 1).write()
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_the_same_caseload_is_not_written_twice(tmp_path: Path) -> None:
    first, ticks = Caseload(tmp_path / "out", 30, 1).write(), []
    assert Caseload(tmp_path / "out", 30, 1).write(lambda: ticks.append(1)) == first
    assert ticks == []
    with pytest.raises(NotEmpty):
        Caseload(tmp_path / "out", 31, 1).write()


def test_an_unfinished_caseload_is_written_again(tmp_path: Path) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    Caseload(tmp_path / "whole", 30, 1).write()
    with pytest.raises(KeyboardInterrupt):
        Caseload(tmp_path / "out", 30, 1).write(stop)
    assert not (tmp_path / "out/truth.json").exists()
    Caseload(tmp_path / "out", 30, 1).write()
    assert _digest(tmp_path / "out") == _digest(tmp_path / "whole")


def test_a_stream_depends_on_its_name_alone() -> None:
    assert stream(3, "a", 1).random() == stream(3, "a", 1).random()
    assert len({stream(3, "a", number).random() for number in range(100)}) == 100


def test_scattering_never_gives_one_number_twice() -> None:
    assert len({scattered(number, 5003) for number in range(5003)}) == 5003


def test_a_thing_without_weight_is_never_drawn() -> None:
    rng = stream(1, "weights")
    assert {Weighted({"often": 1.0, "never": 0.0}).pick(rng) for _ in range(200)} == {"often"}
