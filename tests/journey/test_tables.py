"""What a desk imports for its country stands before the pack, is in the ledger, and routes its reports."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Installation
from tests.journey.inputs import put

UNITS = "identifiant;nom;département;enquêteurs formés;capacité\nCR69;Compagnie de l'Exemple;69;4;1\nZ;Z;Atlantide;;\n"
COURTS = "code insee;commune;tribunal judiciaire\n69264;Villefranche-sur-Saône;TJ de Villefranche-sur-Saône\n"
ZONES = "code insee;commune;unité\n69264;Villefranche-sur-Saône;CR69\n"
XML = """<?xml version="1.0" encoding="UTF-8"?><report>
 <incidentSummary><incidentType>Child Pornography (possession, manufacture, and distribution)</incidentType>
  <incidentDateTime>2026-11-02T03:04:05Z</incidentDateTime></incidentSummary>
 <internetDetails><chatImIncident><chatClient>Example</chatClient></chatImIncident></internetDetails>
 <reporter><reportingPerson><email>desk@one.example</email></reportingPerson></reporter>
 <personOrUserReported><personOrUserReportedPerson><address type="Billing"><city>Villefranche-sur-Saône</city>
  <zipCode>69400</zipCode><country>FR</country></address></personOrUserReportedPerson>
  <espIdentifier>u-1</espIdentifier><espService>one</espService></personOrUserReported>
</report>"""


def test_imported_tables_route_the_reports_and_are_written_down(installation: Installation, tmp_path: Path) -> None:
    put(tmp_path / "in", {"900000001/report.xml": XML})
    installation.command("take", tmp_path / "in")
    before = installation.answer("show", "900000001")["routing"]
    assert before["unit"] == "departement-69" and "de Lyon" in before["prosecutor"]
    put(tmp_path / "csv", {"units.csv": UNITS, "courts.csv": COURTS, "zones.csv": ZONES})
    table = tmp_path / "csv"
    tried = installation.answer("pack", "import-units", "FR", table / "units.csv", "--dry-run", code=1)
    assert (tried["taken"], tried["refused"][0]["line"], tried["kept"]) == (1, 3, False)
    installation.command("pack", "import-zones", "FR", table / "zones.csv", code=1)  # the unit is not there yet
    installation.command("pack", "import-units", "FR", table / "units.csv", "--since", "2026-01-01", code=1)
    installation.command("pack", "import-zones", "FR", table / "zones.csv", "--since", "2026-01-01")
    installation.command("pack", "import-courts", "FR", table / "courts.csv", "--since", "2026-01-01")
    installation.command("work", "--once")
    after = installation.answer("show", "900000001")["routing"]
    assert after["unit"] == "cr69" and after["unit_label"] == "Compagnie de l'Exemple"
    assert "Villefranche" in after["prosecutor"]
    assert any("trained to hear children: 4" in one for one in after["why"])
    assert any("0 of 1" in one for one in after["why"])
    assert after["pack"].startswith("FR 2026.11+")
    (told,) = installation.answer("pack", "check", "FR")
    assert told["problems"] == []
    entries = installation.answer("ledger", "show", "pack:FR")
    assert [one["tag"] for one in entries] == ["territory:table:imported"] * 3
