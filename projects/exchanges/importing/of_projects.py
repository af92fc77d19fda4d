"""What files say of projects: who takes part, and what they need."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from actors.enums import ActorKind
from actors.exchanges.importing.facts import FactImporter
from actors.exchanges.importing.references import Key, References
from actors.exchanges.importing.writing import propose
from actors.exchanges.kinds import AFFILIATIONS, PERSONS
from actors.exchanges.values import ActorLines
from actors.models import Affiliation
from projects.exchanges.importing.known import ProjectReferences, contributed_by
from projects.exchanges.kinds import INVOLVEMENTS, NEEDS
from projects.exchanges.values import ProjectLines
from projects.models import Engagement, Involvement, Need, Project
from territoire.enums import Outcome
from territoire.exchanges.values import Matched, Problem
from territoire.imports import bulk
from territoire.imports.lines import Line, Run
from territoire.text import normalise


class OfProjectImporter(FactImporter):
    """Lines that name a project; those that name none are of the project of the import."""

    def __init__(self, run: Run) -> None:
        """Share the tables of projects."""
        super().__init__(run)
        self.compared = (*self.compared, Project)
        actors = run.shared(ActorLines, lambda: ActorLines(run.by, family=run.batch.family))
        self.project_lines = run.shared(ProjectLines, lambda: ProjectLines(actors))
        self.projects = ProjectReferences(run)
        found = (
            Project.objects.visible_to(run.by).filter(uid=run.batch.project_uid)
            if run.batch.project_uid
            else None
        )
        self.own = found.first() if found is not None else None

    def match(self, said: dict[str, str]) -> Matched:
        """Match the texts of a line."""
        if self.own is not None and "project" not in said:
            said = {**said, "project": self.own.name}
        return self.project_lines.read(self.kind.code, said)

    def _name(self, lines: list[Line]) -> None:
        projects = self.projects.find({line.values["project"] for line in lines})
        others = [code for code in self.named if code != "project"]
        actors = self.references.find({str(line.values[code]) for line in lines for code in others})
        for line in lines:
            refs: dict[str, Key] = {}
            name = line.values["project"]
            if self.own is not None and name == self.own.name:
                refs["project"] = self.own.pk
            else:
                self._refer(line, "project", projects[name], refs)
            for code in others:
                self._refer(line, code, actors[str(line.values[code])], refs)
            line.values["refs"] = refs

    def _check_rights(self, lines: list[Line]) -> None:
        keys = {key for line in lines if isinstance(key := line.values["refs"]["project"], int)}
        mine = (
            set(contributed_by(self.run.by).filter(pk__in=keys).values_list("pk", flat=True))
            if keys
            else set()
        )
        for line in lines:
            key = line.values["refs"]["project"]
            if isinstance(key, int) and key not in mine:
                mend = _("Leave the line out, or ask who holds the project.")
                line.note(Problem(_("You do not contribute to this project."), mend, "project"))


class InvolvementImporter(OfProjectImporter):
    """Who takes part in projects."""

    kind = INVOLVEMENTS
    model = Involvement
    named = {"project": "project_id", "actor": "actor_id"}
    said_columns = {
        "degree": "degree_id",
        "role": "role",
        "brings": "brings",
        "wanted_degree": "wanted_degree_id",
    }

    def settle(self, lines: list[Line]) -> None:
        """Find also the persons who take part through the actor."""
        super().settle(lines)
        self._engage([line for line in lines if not line.refused and line.values.get("engaged")])

    def _engage(self, lines: list[Line]) -> None:
        found = self.references.find({name for line in lines for name in line.values["engaged"]})
        targets = [line.target for line in lines if line.target]
        there = set(Engagement.objects.filter(involvement__in=targets).values_list("involvement", "person"))
        members = self._members({found[name].key for line in lines for name in line.values["engaged"]})
        for line in lines:
            refs: list[Key] = []
            for name in line.values["engaged"]:
                if (problem := found[name].problem) is not None:
                    line.note(problem.about("engaged", refuses=False))
                elif (key := found[name].key) is None or (line.target, key) in there:
                    continue
                elif self._may_belong(key, line.values["refs"]["actor"], members):
                    refs.append(key)
                else:
                    line.note(_not_a_member(name))
            line.values["engaging"] = refs
            if refs and line.target:
                said = {"field": "engaged", "before": "", "after": ", ".join(line.values["engaged"])}
                line.changes.append(said)
                line.outcome = Outcome.CHANGED

    def _members(self, persons: Iterable[Key | None]) -> set[tuple[int, int]]:
        """Return who of `persons` belongs today to which organisation."""
        known = [key for key in persons if isinstance(key, int)]
        today = Affiliation.objects.active_on(self.run.day).filter(member__in=known)
        today = today.filter(member__kind=ActorKind.PERSON)
        return set(today.values_list("member", "organisation"))

    def _may_belong(self, person: Key, actor: Key, members: set[tuple[int, int]]) -> bool:
        """Tell whether a person belongs to an actor, or may do so once other lines of the import are written."""
        return (person, actor) in members or bool(self.run.sheets_of(AFFILIATIONS.code, PERSONS.code))

    def write(self, lines: list[Line]) -> None:
        """Write who takes part, then through whom."""
        super().write(lines)
        engaging = [line for line in lines if line.values.get("engaging")]
        if not engaging:
            return
        keys = References.keys(
            {ref for line in engaging for ref in (*line.values["refs"].values(), *line.values["engaging"])}
        )
        members = self._members(keys.values())
        identities = {line.number: self.identity(line, keys) for line in engaging}
        written = self._there([identity for identity in identities.values() if identity])
        rows = dict.fromkeys(
            (record.pk, keys[ref])
            for line in engaging
            if (record := self._one(written.get(identities[line.number], ()), line)) is not None
            for ref in line.values["engaging"]
            if (keys.get(ref), record.actor_id) in members
        )
        bulk.copy(Engagement, ("involvement_id", "person_id"), list(rows))


def _not_a_member(name: str) -> Problem:
    what = _("“%(name)s” does not belong to this organisation.") % {"name": name}
    mend = _("Say so first, on the page of that person or in a sheet of affiliations.")
    return Problem(what, mend, "engaged", refuses=False)


class NeedImporter(OfProjectImporter):
    """What projects need; known by what is asked for."""

    kind = NEEDS
    model = Need
    named = {"project": "project_id"}
    known = {
        "competence": "competence_id",
        "occupation": "occupation_id",
        "resource_kind": "resource_kind_id",
        "family": "family_id",
    }
    said_columns = {
        "minimum_level": "minimum_level",
        "quantity": "quantity",
        "importance": "importance",
        "description": "description",
        "opened_on": "opened_on",
        "wanted_by": "wanted_by",
    }
    dated = False
    unsaid = None

    def take(self, line: Line, matched: Matched, said: dict[str, str]) -> None:
        """A new need is open from today on, unless it says otherwise."""
        super().take(line, matched, said)
        if "opened_on" not in line.values:
            line.values["opened_on"] = self.run.day.isoformat()
            line.values["given"] = [*line.values.get("given", ()), "opened_on"]
        if float(line.values.get("quantity", 1)) <= 0:
            line.note(Problem(_("The quantity must be more than zero."), _("Write 1, 2, 3…"), "quantity"))

    def records(self):
        """Compare with the needs that are open."""
        return Need.objects.open_on(self.run.day)

    def prepare(self, lines: list[Line]) -> None:
        """Propose the competences that nobody knows."""
        told = [line for line in lines if isinstance(line.values.get("competence"), dict)]
        proposed = propose({line.values["competence"]["proposed"] for line in told}, self.run)
        for line in told:
            line.values["competence"] = proposed[normalise(line.values["competence"]["proposed"])]
