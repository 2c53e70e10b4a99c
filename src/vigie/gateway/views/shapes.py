"""What the JSON interface takes and gives. Keys of a report are the columns of `docs/formats.md`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import AwareDatetime, ConfigDict, Field, StringConstraints

Line = Annotated[str, StringConstraints(max_length=300)]
Address = Annotated[str, StringConstraints(max_length=2083)]
Text = Annotated[str, StringConstraints(max_length=20_000)]
Hex = Annotated[str, StringConstraints(pattern=r"^[0-9A-Fa-f]{32,64}$")]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]


class Told(Schema):
    """Nothing passes in silence: a key that nobody knows is refused."""

    model_config = ConfigDict(extra="forbid")


class Ip(Told):
    """An address on the network, with the moment at which it was used: without it nobody can be found by it."""

    address: Annotated[str, StringConstraints(pattern=r"^[0-9A-Fa-f:.]{2,45}$")]
    time: AwareDatetime | None = None
    port: Annotated[int, Field(ge=1, le=65535)] | None = None
    event: Line | None = None
    proxy: bool | None = None


class Someone(Told):
    """A person or an account."""

    first_name: Line | None = None
    last_name: Line | None = None
    age: Annotated[int, Field(ge=0, le=150)] | None = None
    born: date | None = None
    gender: Line | None = None
    email: Annotated[list[Line], Field(max_length=50)] = []
    phone: Annotated[list[Line], Field(max_length=50)] = []
    service: Line | None = None
    account: Line | None = None
    screen_name: Line | None = None
    display_name: Annotated[list[Line], Field(max_length=50)] = []
    profile_url: Annotated[list[Address], Field(max_length=50)] = []
    bio: Text | None = None
    school: Line | None = None
    occupation: Line | None = None
    relationship: Line | None = None
    access_to_children: Line | None = None
    country: Code | None = None
    region: Line | None = None
    city: Line | None = None
    note: Text | None = None
    ip: Annotated[list[Ip], Field(max_length=500)] = []


class About(Told):
    """What is said of one file. It is tied to an uploaded one by a digest, its name, or its `id`."""

    id: Line | None = None
    name: Line | None = None
    original_name: Line | None = None
    md5: Hex | None = None
    sha1: Hex | None = None
    sha256: Hex | None = None
    pdq: Hex | None = None
    uploaded: AwareDatetime | None = None
    url: Address | None = None
    viewed: bool | None = None
    exif_viewed: bool | None = None
    public: bool | None = None
    classification: Literal["A1", "A2", "B1", "B2"] | None = None
    annotations: Annotated[list[Line], Field(max_length=20)] = []
    note: Text | None = None
    ip: Annotated[list[Ip], Field(max_length=50)] = []


class ReportIn(Told):
    """A report. With `complete` it goes on its way at once; without, files follow, and then `finish`."""

    format: Literal["vigie-report/1"] = "vigie-report/1"
    complete: bool = False
    your_reference: Annotated[str, StringConstraints(max_length=200)] | None = None
    company: Line | None = None
    kind: Line | None = None
    platform: Line | None = None
    incident_time: AwareDatetime | None = None
    incident_note: Text | None = None
    escalation: Annotated[str, StringConstraints(max_length=3000)] | None = None
    annotations: Annotated[list[Line], Field(max_length=20)] = []
    status: Literal["referral", "informational"] | None = None
    language: Line | None = None
    text: Annotated[list[Text], Field(max_length=50)] = []
    url: Annotated[list[Address], Field(max_length=500)] = []
    channel: Literal["webpage", "email", "newsgroup", "chat", "game", "phone", "offline", "p2p"] | None = None
    channel_name: Line | None = None
    channel_room: Line | None = None
    reported: Someone | None = None
    victims: Annotated[list[Someone], Field(max_length=100)] = []
    recipients: Annotated[list[Someone], Field(max_length=100)] = []
    files: Annotated[list[About], Field(max_length=900)] = []


class UrgentIn(ReportIn):
    """A notification of a threat to somebody's life or safety (Digital Services Act, article 18). It rings at the
    desk."""

    escalation: Annotated[str, StringConstraints(min_length=10, max_length=3000)]
    contact: Annotated[str, StringConstraints(min_length=5, max_length=300)]
    member_states: Annotated[list[Code], Field(max_length=27)] = []


class Opened(Schema):
    """A report as it stands."""

    report: int
    version: int
    state: Literal["open", "finished", "retracted", "expired"]
    reading: Literal["waiting", "read", "unreadable", "not-sent"]
    sandbox: bool
    your_reference: str | None
    opened: datetime
    finished: datetime | None
    files: list[str]


class FileKept(Schema):
    """An uploaded file, as it was sealed."""

    report: int
    file: str
    md5: str


class FieldTold(Schema):
    name: str
    given: bool
    points: int
    of: int
    advice: str


class Feedback(Schema):
    """How well a report is made, by what it says itself. Nothing is told of what the desk knows besides."""

    report: int
    score: int
    workable: bool
    missing: list[str]
    fields: list[FieldTold]


class QualityTold(Schema):
    """How well the reports of the last thirty days were made."""

    reports: int
    score: int | None
    workable: int
    given: dict[str, int]


class StatusTold(Schema):
    service: str
    sandbox: bool
    time: datetime


class Problem(Schema):
    """Why a request was not done. `code` is the number of the CyberTipline interface for the same thing."""

    code: int
    detail: str


def body_of(model: type[Schema]) -> dict[str, Any]:
    """A request's body for the interface's description: the document is read by hand, once it is sealed."""
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": inlined(model)}}}}


def inlined(model: type[Schema]) -> dict[str, Any]:
    """A model's schema in one piece."""
    schema = model.model_json_schema()
    parts = schema.pop("$defs", {})

    def within(value: Any) -> Any:
        if isinstance(value, dict):
            name = str(value.get("$ref", "")).rpartition("/")[2]
            return within(parts[name]) if name else {key: within(one) for key, one in value.items()}
        return [within(one) for one in value] if isinstance(value, list) else value

    whole = within(schema)
    assert isinstance(whole, dict)
    return whole
