"""A small world in which all that some readers may not see holds a word of its own, and every address of the site."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from actors.enums import CompetenceStatus
from actors.models import Actor, ActorIdentifier, Claim, Note, PartnershipAxis
from projects.api.teams import id_of
from projects.models import ProposalComment
from territoire.actions import invitations
from territoire.enums import Role, Visibility
from tests.factories.actors import (
    ActorFactory,
    ActorOccupationFactory,
    ActorReportFactory,
    AffiliationFactory,
    ClaimFactory,
    CompetenceFactory,
    ContactAccessFactory,
    ContactPointFactory,
    MasteryFactory,
    NoteFactory,
    NoticeFactory,
    PartnershipAxisFactory,
    ResourceFactory,
    ResourceKindFactory,
)
from tests.factories.cocreation import (
    DiagnosisFactory,
    IdeaFactory,
    IdeaReportFactory,
    IdeaSupportFactory,
    InscriptionFactory,
    StatementFactory,
    StatementReportFactory,
    TrainingOfferFactory,
    TrainingReportFactory,
    TrainingRequestFactory,
    TrainingSessionFactory,
)
from tests.factories.projects import (
    AimFactory,
    AlertFactory,
    AssessmentFactory,
    AxisOriginFactory,
    CandidateChoiceFactory,
    ConvictionFactory,
    DegreeFactory,
    EngagementFactory,
    ExperienceFactory,
    GuestRequestFactory,
    IntroductionFactory,
    InvolvementFactory,
    JoinRequestFactory,
    MeasureFactory,
    MilestoneFactory,
    NeedFactory,
    NewsFactory,
    PledgeFactory,
    ProjectFactory,
    ProjectReportFactory,
    ProposalCommentFactory,
    ProposalFactory,
    SuggestionFactory,
    SupportFactory,
    ThemeFactory,
)
from tests.factories.territoire import (
    ApiTokenFactory,
    FacilitationFactory,
    ImportLineFactory,
    InvitationFactory,
    MembershipFactory,
    SavedViewFactory,
    TeamFactory,
    TerritoryFactory,
    UserFactory,
)
from tests.factories.workshops import (
    GuestFactory,
    OutcomeFactory,
    QuestionFactory,
    RoundActorFactory,
    SequenceFactory,
    WorkshopFactory,
)
from tests.factories.workshops import NoteFactory as WallNoteFactory

#: Begins every word that somebody may not read; no word of the site does.
CANARY = "zqx"
#: The same length and the same letters, and nowhere in the world: what asks for it must be answered alike.
NOBODY = f"{CANARY}personne"
#: A canary that who has an account may read, and one for who holds the open project.
MEMBERS, HOLDER = f"{CANARY}membres", f"{CANARY}demande"
#: One for who looks for people for the open project.
SEEKERS = f"{CANARY}choix"
#: What the circle of the project alone reads.
CIRCLE = f"{CANARY}cercle"
#: One for who follows the introductions of the open project.
FOLLOWED = f"{CANARY}suivi"

#: One for the team of the open project: its workshop; and one for who leads it.
WORKSHOP, LED = f"{CANARY}atelier", f"{CANARY}animation"
#: One for who writes for the open project.
WRITTEN = f"{CANARY}brouillon"


@dataclass
class World:
    """What the tests need of the world; `hidden` are rows that no reader here may see."""

    place: object
    project: object
    shown: Actor
    hidden_actor: Actor
    hidden_project: object
    readers: dict[str, object]
    hidden: list = field(default_factory=list)
    parts: SimpleNamespace = field(default_factory=SimpleNamespace)


def hidden_actor(word: str, team, by, place, **traits) -> Actor:
    """Make an actor that only `team` sees; each of its words is a canary."""
    word = f"{CANARY}{word}"
    actor = ActorFactory(
        name=f"{word} Nom",
        acronym=word[:12],
        slug=word,
        description=f"{word} description",
        visibility=Visibility.TEAM,
        team=team,
        created_by=by,
        seat=place,
        **{"source": f"{word} source", "origin": f"{word} origine", **traits},
    )
    ContactPointFactory(actor=actor, value=f"{word}@exemple.example", visibility=Visibility.PUBLIC)
    return actor


def build(*, bearing: bool = True) -> World:
    """Build the world; without `bearing`, what is hidden changes the state of no need of the open project."""
    for value in range(1, 6):
        DegreeFactory(value=value)
    place = TerritoryFactory(name="Ici", code="ici", kind="custom")
    author = UserFactory(name=f"{CANARY}auteur", email=f"{CANARY}auteur@exemple.example")
    theme = ThemeFactory()
    asked, missing, plenty = (CompetenceFactory(slug=f"savoir-{n}") for n in range(3))
    theme.usual_competences.add(missing)

    # What everybody sees.
    holder, contributor, reader = UserFactory(), UserFactory(), UserFactory()
    project = ProjectFactory(
        slug="ouvert",
        territory=place,
        holder=holder,
        contributor=contributor,
        reader=reader,
        created_by=holder,
    )
    project.themes.add(theme)
    shown = ActorFactory(slug="montree", name="La Montrée", seat=place, created_by=contributor)
    other = ActorFactory(slug="autre", name="L’Autre", seat=place)
    candidate = ActorFactory(slug="candidate", name="La Candidate", seat=place)
    involvement = InvolvementFactory(project=project, actor=shown, degree=4)
    InvolvementFactory(project=project, actor=other, degree=2)
    milestone = MilestoneFactory(project=project, day=date(2020, 1, 1))
    needs = [
        NeedFactory(project=project, competence=asked),
        NeedFactory(project=project, competence=missing),
        NeedFactory(project=project, competence=plenty),
    ]
    money = NeedFactory(project=project, for_resource=True, resource_kind=ResourceKindFactory())
    mastery = MasteryFactory(actor=candidate, competence=missing)
    for bearer in (shown, other):
        MasteryFactory(actor=bearer, competence=plenty)
    resource = ResourceFactory(actor=shown, kind=money.resource_kind, quantity=5000)
    pledge = PledgeFactory(need=money, actor=shown, resource=resource, quantity=10)
    axis = PartnershipAxisFactory(partnership__between=(shown, other))
    AxisOriginFactory(axis=axis, project=project)
    experience = ExperienceFactory(project=project)
    measure = MeasureFactory(indicator__project=project)
    news = NewsFactory(project=project)
    aim = AimFactory(project=project)
    support = SupportFactory(project=project, actor=other, public=True, message=f"{CANARY}adresse")
    occupation = ActorOccupationFactory(actor=shown)
    contact = ContactPointFactory(actor=shown, visibility=Visibility.PUBLIC)

    # What a team alone sees: another one than that of the open project.
    team = TeamFactory(name=f"{CANARY}equipe")
    MembershipFactory(team=team, user=author, role=Role.HOLDER)
    secret = [
        hidden_actor(word, team, author, place, **traits)
        for word, traits in {
            "aboard": {},
            "partner": {},
            "engaged": {"person": True},
            "member": {"person": True},
            "candidate": {},
            "link": {},
            "giver": {},
            "archived": {"archived": True},
        }.items()
    ]
    aboard, partner, engaged, member, rival, link, giver, _archived = secret
    InvolvementFactory(
        project=project, actor=aboard, degree=5, role=f"{CANARY}role", brings=f"{CANARY}apporte"
    )
    EngagementFactory(involvement=involvement, person=engaged)
    for person in (engaged, member):
        AffiliationFactory(member=person, organisation=shown, role=f"{CANARY}fonction")
    bearers = (engaged, aboard, member) if bearing else ()
    for bearer in bearers:
        MasteryFactory(actor=bearer, competence=asked, conditions=f"{CANARY}conditions")
    for actor in secret if bearing else (partner, rival, link):
        MasteryFactory(actor=actor, competence=plenty, conditions=f"{CANARY}conditions")
        ActorOccupationFactory(actor=actor)
        ResourceFactory(actor=actor, description=f"{CANARY}ressource", quantity=100_000)
    MasteryFactory(actor=rival, competence=missing, level=3)
    secret_axes = [
        PartnershipAxisFactory(
            partnership__between=pair,
            partnership__description=f"{CANARY}partenariat",
            description=f"{CANARY}axe",
        )
        for pair in ((shown, partner), (shown, link), (link, candidate), (rival, shown))
    ]
    hidden_axis = PartnershipAxisFactory(
        partnership__between=(shown, candidate),
        partnership__visibility=Visibility.TEAM,
        partnership__team=team,
        partnership__created_by=author,
        partnership__description=f"{CANARY}entente",
        description=f"{CANARY}entente",
        state="confirmed",
    )
    AxisOriginFactory(axis=hidden_axis, project=project)
    if bearing:
        PledgeFactory(need=money, actor=giver, quantity=500, note=f"{CANARY}promesse", created_by=author)
    ContactPointFactory(actor=other, value=f"{CANARY}contact@exemple.example", visibility=Visibility.TEAM)
    ContactPointFactory(actor=shown, value=f"{MEMBERS}@exemple.example", visibility=Visibility.MEMBERS)
    ActorIdentifier.objects.create(actor=aboard, scheme="other", value=f"{CANARY}numero")
    experience.ask = aboard
    experience.save()
    AssessmentFactory(project=project, actor=shown, assessor=author, stance="opposed")
    say_more_of(shown, member, aboard, candidate, team, author, place)

    # What waits, what a hidden actor says, what is still a draft.
    secret_words = [
        SupportFactory(project=project, actor=candidate, message=WRITTEN, created_by=holder),
        SupportFactory(project=project, actor=aboard, public=True, words=f"{CANARY}parole"),
    ]
    ConvictionFactory(project=project, actor=aboard, aim=aim)
    ConvictionFactory(project=project, actor=shown, aim=aim)
    NewsFactory(project=project, title=WRITTEN, text=WRITTEN, draft=True)

    # A project that its team alone sees, where those whom everybody sees take part.
    closed = ProjectFactory(
        slug=f"{CANARY}wkbdv",
        name=f"{CANARY}wkbdv",
        summary=f"{CANARY}resume",
        objective=f"{CANARY}objectif",
        visibility=Visibility.TEAM,
        territory=place,
        team=team,
        created_by=author,
    )
    closed.themes.add(theme)
    in_closed = InvolvementFactory(project=closed, actor=shown, brings=f"{CANARY}apport")
    InvolvementFactory(project=closed, actor=candidate)
    closed_parts = {
        "milestone": MilestoneFactory(project=closed, name=f"{CANARY}etape", day=date(2020, 1, 1)),
        "need": NeedFactory(project=closed, competence=missing, description=f"{CANARY}besoin", importance=3),
        "experience": ExperienceFactory(
            project=closed, title=f"{CANARY}experience", story=f"{CANARY}recit", need=None
        ),
        "support": SupportFactory(project=closed, actor=candidate, public=True, words=f"{CANARY}soutien"),
        "aim": AimFactory(project=closed, words=f"{CANARY}visee"),
        "news": NewsFactory(project=closed, title=f"{CANARY}nouvelle", text=f"{CANARY}nouvelle"),
        "measure": MeasureFactory(
            indicator__project=closed,
            indicator__name=f"{CANARY}indicateur",
            indicator__method=f"{CANARY}methode",
            source=f"{CANARY}mesure",
        ),
        "request": JoinRequestFactory(project=closed, actor=candidate, message=f"{CANARY}message"),
        "suggestion": SuggestionFactory(
            project=closed, name=f"{CANARY}nomme", brings=f"{CANARY}nomme", known_how=f"{CANARY}nomme"
        ),
        "guest": GuestRequestFactory(
            project=closed,
            name=f"{CANARY}invitee",
            email=f"{CANARY}invitee@exemple.example",
            message=f"{CANARY}parole",
        ),
        "proposal": ProposalFactory(
            project=closed, reason=f"{CANARY}proposition", after={"name": f"{CANARY}autrement"}
        ),
        "invitation": InvitationFactory(team=closed.team, email=f"{CANARY}invite@exemple.example"),
        "introduction": IntroductionFactory(
            project=closed, need=None, actor=candidate, note=f"{CANARY}carnet", written_to=True
        ),
    }
    closed_parts["experience"].competences.add(missing)
    ProjectFactory(
        slug=f"{CANARY}range",
        name=f"{CANARY}range",
        visibility=Visibility.TEAM,
        territory=place,
        archived_at=timezone.now(),
    )
    SuggestionFactory(
        project=project, name=SEEKERS, brings=SEEKERS, known_how=SEEKERS, speaker=aboard, actor=rival
    )
    # What is sent without an account is the holder's once it is confirmed, and nobody's before.
    GuestRequestFactory(
        project=project,
        name=f"{CANARY}inconnue",
        email=f"{CANARY}inconnue@exemple.example",
        message=f"{CANARY}inconnue",
        unconfirmed=True,
    )
    GuestRequestFactory(project=project, name=HOLDER, message=HOLDER)
    # What is proposed is the circle's while it is open; once adopted, who proposed stays hidden as they are.
    proposed = ProposalFactory(
        project=project,
        reason=f"{CIRCLE}raison",
        after={"name": f"{CIRCLE}nom"},
        actor=aboard,
        created_by=author,
    )
    ProposalCommentFactory(proposal=proposed, text=f"{CIRCLE}commentaire", actor=aboard)
    ProposalFactory(project=project, actor=aboard, state="adopted", decided_at=timezone.now())
    JoinRequestFactory(project=project, actor=candidate, message=HOLDER, created_by=author)
    # Why candidates are kept or left out is for who looks for people: the holder and the contributor.
    choice = CandidateChoiceFactory(
        need=needs[1], actor=candidate, choice="pinned", reason=SEEKERS, created_by=author
    )
    CandidateChoiceFactory(
        need=None, project=project, actor=rival, reason=f"{CANARY}motif", choice="pinned", created_by=author
    )
    CompetenceFactory(
        slug=f"{CANARY}savoir",
        name=f"{CANARY}savoir",
        status=CompetenceStatus.PROPOSED,
        created_by=author,
        parent=asked,
    )
    together = built_together(place, project, closed, closed_parts["need"], author)
    taught_together(together, place, candidate, aboard, missing, author)
    # What who has an account sees.
    ActorFactory(slug=MEMBERS, name=f"{MEMBERS} acteur", visibility=Visibility.MEMBERS, seat=place)
    ProjectFactory(
        slug=f"{MEMBERS}-p", name=f"{MEMBERS} projet", visibility=Visibility.MEMBERS, territory=place
    )

    return World(
        place=place,
        project=project,
        shown=shown,
        hidden_actor=aboard,
        hidden_project=closed,
        readers={
            "visitor": None,
            "elsewhere": member_elsewhere(),
            "reader": reader,
            "contributor": contributor,
            "holder": holder,
        },
        hidden=[
            hidden_axis.partnership,
            *(one.partnership for one in secret_axes),
            closed,
            *secret,
        ],
        parts=SimpleNamespace(
            asked=asked,
            missing=missing,
            involvement=involvement,
            in_closed=in_closed,
            milestone=milestone,
            needs=needs,
            money=money,
            mastery=mastery,
            resource=resource,
            pledge=pledge,
            axis=axis,
            hidden_axis=hidden_axis,
            secret_axes=secret_axes,
            experience=experience,
            measure=measure,
            news=news,
            aim=aim,
            supports=[support, *secret_words],
            occupation=occupation,
            contact=contact,
            closed=closed_parts,
            # Sent when what they are about was public.
            reports=[
                ActorReportFactory(actor=aboard),
                ProjectReportFactory(project=closed),
                *together.reports,
            ],
            together=together,
            candidate=candidate,
            choice=choice,
            introductions=introductions_of(project, needs[1], candidate, aboard, link, author),
            batch=ImportLineFactory(
                label=f"{CANARY}ligne",
                cells=[f"{CANARY}case"],
                sheet__name=f"{CANARY}feuille",
                sheet__batch__label=f"{CANARY}fichier",
                sheet__batch__created_by=author,
                sheet__batch__counts={"0": {"refused": 1}},
            ).sheet.batch,
            token=ApiTokenFactory(user=author, name=f"{CANARY}jeton"),
            view=SavedViewFactory(user=author, name=f"{CANARY}vue", address=f"/projets/{CANARY}wkbdv/carte/"),
            aboard_involvement=project.involvements.get(actor=aboard),
            workshops=workshops_of(project, closed, aboard, author),
            giver_pledge=giver.pledges.first() or pledge,
        ),
    )


def say_more_of(shown, person, aboard, candidate, team, author, place) -> None:
    """Add what is said beside the records: notes, claims, reports, notices, who looked at contact details."""
    for actor in (shown, candidate, aboard):
        NoteFactory(actor=actor, team=team, text=f"{CANARY}note", created_by=author)
        NoteFactory(actor=actor, team=None, territory=place, text=f"{CANARY}note", created_by=author)
        ContactAccessFactory(actor=actor, user=author)
    ClaimFactory(actor=candidate, user=author, message=f"{CANARY}reclame")
    ClaimFactory(actor=aboard, user=author, accepted=True, decided_by=author, answer=f"{CANARY}accepte")
    for actor in (shown, aboard):
        ActorReportFactory(
            actor=actor, message=f"{CANARY}signale", answer=f"{CANARY}reponse", created_by=author
        )
    NoticeFactory(actor=person, email=f"{CANARY}avis@exemple.example")
    Actor.objects.filter(pk=person.pk).update(consent_proof=f"{CANARY}preuve", restricted_at=timezone.now())
    # That somebody looked at a public record tells nobody who.
    Actor.objects.filter(pk=shown.pk).update(reviewed_by=author, reviewed_at=timezone.now())


def built_together(place, project, closed, hidden_need, author) -> SimpleNamespace:
    """Add what people think together: what is hidden by who moderates, of a hidden project, or for members."""
    moment = timezone.now()
    seen = DiagnosisFactory(project=project, visibility=Visibility.PUBLIC)
    here = DiagnosisFactory(project=None, territory=place, visibility=Visibility.PUBLIC)
    secret = DiagnosisFactory(project=closed, visibility=Visibility.PUBLIC, aim=f"{CANARY}but")
    statements = [
        StatementFactory(diagnosis=here, needs=[hidden_need], text="L’hiver est long."),
        StatementFactory(diagnosis=seen, hidden_at=moment, text=f"{CANARY}constat", created_by=author),
        StatementFactory(diagnosis=secret, text=f"{CANARY}dedans"),
    ]
    ideas = [
        IdeaFactory(territory=place, slug="un-four", project=closed),
        IdeaFactory(
            territory=place, slug=f"{CANARY}idee", name=f"{CANARY}idee", hidden_at=moment, created_by=author
        ),
    ]
    IdeaFactory(territory=place, slug=f"{MEMBERS}-i", name=f"{MEMBERS} idee", visibility=Visibility.MEMBERS)
    IdeaSupportFactory(idea=ideas[0], user=author, brings="Du bois")
    return SimpleNamespace(
        diagnoses=[seen, here, secret],
        statements=statements,
        ideas=ideas,
        reports=[StatementReportFactory(statement=statements[1]), IdeaReportFactory(idea=ideas[1])],
    )


def taught_together(together, place, candidate, hidden, competence, author) -> None:
    """Add training: of somebody shown, where somebody hidden learns, and of somebody hidden."""
    of = {"competence": competence, "territory": place}
    shown = TrainingSessionFactory(teacher=candidate, **of)
    secret = TrainingSessionFactory(teacher=hidden, text=f"{CANARY}seance", **of)
    words = f"{CANARY}transmettre"
    together.sessions = [shown, secret]
    together.inscriptions = [
        InscriptionFactory(session=shown, actor=hidden, created_by=author),
        InscriptionFactory(session=secret, actor=candidate, created_by=author),
    ]
    together.offers = [
        TrainingOfferFactory(actor=candidate, competence=competence),
        TrainingOfferFactory(actor=hidden, competence=competence, words=words, created_by=author),
    ]
    together.requests = [
        TrainingRequestFactory(actor=hidden, competence=competence, words=words, created_by=author)
    ]
    together.reports.append(TrainingReportFactory(session=secret))


def introductions_of(project, need, candidate, aboard, link, author) -> list:
    """Open introductions: of somebody shown through somebody hidden, and of somebody hidden."""
    AlertFactory(user=author, actor=aboard, told=[need.pk])
    of = {"project": project, "need": need}
    return [
        IntroductionFactory(**of, actor=candidate, via=link, note=FOLLOWED, due_on=date(2026, 1, 1)),
        IntroductionFactory(**of, actor=aboard, note=f"{CANARY}demarche", in_charge=author, written_to=True),
    ]


def workshops_of(project, closed, aboard, author) -> list:
    """Set a workshop that the team of the open project sees, and one of the project that it does not."""
    team = WorkshopFactory(
        project=project,
        slug="atelier-ouvert",
        name=WORKSHOP,
        place=WORKSHOP,
        aim=WORKSHOP,
        minutes=LED,
        open=True,
    )
    secret = WorkshopFactory(
        project=closed, slug=f"{CANARY}secret", name=f"{CANARY}secret", minutes=f"{CANARY}secret", public=True
    )
    for workshop, word in ((team, LED), (secret, f"{CANARY}secret")):
        GuestFactory(workshop=workshop, actor=aboard)
        question = QuestionFactory(workshop=workshop, text=word)
        note = WallNoteFactory(question=question, text=word)
        OutcomeFactory(note=note, actor=aboard)
        RoundActorFactory(round__workshop=workshop, actor=aboard)
    SequenceFactory(name=f"{CANARY}suite", created_by=author)
    return [team, secret]


def member_elsewhere():
    """Make an account that contributes to another project and facilitates another territory."""
    membership = MembershipFactory(team=ProjectFactory(slug="ailleurs").team, role=Role.CONTRIBUTOR)
    return FacilitationFactory(user=membership.user).user


def may_read(reader: str) -> set[str]:
    """Return what a reader may nonetheless read among the canaries."""
    allowed = set() if reader == "visitor" else {MEMBERS}
    # Who facilitates any territory moderates the competences that people propose.
    own = {
        # Who looks for people reads why candidates were kept, by whom, and how introductions go.
        "holder": {HOLDER, CIRCLE, SEEKERS, FOLLOWED, WORKSHOP, LED, WRITTEN, f"{CANARY}auteur"},
        "contributor": {CIRCLE, SEEKERS, FOLLOWED, WORKSHOP, WRITTEN, f"{CANARY}auteur"},
        "reader": {CIRCLE, WORKSHOP},
        "elsewhere": {f"{CANARY}savoir", f"{CANARY}auteur"},
    }
    return allowed | own.get(reader, set())


def addresses() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give the name and the arguments of each of our addresses, as Django knows them (the admin has its own rules)."""
    yield from _walk(get_resolver().url_patterns, "", ())


def _walk(patterns, namespace: str, above: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for one in patterns:
        names = (*above, *(one.pattern.converters or one.pattern.regex.groupindex))
        if isinstance(one, URLPattern):
            yield f"{namespace}{one.name}", names
        elif isinstance(one, URLResolver) and one.namespace != "admin":
            yield from _walk(one.url_patterns, f"{one.namespace}:" if one.namespace else namespace, names)


def to_read(world: World, *, queries: bool = True) -> list[str]:
    """Return the addresses to read: each with what is shown and with what is hidden, lists with all their filters."""
    found = []
    for name, arguments in addresses():
        # Those who see alike need not all ask for each part.
        if name in API_PARTS and not queries:
            continue
        found += [reverse(name, kwargs=values) for values in _values(world, name, set(arguments))]
    return list(dict.fromkeys([*found, *(_with_queries(world) if queries else [])]))


def _values(world: World, name: str, arguments: set[str]) -> list[dict]:
    if not arguments:
        return [{}]
    if name.removeprefix("cocreation:").startswith(TOGETHER) and arguments <= {"uid", "slug"}:
        return _of_things_together(world, name)
    if name.startswith("imports:"):
        one = {"uid": world.parts.batch.uid, "position": 0, "ending": "csv"}
        return [{argument: one[argument] for argument in arguments}]
    if "ending" in arguments:
        return _files(world, name, arguments)
    if name in API_PARTS:
        return _parts_in_the_api(world, name)
    if name.startswith(("workshops:", "workshop-")) and not name.endswith(("of-project", "of-territory")):
        return _of_workshops(world, arguments)
    if arguments == {"slug"}:
        return [{"slug": slug} for slug in _slugs(world, name)]
    if arguments == {"code"}:
        return [{"code": world.place.code}]
    if name.startswith("rights:"):
        return [{"token": "1"}]
    if name == "site:invitation":
        return [{"token": "1"}, {"token": invitations.token_of(world.parts.closed["invitation"])[:-1]}]
    if name in ("site:report", "site:answer-report", "report", "report-answer"):
        return [{"uid": report.uid} for report in world.parts.reports]
    if arguments in ({"key"}, {"uidb36", "key"}):
        return [dict.fromkeys(arguments, "1")]
    if name == "site:revoke-token":
        return [{"uid": world.parts.token.uid}]
    if name in ("site:rename-view", "site:remove-view"):
        return [{"pk": world.parts.view.pk}]
    if name == "site:stop-digest":
        return [{"token": "1"}]
    if arguments == {"pk"}:  # a session, a passkey of one's own
        return [{"pk": 1}]
    if arguments == {"slug", "actor"}:
        return [{"slug": slug, "actor": world.shown.slug} for slug in _slugs(world, name)] + [
            {"slug": "ouvert", "actor": world.hidden_actor.slug}
        ]
    if arguments == {"slug", "pk"}:
        return [{"slug": "ouvert", "pk": 1}]
    if arguments == {"slug", "scheme", "value"}:
        return [
            {"slug": s, "scheme": "other", "value": f"{CANARY}numero"} for s in ("montree", f"{CANARY}aboard")
        ]
    if "token" in arguments:
        return [{name: {"slug": "ouvert"}.get(name, "1") for name in arguments}]
    if "comment" in arguments:
        return [
            {"slug": "ouvert", "uid": one.proposal.uid, "comment": one.uid}
            for one in ProposalComment.objects.filter(proposal__project=world.project)
        ]
    if name.startswith("projects:"):
        return _parts_of_projects(world, name)
    return _parts_of_actors(world, name, arguments)


def _of_workshops(world: World, arguments: set[str]) -> list[dict]:
    """Name each workshop, with a part of its own where one is asked for."""
    if "slug" not in arguments:
        return [dict.fromkeys(arguments, world.project.uid)]
    return [
        {"slug": workshop.slug}
        | ({"uid": part.uid} if "uid" in arguments else {})
        | ({"kind": "circles"} if "kind" in arguments else {})
        for workshop in world.parts.workshops
        for part in (
            workshop.questions.first(),
            workshop.guests.first(),
            workshop.outcomes.first(),
            workshop.rounds.first(),
            workshop.questions.first().notes.first(),
        )
    ]


#: How addresses of what people build together begin, those of pages and those of the API.
TOGETHER = ("diagnosis", "state", "opinions", "idea", "training", "inscription")


def _of_things_together(world: World, name: str) -> list[dict]:
    together, part = world.parts.together, name.removeprefix("cocreation:")
    if part.startswith("idea"):
        return [{"slug": one.slug} for one in together.ideas]
    sorts = {
        "statement": together.statements,
        "training-offer": together.offers,
        "training-request": together.requests,
        "training-wish": together.requests,
        "training": together.sessions,
        "inscription": together.inscriptions,
    }
    found = next((rows for sort, rows in sorts.items() if part.startswith(sort)), together.diagnoses)
    return [{"uid": one.uid} for one in found]


#: One file of each make: what they are made of is the same for all (`Export`).
ENDINGS = ("csv", "geojson", "gexf", "jsonld", "kumu.json", "xlsx", "graphml", "gogocarto.json", "liens.csv")


def _files(world: World, name: str, arguments: set[str]) -> list[dict]:
    if "code" in arguments:
        return [{"code": world.place.code, "ending": ending} for ending in ENDINGS[:5]]
    if "slug" not in arguments:
        return [{"ending": ending} for ending in ENDINGS]
    slugs = _slugs(world, "actors:" if "actor" in name else name)
    if name.startswith("workshops:"):
        slugs = [workshop.slug for workshop in world.parts.workshops]
    return [{"slug": slug, "ending": ending} for slug in slugs for ending in ENDINGS[:5]]


#: The parts of records in the API, by the ends of their names.
API_PARTS = frozenset(
    name
    for name, names in _walk(get_resolver().url_patterns, "", ())
    if ":" not in name and len(set(names)) > 1 and name.startswith(("actor-", "project-"))
)


def _parts_in_the_api(world: World, name: str) -> list[dict]:
    """Name a part that is shown and one that is hidden, through the shown record and through the hidden one."""
    sort = next(sort for sort in API_SORTS if name.partition("-")[2].startswith(sort))
    if sort == "identifier":
        slugs = ("montree", f"{CANARY}aboard")
        return [{"slug": slug, "scheme": "other", "value": f"{CANARY}numero"} for slug in slugs]
    if sort == "axis":
        return [
            {"slug": world.shown.slug, "uid": axis.partnership.uid}
            | ({} if name.endswith("-list") else {"axis": axis.uid})
            for axis in _axes(world)
        ]
    of_actor = name.startswith("actor-")
    slugs = (world.shown.slug, world.hidden_actor.slug) if of_actor else ("ouvert", world.hidden_project.slug)
    records = API_SORTS[sort](world)
    return [{"slug": slug, "uid": record.uid} for record in records for slug in slugs]


#: How the API names parts: those to read of each sort.
API_SORTS = {
    "mastery": lambda w: [w.parts.mastery, *w.hidden_actor.masteries.all()[:1]],
    "resource": lambda w: [w.parts.resource, *w.hidden_actor.resources.all()[:1]],
    "occupation": lambda w: [w.parts.occupation, *w.hidden_actor.practised.all()[:1]],
    "affiliation": lambda w: w.shown.members.all()[:2],
    "member": lambda w: w.shown.members.all()[:2],
    "contact-point": lambda w: w.shown.contact_points.all(),
    "partnership": lambda w: [axis.partnership for axis in _axes(w)],
    "axis": lambda w: [],
    "note": lambda w: Note.objects.order_by("pk")[:4],
    "claim": lambda w: Claim.objects.order_by("pk"),
    "identifier": lambda w: [],
    "milestone": lambda w: [w.parts.milestone, w.parts.closed["milestone"]],
    "involvement": lambda w: [w.parts.involvement, w.parts.aboard_involvement, w.parts.in_closed],
    "need": lambda w: [w.parts.needs[0], w.parts.closed["need"]],
    "pledge": lambda w: [w.parts.pledge, w.parts.giver_pledge],
    "experience": lambda w: [w.parts.experience, w.parts.closed["experience"]],
    "support": lambda w: [*w.parts.supports, w.parts.closed["support"]],
    "common-objective": lambda w: [w.parts.aim, w.parts.closed["aim"]],
    "news": lambda w: [w.parts.news, w.parts.closed["news"]],
    "indicator": lambda w: [w.parts.measure.indicator, w.parts.closed["measure"].indicator],
    "measure": lambda w: [w.parts.measure, w.parts.closed["measure"]],
    "guest-request": lambda w: [*w.project.guest_requests.all(), w.parts.closed["guest"]],
    "suggestion": lambda w: [*w.project.suggestions.all(), w.parts.closed["suggestion"]],
    "change": lambda w: [*w.project.proposals.all(), w.parts.closed["proposal"]],
    "join-request": lambda w: [w.project.join_requests.get(), w.parts.closed["request"]],
    "introduction": lambda w: [*w.parts.introductions, w.parts.closed["introduction"]],
    "proposal": lambda w: [*w.parts.introductions, w.parts.closed["introduction"]],
    "candidate-choice": lambda w: [w.parts.choice],
    "assessment": lambda w: list(w.project.assessments.all()),
    "team-invitation": lambda w: [w.parts.closed["invitation"]],
    "team-member": lambda w: [SimpleNamespace(uid=id_of(w.project.team.memberships.all()[0]))],
}


def _slugs(world: World, name: str) -> list[str]:
    if name.startswith(("actors:", "actor-")) or name == "site:hide-actor":
        return [world.shown.slug, world.hidden_actor.slug, f"{CANARY}engaged"]
    if "competence" in name:
        return [world.parts.asked.slug, f"{CANARY}savoir"]
    return [world.project.slug, world.hidden_project.slug]


def _parts_of_projects(world: World, name: str) -> list[dict]:
    parts, closed = world.parts, world.parts.closed
    sorts = {
        "involvement": [parts.involvement, parts.aboard_involvement, parts.in_closed],
        "milestone": [parts.milestone, closed["milestone"]],
        "pledge-create": [parts.money, closed["need"]],
        "need": [parts.needs[0], parts.money, closed["need"]],
        "gap-of-need": [parts.needs[0], parts.money, closed["need"]],
        "forget-choice": [parts.choice],
        "pledge": [parts.pledge, parts.giver_pledge],
        "experience": [parts.experience, closed["experience"]],
        "support": [*parts.supports, closed["support"]],
        "news": [parts.news, closed["news"]],
        "aim": [parts.aim, closed["aim"]],
        "indicator": [parts.measure.indicator, closed["measure"].indicator],
        "measure-create": [parts.measure.indicator, closed["measure"].indicator],
        "measure": [parts.measure, closed["measure"]],
        "request": [world.project.join_requests.get(), closed["request"]],
        "invitation": [closed["invitation"]],
        "suggestion": [*world.project.suggestions.all(), closed["suggestion"]],
        "guest": [*world.project.guest_requests.all(), closed["guest"]],
        "change": [*world.project.proposals.all(), closed["proposal"]],
        "introduction": [*parts.introductions, closed["introduction"]],
        "proposal": [*parts.introductions, closed["introduction"]],
    }
    sort = next(sort for sort in sorts if name.removeprefix("projects:").startswith(sort))
    slugs = (world.project.slug, world.hidden_project.slug)
    return [{"slug": slug, "uid": one.uid} for one in sorts[sort] for slug in slugs]


def _parts_of_actors(world: World, name: str, arguments: set[str]) -> list[dict]:
    parts, hidden = world.parts, world.hidden_actor
    pairs = {
        "mastery": [(parts.candidate, parts.mastery), *_own(hidden, "masteries")],
        "resource": [(world.shown, parts.resource), *_own(hidden, "resources")],
        "occupation": [(world.shown, parts.occupation), *_own(hidden, "practised")],
        "affiliation": [(world.shown, world.shown.members.first())],
        "member": [(world.shown, world.shown.members.first()), (world.shown, world.shown.members.last())],
        "contact": [(world.shown, one) for one in world.shown.contact_points.all()],
        "partnership": [(world.shown, axis.partnership) for axis in _axes(world)],
        "axis": [(world.shown, axis) for axis in _axes(world)],
    }
    if name.startswith("actors:note"):
        return [{"slug": one.actor.slug, "uid": one.uid} for one in Note.objects.order_by("pk")[:4]]
    if name.startswith("actors:claim"):
        return [{"slug": one.actor.slug, "uid": one.uid} for one in Claim.objects.order_by("pk")]
    sort = name.removeprefix("actors:").partition("-")[0]
    if sort == "axis":
        return [
            {"slug": actor.slug, "uid": axis.partnership.uid, "axis": axis.uid}
            for actor, axis in pairs["axis"]
        ]
    return [{"slug": actor.slug, "uid": one.uid} for actor, one in pairs[sort]]


def _own(actor: Actor, facts: str) -> list[tuple]:
    return [(actor, fact) for fact in getattr(actor, facts).all()[:1]]


def _axes(world: World) -> list[PartnershipAxis]:
    return [world.parts.axis, world.parts.hidden_axis, world.parts.secret_axes[0]]


def _with_queries(world: World) -> list[str]:
    project, place = "/projets/ouvert/", f"/territoires/{world.place.code}/"
    maps = [project + "carte/", place + "carte/", "/acteurs/montree/carte/", "/api/v1/projects/ouvert/map/"]
    lists = ["/acteurs/", "/projets/", "/api/v1/actors/", "/api/v1/projects/", "/competences/"]
    return [
        *(f"{one}?{query}" for one in maps for query in MAP_QUERIES),
        *(f"{one}?{query}" for one in lists for query in LIST_QUERIES),
        *(
            f"{one}?{day}"
            for one in (project, project + "manques/", place, "/acteurs/montree/")
            for day in DAYS
        ),
        project + "manques.csv?table=candidats",
        "/acteurs/export.csv?competence=savoir-1&bbox=-180,-90,180,90",
        "/acteurs/export.jsonld?q=nom",
        "/projets/export.csv?competence=savoir-1",
        *(f"{project}manques/evolution/?{day}" for day in DAYS),
        project + "manques/et-si/?arrive=montree:3&combien=x:2&part=x",
        project + "manques/?proximite=0&liens=100&niveau=0&complementarite=0",
        project + "manques/?liens=x",
        project + "manques/inviter/?autre=1",
        project + "apprecier/?acteur=montree",
        *(f"{project}carte/comparer/?{query}" for query in COMPARED),
        project + f"apprecier/?acteur={CANARY}aboard",
        project + "manques/ecarter/?acteur=montree",
        project + f"manques/ecarter/?acteur={CANARY}rival",
        project + f"manques/comparer/?besoin={world.parts.needs[0].uid}&acteur={CANARY}rival&acteur=x",
        project + f"manques/comparer/?besoin={world.parts.choice.need.uid}&acteur={CANARY}link",
        *(
            f"/api/v1/projects/ouvert/gaps/?day={day}"
            for day in ("0001-01-01", "9999-12-31", "2020-01-01", "x")
        ),
        "/acteurs/nouveau/doublons/?name=La+Montree&seat=ici",
        "/acteurs/recherche/?q=nom",
        "/acteurs/recherche/?q=montree",
        "/acteurs/recherche/competences/?q=savoir",
        "/competences/?cherchees=1",
        "/recherche/?q=nom",
        "/recherche/?q=ici",
        "/territoires/recherche/?q=ici",
        "/projets/ouvert/besoins/nouveau/?genre=competence",
        "/projets/ouvert/besoins/nouveau/?genre=resource",
        "/projets/ouvert/impliquer/?acteur=montree",
        "/projets/ouvert/rejoindre/?besoin=x",
        "/projets/ouvert/manques/mises-en-relation/?suivi=autres&retard=1",
        "/projets/ouvert/manques/mises-en-relation/?suivi=x&etat=x",
        "/projets/ouvert/manques/mises-en-relation/nouvelle/?acteur=candidate",
        "/connexion/?next=/projets/",
    ]


COMPARED = (
    "avant=0001-01-01&le=9999-12-31",
    "mode=souhaits",
    f"mode=projets&projet={CANARY}wkbdv",
    "mode=projets&projet=ailleurs",
    "mode=x&avant=x",
)
DAYS = ("le=0001-01-01", "le=9999-12-31", "le=2020-W01-1")
MAP_QUERIES = (
    *DAYS,
    "vue=reseau",
    "vue=reseau&format=svg",
    "format=svg",
    "vue=influence&saillance=oui",
    "vue=influence&format=svg",
    "vue=competences&plis=rien",
    "vue=competences&format=svg",
    "vue=x",
    "acteur=montree",
    "acteur=montree&format=panneau",
    "territoire=france&metier=x&theme=x&lien=x",
    "famille=asso",
    "degre=5",
    "degre=9",
    "competence=savoir-0",
    "q=nom",
    "tri=nom",
    "tri=x",
    "page=99999999999999999999",
    "page=x",
)
LIST_QUERIES = (
    *DAYS,
    "q=nom",
    "q=montree+%26+|+!",
    "famille=asso",
    "famille=x",
    "territoire=ici",
    "territoire=x",
    "competence=savoir-1",
    "metier=x",
    "genre=person",
    "genre=x",
    "theme=x",
    "etape=x",
    "ouvert=1",
    "page=99999999999999999999",
    "page=-1",
    "page_size=99999999999999",
    "page_size=x",
    "cursor=x",
)
#: Addresses that look for what is asked for; `%s` is a word that somebody hid, or one that is nowhere.
ASKED = (
    "/acteurs/?q=%s",
    "/acteurs/?competence=%s",
    "/acteurs/export.csv?q=%s",
    "/acteurs/export.csv?competence=%s",
    "/projets/export.csv?competence=%s",
    "/acteurs/%s/carte/export.csv",
    "/projets/%s/calendrier.ics",
    "/acteurs/nouveau/?nom=%s",
    "/acteurs/nouveau/doublons/?name=%s",
    "/acteurs/recherche/?q=%s",
    "/acteurs/recherche/competences/?q=%s",
    "/projets/?q=%s",
    "/projets/?competence=%s",
    "/recherche/?q=%s",
    "/competences/?q=%s",
    "/api/v1/actors/?q=%s",
    "/api/v1/actors/?competence=%s",
    "/api/v1/projects/?q=%s",
    "/api/v1/projects/?competence=%s",
    "/api/v1/actors/%s/",
    "/api/v1/projects/%s/",
    "/api/v1/projects/%s/gaps/",
    "/api/v1/projects/%s/map/",
    "/api/v1/competences/%s/",
    "/acteurs/%s/",
    "/acteurs/%s/modifier/",
    "/projets/%s/",
    "/projets/%s/carte/",
    "/acteurs/%s/carte/",
    "/projets/%s/manques/",
    "/projets/%s/rejoindre/",
    "/projets/%s/equipe/",
    "/competences/%s/",
    "/projets/ouvert/carte/?acteur=%s",
    "/projets/ouvert/carte/?q=%s",
    "/projets/ouvert/carte/?competence=%s",
    "/projets/ouvert/carte/?vue=reseau&acteur=%s",
    "/territoires/ici/carte/?acteur=%s",
    "/territoires/ici/carte/?q=%s",
    "/projets/ouvert/impliquer/?acteur=%s",
    "/projets/ouvert/manques/mises-en-relation/nouvelle/?acteur=%s",
)
HIDDEN_WORDS = (f"{CANARY}aboard", f"{CANARY}engaged", f"{CANARY}wkbdv", f"{CANARY}savoir")
