"""The demonstration tells the fiche's network, once, and marks what the fiche does not say."""

import re
from datetime import date

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command
from django.test import TestCase
from django.utils import timezone

from actors.enums import ActorKind, FactState
from actors.models import Actor, Mastery, Partnership, PartnershipAxis
from projects.analysis.facts import facts_of, open_needs
from projects.analysis.gaps import analyse
from projects.demonstration import story
from projects.demonstration.registry import SOURCE
from projects.models import Experience, Introduction, Involvement, Milestone, Need, Pledge, Project
from territoire.models import Facilitation, Membership, Sourced, Territory
from territoire.territories import loading as official

SOURCED = [
    model for model in apps.get_models() if issubclass(model, Sourced) and "Event" not in model.__name__
]


def load_what_it_needs() -> None:
    """Load the reference data, and of the communes only those that the demonstration names."""
    text = "".join(path.read_text() for path in story.FOLDER.glob("*.toml"))
    named = set(re.findall(r'"((?:commune|epci)-\w+)"', text))
    rows = [row for row in official.official_rows() if row[1] != "commune" or {row[0], row[10]} & named]
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(official, "official_rows", lambda: iter(rows))
        for command in ("load_territories", "load_competences", "load_occupations", "load_vocabulary"):
            call_command(command, verbosity=0)


class TestWhatItTells(TestCase):
    """Loaded once for all the tests that only read."""

    @classmethod
    def setUpTestData(cls):
        load_what_it_needs()
        call_command("load_demonstration", verbosity=0)

    def test_the_four_projects_of_the_fiche_are_there(self):
        assert {project.name for project in Project.objects.all()} == {
            "Pôle Laine du Pays de Saugues",
            "Jardins de Fontbarlettes",
            "Incroyables Comestibles de Clermont-Ferrand",
            "Coopération Entraide × WILO INTEC",
        }

    def test_the_entraide_and_wilo_work_together_on_five_axes(self):
        partnership = Partnership.objects.get(external_id="partenariat/wilo/entraide")
        wilo, entraide = (Actor.objects.get(external_id=f"acteur/{name}") for name in ("wilo", "entraide"))

        assert {partnership.first, partnership.second} == {wilo, entraide}
        assert set(partnership.axes.values_list("kind__code", flat=True)) == {
            "purchase",
            "cooperation",
            "staff-exchange",
            "gift",
            "event",
        }
        gift = partnership.axes.get(kind__code="gift")
        assert gift.direction == ("forward" if partnership.first == wilo else "backward")
        assert not partnership.axes.exclude(state=FactState.CONFIRMED).exists()

    def test_introductions_are_under_way_and_due_in_a_few_days(self):
        found = {one.state: one for one in Introduction.objects.select_related("need")}
        assert set(found) == {"to_contact", "contacted", "declined"}
        assert found["contacted"].contacted_on < timezone.localdate() < found["contacted"].due_on
        assert found["declined"].declined_reason

    def test_the_region_funds_the_researchers_with_30000_euros(self):
        axis = PartnershipAxis.objects.get(amount=30000)

        assert {axis.partnership.first.name, axis.partnership.second.name} == {"Région Auvergne", "CEREMAC"}
        assert axis.origin.project.name == "Pôle Laine du Pays de Saugues"
        assert Pledge.objects.get(quantity=30000).illustrative is False

    def test_dates_of_the_fiche_are_kept_with_their_precision(self):
        dated = Milestone.objects.filter(illustrative=False, day__isnull=False)

        assert set(dated.values_list("name", "day", "precision")) == {
            ("Création de l'Entraide", date(1987, 1, 1), "year"),
            ("Un atelier de vêtements dans le quartier", date(1985, 1, 1), "year"),
            ("L'association naît", date(1985, 1, 1), "year"),
        }

    def test_needs_that_the_fiche_does_not_state_are_illustrative(self):
        assert [need.description for need in Need.objects.filter(illustrative=False)] == [
            "Financer le travail des chercheurs"
        ]

    def test_what_concerns_an_illustrative_actor_is_illustrative(self):
        for model, path in (
            (Mastery, "actor"),
            (Involvement, "actor"),
            (PartnershipAxis, "partnership__first"),
        ):
            made_up = model.objects.filter(**{f"{path}__illustrative": True})
            assert not made_up.exclude(illustrative=True).exists()

    def test_the_wool_project_shows_every_state_of_a_need(self):
        project = Project.objects.get(external_id="projet/pole-laine")
        day = date(2026, 11, 23)
        needs = open_needs(project, day)
        gaps = {gap.need.id: gap for gap in analyse(facts_of(project, needs, day))}
        found = {need.external_id.rpartition("/")[2]: gaps[need.pk] for need in needs}

        assert {name: str(gap.state) for name, gap in found.items()} == {
            "recherche": "covered",
            "recherche-action": "covered",
            "tri": "covered",
            "lavage": "missing",
            "filature": "latent",
            "reseau": "covered",
            "museographie": "partial",
            "insertion": "covered",
            "fromage": "covered",
            "accueil": "covered",
            "vente": "latent",
            "en-ligne": "waived",
            "chambres": "latent",
            "encadrant": "covered",
            "benevoles": "partial",
            "locaux": "latent",
        }
        assert found["tri"].fragility is None
        assert found["recherche-action"].fragility is not None
        assert found["accueil"].fragility.ends_on == date(2027, 1, 31)

    def test_persons_are_registered_by_role_and_hidden(self):
        persons = Actor.objects.filter(kind=ActorKind.PERSON)

        assert persons.count() == 2
        assert all(person.name.startswith("Bénévole fonda") for person in persons)
        assert not persons.visible_to(AnonymousUser()).exists()

    def test_custom_territories_lie_where_their_communes_do(self):
        around = {
            code: set(
                Territory.objects.containing(Territory.objects.get(code=code)).values_list("code", flat=True)
            )
            for code in ("pays-de-saugues", "fontbarlettes", "bassin-aubigny-belleville")
        }

        assert {"departement-43", "region-84", "auvergne"} < around["pays-de-saugues"]
        assert {"commune-26362", "departement-26", "region-84"} < around["fontbarlettes"]
        assert {"departement-18", "region-24"} < around["bassin-aubigny-belleville"]
        assert Territory.objects.get(code="pays-de-saugues").population > 2000

    def test_the_accounts_have_their_roles(self):
        roles = Membership.objects.filter(user__email="porteur@demo.example")

        assert roles.get(team__project__name="Pôle Laine du Pays de Saugues").role == "holder"
        assert set(Facilitation.objects.values_list("user__email", "territory__code")) == {
            ("facilitation@demo.example", "region-84"),
            ("facilitation@demo.example", "departement-18"),
        }

    def test_everything_says_where_it_comes_from(self):
        for model in SOURCED:
            records = model.objects.all()
            assert not records.exclude(source=SOURCE).exists(), model
            assert records.filter(external_id="").count() == 0, model
            assert records.values("external_id").distinct().count() == records.count(), model


@pytest.mark.django_db
def test_loading_again_leaves_everything_as_people_left_it(capsys):
    load_what_it_needs()
    call_command("load_demonstration", verbosity=0)
    Actor.objects.filter(name="CEREMAC").update(description="Changé par quelqu'un.")
    Experience.objects.all().delete()
    before = {model: list(model.objects.order_by("pk").values()) for model in SOURCED}

    call_command("load_demonstration")

    assert {model: list(model.objects.order_by("pk").values()) for model in SOURCED} == before
    assert capsys.readouterr().out == "Demonstration: already there, left as it is.\n"


@pytest.mark.django_db
def test_reference_data_must_be_there_first():
    with pytest.raises(CommandError, match="load_territories"):
        call_command("load_demonstration")
