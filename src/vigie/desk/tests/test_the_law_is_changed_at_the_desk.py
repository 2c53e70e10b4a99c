"""Courts, wordings and offences without a shell: who may say what alone, what two must agree on, what comes of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from pytest_django import Settings

from vigie.access.models import Officer, Proposal
from vigie.amendments.models import Amendment
from vigie.desk.tests import caseload
from vigie.desk.tests.conftest import Enter
from vigie.evidence import keys
from vigie.journey.models import Item
from vigie.ledger.models import Entry
from vigie.papers.letters import letters
from vigie.territory import land, pack, texts
from vigie.territory.naming import names
from vigie.triage.offence import law

COURT = f"/installation/country/court/{quote('de Rennes')}"
LETTER = "/installation/country/letter/letters.letter"
REQUEST = "/installation/country/letter/requests.subscriber"
OFFENCE = "/installation/country/offence/fr:312-1"
WHY = {"reason": "as the prosecutor writes"}


@pytest.fixture(autouse=True)
def _home(settings: Settings, tmp_path: Path) -> Iterator[None]:
    before = list(pack._desk)
    settings.VIGIE_HOME, settings.VIGIE_COUNTRY = tmp_path, "FR"
    (tmp_path / "packs" / "fr").mkdir(parents=True)
    pack.lay_over(tmp_path / "packs")
    keys.make(tmp_path / "keys")
    yield
    pack.lay_over(before[0])


@pytest.fixture
def waiting() -> Item:
    """A report that went all the way."""
    standing = caseload.kept()
    return Item.objects.create(kind=Item.Kind.REPORT, key=standing.pk, delivery_key=1, step="done", rank=99)


def _agreed(supervisor: Officer, enter: Enter) -> None:
    number = Proposal.objects.get(settled_at=None).pk
    enter(supervisor).post(f"/second-person/{number}", {"as": "confirmed", "reason": "read it"})


def test_where_a_court_is_written_to_is_said_at_once_but_an_e_mail_address_by_two(
    administrator: Officer, supervisor: Officer, enter: Enter, waiting: Item
) -> None:
    browser = enter(administrator)
    browser.post(f"{COURT}/change", {"address": "7 rue Exemple\r\n35000 Rennes", **WHY})
    home = land.of(pack.load("fr"))
    found = home.court_of(home.prosecutor_of("35", "de Rennes"))
    assert found and found.address == "7 rue Exemple\n35000 Rennes" and not found.email
    assert browser.post(f"{COURT}/change", {"email": "nowhere", **WHY}).status_code == 422
    browser.post(f"{COURT}/change", {"email": "parquet@justice.example", **WHY})
    assert Amendment.objects.count() == 1
    _agreed(supervisor, enter)
    assert land.of(pack.load("fr")).courts.court["de Rennes"].email == "parquet@justice.example"
    waiting.refresh_from_db()
    assert waiting.step == "done"  # where it is written to sends no report elsewhere
    page = browser.get("/installation/country/courts").content.decode()
    assert "parquet@justice.example" in page and "35000 Rennes" in page and "denis agreed" in page


def test_a_prosecutor_gets_a_name_of_its_own_and_papers_know_it(
    administrator: Officer, supervisor: Officer, enter: Enter, waiting: Item
) -> None:
    given = {"prosecutor-fr": "Parquet de Rennes, mineurs", "prosecutor-en": "Rennes prosecutor, minors", **WHY}
    enter(administrator).post(f"{COURT}/change", given)
    _agreed(supervisor, enter)
    assert land.of(pack.load("fr")).prosecutor("35") == "Parquet de Rennes, mineurs"
    assert names("FR", "en")["Parquet de Rennes, mineurs"] == "Rennes prosecutor, minors"
    waiting.refresh_from_db()
    assert waiting.step == "dispatch"


def test_a_court_is_added_and_comes_first_and_no_area_is_left_without_one(
    administrator: Officer, supervisor: Officer, enter: Enter
) -> None:
    browser, new = enter(administrator), "/installation/country/court/new/change"
    assert browser.post(new, {"key": "de Rennes", "area": "35", **WHY}).status_code == 422  # it is there already
    browser.post(new, {"key": "de Vitré", "area": "35", **WHY})
    _agreed(supervisor, enter)
    seats = land.of(pack.load("fr")).courts.areas["35"]
    assert seats[-1] == "de Vitré"
    browser.post(f"/installation/country/court/{quote('de Vitré')}/change", {"first": "35", **WHY})
    _agreed(supervisor, enter)
    assert land.of(pack.load("fr")).courts.areas["35"] == ("de Vitré", *seats[:-1])
    alone = browser.post(
        f"/installation/country/court/{quote('de Bourg-en-Bresse')}/change", {"closes": "2027-01-01", **WHY}
    )
    assert alone.status_code == 422 and "would have no court" in alone.content.decode()


def test_a_wording_is_previewed_then_agreed_on_and_the_old_one_stays_to_be_read(
    administrator: Officer, supervisor: Officer, enter: Enter
) -> None:
    browser = enter(administrator)
    before = letters(pack.load("fr")).letter.salutation
    given = {"salutation-fr": "Madame la Procureure, dossier {reference},"}
    preview = browser.post(f"{LETTER}/change", {**given, "do": "preview"})
    assert "Madame la Procureure, dossier V-XX-2026-000012," in preview.content.decode()
    assert not Proposal.objects.exists()
    browser.post(f"{LETTER}/change", {**given, **WHY})
    page = enter(supervisor).get("/second-person").content.decode()
    assert "<ins>Madame la Procureure, dossier {reference},</ins>" in page and before["fr"] in page
    _agreed(supervisor, enter)
    after = letters(pack.load("fr")).letter.salutation
    assert after["fr"] == given["salutation-fr"] and after["en"] == before["en"]
    row = Amendment.objects.get()
    assert row.values["was"]["salutation"]["fr"] == before["fr"]
    assert Entry.objects.filter(tag="territory:pack:amended").count() == 1
    browser.post(f"/installation/country/changes/{row.pk}/restore", WHY)
    _agreed(supervisor, enter)
    assert letters(pack.load("fr")).letter.salutation == before


def test_a_paragraph_is_added_and_taken_out(administrator: Officer, supervisor: Officer, enter: Enter) -> None:
    many = len(letters(pack.load("fr")).letter.body)
    words = {f"body.{many}-{one}": f"{one}." for one in ("fr", "en", "nl")}
    enter(administrator).post(f"{LETTER}/change", {**words, **WHY})
    _agreed(supervisor, enter)
    assert letters(pack.load("fr")).letter.body[-1] == {"fr": "fr.", "en": "en.", "nl": "nl."}
    enter(administrator).post(f"{LETTER}/change", {**dict.fromkeys(words, ""), **WHY})
    _agreed(supervisor, enter)
    assert len(letters(pack.load("fr")).letter.body) == many


@pytest.mark.parametrize(
    ("address", "given", "why"),
    [
        (LETTER, {"farewell-fr": "{unheard_of}"}, "Nothing here is called unheard_of."),
        (LETTER, {"farewell-fr": "{reference.__class__}"}, "Braces hold a name"),
        (LETTER, {"farewell-fr": "{reference"}, "Braces hold a name"),
        (LETTER, {"farewell-fr": " "}, "in every language"),
        (LETTER, {"title-fr": "{reference}"}, "Nothing here is called reference."),
        (REQUEST, {"text-fr": "{case}"}, "Nothing here is called case."),
        (LETTER, {}, "Nothing was changed."),
        (OFFENCE, {"proposed": "off", "source": ""}, "what it rests on"),
    ],
)
def test_what_cannot_be_printed_is_refused_with_its_reason(
    administrator: Officer, enter: Enter, address: str, given: dict[str, str], why: str
) -> None:
    page = enter(administrator).post(f"{address}/change", {**given, **WHY})
    assert page.status_code == 422 and why in page.content.decode()
    assert not Proposal.objects.exists()


def test_an_offence_is_no_longer_proposed_once_two_agreed_and_every_report_is_judged_anew(
    administrator: Officer, supervisor: Officer, enter: Enter, waiting: Item
) -> None:
    given = {"proposed": "off", "begins": "2020-01-01", "label-fr": "Extorsion", "source": "note of 20 November", **WHY}
    enter(administrator).post(f"{OFFENCE}/change", given)
    assert all(one.proposed for one in law(pack.load("fr"), "fr").articles)
    _agreed(supervisor, enter)
    told = law(pack.load("fr"), "fr")
    changed = next(one for one in told.articles if one.code == "fr:312-1")
    assert not changed.proposed and str(changed.begins) == "2020-01-01" and changed.source == "note of 20 November"
    assert told.labels["fr:312-1"] == "Extorsion"
    waiting.refresh_from_db()
    assert waiting.step == "triage"
    assert "not proposed" in enter(administrator).get("/installation/country/offences").content.decode()


def test_nobody_but_an_administrator_reads_or_changes_them(officer: Officer, supervisor: Officer, enter: Enter) -> None:
    for who in (officer, supervisor):
        for page in ("courts", "letters", "offences"):
            assert enter(who).get(f"/installation/country/{page}").status_code == 403
        for address in (COURT, LETTER, OFFENCE):
            assert enter(who).post(f"{address}/change", WHY).status_code == 403


@pytest.mark.parametrize("country", ["FR", "BE", "LU"])
def test_every_paper_court_and_offence_of_a_country_opens(
    administrator: Officer, enter: Enter, settings: Settings, country: str
) -> None:
    settings.VIGIE_COUNTRY = country
    browser, parts = enter(administrator), pack.load(country).parts
    for page in ("courts", "letters", "offences"):
        assert browser.get(f"/installation/country/{page}").status_code == 200
    courts = {seats[0] for seats in parts["courts"]["areas"].values()}
    keys_of = {"court": sorted(courts)[:3], "letter": texts.papers(parts)}
    keys_of["offence"] = [one["code"] for one in parts["offences"]["offence"]]
    for kind, found in keys_of.items():
        for key in found:
            address = f"/installation/country/{kind}/{quote(key)}"
            assert browser.get(address).status_code == 200
            unchanged = browser.post(f"{address}/change", {**WHY, "source": "a source"})
            assert unchanged.status_code == 422 and "Nothing was changed." in unchanged.content.decode()
            if kind == "letter":
                assert "As it would read" in browser.post(f"{address}/change", {"do": "preview"}).content.decode()
