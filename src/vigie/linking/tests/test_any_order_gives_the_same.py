"""Whatever the order of arrival, the batches, the versions and the cuts: threads, contents and facts are those that a
plain computation from scratch gives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from vigie import plugs
from vigie.linking import tasks
from vigie.linking.bearing import CONTENT, KNOWN_BY, THREAD, Bears, bears
from vigie.linking.models import Content, Member, Mention, Tally, Thread, Value
from vigie.linking.selector import SelectorKind
from vigie.linking.step import link
from vigie.linking.tasks import apart
from vigie.linking.tests.cast import NOON, dossier, keep, print_of, suspect, victim
from vigie.report.nouns import Dossier, FilePrint, Hash, Person, ReportedFile, Sighting

pytestmark = pytest.mark.django_db
KINDS = plugs.find("vigie.linking.selectors", SelectorKind)
KEYS = range(1, 9)

# ---------------------------------------------------------------- what happens

_PICTURE = int("f0" * 32, 16)
_LOOKS = [_PICTURE, _PICTURE ^ (2**20 - 1), _PICTURE ^ (2**45 - 1), _PICTURE ^ (2**80 - 1)]


def _some(values: Iterable[str | None]) -> st.SearchStrategy[str | None]:
    return st.sampled_from([None, *values])


_sightings = st.builds(
    lambda hour, port: Sighting("203.0.113.7", "login", NOON + timedelta(hours=hour), port),
    st.sampled_from([0, 0.1, 3, 13]),
    st.sampled_from([None, 40_000, 40_001]),
)
_suspects = st.builds(
    lambda email, identifier, name, seen, service: suspect(
        email, identifier, screen_name=name, sightings=tuple(seen), service=service
    ),
    _some(["a@mail.example", "b@mail.example", "c@mail.example"]),
    _some(["u-1", "u-2", "u-3", "u-4"]),
    _some(["anna", "bert"]),
    st.lists(_sightings, max_size=1),
    _some(["Example Chat"]),
)
_victims = st.builds(victim, st.sampled_from(["v@mail.example", "w@mail.example", "a@mail.example"]))
_prints = st.builds(
    lambda name, look, quality: print_of(f"{name}{look}", f"{_LOOKS[look]:064x}" if name != "x" else None, quality),
    st.sampled_from(["p", "q", "x"]),
    st.integers(0, 3),
    st.sampled_from([100, 100, 100, 20]),
)
_people = st.lists(st.one_of(_suspects, _victims), max_size=3)
_carried = st.builds(
    lambda name: ReportedFile(hashes=(Hash("md5", print_of(name).md5), Hash("sha1", print_of(name).sha1))),
    st.sampled_from(["p0", "p1", "x0"]),
)


@st.composite
def _reports(draw: st.DrawFn) -> Dossier:
    people: list[Person] = draw(_people)
    prints: list[FilePrint] = draw(st.lists(_prints, max_size=2))
    carried: list[ReportedFile] = draw(st.lists(_carried, max_size=1))
    files = [*(ReportedFile() for _ in prints), *carried]
    company = draw(st.sampled_from(["Example Chat", "chat.example", "Example Game"]))
    key, version = draw(st.sampled_from(KEYS)), draw(st.integers(0, 3))
    return dossier(key, *people, prints=prints, files=files, company=company, version=version)


@dataclass
class Cutting:
    """Cuts or restores the nth of the mentions there are; of that report, or of all."""

    nth: int
    everywhere: bool
    back: bool


_acts = st.one_of(
    st.lists(_reports(), min_size=1, max_size=4),
    st.lists(_reports(), min_size=1, max_size=4),
    st.builds(Cutting, st.integers(0, 40), st.booleans(), st.booleans()),
)

# ---------------------------------------------------------------- what must come of it


@dataclass
class World:
    """What was told: the newest version of each report, and the cuts that last."""

    told: dict[int, Dossier] = field(default_factory=dict)
    cuts: set[tuple[int | None, str, str]] = field(default_factory=set)
    names: set[tuple[str, str]] = field(default_factory=set)  # digest and digest of the same bytes, ever computed

    def hear(self, one: Dossier) -> None:
        if one.report_key not in self.told or self.told[one.report_key].key <= one.key:
            self.told[one.report_key] = one
            prints = one.matches.prints if one.matches else ()
            self.names.update((f"{kind}:{getattr(p, kind)}", p.sha256) for p in prints if p for kind in ("md5", "sha1"))
            self.names.update((f"sha256:{p.sha256}", p.sha256) for p in prints if p)

    def bears(self) -> dict[int, Bears]:
        found = {}
        for key, one in self.told.items():
            found[key] = bears(one, link([one], KINDS)[0], KINDS)
        return found


def _groups(things: Iterable[int], same: Callable[[int, int], bool]) -> dict[int, int]:
    """By plain repetition: each thing's group, named by its least."""
    group = {thing: thing for thing in things}
    changed = True
    while changed:
        changed = False
        for one in group:
            for other in group:
                if group[one] != group[other] and same(one, other):
                    least = min(group[one], group[other])
                    group = {k: least if v in (group[one], group[other]) else v for k, v in group.items()}
                    changed = True
    return group


def _threads(world: World) -> dict[int, int]:
    behind: defaultdict[tuple[str, str], set[tuple[str, object]]] = defaultdict(set)
    values: defaultdict[int, set[tuple[str, str]]] = defaultdict(set)
    for key, one in world.bears().items():
        for item in one.bearings:
            if item.bond != THREAD or (key, *item.key) in world.cuts or (None, *item.key) in world.cuts:
                continue
            values[key].add(item.key)
            if item.account:
                behind[item.key].add(item.account)
            elif item.key[0] not in KNOWN_BY:
                behind[item.key].add(("report", key))
    for held in values.values():
        for value in list(held):
            count: defaultdict[str, int] = defaultdict(int)
            for how, _ in behind[value]:
                count[how] += 1
            if max(count.values(), default=0) > KINDS[value[0]].crowd:
                held.discard(value)
    return _groups(world.told, lambda one, other: bool(values[one] & values[other]))


def _contents(world: World) -> list[set[int]]:
    """The reports of each content that is in two reports or more."""
    files: list[tuple[int, set[tuple[str, str]], set[int]]] = []  # report, values, looks
    for key, one in world.bears().items():
        places = defaultdict(set)
        for item in one.bearings:
            if item.bond == CONTENT and not {(key, *item.key), (None, *item.key)} & world.cuts:
                places[item.place].add(item.key)
        looks = (({int(value, 16) for kind, value in held if kind == "picture"}, held) for held in places.values())
        files.extend((key, held, seen) for seen, held in looks)

    names = dict(world.names)

    def bare(held: set[tuple[str, str]]) -> set[str]:
        return {names.get(value, value) for _, value in held}

    def same(one: int, other: int) -> bool:
        near = any((a ^ b).bit_count() <= 31 for a in files[one][2] for b in files[other][2])
        return near or bool(bare(files[one][1]) & bare(files[other][1]))

    reports: defaultdict[int, set[int]] = defaultdict(set)
    for number, group in _groups(range(len(files)), same).items():
        reports[group].add(files[number][0])
    return [keys for keys in reports.values() if len(keys) > 1]


def _senders(told: Mapping[int, Bears], keys: Iterable[int]) -> int:
    some = [told[key] for key in keys]
    companies, services = {one.company for one in some}, set().union(*(one.services for one in some))
    return max(min(len(companies), len(services)), 1)


def _check(world: World) -> None:
    thread, told, contents = _threads(world), world.bears(), _contents(world)
    facts = tasks.facts_of(world.told)
    for key in world.told:
        got, mates = facts[key], sorted(other for other in thread if thread[other] == thread[key])
        assert got.thread == (f"T-{mates[0]:06}" if len(mates) > 1 else None)
        assert got.reports == len(mates)
        assert got.earlier_reports == sum(other < key for other in mates)
        assert got.companies == _senders(told, mates)
        assert got.accounts == len(set().union(*(told[other].accounts for other in mates)))
        named = set().union(*(told[other].victims for other in mates))
        assert got.victims == max(len(named), *(told[other].victims_at_once for other in mates))
        own = [keys for keys in contents if key in keys]
        assert got.contents_elsewhere == len(own)
        if own:
            widest = max(len({thread[other] for other in keys}) for keys in own)
            assert got.cluster_suspects == widest
            assert (got.cluster_reports, got.cluster_companies) in {
                (len(keys), _senders(told, keys)) for keys in own if len({thread[other] for other in keys}) == widest
            }
        else:
            assert got.cluster is None


def _newest(act: list[Dossier]) -> list[Dossier]:
    """Of one batch, the newest version of each report: the others are not looked at."""
    return list({one.report_key: one for one in sorted(act, key=lambda one: one.key)}.values())


def _clean() -> None:
    """No row is left that says something else than the rest."""
    assert set(Member.objects.exclude(thread_key=None).values_list("thread_key", flat=True)) == set(
        Thread.objects.values_list("id", flat=True)
    )
    assert not Thread.objects.filter(reports__lt=2).exists()
    assert not Tally.objects.filter(n__lt=0).exists()
    owners = {
        *Thread.objects.values_list("id", flat=True),
        *(-key for key in Content.objects.values_list("id", flat=True)),
    }
    assert set(Tally.objects.values_list("owner", flat=True)) <= owners
    for value in Value.objects.all():
        mentions = Mention.objects.filter(value=value)
        assert value.reports == len(set(mentions.values_list("report_key", flat=True)))
        held = mentions.filter(bond__in=(THREAD, CONTENT), cut=False)
        assert value.tied == len(set(held.values_list("report_key", flat=True)))


def _cut(act: Cutting, world: World) -> None:
    if act.back:
        cuts = sorted(world.cuts, key=str)
        if cuts:
            chosen = cuts[act.nth % len(cuts)]
            world.cuts.discard(chosen)
            tasks.restore(*chosen, by="anne", why="it was right")
        return
    mentions = Mention.objects.filter(bond__in=(THREAD, CONTENT)).order_by("id")
    rows = list(mentions.values_list("report_key", "value__kind", "value__value"))
    if rows:
        report_key, kind, value = rows[act.nth % len(rows)]
        chosen = (None if act.everywhere else report_key, kind, value)
        if chosen not in world.cuts:
            world.cuts.add(chosen)
            tasks.cut(*chosen, by="anne", why="it is a shared address")


@settings(max_examples=50, deadline=None)
@given(st.lists(_acts, max_size=8), st.sampled_from([1, 2, 64]), st.sampled_from([1, 2000]))
def test_the_rows_say_what_a_computation_from_scratch_says(
    acts: list[list[Dossier] | Cutting], wide: int, far: int
) -> None:
    with transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(apart, "WIDE", wide)  # so that threads of a few reports are as large ones
        patch.setattr(apart, "FAR", far)
        world = World()
        for act in acts:
            if isinstance(act, Cutting):
                _cut(act, world)
            else:
                keep(*act)
                for one in _newest(act):
                    world.hear(one)
            _check(world)
        _clean()
        transaction.set_rollback(True)


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_any_order_and_any_batches_give_the_same_facts(data: st.DataObject) -> None:
    reports = data.draw(st.lists(_reports(), max_size=10, unique_by=lambda one: one.report_key))
    found = []
    for _ in range(2):
        order = data.draw(st.permutations(reports))
        size = data.draw(st.integers(1, 4))
        with transaction.atomic():
            for start in range(0, len(order), size):
                keep(*order[start : start + size])
            facts = tasks.facts_of(sorted(one.report_key for one in reports))
            found.append({key: {**_plain(one), "cluster": None} for key, one in facts.items()})
            transaction.set_rollback(True)
    assert found[0] == found[1]


def _plain(facts: object) -> dict[str, object]:
    return {name: getattr(facts, name) for name in facts.__struct_fields__}  # type: ignore[attr-defined]
