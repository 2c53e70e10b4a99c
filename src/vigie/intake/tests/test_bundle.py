from __future__ import annotations

import json
import time

import pytest

from vigie.intake.bundle import group, is_main
from vigie.intake.tests.received import GIF, PNG, details, grouped, member, xml
from vigie.report.nouns import Md5, Member, Sha1, Sha256


def le_json(report_id: int, *names: str, padding: int = 0) -> bytes:
    files = [{"filename": name} for name in names]
    told = {"additionalInformations": [{"value": "x" * padding}], "uploadedFiles": {"uploadedFiles": files}}
    return json.dumps({"reportId": report_id, "reportedInformation": told}).encode()


def test_a_folder_per_report_owns_everything_below_it() -> None:
    assert grouped(
        {
            "in/900000001/report.xml": xml(),
            "in/900000001/filedetails-1.xml": details("900000001", "a.png"),
            "in/900000001/files/class A/a.png": PNG,
            "in/900000001/original.pdf": b"%PDF",
            "in/900000002/report.json": le_json(900000002),
            "in/900000002/a.png": PNG,
        }
    ) == [
        [
            "in/900000001/report.xml",
            "in/900000001/filedetails-1.xml",
            "in/900000001/files/class A/a.png",
            "in/900000001/original.pdf",
        ],
        ["in/900000002/report.json", "in/900000002/a.png"],
    ]


def test_a_deeper_report_owns_what_is_below_it() -> None:
    assert grouped({"r.xml": xml(), "a.png": PNG, "sub/r.xml": xml("<victim/>"), "sub/deep/b.gif": GIF}) == [
        ["r.xml", "a.png"],
        ["sub/r.xml", "sub/deep/b.gif"],
    ]


def test_earlier_versions_come_first() -> None:
    folders = ["900000001-v10", "900000001-v2", "900000002", "900000001", "90000001", "900000001-v3"]
    found = grouped({f"{folder}/report.xml": xml() for folder in folders})
    assert [paths[0].partition("/")[0] for paths in found] == [
        "90000001",
        "900000001",
        "900000001-v2",
        "900000001-v3",
        "900000001-v10",
        "900000002",
    ]
    files = grouped({f"in/{folder}.json": le_json(1) for folder in folders})
    assert [paths[0] for paths in files] == [f"in/{paths[0].partition('/')[0]}.json" for paths in found]


def test_files_that_no_report_owns_stand_alone() -> None:
    assert grouped({"a/b.png": PNG, "a/c.pdf": b"%PDF", "900000001/report.xml": xml()}) == [
        ["900000001/report.xml"],
        ["a/b.png"],
        ["a/c.pdf"],
    ]


def test_archives_are_parcels_of_their_own() -> None:
    assert grouped({"900000001/report.xml": xml(), "900000001/more.zip": b"PK\x03\x04..."}) == [
        ["900000001/more.zip"],
        ["900000001/report.xml"],
    ]


def test_in_a_crowd_each_report_has_the_files_it_names() -> None:
    found = grouped({"1.json": le_json(1, "a.png"), "2.json": le_json(2, "b.gif", "a.png"), "a.png": PNG, "b.gif": GIF})
    assert found == [["1.json", "a.png"], ["2.json", "a.png", "b.gif"]]


def test_in_a_crowd_names_far_inside_a_document_are_found_when_it_may_be_opened() -> None:
    files = {"1.json": le_json(1, "a.png", padding=9000), "2.json": le_json(2), "a.png": PNG}
    assert grouped(files) == [["1.json", "a.png"], ["2.json"]]
    assert grouped(files, opening=False) == [["1.json"], ["2.json"], ["a.png"]]


def test_in_a_crowd_names_and_sub_folders_that_begin_like_a_document_are_its_own() -> None:
    files = {
        "900000001.json": le_json(1),
        "900000001-v2.json": le_json(1),
        "90000000.json": le_json(9),
        "900000001_a.png": PNG,
        "900000001-v2/b.gif": GIF,
        "900000001-v2.pdf": b"%PDF",
    }
    assert grouped(files) == [
        ["90000000.json"],
        ["900000001.json", "900000001_a.png"],
        ["900000001-v2.json", "900000001-v2.pdf", "900000001-v2/b.gif"],
    ]


def test_in_a_crowd_descriptions_and_what_they_name_go_to_their_report() -> None:
    files = {
        "900000001.xml": xml(),
        "900000002.xml": xml(),
        "filedetails-1.xml": details("900000002", "a.png"),
        "filedetails-2.xml": details("900000009", "b.gif"),
        "a.png": PNG,
        "b.gif": GIF,
    }
    assert grouped(files) == [
        ["900000001.xml"],
        ["900000002.xml", "a.png", "filedetails-1.xml"],
        ["b.gif"],
        ["filedetails-2.xml"],
    ]


def test_in_a_crowd_a_picture_nobody_names_is_laid_to_nobody_and_a_paper_lies_with_the_first() -> None:
    files = {"1.json": le_json(1), "2.json": le_json(2), "x.png": PNG, "letter.pdf": b"%PDF"}
    assert grouped(files) == [["1.json", "letter.pdf"], ["2.json"], ["x.png"]]


def test_a_chat_log_beside_a_report_is_no_report() -> None:
    files = {
        "900000001/report.xml": xml(),
        "900000001/chat.csv": b"time,author,text\n1,2,3\n",
        "900000001/c/d.csv": b"a,b\n",
    }
    (only,) = grouped(files)
    assert only[0] == "900000001/report.xml"


def test_an_answer_of_ncmecs_server_beside_a_report_is_no_report() -> None:
    answers = {
        "900000001/done.json": b'{"responseCode": 0, "reportId": 900000001}',
        "900000001/done.xml": b"<reportDoneResponse><reportId>900000001</reportId></reportDoneResponse>",
    }
    (only,) = grouped({"900000001/report.xml": xml(), **answers})
    assert only[0] == "900000001/report.xml"


def test_a_table_of_unknown_columns_is_a_report_document_with_its_mapping_or_alone() -> None:
    table = b"Nr;What\n1;2\n"
    mapping = b'[columns]\nreport_id = "Nr"\n'
    assert grouped({"t/t.csv": table, "t/t.mapping.toml": mapping}) == [["t/t.csv", "t/t.mapping.toml"]]
    assert grouped({"t/t.csv": table}) == [["t/t.csv"]]
    found = grouped({"t/report.json": le_json(1), "t/t.csv": table, "t/t.mapping.toml": mapping})
    assert found == [["t/report.json"], ["t/t.csv", "t/t.mapping.toml"]]
    both = grouped({"t/a.csv": table, "t/b.csv": table, "t/mapping.toml": mapping})
    assert both == [["t/a.csv", "t/mapping.toml"], ["t/b.csv", "t/mapping.toml"]]


def test_a_broken_report_still_owns_its_folder() -> None:
    assert grouped({"900000001/report.xml": b"", "900000001/a.png": PNG}) == [
        ["900000001/report.xml", "900000001/a.png"]
    ]


def test_a_broken_report_below_a_table_is_not_taken_for_a_paper_of_it() -> None:
    table = b"report_id,url,text\n1,https://a.example,b\n"
    assert grouped({"t.csv": table, "900000001/report.json": b"", "900000001/a.png": PNG, "logs/report.json": b""}) == [
        ["900000001/report.json", "900000001/a.png"],
        ["t.csv", "logs/report.json"],
    ]


@pytest.mark.parametrize(
    ("path", "content", "main"),
    [
        ("a/report.xml", xml(), True),
        ("a/r.json", le_json(1), True),
        ("a/t.csv", b"report_id,url\n1,2\n", True),
        ("a/t.mapping.toml", b"", True),
        ("a/chat.csv", b"a,b\n", False),
        ("a/f.xml", details("1", "a"), False),
        ("a/a.png", PNG, False),
        ("a/notes.txt", b"report_id", False),
    ],
)
def test_a_sure_document_makes_its_folder_an_owner(path: str, content: bytes, main: bool) -> None:
    assert is_main(member(path, content)) is main


@pytest.mark.parametrize("opening", [True, False])
def test_nothing_is_ever_left_out_or_doubled_without_being_named_twice(opening: bool) -> None:
    files = {
        "1.json": le_json(1, "a.png"),
        "2.json": le_json(2, "a.png"),
        "a.png": PNG,
        "b.gif": GIF,
        "c/r.xml": xml(),
        "c/x/y/z.pdf": b"%PDF",
        "e": b"",
        "filedetails-1.xml": details("5", "x"),
        "z.zip": b"PK\x03\x04",
    }
    placed = [path for paths in grouped(files, opening=opening) for path in paths]
    assert set(placed) == set(files)
    assert sorted(placed) == sorted([*files, "a.png"])


def _light(path: str, head: bytes = b"") -> Member:
    return Member(path, Sha256(f"{hash(path):064x}"[-64:]), 9_999, Md5("0" * 32), Sha1("0" * 40), head)


def _seconds(members: list[Member]) -> float:
    start = time.process_time()
    parcels = group(members)
    assert sum(map(len, parcels)) == len(members)
    return time.process_time() - start


@pytest.mark.parametrize("crowded", [False, True])
def test_the_time_grows_with_the_number_of_files_and_not_with_its_square(crowded: bool) -> None:
    def some(number: int) -> list[Member]:
        found = []
        for index in range(number):
            folder = "all" if crowded else f"{900_000_000 + index}"
            found.append(_light(f"{folder}/{index:07d}.json", b'{"reportId": 1, "reportedInformation": {}}'))
            found.append(_light(f"{folder}/{index:07d}_a.png"))
            found.append(_light(f"{folder}/{index:07d}_b.png"))
        return found

    small, large = (min(_seconds(some(number)) for _ in range(3)) for number in (1_000, 8_000))
    assert large < 8 * small * 5  # the square would be 64
