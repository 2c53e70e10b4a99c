"""Country codes: which are countries, which mean "not known", and which are overseas parts of a state.

Reports carry ISO 3166-1 alpha-2 and more: A1 (anonymous proxy), A2 (satellite), O1 (other), EU, AP and the empty
string are legal values of the sender's schema and name no country. They are not known, never home (FORMATS §0.3).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from babel import Locale

from vigie.report.nouns import Country

_LISTED = (
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ"
    " CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM"
    " FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS"
    " IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML"
    " MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN"
    " PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG"
    " TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW"
)
WORD = re.compile(r"[^\W_]+")
COUNTRIES = frozenset(_LISTED.split())

# Old or colloquial codes that still name one country. AN (Netherlands Antilles) became three: it names none.
RENAMED = {"FX": "FR", "UK": "GB", "EL": "GR", "TP": "TL", "ZR": "CD", "BU": "MM"}

# Overseas parts with a code of their own: two data sets that say FR and RE do not disagree on the state.
_OVERSEAS = {
    "FR": "GP MQ GF RE YT PM WF PF NC BL MF TF",
    "US": "PR GU VI AS MP UM",
    "NL": "AW CW SX BQ",
    "NO": "SJ BV",
    "FI": "AX",
}
STATE = {part: whole for whole, parts in _OVERSEAS.items() for part in parts.split()}


def known(code: str | None) -> Country | None:
    """The country a code names, or None: an empty, legacy or collective code (A1, A2, O1, EU, AP) names none."""
    if not code:
        return None
    code = code.strip().upper()
    code = RENAMED.get(code, code)
    return Country(code) if code in COUNTRIES else None


def state(country: Country) -> Country:
    """The state a country code is part of: RE is part of FR, FR is FR."""
    return Country(STATE.get(country, country))


def named(text: str | None) -> Country | None:
    """The country that a sender's free text means: a code, or a name in English, French, Dutch or German."""
    return known(text) or (_names().get(plain(text)) if text else None)


@lru_cache(maxsize=16_384)
def plain(text: str) -> str:
    """Lower case, without accents, letters and digits alone, single spaces: how names are compared."""
    bare = text.casefold()
    if not bare.isascii():
        parts = unicodedata.normalize("NFKD", bare)
        bare = "".join(sign for sign in parts if not unicodedata.combining(sign))
    return " ".join(WORD.findall(bare))


@cache
def _names() -> dict[str, Country]:
    found = {}
    for language in ("de", "nl", "fr", "en"):
        for code, name in Locale(language).territories.items():
            if code in COUNTRIES:
                found[plain(name)] = Country(code)
    return found


@cache
def label(country: str, language: str = "en") -> str:
    """A country's name in a language; its code when that language has no name for it."""
    return str(Locale(language).territories.get(country, country))
