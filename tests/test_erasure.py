"""After an erasure, no word of the person is left anywhere: each text and JSON column of each table is searched."""

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.urls import reverse
from pghistory.models import Context

from actors.actions import consent, merges, personal_data
from actors.models import Actor, Affiliation, Notice, Objection
from projects.models import Involvement
from territoire.models import Submission
from tests.factories import actors, projects, territoire

pytestmark = pytest.mark.django_db

CANARY = "zqxperson"
ADDRESS = f"{CANARY}@exemple.example"


def told():
    """Return each (table, column) where the canary can be read, whatever the case."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns "
            "WHERE table_schema = 'public' AND data_type IN ('text', 'character varying', 'json', 'jsonb', 'ARRAY', "
            "'USER-DEFINED', 'tsvector')"
        )
        columns = cursor.fetchall()
        return {
            (table, column)
            for table, column in columns
            if cursor.execute(
                f'SELECT FROM "{table}" WHERE "{column}"::text ILIKE %s LIMIT 1', [f"%{CANARY}%"]
            ).rowcount
        }


def fill(row):
    """Write the canary in every text of a row that people write, and save it twice, for its history."""
    for field in row._meta.concrete_fields:
        text = isinstance(field, models.CharField | models.TextField) and not field.choices
        if text and not field.generated and field.name not in ("slug", "code", "official_code"):
            words = ADDRESS if isinstance(field, models.EmailField) else f"{CANARY} {field.name}"
            setattr(row, field.name, words[: field.max_length or 200])
    row.save()
    return row


def person_everywhere():
    """Return a person of whom every model that can speaks, in each of its texts, today and in the past."""
    user = territoire.UserFactory()
    person = fill(actors.ActorFactory(person=True, slug=f"{CANARY}-abc", created_by=user))
    Actor.objects.filter(pk=person.pk).update(import_batch=None)
    project, organisation = projects.ProjectFactory(), actors.ActorFactory()
    partnership = fill(actors.PartnershipFactory(between=(person, organisation)))
    actors.ClaimFactory(actor=person)
    need = projects.NeedFactory(project=project, for_resource=True)
    rows = [
        actors.ContactPointFactory(actor=person, kind="address"),
        actors.MasteryFactory(actor=person),
        actors.ResourceFactory(actor=person),
        actors.AffiliationFactory(member=person, organisation=organisation),
        actors.PartnershipAxisFactory(partnership=partnership),
        actors.NoteFactory(actor=person),
        actors.ActorReportFactory(actor=person),
        actors.NoticeFactory(actor=person),
        person.claims.get(),
        projects.InvolvementFactory(actor=person, project=project),
        projects.JoinRequestFactory(actor=person, project=project),
        projects.PledgeFactory(actor=person, need=need),
    ]
    for row in rows:
        fill(row)
    actors.ContactPointFactory(actor=person, value=ADDRESS)
    actors.ContactPointFactory(actor=person, value=f"gone-{ADDRESS}").delete()
    person.identifiers.create(scheme="other", value=CANARY)
    projects.AssessmentFactory(actor=person)
    actors.ContactAccessFactory(actor=person)
    territoire.InvitationFactory(email=ADDRESS.upper())
    return person


def leave_traces(person):
    """Leave the person in journals: of merges (theirs, and an organisation's), of the administration, of forms sent."""
    user = person.created_by
    twin = fill(actors.ActorFactory(person=True, slug=f"{CANARY}-xyz", team=territoire.TeamFactory()))
    actors.ContactPointFactory(actor=twin, value=f"twin-{ADDRESS}")
    merges.merge(person, twin, by=user)
    organisation = person.affiliations.get().organisation
    double = actors.ActorFactory()
    actors.AffiliationFactory(member=person, organisation=double, role=f"{CANARY} aussi")
    merge = merges.merge(organisation, double, by=user)
    for record, words in ((person, str(person)), (organisation, "Organisation")):
        LogEntry.objects.create(
            user=user,
            content_type=ContentType.objects.get_for_model(Actor),
            object_id=str(record.pk),
            object_repr=words,
            action_flag=CHANGE,
            change_message=[{"added": {"name": "membre", "object": f"{person} → Organisation"}}],
        )
    Submission.objects.create(token=person.uid, user=user, result=person.get_absolute_url())
    Context.objects.create(metadata={"url": f"{person.get_absolute_url()}modifier/", "user": user.pk})
    return merge


@pytest.fixture
def person():
    person = person_everywhere()
    person.merge = leave_traces(person)
    return person


def test_the_world_speaks_of_the_person_in_many_places(person):
    tables = {table for table, _column in told()}

    assert len(tables) > 25
    assert {"actors_actormerge", "django_admin_log", "pghistory_context", "territoire_submission"} <= tables


@pytest.mark.parametrize("way", ["link", "keepers", "admin"])
def test_no_word_is_left_in_any_column_of_any_table(client, person, way):
    if way == "link":
        token = consent.token_of(person.notices.first())
        assert client.post(reverse("rights:object", args=[token])).status_code == 302
    elif way == "keepers":
        client.force_login(person.created_by)
        client.post(reverse("actors:consent-object", args=[person.slug]))
    else:
        personal_data.erase_person(person, by=territoire.UserFactory(admin=True))

    assert told() == set()
    assert Involvement.objects.filter(actor=person).exists()
    assert set(Notice.objects.values_list("email", flat=True)) == {""}
    assert Objection.objects.concern(ADDRESS) == (way != "admin")


def test_undoing_a_merge_brings_no_word_back(person):
    personal_data.erase_person(person, by=None)

    merges.undo(person.merge, by=territoire.UserFactory())

    assert Affiliation.objects.filter(member=person).count() == 2
    assert told() == set()
