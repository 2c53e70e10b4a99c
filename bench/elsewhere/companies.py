"""The companies that report, and their habits: whom they escalate, what they fill, what they always set."""

from __future__ import annotations

from dataclasses import dataclass

OFTEN = (
    "Automated systems rated this report as high severity.",
    "Priority: high. Please review promptly.",
    "Escalated under policy 4.2 (child safety).",
)
LOOKED = (
    "A reviewer believes that a child may be in danger now.",
    "Reviewer: user seems to have a child within reach, imagery looks new.",
    "The child says that it cannot go on; contact with the reported user continues.",
    "Reviewer: the two agreed on a time and a place.",
    "Imminent risk assessed by trust and safety, see conversation.",
)


@dataclass(frozen=True)
class Company:
    """`looks`: the chance that what is worth it is escalated by a person; `often`: that anything is, by a machine."""

    name: str
    domain: str
    share: float
    xml: float
    looks: float = 0.3
    often: float = 0.004
    talks: float = 0.6  # hands over what was written
    ports: float = 0.5
    place: float = 0.6
    contact: float = 0.7  # e-mail or telephone of the account
    victims: float = 0.5  # tells of the other side
    cameras: float = 0.5
    flags: float = 0.5  # fills annotations
    classifies: float = 0.0
    always: tuple[str, ...] = ()  # annotations that stand in each report
    viewed: str = "varies"  # or yes, or not
    proxies: float = 0.0
    boilerplate: str = "This report was made in good faith."


COMPANIES = (
    Company("Palabre", "palabre.example", 0.19, 0.45, talks=0.75, ports=0.8, victims=0.7, classifies=0.5, looks=0.45),
    Company("Kliko", "kliko.example", 0.14, 0.6, talks=0.35, often=0.0, looks=0.1, viewed="yes", flags=0.0,
            boilerplate="Child safety is our priority. A child may be in danger wherever such content is shared."),
    Company("Nimbus Box", "nimbusbox.example", 0.13, 0.3, talks=0.1, cameras=0.9, victims=0.0, classifies=0.8,
            place=0.3),
    Company("Vistavid", "vistavid.example", 0.1, 0.8, talks=0.5, always=("liveStreaming",), looks=0.3, often=0.02),
    Company("Troc et Chat", "trocetchat.example", 0.07, 1.0, talks=0.7, often=0.1, looks=0.5, flags=0.3, contact=0.9),
    Company("Manette", "manette.example", 0.09, 0.7, talks=0.8, victims=0.8, looks=0.6, often=0.0, flags=0.8,
            place=0.8),
    Company("Wolkpost", "wolkpost.example", 0.06, 0.2, talks=0.5, contact=1.0, ports=0.3, cameras=0.7),
    Company("Ephemere", "ephemere.example", 0.12, 0.5, talks=0.65, victims=0.75, looks=0.5, flags=0.8, classifies=0.4),
    Company("Zupp", "zupp.example", 0.05, 0.9, talks=0.6, always=("possibleSelfProduction", "csamSolicitation"),
            often=0.02, viewed="not", ports=0.1),
    Company("Bricabrac", "bricabrac.example", 0.03, 1.0, talks=0.4, often=0.9, looks=0.0, contact=0.4, place=0.2,
            boilerplate="Escalated by default; we have no staff at night."),
    Company("Tunnelo", "tunnelo.example", 0.02, 0.5, talks=0.5, proxies=0.8, contact=0.3, place=0.1),
)  # fmt: skip
HOTLINES = {"csv": "Ligne Claire", "ndjson": "Meldpunt Voorbeeld"}
MEMBERS = {one.name: one for one in COMPANIES}
