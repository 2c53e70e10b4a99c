"""What belongs together is gathered together, from a disk or from an archive's listing."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from vigie.evidence.leaf import Leaf, Lost
from vigie.journey.tree import Event, Gathering, Left, listed, natural, walk
from vigie.report.nouns import Md5, Member, Sha1, Sha256


def member(path: str) -> Member:
    return Member(path, Sha256("0" * 64), 1, Md5("0" * 32), Sha1("0" * 40))


def gathered(events: Iterable[Event]) -> list[list[str]]:
    gathering = Gathering(
        is_main=lambda one: one.path.endswith("report.xml"),
        alone=lambda one: one.path.endswith(".zip"),
        group=lambda members: [members],
    )
    parcels: list[Sequence[Member]] = []
    for event in events:
        if isinstance(event, Left):
            parcels += gathering.leave(event.folder)
        elif isinstance(event, Leaf):
            parcels += gathering.add(member(event.path))
    parcels += gathering.rest()
    return [sorted(one.path for one in parcel) for parcel in parcels]


def make(root: Path, *paths: str) -> Path:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(b"x")
    return root


def test_a_folder_with_a_report_owns_what_lies_below_it(tmp_path: Path) -> None:
    make(tmp_path / "in", "1/report.xml", "1/A1/a.jpg", "1/B2/b.jpg", "2/report.xml", "2/c.jpg")
    assert gathered(walk(tmp_path / "in")) == [
        ["in/1/A1/a.jpg", "in/1/B2/b.jpg", "in/1/report.xml"],
        ["in/2/c.jpg", "in/2/report.xml"],
    ]


def test_a_report_within_a_report_is_its_own(tmp_path: Path) -> None:
    make(tmp_path / "in", "report.xml", "x/report.xml", "x/a.jpg", "y/b.jpg")
    assert gathered(walk(tmp_path / "in")) == [["in/x/a.jpg", "in/x/report.xml"], ["in/report.xml", "in/y/b.jpg"]]


def test_what_nobody_owns_is_not_lost(tmp_path: Path) -> None:
    make(tmp_path / "in", "a.jpg", "x/b.jpg", "x/y/bundle.zip")
    assert sorted(gathered(walk(tmp_path / "in"))) == [["in/a.jpg", "in/x/b.jpg"], ["in/x/y/bundle.zip"]]


def test_a_later_version_comes_after_the_first() -> None:
    assert sorted(["900-v2", "1000", "900", "900-v10"], key=natural) == ["900", "900-v2", "900-v10", "1000"]


def test_an_archives_listing_is_walked_like_a_folder() -> None:
    names = ["b/report.xml", "a/A1/x.jpg", "a/report.xml", "loose.jpg", "b/y.jpg"]
    assert sorted(gathered(listed((name, lambda: io.BytesIO(b"")) for name in names))) == [
        ["a/A1/x.jpg", "a/report.xml"],
        ["b/report.xml", "b/y.jpg"],
        ["loose.jpg"],
    ]


def test_a_single_file_keeps_its_folders_name(tmp_path: Path) -> None:
    make(tmp_path, "9000001/report.xml")
    events = list(walk(tmp_path / "9000001" / "report.xml"))
    assert isinstance(events[0], Leaf) and events[0].path == "9000001/report.xml"


def test_links_are_said_not_followed(tmp_path: Path) -> None:
    make(tmp_path, "outside", "in/a")
    (tmp_path / "in" / "link").symlink_to(tmp_path / "outside")
    lost = [event for event in walk(tmp_path / "in") if isinstance(event, Lost)]
    assert [one.path for one in lost] == ["in/link"]


def test_a_folder_that_is_only_a_dot_has_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "9000001/report.xml", "9000001/sub/a.jpg")
    monkeypatch.chdir(tmp_path / "9000001" / "sub")
    for asked in ("..", "../../9000001", "../sub/.."):
        assert gathered(walk(Path(asked))) == [["9000001/report.xml", "9000001/sub/a.jpg"]]
    assert gathered(walk(Path())) == [["sub/a.jpg"]]
    assert gathered(walk(Path("../report.xml"))) == [["9000001/report.xml"]]


def test_digits_that_are_no_number_sort_as_letters(tmp_path: Path) -> None:
    make(tmp_path / "in", "²/a", "3²/b", "٣/c")
    assert sorted(gathered(walk(tmp_path / "in"))) == [["in/3²/b", "in/²/a", "in/٣/c"]]


def test_a_name_that_is_no_text_is_shown_escaped(tmp_path: Path) -> None:
    odd = Path(os.fsdecode(bytes(tmp_path) + b"/in\xff"))
    make(odd, "a.jpg")
    assert gathered(walk(odd)) == [["in\\xff/a.jpg"]]
    assert gathered(walk(odd / "a.jpg")) == [["in\\xff/a.jpg"]]
