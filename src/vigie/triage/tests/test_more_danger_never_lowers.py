"""Whatever a case holds, adding danger to it never lowers its total."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from vigie import plugs
from vigie.report.nouns import Detail, Dossier, Hash, Links, Matches, Person, Report, ReportedFile, Role, ThreadFacts
from vigie.territory import pack
from vigie.triage.examples import NOW, PICTURE, SUSPECT, WORDS, child, match, report
from vigie.triage.habit import Habit
from vigie.triage.policy import load
from vigie.triage.rule import Case, Elsewhere, Rule
from vigie.triage.score import Standard, judge_one

RULES = plugs.find("vigie.triage.rules", Rule)
STANDARD = Standard(RULES, load(pack.folder() / "policy.toml", RULES))
Change = Callable[[Dossier], Dossier]
MARKS = ("sextortion", "csamSolicitation", "sadisticOnlineExploitation")
ON_FILES = ("physicalHarm", "infant", "liveStreaming", "possibleSelfProduction", "violenceGore", "bestiality")
SENTENCES = (
    "He threatens her.",
    "A gift card.",
    "They meet tomorrow.",
    "A train ticket.",
    "She will hurt herself.",
    "Her sister too.",
    "He lives with them.",
    "He is a teacher.",
    "On request.",
    "It is our secret.",
    "She is being hurt.",
    "It was filmed by him.",
    "Send me one.",
    "She is 12 years old.",
)
KINDS = (
    "Online Enticement of Children for Sexual Acts",
    "Child Sexual Molestation",
    "Child Sex Trafficking",
    "Child Pornography (possession, manufacture, and distribution)",
    None,
)


def _told(change: Callable[[Report], Report]) -> Change:
    return lambda dossier: replace(dossier, report=change(dossier.report))


def _of_suspect(**said: object) -> Change:
    """Fills what was not said: to say something else instead of what was said is not to add."""

    def filled(one: Person) -> Person:
        return replace(one, **{name: value for name, value in said.items() if getattr(one, name) is None})

    def change(told: Report) -> Report:
        people = [filled(one) if one.role is Role.REPORTED else one for one in told.people]
        return replace(told, people=tuple(people))

    return _told(change)


def _person(person: Person) -> Change:
    return _told(lambda told: replace(told, people=(*told.people, person)))


def _file(file: ReportedFile) -> Change:
    return _told(lambda told: replace(told, files=(*told.files, file)))


def _on_first_file(mark: str) -> Change:
    def change(told: Report) -> Report:
        if not told.files:
            return told
        first = replace(told.files[0], annotations=(*told.files[0].annotations, mark))
        return replace(told, files=(first, *told.files[1:]))

    return _told(change)


def _mark(mark: str) -> Change:
    return _told(lambda told: replace(told, annotations=(*told.annotations, mark)))


def _sentence(text: str) -> Change:
    return _told(lambda told: replace(told, texts=(*told.texts, text)))


def _thread(**more: int) -> Change:
    def change(dossier: Dossier) -> Dossier:
        links = dossier.links or Links()
        facts = links.facts
        grown = {name: getattr(facts, name) + number for name, number in more.items()}
        return replace(dossier, links=replace(links, facts=replace(facts, thread="t", **grown)))

    return change


dangers: st.SearchStrategy[Change] = st.one_of(
    st.sampled_from(MARKS).map(_mark),
    st.sampled_from(ON_FILES).map(_on_first_file),
    st.sampled_from(SENTENCES).map(_sentence),
    st.integers(0, 17).map(lambda years: _person(child(years=years))),
    st.integers(0, 17).map(lambda years: _person(child(Role.RECIPIENT, years))),
    st.integers(5, 17).map(lambda years: _person(child(Role.REPORTER, years))),
    st.sampled_from(["yes", "Teacher", "father"]).map(lambda said: _of_suspect(access_to_children=said)),
    st.just(_of_suspect(occupation="School teacher")),
    st.just(_of_suspect(relationship="stepfather")),
    st.just(_of_suspect(convicted="yes")),
    st.just(_file(PICTURE)),
    st.just(_file(replace(PICTURE, hashes=(Hash("md5", "2" * 32),), details=(Detail("EXIF", "Model", "Synthetic"),)))),
    st.just(_told(lambda told: replace(told, escalation="Synthetic: at risk"))),
    st.just(_thread(reports=1, earlier_reports=1)),
    st.just(_thread(reports=1, companies=1)),
    st.just(_thread(victims=1)),
)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    told = report(
        *([replace(SUSPECT, age=draw(st.integers(18, 70)))] if draw(st.booleans()) else []),
        text=" ".join(draw(st.lists(st.sampled_from(SENTENCES), max_size=3))) or None,
        incident=draw(st.sampled_from(KINDS)),
        marks=tuple(draw(st.lists(st.sampled_from(MARKS), max_size=2, unique=True))),
        files=tuple(draw(st.lists(st.just(PICTURE), max_size=3))),
    )
    matches = [match(file=place) for place in range(len(told.files)) if draw(st.booleans())]
    names = [f"mark:{mark.casefold()}" for mark in MARKS] + ["cue:meeting", "cue:threat", "report:escalated"]
    rates = {name: Habit(100, draw(st.integers(0, 100))) for name in draw(st.lists(st.sampled_from(names), max_size=4))}
    dossier = Dossier(
        key=1,
        report_key=1,
        report=told,
        received_at=NOW,
        matches=Matches(matches=tuple(matches), lists=("national@1",)),
        links=Links(facts=ThreadFacts()),
    )
    others = draw(st.lists(st.sampled_from(["access", "meeting", "sextortion", "hands-on"]), max_size=3, unique=True))
    elsewhere = tuple(Elsewhere(rule, draw(st.sampled_from([6, 12, 18, 24]))) for rule in others)
    return Case(dossier, NOW, habits=rates, lexicon=WORDS, home=frozenset({"FR"}), elsewhere=elsewhere)


def _with(case: Case, dossier: Dossier) -> Case:
    return Case(dossier, case.now, case.habits, case.everyone, case.lexicon, case.home, case.keeps, case.elsewhere)


@given(cases(), st.lists(dangers, min_size=1, max_size=4))
def test_adding_danger_never_lowers_the_total(case: Case, changes: list[Change]) -> None:
    total = judge_one(case, STANDARD).total
    for change in changes:
        case = _with(case, change(case.dossier))
        grown = judge_one(case, STANDARD).total
        assert grown >= total
        total = grown


@given(cases())
def test_a_judgement_is_the_same_twice_and_its_reasons_add_up(case: Case) -> None:
    verdict = judge_one(case, STANDARD)
    assert verdict == judge_one(_with(case, case.dossier), STANDARD)
    assert verdict.total == sum(reason.points for reason in verdict.reasons)
    assert verdict.score == min(100, verdict.total)
    points = [reason.points for reason in verdict.reasons]
    assert points == sorted(points, reverse=True)
    assert all(reason.points > 0 and str(reason.why) for reason in verdict.reasons)


@given(cases(), st.sampled_from(["access", "made-here", "convicted"]))
def test_what_another_report_of_the_same_person_says_never_lowers_the_total(case: Case, rule: str) -> None:
    more = Case(
        case.dossier,
        case.now,
        case.habits,
        case.everyone,
        case.lexicon,
        case.home,
        case.keeps,
        (*case.elsewhere, Elsewhere(rule, 18)),
    )
    assert judge_one(more, STANDARD).total >= judge_one(case, STANDARD).total
