"""The one small world in which the matrix is tried: an account in each role, and one public and one hidden of each."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.http import int_to_base36

from actors.actions import consent
from actors.models import Actor, ActorIdentifier
from projects.actions import digests, guests
from projects.api.teams import id_of
from territoire import pictures
from territoire.actions import invitations
from territoire.models import User
from tests.factories import actors, cocreation, projects, workshops
from tests.factories.territoire import (
    ApiTokenFactory,
    FacilitationFactory,
    ImportBatchFactory,
    ImportSheetFactory,
    InvitationFactory,
    SavedViewFactory,
    TerritoryFactory,
    UserFactory,
)
from tests.pictures import photo, sent
from tests.rights.matrix import ROLES


@dataclass
class World:
    """The accounts by role, and what there is: one `public` and one `hidden` of each thing."""

    users: dict[str, User | None]
    public: SimpleNamespace
    hidden: SimpleNamespace

    def arguments(self, about: str, *, hidden: bool) -> dict[str, Any]:
        """Return the arguments of the address of such a thing (see `ARGUMENTS`)."""
        return ARGUMENTS[about](self.hidden if hidden else self.public)


#: How addresses name each thing: from one half of the world to the arguments of `reverse`.
ARGUMENTS = {
    "nothing": lambda half: {},
    "framed": lambda half: {"slug": half.project.slug},
    "gallery": lambda half: {},
    "passkey": lambda half: {"pk": 1},
    "territory": lambda half: {"code": half.project.territory.code},
    "file": lambda half: {"ending": "csv"},
    "live": lambda half: {"ending": "geojson"},
    "territory-file": lambda half: {"code": half.project.territory.code, "ending": "gexf"},
    "territory-live": lambda half: {"code": half.project.territory.code, "ending": "kumu.json"},
    "actor-file": lambda half: {"slug": half.actor.slug, "ending": "csv"},
    "actor-live": lambda half: {"slug": half.actor.slug, "ending": "geojson"},
    "project-file": lambda half: {"slug": half.project.slug, "ending": "graphml"},
    "territory-table": lambda half: {"code": half.project.territory.code, "ending": "csv"},
    "project-table": lambda half: {"slug": half.project.slug, "ending": "csv"},
    "workshop-table": lambda half: {"slug": half.workshop.slug, "ending": "csv"},
    "framed-live": lambda half: {"slug": half.project.slug, "ending": "kumu.json"},
    "actor": lambda half: {"slug": half.actor.slug},
    **{
        name: lambda half, name=name: {"slug": half.actor.slug, "uid": getattr(half, name).uid}
        for name in (
            "mastery",
            "resource",
            "occupation",
            "affiliation",
            "member",
            "contact",
            "partnership",
        )
    },
    "axis": lambda half: {"slug": half.actor.slug, "uid": half.partnership.uid, "axis": half.axis.uid},
    "identifier": lambda half: {"slug": half.actor.slug, "scheme": "other", "value": "W123"},
    "person": lambda half: {"slug": half.person.slug},
    "diagnosis": lambda half: {"uid": half.diagnosis.uid},
    "statement": lambda half: {"uid": half.statement.uid},
    "idea": lambda half: {"slug": half.idea.slug},
    "training": lambda half: {"uid": half.training.uid},
    "training-offer": lambda half: {"uid": half.training_offer.uid},
    "training-request": lambda half: {"uid": half.training_request.uid},
    "inscription": lambda half: {"uid": half.inscription.uid},
    "own-inscription": lambda half: {"uid": half.inscription.uid},
    "rights-link": lambda half: {"token": consent.token_of(half.notice)},
    "project": lambda half: {"slug": half.project.slug},
    **{
        name: lambda half, name=name: {"slug": half.project.slug, "uid": getattr(half, name).uid}
        for name in (
            "involvement",
            "milestone",
            "need",
            "choice",
            "money",
            "pledge",
            "experience",
            "indicator",
            "support",
            "aim",
            "news",
            "measure",
            "request",
            "invitation",
            "introduction",
            "assessment",
        )
    },
    "aboard": lambda half: {"slug": half.project.slug, "actor": half.actor.slug},
    "change": lambda half: {"slug": half.project.slug, "uid": half.change.uid},
    "suggestion": lambda half: {"slug": half.project.slug, "uid": half.suggestion.uid},
    "unnamed": lambda half: {"slug": half.project.slug, "uid": half.unnamed.uid},
    "unnamed-link": lambda half: {"slug": half.project.slug, "token": guests.token_of(half.unnamed)},
    "unnamed-gesture": lambda half: {
        "slug": half.project.slug,
        "token": guests.token_of(half.unnamed),
        "gesture": "withdraw",
    },
    "comment": lambda half: {"slug": half.project.slug, "uid": half.change.uid, "comment": half.comment.uid},
    "own-involvement": lambda half: {"slug": half.project.slug, "uid": half.own_involvement.uid},
    "proposed-meeting": lambda half: {"slug": half.project.slug, "uid": half.told.uid},
    "own-import": lambda half: {"uid": half.batch.uid},
    "own-sheet": lambda half: {"uid": half.batch.uid, "position": 0},
    "own-import-format": lambda half: {"uid": half.batch.uid, "ending": "csv"},
    "own-view": lambda half: {"pk": half.view.pk},
    "own-token": lambda half: {"uid": half.token.uid},
    "digest-link": lambda half: {"token": digests.token_of(half.digest)},
    "workshop": lambda half: {"slug": half.workshop.slug},
    **{
        name: lambda half, name=name: {"slug": half.workshop.slug, "uid": getattr(half, name).uid}
        for name in ("asked", "guest", "outcome", "round", "keyed")
    },
    "post-it": lambda half: {"slug": half.workshop.slug, "uid": half.written.uid},
    "sheet-kind": lambda half: {"slug": half.workshop.slug, "kind": "cercles"},
    "room": lambda half: {"code": half.workshop.code},
    "seat": lambda half: {"slug": half.workshop.slug},
    "own-guest": lambda half: {"slug": half.workshop.slug, "uid": half.guest.uid},
    "own-sequence": lambda half: {"uid": half.sequence.uid},
    "note": lambda half: {"slug": half.actor.slug, "uid": half.note.uid},
    "claim": lambda half: {"slug": half.actor.slug, "uid": half.claim.uid},
    "invitation-link": lambda half: {"token": invitations.token_of(half.invitation)},
    "report": lambda half: {"uid": half.report.uid},
    "answer": lambda half: {"uid": half.report.uid},
    "membership": lambda half: {"slug": half.project.slug, "pk": half.membership.pk},
    "member-in-api": lambda half: {"slug": half.project.slug, "uid": id_of(half.membership)},
    "competence": lambda half: {"slug": half.competence.slug},
    "proposal": lambda half: {"slug": half.competence.slug},
    "link": lambda half: {"key": "MQ:forged"},
    "reset": lambda half: {"uidb36": int_to_base36(half.author.pk), "key": "forged-key"},
    "app": lambda half: {"app_label": "actors"},
    "view-on-site": lambda half: {
        "content_type_id": ContentType.objects.get_for_model(Actor).pk,
        "object_id": half.actor.pk,
    },
    "account": lambda half: {"id": half.author.pk},
}
#: What an address must be asked to answer at all.
QUERIES = {
    "admin:autocomplete": "app_label=actors&model_name=mastery&field_name=actor",
}


def build() -> World:
    """Build the world."""
    for value in range(1, 6):
        projects.DegreeFactory(value=value)
    users = {role: UserFactory(admin=role == "admin") for role in ROLES if role != "visitor"}
    region = TerritoryFactory(kind="region")
    place = TerritoryFactory(within=[region])
    FacilitationFactory(user=users["facilitator"], territory=region)
    FacilitationFactory(user=users["elsewhere"], territory=TerritoryFactory())
    projects.ProjectFactory(holder=users["stranger"], territory=place)
    halves = {shade: _half(users, place, hidden=shade == "hidden") for shade in ("public", "hidden")}
    return World({"visitor": None, **users}, **halves)


def _picture(folder: str) -> str:
    return pictures.keep(pictures.drawn(sent(photo(10, 10))), folder)


def _half(users: dict[str, User], place, *, hidden: bool) -> SimpleNamespace:
    team = {role: users[role] for role in ("holder", "contributor", "reader")}
    project = projects.ProjectFactory(hidden=hidden, territory=place, picture=_picture("projects"), **team)
    registered_by = {"created_by": users["author"], "team": project.team}
    actor = actors.ActorFactory(hidden=hidden, seat=place, picture=_picture("actors"), **registered_by)
    partner, person = actors.ActorFactory(), actors.ActorFactory(consenting=True)
    trait = "person" if hidden else "consenting"
    registered = {"seat": place, "created_by": users["author"], "team": project.team}
    somebody = actors.ActorFactory(**{trait: True}, **registered)
    need = projects.NeedFactory(project=project)
    indicator = projects.IndicatorFactory(project=project)
    change = projects.ProposalFactory(project=project, created_by=users["contributor"])
    diagnosis = cocreation.DiagnosisFactory(project=project)
    idea = cocreation.IdeaFactory(
        territory=place, created_by=users["author"], hidden_at=timezone.now() if hidden else None
    )
    money = projects.NeedFactory(project=project, for_resource=True)
    axis = actors.PartnershipAxisFactory(partnership__between=(actor, partner))
    for claimed in (actor, somebody):
        actors.ClaimFactory(actor=claimed, user=users["claimant"], accepted=True)
    ActorIdentifier.objects.create(actor=actor, scheme="other", value="W123")
    shown = "team" if hidden else "public"
    workshop = workshops.WorkshopFactory(project=project, visibility=shown, open=True)
    asked = workshops.QuestionFactory(workshop=workshop)
    written = workshops.NoteFactory(question=asked)
    training = cocreation.TrainingSessionFactory(teacher=actor, territory=place)
    return SimpleNamespace(
        author=users["author"],
        project=project,
        actor=actor,
        person=somebody,
        notice=actors.NoticeFactory(actor=somebody),
        mastery=actors.MasteryFactory(actor=actor),
        resource=actors.ResourceFactory(actor=actor),
        occupation=actors.ActorOccupationFactory(actor=actor),
        affiliation=actors.AffiliationFactory(member=actor, organisation=partner),
        member=actors.AffiliationFactory(member=person, organisation=actor),
        contact=actors.ContactPointFactory(actor=actor, visibility="public"),
        partnership=axis.partnership,
        axis=axis,
        involvement=projects.InvolvementFactory(project=project, actor=partner),
        own_involvement=projects.InvolvementFactory(project=project, actor=actor),
        note=actors.NoteFactory(actor=actor, team=project.team),
        claim=actors.ClaimFactory(actor=actor, user=users["suitor"]),
        milestone=projects.MilestoneFactory(project=project),
        need=need,
        choice=projects.CandidateChoiceFactory(need=need, actor=actor),
        money=money,
        pledge=projects.PledgeFactory(need=money, actor=partner),
        experience=projects.ExperienceFactory(project=project),
        indicator=indicator,
        support=projects.SupportFactory(project=project, actor=actor, public=True),
        news=projects.NewsFactory(project=project),
        aim=projects.AimFactory(project=project),
        measure=projects.MeasureFactory(indicator=indicator),
        request=projects.JoinRequestFactory(project=project, created_by=users["author"]),
        invitation=InvitationFactory(team=project.team),
        report=actors.ActorReportFactory(actor=actor),
        introduction=projects.IntroductionFactory(project=project, need=None),
        told=projects.IntroductionFactory(project=project, need=None, actor=actor, written_to=True),
        workshop=workshop,
        asked=asked,
        written=written,
        outcome=workshops.OutcomeFactory(note=written, actor=actor),
        keyed=ImportBatchFactory(
            created_by=users["author"],
            format="sheet",
            # What was undone already is left as it is.
            state="undone",
            stamp={"workshop": str(workshop.uid)},
        ),
        round=workshops.RoundActorFactory(round__workshop=workshop, actor=actor).round,
        guest=workshops.GuestFactory(workshop=workshop, actor=actor),
        sequence=workshops.SequenceFactory(created_by=users["member"]),
        view=SavedViewFactory(user=users["member"]),
        batch=ImportSheetFactory(batch__created_by=users["member"]).batch,
        token=ApiTokenFactory(user=users["member"]),
        change=change,
        suggestion=projects.SuggestionFactory(project=project, created_by=users["author"]),
        unnamed=projects.GuestRequestFactory(project=project, owner=users["author"]),
        comment=projects.ProposalCommentFactory(proposal=change, created_by=users["contributor"]),
        diagnosis=diagnosis,
        statement=cocreation.StatementFactory(diagnosis=diagnosis),
        idea=idea,
        training=training,
        training_offer=cocreation.TrainingOfferFactory(actor=actor),
        training_request=cocreation.TrainingRequestFactory(actor=actor),
        # The learner is the actor itself: another session, of somebody else.
        inscription=cocreation.InscriptionFactory(actor=actor),
        assessment=projects.AssessmentFactory(project=project, actor=partner, assessor=users["contributor"]),
        digest=projects.DigestFactory(),
        membership=project.team.memberships.get(user=users["reader"]),
        competence=actors.CompetenceFactory(
            created_by=users["author"], status="proposed" if hidden else "approved"
        ),
    )
