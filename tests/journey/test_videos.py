"""A video travels: its keyframes first, and more closely when its report is grave and nothing else waits."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from tests.conftest import Installation
from tests.journey.inputs import police_json
from vigie.matching.decode import Decoder
from vigie.matching.source import Shown
from vigie.matching.vpdq import written

CLIPS = Path(__file__).parents[2] / "src" / "vigie" / "matching" / "tests" / "clips"
LIVE = {"incidentType": "Child Sexual Molestation", "escalateToHighPriority": "Synthetic: in danger now."}


def list_of(clip: str, path: Path) -> Path:
    """A list that knows a film by one frame a second."""
    with Decoder(workers=1) as decoder:
        film = decoder.print_of(lambda: (CLIPS / clip).open("rb"), 1.0)
    frames = written(Shown(still.turned[0].pdq, still.quality, still.at) for still in film.stills)
    path.write_text(json.dumps({"id": "park", "vpdq": frames, "category": "1"}) + "\n")
    return path


def delivery(path: Path, clip: str) -> Path:
    told = police_json(9_000_001, "u1", emails=["one@mail.example"], files=[clip])
    told["reportedInformation"]["incidentSummary"] |= LIVE
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("9000001.json", json.dumps(told))
        archive.write(CLIPS / clip, clip)
    return path


def test_what_the_keyframes_miss_is_found_when_nothing_else_waits(installation: Installation, tmp_path: Path) -> None:
    installation.command(
        "lists", "import", "--name", "national", "--purpose", "known", list_of("park.mp4", tmp_path / "list.ndjson")
    )
    installation.command("take", delivery(tmp_path / "delivery.zip", "late.mp4"))
    (file,) = installation.answer("show", "9000001")["files"]
    assert (file["print"]["frames"], file["print"]["every"], file["matches"]) == (1, None, [])
    installation.command("work", "--once")
    (file,) = installation.answer("show", "9000001")["files"]
    assert file["print"]["every"] == 1.0
    (match,) = file["matches"]
    assert (match["list"], match["entry"], match["share"]["entry_frames"]) == ("national", "park", 6)
    installation.command("work", "--once")  # there is nothing more to look at
