"""The French words of the screens: found in the code, kept in one `.po` file, compiled for Django.

The `.po` file is merged line by line by git (`merge=union`): it therefore holds no dates and no
locations, one line per string, and reading it forgives what such a merge leaves behind.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import escape, unescape
from django.utils.translation.template import templatize

LANGUAGE = "fr"
PACKAGES = ("territoire", "actors", "projects", "cocreation", "workshops")
HEADER = (
    "Project-Id-Version: territoire\n"
    "Language: fr\n"
    "Plural-Forms: nplurals=2; plural=(n > 1);\n"
    "MIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=utf-8\n"
    "Content-Transfer-Encoding: 8bit\n"
)
_SINGULAR, _PLURAL, _CONTEXT = (None, (1, 2), ((1, "c"), 2))
KEYWORDS = {
    "_": _SINGULAR,
    "gettext": _SINGULAR,
    "gettext_lazy": _SINGULAR,
    "gettext_noop": _SINGULAR,
    "ngettext": _PLURAL,
    "ngettext_lazy": _PLURAL,
    "pgettext": _CONTEXT,
    "pgettext_lazy": _CONTEXT,
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


@dataclass(frozen=True, order=True)
class Message:
    """What the code says, in English: the key of a translation."""

    id: str
    context: str = ""
    plural: str = ""

    @property
    def placeholders(self) -> set[str]:
        """The `%(name)s`, `%s` and `{name}` of the message."""
        return set(_PLACEHOLDER.findall(self.id + self.plural))

    @property
    def empty(self) -> tuple[str, ...]:
        """The translation of a message nobody has translated yet."""
        return ("", "") if self.plural else ("",)


type Translations = dict[Message, tuple[str, ...]]


def po_path(root: Path) -> Path:
    """Return where the French translations of the project at `root` are kept."""
    return root / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def messages_of_code(root: Path) -> set[Message]:
    """Read every Python file and template of the project and return what they say."""
    found = set()
    for path in _sources(root):
        text = path.read_text(encoding="utf-8")
        found |= messages_of_python(text) if path.suffix == ".py" else messages_of_template(text)
    return found


def messages_of_python(text: str) -> set[Message]:
    """Return the messages of the `gettext` calls of one Python source."""
    found = extract("python", BytesIO(text.encode()), KEYWORDS, options={"encoding": "utf-8"})
    return {_message(words, context) for _line, words, _comments, context in found}


def messages_of_template(text: str) -> set[Message]:
    """Return the messages of the `translate` and `blocktranslate` tags of one Django template."""
    # `templatize` blanks what is not a message and keeps indentation, which means something in Python.
    lines = templatize(text).splitlines()
    return messages_of_python("\n".join(line.strip() for line in lines))


def read(path: Path) -> Translations:
    """Read a `.po` file; of two translations of one message, the last that is not empty wins."""
    translations: Translations = {}
    reader = _Reader()
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        reader.feed(line.strip())
    for message, strings in reader.finish():
        if any(strings) or message not in translations:
            translations[message] = strings
    return translations


def write(path: Path, translations: Translations) -> None:
    """Write a sorted `.po` file, one line per string."""
    parts = ['msgid ""\nmsgstr ""\n' + "".join(f"{escape(line)}\n" for line in HEADER.splitlines(True))]
    parts += [_entry(message, strings) for message, strings in sorted(translations.items())]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(parts), encoding="utf-8")


def update(root: Path) -> Translations:
    """Bring the `.po` file in step with the code, compile it and return what it holds."""
    known = read(po_path(root))
    current = {
        message: tuple(with_french_spaces(string) for string in known.get(message, message.empty))
        for message in messages_of_code(root)
    }
    if current != known or not po_path(root).exists():
        write(po_path(root), current)
    compile_if_stale(root)
    return current


def problems(root: Path) -> list[str]:
    """Say, a line each, what keeps the French translation from being complete and right."""
    known, wanted = read(po_path(root)), messages_of_code(root)
    lines = [f"not in the file: {message.id!r}" for message in sorted(wanted - known.keys())]
    lines += [f"no longer used: {message.id!r}" for message in sorted(known.keys() - wanted)]
    for message in sorted(wanted & known.keys()):
        lines += _problems_of(message, known[message])
    return lines


def compile_if_stale(root: Path) -> None:
    """Write the `.mo` file that Django reads, when the `.po` file has changed since."""
    source = po_path(root)
    target = source.with_suffix(".mo")
    if not source.exists() or (target.exists() and target.stat().st_mtime_ns > source.stat().st_mtime_ns):
        return
    catalog = Catalog(locale=LANGUAGE, charset="utf-8")
    for message, strings in read(source).items():
        if all(strings):
            key = (message.id, message.plural) if message.plural else message.id
            catalog.add(key, strings if message.plural else strings[0], context=message.context or None)
    draft = target.with_suffix(".mo.new")
    with draft.open("wb") as file:
        write_mo(file, catalog)
    draft.replace(target)


def with_french_spaces(text: str) -> str:
    """Return the text with no-break spaces where French typography wants them."""
    return re.sub(r" (?=[:;?!»])|(?<=«) ", "\N{NO-BREAK SPACE}", text)


def _sources(root: Path) -> Iterator[Path]:
    for package in PACKAGES:
        yield from (p for p in sorted((root / package).rglob("*.py")) if "migrations" not in p.parts)
    for folder in (root / "templates", *(root / package / "templates" for package in PACKAGES)):
        yield from (p for p in sorted(folder.rglob("*")) if p.suffix in {".html", ".txt"})


def _message(words: str | tuple[str, ...], context: str | None) -> Message:
    singular, plural = (words, "") if isinstance(words, str) else (words[-2], words[-1])
    return Message(singular, context or "", plural)


def _entry(message: Message, strings: tuple[str, ...]) -> str:
    lines = [f"msgctxt {escape(message.context)}"] if message.context else []
    lines.append(f"msgid {escape(message.id)}")
    if message.plural:
        lines.append(f"msgid_plural {escape(message.plural)}")
        lines += [f"msgstr[{index}] {escape(string)}" for index, string in enumerate(strings)]
    else:
        lines.append(f"msgstr {escape(strings[0])}")
    return "\n".join(lines) + "\n"


def _problems_of(message: Message, strings: tuple[str, ...]) -> list[str]:
    if not all(strings):
        return [f"not translated: {message.id!r}"]
    lines = []
    for index, string in enumerate(strings):
        said, wanted = set(_PLACEHOLDER.findall(string)), message.placeholders
        # "One actor" may leave the number out: only the last form must say everything.
        if said - wanted or (wanted - said and index == len(strings) - 1):
            lines.append(f"wrong placeholders: {message.id!r} -> {string!r}")
        if string != with_french_spaces(string):
            lines.append(f"wants a no-break space: {string!r}")
    return lines


@dataclass
class _Reader:
    """Reads `.po` lines; a message without its own string takes the next one (see `merge=union`)."""

    done: list[tuple[Message, tuple[str, ...]]] = field(default_factory=list)
    waiting: list[dict[str, str]] = field(default_factory=list)
    strings: list[dict[str, str]] = field(default_factory=list)
    target: dict[str, str] = field(default_factory=dict)
    key: str = ""

    def feed(self, line: str) -> None:
        if line.startswith('"'):
            self.target[self.key] += unescape(line)
        elif line.startswith("msg"):
            self.key, _space, value = line.partition(" ")
            self.target = self._place(self.key)
            self.target[self.key] = unescape(value)

    def finish(self) -> list[tuple[Message, tuple[str, ...]]]:
        self._flush()
        return self.done

    def _place(self, key: str) -> dict[str, str]:
        if key.startswith("msgstr"):
            if not self.strings or key in self.strings[-1]:
                self.strings.append({})
            return self.strings[-1]
        if self.strings:
            self._flush()
        if key == "msgid_plural" or (key == "msgid" and self.waiting and "msgid" not in self.waiting[-1]):
            return self.waiting[-1]
        self.waiting.append({})
        return self.waiting[-1]

    def _flush(self) -> None:
        strings = next((s for s in reversed(self.strings) if any(s.values())), {})
        for parts in self.waiting:
            message = Message(parts.get("msgid", ""), parts.get("msgctxt", ""), parts.get("msgid_plural", ""))
            keys = ("msgstr[0]", "msgstr[1]") if message.plural else ("msgstr",)
            if message.id:
                self.done.append((message, tuple(strings.get(key, "") for key in keys)))
        self.waiting, self.strings = [], []
