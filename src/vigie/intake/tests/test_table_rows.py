from __future__ import annotations

from vigie.intake.format import Unread
from vigie.intake.step import read_parcel
from vigie.intake.tests.received import GIF, PNG, Opened, member, parcel, read, refusal
from vigie.intake.tests.tabled import of_csv
from vigie.report.nouns import Report


def test_a_bad_row_is_said_by_its_number_and_the_others_are_read() -> None:
    text = 'report_id,kind,text\n1,x,fine\n,x,no number\n2,x,a,b,c\n"3,x,never closed\n'
    text += '4,x,"two\nlines"\n5,x,"in ""quotes"""\n6,x\n'
    items = read({"t/t.csv": text.encode()})
    found: dict[str, Report] = {item.report_id: item for item in items if isinstance(item, Report)}
    assert list(found) == ["1", "4", "5", "6"]
    assert (found["4"].texts, found["5"].texts) == (("two\nlines",), ('in "quotes"',))
    assert "2 cells of 3" in str(found["6"].unread[0].what)
    bad = [str(item.why) for item in items if isinstance(item, Unread)]
    assert len(bad) == 3
    assert [("row 3" in bad[0]), ("row 4" in bad[1]), ("row 5" in bad[2])] == [True, True, True]


def test_a_quotation_mark_in_the_middle_of_a_word_harms_nobody() -> None:
    (one, two) = of_csv('report_id,text\n1,a 5" disk\n2,b\n')
    assert (one.texts, two.texts) == (('a 5" disk',), ("b",))


def test_a_bad_line_of_an_ndjson_is_said_by_its_number_and_the_others_are_read() -> None:
    lines = [
        b'{"report_id": "1"}',
        b'{"report_id": ',
        b"[1]",
        b"",
        b'{"kind": "x"}',
        b'{"report_id": "2", "text": "\xe9"}',
    ]
    one, broken, lists, none, two = read({"t/t.ndjson": b"\n".join(lines)})
    assert isinstance(one, Report) and isinstance(two, Report)
    assert (one.report_id, two.report_id, two.texts) == ("1", "2", ("é",))
    assert "row 2" in str(broken.why if isinstance(broken, Unread) else "")
    assert "row 3" in str(lists.why if isinstance(lists, Unread) else "")
    assert "row 5" in str(none.why if isinstance(none, Unread) else "")


def test_what_cannot_be_read_in_a_row_is_said_under_its_heading() -> None:
    (one,) = of_csv("report_id,age,ip,file_md5,received\n1,old,nowhere,zz,2026-01-03T08:00:00\n")
    assert [remark.where for remark in one.unread] == ["age", "ip", "file_md5", "received"]


def test_rows_that_follow_each_other_with_one_number_are_one_report() -> None:
    text = "report_id,version,url,file_md5\n1,,https://a.invalid,\n1,,https://b.invalid,{0}\n2,,,\n1,2,https://c.invalid,\n"
    found = of_csv(text.format("0" * 32))
    assert [(one.report_id, one.declared_version) for one in found] == [("1", None), ("2", None), ("1", 2)]
    assert [channel.urls for channel in found[0].channels] == [("https://a.invalid",), ("https://b.invalid",)]
    assert len(found[0].files) == 1


def test_the_version_may_stand_behind_the_number() -> None:
    found = of_csv("report_id,kind\nHL-1,x\nHL-1-v2,x\n")
    assert [(one.report_id, one.declared_version) for one in found] == [("HL-1", None), ("HL-1", 2)]


def test_media_beside_a_table_go_to_the_rows_that_name_them_and_the_rest_is_said() -> None:
    digest = member("", GIF).sha256
    text = f"report_id,file_name,file_sha256\n1,a.png,\n2,,{digest}\n"
    one, two, left = read(
        {"t/t.csv": text.encode(), "t/media/a.png": PNG, "t/media/x.gif": GIF, "t/media/y.png": PNG + b"y"}
    )
    assert isinstance(one, Report) and isinstance(two, Report)
    assert (one.files[0].media_path, two.files[0].media_path) == ("t/media/a.png", "t/media/x.gif")
    assert isinstance(left, Unread)
    assert left.path == "t/media/y.png"


def test_a_table_without_rows_is_said() -> None:
    assert "no rows" in refusal({"t/t.csv": b"report_id,kind\n"})


def test_a_long_table_is_read_in_pieces_and_only_once() -> None:
    text = "report_id,text\n" + "".join(f"{number},text {number}\n" for number in range(10_000))
    files = {"t/t.csv": text.encode()}
    opened = Opened(files)
    found: list[str] = []
    for start in range(0, 10_500, 500):
        piece = read_parcel(parcel(files, key=77), opened, start, 500)
        found.extend(item.report_id for item in piece.items if isinstance(item, Report))
        assert piece.done is (start >= 10_000)
    assert found == [str(number) for number in range(10_000)]
    assert opened.opened == ["t/t.csv"]


def test_a_reading_that_was_lost_goes_on_at_the_same_place() -> None:
    files = {"t/t.ndjson": b"".join(b'{"report_id": "%d"}\n' % number for number in range(50))}
    first = read_parcel(parcel(files, key=78), Opened(files), 0, 10)
    later = read_parcel(parcel(files, key=79), Opened(files), 30, 10)  # another process, which has seen nothing yet
    back = read_parcel(parcel(files, key=78), Opened(files), 0, 10)
    assert [item.report_id for item in later.items if isinstance(item, Report)] == [str(n) for n in range(30, 40)]
    assert back.items == first.items


def test_columns_under_the_names_that_others_give_them_are_read_too() -> None:
    (one,) = of_csv(
        "report_id,ESP,Incident type,Description,suspect_occupation,Suspect date of birth,username,"
        "child_age,ip_timestamp,ip\n"
        "1,Example Chat,x,seen today,nurse,1980-02-03,sea_otter,9,2026-01-03T08:00:00Z,203.0.113.7\n"
    )
    suspect, victim = one.people
    assert (one.company, one.incident_kind, one.texts, one.unknown) == ("Example Chat", "x", ("seen today",), ())
    assert (suspect.occupation, str(suspect.born), suspect.screen_name) == ("nurse", "1980-02-03", "sea_otter")
    assert (victim.age, str(suspect.sightings[0].at)[:10]) == (9, "2026-01-03")


def test_a_second_column_of_the_same_thing_is_kept_as_it_is() -> None:
    (one,) = of_csv("report_id,company,esp\n1,Example Chat,Example Chat Europe\n2,Example Chat,Example Chat\n")[:1]
    assert (one.company, [(unknown.path, unknown.text) for unknown in one.unknown]) == (
        "Example Chat",
        [("esp", "Example Chat Europe")],
    )
