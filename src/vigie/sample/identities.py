"""Invented people: names of a small made-up list, e-mail of reserved domains, telephone numbers kept for fiction.

Sources of the ranges: Arcep (France), Ofcom (United Kingdom), NANPA 555-01xx (North America). A number is given to
one person only; when the fictional ranges are used up, people have none.
"""

from __future__ import annotations

from random import Random

from vigie.sample.draws import scattered

FIRST = (
    "Alma",
    "Bastien",
    "Corin",
    "Dario",
    "Elvire",
    "Fenn",
    "Gaspard",
    "Hanne",
    "Ilan",
    "Joris",
    "Karel",
    "Lise",
    "Milo",
    "Noor",
    "Odile",
    "Pim",
    "Quentin",
    "Rosalie",
    "Sander",
    "Tess",
    "Ugo",
    "Vik",
    "Wout",
    "Xavi",
    "Yara",
    "Zeno",
)
LAST = (
    "Aubrelin",
    "Brumeval",
    "Cordelac",
    "Dunquert",
    "Esterhove",
    "Falmignon",
    "Gravelot",
    "Hoppelaer",
    "Issoval",
    "Jorquin",
    "Kestelyn",
    "Lanvallois",
    "Mirebosc",
    "Noirvent",
    "Ostregard",
    "Pervanche",
    "Quintaloup",
    "Roskamp",
    "Sablonet",
    "Tervuel",
    "Ulmecourt",
    "Vandermolle",
    "Westrade",
    "Ypersiel",
    "Zandrecht",
)
_ADJECTIVES = (
    "amber",
    "brisk",
    "calm",
    "dusty",
    "early",
    "faint",
    "green",
    "hazy",
    "inner",
    "jolly",
    "kind",
    "lunar",
    "misty",
    "north",
    "olive",
    "plain",
    "quiet",
    "rapid",
    "silent",
    "tidal",
    "urban",
    "vivid",
    "windy",
)
_NOUNS = (
    "anchor",
    "beacon",
    "canyon",
    "drift",
    "ember",
    "falcon",
    "garden",
    "harbor",
    "island",
    "jetty",
    "kettle",
    "lantern",
    "meadow",
    "nebula",
    "orchard",
    "pebble",
    "quartz",
    "river",
    "summit",
    "thistle",
    "valley",
    "willow",
)
MAILS = ("mail.example", "post.example", "courrier.example", "inbox.invalid", "box.example", "bericht.example")
_DIGITS = "0123456789abcdefghijkmnpqrstuvwxyz"

_FRENCH = tuple(f"+33{prefix}" for prefix in ("19900", "26191", "35301", "46571", "53649", "63998"))  # + 4 digits
_BRITISH = ("+447700900", "+441134960", "+441144960", "+441154960", "+441164960", "+441174960", "+441184960")  # + 3
_AMERICAN = tuple(f"+1{area}55501" for area in (202, 212, 303, 312, 404, 415, 503, 512, 602, 617, 702, 713))  # + 2
_RANGES = tuple((prefix, 4) for prefix in _FRENCH) + tuple((p, 3) for p in _BRITISH) + tuple((p, 2) for p in _AMERICAN)
PHONE_PREFIXES = tuple(prefix for prefix, _ in _RANGES)
PHONES = sum(10**digits for _, digits in _RANGES)  # numbers there are
_PHONES_IN_USE = PHONES - 1  # keeps the scattering one to one


def base34(number: int) -> str:
    """A short word for a number, without letters that look alike."""
    word = ""
    while True:
        number, digit = divmod(number, len(_DIGITS))
        word = _DIGITS[digit] + word
        if not number:
            return word


def tag(number: int) -> str:
    """A word that belongs to this number alone and does not show which number it was."""
    return base34(scattered(number, 2**36))


def phone(number: int) -> str | None:
    """The n-th fictional telephone number, in international form; None when they are used up."""
    if not 0 <= number < _PHONES_IN_USE:
        return None
    place = scattered(number, _PHONES_IN_USE)
    for prefix, digits in _RANGES:
        if place < 10**digits:
            return f"{prefix}{place:0{digits}d}"
        place -= 10**digits
    return None


def handle(rng: Random, number: int) -> str:
    """A screen name; `number` makes it one person's own."""
    return f"{rng.choice(_ADJECTIVES)}{rng.choice(('', '.', '_'))}{rng.choice(_NOUNS)}_{tag(number)}"


def email(rng: Random, number: int) -> str:
    """A mail address of a reserved domain; `number` makes it one person's own."""
    return f"{rng.choice(_ADJECTIVES)}.{rng.choice(_NOUNS)}.{tag(number)}@{rng.choice(MAILS)}"


def device(rng: Random) -> tuple[str, str]:
    """A kind of device id and its value. An IMEI begins with 00, the code kept for test equipment."""
    if rng.random() < 0.4:
        return "IMEI", f"00{rng.randrange(10**13):013d}"
    return "Device ID", f"synthetic-{rng.getrandbits(64):016x}"
