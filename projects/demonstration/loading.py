"""Register the demonstration once; what people change or delete afterwards stays as they left it."""

from dataclasses import dataclass, field

from django.db import models, transaction

from actors.enums import ActorKind, FactState
from actors.models import (
    Actor,
    ActorFamily,
    ActorOccupation,
    Affiliation,
    Competence,
    Mastery,
    Occupation,
    Partnership,
    PartnershipAxis,
    PartnershipKind,
    Resource,
    ResourceKind,
)
from projects.demonstration.story import Chapter, Fact
from projects.models import (
    Assessment,
    AxisOrigin,
    Engagement,
    Experience,
    Involvement,
    JoinRequest,
    Milestone,
    Need,
    Pledge,
    Project,
    SharedValue,
    Theme,
)
from territoire.actions import territories
from territoire.enums import Visibility
from territoire.models import Facilitation, ImportBatch, Membership, Team, Territory, User
from territoire.periods import since
from territoire.slugs import free_slug

SOURCE = "fiche WikiRésilience / CGDD 2014"
FACILITATION = {"facilitation@demo.example": ("region-84", "departement-18")}
REVERSED = {"forward": "backward", "backward": "forward", "both": "both"}


def already_loaded() -> bool:
    """Tell whether the demonstration was registered here before."""
    return ImportBatch.objects.filter(label=SOURCE).exists()


@transaction.atomic
def load(chapters: list[Chapter]) -> int:
    """Register the chapters and return how many actors and projects there are; nothing if it was done before."""
    if already_loaded():
        return 0
    loading = _Loading(ImportBatch.objects.create(label=SOURCE))
    for step in (loading.open, loading.register_actors, loading.link, loading.tell):
        for chapter in chapters:
            step(chapter)
    loading.name_facilitators()
    return len(loading.actors) + len(loading.projects)


@dataclass
class _Loading:
    """One run: what was registered so far, by its name in the files."""

    batch: ImportBatch
    users: dict[str, User] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    resources: dict[str, Resource] = field(default_factory=dict)
    projects: dict[str, Project] = field(default_factory=dict)

    def open(self, chapter: Chapter) -> None:
        """Make the territories, the project and its team, that the rest refers to."""
        for fact in chapter.territories:
            self._compose(fact)
        fact = dict(chapter.project)
        team = Team.objects.create(name=fact["name"])
        for email, role in chapter.team.items():
            Membership.objects.create(team=team, user=self._user(email), role=role)
        themes, values = fact.pop("themes"), fact.pop("values")
        project = Project.objects.create(
            team=team,
            slug=free_slug(Project, fact["name"], hidden=False),
            territory=_territory(fact.pop("territory")),
            **self._origin(chapter, fact, f"projet/{chapter.name}"),
        )
        project.themes.set(Theme.objects.filter(slug__in=themes))
        project.shared_values.set(SharedValue.objects.filter(slug__in=values))
        self.projects[chapter.name] = project

    def register_actors(self, chapter: Chapter) -> None:
        """Register the actors with what they know and can give."""
        for fact in chapter.actors:
            self._register(chapter, dict(fact))

    def link(self, chapter: Chapter) -> None:
        """Say who belongs to what, and who works with whom, in what."""
        for fact in chapter.actors:
            for belonging in fact.get("belongs", ()):
                belonging = dict(belonging)
                organisation = belonging.pop("to")
                Affiliation.objects.create(
                    member=self.actors[fact["id"]],
                    organisation=self.actors[organisation],
                    **self._dated(chapter, belonging, f"rattachement/{fact['id']}/{organisation}", fact),
                )
        for fact in chapter.partnerships:
            self._ally(chapter, dict(fact))

    def tell(self, chapter: Chapter) -> None:
        """Tell the project's own story: steps, circle, needs, experiences, requests, assessments."""
        project = self.projects[chapter.name]
        for position, fact in enumerate(chapter.milestones):
            Milestone.objects.create(
                project=project, position=position, created_by=self._user(chapter.registered_by), **fact
            )
        for fact in chapter.involvements:
            self._involve(chapter, dict(fact))
        needs = {fact["id"]: self._need(chapter, dict(fact)) for fact in chapter.needs}
        for number, fact in enumerate(chapter.experiences):
            self._recount(chapter, dict(fact), needs, number)
        for fact in chapter.join_requests:
            self._ask(project, dict(fact), needs)
        for fact in chapter.assessments:
            assessor = self._user(fact["by"])
            Assessment.objects.create(
                project=project,
                actor=self.actors[fact["actor"]],
                assessor=assessor,
                created_by=assessor,
                influence=fact["influence"],
                interest=fact["interest"],
                stance=fact["stance"],
                day=fact["day"],
            )

    def name_facilitators(self) -> None:
        """Give the facilitation account its territories."""
        for email, codes in FACILITATION.items():
            for territory in Territory.objects.filter(code__in=codes):
                Facilitation.objects.get_or_create(user=self._user(email), territory=territory)

    def _compose(self, fact: Fact) -> None:
        if not Territory.objects.filter(code=fact["code"]).exists():
            territory = territories.compose(
                code=fact["code"],
                name=fact["name"],
                parts=Territory.objects.filter(code__in=fact.get("parts", ())),
                within=Territory.objects.filter(code__in=fact.get("within", ())),
                period=since(fact.get("since"), fact.get("until")),
            )
            territory.successors.set(Territory.objects.filter(code__in=fact.get("successors", ())))

    def _register(self, chapter: Chapter, fact: Fact) -> None:
        name, hidden = fact.pop("id"), fact.get("kind") == ActorKind.PERSON
        masteries, resources, occupations, areas = (
            fact.pop(key, ()) for key in ("masteries", "resources", "occupations", "areas")
        )
        fact.pop("belongs", None)
        illustrative = {"illustrative": fact.get("illustrative", False)}
        actor = Actor.objects.create(
            slug=free_slug(Actor, fact["name"], hidden=hidden),
            family=ActorFamily.objects.get(code=fact.pop("family")),
            seat=_territory(fact.pop("seat")) if "seat" in fact else None,
            visibility=Visibility.TEAM if hidden else Visibility.PUBLIC,
            team=self.projects[chapter.name].team if hidden else None,
            **self._origin(chapter, fact, f"acteur/{name}"),
        )
        actor.areas.set(Territory.objects.filter(code__in=areas))
        self.actors[name] = actor
        for competence, level, *more in masteries:
            Mastery.objects.create(
                actor=actor,
                competence=Competence.objects.get(slug=competence),
                level=level,
                **self._dated(chapter, _merged(more), f"competence/{name}/{competence}"),
            )
        for kind, quantity, description, *more in resources:
            self.resources[f"{name}/{kind}"] = Resource.objects.create(
                actor=actor,
                kind=ResourceKind.objects.get(code=kind),
                quantity=quantity or None,
                description=description,
                **self._dated(chapter, _merged(more), f"ressource/{name}/{kind}"),
            )
        for code in occupations:
            ActorOccupation.objects.create(
                actor=actor,
                occupation=Occupation.objects.get(code=code),
                **self._dated(chapter, {}, f"metier/{name}/{code}", illustrative),
            )

    def _ally(self, chapter: Chapter, fact: Fact) -> None:
        between, axes = fact.pop("between"), fact.pop("axes")
        first, second = sorted((self.actors[name] for name in between), key=lambda actor: actor.pk)
        turned = first != self.actors[between[0]]
        identifier = "partenariat/" + "/".join(between)
        partnership = Partnership.objects.create(
            first=first, second=second, **self._origin(chapter, fact, identifier)
        )
        for axis in map(dict, axes):
            kind, direction, born_of = (
                axis.pop("kind"),
                axis.pop("direction", "both"),
                axis.pop("born_of", ""),
            )
            created = PartnershipAxis.objects.create(
                partnership=partnership,
                kind=PartnershipKind.objects.get(code=kind),
                direction=REVERSED[direction] if turned else direction,
                **self._dated(chapter, axis, f"{identifier}/{kind}", fact) | _state(axis, fact),
            )
            if born_of:
                AxisOrigin.objects.create(axis=created, project=self.projects[born_of])

    def _involve(self, chapter: Chapter, fact: Fact) -> None:
        name, engaged = fact.pop("actor"), fact.pop("engaged", ())
        involvement = Involvement.objects.create(
            project=self.projects[chapter.name],
            actor=self.actors[name],
            degree_id=fact.pop("degree"),
            wanted_degree_id=fact.pop("wanted", None),
            **self._dated(chapter, fact, f"implication/{chapter.name}/{name}") | _state(fact),
        )
        for person in engaged:
            Engagement.objects.create(involvement=involvement, person=self.actors[person])

    def _need(self, chapter: Chapter, fact: Fact) -> Need:
        name, pledges = fact.pop("id"), fact.pop("pledges", ())
        identifier = f"besoin/{chapter.name}/{name}"
        need = Need.objects.create(
            project=self.projects[chapter.name],
            **_asked(fact),
            **self._origin(chapter, fact, identifier),
        )
        for pledge in map(dict, pledges):
            giver, kind = pledge.pop("actor"), pledge.pop("resource", None)
            Pledge.objects.create(
                need=need,
                actor=self.actors[giver],
                resource=self.resources[f"{giver}/{kind}"] if kind else None,
                **self._dated(chapter, pledge, f"{identifier}/{giver}", fact),
            )
        return need

    def _recount(self, chapter: Chapter, fact: Fact, needs: dict[str, Need], number: int) -> None:
        ask, need, competences = fact.pop("ask", None), fact.pop("need", None), fact.pop("competences", ())
        experience = Experience.objects.create(
            project=self.projects[chapter.name],
            ask=self.actors.get(ask),
            need=needs.get(need),
            **self._origin(chapter, fact, f"experience/{chapter.name}/{number + 1}"),
        )
        experience.competences.set(Competence.objects.filter(slug__in=competences))

    def _ask(self, project: Project, fact: Fact, needs: dict[str, Need]) -> None:
        JoinRequest.objects.create(
            project=project,
            actor=self.actors[fact["actor"]],
            need=needs[fact["need"]],
            wanted_degree_id=fact["wanted"],
            message=fact["message"],
            created_by=self._user(fact["by"]),
        )

    def _user(self, email: str) -> User:
        """Return the account, made without a password if the demonstration's accounts were not made yet."""
        if email not in self.users:
            known = User.objects.filter(email=email).first()
            self.users[email] = known or User.objects.create_user(email)
        return self.users[email]

    def _origin(self, chapter: Chapter, fact: Fact, identifier: str) -> Fact:
        """Complete `fact` with who registered it and where it comes from."""
        return fact | {
            "created_by": self._user(chapter.registered_by),
            "source": SOURCE,
            "external_id": identifier,
            "import_batch": self.batch,
        }

    def _dated(self, chapter: Chapter, fact: Fact, identifier: str, around: Fact | None = None) -> Fact:
        """Do as `_origin`, with `since` and `until` as a period; illustrative when what is `around` is."""
        rest = {key: value for key, value in fact.items() if key not in ("since", "until")}
        rest.setdefault("illustrative", (around or {}).get("illustrative", False))
        period = since(fact.get("since"), fact.get("until"))
        return self._origin(chapter, rest, identifier) | {"period": period}


def _territory(code: str) -> Territory:
    return Territory.objects.get(code=code)


def _merged(options: list[Fact]) -> Fact:
    """Return the options written after a mastery or a resource; these are illustrative unless said `fact`."""
    options = dict(options[0]) if options else {}
    return options | {"illustrative": not options.pop("fact", False)}


def _state(*facts: Fact) -> Fact:
    """Say confirmed what the fiche states, declared what is made up."""
    illustrative = any(fact.get("illustrative") for fact in facts)
    return {"state": FactState.DECLARED if illustrative else FactState.CONFIRMED}


ASKED: dict[str, tuple[type[models.Model], str]] = {
    "competence": (Competence, "slug"),
    "occupation": (Occupation, "code"),
    "resource_kind": (ResourceKind, "code"),
    "family": (ActorFamily, "code"),
}


def _asked(fact: Fact) -> Fact:
    """Take out of `fact` the one thing that a need asks for, as a record."""
    return {
        name: model.objects.get(**{key: fact.pop(name)})
        for name, (model, key) in ASKED.items()
        if name in fact
    }
