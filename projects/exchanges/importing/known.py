"""Projects that lines name or are about, and which of them one may write in."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _

from actors.exchanges.importing.plain import name_key
from actors.exchanges.importing.references import Key, Reference, undecided
from projects.models import Project
from projects.permissions import kept_by
from territoire.enums import LineChoice, Outcome, Role
from territoire.exchanges.values import Problem
from territoire.imports.lines import Run
from territoire.models import ImportLine, Team


def contributed_by(user):
    """Return the projects to which `user` contributes: the same as `contribute_to_project`, for many at once."""
    return Project.objects.listed() if user.is_superuser else kept_by(user)


def held_by(user):
    """Return the projects that `user` may change: the same as `change_project`, for many at once."""
    return (
        Project.objects.all()
        if user.is_superuser
        else Project.objects.filter(team__in=Team.objects.of(user, Role.HOLDER))
    )


class ProjectReferences:
    """Finds the projects that texts name: among the lines of the import, then those that its sender sees."""

    def __init__(self, run: Run) -> None:
        """Look among the lines about projects of this import, and what its sender sees."""
        self.run = run
        self.sheets = [sheet.pk for sheet in run.sheets_of("projects")]

    def find(self, texts: Iterable[str]) -> dict[str, Reference]:
        """Return what each text names."""
        texts = set(texts)
        found: defaultdict[str, set[Key]] = defaultdict(set)
        names = defaultdict(list)
        for text in texts:
            names[name_key(text)].append(text)
        self._lines(names, texts, found)
        self._projects(names, texts, found)
        return {text: _decided(text, found[text], self.waiting) for text in texts}

    def _lines(self, names: dict[str, list[str]], texts: set[str], found: dict[str, set[Key]]) -> None:
        lines = ImportLine.objects.filter(sheet__in=self.sheets).exclude(outcome=Outcome.REFUSED)
        self.waiting: dict[Key, int] = {}
        named = lines.filter(Q(name_key__in=list(names)) | Q(external__in=list(texts), external__gt=""))
        told = named.exclude(choice=LineChoice.OUT).values_list(
            "sheet", "number", "name_key", "external", "target", "outcome"
        )
        for sheet, number, name, external, target, outcome in told:
            there = target is not None and outcome in (Outcome.SAME, Outcome.CHANGED)
            key = target if there else f"{sheet}:{number}"
            if outcome == Outcome.DOUBTFUL:
                self.waiting[key] = number
            for text in (*names.get(name, ()), *([external] if external in texts else [])):
                found[text].add(key)

    def _projects(self, names: dict[str, list[str]], texts: set[str], found: dict[str, set[Key]]) -> None:
        visible = Project.objects.visible_to(self.run.by).listed()
        own = visible.filter(external_id__in=list(texts), source=self.run.batch.source, external_id__gt="")
        for external, pk in own.values_list("external_id", "pk"):
            found[external].add(pk)
        for name, pk in visible.filter(search_name__in=list(names)).values_list("search_name", "pk"):
            for text in names[name]:
                found[text].add(pk)
        missing = [text for text in texts if not found[text]]
        for slug, pk in visible.filter(slug__in=missing).values_list("slug", "pk"):
            found[slug].add(pk)


def _decided(text: str, keys: set[Key], waiting: dict[Key, int]) -> Reference:
    if numbers := sorted(waiting[key] for key in keys if key in waiting):
        return Reference(None, undecided(numbers[0], text))
    if len(keys) == 1:
        return Reference(next(iter(keys)))
    if keys:
        mend = _("Write its identifier, or import these lines from the page of the project.")
        return Reference(None, Problem(_("Several projects are called “%(name)s”.") % {"name": text}, mend))
    mend = _("Write the name as on its page, or add a line for it.")
    return Reference(None, Problem(_("No project is called “%(name)s”.") % {"name": text}, mend))
