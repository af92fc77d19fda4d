"""One small lively territory, with a record for every address of the site."""

from collections.abc import Iterator
from itertools import pairwise
from types import SimpleNamespace

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from projects.actions import guests
from territoire.actions import invitations
from territoire.enums import TerritoryKind
from tests.factories import actors, cocreation, projects, territoire, workshops
from tests.projects.worlds import a_project

FAMILIES = {"asso": "Associations", "ess": "Économie sociale et solidaire", "coll": "Collectivités"}


def a_territory_with_a_project() -> SimpleNamespace:
    """Make a project of everything, with a circle of actors who work together, all of which its holder may change."""
    region = territoire.TerritoryFactory(
        kind=TerritoryKind.REGION, official_code="84", name="Auvergne-Rhône-Alpes"
    )
    departement = territoire.TerritoryFactory(
        kind=TerritoryKind.DEPARTEMENT, official_code="43", name="Haute-Loire", within=[region]
    )
    commune = territoire.TerritoryFactory(name="Saugues", within=[departement])
    world = a_project(name="Pôle de la laine", territory=commune)
    world.territory, world.departement = commune, departement
    world.report = actors.ActorReportFactory(actor__seat=commune)
    world.introduction = projects.IntroductionFactory(project=world.project, need=world.need)
    world.measure = projects.MeasureFactory(indicator__project=world.project)
    world.indicator = world.measure.indicator
    world.aim = projects.AimFactory(project=world.project)
    world.aboard = world.involvement.actor
    projects.ConvictionFactory(project=world.project, actor=world.aboard, aim=world.aim)
    world.news = projects.NewsFactory(project=world.project)
    world.support = projects.SupportFactory(project=world.project, public=True)
    actors.ClaimFactory(actor=world.support.actor, user=world.holder, accepted=True)
    world.suggestion = projects.SuggestionFactory(project=world.project, need=world.need)
    world.guest = projects.GuestRequestFactory(project=world.project, need=world.need)
    world.guest_link = SimpleNamespace(code=guests.token_of(world.guest))
    world.guest_gesture = SimpleNamespace(code="withdraw")
    world.proposal = projects.ProposalFactory(project=world.project)
    world.comment = projects.ProposalCommentFactory(proposal=world.proposal)
    world.invitation_link = SimpleNamespace(code=invitations.token_of(world.invitation))
    world.workshop = workshops.WorkshopFactory(
        project=world.project,
        name="Qui manque à la table ?",
        open=True,
        agenda="18:00 Accueil",
        place="Salle des fêtes",
    )
    world.asked = workshops.QuestionFactory(
        workshop=world.workshop, text="Avec qui travailler ?", becomes="actor"
    )
    world.written = workshops.NoteFactory(question=world.asked, text="La filature", kind="idea")
    workshops.OutcomeFactory(note=workshops.NoteFactory(question=world.asked))
    world.sheet_kind = SimpleNamespace(code="net-map")
    world.round = workshops.RoundFactory(workshop=world.workshop, state="together")
    _a_circle(world)
    _all_of_an_actor(world)
    _thought_together(world)
    return world


def _thought_together(world: SimpleNamespace) -> None:
    world.diagnosis = cocreation.DiagnosisFactory(project=world.project)
    cocreation.QuestionFactory(diagnosis=world.diagnosis)
    world.statement = cocreation.StatementFactory(diagnosis=world.diagnosis, needs=[world.need])
    for family in FAMILIES:
        voices = cocreation.VoiceFactory.create_batch(
            3, diagnosis=world.diagnosis, family=actors.ActorFamilyFactory(code=family)
        )
        for value, voice in enumerate(voices, 3):
            cocreation.RatingFactory(statement=world.statement, voice=voice, value=value)
    cocreation.DiagnosisFactory(of_territory=True, territory=world.territory)
    world.idea = cocreation.IdeaFactory(
        territory=world.territory, created_by=world.holder, text="Une laveuse sur roues."
    )
    cocreation.IdeaAskFactory(idea=world.idea)
    cocreation.IdeaSupportFactory(idea=world.idea, brings="Un hangar", signature="Une voisine")
    teacher = actors.ActorFactory(name="La cardeuse", seat=world.territory)
    actors.ClaimFactory(actor=teacher, user=world.holder, accepted=True)
    taught = {"competence": world.competence, "territory": world.territory}
    world.training = cocreation.TrainingSessionFactory(teacher=teacher, **taught)
    cocreation.InscriptionFactory(session=world.training, actor=world.actor)
    cocreation.TrainingOfferFactory(actor=teacher, competence=world.competence)
    cocreation.TrainingRequestFactory(actor=world.actor, competence=world.competence)


def _a_circle(world: SimpleNamespace) -> None:
    families = [actors.ActorFamilyFactory(code=code, name=name) for code, name in FAMILIES.items()]
    parent = actors.CompetenceFactory(name="Laine")
    skills = [
        actors.CompetenceFactory(name=name, parent=parent) for name in ("Cardage", "Tissage", "Feutrage")
    ]
    world.competence = skills[0]
    circle = []
    for number in range(9):
        actor = actors.ActorFactory(
            name=f"Atelier des toisons n° {number}",
            family=families[number % 3],
            seat=world.territory,
            team=world.project.team,
            created_by=world.holder,
        )
        actors.MasteryFactory(actor=actor, competence=skills[number % 3], level=1 + number % 3)
        # The last ones stay outside: they are the candidates of the gaps.
        if number < 7:
            projects.InvolvementFactory(
                project=world.project, actor=actor, degree=1 + number % 5, wanted_degree=3
            )
        circle.append(actor)
        workshops.GuestFactory(workshop=world.workshop, actor=actor)
        workshops.RoundActorFactory(round=world.round, actor=actor)
    for first, second in pairwise(circle):
        axis = actors.PartnershipAxisFactory(
            partnership=actors.PartnershipFactory(between=(first, second)), amount=1200
        )
        projects.AxisOriginFactory(axis=axis, project=world.project)
    for skill, number in zip(skills, (1, 9, 2), strict=True):
        projects.NeedFactory(project=world.project, competence=skill, minimum_level=3, quantity=number)
    projects.NeedFactory(project=world.project, for_family=True)
    world.sought = projects.NeedFactory(
        project=world.project, competence=skills[2], minimum_level=3, quantity=4
    )
    world.candidates = circle[8], circle[5]
    world.actor, world.axis = circle[0], axis
    world.partnership = axis.partnership


def _all_of_an_actor(world: SimpleNamespace) -> None:
    actor = world.actor
    world.mastery = actors.MasteryFactory(actor=actor, competence__name="Teinture")
    world.resource = actors.ResourceFactory(actor=actor, quantity=500)
    world.occupation = actors.ActorOccupationFactory(actor=actor)
    world.affiliation = actors.AffiliationFactory(member=actor, organisation=actors.ActorFactory())
    world.member = actors.AffiliationFactory(organisation=actor, member__team=world.project.team)
    world.contact = actors.ContactPointFactory(actor=actor)
    world.note = actors.NoteFactory(actor=actor, team=world.project.team, created_by=world.holder)
    world.claim = actors.ClaimFactory(actor=actor, user=world.holder)
    world.claimed = actors.ActorFactory(name="Filature du Pré")
    world.identifier = actor.identifiers.create(scheme="siren", value="732829320")


def names() -> set[str]:
    """Return the names of all the pages of the site, the API's and the administration's left out."""
    return set(_names(get_resolver()))


def _names(resolver: URLResolver, space: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}"
        elif pattern.namespace != "admin" and "api/" not in str(pattern.pattern):
            yield from _names(pattern, f"{pattern.namespace}:" if pattern.namespace else space)


OWN = {
    "site:territory": ("territory",),
    "site:territory-map": ("departement",),
    "site:actor-map": ("actor",),
    "site:territory-contours": ("departement",),
    "site:competence": ("competence",),
    "actors:axis-update": ("actor", "partnership", "axis"),
    "actors:axis-delete": ("actor", "partnership", "axis"),
    "projects:pledge-create": ("project", "resource_need"),
    "actors:claim": ("actor", "claim"),
    "actors:claim-create": ("claimed",),
    "site:invitation": ("invitation_link",),
    "site:report": ("report",),
    "site:answer-report": ("report",),
    **{f"site:{gesture}-actor": ("actor",) for gesture in ("review", "hide", "show")},
    **{f"site:{gesture}-project": ("project",) for gesture in ("review", "hide", "show")},
    "site:same-competence": ("competence",),
    "projects:request": ("project", "join_request"),
    **{
        f"projects:change{step}": ("project", "proposal")
        for step in ("", "-voice", "-comment", "-adopt", "-refuse", "-withdraw", "-undo")
    },
    **{f"projects:suggestion{step}": ("project", "suggestion") for step in ("", "-link", "-aside")},
    "projects:guest": ("project", "guest_link"),
    "projects:guest-act": ("project", "guest_link", "guest_gesture"),
    **{f"projects:guest-{step}": ("project", "guest") for step in ("request", "accept", "decline")},
    "projects:change-propose": ("project",),
    "projects:change-comment-remove": ("project", "proposal", "comment"),
    "projects:change-comment-report": ("project", "proposal", "comment"),
    "projects:news-report": ("project", "news"),
    "projects:support-report": ("project", "support"),
    "workshops:note-hide": ("workshop", "written"),
    "projects:gap-of-need": ("project", "sought"),
    **{
        f"projects:introduction{step}": ("project", "introduction")
        for step in ("", "-write", "-decline", "-engage", "-remove", "-move", "-back", "-remind")
    },
    "projects:introduction-open": ("project",),
    "workshops:create-of-project": ("project",),
    "workshops:of-project": ("project",),
    "workshops:question-update": ("workshop", "asked"),
    "workshops:question-delete": ("workshop", "asked"),
    "projects:measure-create": ("project", "indicator"),
    "projects:support-ask": ("project",),
    "projects:aim-create": ("project",),
    "projects:say-convictions": ("project", "aboard"),
    "projects:support-offer": ("project",),
    "projects:support-publish": ("project", "support"),
    "projects:support-take-off": ("project", "support"),
    "workshops:turn": ("workshop", "written"),
    "workshops:round": ("workshop", "round"),
    "workshops:key-in": ("workshop", "sheet_kind"),
    **{
        f"cocreation:project-{page}": ("project",)
        for page in ("diagnosis", "diagnosis-open", "diagnosis-compare", "opening")
    },
    **{
        f"cocreation:{page}": ("territory",)
        for page in (
            "territory-diagnosis",
            "territory-diagnosis-compare",
            "territory-opening",
            "territory-diagnosis-open",
            "ideas",
            "idea-propose",
        )
    },
    "cocreation:state": ("diagnosis",),
    "cocreation:diagnosis-settings": ("diagnosis",),
    **{f"cocreation:statement{page}": ("statement",) for page in ("", "-report")},
    **{f"cocreation:training{page}": ("training",) for page in ("", "-update", "-report")},
    **{f"cocreation:idea{page}": ("idea",) for page in ("", "-update", "-ask", "-become", "-report")},
}
GESTURES = ("update", "delete", "close", "waive", "end")


def address(name: str, world: SimpleNamespace) -> str:
    """Return the address of the page `name` for the records of `world`."""
    return reverse(name, args=[key for part in _parts(name) for key in _keys(getattr(world, part))])


def _parts(name: str) -> tuple[str, ...]:
    """Tell which records the address names: the actor or the project, then the part that is changed."""
    if name in OWN:
        return OWN[name]
    space, _, page = name.rpartition(":")
    if space == "workshops":
        return () if page in ("list", "join") else ("workshop",)
    if space not in ("actors", "projects") or page in ("list", "create", "duplicates"):
        return ()
    whole = space.removesuffix("s")
    part, _, gesture = page.rpartition("-")
    return (whole, part) if part and gesture in GESTURES else (whole,)


def _keys(record) -> list[str]:
    if hasattr(record, "scheme"):
        return [record.scheme, record.value]
    return [next(value for field in ("code", "slug", "uid") if (value := getattr(record, field, None)))]
