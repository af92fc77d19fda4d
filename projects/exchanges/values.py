"""What the cells of lines about projects stand for, matched in memory against the tables: a few queries a file."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from actors.enums import Level
from actors.exchanges.tables import LONGEST_NAME, LONGEST_ROLE, LONGEST_TEXT, LONGEST_WORDS
from actors.exchanges.values import ActorLines
from projects.enums import Importance, Stage
from projects.models import Degree, SharedValue, Theme
from territoire.exchanges import cells
from territoire.exchanges.lines import Line
from territoire.exchanges.values import Matched, Problem, Proposed, Reference
from territoire.exchanges.vocabulary import Words

STAGES = {
    Stage.IDEA: ("idée", "idea", "envie", "réflexion", "en réflexion", "projet en réflexion"),
    Stage.EMERGING: (
        "émergent",
        "émergence",
        "en émergence",
        "en préparation",
        "préfiguration",
        "planned",
        "étude",
    ),
    Stage.RUNNING: ("en cours", "running", "actif", "active", "lancé", "en œuvre", "réalisation", "lauréat"),
    Stage.DONE: ("terminé", "fini", "done", "achevé", "completed", "réalisé", "clos"),
    Stage.PAUSED: ("en pause", "suspendu", "paused", "on hold", "en sommeil"),
    Stage.STOPPED: ("arrêté", "abandonné", "stopped", "cancelled", "annulé"),
}
IMPORTANCES = {
    Importance.USEFUL: ("1", "utile", "useful", "faible", "low"),
    Importance.IMPORTANT: ("2", "important", "importante", "moyenne", "medium"),
    Importance.ESSENTIAL: (
        "3",
        "essentiel",
        "essentielle",
        "indispensable",
        "essential",
        "haute",
        "high",
        "forte",
    ),
}
# Words of roles and of the IAP2 spectrum, in French and English.
DEGREES = {
    1: ("informé", "suit", "inform", "informed", "observateur", "observer", "abonné"),
    2: ("consulté", "donne son avis", "consult", "consulted", "avis", "expert consulté"),
    3: ("contribue", "contributeur", "partenaire", "partenaires", "involve", "contributor", "partner", "participant",
        "participe", "membre", "member", "bénévole", "financeur", "soutien"),
    4: ("coconstruit", "co-construit", "collaborate", "copilote", "co-porteur", "coporteur", "comité de pilotage",
        "décide", "associé"),
    5: ("porte", "porteur", "porteuse", "porteur du projet", "structure porteuse", "pilote", "empower", "lead", "owner",
        "chef de file", "coordinateur", "organisateur", "responsable"),
}  # fmt: skip
#: The degree of who carries a project, and of who is a partner of it.
CARRIES, CONTRIBUTES = 5, 3
LONGEST_SUMMARY, LONGEST_NEED = 300, 500


class ProjectLines:
    """Matches lines about projects, with the tables that lines about actors read too (`actors`)."""

    def __init__(self, actors: ActorLines) -> None:
        self.actors = actors
        self.readers: dict[str, Callable[[Line], None]] = {
            "projects": self._project,
            "involvements": self._involvement,
            "needs": self._need,
        }

    def read(self, kind: str, said: Mapping[str, str]) -> Matched:
        """Return what a line of `kind` says: values by field code, and problems.

        Names of projects and actors stay text (`project`, `actor`; lists for `carriers` and `partners`, of which
        "A x B" makes two).
        """
        line = Line(said)
        self.readers[kind](line)
        return line.matched()

    def _project(self, line: Line) -> None:
        line.text("name", LONGEST_NAME, required=True)
        summary = line.said.get("summary", "")
        if len(summary) > LONGEST_SUMMARY:
            # Too long for a sentence: it is the objective.
            objective = "\n\n".join(filter(None, (summary, line.said.get("objective", ""))))
            line.said = {**line.said, "summary": "", "objective": objective}
        line.text("summary", LONGEST_SUMMARY)
        for code in ("objective", "impact", "risk", "success"):
            line.text(code, LONGEST_TEXT)
        self._territory(line)
        line.each("themes", self.themes.read)
        line.each("values", self.shared_values.read)
        line.read("stage", self.stages.read, refuses=False)
        line.read("started_on", cells.day, refuses=False)
        line.read("ended_on", lambda text: cells.day(text, last=True), refuses=False)
        for code in ("carriers", "partners"):
            names = [
                cells.called(name)
                for text in cells.several(line.said.get(code, ""))
                for name in cells.together(text)
            ]
            if names:
                line.values[code] = list(dict.fromkeys(name[:LONGEST_NAME] for name in names))
        line.read("open_to_newcomers", cells.yes_no, refuses=False)
        line.read("visibility", self.actors.visibilities.read)
        self._source(line)

    def _territory(self, line: Line) -> None:
        """Keep the territory that the line names, else the commune where it is; a project has one."""
        places = self.actors.places
        said = line.said.get("territory", "")
        area = places.area(said) if said else None
        seat = places.seat(line.place_words())
        if isinstance(area, Reference):
            line.values["territory"] = area
        elif isinstance(seat, Reference):
            line.values["territory"] = seat
            if isinstance(area, Problem):
                line.problem(area.about("territory", refuses=False))
        elif problem := area or seat:
            line.problem(problem.about("territory" if area else "seat"))
        else:
            line.problem(
                Problem(
                    _("Nothing says where the project is."),
                    _("Add a column Territory or Commune, or choose one for the whole file."),
                    "territory",
                )
            )

    def _involvement(self, line: Line) -> None:
        line.text("project", LONGEST_NAME, required=True)
        actor = line.text("actor", LONGEST_NAME, required=True)
        if actor:
            line.values["actor"] = cells.called(actor)
        role = line.text("role", LONGEST_ROLE)
        line.text("brings", LONGEST_WORDS)
        if role and (degree := self.degrees.find(role)):
            line.values["degree"] = degree
        line.read("degree", self.degrees.read, refuses=False)
        if "degree" not in line.values:
            line.assume("degree", CONTRIBUTES)
            line.problem(
                Problem(
                    _("Nothing says how much it takes part: “%(degree)s” was taken.")
                    % {"degree": self.degree_names.get(CONTRIBUTES, CONTRIBUTES)},
                    _("Add a column Degree, from 1 to 5."),
                    "degree",
                    refuses=False,
                )
            )
        line.read("wanted_degree", self.degrees.read, refuses=False)
        line.each("engaged", str.strip)
        line.period()
        self._source(line)

    def _need(self, line: Line) -> None:
        line.text("project", LONGEST_NAME, required=True)
        self._asked(line)
        if "competence" in line.values:
            line.assume("minimum_level", Level.PRACTISES)
            line.read("minimum_level", self.actors.levels.read, refuses=False)
        line.read("quantity", cells.amount, refuses=False)
        line.read("importance", self.importances.read, refuses=False)
        line.text("description", LONGEST_NEED)
        line.read("opened_on", cells.day, refuses=False)
        line.read("wanted_by", lambda text: cells.day(text, last=True), refuses=False)
        self._source(line)

    def _asked(self, line: Line) -> None:
        """Keep the one thing that is asked for: by its own column, else found in "what is needed"."""
        actors = self.actors
        readers: dict[str, Callable[[str], Any]] = {
            "competence": actors.competence,
            "occupation": actors.occupations.read,
            "resource_kind": actors.resource_kinds.read,
            "family": actors.families.read,
        }
        told = [code for code in readers if line.said.get(code)]
        if len(told) > 1:
            line.problem(
                Problem(
                    _("Choose one thing: a competence, an occupation, a resource or a family."),
                    _("Write one line for each."),
                    told[1],
                )
            )
        elif told:
            line.read(told[0], readers[told[0]])
        elif asked := line.said.get("asked", ""):
            tables = (actors.competences, actors.occupations, actors.resource_kinds, actors.families)
            found = [(code, table.find(asked)) for code, table in zip(readers, tables, strict=True)]
            code, value = next(
                (pair for pair in found if pair[1]), ("competence", Proposed(asked[:LONGEST_NAME]))
            )
            line.values[code] = value
        else:
            line.problem(
                Problem(
                    _("Nothing says what is needed."),
                    _("Fill one of the columns, or remove the line."),
                    "asked",
                )
            )

    def _source(self, line: Line) -> None:
        line.text("source", LONGEST_NAME)
        line.text("external_id", LONGEST_NAME)

    @cached_property
    def themes(self) -> Words[Reference]:
        """Themes of projects, by name and address."""
        return _named(Theme.objects.all(), _("themes"))

    @cached_property
    def shared_values(self) -> Words[Reference]:
        """Values that projects share, by name and address."""
        return _named(SharedValue.objects.all(), _("values"))

    @cached_property
    def stages(self) -> Words[Stage]:
        """Where a project stands."""
        return _choices(Stage, STAGES, _("stages"))

    @cached_property
    def importances(self) -> Words[Importance]:
        """How much a project depends on a need."""
        return _choices(Importance, IMPORTANCES, _("importances"))

    @cached_property
    def degree_names(self) -> dict[int, str]:
        """Degrees of involvement, 1 to 5, as the instance names them."""
        return dict(Degree.objects.values_list("value", "name"))

    @cached_property
    def degrees(self) -> Words[int]:
        """Degrees of involvement by number, by name and by usual roles."""
        pairs = [(word, value) for value, name in self.degree_names.items() for word in (name, str(value))]
        pairs += [(word, value) for value, told in DEGREES.items() for word in told]
        return Words(pairs, _("degrees of involvement"))


def _named(entries, what: str) -> Words[Reference]:
    known = [(entry, Reference(entry.pk, entry.name)) for entry in entries]
    return Words([(word, ref) for entry, ref in known for word in (entry.name, entry.slug)], what)


def _choices(choices, synonyms, what: str) -> Words:
    pairs = [(str(word), choice) for choice in choices for word in (choice.label, str(choice.value))]
    return Words([*pairs, *((word, choice) for choice, told in synonyms.items() for word in told)], what)
