"""Those who ask for their next report are each given another one, and told why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import SECRET, Desk, _served
from tests.browser.windows import opened
from tests.conftest import new_installation
from tests.journey.inputs import encoded, picture, police_json, put

pytestmark = pytest.mark.browser

NEAR = "Il est proche du plus prioritaire, et vous convient mieux."
HIGHEST, DUTCH, KIND, WORDS_ALONE = "970000201", "970000202", "970000203", "970000204"
TOLD = {  # the text, and whether a picture came with it
    HIGHEST: ("mon oncle", True),
    DUTCH: ("we kijken naar de film bij mijn tante met de anderen, zeven jaar", True),
    KIND: ("sept ans", True),
    WORDS_ALONE: ("nous regardons le film chez ma tante avec les autres, sept ans", False),
}


@pytest.fixture(scope="module")
def four(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk with four reports that stand near each other."""
    folder: Path = tmp_path_factory.mktemp("four")
    for place, (number, (text, drawn)) in enumerate(TOLD.items()):
        told = police_json(int(number), f"v{place}", emails=[f"v{place}@mail.example"], files=["p.jpg"] * drawn)
        told["reportedInformation"] |= {"additionalInformation": text}
        told["reportedInformation"]["incidentSummary"] |= {
            "incidentType": "Online Enticement of Children for Sexual Acts"
        }
        put(folder / "in", {f"{number}/report.json": told})
        if drawn:
            put(folder / "in", {f"{number}/p.jpg": encoded(picture(100 + place))})
    (folder / "secret").write_text(SECRET + "\n", "utf-8")
    with new_installation(folder / "home", "fr") as installation:
        assert installation.answer("take", folder / "in")["new"] == len(TOLD)
        for name in ("anne", "bruno", "carla", "denis"):
            installation.command("user", "add", name, "--role", "officer", "--password-file", folder / "secret")
        with _served(installation) as address:
            made = Desk(address, installation)
            yield made
            assert made.complaints == []


def says(page: Page, name: str) -> None:
    """What somebody says of themselves on their account."""
    if name == "bruno":
        page.check("input[name=language][value=nl]")
    elif name == "carla":
        page.fill("#pictures", "0")
    elif name == "denis":
        page.check("[name=kind][value=young-victim]")
    page.locator("form:has(#pictures) button.primary").click()
    expect(page.locator("#notices")).to_contain_text("en tiendra compte")


@pytest.mark.parametrize(
    ("name", "number", "why"),
    [
        ("anne", HIGHEST, ["C’est le plus prioritaire de ceux qui sont libres."]),
        ("bruno", DUTCH, [NEAR, "Langue que vous lisez : néerlandais."]),
        ("carla", WORDS_ALONE, [NEAR, "Il ne contient pas d’images, et vous en avez assez vu pour aujourd’hui."]),
        ("denis", KIND, [NEAR, "Ce que vous lisez le mieux : jeune enfant."]),
    ],
)
def test_each_is_given_what_suits_them_and_told_why(
    chromium: Browser, four: Desk, name: str, number: str, why: list[str]
) -> None:
    with opened(chromium) as context:
        page = four.watched(context.new_page())
        four.sign_in(page, name)
        page.goto(f"{four.address}/account")
        says(page, name)
        page.goto(f"{four.address}/")
        expect(page.locator(".next-one [data-open-row]")).to_have_text(number)
        assert [line.replace("\xa0", " ") for line in page.locator(".picked li").all_inner_texts()] == why
        page.keyboard.press("n")
        expect(page.locator("h1")).to_contain_text(number)
        expect(page.locator("#notices")).to_contain_text(why[-1].partition(" : ")[0])
        page.locator(".holding form button").first.click()
        page.wait_for_url("**/queue*")
