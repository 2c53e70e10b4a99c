"""Phone numbers, in E.164; and their last nine digits, by which a number without its country is known again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import phonenumbers

from vigie.linking.people import spoken_by_rote, those_who_count
from vigie.linking.selector import Found, SelectorKind, told
from vigie.report.nouns import Address, Person, Phone, Role, Selector

_DIGITS = re.compile(r"\D+")
_OF_ONE = 9  # digits at the end that are hardly two people's in two countries
_INTERNATIONAL = re.compile(r"\s*(\+|00)")
_INVENTED = re.compile(r"(\d)\1{6}$")  # +33 0000 0000: seven times the same digit at the end is a filler


@lru_cache(maxsize=65_536)
def normal(text: str, calling_code: str | None, country: str | None) -> str | None:
    """E.164, from the number as written and what is known of its country; None when it cannot be known.

    A number is not asked to be in service, only to be long enough for its country.
    """
    written = re.sub(r"^00", "+", text.strip())
    code = _DIGITS.sub("", calling_code or "")
    region = phonenumbers.region_code_for_country_code(int(code)) if code else country
    try:
        number = phonenumbers.parse(written, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _country(person: Person) -> str | None:
    named = [address.country for address in person.addresses if address.country]
    if person.place and person.place.country:
        named.append(person.place.country)
    known = {name.upper() for name in named} & phonenumbers.SUPPORTED_REGIONS
    return known.pop() if len(known) == 1 else None


def _of(found: Found) -> Iterator[Selector]:
    rote = _DIGITS.sub("", spoken_by_rote(found.report))
    for position, person, own in those_who_count(found.report):
        for phone in person.phones:
            digits = _DIGITS.sub("", phone.value)
            if len(digits) < 6 or _INVENTED.search(digits) or (rote and digits in rote):
                continue
            value = normal(phone.value, phone.calling_code, _country(person))
            # A short national number of nobody knows which country is shown by its digits, and ties nothing.
            shown = phone.value if phone.value != value else None
            if value or len(digits.lstrip("0")) < _OF_ONE:
                yield Selector("phone", value or digits, person.role, own and value is not None, shown, position)
            end = digits.lstrip("0")[-_OF_ONE:]
            # Written with its country's code, or of no known country: the same nine digits are the same number.
            if len(end) == _OF_ONE and (value is None or _INTERNATIONAL.match(phone.value)):
                yield Selector("phone", f"…{end}", person.role, own, phone.value, position)


def _example(number: str, code: str | None = None, country: str | None = None) -> Found:
    where = (Address(country=country),) if country else ()
    return told(Person(Role.REPORTED, phones=(Phone(number, calling_code=code),), addresses=where))


KIND = SelectorKind(
    version=2,
    what="phone number",
    ties=True,
    crowd=60,
    of=_of,
    same=(_example("06 39 98 00 01", country="FR"), _example("+33 (0)6.39.98.00.01")),
    other=(_example("06 39 98 00 01"), _example("+33 6 39 98 00 02")),
)
