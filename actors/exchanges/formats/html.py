"""Texts that other programs keep as HTML."""

import html
import re

import nh3

BREAKS = re.compile(r"(?i)<\s*(?:br|/p|/div|/li|/h\d)\s*/?>")


def plain(text: str) -> str:
    """Return the words of a text that may hold HTML, with its line breaks."""
    if "<" not in text:
        return html.unescape(text) if "&" in text else text
    bare = nh3.clean(BREAKS.sub("\n", text), tags=set(), clean_content_tags={"script", "style"})
    lines = (line.strip() for line in html.unescape(bare).splitlines())
    return "\n".join(line for line in lines if line)
