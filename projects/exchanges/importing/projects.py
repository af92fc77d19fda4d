"""Projects that a file brings, each with a team that their sender holds, and with who carries them."""

from collections import defaultdict
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from actors.exchanges.importing.plain import name_key, plain, said_of
from actors.exchanges.importing.references import References
from actors.exchanges.importing.twice import doubt_twice, refuse_twice
from actors.exchanges.values import ActorLines
from projects.exchanges.importing.known import held_by
from projects.exchanges.kinds import PROJECTS
from projects.exchanges.values import CARRIES, CONTRIBUTES, ProjectLines
from projects.models import Involvement, Project, SharedValue, Theme
from territoire.enums import LineChoice, Outcome, Role, Visibility
from territoire.exchanges.values import Matched, Problem
from territoire.imports import bulk
from territoire.imports.lines import Importer, Line, Run
from territoire.models import ImportSheet, Membership, Team, Territory
from territoire.periods import always
from territoire.slugs import free_slug

SCALARS = ("name", "summary", "objective", "stage", "started_on", "ended_on", "impact", "risk", "success")
#: Those who take part, with their degree.
ABOARD = {"carriers": CARRIES, "partners": CONTRIBUTES}
COLUMNS = (
    "id", "name", "slug", "summary", "objective", "territory_id", "stage", "started_on", "ended_on", "impact", "risk",
    "success", "open_to_newcomers", "visibility", "team_id", "source", "external_id", "import_batch_id",
    "created_by_id",
)  # fmt: skip


class ProjectImporter(Importer):
    """Projects, known by their identifier at the source, else by name and territory."""

    kind = PROJECTS
    roots = Project
    compared = (Project,)

    def __init__(self, run: Run) -> None:
        """Share the tables of actors."""
        super().__init__(run)
        actors = run.shared(ActorLines, lambda: ActorLines(run.by, family=run.batch.family))
        self.lines = run.shared(ProjectLines, lambda: ProjectLines(actors))
        self.references = References(run)

    def match(self, said: dict[str, str]) -> Matched:
        """Match the texts of a line; one that says no place takes that of the import."""
        place = self.run.batch.place
        if place and not {"territory", "seat", "insee", "postcode"} & set(said):
            said = {**said, "territory": place.code}
        return self.lines.read(self.kind.code, said)

    def take(self, line: Line, matched: Matched, said: dict[str, str]) -> None:
        """Put on the line what it says."""
        values = {name: plain(value) for name, value in matched.values.items()}
        values["given"] = sorted(matched.assumed)
        line.values = said_of(values)
        line.label = str(values.get("name") or "")[:200]
        line.name_key, line.place = name_key(line.label), values.get("territory")
        line.external = str(values.get("external_id") or "")[:200]
        began, ended = values.get("started_on"), values.get("ended_on")
        if began and ended and ended < began:
            line.note(
                Problem(_("The end must come after the beginning."), _("Exchange the two days."), "ended_on")
            )

    def settle(self, lines: list[Line]) -> None:
        """Say which project each line is, what it changes there, and who is aboard."""
        self._aboard(lines)
        visible = Project.objects.visible_to(self.run.by).listed()
        by_key = {
            (source, key): pk
            for pk, source, key in visible.filter(
                external_id__in=[line.external for line in lines if line.external]
            ).values_list("pk", "source", "external_id")
        }
        by_address = self._by_address(lines, visible)
        by_name: dict[tuple, list[int]] = defaultdict(list)
        for pk, name, place in visible.filter(search_name__in=[line.name_key for line in lines]).values_list(
            "pk", "search_name", "territory"
        ):
            by_name[name, place].append(pk)
        for line in lines:
            source = line.values.get("source") or self.run.batch.source
            found = by_name.get((line.name_key, line.place), [])
            line.target = by_key.get((source, line.external)) if line.external else None
            line.target = line.target or by_address.get(line.number)
            if line.target is None and line.choice != LineChoice.ANOTHER:
                self._known_by_name(line, found)
        self._compare([line for line in lines if line.target])

    def _by_address(self, lines: list[Line], visible) -> dict[int, int]:
        """Return the projects of lines that give the identifier of our own files, and the same name or place."""
        named = {line.external: line for line in lines if line.external}
        rows = visible.filter(slug__in=list(named)).values_list("pk", "slug", "search_name", "territory")
        return {
            named[slug].number: pk
            for pk, slug, name, place in rows
            if name == named[slug].name_key or place == named[slug].place
        }

    def _known_by_name(self, line: Line, found: list[int]) -> None:
        """Take the project of that name and place; where there are several, ask which."""
        if len(found) == 1:
            line.target = found[0]
        elif found:
            what = _("Several projects are called “%(name)s”.") % {"name": line.label}
            line.note(Problem(what, _("Write its identifier, or leave the line out."), "external_id"))

    def compare(self, sheet: ImportSheet) -> None:
        """Look for lines that are said twice."""
        refuse_twice(sheet)
        doubt_twice(sheet, placed=True)

    def _aboard(self, lines: list[Line]) -> None:
        names = {name for line in lines for code in ABOARD for name in line.values.get(code, ())}
        found = self.references.find(names) if names else {}
        for line in lines:
            refs = []
            for code, degree in ABOARD.items():
                for name in line.values.get(code, ()):
                    if found[name].key is not None:
                        refs.append([found[name].key, degree])
                    elif (problem := found[name].problem) is not None:
                        line.note(problem.about(code, refuses=False))
            line.values["aboard"] = refs

    def _compare(self, lines: list[Line]) -> None:
        targets = [line.target for line in lines if line.target]
        mine = set(held_by(self.run.by).filter(pk__in=targets).values_list("pk", flat=True))
        records = Project.objects.select_related("territory").in_bulk(targets)
        aboard = defaultdict(set)
        for project, actor in Involvement.objects.filter(project__in=targets).values_list("project", "actor"):
            aboard[project].add(actor)
        for line in lines:
            record = records[line.target or 0]
            line.changes = [*_scalars(line, record), *_newcomers(line, aboard[record.pk])]
            if line.changes and line.target not in mine:
                line.changes = []
                what = _("It is known already, and you may not change its page.")
                mend = _("What this line says more is left aside: tell who keeps the page.")
                line.note(Problem(what, mend, refuses=False))
            line.outcome = Outcome.CHANGED if line.changes else Outcome.SAME

    def write(self, lines: list[Line]) -> None:
        """Write new projects with their teams; change those that are there; bring actors aboard."""
        new = [line for line in lines if line.outcome == Outcome.NEW]
        self._teams(new)
        for line in lines:
            if line.outcome == Outcome.CHANGED:
                self._change(line)
        self._involve(lines)

    def _teams(self, lines: list[Line]) -> None:
        teams = bulk.allot(Team, len(lines))
        bulk.copy(Team, ("id", "name"), [(pk, line.label) for pk, line in zip(teams, lines, strict=True)])
        bulk.copy(
            Membership,
            ("team_id", "user_id", "role"),
            [(pk, self.run.by.pk, Role.HOLDER.value) for pk in teams],
        )
        slugs: set[str] = set()
        rows = [self._row(line, team, slugs) for line, team in zip(lines, teams, strict=True)]
        bulk.copy(Project, COLUMNS, rows)
        for model, code, column in ((Theme, "themes", "theme_id"), (SharedValue, "values", "sharedvalue_id")):
            through = (Project.themes if model is Theme else Project.shared_values).through
            rows = [(line.target, pk) for line in lines for pk in dict.fromkeys(line.values.get(code, ()))]
            bulk.copy(through, ("project_id", column), rows)

    def _row(self, line: Line, team: int, slugs: set[str]) -> tuple:
        values, batch = line.values, self.run.batch
        usual = Visibility(batch.visibility)
        visibility = str(Visibility.narrowest(values.get("visibility", usual), usual))
        slug = free_slug(Project, values["name"], hidden=visibility != Visibility.PUBLIC)
        while slug in slugs:
            slug = free_slug(Project, values["name"], hidden=True)
        slugs.add(slug)
        source = values.get("source") or batch.source
        taken = line.external and Project.objects.filter(source=source, external_id=line.external).exists()
        return (
            line.target, values["name"], slug, values.get("summary", ""), values.get("objective", ""),
            values["territory"], values.get("stage", "idea"), values.get("started_on"), values.get("ended_on"),
            values.get("impact", ""), values.get("risk", ""), values.get("success", ""),
            values.get("open_to_newcomers", True), visibility, team, source, "" if taken else line.external, batch.pk,
            self.run.by.pk,
        )  # fmt: skip

    def _change(self, line: Line) -> None:
        record = Project.objects.select_for_update(of=("self",)).get(pk=line.target)
        columns = {one["column"]: one["set"] for one in line.changes if "column" in one}
        for column, value in columns.items():
            setattr(record, column, value)
        if columns:
            record.updated_at = timezone.now()
            names = [column.removesuffix("_id") for column in columns]
            record.save(update_fields=[*names, "updated_at"])

    def _involve(self, lines: list[Line]) -> None:
        wanted = {
            (line.target, ref): degree
            for line in lines
            for ref, degree in reversed(line.values.get("aboard", ()))
            if line.outcome == Outcome.NEW or any(change["field"] == "carriers" for change in line.changes)
        }
        keys = References.keys({ref for _project, ref in wanted})
        rows = {(project, keys[ref]): degree for (project, ref), degree in wanted.items() if ref in keys}
        there = set(
            Involvement.objects.filter(project__in={project for project, _a in rows}).values_list(
                "project", "actor"
            )
        )
        batch = self.run.batch
        bulk.copy(
            Involvement,
            ("project_id", "actor_id", "degree_id", "period", "source", "import_batch_id", "created_by_id"),
            [
                (*pair, degree, always(), batch.source, batch.pk, self.run.by.pk)
                for pair, degree in rows.items()
                if pair not in there
            ],
        )


def _scalars(line: Line, record: Project) -> list[dict]:
    changed = []
    for code in SCALARS:
        if code not in line.values or code in line.values.get("given", ()):
            continue
        before, after = plain(getattr(record, code)), line.values[code]
        if before != after and not (code == "name" and name_key(before) == name_key(after)):
            shown = {"before": str(before or "")[:200], "after": str(after)[:200]}
            changed.append({"field": code, "column": code, "set": after} | shown)
    territory = line.values.get("territory")
    if territory and territory != record.territory_id:
        name = Territory.objects.filter(pk=territory).values_list("name", flat=True).first()
        told: dict[str, Any] = {"field": "territory", "column": "territory_id", "set": territory}
        changed.append(told | {"before": record.territory.name, "after": name})
    return changed


def _newcomers(line: Line, aboard: set[int]) -> list[dict]:
    names = [ref for ref, _degree in line.values.get("aboard", ()) if ref not in aboard]
    return [{"field": "carriers", "before": "", "after": f"+ {len(names)}"}] if names else []
