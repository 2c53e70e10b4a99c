"""The ground that all nouns stand on: kinds of value, sentences for a person, remarks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NewType

from msgspec import Struct, field

Sha256 = NewType("Sha256", str)  # 64 lower-case hex digits
Sha1 = NewType("Sha1", str)  # 40 lower-case hex digits
Md5 = NewType("Md5", str)  # 32 lower-case hex digits
Pdq = NewType("Pdq", str)  # 64 lower-case hex digits: 256 bits, most significant first
ReportId = NewType("ReportId", str)  # the sender's own id, e.g. NCMEC's reportId
SourceName = NewType("SourceName", str)  # who sent it to us: "ncmec", "hotline-x"
Country = NewType("Country", str)  # ISO 3166-1 alpha-2, upper case
Text = str | int | float


class Noun(Struct, frozen=True, omit_defaults=True, gc=False):
    """What all nouns are: frozen records (`msgspec.structs.replace` copies one with changes) that become JSON and
    come back as they were; what was not said is not written. They hold no circles: the collector need not walk them."""


class Saying(Noun, frozen=True):
    """A sentence for a person: an English template and its values, translated only at a door.

    `Saying("seen in {n} reports", {"n": 3})`. Templates are the msgids of the catalogue; build them with `say`, which
    is what the extractor looks for. A value may be a saying itself, or several: names that are translated too.
    """

    template: str
    values: Mapping[str, Value] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.told(str)

    def told(
        self, translate: Callable[[str], str], show: Callable[[str, Text], object] = lambda _, value: value
    ) -> str:
        """In a language: `translate` gives a template of the catalogue in it, `show` a plain value by its name."""
        words = translate(self.template)
        if not self.values:
            return words
        return words.format_map({name: _value(name, value, translate, show) for name, value in self.values.items()})


Value = Text | Saying | tuple[Saying, ...]


def _value(name: str, value: Value, translate: Callable[[str], str], show: Callable[[str, Text], object]) -> object:
    if isinstance(value, Saying):
        return value.told(translate, show)
    if isinstance(value, tuple):
        return ", ".join(one.told(translate, show) for one in value)
    return show(name, value)


def say(template: str, **values: Value) -> Saying:
    """A `Saying`. `template` must be a literal, so that it can be found and translated."""
    return Saying(template, values)


class Remark(Noun, frozen=True):
    """Something a reader could not read or did not expect: where it stands, and what is wrong."""

    where: str
    what: Saying
