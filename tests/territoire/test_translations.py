"""The catalogue of French messages: what is found, kept and refused."""

import gettext
from pathlib import Path

import pytest

from territoire import translations
from territoire.translations import Message


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "actors").mkdir()
    (tmp_path / "templates").mkdir()
    return tmp_path


def say(root: Path, source: str) -> None:
    (root / "actors" / "views.py").write_text(source)


def keep(root: Path, text: str) -> None:
    translations.po_path(root).parent.mkdir(parents=True, exist_ok=True)
    translations.po_path(root).write_text(text)


def test_python_messages_are_found():
    source = (
        'a = _("One " "word")\nb = ngettext("%(n)s actor", "%(n)s actors", 3)\nc = pgettext("verb", "Open")\n'
    )

    assert translations.messages_of_python(source) == {
        Message("One word"),
        Message("%(n)s actor", plural="%(n)s actors"),
        Message("Open", context="verb"),
    }


def test_template_messages_are_found():
    template = """
        {% load i18n %}<p class="é">{% translate "Who is there" %}</p>
      {% blocktranslate trimmed count n=actors|length %}
        {{ n }} actor
      {% plural %}
        {{ n }} actors
      {% endblocktranslate %}
    {% include "x.html" with label=_("It's open") only %}{% translate "Open" context "verb" %}
    """

    assert translations.messages_of_template(template) == {
        Message("Who is there"),
        Message("%(n)s actor", plural="%(n)s actors"),
        Message("It's open"),
        Message("Open", context="verb"),
    }


def test_update_keeps_french_sorts_and_drops_what_is_gone(root: Path):
    say(root, '_("Save")\n_("Actors")\n_("Why?")\n')
    keep(
        root,
        'msgid "Save"\nmsgstr "Enregistrer"\n\nmsgid "Gone"\nmsgstr "Parti"\n\n'
        'msgid "Why?"\nmsgstr "Pourquoi ?"\n',
    )

    translations.update(root)

    assert translations.read(translations.po_path(root)) == {
        Message("Actors"): ("",),
        Message("Save"): ("Enregistrer",),
        Message("Why?"): ("Pourquoi\N{NO-BREAK SPACE}?",),
    }
    text = translations.po_path(root).read_text()
    assert text.index("Actors") < text.index("Save")
    assert "#" not in text


def test_updating_twice_changes_nothing(root: Path):
    say(root, '_("Save")\nngettext("%(n)s é", "%(n)s \\"és\\"", 3)\n_("two\\nlines")\n')
    translations.update(root)
    before = translations.po_path(root).read_bytes()

    translations.update(root)

    assert translations.po_path(root).read_bytes() == before


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('msgid "A"\nmsgstr ""\nmsgstr "a"\n', {"A": "a"}),
        ('msgid "A"\nmsgstr "a"\nmsgstr ""\n', {"A": "a"}),
        ('msgid "A"\nmsgstr "a"\nmsgid "B"\nmsgstr "b"\n', {"A": "a", "B": "b"}),
        ('msgid "A"\nmsgid "B"\nmsgstr "same"\n', {"A": "same", "B": "same"}),
        ('msgid "A"\nmsgstr "a"\n\nmsgid "A"\nmsgstr ""\n', {"A": "a"}),
        ('msgid ""\n"A"\nmsgstr ""\n"a"\n', {"A": "a"}),
    ],
)
def test_what_a_union_merge_leaves_is_understood(root: Path, text: str, expected: dict):
    keep(root, text)

    found = translations.read(translations.po_path(root))

    assert {message.id: strings[0] for message, strings in found.items()} == expected


def test_problems_name_each_message(root: Path):
    say(root, '_("New")\n_("Empty")\n_("Hello %(name)s")\n_("Fine")\n')
    keep(
        root,
        'msgid "Empty"\nmsgstr ""\n\nmsgid "Hello %(name)s"\nmsgstr "Bonjour %(nom)s !"\n\n'
        'msgid "Fine"\nmsgstr "Bien"\n\nmsgid "Old"\nmsgstr "Vieux"\n',
    )

    assert translations.problems(root) == [
        "not in the file: 'New'",
        "no longer used: 'Old'",
        "not translated: 'Empty'",
        "wrong placeholders: 'Hello %(name)s' -> 'Bonjour %(nom)s !'",
        "wants a no-break space: 'Bonjour %(nom)s !'",
    ]


def test_one_may_leave_its_number_out(root: Path):
    say(root, 'ngettext("%(n)s actor", "%(n)s actors", 1)\n')
    keep(
        root,
        'msgid "%(n)s actor"\nmsgid_plural "%(n)s actors"\n'
        'msgstr[0] "Un acteur"\nmsgstr[1] "%(n)s acteurs"\n',
    )

    assert translations.problems(root) == []


def test_compiled_messages_speak_french(root: Path):
    say(root, '_("Save")\npgettext("verb", "Open")\nngettext("%(n)s actor", "%(n)s actors", 1)\n')
    keep(
        root,
        'msgid "Save"\nmsgstr "Enregistrer"\n\nmsgctxt "verb"\nmsgid "Open"\nmsgstr "Ouvrir"\n\n'
        'msgid "%(n)s actor"\nmsgid_plural "%(n)s actors"\n'
        'msgstr[0] "%(n)s acteur"\nmsgstr[1] "%(n)s acteurs"\n',
    )

    translations.update(root)

    with translations.po_path(root).with_suffix(".mo").open("rb") as file:
        french = gettext.GNUTranslations(file)
    assert french.gettext("Save") == "Enregistrer"
    assert french.pgettext("verb", "Open") == "Ouvrir"
    assert french.ngettext("%(n)s actor", "%(n)s actors", 0) == "%(n)s acteur"
