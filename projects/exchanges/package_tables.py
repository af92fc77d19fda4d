"""The tables of projects in the package: vocabulary, projects, who takes part, what they need and were promised."""

from django.db.models import Q

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
from projects.models import (
    Aim,
    AxisOrigin,
    Conviction,
    Degree,
    Engagement,
    Experience,
    Indicator,
    Involvement,
    Measure,
    Milestone,
    Need,
    News,
    Pledge,
    Project,
    SharedValue,
    Support,
    Theme,
)
from territoire.exchanges.package.tables import Table, by, columns_of, links_of

VALUE = by("value")
THEME, SHARED_VALUE, DEGREE = ("themes", SLUG), ("values", SLUG), ("degrees", VALUE)
AIM, INDICATOR = ("common_objectives", UID), ("indicators", UID)
PROJECT, NEED = ("projects", SLUG), ("needs", UID)


def _all(model):
    return lambda user: model.objects.all()


def _seen(model):
    return lambda user: seen(model.objects, user)


def _of_projects(model):
    return lambda user: model.objects.filter(project__in=seen(Project.objects, user))


def _engagements(user):
    found = Engagement.objects.filter(involvement__in=seen(Involvement.objects, user))
    return found if user is None else found.filter(visible_actor(user, "person__"))


def _needs(user):
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
        {"involvement": ("involvements", UID), "person": ACTOR},
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
        _needs,
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
)
