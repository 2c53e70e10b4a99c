"""Cue words in texts: which of a pack's short lexicons a text touches, with the words themselves.

A lexicon is data (`packs/<country>/words.toml`): for each cue, phrases by language. Reading is one pass over the words
of a text, without regard to accents or case; only whole words count. In a phrase, `*` at the end of a word stands for
all its endings, `~` for up to four words of the same sentence, `<child>` for any word of that kind (`[kinds.child]`).
A cue that the same sentence denies ("no indication of ...", cue `denial`) is not heard: a denial is a fact of the text,
not a guess. What somebody disputes ("he denies ...", cue `dispute`) is heard in part and shown with the words that
dispute it. "But" ends both. Words near others that make them a story or what others do ("seen on the news", "role
play", cue `framing`) are heard in part too, and shown with these. A word of `[kinds.weak]` that is a whole phrase says
half as much as one that its neighbours make plain. Words of several kinds near each other make a cue too (`near.py`).
Short forms and slips of one letter are mended (`spelling.py`). What sentences mean in other words, `ear.py` hears.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from vigie.triage.near import Found, Kinds, Near
from vigie.triage.spelling import Spelling

Phrase = tuple[str, ...]
Anchored = tuple[Phrase, int, str]  # a phrase, the place of the word by which it is looked up, its cue
TOKEN = re.compile(r"[^\W_]+|[.!?;:\n|]+")
ELEMENT = re.compile(r"[^\W_]+\*?|~|<[a-z_]+>")
GAP = "~"
APART = 4  # words that a gap may stand for
DENIALS = {"denial": 0.0, "dispute": 0.4}  # what a cue still says that is denied, or disputed
DENIED_WITHIN = 6  # words after a denial that it still denies
FRAMING, FRAMED = "framing", 0.5  # a text about what others do, or a story; what its cues still say
FRAMES = 25  # words on each side that it frames
BUT = "but"  # the kind of words that end a denial
DENIED = 0.4
WEAK, WEAKLY = "weak", 0.5  # the kind of words that alone say half as much: many others use them too
AGE_JOINED = re.compile(r"(\d{1,2})((?:yo|yr|yrs|ans|jr|jaar|anos|anni|jahre)[a-z]*|f\b)")
ACCENTS = re.compile("[\u0300-\u036f\u0640\u064b-\u065f\u0670]+")  # and the vowels, hamzas and kashidas of Arabic
LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "’": "'", "ł": "l", "ı": "i", "ى": "ي", "ة": "ه"})
AGE = "child_age"  # a number below `ADULT` before one of this cue's words is an age
AGE_AFTER = "child_age_before"  # and so is one after one of these; or a year of birth
ADULT = 16
BORN = range(2011, 2031)  # years of birth of those who are children while this edition is in use
SHORTEST = 3  # letters of a stem
AROUND = 3  # words on each side of a hit that make it the same saying
LONGEST = 40_000  # characters of one text that are read; the rest stays for the officer
REMEMBERED = 20_000  # texts, or words, whose reading is remembered


class BadWords(Exception):
    """A words.toml that says something impossible. Permanent: somebody must mend the file."""

    permanent = True


@dataclass(frozen=True, slots=True)
class Hit:
    """One phrase found: its cue, the words as found, and a digest of the words around it (who repeats it?). `by`:
    `cue` when words of the lexicon said it, `sense` when its sentence is like examples; the two are counted apart."""

    cue: str
    words: str
    saying: str
    strength: float = 1.0
    by: str = "cue"


def plain(text: str) -> str:
    """Lower case, without accents: what is compared."""
    if text.isascii():
        return text.lower()
    return ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold().translate(LETTERS)))


def _tokens(text: str) -> list[str]:
    return TOKEN.findall(AGE_JOINED.sub(r"\1 \2", plain(text[:LONGEST])))


def saying(tokens: list[str], start: int, end: int) -> str:
    """A digest of the words around a hit. Digits count as equal, so that a number does not make a new saying."""
    left, right = start, end
    while left > 0 and start - left < AROUND and tokens[left - 1][0].isalnum():
        left -= 1
    while right < len(tokens) and right - end < AROUND and tokens[right][0].isalnum():
        right += 1
    words = ("0" if token.isdigit() else token for token in tokens[left:right])
    return blake2b(" ".join(words).encode(), digest_size=6).hexdigest()


def _childs(token: str, cue: str) -> bool:
    """Whether a number is a child's age, or a year of birth where one may stand."""
    if not token.isdecimal() or len(token) > 4:
        return False
    return 0 < int(token) < ADULT or (cue == AGE_AFTER and int(token) in BORN)


class Lexicon:
    """The cues of some packs, ready to read texts. Remembers what it read: boilerplate is read once."""

    def __init__(
        self,
        cues: Mapping[str, Iterable[str]],
        kinds: Mapping[str, Iterable[str]] | None = None,
        short: Mapping[str, str] | None = None,
        nears: Sequence[Near] = (),
    ) -> None:
        self.cues = tuple(sorted({*cues, *(near.cue for near in nears)} - DENIALS.keys() - {FRAMING}))
        self._kinds = {name: _Kind(words) for name, words in (kinds or {}).items()}
        self._exact: dict[str, list[Anchored]] = {}
        self._stems: dict[str, list[tuple[str, Anchored]]] = {}  # by their first letters
        words: set[str] = set()
        for cue in sorted(cues):
            for phrase in cues[cue]:
                words.update(self._add(cue, phrase))
        if lost := next((kind for near in nears for kind in near.of if kind not in self._kinds), ""):
            raise BadWords(f"near: there is no kind of words {lost!r}")
        self._near = Kinds(nears, {name: kind.__contains__ for name, kind in self._kinds.items()})
        words.update(word for kind in self._kinds.values() for word in kind.words)
        stems = {word[:-1] for word in words if word.endswith("*")}
        meant = {plain(form): tuple(_tokens(word)) for form, word in (short or {}).items()}
        self._spelling = Spelling({word for word in words if word[-1] != "*"}, stems, meant)
        told = repr([(cue, sorted(cues[cue])) for cue in sorted(cues)]) + repr(sorted(map(str, (kinds or {}).items())))
        told += repr(nears)
        self.digest = blake2b((told + repr(sorted(meant))).encode(), digest_size=6).hexdigest()
        self._anchors: dict[str, tuple[Anchored, ...]] = {}
        self._read: dict[str, tuple[Hit, ...]] = {}
        self.lately: dict[int, tuple[object, tuple[Hit, ...]]] = {}  # for `facts.heard_in`, by a report's identity

    def _add(self, cue: str, phrase: str) -> Phrase:
        words = tuple(ELEMENT.findall(plain(phrase)))
        if any(len(word) <= SHORTEST for word in words if word.endswith("*")):
            raise BadWords(f"{cue}: a stem of {phrase!r} is too short")
        if any(word[1:-1] not in self._kinds for word in words if word.startswith("<")):
            raise BadWords(f"{cue}: {phrase!r} names a kind of words that is not there")
        plain_words = [at for at, word in enumerate(words) if word[0] not in "~<"]
        if not plain_words or GAP in (words[0], words[-1]):
            raise BadWords(f"{cue}: {phrase!r} is empty, or begins or ends with a gap")
        # Its longest word finds a phrase: "to your parents" is not looked for at each "to".
        place = max(plain_words, key=lambda at: len(words[at]))
        if words[place].endswith("*"):
            stem = words[place][:-1]
            self._stems.setdefault(stem[:SHORTEST], []).append((stem, (words, place, cue)))
        else:
            self._exact.setdefault(words[place], []).append((words, place, cue))
        return tuple(words[at] for at in plain_words)

    def _anchored(self, token: str) -> tuple[Anchored, ...]:
        alike = self._stems.get(token[:SHORTEST], ())
        stems = [phrase for stem, phrase in alike if token.startswith(stem)]
        if len(self._anchors) >= REMEMBERED:
            self._anchors.clear()
        found = self._anchors[token] = tuple(dict.fromkeys([*self._exact.get(token, []), *stems]))
        return found

    def _same(self, pattern: str, token: str) -> bool:
        if pattern.endswith("*"):
            return token.startswith(pattern[:-1])
        return token in self._kinds[pattern[1:-1]] if pattern[0] == "<" else token == pattern

    def _run(self, words: Phrase, tokens: list[str], at: int, step: int) -> int | None:
        """Follows a phrase from a place, forwards or backwards: where it ends, or None when it is not there."""
        for done, word in enumerate(words):
            if word == GAP:
                for apart in range(APART + 1):
                    if apart and not _inside(tokens, at + step * (apart - 1)):
                        return None
                    end = self._run(words[done + 1 :], tokens, at + step * apart, step)
                    if end is not None:
                        return end
                return None
            if not 0 <= at < len(tokens) or not self._same(word, tokens[at]):
                return None
            at += step
        return at

    def _around(self, tokens: list[str], at: int, phrases: tuple[Anchored, ...]) -> Iterable[Hit]:
        for words, place, cue in phrases:
            before = self._run(words[:place][::-1], tokens, at - 1, -1) if place else at - 1
            after = self._run(words[place + 1 :], tokens, at + 1, 1) if place + 1 < len(words) else at + 1
            if before is None or after is None:
                continue
            start, end = before + 1, after
            if cue in (AGE, AGE_AFTER):
                start, end = (start - 1, end) if cue == AGE else (start, end + 1)
                if start < 0 or end > len(tokens) or not _childs(tokens[start if cue == AGE else end - 1], cue):
                    continue
            said = " ".join(tokens[start:end])
            strength = WEAKLY if len(words) == 1 and self._weak(said) else 1.0
            yield Hit(AGE if cue == AGE_AFTER else cue, said, saying(tokens, start, end), strength)

    def _weak(self, word: str) -> bool:
        return WEAK in self._kinds and word in self._kinds[WEAK]

    def words_in(self, text: str) -> tuple[Hit, ...]:
        """Every phrase of every cue in this text, in order, each place once."""
        found = self._read.get(text)
        if found is None:
            if len(self._read) >= REMEMBERED:
                self._read.clear()
            found = self._read[text] = self._hear(self.tokens(text))
        return found

    def hear(self, text: str) -> tuple[Hit, ...]:
        """All that is heard in a text. By this lexicon: the phrases in it."""
        return self.words_in(text)

    def listen(self, text: str) -> tuple[Hit, ...]:
        """The same of a text that is read once: nothing of it is remembered."""
        return self._hear(self.tokens(text))

    def tokens(self, text: str) -> list[str]:
        """The words of a text as they were meant, and what ends its sentences."""
        return self._spelling.right(_tokens(text))

    def held(self, tokens: list[str]) -> float:
        """What a sentence can still say that denies, disputes or frames what stands in it: 0.0 to 1.0."""
        cues = {hit.cue for _, hit in self._phrases(tokens)}
        but = BUT in self._kinds and any(token in self._kinds[BUT] for token in tokens)
        denied = [share for cue, share in DENIALS.items() if cue in cues and not but]
        return min(*denied, FRAMED if FRAMING in cues else 1.0, 1.0)

    def _phrases(self, tokens: list[str]) -> list[tuple[int, Hit]]:
        hits: list[tuple[int, Hit]] = []
        known = self._anchors.get
        for at, token in enumerate(tokens):
            phrases = known(token)
            if phrases is None:
                phrases = self._anchored(token)
            if phrases:
                hits.extend((at, hit) for hit in self._around(tokens, at, phrases))
        return hits

    def _hear(self, tokens: list[str]) -> tuple[Hit, ...]:
        hits = self._phrases(tokens)
        hits.extend((one.start, self._hit(one, tokens)) for one in self._near.find(tokens))
        framing = [(at, hit) for at, hit in hits if hit.cue == FRAMING]
        if framing:
            hits = [(at, _framed(at, hit, framing)) for at, hit in hits if hit.cue != FRAMING]
        denials = [(at, hit) for at, hit in hits if hit.cue in DENIALS]
        if not denials:
            return tuple(dict.fromkeys(hit for _, hit in hits))
        said = (self._denied(at, hit, denials, tokens) for at, hit in hits if hit.cue not in DENIALS)
        return tuple(dict.fromkeys(hit for hit in said if hit is not None))

    def _hit(self, found: Found, tokens: list[str]) -> Hit:
        return Hit(found.near.cue, found.words, saying(tokens, found.start, found.end + 1), found.near.share)

    def _denied(self, at: int, hit: Hit, denials: list[tuple[int, Hit]], tokens: list[str]) -> Hit | None:
        """The hit, weaker or not at all where the same sentence denies it shortly before."""
        kept: Hit | None = hit
        for place, denial in denials:
            between = tokens[place:at]
            if not 0 < at - place <= DENIED_WITHIN or not all(word[0].isalnum() for word in between):
                continue
            if BUT in self._kinds and any(word in self._kinds[BUT] for word in between):
                continue
            if not (share := DENIALS[denial.cue]):
                return None
            kept = Hit(hit.cue, f"{denial.words} ... {hit.words}", hit.saying, min(share, hit.strength))
        return kept


def _inside(tokens: list[str], at: int) -> bool:
    """Whether there is a word at a place: a gap does not reach over the end of a sentence."""
    return 0 <= at < len(tokens) and tokens[at][0].isalnum()


def _framed(at: int, hit: Hit, framing: list[tuple[int, Hit]]) -> Hit:
    """A cue near words that frame it: a fact of the text, shown with it."""
    frame = next((one.words for place, one in framing if abs(at - place) <= FRAMES), None)
    if frame is None or hit.cue in DENIALS:
        return hit
    return Hit(hit.cue, f"{hit.words} ({frame})", hit.saying, min(FRAMED, hit.strength))


class _Kind:
    """Words of one kind, some of them stems."""

    def __init__(self, words: Iterable[str]) -> None:
        listed = [plain(word).strip() for word in words]
        self.words = frozenset(word for written in listed for word in ELEMENT.findall(written))
        self._words = frozenset(word for word in listed if not word.endswith("*"))
        self._stems = tuple(word[:-1] for word in listed if word.endswith("*"))

    def __contains__(self, token: str) -> bool:
        return token in self._words or token.startswith(self._stems)
