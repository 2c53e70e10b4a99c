"""What an officer types is found whatever its accents, signs and forms; and what is erased is found no more."""

from __future__ import annotations

import pytest
from django.db import connection

from vigie.report.nouns import Hash, Person, Phone, Report, ReportedFile, ReportId, Role, Sighting, SourceName
from vigie.search.models import Document
from vigie.search.tasks import find, forget, keep, look_up
from vigie.search.words import MOST, holds, of, typed

MD5 = "0123456789abcdef0123456789abcdef"
REPORT = Report(
    source=SourceName("ncmec"),
    report_id=ReportId("900000317"),
    format="ncmec-xml/1",
    company="Example Messenger",
    people=(
        Person(
            role=Role.REPORTED,
            first_name="Noëlle",
            screen_name="Grey_Heron.77",
            phones=(Phone("0639981234"), Phone("0470123456", calling_code="+32")),
            sightings=(Sighting("192.0.2.17"), Sighting("2001:db8::1")),
            school="Collège de l’Œuvre",
        ),
    ),
    files=(ReportedFile(name="cerf-volant.png", hashes=(Hash("md5", MD5.upper()),)),),
    texts=("Le compte demande des images à l’enfant.", "ネコ writes too"),
    boilerplate=("every report of this company says umbrella",),
)
FOUND = (
    "900000317", "9000003", "messenger example", "noelle", "NOËLLE", "grey_heron.77", "greyheron", "Grey Heron",
    "06 39 98 12 34", "+33 6 39 98 12 34", "0033639981234", "+32470123456", "0470 12 34 56", "192.0.2.17", "192.0.2",
    "2001:DB8:0:0:0:0:0:1", "2001:db8::1", "college de l'oeuvre", MD5, MD5[:12].upper(), "cerf-volant", '"à l’enfant"',
    "demande images", "ネコ",
)  # fmt: skip
NOT_FOUND = (
    "umbrella", "192.0.2.1", "heron grey mouse", '"images demande"', "06 39 98 12 35", "2001:db8::2", "ncmec-xml",
    "...", '"', "' OR 1=1 --", "x*) OR (y", "NEAR(a b)", "   ",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _kept(db: None) -> None:
    keep({7: of(REPORT, "FR")})


@pytest.mark.parametrize("text", FOUND)
def test_it_is_found(text: str) -> None:
    assert list(find(text, "FR")) == [7]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_it_is_not_found_and_nothing_breaks(text: str) -> None:
    assert list(find(text, "FR")) == []


@pytest.mark.parametrize("text", [*FOUND, *(text for text in NOT_FOUND if typed(text, "FR"))])
def test_whoever_has_the_words_at_hand_says_the_same(text: str) -> None:
    assert holds(typed(text, "FR"), of(REPORT, "FR")) is (text in FOUND)


def test_an_earlier_version_is_found_too() -> None:
    keep({7: "blue kite"})
    assert list(find("blue kite", "FR")) == list(find("noelle", "FR")) == [7]
    assert Document.objects.count() == 1


def test_what_is_forgotten_leaves_no_word_behind() -> None:
    assert forget([7, 8]) == 1
    assert list(find("noelle", "FR")) == []
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT block FROM search_words_data")
            assert not any(b"noelle" in bytes(row[0]) for row in cursor.fetchall())


def test_a_huge_text_is_cut_and_not_refused() -> None:
    words = of(
        Report(SourceName("a"), ReportId("1"), "x/1", texts=tuple(f"{n} " + "word " * 20_000 for n in range(20))), "FR"
    )
    assert len(words) <= MOST
    assert words.startswith("a\n1\n")


def test_a_number_may_be_a_report_a_telephone_or_an_address() -> None:
    (group,) = typed("0639981234", "FR")
    assert {phrase.words for phrase in group} == {("0639981234",), ("33639981234",)}


def test_a_look_up_gives_so_many_keys_and_leaves_the_session_as_it_was(db: None) -> None:
    keep({key: f"heron {key}" for key in range(1, 8)})
    assert sorted(look_up("heron", "FR", 10)) == list(range(1, 8))
    assert len(look_up("heron", "FR", 3)) == 3
    assert look_up("kite", "FR", 3) == look_up("", "FR", 3) == []
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SHOW enable_seqscan")
            assert cursor.fetchone() == ("on",)
