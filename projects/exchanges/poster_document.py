"""A project as a poster (A3) and as a sheet (A4) to print: the data of `templates/documents/poster.typ`.

They hang where anybody passes: what a visitor may see and nothing else, and no person by name.
"""

from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actors.enums import ActorKind
from actors.models import visible_actor
from projects.analysis import impact, overview
from projects.analysis.cards import gaps_by_need, needs_asked
from projects.analysis.common_ground import common_ground
from projects.enums import WORKING_DEGREE
from projects.models import Conviction, Involvement, Need, Project, Support
from territoire import documents, qr, rich_text
from territoire.templatetags.ui import day as in_words

#: How much of each there is room for: letters of texts, lines of lists; by the size of the paper.
ROOM = {
    "a3": {"objective": 560, "text": 220, "partners": 9, "needs": 7, "figures": 3, "words": 2, "steps": 6},
    "a4": {"objective": 420, "text": 170, "partners": 8, "needs": 5, "figures": 3, "words": 1, "steps": 5},
}
NAME, BRINGS, WORDS = 80, 90, 200
#: Beyond so many letters in all, they are smaller.
DENSE = 4000
VISITOR = AnonymousUser()


def pdf(project: Project, day: date, address: str, paper: str, site: str, picture: str) -> bytes:
    """Draw the document; `address` is that of the page, `picture` the circles as SVG."""
    pictures = {"qr": qr.code(address).svg, "circles": picture}
    return documents.pdf("poster.typ", data(project, day, address, paper, site), pictures=pictures)


def data(project: Project, day: date, address: str, paper: str, site: str) -> dict[str, Any]:
    """Return all that the document says, in plain values."""
    room, involvements = ROOM[paper], _aboard(project, day)
    named = [one for one in involvements if one.actor.kind != ActorKind.PERSON]
    told = {
        "paper": paper,
        "site": site,
        "place": project.territory.name,
        "title": cut(project.name, 140),
        "lead": cut(project.summary, 220),
        "objective": _text(project.objective, room["objective"]),
        "texts": [
            {"title": title, "text": _text(text, room["text"])}
            for title, text in (
                (_("A success to share"), project.success),
                (_("The risk taken"), project.risk),
                (_("Impact on the territory"), project.impact),
            )
            if text
        ],
        "steps": _steps(project, day)[-room["steps"] :],
        "partners_title": ngettext("%(count)s actor aboard", "%(count)s actors aboard", len(involvements))
        % {"count": len(involvements)},
        "partners": [
            {"name": cut(one.actor.name, NAME), "brings": cut(one.brings or one.role, BRINGS)}
            for one in named[: room["partners"]]
        ],
        "more": _more(len(involvements) - min(len(named), room["partners"])),
        "figures": [_figure(one) for one in impact.told(project.indicators.with_measures(), day)][
            : room["figures"]
        ],
        "needs": _needs(project, day)[: room["needs"]],
        "words_of": _supports(project)[: room["words"]],
        "common": _common(project, involvements),
        "address": address.removeprefix("https://").removeprefix("http://"),
        "illustrative": _("Illustrative project") if project.illustrative else "",
        "source": _("%(source)s – made on %(day)s") % {"source": site, "day": in_words(day)},
        "join": _("Come aboard") if project.open_to_newcomers else _("Find out more"),
        "words": {
            "objective": _("Objective"),
            "steps": _("The project's line"),
            "figures": _("Impact in figures"),
            "needs": _("What we are looking for"),
            "supports": _("They support it"),
            "common": _("What the circle shares"),
            "circles": _("Circles of involvement: the closer to the centre, the more involved"),
            "qr": _("Code that opens the page of the project"),
        },
    }
    return told | {"dense": len(str(told)) > DENSE}


def cut(text: str, longest: int) -> str:
    """Return a text that there is room for, cut between words."""
    said = " ".join(text.split())
    if len(said) <= longest:
        return said
    head = said[: longest - 1]
    return (head.rsplit(" ", 1)[0] if " " in head else head) + "…"


def _text(text: str, longest: int) -> str:
    return cut(rich_text.plain(text), longest)


def _aboard(project: Project, day: date) -> list[Involvement]:
    found = Involvement.objects.active_on(day).filter(visible_actor(VISITOR, "actor__"), project=project)
    return list(found.select_related("actor__family").order_by("-degree", "actor__search_name", "pk"))


def _more(count: int) -> str:
    return ngettext("and %(count)s more", "and %(count)s more", count) % {"count": count} if count else ""


def _steps(project: Project, day: date) -> list[dict[str, str]]:
    steps = overview.line(project.milestones.all(), (), day)
    return [
        {"name": cut(one.milestone.name, NAME), "when": one.when, "state": one.milestone.state}
        for one in steps
    ]


def _figure(one: impact.Told) -> dict[str, str]:
    said = one.said
    aim = _("aim: %(target)s") % {"target": said["target"]} if said["target"] else ""
    marks = [aim, _("Illustrative") if one.indicator.illustrative else ""]
    return {
        "name": cut(one.indicator.name, NAME),
        "value": said["latest"],
        "aim": " · ".join(filter(None, marks)),
    }


def _needs(project: Project, day: date) -> list[str]:
    needs = list(needs_asked(Need.objects.open_on(day).filter(project=project, waived_on=None)))
    gaps = gaps_by_need({project.pk: needs}, day)
    sought = [need for need in needs if gaps[need.pk].uncovered]
    return [cut(str(need.asked), NAME) for need in sorted(sought, key=lambda need: -need.importance)]


def _supports(project: Project) -> list[dict[str, str]]:
    said = Support.objects.public().filter(visible_actor(VISITOR, "actor__"), project=project)
    named = said.exclude(actor__kind=ActorKind.PERSON).select_related("actor")
    return [
        {
            "who": cut(one.actor.name, NAME) + (f" ({_('Illustrative')})" if one.illustrative else ""),
            "said": cut(one.words, WORDS),
        }
        for one in named
    ]


def _common(project: Project, involvements: list[Involvement]) -> list[str]:
    circle = {one.actor_id for one in involvements if one.degree_id >= WORKING_DEGREE}
    told = Conviction.objects.filter(visible_actor(VISITOR, "actor__"), project=project)
    ground = common_ground(told.select_related("value", "aim"), circle)
    return [cut(str(one.thing), NAME) for one in ground.common[:6]] if ground.is_said else []
