"""The invented companies that report, each with its habits: what it never says, and what it always says.

A habit is a flaw of real clients (what they leave out, and which flags are constants), seen in public code.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from msgspec import convert

from vigie.sample.draws import Weighted


@dataclass(frozen=True, slots=True)
class Company:
    """How one company reports. Numbers are shares of its reports, 0 to 1, unless said otherwise."""

    name: str
    host: str  # of the reserved domain .example
    channel: str  # webpage, email, chat, game, phone, p2p
    weight: float  # of all reports
    escalates: tuple[float, float] = (0.0, 0.0)  # of what looks grave to it; of the rest
    viewed: float = 1.0  # share of files said to be viewed; below 0: never says
    boilerplate: str | None = None  # the same text in every report
    annotates: float = 0.0  # fills the annotations, when there is something to say
    ticks_meme: float = 0.0  # ticks "potential meme" on a picture that circulates
    says_viral: bool = False  # of every file
    incident_kind: str | None = None  # always the same
    thin: float = 0.08  # only type and time
    address: float = 0.85  # gives the addresses of the account
    address_of_file: float = 0.3
    port: float = 0.4
    email: float = 0.6
    phone: float = 0.2
    place: float = 0.35
    name_known: float = 0.1
    text: float = 0.4
    chat: float = 0.05  # adds a chat log
    others: float = 0.0  # names victims, recipients and associated accounts
    classifies: float = 0.2  # A1 to B2
    exif: float = 0.0
    hashes: tuple[str, ...] = ("md5",)
    detection_time: bool = False  # its incident time is when it noticed
    hours_from_utc: int = 0
    in_text: bool = False  # hides identifiers in free text
    language: str = "en"


COMPANIES: tuple[Company, ...] = convert(
    tomllib.loads(Path(__file__).with_name("companies.toml").read_text("utf-8"))["company"], tuple[Company, ...]
)
BY_WEIGHT = Weighted({number: company.weight for number, company in enumerate(COMPANIES)})
BY_NAME = {company.name: company for company in COMPANIES}
