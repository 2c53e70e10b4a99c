"""A folder of kinds that is empty, or holds a bad plug, stops start-up: nothing is skipped in silence."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest

from tests.house.rooms import SOURCE, plant
from vigie.plugs import BadPlug, find

ONE = "plug = 1j\n"  # any type will do as a kind: here, a complex number


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An importable folder of kinds; `find` remembers by name, so each has a name of its own."""
    monkeypatch.syspath_prepend(tmp_path)
    return plant(tmp_path / f"kinds_{uuid.uuid4().hex}", {"__init__.py": ""})


def test_one_plug_in_each_file_is_found_by_its_name(folder: Path) -> None:
    plant(folder, {"second.py": ONE, "first_one.py": ONE, "tests/__init__.py": ""})
    assert list(find(folder.name, complex)) == ["first-one", "second"]


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({}, "holds no complex"),
        ({"empty.py": ""}, "holds 0"),
        ({"good.py": ONE, "empty.py": "# nothing yet"}, "empty must hold exactly one"),
        ({"two.py": "a = 1j\nb = 2j\n"}, "holds 2"),
        ({"_hidden.py": ONE}, "would not be seen"),
    ],
)
def test_a_bad_folder_stops_start_up(folder: Path, files: dict[str, str], why: str) -> None:
    plant(folder, files)
    with pytest.raises(BadPlug, match=why):
        find(folder.name, complex)


def test_every_folder_of_kinds_has_the_file_that_says_what_a_kind_is() -> None:
    kinds = ("formats", "fingerprints", "sources", "traces", "selectors", "rules", "routes", "tables")
    folders = [place.parent for plural in kinds for place in SOURCE.glob(f"*/{plural}/__init__.py")]
    assert [
        f"{place} has no file in the singular"
        for place in folders
        if not place.with_name(place.name[:-1] + ".py").is_file()
    ] == []
