"""The page of the hash lists: for those who keep them, with what each knows, contributes, and has in quarantine."""

from __future__ import annotations

import io

from django.test import Client

from vigie.access.models import Officer
from vigie.desk.tests.conftest import Enter
from vigie.matching import tasks
from vigie.matching.models import HashList, Hit
from vigie.report.nouns import Purpose

MD5 = ("0cc175b9c0f1b6a831c399e269772661", "92eb5ffee6ae2fec3ad71c777531578f")
PLAIN = "0" * 62 + "ff"
ROWS = f"""id,md5,pdq,category,votes_for,votes_against
one-two-three,{MD5[0]},{PLAIN},A1,3,1
four,{MD5[1]},,A1,,1
"""
SAID = (
    "National",
    "known material",
    "2 reports",
    "of which 1 by no other list",
    "1 files confirmed, 2 contested, 1 of",
    "Never to be passed on.",
    "A1",
    "1 file in quarantine",
    "one-two-three",
    "1 record of the last import was refused",
    "The index holds everything",
)


def imported(name: str, purpose: Purpose, content: str = ROWS) -> HashList:
    tasks.import_list(name, purpose, None, io.BytesIO(content.encode()), conditions="Never to be passed on.")
    return HashList.objects.get(name=name)


def page(client: Client) -> str:
    answer = client.get("/lists")
    assert answer.status_code == 200
    return answer.content.decode()


def test_those_who_keep_lists_see_what_each_knows_and_contributes(supervisor: Officer, enter: Enter) -> None:
    one, other = imported("National", Purpose.KNOWN), imported("Viral", Purpose.VIRAL, f"md5\n{MD5[0]}\nnonsense\n")
    for report, row in ((1, one), (2, one), (2, other)):
        Hit.objects.create(report_key=report, list_key=row.pk)
    told = page(enter(supervisor))
    for said in SAID:
        assert said in told, said
    assert "not fresh" not in told


def test_a_list_that_is_old_or_unfinished_says_so(administrator: Officer, enter: Enter) -> None:
    row = imported("National", Purpose.KNOWN)
    assert row.imported_at
    HashList.objects.update(imported_at=row.imported_at.replace(year=2020), begun_at=row.imported_at)
    told = page(enter(administrator))
    assert "not fresh" in told
    assert "import not finished" in told


def test_without_lists_the_page_says_what_to_do(supervisor: Officer, enter: Enter) -> None:
    assert "vigie lists import" in page(enter(supervisor))


def test_an_officer_does_not_see_them(officer: Officer, enter: Enter) -> None:
    assert enter(officer).get("/lists").status_code == 403
