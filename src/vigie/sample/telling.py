"""One event as its company tells it: the hidden suspect, seen through a look, a company's habits and chance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from msgspec.structs import replace

from vigie.report import nouns
from vigie.sample import contents, delivery, people, room, texts
from vigie.sample.companies import Company
from vigie.sample.draws import chance, stream
from vigie.sample.looks import LOOKS, SHOWS, Look
from vigie.sample.materials import Material, Shelf, shelf
from vigie.sample.plan import Event, Plan, plan
from vigie.sample.studio import Copy, Studio, which_copy
from vigie.sample.suspects import Account, Hidden, Suspect, suspect


@dataclass(frozen=True, slots=True)
class Told:
    """A report, and what is true behind it. `copies[i]` is the file that `report.files[i]` speaks of."""

    event: Event
    suspect: Suspect
    account: Account
    look: Hidden
    form: delivery.Form
    report: nouns.Report
    copies: tuple[Copy, ...] = ()
    materials: tuple[Material, ...] = ()
    cues: tuple[str, ...] = ()  # what its texts say
    thin: bool = False


class World:
    """All that is hidden, for one seed and size: whatever is asked of it is drawn anew, the same each time."""

    def __init__(self, seed: int, reports: int, studio: Studio) -> None:
        self.seed, self.studio = seed, studio
        self.shelf: Shelf = shelf(reports)
        self.plan: Plan = plan(seed, reports)

    def told(self, number: int, full: bool = False) -> Told:
        """The `number`-th report to arrive. `full`: as the company tells it when asked again, never thin."""
        return _Teller(self, self.plan.event(number)).tell(full)


class _Teller:
    """Draws one report. Everything comes from the event's own stream, in one order."""

    def __init__(self, world: World, event: Event) -> None:
        self.world, self.event = world, event
        self.rng: Random = stream(world.seed, "event", event.suspect, event.nth)
        self.suspect = suspect(world.seed, event.suspect)
        self.hidden_look = LOOKS[self.suspect.hidden].pick(self.rng)
        self.look: Look = SHOWS[self.hidden_look]
        self.account = self.rng.choice(self.suspect.accounts)
        self.company: Company = self.account.company
        self.form = delivery.form_of(world.seed, event.number)
        self.language = self.suspect.language if chance(self.rng, 0.6) else self.company.language
        self.thin = chance(self.rng, self.company.thin)

    def tell(self, full: bool) -> Told:
        thin = self.thin and not full
        cues = () if thin else self._cues()
        shown = () if thin and chance(self.rng, 0.6) else self._materials()
        copies, files = self._files(shown)
        if thin:
            files = tuple(replace(file, sightings=(), details=()) for file in files)
        spoken, logged = self._places(cues)
        if logged:
            file, copy = contents.chat_log(self.rng, logged, self.language, self.suspect, self.event.at)
            copies, files = (*copies, copy), (*files, file)
        report = room.left_of(self._report(thin, spoken, cues, files), self.form)
        shown, copies = shown[: len(report.files)], copies[: len(report.files)]
        said = tuple(dict.fromkeys(cue for cue in (*spoken, *logged) if cue != "noise"))
        return Told(
            self.event, self.suspect, self.account, self.hidden_look, self.form, report, copies, shown, said, thin
        )

    def _materials(self) -> tuple[Material, ...]:
        world = self.world
        return contents.materials(self.rng, world.seed, world.shelf, self.suspect, self.look, self.event.surge)

    def _cues(self) -> tuple[str, ...]:
        return tuple(cue for cue, share in self.look.cues.items() if chance(self.rng, share))

    def _places(self, cues: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Which cues stand in the report's text and which in a chat log; the others are not told at all."""
        rng, company = self.rng, self.company
        spoken = (*cues, *("noise" for _ in range(rng.choice((0, 1, 1, 2)))))
        may_log = not self.thin and self.form in delivery.NCMEC  # a row has no room for a log
        log = (*cues, "noise") if may_log and chance(rng, min(0.8, company.chat * self.look.talk)) else ()
        return (spoken if chance(rng, min(0.95, company.text * self.look.talk)) else ()), log

    def _files(self, shown: tuple[Material, ...]) -> tuple[tuple[Copy, ...], tuple[nouns.ReportedFile, ...]]:
        copies, files = [], []
        for place, one in enumerate(shown, 1):
            copy = self.world.studio.copy(one, which_copy(self.rng, one))
            copies.append(copy)
            files.append(
                contents.told(
                    self.rng, self.world.seed, self.suspect, self.company, self.look, one, copy, place, self.event.at
                )
            )
        return tuple(copies), tuple(files)

    def _people(self, thin: bool, cues: tuple[str, ...]) -> tuple[nouns.Person, ...]:
        if thin:
            return (people.account_only(self.account),) if chance(self.rng, 0.5) else ()
        person = people.reported(self.rng, self.world.seed, self.suspect, self.account, self.event.at, self._earlier())
        if self.form is delivery.Form.POLICE_JSON:
            person = people.police_extras(self.rng, self.suspect, person, cues)
        others = people.others(self.rng, self.suspect, self.account) if chance(self.rng, self.company.others) else ()
        return (person, *others)

    def _earlier(self) -> tuple[nouns.ReportId, ...]:
        numbers = (self.world.plan.number(self.event.suspect, nth) for nth in range(self.event.nth))
        return tuple(
            delivery.report_id(self.world.seed, number)
            for number in numbers
            if delivery.form_of(self.world.seed, number) in delivery.NCMEC
        )

    def _escalation(self, cues: tuple[str, ...]) -> str | None:
        grave_looking, other = self.company.escalates
        if not chance(self.rng, grave_looking if self.look.alarming else other):
            return None
        return texts.sentence(
            self.rng, (self.rng.choice(cues) if cues and chance(self.rng, 0.5) else "review",), self.language
        )

    def _annotations(self) -> tuple[str, ...]:
        said = self.look.annotation
        return (said,) if said and chance(self.rng, self.company.annotates) else ()

    def _channel(self) -> nouns.Channel:
        company, kind = self.company, self.company.channel
        name = company.name if kind in ("chat", "game", "p2p") else None
        urls = (f"https://{company.host}/{self.account.identifier}/p/{self.rng.getrandbits(40):x}",)
        mails = (nouns.Email(self.account.email),) if kind == "email" else ()
        return nouns.Channel(
            kind, name=name, urls=urls if kind == "webpage" and chance(self.rng, 0.7) else (), emails=mails
        )

    def _moment(self) -> datetime:
        """When it happened, says the company: for some the moment at which they noticed."""
        if self.company.detection_time:
            return self.event.at - timedelta(minutes=self.rng.randrange(1, 50))
        return self.event.at - timedelta(days=self.rng.expovariate(1 / 6))

    def _report(
        self, thin: bool, spoken: tuple[str, ...], cues: tuple[str, ...], files: tuple[nouns.ReportedFile, ...]
    ) -> nouns.Report:
        rng, company, everyone = self.rng, self.company, self._people(thin, cues)
        said = (texts.sentence(rng, spoken, self.language),) if spoken else ()
        hidden_in_text = (
            people.told_in_text(rng, self.account, everyone[0], company.language) if everyone and not thin else ()
        )
        kind = company.incident_kind or self.look.incidents.pick(rng)
        meme = any(file.annotations for file in files) and chance(rng, company.ticks_meme * 0.5)
        return nouns.Report(
            source=delivery.SOURCES[self.form],
            report_id=delivery.report_id(self.world.seed, self.event.number),
            format=str(self.form),
            sent_at=self.event.at,
            company=company.name,
            incident_kind=kind,
            platform=company.name if chance(rng, 0.3) else None,
            incident_at=people.clock(company, self._moment()),
            incident_at_description=texts.sentence(rng, ("date",), "en")
            if company.detection_time and chance(rng, 0.3)
            else None,
            escalation=self._escalation(cues),
            annotations=() if thin else self._annotations(),
            batched="VIRAL_POTENTIAL_MEME" if meme else None,
            channels=() if thin and chance(rng, 0.5) else (self._channel(),),
            people=everyone,
            files=files,
            texts=() if thin else (*said, *hidden_in_text),
            boilerplate=(company.boilerplate,) if company.boilerplate else (),
            language=self.language,
        )
