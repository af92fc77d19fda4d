"""Writing XML piece by piece: what people typed never becomes markup, nor what XML cannot hold."""

import re
from xml.sax.saxutils import escape, quoteattr

#: What no XML document may hold, even written as a number.
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: What cannot be written as it is; all the rest, nearly all that there is to write, is.
TROUBLE = re.compile('[\x00-\x1f"&<>\ud800-\udfff\ufffe\uffff]')
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def cleaned(value: object) -> str:
    """Leave out what XML cannot hold."""
    return FORBIDDEN.sub("", str(value))


def inside(value: object) -> str:
    """Write a text between two tags."""
    text = str(value)
    return escape(cleaned(text)) if TROUBLE.search(text) else text


def attributes(**values: object) -> str:
    """Write the attributes of a tag, those that have a value; a final underscore is left out of the name."""
    return "".join(
        f" {name.rstrip('_')}={_quoted(str(value))}"
        for name, value in values.items()
        if value not in (None, "")
    )


def _quoted(text: str) -> str:
    return quoteattr(cleaned(text)) if TROUBLE.search(text) else f'"{text}"'
