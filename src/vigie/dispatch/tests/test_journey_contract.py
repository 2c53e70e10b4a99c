"""What the journey asks of the stage: it gathers without reading a row, and keeps what it is given."""

from __future__ import annotations

import msgspec
import pytest
from django.conf import LazySettings

from vigie.dispatch import tasks
from vigie.dispatch.step import route
from vigie.dispatch.tests.cast import ORANGE, dossier, suspect, upload
from vigie.report.nouns import Kept, Routing
from vigie.territory.pack import BadPack


def test_gathering_reads_no_row_and_the_atlas_is_loaded_once(settings: LazySettings) -> None:
    """No database mark on this test: a query would fail it."""
    settings.VIGIE_COUNTRY = "BE"
    first, second = tasks.gather([]), tasks.gather([])
    assert first.atlas is second.atlas
    assert first.home.country == "BE"
    assert first.now.tzinfo is not None


def test_a_country_without_a_pack_stops_the_work(settings: LazySettings) -> None:
    settings.VIGIE_COUNTRY = "XX"
    with pytest.raises(BadPack):
        tasks.gather([])


def test_a_finding_survives_being_stored_as_json(settings: LazySettings) -> None:
    settings.VIGIE_COUNTRY = "FR"
    batch = [dossier(suspect(upload(ORANGE, 20)))]
    findings = route(batch, tasks.gather(batch))
    assert tasks.keep(batch, findings) == Kept(tuple(findings))
    assert msgspec.json.decode(msgspec.json.encode(findings[0]), type=Routing) == findings[0]
