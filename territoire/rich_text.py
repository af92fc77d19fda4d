"""Long texts: Markdown as people write it, drawn on the server and cleaned.

Two locks: the parser knows no HTML, no picture and no link but those of `territoire.links`; what it draws goes through
an allow-list all the same.
"""

from html import unescape

import nh3
from django.utils.safestring import SafeString, mark_safe
from linkify_it import LinkifyIt
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from territoire import links

TAGS = {
    *("p", "br", "em", "strong", "code", "pre", "blockquote"),
    *("ul", "ol", "li", "a", "h3", "h4", "h5", "h6"),
}
# Naming "*" takes out what the library lets every tag carry.
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "*": set()}
#: Left out, so that a text typed without thinking of Markdown reads as it was typed: four spaces, a line of dashes.
LEFT_OUT = ["image", "code", "hr", "lheading", "html_block", "html_inline", "reference"]
HEADINGS = 3


def html(text: str, top: int = 3) -> SafeString:
    """Return `text` as clean HTML; its highest titles are `h{top}`, and none skips a level."""
    drawn = _parser.render(text.strip(), {"top": top})
    return mark_safe(_cleaner.clean(drawn))  # noqa: S308 (nh3 has just cleaned it)


def plain(text: str) -> str:
    """Return the words of `text` alone, for an excerpt (not escaped: a template does it)."""
    return " ".join(unescape(nh3.clean(html(text), tags=set())).split())


def _markdown() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True, "linkify": True})
    parser.disable(LEFT_OUT)
    # The other half of the rule, which reads a text again at each address, takes seconds over a thousand of them.
    parser.core.ruler.enable("linkify")
    parser.inline.ruler.disable("linkify")
    parser.linkify = LinkifyIt(options={"fuzzy_link": False, "fuzzy_email": False})
    parser.validateLink = links.may_link_to  # type: ignore[method-assign, assignment]
    parser.core.ruler.push("demote", _demote)
    return parser


def _demote(state: StateCore) -> None:
    """Put the titles of a text below those of the page: a title's level is how many stand above it."""
    above: list[str] = []
    for token in state.tokens:
        if token.type == "heading_open":
            while above and above[-1] >= token.tag:
                above.pop()
            above.append(token.tag)
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{state.env['top'] + min(len(above), HEADINGS) - 1}"


def _only_safe(_tag: str, attribute: str, value: str) -> str | None:
    return value if attribute != "href" or links.may_link_to(value) else None


_parser = _markdown()
_cleaner = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    attribute_filter=_only_safe,
    link_rel=links.REL,
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
)
