"""Markup as a browser reads it, for tests that look for a piece of it."""

import re

_BLOCK = (
    "html|head|body|title|link|meta|script|template|div|section|article|header|footer|nav|main|aside|ul|ol|li|dl|dt|dd|p|"
    "h[1-6]|table|caption|thead|tbody|tfoot|tr|td|th|form|fieldset|legend|label|details|summary|figure|figcaption|select|"
    "option|svg|g|path|text|title|tspan"
)
_EDGES = re.compile(rf" ?(</?(?:{_BLOCK})\b[^<>]*>) ?")


def on_one_line(html: str) -> str:
    """Return `html` without the line ends and indentation that mean nothing."""
    return _EDGES.sub(r"\1", re.sub(r"[ \t\r\n]+", " ", html)).replace(" >", ">")
