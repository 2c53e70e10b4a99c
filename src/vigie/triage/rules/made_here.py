"""Signs that the person made the pictures: an unknown picture that still names its camera, or words that say so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from vigie.report.nouns import Detail, ReportedFile, say
from vigie.triage.examples import PICTURE, case, match, report
from vigie.triage.facts import GPS, MAKE, MODEL, TAKEN, meta
from vigie.triage.rule import Case, Heard, Rule, together
from vigie.triage.state import State

MOMENT = TAKEN | {"datetime"}
PLACE = GPS | {"latitude"}
SIGNS = ((MODEL | MAKE, 0.45), (MOMENT, 0.15), (PLACE, 0.4))
OWN_NAME = 0.2
WORDS = 0.75
RECENT, RECENTLY = timedelta(days=90), 0.4  # taken so shortly before the report came in


def _camera(case: Case, file: ReportedFile) -> float:
    said = {meta(detail.name): detail.value for detail in file.details}
    recent = any(_recently(case.dossier.received_at, said[name]) for name in MOMENT & said.keys())
    signs = (share for known, share in SIGNS if not known.isdisjoint(said))
    return together(RECENTLY if recent else 0.0, *signs) * case.weight("file:exif")


def _named(case: Case, names: frozenset[str]) -> float:
    return OWN_NAME * case.weight("file:camera-name") if "file:camera-name" in names else 0.0


def _recently(received: datetime, said: str) -> bool:
    """EXIF writes `YYYY:MM:DD HH:MM:SS`, without a zone; a day's doubt does not matter here."""
    try:
        taken = datetime.strptime(said.strip()[:10].replace("-", ":"), "%Y:%m:%d").replace(tzinfo=UTC)
    except ValueError:
        return False
    return -timedelta(days=1) <= received - taken <= RECENT


def weigh(case: Case) -> Heard | None:
    """EXIF of a camera on files that no list knows (pictures that go round have lost theirs), and words."""
    files = zip(case.report.files, case.names_on_files, case.states, strict=True)
    new = [(file, names) for file, names, state in files if state in (State.NEW, State.UNCOMPARED)]
    camera = max((together(_camera(case, file), _named(case, names)) for file, names in new), default=0.0)
    words = case.cue("made_it")
    strength = together(camera, WORDS * words)
    if not strength:
        return None
    if not words:
        return Heard(say("A file on no list still carries the data, or the name, that its camera gave"), strength)
    return Heard(say("Words of making pictures: {words}", words=case.words_of("made_it")), strength)


OWN = replace(PICTURE, details=(Detail("EXIF", "Model", "Synthetic 1"),))
RULE = Rule(
    version=3,
    about="Made by this person",
    points=18,
    weigh=weigh,
    raises=lambda: case(report(files=(OWN,))),
    leaves=lambda: case(report(files=(OWN,)), match()),
    person=True,
)
