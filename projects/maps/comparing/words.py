"""Two maps side by side, in sentences."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from projects.maps.comparing.two_maps import Answer, Bridge, Change, Line

NAMED = 6


def of_days(lines: list[Line]) -> list[str]:
    """Say who came, who left and who changed of degree between two days."""
    said = []
    if names := _who(lines, Change.CAME):
        text = ngettext("%(count)s actor came: %(names)s.", "%(count)s actors came: %(names)s.", len(names))
        said.append(text % _some(names))
    if names := _who(lines, Change.LEFT):
        text = ngettext("%(count)s actor left: %(names)s.", "%(count)s actors left: %(names)s.", len(names))
        said.append(text % _some(names))
    return [*said, *_moves(lines)] or [_("Between the two, nobody came, left or changed of degree.")]


def of_wishes(lines: list[Line]) -> list[str]:
    """Say who is wished nearer or farther than today."""
    said = []
    if names := _who(lines, Change.CAME):
        text = ngettext(
            "%(count)s actor waits to come aboard: %(names)s.",
            "%(count)s actors wait to come aboard: %(names)s.",
            len(names),
        )
        said.append(text % _some(names))
    if names := _who(lines, Change.MORE):
        text = ngettext(
            "%(count)s actor is wished nearer: %(names)s.",
            "%(count)s actors are wished nearer: %(names)s.",
            len(names),
        )
        said.append(text % _some(names))
    if names := _who(lines, Change.LESS):
        text = ngettext(
            "%(count)s actor is wished farther: %(names)s.",
            "%(count)s actors are wished farther: %(names)s.",
            len(names),
        )
        said.append(text % _some(names))
    return said or [_("Everybody is at the degree wished for them, or none was said.")]


def _moves(lines: list[Line]) -> list[str]:
    said = []
    if names := _who(lines, Change.MORE):
        text = ngettext(
            "%(count)s actor takes part more: %(names)s.",
            "%(count)s actors take part more: %(names)s.",
            len(names),
        )
        said.append(text % _some(names))
    if names := _who(lines, Change.LESS):
        text = ngettext(
            "%(count)s actor takes part less: %(names)s.",
            "%(count)s actors take part less: %(names)s.",
            len(names),
        )
        said.append(text % _some(names))
    return said


def of_projects(shared: list[Line], answers: Iterable[list[Answer]], bridges: list[Bridge]) -> list[str]:
    """Say whom two projects share, what each could bring to the other, and who could link them."""
    names = [line.actor.name for line in shared]
    text = ngettext(
        "%(count)s actor is in both: %(names)s.", "%(count)s actors are in both: %(names)s.", len(names)
    )
    said = [text % _some(names)] if names else [_("No actor that you may see is in both.")]
    met = sum(len(found) for found in answers)
    if met:
        said.append(
            ngettext(
                "%(count)s competence sought on one side is held on the other.",
                "%(count)s competences sought on one side are held on the other.",
                met,
            )
            % {"count": met}
        )
    tied = [bridge.actor.name for bridge in bridges if bridge.reached]
    if tied:
        text = ngettext(
            "%(count)s actor already works with the other circle: %(names)s.",
            "%(count)s actors already work with the other circle: %(names)s.",
            len(tied),
        )
        said.append(text % _some(tied))
    return said


def _who(lines: list[Line], change: Change) -> list[str]:
    return [line.actor.name for line in lines if line.change == change]


def _some(names: list[str]) -> dict[str, object]:
    shown = names if len(names) <= NAMED + 1 else [*names[:NAMED], "…"]
    return {"count": len(names), "names": ", ".join(shown)}
