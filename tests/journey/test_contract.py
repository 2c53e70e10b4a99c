"""What `vigie` promises to other programs, word by word, on reports that our own sample did not write."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.conftest import Installation, new_installation
from tests.journey.inputs import api_xml, details, encoded, md5, picture, police_json, put, zipped

TAKEN = {"received", "new", "duplicate", "version", "unreadable", "problems"}
QUEUED = {
    "report", "source", "received", "class", "missing", "score", "reasons", "offences", "country", "unit", "deadline",
    "thread", "cluster",
}  # fmt: skip
HASHED = ("path", "md5", "sha1", "sha256", "pdq", "pdq_quality")
MATCHED = {"list", "entry", "kind", "distance", "category"}
SEA, HILL = encoded(picture(1)), encoded(picture(2))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """One installation for all that does not disturb another test: each uses report numbers of its own."""
    with new_installation(tmp_path_factory.mktemp("contract") / "a home with blanks é") as made:
        yield made


def take(desk: Installation, *paths: str | Path, cwd: Path | None = None) -> dict[str, Any]:
    """The counts of a taking that are not zero. Their sum always fits, and JSON is all that is printed."""
    done = desk.ran("take", "--json", *paths, cwd=cwd)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    assert set(found) == TAKEN
    assert found["received"] == sum(found[kind] for kind in ("new", "duplicate", "version", "unreadable"))
    assert all(set(one) == {"path", "reason"} for one in found["problems"])
    return {kind: count for kind, count in found.items() if count}


def line_of(desk: Installation, report: int | str) -> dict[str, Any]:
    return next(line for line in desk.answer("queue") if line["report"] == str(report))


def test_the_queue_has_its_keys_and_its_order(desk: Installation, tmp_path: Path) -> None:
    put(tmp_path, {f"95000000{n}/report.xml": api_xml(f"q{n}", email=f"q{n}@x.example" if n else "") for n in range(4)})
    assert take(desk, tmp_path) == {"received": 4, "new": 4}
    queue = desk.answer("queue")
    scores = [line["score"] for line in queue]
    assert scores == sorted(scores, reverse=True)
    assert desk.answer("queue", "--top", "2") == queue[:2]
    for line in queue:
        assert set(line) >= QUEUED
        assert isinstance(line["report"], str)
        assert all(set(reason) >= {"rule", "version", "points", "why"} for reason in line["reasons"])
    insufficient = desk.answer("queue", "--class", "insufficient")
    assert insufficient == [line for line in queue if line["class"] == "insufficient"]
    assert all(line["missing"] for line in insufficient)


def test_however_a_folder_is_named_it_is_the_same_report(desk: Installation, tmp_path: Path) -> None:
    name = "950000100"
    put(tmp_path / "a folder, été", {f"{name}/report.xml": api_xml("p"), f"{name}/sub/keep.txt": "x"})
    parent = tmp_path / "a folder, été"
    assert take(desk, f"{parent}/{name}/") == {"received": 1, "new": 1}
    for path, cwd in (
        (".", parent / name),
        ("..", parent / name / "sub"),
        (f"../{name}", parent / name),
        (f"{name}/report.xml", parent),
        ("../report.xml", parent / name / "sub"),
    ):
        assert take(desk, path, cwd=cwd) == {"received": 1, "duplicate": 1}, path


def test_an_archive_a_folder_and_both_at_once_are_one_report_each(desk: Installation, tmp_path: Path) -> None:
    inner = zipped([("950000201/report.json", police_json(950000201, "z1"))])
    files = [("deep/inner.zip", inner), ("x/950000202/report.xml", api_xml("z2"))]
    put(tmp_path, {"all.zip": zipped(files), "950000201/report.json": police_json(950000201, "z1"), "none/x.txt": ""})
    (tmp_path / "none" / "x.txt").unlink()
    assert take(desk, tmp_path / "all.zip", tmp_path / "950000201") == {"received": 3, "new": 2, "duplicate": 1}
    before = desk.answer("queue")
    assert take(desk, tmp_path) == {"received": 3, "duplicate": 3}
    assert desk.answer("queue") == before
    assert take(desk, tmp_path / "none") == {}


def test_a_later_version_is_the_same_report_with_its_changes(desk: Installation, tmp_path: Path) -> None:
    files = {"filedetails-1.xml": details(950000300, "1.jpg", "plage d'été.jpg", md5(SEA)), "report.xml": api_xml("v")}
    put(tmp_path / "950000300", files)
    put(tmp_path / "950000300-v2", {**files, "media/plage d'été.jpg": SEA})
    assert take(desk, tmp_path) == {"received": 2, "new": 1, "version": 1}
    shown = desk.answer("show", "950000300")
    assert [(one["number"], one["current"]) for one in shown["versions"]] == [(1, False), (2, True)]
    assert [one["path"] for one in shown["versions"][1]["changes"]] == ["files[0].media"]
    assert shown["files"][0]["print"]["md5"] == md5(SEA)
    assert {"report", "versions", "files", "matches", "links", "ledger"} <= set(shown)
    assert [entry["tag"] for entry in shown["ledger"]].count("intake:report:version") == 1


def test_a_second_version_that_comes_first_stays_the_current_one(desk: Installation, tmp_path: Path) -> None:
    put(
        tmp_path, {"b/950000400-v2/report.xml": api_xml("w", email="w@x.example"), "950000400/report.xml": api_xml("w")}
    )
    assert take(desk, tmp_path / "b") == {"received": 1, "new": 1}
    assert take(desk, tmp_path / "950000400") == {"received": 1, "version": 1}
    assert [(one["declared"], one["current"]) for one in desk.answer("show", "950000400")["versions"]] == [
        (2, True),
        (None, False),
    ]


def test_several_documents_of_a_folder_find_their_own_media(desk: Installation, tmp_path: Path) -> None:
    put(
        tmp_path / "x",
        {f"95000050{n}.json": police_json(950000500 + n, f"m{n}", files=[f"{n}.jpg"]) for n in (1, 2, 3)},
    )
    put(tmp_path / "x", {"1.jpg": SEA, "2.jpg": HILL, "notes.pdf": b"%PDF-1.4\n%%EOF\n"})
    aviator = zipped(
        [
            ("950000504.pdf", b"%PDF-1.4\n%%EOF\n"),
            ("950000504.xml", api_xml("m4")),
            ("Category A/one.jpg", SEA),
            ("Category B/two.jpg", HILL),
            ("filedetails-5.xml", details(950000504, "one.jpg", md5=md5(SEA))),
            ("filedetails-6.xml", details(950000504, "two.jpg")),
        ]
    )
    put(tmp_path, {"CT-950000504.zip": aviator})
    assert take(desk, tmp_path)["new"] == 4
    paths = [
        [Path(file.get("media_path", "")).name for file in desk.answer("show", f"95000050{n}")["files"][:2]]
        for n in (1, 2, 3, 4)
    ]
    assert [found[:1] for found in paths[:3]] == [["1.jpg"], ["2.jpg"], [""]]
    assert paths[3] == ["one.jpg", "two.jpg"]


def test_tables_encodings_and_marks_are_read(desk: Installation, tmp_path: Path) -> None:
    accented = api_xml("prénom").replace("UTF-8", "ISO-8859-1")
    put(tmp_path, {
        "a/950000601.json": b"\xef\xbb\xbf" + json.dumps(police_json(950000601, "e1")).encode(),
        "a/950000602.json": json.dumps(police_json(950000602, "e2")).encode("utf-16"),
        "a/950000603.xml": api_xml("e3").replace("UTF-8", "UTF-16").encode("utf-16"),
        "a/950000604.xml": accented.encode("latin-1"),
        "a/950000605.xml": accented.replace("ISO-8859-1", "UTF-8").encode("latin-1"),
        "b/hotline-2026.csv": b"\xef\xbb\xbfReport ID;URL;Text\r\nH-1;https://a.example/1;One\r\nH-2;;Two\r\n",
        "b/autre.csv": "num\tquand\tqui\n77\t03/11/2026 10:00\tz@x.example\n",
        "b/autre.mapping.toml": 'source = "partner"\ndates = ["%d/%m/%Y %H:%M"]\ntimezone = "Europe/Paris"\n'
        '[columns]\nreport_id = "num"\nreceived = "quand"\nemail = "qui"\n',
        "b/n.ndjson": '{"report_id":"N-1","text":"Invented","country":"RE"}\n{broken\n{"report_id":"N-3","text":"x"}\n',
    })  # fmt: skip
    found = take(desk, tmp_path)
    assert (found["new"], found["unreadable"]) == (10, 1)
    assert "row 2" in found["problems"][0]["reason"]
    lines = {(line["source"], line["report"]): line for line in desk.answer("queue")}
    assert {("hotline", "H-1"), ("hotline", "H-2"), ("partner", "77"), ("n", "N-1"), ("n", "N-3")} <= set(lines)
    assert lines["n", "N-1"]["country"] == "RE"
    people = [desk.answer("show", f"95000060{n}")["content"]["people"] for n in (4, 5)]
    assert all(any(person.get("identifier") == "prénom" for person in found) for found in people)


def test_a_list_touches_reports_that_are_here_and_lets_go_of_them(desk: Installation, tmp_path: Path) -> None:
    garden = picture(3)
    put(tmp_path / "950000700", {"report.xml": api_xml("k", email="k@x.example"), "1.jpg": encoded(garden)})
    put(tmp_path / "950000700", {"2.png": encoded(garden.transpose(Image.Transpose.ROTATE_90), "PNG")})
    take(desk, tmp_path / "950000700")
    before = line_of(desk, 950000700)
    put(tmp_path, {"k.csv": f"MD5;Category;Series\n{md5(encoded(garden)).upper()};A1;Invented\n"})
    pdq = desk.answer("hash", tmp_path / "950000700" / "1.jpg")[0]["pdq"]
    near = {count: f"{int(pdq, 16) ^ sum(1 << 5 * bit for bit in range(count)):064x}" for count in (9, 31, 32)}
    put(tmp_path, {"p.ndjson": json.dumps({"pdq": near[9]})})
    put(
        tmp_path,
        {"e.ndjson": "".join(json.dumps({"pdq": near[count], "category": f"{count}"}) + "\n" for count in (31, 32))},
    )
    for name, purpose, form in (("k", "known", "csv"), ("p", "viral", "ndjson"), ("e", "own", "ndjson")):
        file = tmp_path / f"{name}.{form}"
        assert desk.answer("lists", "import", "--name", name, "--purpose", purpose, "--format", form, file)["new"]
    matches = desk.answer("show", "950000700")["matches"]
    found = {(one["list"], one["kind"], one["file"]) for one in matches}
    assert found >= {("k", "md5", 0), ("p", "pdq", 0), ("p", "pdq", 1), ("e", "pdq", 0)}
    assert next(one for one in matches if one["list"] == "k")["series"] == "Invented"
    asked = desk.answer("match", tmp_path / "950000700" / "1.jpg")[0]["matches"]
    assert {(one["list"], one["distance"], one["category"]) for one in asked} == {
        ("k", 0, "A1"), ("p", 9, None), ("e", 31, "31"),
    }  # fmt: skip
    assert all(set(one) >= MATCHED for one in asked)
    assert {one["name"] for one in desk.answer("lists")} == {"k", "p", "e"}
    for name in ("k", "p", "e"):
        desk.answer("lists", "remove", name)
    assert desk.answer("show", "950000700")["matches"] == []
    assert line_of(desk, 950000700) == before


def test_what_cannot_be_hashed_says_so_and_the_others_are_told(desk: Installation, tmp_path: Path) -> None:
    put(tmp_path, {"a.jpg": SEA, "cut.png": encoded(picture(1), "PNG")[:900]})
    told = desk.answer("hash", tmp_path / "a.jpg", tmp_path / "none.jpg", tmp_path / "cut.png", code=1)
    assert [tuple(told[0])[:6], set(told[1])] == [HASHED, {"path", "error"}]
    assert (told[0]["md5"], told[0]["pdq_quality"]) == (md5(SEA), 100)
    assert told[2]["error"]


def test_other_programs_get_an_exit_code(desk: Installation, tmp_path: Path) -> None:
    assert desk.command("show", "--json", "nobody", code=1) == ""
    assert desk.command("take", "--json", tmp_path / "none", code=2) == ""
    assert desk.command("queue", "--class", "bogus", code=2) == ""
    assert desk.command("lists", "remove", "none", "--json", code=2) == ""
    added = desk.answer("user", "add", "ana", "--role", "officer")
    assert {"name", "role", "password"} <= set(added)
    desk.command("user", "add", "ana", "--role", "officer", "--json", code=1)
    assert desk.answer("ledger", "verify")["ok"] is True
    assert all(check["ok"] for check in desk.answer("doctor"))


def test_without_an_installation_every_command_says_so(tmp_path: Path) -> None:
    nowhere = Installation(tmp_path / "nowhere")
    for words in (["queue", "--json"], ["take", "--json", str(tmp_path)]):
        assert nowhere.command(*words, code=2) == ""
    put(tmp_path, {"a.jpg": SEA})
    assert nowhere.answer("hash", tmp_path / "a.jpg")[0]["md5"] == md5(SEA)
    assert not {check["what"]: check["ok"] for check in nowhere.answer("doctor", code=1)}["home"]
    assert "version" in nowhere.answer("about")
    assert not nowhere.home.exists()
