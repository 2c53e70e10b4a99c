"""Every page that somebody can go to says what it is for, without JavaScript."""

from __future__ import annotations

from vigie.access.models import Officer
from vigie.desk import ways
from vigie.desk.help import HELP
from vigie.desk.templatetags.rooms import ROOMS
from vigie.desk.tests import addresses, caseload
from vigie.desk.tests.conftest import Enter

# Pages that are shown once, on the way to another, or are files.
WITHOUT = {
    *("version", "picture", "bulk", "next", "stopped", "resting", "codes", "figures-book", "figure-file", "sign-out"),
    *(
        "request-table",
        "agency",
        "agency-back",
        "second",
        "set-up",
        "sign-in",
        "why",
        "desk-help",
        "alarms",
        "language",
        "outline",
    ),
}


def test_every_page_of_the_menus_has_its_help() -> None:
    names = {row.name for row in ways.ROWS} | {name for name, _, _ in ROOMS}
    assert names <= set(HELP)


def test_every_page_that_answers_a_supervisor_has_its_help(supervisor: Officer, enter: Enter) -> None:
    caseload.kept(key=addresses.KEY)
    browser, lacking = enter(supervisor), set()
    for one in addresses.every():
        if one.open or "<slug:act>" in one.route or "<slug:what>" in one.route:
            continue
        answer = browser.get(one.path)
        if answer.status_code == 200 and b"<main" in answer.content and answer.resolver_match:
            name = answer.resolver_match.url_name or ""
            if name not in HELP and name not in WITHOUT:
                lacking.add(name)
    assert lacking == set()


def test_help_stands_on_the_page_itself(officer: Officer, enter: Enter) -> None:
    page = enter(officer).get("/queue").content.decode()
    assert "All reports that wait, the most urgent first" in page
    assert "<details" in page.partition("All reports that wait")[0].rpartition("page-help")[0][-60:]


def test_one_page_says_all_that_somebody_may_open(officer: Officer, supervisor: Officer, enter: Enter) -> None:
    own, all_ = (enter(one).get("/help").content.decode() for one in (officer, supervisor))
    assert "take the next report in hand" in own
    assert 'href="/policies"' not in own.partition("<main")[2]
    assert 'href="/policies"' in all_.partition("<main")[2]
