"""Pictures: never by themselves, only with a reason, once, small, grey and blurred."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from PIL import Image

from vigie.access.models import Officer
from vigie.desk.models import Showing
from vigie.desk.tests import caseload
from vigie.desk.tests.conftest import Enter
from vigie.evidence import tasks as evidence
from vigie.evidence.leaf import Leaf
from vigie.ledger.models import Entry
from vigie.report.models import Standing
from vigie.report.nouns import Member


def landscape() -> bytes:
    """A drawn sky, sun and field."""
    picture = Image.new("RGB", (640, 480), "#7fb2d9")
    picture.paste("#e8c65a", (480, 60, 560, 140))
    picture.paste("#4f8a4b", (0, 300, 640, 480))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def standing() -> Standing:
    """A report whose first file was really received."""
    evidence.vault.cache_clear()
    sealer, content = evidence.Sealer(), landscape()
    [member] = sealer.seal([Leaf("media/kite-1.png", lambda: io.BytesIO(content))])
    assert isinstance(member, Member)
    sealer.commit()
    sealer.close()
    files = (caseload.picture(), caseload.picture("kite-2.png", known=False))
    real = files[0].__class__(name="kite-1.png", media=member.sha256)
    return caseload.kept(content=caseload.report(files=(real, files[1])))


def shown(page: str) -> str:
    found = re.search(r'src="(/pictures/[^"]+)"', page)
    assert found
    return found.group(1)


def test_no_page_shows_a_picture_by_itself(officer: Officer, enter: Enter, standing: Standing) -> None:
    page = enter(officer).get(f"/reports/{standing.pk}").content.decode()
    assert "<img" not in page
    assert "Known: nobody needs to look at it again." in page


def test_a_picture_asked_for_is_shown_once_small_and_grey(officer: Officer, enter: Enter, standing: Standing) -> None:
    client = enter(officer)
    asked = client.post(f"/reports/{standing.pk}/files/0/show", {"reason": "is it a landscape?"}, follow=True)
    address = shown(asked.content.decode())
    first, second = client.get(address), client.get(address)
    assert (first.status_code, second.status_code) == (200, 404)
    assert first["Cache-Control"] == "no-store, private"
    with Image.open(io.BytesIO(first.content)) as picture:
        assert picture.mode == "L"
        assert max(picture.size) <= 320
    entry = Entry.objects.get(tag="desk:media:shown")
    assert '"reason":"is it a landscape?"' in entry.payload
    assert Showing.objects.get().served_at is not None


def test_without_a_reason_nothing_is_shown(officer: Officer, enter: Enter, standing: Standing) -> None:
    asked = enter(officer).post(f"/reports/{standing.pk}/files/0/show", {"reason": " "}, follow=True)
    assert "<img" not in asked.content.decode()
    assert not Entry.objects.filter(tag="desk:media:shown").exists()


def test_the_picture_is_for_whoever_asked_and_for_now(
    officer: Officer, colleague: Officer, enter: Enter, standing: Standing
) -> None:
    client = enter(officer)
    asked = client.post(
        f"/reports/{standing.pk}/files/0/show", {"reason": "is it a landscape?"}, headers={"HX-Request": "true"}
    )
    address = shown(asked.content.decode())
    assert enter(colleague).get(address).status_code == 404
    Showing.objects.update(at=caseload.NOW - timedelta(hours=1))
    assert client.get(address).status_code == 404


def test_nobody_sees_pictures_of_reports_they_may_not_know_of(
    elsewhere: Officer, administrator: Officer, enter: Enter, standing: Standing
) -> None:
    address = f"/reports/{standing.pk}/files/0/show"
    assert enter(elsewhere).post(address, {"reason": "curious"}).status_code == 404
    assert enter(administrator).post(address, {"reason": "curious"}).status_code == 403
    assert not Showing.objects.exists()


def test_a_file_that_was_never_received_is_not_shown(officer: Officer, enter: Enter, standing: Standing) -> None:
    client = enter(officer)
    assert client.post(f"/reports/{standing.pk}/files/7/show", {"reason": "is it there?"}).status_code == 404
    asked = client.post(f"/reports/{standing.pk}/files/1/show", {"reason": "is it there?"}, follow=True)
    assert client.get(shown(asked.content.decode())).status_code == 422
