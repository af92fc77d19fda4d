"""The page of one's rights, by the link of the notice: read, agree, correct, restrict, object; and nothing by a GET."""

import json

import pytest
from django.core import mail
from django.urls import reverse
from pghistory.models import Context

from actors.actions import consent, merges
from actors.enums import NoticeAnswer
from actors.models import Actor, ContactAccess, ContactPoint, Notice, Objection
from territoire.enums import TerritoryKind
from tests.factories.actors import (
    ActorFactory,
    AffiliationFactory,
    ClaimFactory,
    ContactPointFactory,
    MasteryFactory,
    NoteFactory,
    NoticeFactory,
)
from tests.factories.territoire import TerritoryFactory, UserFactory

pytestmark = pytest.mark.django_db
VERBS = ("agree", "confirm", "correct", "restrict", "lift", "withdraw", "object")
ADDRESS = "odile@exemple.example"


@pytest.fixture
def commune(db):
    departement = TerritoryFactory(kind=TerritoryKind.DEPARTEMENT, name="Haute-Loire")
    epci = TerritoryFactory(kind=TerritoryKind.EPCI, name="Rives du Haut Allier")
    return TerritoryFactory(name="Saugues", within=[epci, departement])


@pytest.fixture
def notice(commune):
    person = ActorFactory(person=True, name="Odile Vigne", slug="odile-vigne-abc", seat=commune)
    ContactPointFactory(actor=person, value=ADDRESS)
    return NoticeFactory(actor=person, email=ADDRESS)


def address(notice, name="page"):
    return reverse(f"rights:{name}", args=[consent.token_of(notice)])


def test_all_that_is_held_is_read_without_an_account(client, notice):
    MasteryFactory(actor=notice.actor, competence__name="Tricot")
    AffiliationFactory(member=notice.actor, organisation__name="Amicale")
    hidden = ActorFactory(hidden=True, name="Bande secrète")
    AffiliationFactory(member=notice.actor, organisation=hidden)

    page = client.get(address(notice))

    assert page.status_code == 200
    for known in ("Odile Vigne", "Saugues", "Tricot", "Amicale", "CNIL"):
        assert known in page.text
    assert ADDRESS not in page.text + client.get(address(notice, "correct")).text
    assert "Bande secrète" not in page.text
    assert page["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert page["Referrer-Policy"] == "same-origin"
    assert "no-store" in page["Cache-Control"]


@pytest.mark.parametrize("way", ["contacts", "export"])
def test_contact_details_come_out_on_request_and_it_is_written(client, notice, way):
    assert client.get(address(notice, way)).status_code == 405

    answer = client.post(address(notice, way))

    assert ADDRESS in answer.text
    line = ContactAccess.objects.get()
    assert (line.actor, line.user, line.way, line.count) == (notice.actor, None, "own_link", 1)
    if way == "export":
        assert "attachment" in answer["Content-Disposition"]
        assert json.loads(answer.content)["identity"][0]["name"] == "Odile Vigne"


def test_notes_are_told_unless_they_tell_of_somebody_else(client, notice):
    NoteFactory(actor=notice.actor, text="Odile Vigne préfère le téléphone.")
    ActorFactory(person=True, name="Zénobie Durand")
    UserFactory(name="Jeanne Holder")
    for other in ("Zenobie DURAND est sa sœur.", "Connue par Jeanne Holder", "Rappeler au 06 12 34 56 78"):
        NoteFactory(actor=notice.actor, text=other)

    page = client.get(address(notice)).text

    assert "préfère le téléphone" in page
    assert page.count("Cette note parle aussi de quelqu’un d’autre") == 3
    for hidden in ("Zenobie", "Jeanne", "06 12"):
        assert hidden not in page


def test_reading_or_scanning_the_links_changes_nothing(client, notice):
    before = Actor.objects.values().get(), Notice.objects.values().get()

    for verb in VERBS:
        answer = client.get(address(notice, verb))
        assert answer.status_code in (200, 405)
        assert client.head(address(notice, verb)).status_code in (200, 405)

    assert (Actor.objects.values().get(), Notice.objects.values().get()) == before


@pytest.mark.parametrize("visibility", ["public", "members"])
def test_agreeing_shows_the_person_to_those_they_chose(client, notice, visibility):
    answer = client.post(
        address(notice, "agree"), {"visibility": visibility, "place": notice.actor.seat.code}, follow=True
    )

    person = Actor.objects.get()
    assert "Merci" in answer.text
    assert (person.visibility, bool(person.consented_at)) == (visibility, True)
    assert Notice.objects.get().answer == NoticeAnswer.AGREED
    assert client.get(person.get_absolute_url()).status_code == (200 if visibility == "public" else 404)


def test_a_wider_place_takes_that_of_the_commune_in_the_past_too(client, notice, commune):
    client.post(address(notice, "agree"), {"visibility": "public", "place": commune.departement.code})

    assert Actor.objects.get().seat == commune.departement
    assert not Actor.pgh_event_model.objects.filter(seat=commune).exists()


def test_one_may_be_shown_nowhere(client, notice, commune):
    client.post(address(notice, "agree"), {"visibility": "public", "place": "nowhere"})

    assert Actor.objects.get().seat is None
    assert not Actor.pgh_event_model.objects.filter(seat=commune).exists()


def test_neither_areas_nor_an_older_merge_bring_a_nearer_place_back(client, notice, commune):
    neighbour = TerritoryFactory(within=[commune.departement])
    twin = ActorFactory(person=True, seat=neighbour)
    notice.actor.areas.add(commune, commune.departement)
    twin.areas.add(neighbour)
    merge = merges.merge(notice.actor, twin, by=UserFactory(admin=True))

    client.post(address(notice, "agree"), {"visibility": "public", "place": commune.departement.code})

    person = Actor.objects.get(pk=notice.actor_id)
    assert [*person.areas.all()] == [commune.departement]
    merges.undo(merge, by=UserFactory(admin=True))
    twin.refresh_from_db()
    assert (twin.seat, [*twin.areas.all()]) == (commune.departement, [])
    assert not Actor.pgh_event_model.objects.filter(seat__in=[commune, neighbour]).exists()


def test_merging_brings_no_nearer_place_than_the_one_chosen(client, notice, commune):
    client.post(address(notice, "agree"), {"visibility": "public", "place": commune.departement.code})
    twin = ActorFactory(person=True, seat=commune)
    twin.areas.add(commune)

    merges.merge(twin, Actor.objects.get(pk=notice.actor_id), by=UserFactory(admin=True))

    twin.refresh_from_db()
    assert (twin.seat, [*twin.areas.all()]) == (commune.departement, [])


def own(person, name=""):
    return reverse(f"actors:own{name and '-'}{name}", args=[Actor.objects.get(pk=person.pk).slug])


def test_the_person_chooses_from_their_account_and_no_link_is_made(client, notice, commune):
    person = notice.actor
    client.force_login(ClaimFactory(actor=person, accepted=True).user)
    assert client.get(reverse("actors:consent", args=[person.slug])).url == own(person)
    assert "J’accepte d’être montré" in client.get(own(person)).text

    client.post(own(person, "agree"), {"visibility": "public", "place": commune.departement.code})

    shown = Actor.objects.get(pk=person.pk)
    assert (shown.visibility, shown.seat) == ("public", commune.departement)
    answered = person.notices.get(from_account=True)
    assert (answered.answer, answered.email) == (NoticeAnswer.AGREED, "")
    client.post(own(person, "restrict"))
    assert Actor.objects.get(pk=person.pk).restricted_at
    client.post(own(person, "lift"))
    client.post(own(person, "withdraw"))
    assert Actor.objects.get(pk=person.pk).consented_at is None
    client.force_login(person.created_by)
    assert "depuis son propre compte" in client.get(reverse("actors:consent", args=[shown.slug])).text


def test_the_person_objects_from_their_account_which_stays(client, notice):
    user = ClaimFactory(actor=notice.actor, accepted=True).user
    client.force_login(user)
    assert "Tout effacer" in client.get(own(notice.actor, "object")).text

    client.post(own(notice.actor, "object"))

    assert Actor.objects.get().erased_at
    assert Objection.objects.concern(ADDRESS)
    user.refresh_from_db()
    assert user.is_active


def test_nobody_is_shown_in_a_place_that_was_not_offered(client, notice):
    elsewhere = TerritoryFactory()

    answer = client.post(address(notice, "agree"), {"visibility": "team", "place": elsewhere.code})

    assert answer.status_code == 200
    assert Actor.objects.get().visibility == "team"
    assert Notice.objects.get().answer == ""


def test_confirming_counts(client, notice):
    client.post(address(notice, "confirm"))

    assert Actor.objects.get().confirmed_at is not None
    assert Notice.objects.get().answer == NoticeAnswer.CONFIRMED


def test_correcting_writes_and_leaves_words_for_the_keepers(client, notice, commune):
    point = ContactPoint.objects.get()
    said = {"name": "Odile Vignes", "description": "File la laine", "place": commune.code}
    said |= {f"contact_{point.uid.hex}_off": "on", "message": "Je ne suis plus à l’Amicale"}

    client.post(address(notice, "correct"), said)

    person, told = Actor.objects.get(), Notice.objects.get()
    assert (person.name, person.description) == ("Odile Vignes", "File la laine")
    assert person.slug.startswith("odile-vignes-")
    assert not ContactPoint.objects.exists()
    assert (told.answer, told.message) == (NoticeAnswer.CORRECTED, "Je ne suis plus à l’Amicale")
    client.force_login(person.created_by)
    assert "plus à l’Amicale" in client.get(reverse("actors:consent", args=[person.slug])).text


def test_a_name_is_needed(client, notice):
    answer = client.post(address(notice, "correct"), {"name": "", "place": "nowhere"})

    assert answer.status_code == 200
    assert "même un simple prénom" in answer.text
    assert Actor.objects.get().name == "Odile Vigne"


def test_restricting_hides_and_uses_in_nothing_until_lifted(client, notice):
    client.post(address(notice, "agree"), {"visibility": "public", "place": "nowhere"})
    client.post(address(notice, "restrict"))
    person = Actor.objects.get()
    assert (person.visibility, bool(person.restricted_at)) == ("team", True)
    assert not Actor.objects.listed().exists()
    client.force_login(person.created_by)
    assert client.get(person.get_absolute_url()).status_code == 200
    client.logout()

    client.post(address(notice, "lift"))

    assert Actor.objects.listed().get().visibility == "team"


def test_taking_back_an_agreement_hides(client, notice):
    client.post(address(notice, "agree"), {"visibility": "public", "place": "nowhere"})
    client.post(address(notice, "withdraw"))

    person = Actor.objects.get()
    assert (person.visibility, person.consented_at) == ("team", None)
    assert Notice.objects.get().answer == NoticeAnswer.WITHDRAWN


def test_objecting_erases_at_once_and_the_link_says_so(client, notice):
    assert client.get(address(notice, "object")).status_code == 200

    answer = client.post(address(notice, "object"), follow=True)

    person = Actor.objects.get()
    assert answer.status_code == 410
    assert "Tout est effacé" in answer.text
    assert (person.name, bool(person.erased_at), bool(person.archived_at)) == ("Personne effacée", True, True)
    assert Notice.objects.get().email == ""
    assert Objection.objects.concern(ADDRESS.upper())
    for verb in VERBS:
        assert client.post(address(notice, verb)).status_code == 410
    assert mail.outbox == []


@pytest.mark.parametrize("forged", ["x", "0" * 32 + ".abc", "{uid}", "{uid}.abc", "{token}a", "é.è"])
def test_a_forged_link_is_a_clear_404(client, notice, forged):
    token = forged.format(uid=notice.uid.hex, token=consent.token_of(notice))

    for name in ("page", *VERBS):
        send = client.get if name == "page" else client.post
        answer = send(reverse(f"rights:{name}", args=[token]))
        assert answer.status_code == 404
        assert "Odile" not in answer.text
    assert Actor.objects.get().name == "Odile Vigne"


def test_the_link_is_kept_out_of_the_history(client, notice):
    client.post(address(notice, "confirm"))

    assert not Context.objects.filter(metadata__url__icontains=notice.uid.hex).exists()


def test_the_link_works_with_another_secret_key(client, notice, settings):
    link = address(notice)
    settings.SECRET_KEY = "another"

    assert client.get(link).status_code == 200


def test_an_erased_person_is_not_written_again(client, notice):
    consent.object_(notice.actor, by=None)
    person = Actor.objects.get()
    client.force_login(person.created_by)

    assert client.get(reverse("actors:update", args=[person.slug])).status_code == 403
    client.force_login(UserFactory(admin=True))
    assert client.get(reverse("actors:update", args=[person.slug])).status_code == 403
