"""The catalogue of texts for people: extract | check | compile.

English is in the code (`say("...")`, `_("...")`) and in the templates (`{% translate %}`, `{% blocktranslate %}`);
French and Dutch are in `src/vigie/locale/*/LC_MESSAGES/django.po`. `extract` takes new texts in and drops old ones,
`check` says what is missing or broken, `compile` writes what the program reads.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from io import SEEK_END, BytesIO
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "vigie"
LANGUAGES = ("fr", "nl")
PLAIN = {"say", "_", "gettext", "gettext_lazy", "gettext_noop"}  # the text is the first argument
PLURAL = {"ngettext", "ngettext_lazy"}  # the first two
CONTEXT = {"pgettext", "pgettext_lazy"}  # a context, then the text
HEADER = r"""msgid ""
msgstr ""
"Language: {language}\n"
"Plural-Forms: {plural}\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"

"""
APART = re.compile(r"(?<=\S) ([:;?!»])")
Text = tuple[str | None, str | tuple[str, str]]  # its context, and its English (one and many)


class Spoken(Exception):
    """A text that no translator could find, because it is not written out. Permanent: somebody must write it out."""

    permanent = True


def in_python(code: str, name: str) -> Iterator[Text]:
    """The texts of a module. Raises `Spoken` where one is put together while the program runs."""
    tree = ast.parse(code)
    another = any(isinstance(node, ast.FunctionDef) and node.name == "say" for node in ast.walk(tree))
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        called = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
        wanted = 1 if called in PLAIN else 2 if called in PLURAL | CONTEXT else 0
        words = [
            arg.value for arg in call.args[:wanted] if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
        ]
        if isinstance(call.func, ast.Name) and called == "say" and not words and not another:
            raise Spoken(f"{name}:{call.lineno}: say() takes its text as a literal")
        if wanted and len(words) == wanted:
            yield _text(called, words)


def _text(called: str, words: list[str]) -> Text:
    if called in PLURAL:
        return None, (words[0], words[1])
    return (words[0], words[1]) if called in CONTEXT else (None, words[0])


def in_template(source: str) -> Iterator[Text]:
    """The texts of a Django template, read by Django's own lexer."""
    code = "\n".join(line.strip() for line in templatize(source).splitlines())
    for _line, called, words, _comments in extract_python(BytesIO(code.encode()), DEFAULT_KEYWORDS, (), {}):
        said = [word for word in ((words,) if isinstance(words, str) else words) if isinstance(word, str)]
        yield _text(str(called), said)


def texts(source: Path) -> Iterator[tuple[str, Text]]:
    """Every text below a folder with the file it stands in: tests and migrations apart."""
    for path in sorted(source.rglob("*")):
        place = path.relative_to(source)
        if {"tests", "migrations", "locale"} & set(place.parts) or place.as_posix() == "report/nouns.py":
            continue
        if path.suffix == ".py":
            yield from ((place.as_posix(), text) for text in in_python(path.read_text("utf-8"), place.as_posix()))
        elif "templates" in place.parts and path.suffix in (".html", ".txt"):
            yield from ((place.as_posix(), text) for text in in_template(path.read_text("utf-8")))


def gather(source: Path) -> Catalog:
    """All texts as a catalogue without translations."""
    found = Catalog(charset="utf-8")
    for place, (context, english) in texts(source):
        found.add(english, locations=[(place, 0)], context=context)
    return found


def renewed(path: Path, language: str, found: Catalog) -> Catalog:
    """The catalogue of a language with the texts of today, in a fixed order and without dates."""
    old = read_po(BytesIO(path.read_bytes()), locale=language) if path.exists() else Catalog(locale=language)
    new = Catalog(locale=language, charset="utf-8")
    for message in found:
        if message.id:
            known = old.get(message.id, message.context)
            translated = known.string if known else None
            new.add(message.id, translated, locations=message.locations, context=message.context)
    return new


def written(catalog: Catalog) -> bytes:
    """A catalogue as the bytes of its file: sorted by text, so that two people's changes seldom meet."""
    out = BytesIO(HEADER.format(language=catalog.locale, plural=catalog.plural_forms).encode())
    out.seek(0, SEEK_END)
    write_po(out, catalog, width=120, sort_output=True, include_lineno=False, omit_header=True)
    return out.getvalue()


def holes(text: str) -> set[str]:
    """The places of a text that values go into: `{n}` and `%(n)s`."""
    return set(re.findall(r"\{(\w*)[^{}]*\}", text)) | {part.partition(")s")[0] for part in text.split("%(")[1:]}


def _forms(words: object) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words) if isinstance(words, tuple) else ()


def wrong(message: Message) -> str | None:
    """What is wrong with one translation, or None."""
    said, english = _forms(message.string), _forms(message.id)
    if message.fuzzy:
        return "unsure"
    if not said or not all(said):
        return "missing"
    allowed = {hole for form in english for hole in holes(form)}
    # "one link" needs no number, but "{n} links" does: the last form keeps every value.
    if any(holes(form) - allowed for form in said) or holes(english[-1]) - holes(said[-1]):
        return "its values differ"
    return None


def complaints(path: Path, language: str, found: Catalog) -> Iterator[str]:
    """What is wrong with a language: texts that changed, are missing, or lost a value."""
    if not path.exists():
        yield f"{path.name} of {language} is missing"
        return
    new = renewed(path, language, found)
    if written(new) != path.read_bytes():
        yield f"{language}: not up to date; run `make catalogue`"
    for message in new:
        reason = wrong(message) if message.id else None
        if reason:
            yield f"{language}: {reason}: {message.id!r}"


def home_of(language: str, source: Path = SOURCE) -> Path:
    """Where a language is kept."""
    return source / "locale" / language / "LC_MESSAGES" / "django.po"


def extract() -> int:
    """Takes the texts of today into every language."""
    found = gather(SOURCE)
    for language in LANGUAGES:
        path = home_of(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written(renewed(path, language, found)))
    return 0


def check() -> int:
    """Prints what is wrong with the catalogue; 1 when anything is."""
    found = gather(SOURCE)
    said = [line for language in LANGUAGES for line in complaints(home_of(language), language, found)]
    print("\n".join(said) if said else f"{len(found)} texts in {len(LANGUAGES)} languages")
    return 1 if said else 0


def compile_all() -> int:
    """Writes what the program reads."""
    for path in (home_of(language) for language in LANGUAGES):
        if path.exists():
            read = read_po(BytesIO(path.read_bytes()))
            if path.parents[1].name == "fr":
                _bind(read)
            with path.with_suffix(".mo").open("wb") as out:
                write_mo(out, read)
    return 0


def _bind(french: Catalog) -> None:
    """French marks stand apart from their word and on its line: a translator types a plain space."""
    for message in french:
        if message.id and message.string:
            forms = message.string
            message.string = bound(forms) if isinstance(forms, str) else tuple(bound(one) for one in forms)


def bound(text: str) -> str:
    """A French text whose double marks and quotes never begin or end a line alone."""
    return APART.sub("\u00a0\\1", text).replace("« ", "«\u00a0")


def main(arguments: Iterable[str]) -> int:
    """The command. 2 when it was not understood."""
    acts = {"extract": extract, "check": check, "compile": compile_all}
    chosen = next(iter(arguments), "")
    if chosen not in acts:
        print("usage: tools/catalogue.py extract|check|compile", file=sys.stderr)
        return 2
    try:
        return acts[chosen]()
    except Spoken as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
