"""Who was kept or left out among the candidates of a project, for those who may read it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from projects.analysis.candidates import Choices
from projects.enums import Choice
from projects.models import CandidateChoice, Project
from territoire.sight import fetched

# Few projects have any: whether `user` may read them takes longer to ask.
_ANY = "SELECT 1 FROM projects_candidatechoice WHERE project_id = %(project)s LIMIT 1"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The choices of a project that one viewer may read, by need (`None`: for the whole project) and actor."""

    rows: Mapping[tuple[int | None, int], CandidateChoice] = field(default_factory=dict)

    @property
    def plain(self) -> Choices:
        """Return the same as the analysis takes it."""
        sorts: dict[str, dict[int | None, set[int]]] = {choice: defaultdict(set) for choice in Choice.values}
        for (need, actor), row in self.rows.items():
            sorts[row.choice][need].add(actor)
        pinned, excluded = (
            {need: frozenset(actors) for need, actors in sorts[choice].items()}
            for choice in (Choice.PINNED, Choice.EXCLUDED)
        )
        return Choices(pinned, excluded)

    @property
    def for_all(self) -> tuple[CandidateChoice, ...]:
        """Return the choices for the whole project."""
        return tuple(row for (need, _actor), row in self.rows.items() if need is None)

    def about(self, need: int, actor: int) -> CandidateChoice | None:
        """Return the choice that counts for a need and an actor: that of the need itself first."""
        return self.rows.get((need, actor)) or self.rows.get((None, actor))

    def excluded(self, need: int, actors: Iterable[int]) -> tuple[CandidateChoice, ...]:
        """Return why each of `actors` was left out for a need."""
        return tuple(row for actor in actors if (row := self.about(need, actor)))


def chosen_by_hand(user, project: Project) -> Chosen:
    """Return the choices about the project's candidates that `user` may read: none for most people."""
    if not fetched(_ANY, {"project": project.pk}):
        return Chosen()
    rows = CandidateChoice.objects.visible_to(user).filter(project=project)
    rows = rows.select_related("actor__family", "need", "created_by").order_by("pk")
    return Chosen({(row.need_id, row.actor_id): row for row in rows})
