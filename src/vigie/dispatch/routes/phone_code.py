"""The calling code of the suspect's phone: a country, never a place. Codes that countries share name none."""

from __future__ import annotations

from functools import cache

from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

from vigie.dispatch.example import ask
from vigie.dispatch.route import PHONE, Proposal, Question, Route
from vigie.report.nouns import Country, Person, Phone, Role, say
from vigie.territory.codes import known, state

# Codes that a big country shares with islands so small that the big one is meant.
MAIN = {"44": "GB", "39": "IT", "47": "NO", "358": "FI", "61": "AU", "212": "MA"}


@cache
def country_of(code: str) -> Country | None:
    """The country of a calling code, given in digits; None for +1, +7 and the like."""
    regions = COUNTRY_CODE_TO_REGION_CODE.get(int(code), ())
    countries = {country for region in regions if (country := known(region))}
    if len(countries) == 1:
        return countries.pop()
    states = {state(country) for country in countries}
    return states.pop() if len(states) == 1 else known(MAIN.get(code))


def calling_code(phone: Phone) -> str | None:
    """Digits of the calling code, said apart or read from a number in international form."""
    if phone.calling_code:
        digits = phone.calling_code.strip().lstrip("+0")
        return digits if digits.isascii() and digits.isdecimal() else None
    written = phone.value.strip()
    number = written[1:] if written.startswith("+") else written[2:] if written.startswith("00") else ""
    digits = "".join(sign for sign in number[:8] if sign in "0123456789")[:3]
    return next((digits[:size] for size in (1, 2, 3) if len(digits) >= size and _exists(digits[:size])), None)


def _exists(digits: str) -> bool:
    return int(digits) in COUNTRY_CODE_TO_REGION_CODE


def propose(question: Question) -> Proposal | None:
    for person in question.dossier.report.having(Role.REPORTED):
        for phone in sorted(person.phones, key=lambda phone: phone.verified is not True):
            code = calling_code(phone)
            country = country_of(code) if code else None
            if code and country:
                return Proposal(say("calling code of the suspect's phone: +{code}", code=code), PHONE, country)
    return None


ROUTE = Route(
    version=1,
    about="calling code of the suspect's phone",
    propose=propose,
    example=lambda: ask(Person(Role.REPORTED, phones=(Phone("639980001", calling_code="+33"),))),
    silent=lambda: ask(Person(Role.REPORTED, phones=(Phone("+1 555 0100"), Phone("0639980001")))),
)
