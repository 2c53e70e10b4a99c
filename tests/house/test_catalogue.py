"""Every text for a person is found, and a translation that is missing or lost a value is seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages import Catalog

from tests.house.rooms import plant
from tools.catalogue import Spoken, bound, complaints, gather, holes, home_of, in_template, renewed, written

PYTHON = """
from vigie.report.nouns import say
from django.utils.translation import gettext_lazy as _, ngettext, pgettext
a = say("seen in {n} reports", n=3)
b = _("Sign in")
c = ngettext("one file", "%(n)s files", n)
d = pgettext("verb", "Claim")
e = say("a text in "
        "two parts")
f = gettext(saying.template)
"""
TEMPLATE = """
{% load i18n %}<h1 class='it"s'>{% translate "Queue" %}</h1>
    {% blocktranslate with n=count trimmed %}
      Report {{ n }}
      of today
    {% endblocktranslate %}
  {% blocktranslate count n=n %}one link{% plural %}{{ n }} links{% endblocktranslate %}
<a title="{% translate 'Close' context "of a window" %}">{{ _("Yes")|upper }}</a>
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return plant(tmp_path, {"desk/views.py": PYTHON, "desk/templates/a.html": TEMPLATE, "desk/tests/b.py": 'say("no")'})


def translated(found: Catalog, **changed: str) -> bytes:
    """A French catalogue in which each text is its own translation, but for those changed."""
    catalog = renewed(Path("nowhere.po"), "fr", found)
    for message in catalog:
        if message.id:
            message.string = changed.get(str(message.id), message.id)
    return written(catalog)


def kept(source: Path, content: bytes) -> Path:
    path = home_of("fr", source)
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    return path


def test_texts_are_found_in_code_and_templates(source: Path) -> None:
    found = {(message.context, message.id) for message in gather(source) if message.id}
    assert found == {
        (None, "seen in {n} reports"),
        (None, "Sign in"),
        (None, ("one file", "%(n)s files")),
        ("verb", "Claim"),
        (None, "a text in two parts"),
        (None, "Queue"),
        (None, "Report %(n)s of today"),
        (None, ("one link", "%(n)s links")),
        ("of a window", "Close"),
        (None, "Yes"),
    }


def test_a_whole_catalogue_has_no_complaint(source: Path) -> None:
    found = gather(source)
    assert list(complaints(kept(source, translated(found)), "fr", found)) == []


@pytest.mark.parametrize(("changed", "reason"), [("", "missing"), ("vu dans {m} signalements", "its values differ")])
def test_a_bad_translation_is_seen(source: Path, changed: str, reason: str) -> None:
    found = gather(source)
    path = kept(source, translated(found, **{"seen in {n} reports": changed}))
    assert list(complaints(path, "fr", found)) == [f"fr: {reason}: 'seen in {{n}} reports'"]


def test_a_text_that_changed_since_is_seen(source: Path) -> None:
    path = kept(source, translated(gather(source)))
    plant(source, {"desk/forms.py": 'a = _("A new text")'})
    assert list(complaints(path, "fr", gather(source))) == [
        "fr: not up to date; run `make catalogue`",
        "fr: missing: 'A new text'",
    ]


def test_an_unsure_translation_is_seen(source: Path) -> None:
    unsure = translated(gather(source)).replace(b'msgid "Queue"', b'#, fuzzy\nmsgid "Queue"')
    path = kept(source, unsure)
    assert any("unsure" in line or "not up to date" in line for line in complaints(path, "fr", gather(source)))


def test_a_text_put_together_while_running_is_refused(tmp_path: Path) -> None:
    plant(tmp_path, {"triage/rules/a.py": 'say(f"seen {n} times")'})
    with pytest.raises(Spoken, match="literal"):
        gather(tmp_path)


def test_the_values_of_a_text_are_known() -> None:
    assert holes("{n} of {total:.1f}, 50 % and %(name)s") == {"n", "total", "name"}


def test_a_template_without_texts_has_none() -> None:
    assert list(in_template('<p class="it\'s">{{ report }}</p>')) == []


def test_french_marks_keep_to_their_word() -> None:
    assert bound("Premier jour : « bonjour » ?") == "Premier jour\u00a0: «\u00a0bonjour\u00a0»\u00a0?"
    assert bound("à 10:30 (a:b)") == "à 10:30 (a:b)"
