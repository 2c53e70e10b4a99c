"""The matching step: what the lists know of each file of each report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from vigie.matching.index import Knowledge, Known
from vigie.matching.opinions import disagreeing, overruled
from vigie.matching.prints import Print, Still, Turned
from vigie.matching.shares import Met, met, of_picture
from vigie.matching.writing import hash_of, kind_named
from vigie.report.nouns import Dossier, Hash, Match, Matches, Pdq, Remark, ReportedFile, Sha256, Share, say

TOO_FEW = ": too few to count as a match"  # how the remark on a part of a video ends
STRONGEST = ("sha256", "sha1", "md5", "photodna", "pdq")
COMPUTED = ("sha256", "sha1", "md5")


class Needs(Struct, frozen=True):
    """What the step needs: the prints of the media received, and what the lists know of the batch."""

    prints: Mapping[Sha256, Print]
    knowledge: Knowledge


class Wanted(Struct, frozen=True):
    """What is asked of the lists for one file."""

    digests: tuple[Hash, ...] = ()
    looks: tuple[Turned, ...] = ()
    stills: tuple[Still, ...] = ()  # the frames of a video that `looks` are of


def carried(file: ReportedFile) -> Iterator[Hash]:
    """The hashes that the report itself gives for a file, in normal form; those that cannot be read are left out."""
    for given in file.hashes:
        kind = kind_named(given.kind, given.value)
        found = hash_of(kind, given.value) if kind else None
        if isinstance(found, Hash):
            yield found


def wanted(file: ReportedFile, print_: Print | None) -> Wanted:
    """What to ask of the lists for a file: from its bytes where we have them, else from what the report carries."""
    given = tuple(carried(file))
    as_given = tuple(Turned("original", Pdq(hash_.value)) for hash_ in given if hash_.kind == "pdq")
    if print_ is None:
        return Wanted(tuple(hash_ for hash_ in given if hash_.kind != "pdq"), as_given)
    own = digests(print_) + tuple(hash_ for hash_ in given if hash_.kind not in (*COMPUTED, "pdq"))
    if print_.file.pdq is None and not print_.stills:
        return Wanted(own, as_given)
    return Wanted(own, print_.looks, print_.good_stills)


def digests(print_: Print) -> tuple[Hash, ...]:
    """The digests of a file's own bytes, but those of no bytes at all."""
    file = print_.file
    own = (hash_of("sha256", file.sha256), hash_of("sha1", file.sha1), hash_of("md5", file.md5))
    return tuple(found for found in own if isinstance(found, Hash))


def contradictions(position: int, file: ReportedFile, print_: Print) -> Iterator[Remark]:
    """The digests that the report gives and that are not those of the bytes received."""
    own = {hash_.kind: hash_.value for hash_ in digests(print_)}
    for given in carried(file):
        if given.kind in own and own[given.kind] != given.value:
            why = say(
                "the report's {kind} {value} is not that of the file received", kind=given.kind, value=given.value
            )
            yield Remark(f"files/{position}", why)


def found(position: int, want: Wanted, knowledge: Knowledge) -> Iterator[Match]:
    """Every match of one file, an entry as often as it matches."""
    for digest in want.digests:
        for known in knowledge.equal.get(digest, ()):
            yield _match(position, known, digest.kind, 0)
    if want.stills:
        yield from (film_match(position, one) for one in met(want.stills, knowledge) if one.enough)
        return
    for look in want.looks:
        for near in knowledge.near.get(look.pdq, ()):
            share = of_picture(near)
            yield _match(position, near.known, "pdq", near.distance, look.variant, look.quality, share)


def film_match(position: int, one: Met) -> Match:
    """The match of a video."""
    return _match(position, one.known, "pdq", one.distance, one.variant, one.quality, one.share)


def too_little(position: int, want: Wanted, knowledge: Knowledge) -> Iterator[Remark]:
    """What looks like a part of a video, or has a part that looks like it, but too small a part to be a match."""
    for one in met(want.stills, knowledge) if want.stills else ():
        if not one.enough:
            share = one.share
            why = say(
                "{n} of {of} frames look like {entry} of the list {list}: too few to count as a match",
                n=share.frames,
                of=share.of,
                entry=one.known.entry.key,
                list=one.known.list,
            )
            yield Remark(f"files/{position}", why)


def flooded(position: int, want: Wanted, knowledge: Knowledge) -> Iterator[Remark]:
    """That a picture looks like so many on the lists that only the nearest are told."""
    met_ = [knowledge.floods[look.pdq] for look in want.looks if look.pdq in knowledge.floods]
    if met_:
        why = say("this picture looks like {n} pictures of the lists: only the nearest are told", n=max(met_))
        yield Remark(f"files/{position}", why)


def _match(
    position: int,
    known: Known,
    kind: str,
    distance: int,
    variant: str | None = None,
    quality: int | None = None,
    share: Share | None = None,
) -> Match:
    entry = known.entry
    return Match(
        list=known.list,
        purpose=known.purpose,
        entry=entry.key,
        kind=kind,
        distance=distance,
        file=position,
        category=entry.category,
        series=entry.series,
        victim_identified=entry.victim_identified,
        offender_identified=entry.offender_identified,
        distributed=entry.distributed,
        submissions=entry.submissions,
        variant=variant,
        quality=quality,
        share=share,
        profile=entry.profile,
        member=entry.member,
        said_at=entry.said_at,
        votes_for=entry.votes_for,
        votes_against=entry.votes_against,
    )


def strongest(matches: Iterable[Match]) -> tuple[Match, ...]:
    """One match for each entry: by the strongest kind of hash, then the nearest. Strongest first."""
    order = sorted(matches, key=lambda match: (STRONGEST.index(match.kind), match.distance, match.list, match.entry))
    best: dict[tuple[str, str], Match] = {}
    for match in order:
        best.setdefault((match.list, match.entry), match)
    return tuple(best.values())


def _one(dossier: Dossier, needs: Needs) -> Matches:
    files = dossier.report.files
    prints = [needs.prints.get(file.media) if file.media else None for file in files]
    matches: list[Match] = []
    remarks: list[Remark] = []
    for position, (file, print_) in enumerate(zip(files, prints, strict=True)):
        want = wanted(file, print_)
        told = overruled(strongest(found(position, want, needs.knowledge)))
        matches.extend(told)
        remarks.extend(disagreeing(position, told))
        remarks.extend(too_little(position, want, needs.knowledge))
        remarks.extend(flooded(position, want, needs.knowledge))
        if print_ is not None:
            remarks.extend(contradictions(position, file, print_))
    own = tuple(print_.file if print_ else None for print_ in prints)
    return Matches(prints=own, matches=tuple(matches), lists=needs.knowledge.lists, remarks=tuple(remarks))


def match(batch: Sequence[Dossier], needs: Needs) -> list[Matches]:
    """What the lists know of each dossier's files. Pure: the same batch and needs give the same findings."""
    return [_one(dossier, needs) for dossier in batch]
