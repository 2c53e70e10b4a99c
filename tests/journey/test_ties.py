"""The same person is tied together; a person may undo it, and take that back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.conftest import Installation


def row(number: int, company: str, email: str, phone: str = "") -> dict[str, Any]:
    return {
        "report_id": f"H-{number}",
        "received": "2026-10-01T10:00:00Z",
        "company": company,
        "email": email,
        "phone": phone,
        "account": f"u{number}",
        "service": company,
        "text": "Synthetic: an invented line.",
    }


def threads(installation: Installation) -> dict[str, str | None]:
    return {line["report"]: line["thread"] for line in installation.answer("queue")}


def test_a_tie_is_undone_and_taken_back(installation: Installation, tmp_path: Path) -> None:
    rows = [
        row(1, "Example Chat", "same@mail.example"),
        row(2, "Example Game", "Same@Mail.Example"),
        row(3, "Example Game", "other@mail.example"),
    ]
    table = tmp_path / "hotline.ndjson"
    table.write_text("\n".join(map(json.dumps, rows)))
    assert installation.answer("take", table)["new"] == 3
    tied = threads(installation)
    assert tied["H-1"] == tied["H-2"] is not None
    assert tied["H-3"] is None

    installation.command("thread", "cut", "H-2", "--why", "a mailbox that a family shares")
    assert set(threads(installation).values()) == {None}

    installation.command("take", table)
    assert set(threads(installation).values()) == {None}, "a cut holds when the same comes again"

    installation.command("thread", "restore", "H-2", "--why", "it was the same person after all")
    again = threads(installation)
    assert again["H-1"] == again["H-2"] is not None
    tags = [entry["tag"] for entry in installation.answer("show", "H-2")["ledger"]]
    assert "desk:link:cut" in tags and "desk:link:restored" in tags
