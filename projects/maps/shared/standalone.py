"""A picture as one SVG file that stands alone: title, date, legend, colours and shapes inside."""

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from actors.maps import labels
from actors.maps.values import PROJECT_SHAPE, Mark, Picture, TieNature
from projects.maps.shared.nodes import shape_of
from projects.maps.shared.values import StakeholderMap

HEAD, LINE, COLUMN, MARGIN = 76, 21, 240, 24
#: The size of letters of the title, as `.map-title` has it in css/map.css.
TITLE = 23
#: After the name of who was declared by others and has not confirmed: fonts of print have no italics.
DECLARED = "*"


@dataclass(frozen=True, slots=True)
class LegendItem:
    """A line of the legend: a shape, a thread or a number, and its words."""

    x: float
    y: float
    text: str
    shape: str = ""
    thread: str = ""


def render(
    picture: Picture,
    stakeholder_map: StakeholderMap,
    *,
    title: str,
    subtitle: str,
    source: str,
    filters: str = "",
) -> str:
    """Return the whole file; `source` is the address where the picture is kept up to date."""
    picture = _with_declared(picture)
    columns = max(1, int((picture.width - 24) // COLUMN))
    lines = _legend(picture, stakeholder_map)
    head = HEAD + (LINE if filters else 0)
    legend = [
        LegendItem(
            24 + i % columns * COLUMN, head + picture.height + 30 + i // columns * LINE, text, shape, thread
        )
        for i, (text, shape, thread) in enumerate(lines)
    ]
    height = head + picture.height + 44 + -(-len(lines) // columns) * LINE + 26
    text = render_to_string(
        "components/maps/standalone.svg",
        {
            "picture": picture,
            "heading": labels.fitting(title, (picture.width - 2 * MARGIN) * labels.FONT / TITLE),
            "title": title,
            "subtitle": labels.fitting(subtitle, picture.width - 2 * MARGIN),
            "filters": labels.fitting(filters, picture.width - 2 * MARGIN),
            "source": source,
            "legend": legend,
            "width": picture.width,
            "height": height,
            "head": head,
            "foot": height - 14,
            "css": _css(),
        },
    ).strip()
    return _coloured(text)


def _coloured(text: str) -> str:
    # Shapes of the site's sprite name its colours too: text that people typed holds no bare quote.
    return re.sub(r'="var\((--[\w-]+)\)"', lambda m: f'="{_colours().get(m[1], "currentColor")}"', text)


def bare(picture: Picture) -> str:
    """Return the picture alone, without title nor legend: to stand among words on paper."""
    drawn = {"picture": picture, "width": picture.width, "height": picture.height, "css": _css()}
    return _coloured(render_to_string("components/maps/bare.svg", drawn))


def _with_declared(picture: Picture) -> Picture:
    """Return the picture with a star after the names of those declared."""
    return replace(
        picture, marks=tuple(_starred(mark) if mark.node.declared else mark for mark in picture.marks)
    )


def _starred(mark: Mark) -> Mark:
    *lines, last = mark.lines or (None,)
    if last is None:
        return mark
    return replace(mark, lines=(*lines, replace(last, text=f"{last.text} {DECLARED}")))


def _legend(picture: Picture, stakeholder_map: StakeholderMap) -> list[tuple[str, str, str]]:
    shapes = {mark.node.shape for mark in picture.marks}
    lines = [
        (f.name, shape_of(f.code), "")
        for f in stakeholder_map.families
        if any(a.family == f.code for a in stakeholder_map.stakeholders)
    ]
    if PROJECT_SHAPE in shapes:
        lines.append((_("Project"), PROJECT_SHAPE, ""))
    natures = {thread.tie.nature for thread in picture.threads}
    words = {
        TieNature.PARTNERSHIP: _("Partnership: one thread each way of working together"),
        TieNature.AFFILIATION: _("Affiliation"),
        TieNature.INVOLVEMENT: _("Takes part in the project"),
    }
    lines += [(words[nature], "", nature) for nature in TieNature if nature in natures]
    if any(thread.tie.declared for thread in picture.threads):
        lines.append((_("Declared by one side only"), "", "partnership is-declared"))
    if picture.shows_expected:
        lines.append((_("Expected tie"), "", "expected"))
    if any(mark.arrow for mark in picture.marks):
        lines.append((_("Arrow: towards the involvement wished for"), "", ""))
    if any(not mark.node.aboard for mark in picture.marks):
        lines.append((_("Dashed shape: not aboard yet"), "", ""))
    if any(mark.node.declared and mark.lines for mark in picture.marks):
        lines.append((_("%(star)s declared, not confirmed") % {"star": DECLARED}, "", ""))
    lines += [(text, "", "") for text in picture.signs]
    lines += [(f"{mark.node.number} · {mark.node.name[:34]}", "", "") for mark in picture.numbered]
    return lines


@cache
def _colours() -> dict[str, str]:
    """Return the light colours by the name that style sheets give them."""
    tokens = _static("css/tokens.css")
    light = tokens[tokens.index(":root") : tokens.index("/* 2.")]
    return dict(re.findall(r"(--[\w-]+):([^;}]+)", light))


@cache
def _css() -> str:
    """Return the rules of pictures with the light colours written out, from the site's own style sheets.

    Weights are whole hundreds: programs that draw files know no other.
    """
    colours = _colours()
    rules = _static("css/map.css")
    rules = rules[rules.index("/* picture") : rules.index("/* end of picture */")]
    families = "".join(
        f".f-{name[4:]}{{color:{value}}}" for name, value in colours.items() if name.startswith("--f-")
    )
    families += ".f-autre{color:var(--t-encre-douce)}.f-project{color:var(--t-bruyere)}"
    resolved = re.sub(r"var\((--[\w-]+)\)", lambda m: colours.get(m[1], "inherit"), rules + families)
    resolved = resolved.replace("font-weight:650", "font-weight:700")
    return re.sub(r"/\*.*?\*/\s*", "", resolved, flags=re.S)


def _static(name: str) -> str:
    found = finders.find(name)
    if not found:
        raise FileNotFoundError(name)
    return Path(found).read_text()
