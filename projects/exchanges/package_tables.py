"""The tables of projects in the package: vocabulary, projects, who takes part, what they need and were promised.

What is proposed, asked and suggested comes for who reads it on the pages.
"""

from django.db.models import Case, F, Q, TextField, Value, When

from actors.exchanges.package_tables import (
    ACTOR,
    COMPETENCE,
    FAMILY,
    MODERATED,
    OCCUPATION,
    RESOURCE_KIND,
    SLUG,
    TEAM,
    TERRITORY,
    UID,
    seen,
)
from actors.models import Competence, PartnershipAxis, visible_actor
from projects.enums import ProposalState
from projects.models import (
    Aim,
    AxisOrigin,
    Conviction,
    Degree,
    Engagement,
    Experience,
    GuestRequest,
    Indicator,
    Involvement,
    JoinRequest,
    Measure,
    Milestone,
    Need,
    News,
    Pledge,
    Project,
    Proposal,
    ProposalComment,
    ProposalVoice,
    SharedValue,
    Suggestion,
    Support,
    Theme,
)
from projects.models.proposal import talked_over
from territoire.exchanges.package.tables import Column, Table, by, columns_of, links_of

VALUE = by("value")
THEME, SHARED_VALUE, DEGREE = ("themes", SLUG), ("values", SLUG), ("degrees", VALUE)
AIM, INDICATOR = ("common_objectives", UID), ("indicators", UID)
PROJECT, NEED = ("projects", SLUG), ("needs", UID)
PROPOSAL, INVOLVEMENT = ("proposals", UID), ("involvements", UID)
#: Why something is proposed is the circle's, until it is adopted.
REASON = Column(
    "reason",
    "string",
    F("told_reason"),
    "reason",
    "coalesce({value}, '')",
    title=Proposal._meta.get_field("reason").verbose_name,
)


def _all(model):
    return lambda user: model.objects.all()


def _seen(model):
    return lambda user: seen(model.objects, user)


def _of_projects(model):
    return lambda user: model.objects.filter(project__in=seen(Project.objects, user))


def _engagements(user):
    found = Engagement.objects.filter(involvement__in=seen(Involvement.objects, user))
    return found if user is None else found.filter(visible_actor(user, "person__"))


def needs(user):
    """Return the needs that one may read: not those for a competence that somebody else proposed."""
    found = seen(Need.objects, user)
    if user is None:
        return found
    return found.filter(Q(competence=None) | Q(competence__in=Competence.objects.offered_to(user)))


def _origins(user):
    axes, projects = seen(PartnershipAxis.objects, user), seen(Project.objects, user)
    return AxisOrigin.objects.filter(axis__in=axes, project__in=projects)


def _measures(user):
    return Measure.objects.filter(indicator__project__in=seen(Project.objects, user))


def _told(user):
    return Experience.competences.through.objects.filter(experience__in=seen(Experience.objects, user))


def _proposals(user):
    found = seen(Proposal.objects, user)
    if user is None:
        return found.annotate(told_reason=F("reason"))
    read = Q(state=ProposalState.ADOPTED) | talked_over(user)
    return found.annotate(
        told_reason=Case(When(read, then=F("reason")), default=Value(""), output_field=TextField())
    )


def _comments(user):
    """Return the comments of proposals: those that who takes them out reads."""
    return seen(ProposalComment.objects, user)


def _of_proposals(model):
    """Return what is said of proposals: for who talks them over."""

    def rows(user):
        if user is None:
            return model.objects.all()
        return model.objects.filter(
            talked_over(user, "proposal__project"), proposal__in=Proposal.objects.visible_to(user)
        )

    return rows


def _guest_requests(user):
    """Return those whose address was confirmed: the others are nobody's."""
    return seen(GuestRequest.objects, user).exclude(confirmed_at=None)


VOCABULARY = (
    Table("themes", "Thèmes", Theme, ("slug",), columns_of(Theme, {}), _all(Theme), SLUG),
    links_of(
        "theme_competences",
        "Compétences habituelles d’un thème",
        Theme.usual_competences.through,
        {"theme": THEME, "competence": COMPETENCE},
        _all(Theme.usual_competences.through),
    ),
    Table("values", "Valeurs", SharedValue, ("slug",), columns_of(SharedValue, {}), _all(SharedValue), SLUG),
    Table("degrees", "Degrés d’implication", Degree, ("value",), columns_of(Degree, {}), _all(Degree), VALUE),
)
PROJECTS = (
    Table(
        "projects",
        "Projets",
        Project,
        ("uid",),
        columns_of(Project, {"territory": TERRITORY, "team": TEAM}, kept=MODERATED),
        _seen(Project),
        SLUG,
    ),
    links_of(
        "project_themes",
        "Thèmes des projets",
        Project.themes.through,
        {"project": PROJECT, "theme": THEME},
        _of_projects(Project.themes.through),
    ),
    links_of(
        "project_values",
        "Valeurs des projets",
        Project.shared_values.through,
        {"project": PROJECT, "sharedvalue": SHARED_VALUE},
        _of_projects(Project.shared_values.through),
    ),
    Table(
        "milestones",
        "Étapes",
        Milestone,
        ("uid",),
        columns_of(Milestone, {"project": PROJECT}),
        _of_projects(Milestone),
    ),
    Table(
        "involvements",
        "Implications",
        Involvement,
        ("uid",),
        columns_of(
            Involvement, {"project": PROJECT, "actor": ACTOR, "degree": DEGREE, "wanted_degree": DEGREE}
        ),
        _seen(Involvement),
        UID,
    ),
    links_of(
        "engagements",
        "Personnes engagées",
        Engagement,
        {"involvement": INVOLVEMENT, "person": ACTOR},
        _engagements,
    ),
    Table(
        "needs",
        "Besoins",
        Need,
        ("uid",),
        columns_of(
            Need,
            {
                "project": PROJECT,
                "competence": COMPETENCE,
                "occupation": OCCUPATION,
                "resource_kind": RESOURCE_KIND,
                "family": FAMILY,
            },
        ),
        needs,
        UID,
    ),
    Table(
        "pledges",
        "Engagements chiffrés",
        Pledge,
        ("uid",),
        columns_of(Pledge, {"need": NEED, "actor": ACTOR, "resource": ("resources", UID)}, kept=("note",)),
        _seen(Pledge),
    ),
    Table(
        "experiences",
        "Retours d’expérience",
        Experience,
        ("uid",),
        columns_of(Experience, {"project": PROJECT, "need": NEED, "ask": ACTOR}),
        _seen(Experience),
        UID,
    ),
    links_of(
        "experience_competences",
        "Compétences des retours d’expérience",
        Experience.competences.through,
        {"experience": ("experiences", UID), "competence": COMPETENCE},
        _told,
    ),
    Table(
        "indicators",
        "Indicateurs d’impact",
        Indicator,
        ("uid",),
        columns_of(Indicator, {"project": PROJECT}),
        _of_projects(Indicator),
        UID,
    ),
    Table("measures", "Mesures", Measure, ("uid",), columns_of(Measure, {"indicator": INDICATOR}), _measures),
    Table(
        "supports",
        "Soutiens",
        Support,
        ("uid",),
        columns_of(Support, {"project": PROJECT, "actor": ACTOR}, kept=("message", "reason")),
        _seen(Support),
    ),
    Table("news", "Actualités", News, ("uid",), columns_of(News, {"project": PROJECT}), _seen(News)),
    Table(
        "common_objectives",
        "Objectifs communs",
        Aim,
        ("uid",),
        columns_of(Aim, {"project": PROJECT}),
        _of_projects(Aim),
        UID,
    ),
    Table(
        "convictions",
        "Valeurs et objectifs portés",
        Conviction,
        ("uid",),
        columns_of(Conviction, {"project": PROJECT, "actor": ACTOR, "value": SHARED_VALUE, "aim": AIM}),
        _seen(Conviction),
    ),
    links_of(
        "axis_origins",
        "Projets dont un axe de partenariat est né",
        AxisOrigin,
        {"axis": ("partnership_axes", UID), "project": PROJECT},
        _origins,
    ),
    Table(
        "proposals",
        "Évolutions proposées",
        Proposal,
        ("uid",),
        columns_of(
            Proposal,
            {"project": PROJECT, "step": ("milestones", UID), "need": NEED, "actor": ACTOR},
            instead={"reason": REASON},
        ),
        _proposals,
        UID,
    ),
    Table(
        "proposal_voices",
        "Voix sur les évolutions proposées",
        ProposalVoice,
        ("uid",),
        columns_of(ProposalVoice, {"proposal": PROPOSAL, "actor": ACTOR}),
        _of_proposals(ProposalVoice),
    ),
    Table(
        "proposal_comments",
        "Commentaires des évolutions proposées",
        ProposalComment,
        ("uid",),
        columns_of(ProposalComment, {"proposal": PROPOSAL, "actor": ACTOR}),
        _comments,
    ),
    Table(
        "join_requests",
        "Demandes pour monter à bord",
        JoinRequest,
        ("uid",),
        columns_of(
            JoinRequest,
            {
                "project": PROJECT,
                "need": NEED,
                "actor": ACTOR,
                "wanted_degree": DEGREE,
                "involvement": INVOLVEMENT,
            },
        ),
        _seen(JoinRequest),
    ),
    Table(
        "guest_requests",
        "Demandes sans compte",
        GuestRequest,
        ("uid",),
        columns_of(
            GuestRequest,
            {
                "project": PROJECT,
                "need": NEED,
                "actor": ACTOR,
                "wanted_degree": DEGREE,
                "involvement": INVOLVEMENT,
            },
        ),
        _guest_requests,
        UID,
    ),
    Table(
        "suggestions",
        "Acteurs que des cercles suggèrent",
        Suggestion,
        ("uid",),
        columns_of(
            Suggestion,
            {
                "project": PROJECT,
                "need": NEED,
                "speaker": ACTOR,
                "actor": ACTOR,
                "guest": ("guest_requests", UID),
            },
        ),
        _seen(Suggestion),
    ),
)
