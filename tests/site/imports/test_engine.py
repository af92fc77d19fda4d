"""Imports of actors: planned without writing, written at once, not doubled, undone as far as nothing rests on them."""

import pytest

from actors.models import Actor, ActorIdentifier, Competence, ContactPoint, Mastery, Objection
from actors.models.consent import digest
from projects.models import Involvement
from territoire.enums import ImportState, LineChoice, Role, Visibility
from territoire.imports import left_out, queue
from territoire.models import ImportFile, ImportLine
from territoire.site.imports import registry
from tests.factories.actors import ActorFactory
from tests.factories.projects import InvolvementFactory
from tests.factories.territoire import MembershipFactory, TeamFactory, UserFactory
from tests.site.imports.conftest import lines

ACTORS = """Nom;Famille;Commune;Compétences;SIREN;Identifiant;Site web
Atelier de la Bruyère;asso;Saugues;tricot|filage au rouet;732 829 320;1;exemple.org
Les Amis du lavoir;asso;Saugues;;;2;
Mairie de Saugues;coll;Saugues;;;3;
;asso;Saugues;;;4;
Le Cercle;asso;Nulle-Part;;;5;
"""


def by_outcome(batch) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for number, line in lines(batch).items():
        found.setdefault(line.outcome, set()).add(number)
    return found


def test_a_plan_writes_nothing_and_says_what_is_wrong(imports):
    batch = imports.plan(ACTORS)

    assert by_outcome(batch) == {"new": {2, 3, 4}, "refused": {5, 6}}
    assert [p["field"] for p in lines(batch)[6].problems] == ["seat"]
    assert all(p["message"] and p["mend"] for line in lines(batch).values() for p in line.problems)
    assert not Actor.objects.exists()


def test_good_lines_are_written_and_the_file_forgotten(imports):
    batch = imports.bring(ACTORS)

    weaver = Actor.objects.get(slug="atelier-de-la-bruyere")
    assert (weaver.family.code, weaver.seat.name, weaver.import_batch, weaver.created_by) == (
        "asso", "Saugues", batch, imports.user,
    )  # fmt: skip
    assert (weaver.source, weaver.external_id) == ("Annuaire", "1")
    assert set(weaver.competences.values_list("name", "status")) == {
        ("Tricot", "approved"), ("filage au rouet", "proposed"),
    }  # fmt: skip
    assert ActorIdentifier.objects.get().value == "732829320"
    assert ContactPoint.objects.get().value == "https://exemple.org"
    assert Actor.objects.count() == 3
    assert not ImportFile.objects.exists()
    assert set(lines(batch)) == {5, 6}
    (table,) = left_out.tables(batch)
    assert [cells[0] for cells in table.cells()] == ["", "Le Cercle"]
    assert Actor.pgh_event_model.objects.filter(pgh_context__metadata__import_batch=batch.pk).count() == 3


def test_the_same_file_again_changes_nothing(imports):
    imports.bring(ACTORS)
    batch = imports.bring(ACTORS)

    assert batch.counts == {"0": {"same": 3, "refused": 2}}
    assert (Actor.objects.count(), Mastery.objects.count(), Competence.objects.count()) == (3, 2, 2)


def test_without_identifiers_name_and_place_say_who_it_is(imports):
    content = "Nom;Famille;Commune\nLes Amis du lavoir;asso;Saugues\n"
    imports.bring(content)

    assert by_outcome(imports.plan(content)) == {"same": {2}}


def test_what_a_file_says_otherwise_is_changed_field_by_field_and_nothing_emptied(imports):
    imports.bring(ACTORS)
    again = "Nom;Famille;Commune;Sigle;Compétences;Identifiant\nLes Amis du lavoir;coll;;ADL;tricot;2\n"

    batch = imports.plan(again)
    (line,) = lines(batch).values()
    assert [(c["field"], c["before"], c["after"]) for c in line.changes] == [
        ("acronym", "", "ADL"), ("family", "Associations", "Collectivités"), ("competences", "", "Tricot"),
    ]  # fmt: skip

    imports.do(batch, ImportState.TO_APPLY)
    friends = Actor.objects.get(external_id="2")
    assert (friends.acronym, friends.family.code, friends.seat.name) == ("ADL", "coll", "Saugues")
    assert friends.competences.get().name == "Tricot"


def test_what_one_may_not_change_is_left_aside(imports):
    imports.bring(ACTORS)
    imports.user = UserFactory()

    batch = imports.bring("Nom;Commune;Sigle\nLes Amis du lavoir;Saugues;ADL\n")

    assert (batch.counts, Actor.objects.filter(acronym="ADL").exists()) == ({"0": {"same": 1}}, False)


def test_a_possible_duplicate_waits_for_a_decision(imports):
    known = imports.bring("Nom;Famille;Commune\nAteliers de la Bruyère;asso;Saugues\n")
    actor = Actor.objects.get(import_batch=known)
    batch = imports.plan("Nom;Famille;Commune;Sigle\nAtelier de la Bruyere;asso;Saugues;ALB\n")
    line = lines(batch)[2]
    assert line.outcome == "doubtful"
    assert line.likely == [{"actor": actor.pk, "reasons": line.likely[0]["reasons"]}]
    assert len(line.likely[0]["reasons"]) == 2

    imports.do(batch, ImportState.TO_APPLY)
    assert Actor.objects.count() == 1

    same = imports.plan("Nom;Famille;Commune;Sigle\nAtelier de la Bruyere;asso;Saugues;ALB\n")
    ImportLine.objects.filter(sheet__batch=same).update(choice=LineChoice.SAME, target=actor.pk)
    imports.do(same, ImportState.TO_READ)
    imports.do(same, ImportState.TO_APPLY)
    actor.refresh_from_db()
    assert (Actor.objects.count(), actor.acronym, actor.name) == (1, "ALB", "Atelier de la Bruyere")


def test_hidden_actors_never_show_through_an_import(imports):
    hidden = ActorFactory(hidden=True, name="Les Amis du lavoir", source="Annuaire", external_id="2")
    batch = imports.bring(ACTORS, visibility=Visibility.PUBLIC)

    assert batch.counts["0"]["new"] == 3
    assert Actor.objects.exclude(pk=hidden.pk).filter(name="Les Amis du lavoir").get().external_id == ""


def test_persons_stay_hidden_and_who_objected_is_refused(imports):
    Objection.objects.create(digest=digest("non@exemple.org"))
    batch = imports.bring(
        "Prénom;Nom de famille;Commune;Courriel;Compétences\n"
        "Nadia;Ferrand;Saugues;nadia@exemple.org;tricot\nJean;Non;Saugues;non@exemple.org;\n"
    )

    person = Actor.objects.get()
    assert (person.name, person.kind, person.visibility, person.origin) == (
        "Nadia Ferrand", "person", "team", "Annuaire",
    )  # fmt: skip
    assert person.contact_points.get().visibility == "team"
    assert person.notices.get().email == "nadia@exemple.org"
    batch.refresh_from_db()
    assert (batch.report["persons"], batch.report["untold"]) == (1, 0)
    assert lines(batch)[3].problems[0]["field"] == "email"


def test_undoing_removes_what_was_added_and_gives_back_what_was_changed(imports):
    imports.bring(ACTORS)
    again = imports.bring("Nom;Sigle;Identifiant;Compétences\nLes Amis du lavoir;ADL;2;tricot\nAutre;;9;\n")

    imports.do(again, ImportState.TO_UNDO)

    assert again.state == ImportState.UNDONE
    friends = Actor.objects.get(external_id="2")
    assert (friends.acronym, friends.competences.count(), Actor.objects.count()) == ("", 0, 3)
    assert again.report["removed"] == {"actors.Actor": 1, "actors.Mastery": 1}
    assert again.report["restored"] == {"actors.Actor": 1}


def test_undoing_keeps_what_something_rests_on_and_says_so(imports):
    batch = imports.bring(ACTORS)
    _weaver, friends, _town = Actor.objects.order_by("external_id")
    InvolvementFactory(actor=friends)
    Competence.objects.filter(name="filage au rouet").update(definition="Filer la laine au rouet.")

    imports.do(batch, ImportState.TO_UNDO)

    assert Actor.objects.get() == friends
    assert Involvement.objects.count() == 1
    assert Competence.objects.filter(name="filage au rouet").exists()
    assert batch.report["kept"]["counts"] == {
        "actors.Actor:projects.Involvement": 1, "actors.Competence:changed": 1,
    }  # fmt: skip


def test_what_changed_since_the_plan_is_seen_before_anything_is_written(imports):
    batch = imports.plan("Nom;Famille;Commune\nLes Amis du lavoir;asso;Saugues\n")
    imports.bring("Nom;Famille;Commune\nLes Ami du lavoir;asso;Saugues\n")

    imports.do(batch, ImportState.TO_APPLY)

    assert (batch.state, Actor.objects.count()) == (ImportState.READY, 1)
    assert batch.problem


def test_who_may_not_write_any_more_writes_nothing(imports):
    """Between the plan and its writing, weeks may pass."""
    actor = ActorFactory(name="Autre", team=(team := TeamFactory()))
    membership = MembershipFactory(team=team, user=imports.user, role=Role.CONTRIBUTOR)
    batch = imports.plan("Acteur;Compétence;Niveau\nAutre;Tricot;2\n")
    assert batch.counts == {"0": {"new": 1}}
    membership.delete()

    imports.do(batch, ImportState.TO_APPLY)
    assert (batch.state, batch.problem != "", actor.masteries.count()) == ("ready", True, 0)


def test_an_import_that_breaks_leaves_nothing_and_says_so(imports, monkeypatch):
    batch = imports.plan(ACTORS)
    monkeypatch.setattr("territoire.imports.applying._forget", lambda batch: 1 / 0)

    imports.do(batch, ImportState.TO_APPLY)

    assert (batch.state, Actor.objects.count()) == (ImportState.READY, 0)
    assert batch.problem


def test_pasted_names_are_an_import_too(imports):
    batch = imports.bring("Les Amis du lavoir\n- Mairie de Saugues\n", name=registry.PASTED, family="asso")

    assert batch.counts == {"0": {"new": 2}}
    assert set(Actor.objects.values_list("name", "family__code")) == {
        ("Les Amis du lavoir", "asso"), ("Mairie de Saugues", "coll"),
    }  # fmt: skip


def test_only_one_works_on_an_import(imports):
    batch = imports.look(ACTORS)

    assert not queue.ask(batch, ImportState.TO_APPLY)
    assert not registry.worker().work_on(batch.pk)


pytestmark = pytest.mark.django_db
