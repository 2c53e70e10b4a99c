"""Export: our own list alone, for a reason that stands in the journal; read back as it was."""

from __future__ import annotations

import io
import json

import pytest

from vigie.ledger.models import Entry as LedgerEntry
from vigie.matching import tasks
from vigie.matching.source import Entry
from vigie.matching.sources import ndjson, vics_json
from vigie.report.nouns import Purpose

pytestmark = pytest.mark.django_db
MD5, OTHER = "0cc175b9c0f1b6a831c399e269772661", "92eb5ffee6ae2fec3ad71c777531578f"
PDQ = "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22"
PHOTODNA = "0123456789abcdef" * 18
LINES = (
    {
        "id": "one", "md5": MD5, "pdq": PDQ, "photodna": PHOTODNA, "category": "1", "profile": "vics/2.0/UK",
        "series": "Synthetic A", "victim_identified": False, "distributed": True, "member": "this desk", "votes_for": 2,
        "said_at": "2026-01-02T03:04:05+00:00",
    },
    {"id": "two", "md5": OTHER, "category": "A1", "profile": "ncmec"},
    {"id": "film", "vpdq": [f"{PDQ},97,1.000"], "votes_against": 1},
)  # fmt: skip


def imported(purpose: Purpose = Purpose.OWN) -> None:
    content = "\n".join(json.dumps(line) for line in LINES)
    tasks.import_list("own", purpose, "ndjson", io.BytesIO(content.encode()))


def exported(format_: str, why: str = "for the partner desk") -> tuple[tasks.Exported, bytes]:
    out = io.BytesIO()
    return tasks.export_list("own", format_, out, actor="officer:ada", why=why), out.getvalue()


def by_key(content: bytes) -> dict[str, Entry]:
    return {one.key: one for one in ndjson.read(io.BytesIO(content)) if isinstance(one, Entry)}


def test_lines_of_json_are_read_back_as_they_were() -> None:
    imported()
    done, content = exported("ndjson")
    assert (done.entries, done.left_out) == (3, 0)
    before = io.BytesIO("\n".join(json.dumps(line) for line in LINES).encode())
    assert by_key(content) == by_key(before.getvalue())


def test_vics_has_its_own_numbers_alone_and_leaves_out_what_has_no_md5() -> None:
    imported()
    done, content = exported("vics")
    assert (done.entries, done.left_out) == (2, 1)
    told = json.loads(content)
    assert told["@odata.context"].endswith("/2.0.xml/Default/$metadata#Media")
    one, two = sorted(told["value"], key=lambda media: media["MD5"] != MD5.upper())
    assert (one["Category"], one["MD5"]) == (1, MD5.upper())
    assert (one["VictimIdentified"], one["IsDistributed"]) == ("false", "true")
    assert (two["Category"], two["Tags"]) == (0, "ncmec:A1")
    back = [entry for entry in vics_json.read(io.BytesIO(content)) if isinstance(entry, Entry)]
    back.sort(key=lambda entry: entry.key != MD5)
    assert {hash_.kind for hash_ in back[0].hashes} == {"md5", "pdq", "photodna"}
    assert (back[0].category, back[0].series, back[0].victim_identified) == ("1", "Synthetic A", False)
    assert back[1].category is None


def test_an_export_stands_in_the_journal_with_its_reason_and_its_digest() -> None:
    imported()
    done, _ = exported("vics")
    entry = LedgerEntry.objects.get(tag="matching:list:exported")
    assert entry.actor == "officer:ada"
    assert done.sha256 in str(vars(entry))
    assert "for the partner desk" in str(vars(entry))


def test_nothing_leaves_without_a_reason_and_no_partners_list_ever() -> None:
    imported()
    with pytest.raises(tasks.ListError, match="reason"):
        exported("vics", why=" ")
    imported(Purpose.KNOWN)
    with pytest.raises(tasks.ListError, match="not this desk's own"):
        exported("vics")
    assert not LedgerEntry.objects.filter(tag="matching:list:exported").exists()
