"""Every row of ours, to compare before and after; and random worlds around two actors."""

from datetime import date

import pghistory.models
from django.apps import apps
from django.conf import settings
from django.db.models import F
from hypothesis import strategies as st

from projects.models import coverage, network
from territoire.merging import rivals_of
from territoire.periods import since
from tests.factories import actors, projects, territoire

#: The ground floor, then the apps that stand on it.
OUR_APPS = ("territoire", *settings.OWN_APPS)


def our_models():
    """Return the models of our apps, history left out."""
    return [
        model
        for label in OUR_APPS
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
        if not issubclass(model, pghistory.models.Event)
    ]


def rows(*, without=()):
    """Return every row of our models, by model and key; what is worked out from others is left out."""
    return {
        (model._meta.label, row["pk"]): {k: v for k, v in row.items() if k != "pk"}
        for model in our_models()
        if model._meta.label not in without and model.__module__ not in DERIVED
        for row in _values(model)
    }


def _values(model):
    names = [field.attname for field in model._meta.concrete_fields]
    return model._base_manager.values(*names, pk=F("pk"))


DERIVED = {coverage.__name__, network.__name__}
YEARS = st.integers(2000, 2012)
PERIODS = st.tuples(st.none() | YEARS, st.none() | st.integers(2013, 2024)).map(
    lambda ends: since(*(year and date(year, 1, 1) for year in ends))
)
SHORT = st.tuples(YEARS, st.integers(1, 3)).map(lambda p: since(date(p[0], 1, 1), date(p[0] + p[1], 1, 1)))
ANY_PERIOD = st.one_of(PERIODS, SHORT, SHORT)
PAIR = st.integers(0, 1)
FACTS = st.lists(st.tuples(PAIR, st.integers(0, 2), ANY_PERIOD, st.integers(1, 3)), max_size=6)
AXES = st.lists(
    st.tuples(
        PAIR, st.integers(0, 3), st.sampled_from(["both", "forward", "backward"]), ANY_PERIOD, st.booleans()
    ),
    max_size=6,
)


class World:
    """Two actors to merge among two others, with whatever links the database accepts."""

    def __init__(self):
        self.pair = [actors.ActorFactory(name="Un"), actors.ActorFactory(name="Deux")]
        self.others = actors.ActorFactory.create_batch(2)
        # One partner is older than both and one lies between, so that the order of a pair may turn.
        self.older = actors.ActorFactory()
        self.persons = actors.ActorFactory.create_batch(2, person=True)
        self.competences = actors.CompetenceFactory.create_batch(3)
        self.projects = projects.ProjectFactory.create_batch(3)
        self.places = territoire.TerritoryFactory.create_batch(3)

    def know(self, facts):
        """Add masteries."""
        for who, what, period, level in facts:
            _add(actors.MasteryFactory, actor=self.pair[who], competence=self.competences[what],
                 period=period, level=level)  # fmt: skip

    def take_part(self, facts):
        """Add involvements, persons engaged and requests."""
        for who, what, period, degree in facts:
            involvement = _add(projects.InvolvementFactory, actor=self.pair[who],
                               project=self.projects[what], period=period, degree=degree)  # fmt: skip
            if involvement:
                _add(projects.EngagementFactory, involvement=involvement, person=self.persons[degree % 2])
                asked = involvement.actor.join_requests.filter(project=involvement.project).exists()
                if not asked:
                    projects.JoinRequestFactory(project=involvement.project, actor=involvement.actor)

    def belong(self, facts):
        """Add affiliations, areas, identifiers, assessments and pledges."""
        for who, what, period, number in facts:
            actor, other = self.pair[who], [*self.others, self.pair[1 - who]][what]
            _add(actors.AffiliationFactory, member=actor, organisation=other, period=period)
            actor.areas.add(self.places[what])
            identifier = actor.identifiers.model(actor=actor, scheme="siren", value=str(number))
            if not list(rivals_of(identifier)):
                identifier.save()
            _add(projects.AssessmentFactory, project=self.projects[what], actor=actor, assessor=None)
            projects.PledgeFactory(need=projects.NeedFactory(for_resource=True), actor=actor)

    def work_together(self, axes):
        """Add partnerships and axes, a few born of a project."""
        for who, what, direction, period, born in axes:
            partner = [*self.others, self.older, self.pair[1 - who]][what]
            pair = sorted((self.pair[who], partner), key=lambda actor: actor.pk)
            partnership = self.pair[0].partnerships_as_first.model.objects.filter(
                first=pair[0], second=pair[1]
            ).first() or actors.PartnershipFactory(between=pair)
            axis = _add(
                actors.PartnershipAxisFactory,
                partnership=partnership,
                kind=actors.PartnershipKindFactory(),
                direction=direction,
                period=period,
            )
            if axis and born:
                projects.AxisOriginFactory(axis=axis, project=self.projects[0])


def _add(factory_class, **values):
    """Make the row unless the database would refuse it beside the others."""
    if "degree" in values:
        values["degree"] = projects.DegreeFactory(value=values["degree"])
    row = factory_class._meta.model(**values)
    return None if list(rivals_of(row)) else factory_class(**values)
