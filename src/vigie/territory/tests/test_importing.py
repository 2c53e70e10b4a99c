"""Official tables as they are published: any delimiter, encoding and names of columns; each refused line is said."""

from __future__ import annotations

from datetime import date

import pytest

from vigie.territory import importing, land, pack, tables
from vigie.territory.pack import BadPack

FR = land.of(pack.load("fr"))
DAY = date(2026, 1, 1)
COURTS = (
    "Code INSEE;Nom de la commune;Tribunal judiciaire\n"
    "69123;Lyon;TRIBUNAL JUDICIAIRE DE LYON\n"
    "69264;Villefranche-sur-Saône;Villefranche-sur-Saône\n"
    "97411;Saint-Denis;TJ de Saint-Denis de la Réunion\n"
    "2A004;Ajaccio;TJ d'Ajaccio\n"
    "01004;Ambérieu-en-Bugey;Tribunal judiciaire de Bourg-en-Bresse\n"
    "69999;Nulle-Part;Tribunal judiciaire de Nulle-Part\n"
    "00123;Rien;TJ de Lyon\n"
    "69124;;TJ de Lyon\n"
)
SHAPES = {
    "as it is": COURTS.encode(),
    "older office programs": COURTS.encode("cp1252"),
    "commas and a mark": ("\ufeff" + COURTS.replace(";", ",")).encode(),
    "tabs and other names": COURTS.replace(";", "\t").replace("Tribunal judiciaire\n", "libellé_TJ\n", 1).encode(),
    "lines of Windows": COURTS.replace("\n", "\r\n").encode(),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_table_of_communes_and_courts_is_read_whatever_its_dress(shape: str) -> None:
    taken = importing.courts(SHAPES[shape], FR, DAY)
    assert [(row.code, row.area, row.value) for row in taken.rows] == [
        ("69123", "69", "de Lyon"),
        ("69264", "69", "de Villefranche-sur-Saône"),
        ("97411", "974", "de Saint-Denis de La Réunion"),
        ("2A004", "2A", "d'Ajaccio"),
        ("01004", "01", "de Bourg-en-Bresse"),
    ]
    assert [one.line for one in taken.refused] == [7, 8, 9]
    assert (
        "no court" in taken.refused[0].why and "no area" in taken.refused[1].why and "no name" in taken.refused[2].why
    )


def test_a_code_that_lost_its_leading_zero_is_understood() -> None:
    (row,) = importing.courts(b"insee;commune;tj\n1004;Amberieu-en-Bugey;Bourg-en-Bresse\n", FR, DAY).rows
    assert (row.area, row.value) == ("01", "de Bourg-en-Bresse")


def test_what_is_no_such_table_is_refused_whole_with_its_columns() -> None:
    with pytest.raises(BadPack, match=r"no column says the court.*a, b"):
        importing.courts(b"a;b\n1;2\n", FR, DAY)


UNITS = (
    "Identifiant;Libellé unité;Département;Type;Enquêteurs formés;Salles Mélanie;Primo-intervenants;Capacité\n"
    "CR69;Compagnie de l'Exemple;69;gendarmerie;4;1;2;30\n"
    "CSP69;Commissariat de l'Exemple;Rhône;police;0;;;\n"
    "X;Unité sans lieu;Atlantide;police;;;;\n"
    "Y;Unité au nombre douteux;69;police;plusieurs;;;\n"
)


def test_a_list_of_units_brings_their_means_and_an_empty_cell_is_not_none() -> None:
    taken = importing.units(UNITS.encode(), FR, DAY)
    (first, one), (second, other) = taken.rows
    assert (first, one.area, one.capacity, one.since) == ("cr69", "69", 30, DAY)
    assert one.means and (one.means.interviewers, one.means.rooms, one.means.responders) == (4, 1, 2)
    assert (second, other.area, other.capacity) == ("csp69", "69", None)
    assert other.means and (other.means.interviewers, other.means.rooms) == (0, None)
    assert [one.line for one in taken.refused] == [4, 5]


def test_a_zone_names_a_unit_that_exists_by_key_or_by_name() -> None:
    content = "commune,code commune,unité\nParis,75056,Brigade de protection des mineurs (Paris)\nLyon,69123,nobody\n"
    taken = importing.zones(content.encode(), FR, DAY)
    assert [row.value for row in taken.rows] == ["bpm-paris"]
    assert [one.line for one in taken.refused] == [3]


# The headings as they stood in the Ministries' own files in 2024 to 2026; the lines are few and known to everybody.
JUSTICE = (
    "Commune;Libellé Commune;Orig. CA;N° CA;Cour d'Appel compétente;Orig. TJ;N° TJ;Tribunal judiciaire compétent;"
    "Orig. TPRX;N° TPRX;Tribunal de proximité compétent{more};Orig. CPH;N° CPH;Conseil de Prud'hommes compétent\n"
    "01001;L ABERGEMENT CLEMENCIAT;1;23;Cour d'Appel de Lyon;1;39;Tribunal judiciaire de Bourg-en-Bresse;"
    "9;63071;Tribunal de proximité de Trévoux;1;937;Conseil de Prud'hommes de Bourg-en-Bresse\n"
    "2A004;AJACCIO;1;1;Cour d'Appel de Bastia;1;1;Tribunal judiciaire d'Ajaccio;;;;1;1;Conseil d'Ajaccio\n"
)


@pytest.mark.parametrize("more", ["", " (hors communes exclusives aux TJ)"])
def test_the_table_of_the_ministry_of_justice_is_read_by_its_own_headings(more: str) -> None:
    taken = importing.courts(JUSTICE.format(more=more).encode("cp1252"), FR, DAY)
    assert [(row.code, row.area, row.value) for row in taken.rows] == [
        ("01001", "01", "de Bourg-en-Bresse"),
        ("2A004", "2A", "d'Ajaccio"),
    ]
    assert taken.refused == ()
    table, named = tables.of(taken.rows), FR.gazetteer.communes("01", None, "01400")
    assert "l abergement clemenciat" in named  # as reports find it
    assert table.at("01", ("l abergement clemenciat",), DAY) == ("de Bourg-en-Bresse",)


def test_a_table_whose_columns_were_shifted_is_refused_whole() -> None:
    head, towns = (
        "Commune;Libellé Commune;Tribunal judiciaire compétent\n",
        ("Bourg-en-Bresse", "Lyon", "Nice", "Brest"),
    )
    codes = ("01001", "69123", "06088", "29019")
    right = "".join(f"{codes[n % 4]};Ville {n};TJ de {towns[n % 4]}\n" for n in range(24))
    shifted = "".join(f"{codes[n % 4]};Ville {n};TJ de {towns[(n + 1) % 4]}\n" for n in range(24))
    assert len(importing.courts((head + right).encode(), FR, DAY).rows) == 24
    with pytest.raises(BadPack, match="24 of 24 communes would have a court of another area"):
        importing.courts((head + shifted).encode(), FR, DAY)


GENDARMERIE = (
    "identifiant_public_unite;service;telephone;departement;code_commune_insee;voie;code_postal;commune;"
    "geocodage_epsg;geocodage_x;geocodage_y;geocodage_x_GPS;geocodage_y_GPS;adresse_geographique;horaires_accueil;url\n"
    "1008620;Brigade de proximité de l'Exemple;;01;01004;;01500;Ambérieu-en-Bugey;;;;;;;;\n"
    "0;Brigade temporaire de l'Exemple;;2A;2A004;;20000;Ajaccio;;;;;;;;\n"
)
POLICE = (
    "service;departement;telephone;adresse_geographique;voie;code_postal;commune;code_commune_insee;"
    "geocodage_epsg;geocodage_x;geocodage_y;geocodage_x_GPS;geocodage_y_GPS\n"
    "Commissariat de l'Exemple;69;;;;69001;Lyon;69123;;;;;\n"
)


def test_the_lists_of_police_and_gendarmerie_units_are_read_by_their_own_headings() -> None:
    taken = importing.units(GENDARMERIE.encode("utf-8-sig"), FR, DAY)
    assert [(key, unit.label["fr"], unit.area) for key, unit in taken.rows] == [
        ("1008620", "Brigade de proximité de l'Exemple", "01"),
        ("brigade-temporaire-de-l-exemple", "Brigade temporaire de l'Exemple", "2A"),
    ]
    ((key, unit),) = importing.units(POLICE.encode(), FR, DAY).rows
    assert (key, unit.area, unit.capacity) == ("commissariat-de-l-exemple", "69", None)


ZONES = (
    "code_commune;libelle_commune;institution;id_service;service;code_postal;codes_postaux\n"
    "75056;PARIS;PN;75;Brigade de protection des mineurs (Paris);75001;75001-75002\n"
    "69123;LYON;PN;bpm-paris;A name of yesterday;69001;69001-69002\n"
    "01001;L ABERGEMENT CLEMENCIAT;GN;77;Nobody;01400;01400\n"
)


def test_a_zone_of_the_ministry_of_the_interior_is_found_by_the_service_s_number_or_else_by_its_name() -> None:
    taken = importing.zones(ZONES.encode(), FR, DAY)
    assert [(row.code, row.area, row.value) for row in taken.rows] == [
        ("75056", "75", "bpm-paris"),
        ("69123", "69", "bpm-paris"),
    ]
    assert [one.line for one in taken.refused] == [4]


def test_the_newest_row_that_holds_on_the_day_is_the_one() -> None:
    rows = [
        tables.Row("69264", "69", "Villefranche-sur-Saône", "de Lyon", date(2020, 1, 1), date(2025, 12, 31)),
        tables.Row("69264", "69", "Villefranche-sur-Saône", "de Villefranche-sur-Saône", DAY),
    ]
    table = tables.of(rows)
    said = {day: table.at("69", ("villefranche sur saone",), day) for day in (date(2019, 1, 1), date(2025, 5, 5), DAY)}
    assert list(said.values()) == [(), ("de Lyon",), ("de Villefranche-sur-Saône",)]


def test_communes_under_one_code_that_do_not_agree_stay_several() -> None:
    rows = [tables.Row("1", "69", "A", "de Lyon", DAY), tables.Row("2", "69", "B", "de Villefranche-sur-Saône", DAY)]
    assert len(tables.of(rows).at("69", ("a", "b"), DAY)) == 2
    assert tables.of(rows).at("69", ("a", "c"), DAY) == ()  # one of them is not in the table
