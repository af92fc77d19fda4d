"""Merging loses no link; undoing puts every row back."""

from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings

from actors.actions import merges
from actors.models import Actor, ActorMerge, Competence, CompetenceClosure, Mastery, PartnershipAxis
from projects.models import Involvement, Need
from territoire.enums import Visibility
from territoire.merging import links_to
from territoire.periods import since
from tests import worlds
from tests.factories.actors import (
    ActorFactory,
    CompetenceFactory,
    CompetenceSynonymFactory,
    MasteryFactory,
    PartnershipAxisFactory,
    PartnershipFactory,
)
from tests.factories.projects import (
    EngagementFactory,
    ExperienceFactory,
    InvolvementFactory,
    JoinRequestFactory,
    NeedFactory,
    ThemeFactory,
)
from tests.factories.territoire import UserFactory

pytestmark = pytest.mark.django_db


# Each example writes a hundred rows: a few of them, and no hour of shrinking.
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(worlds.FACTS, worlds.FACTS, worlds.FACTS, worlds.AXES)
def test_merge_then_undo_gives_back_the_same_rows(known, involved, belonging, axes):
    with transaction.atomic():
        user = UserFactory(admin=True)
        world = worlds.World()
        world.know(known)
        world.take_part(involved)
        world.belong(belonging)
        world.work_together(axes)
        before, links = worlds.rows(without=["actors.ActorMerge"]), other_ends(world.pair)
        kept, absorbed = world.pair

        merge = merges.merge(kept, absorbed, by=user)

        assert other_ends([kept]) == links
        assert not list(rows_leading_to(absorbed))
        merges.undo(merge, by=user)
        assert worlds.rows(without=["actors.ActorMerge"]) == before
        transaction.set_rollback(True)


def rows_leading_to(actor):
    for model, field in links_to(Actor):
        if model is not ActorMerge:
            yield from model._base_manager.filter(**{field.attname: actor.pk})


def other_ends(pair):
    """Return what the actors of `pair` are linked to, they themselves left out, with the best level or degree."""
    keys = [actor.pk for actor in pair] + [a.pk for a in Actor.objects.filter(merged_into__in=pair)]
    found = set()
    for model, field in links_to(Actor):
        if model is ActorMerge or model is Actor:
            continue
        others = [f for f in model._meta.concrete_fields if f.is_relation and f is not field]
        for row in model._base_manager.filter(**{f"{field.attname}__in": keys}):
            ends = [(f.name, getattr(row, f.attname)) for f in others if f.name not in IGNORED]
            if field.name in ("first", "second"):
                ends = [("partner", row.second_id if row.first_id in keys else row.first_id)]
            if not any(end in keys for _name, end in ends):
                found.add((model._meta.label, *ends))
    return found | levels(keys) | degrees(keys)


IGNORED = {
    "created_by",
    "import_batch",
    "degree",
    "wanted_degree",
    "team",
    "involvement",
    "decided_by",
    "need",
}


def best(model, keys):
    return model.objects.filter(actor__in=keys)


def levels(keys):
    top = {}
    for mastery in best(Mastery, keys):
        top[mastery.competence_id] = max(mastery.level, top.get(mastery.competence_id, 0))
    return {("top level", *item) for item in top.items()}


def degrees(keys):
    top = {}
    for involvement in best(Involvement, keys):
        top[involvement.project_id] = max(involvement.degree_id, top.get(involvement.project_id, 0))
    return {("top degree", *item) for item in top.items()}


def test_the_absorbed_actor_stays_as_a_stub():
    kept, absorbed = ActorFactory(description=""), ActorFactory(description="Couture et laine")

    merges.merge(kept, absorbed, by=UserFactory())

    absorbed.refresh_from_db()
    kept.refresh_from_db()
    assert (absorbed.merged_into, absorbed.archived_at is not None) == (kept, True)
    assert kept.description == "Couture et laine"


def test_overlapping_masteries_become_one_at_the_higher_level():
    kept, absorbed, wool = ActorFactory(), ActorFactory(), CompetenceFactory()
    MasteryFactory(actor=kept, competence=wool, level=1, period=since(date(2010, 1, 1), date(2014, 1, 1)))
    MasteryFactory(actor=absorbed, competence=wool, level=3, period=since(date(2012, 1, 1), date(2016, 1, 1)))

    merges.merge(kept, absorbed, by=UserFactory())

    [mastery] = Mastery.objects.all()
    assert (mastery.actor, mastery.level) == (kept, 3)
    assert mastery.period == since(date(2010, 1, 1), date(2016, 1, 1))


def test_overlapping_involvements_keep_the_higher_degree_and_all_who_take_part():
    kept, absorbed = ActorFactory(), ActorFactory()
    mine = InvolvementFactory(actor=kept, degree=2)
    theirs = InvolvementFactory(actor=absorbed, project=mine.project, degree=4)
    one, other = EngagementFactory(involvement=mine).person, EngagementFactory(involvement=theirs).person
    EngagementFactory(involvement=theirs, person=one)
    request = JoinRequestFactory(project=mine.project, actor=absorbed, involvement=theirs)

    merges.merge(kept, absorbed, by=UserFactory())

    [involvement] = Involvement.objects.all()
    request.refresh_from_db()
    assert (involvement.pk, involvement.actor, involvement.degree_id) == (mine.pk, kept, 4)
    assert set(involvement.engaged.all()) == {one, other}
    assert (request.actor, request.involvement) == (kept, involvement)


def test_a_partnership_turned_around_still_says_who_gives():
    absorbed_low, partner, kept = ActorFactory(), ActorFactory(), ActorFactory()
    partnership = PartnershipFactory(between=(absorbed_low, partner))
    PartnershipAxisFactory(partnership=partnership, direction="forward")
    PartnershipAxisFactory(partnership=partnership, direction="backward", description="rend")

    merges.merge(kept, absorbed_low, by=UserFactory())

    partnership.refresh_from_db()
    assert (partnership.first, partnership.second) == (partner, kept)
    assert PartnershipAxis.objects.get(description="rend").direction == "forward"
    assert PartnershipAxis.objects.get(description="").direction == "backward"


def test_fused_partnerships_show_to_no_more_people():
    partner, kept, absorbed = ActorFactory.create_batch(3)
    mine = PartnershipFactory(between=(partner, kept))
    PartnershipFactory(between=(partner, absorbed), visibility=Visibility.MEMBERS)

    merges.merge(kept, absorbed, by=UserFactory())

    mine.refresh_from_db()
    assert mine.visibility == Visibility.MEMBERS


def test_refusals_say_why():
    user, kept, absorbed = UserFactory(), ActorFactory(), ActorFactory()
    with pytest.raises(merges.MergeRefusedError, match="différentes"):
        merges.merge(kept, kept, by=user)
    with pytest.raises(merges.MergeRefusedError, match="personne"):
        merges.merge(kept, ActorFactory(person=True), by=user)
    first = merges.merge(kept, absorbed, by=user)
    with pytest.raises(merges.MergeRefusedError, match="déjà"):
        merges.merge(ActorFactory(), absorbed, by=user)
    merges.merge(ActorFactory(), kept, by=user)
    with pytest.raises(merges.MergeRefusedError, match="plus récente"):
        merges.undo(first, by=user)


def test_undo_is_refused_whole_when_something_new_stands_in_the_way():
    kept, absorbed, user, wool = ActorFactory(), ActorFactory(), UserFactory(), CompetenceFactory()
    moved = MasteryFactory(actor=absorbed, competence=wool)
    merge = merges.merge(kept, absorbed, by=user)
    MasteryFactory(actor=absorbed, competence=wool)

    with pytest.raises(merges.MergeRefusedError):
        merges.undo(merge, by=user)

    moved.refresh_from_db()
    assert moved.actor == kept


def competence_world():
    top = CompetenceFactory(name="Textile")
    absorbed = CompetenceFactory(name="Laine", parent=top)
    kept = CompetenceFactory(name="Travail de la laine", parent=top)
    child = CompetenceFactory(name="Cardage", parent=absorbed)
    CompetenceSynonymFactory(competence=absorbed, name="tonte")
    CompetenceSynonymFactory(competence=kept, name="tonte")
    mastery = MasteryFactory(competence=absorbed)
    MasteryFactory(competence=kept, actor=mastery.actor, level=1)
    NeedFactory(competence=absorbed)
    ThemeFactory().usual_competences.add(kept, absorbed)
    ExperienceFactory().competences.add(absorbed)
    return kept, absorbed, child


def test_merging_competences_moves_everything_and_keeps_the_word():
    kept, absorbed, child = competence_world()

    merges.merge_competences(kept, absorbed, by=UserFactory())

    assert set(kept.synonyms.values_list("name", flat=True)) == {"tonte", "Laine"}
    assert Need.objects.get().competence == kept
    assert [(m.competence, m.level) for m in Mastery.objects.all()] == [(kept, 2)]
    assert set(Competence.objects.under(kept)) == {kept, child}
    absorbed.refresh_from_db()
    assert absorbed.merged_into == kept


def test_undoing_a_merge_of_competences_gives_back_the_same_rows():
    kept, absorbed, _child = competence_world()
    user = UserFactory()
    without = ["actors.CompetenceMerge", "actors.CompetenceClosure"]
    before, tree = worlds.rows(without=without), closure()

    merges.undo(merges.merge_competences(kept, absorbed, by=user), by=user)

    assert worlds.rows(without=without) == before
    assert closure() == tree


def test_a_competence_may_absorb_one_that_it_stands_under():
    above = CompetenceFactory()
    between = CompetenceFactory(parent=above)
    kept = CompetenceFactory(parent=between)

    merges.merge_competences(kept, above, by=UserFactory())

    assert set(Competence.objects.under(kept)) == {kept, between}


def closure():
    return set(CompetenceClosure.objects.values_list("ancestor", "descendant", "depth"))
