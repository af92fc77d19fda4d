"""The table of competences in sentences: how much is held, what rests on one actor, of whom nothing is said.

What is sought is said of all maps alike (see `projects.maps.shared.words`).
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from projects.maps.competences.matrix import Matrix
from projects.maps.shared.words import listed


def sentences(matrix: Matrix) -> list[str]:
    """Say how many competences are held and by how many, what rests on one actor alone, of whom nothing is known."""
    return [] if not matrix.rows else [*_size(matrix), *_on_one(matrix), *_without(matrix)]


def _size(matrix: Matrix) -> list[str]:
    held = {slug for head in matrix.heads if head.holders for slug in head.column.covers}
    if not held:
        return [_("Nobody on the map has said yet what they know how to do.")]
    holders = sum(bool(row.cells) for row in matrix.rows)
    competences = ngettext("%(count)s competence", "%(count)s competences", len(held)) % {"count": len(held)}
    actors = ngettext("%(count)s actor", "%(count)s actors", holders) % {"count": holders}
    return [_("%(competences)s, brought by %(actors)s.") % {"competences": competences, "actors": actors}]


def _on_one(matrix: Matrix) -> list[str]:
    single = {n for n, head in enumerate(matrix.heads) if head.holders == 1 and len(head.column.covers) == 1}
    bearers: dict[str, list[str]] = {}
    for row in matrix.rows:
        place = -1
        for cell in row.cells:
            place += cell.before + 1
            if place in single:
                bearers.setdefault(row.actor.name, []).append(matrix.heads[place].name)
    if not bearers:
        return []
    name, skills = max(bearers.items(), key=lambda item: (len(item[1]), item[0]))
    count = sum(map(len, bearers.values()))
    said = ngettext(
        "%(count)s competence rests on a single actor.",
        "%(count)s competences rest on a single actor each.",
        count,
    ) % {"count": count}
    if len(skills) < 2:
        return [said]
    return [said, _("%(name)s is alone in bringing: %(skills)s.") % {"name": name, "skills": listed(skills)}]


def _without(matrix: Matrix) -> list[str]:
    bare = sum(not row.total for row in matrix.rows)
    if not bare or bare == len(matrix.rows):
        return []
    return [
        ngettext(
            "Nothing is said of what %(count)s actor knows how to do.",
            "Nothing is said of what %(count)s actors know how to do.",
            bare,
        )
        % {"count": bare}
    ]
