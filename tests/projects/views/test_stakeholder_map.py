"""The page of the map: the same actors everywhere, nothing hidden anywhere, and a file that stands alone."""

import re
from datetime import date
from html import unescape
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from actors.models import Actor, ActorFamily
from projects.models import Involvement
from territoire.periods import since
from tests.factories.actors import (
    ActorFactory,
    ActorFamilyFactory,
    AffiliationFactory,
    CompetenceFactory,
    MasteryFactory,
    PartnershipAxisFactory,
    PartnershipFactory,
)
from tests.factories.projects import (
    DegreeFactory,
    InvolvementFactory,
    MilestoneFactory,
    NeedFactory,
    ProjectFactory,
)
from tests.factories.territoire import TerritoryFactory, UserFactory
from tests.markup import on_one_line

SVG = "{http://www.w3.org/2000/svg}"
PICTURES = ["reseau", "cercles"]


@pytest.fixture
def project(db):
    return ProjectFactory(name="Pôle laine")


def address(project, **query):
    return reverse("projects:map", args=[project.slug], query=query)


def in_picture(page: str) -> list[set[str]]:
    """Return who each picture of the page holds."""
    return [
        set(re.findall(r'data-actor="([^"]+)"', svg))
        for svg in re.findall(r"<svg class=\"map-picture.*?</svg>", page, re.S)
        if "data-actor" in svg
    ]


def in_table(page: str) -> set[str]:
    return set(re.findall(r'data-row-actor="([^"]+)"', page))


def in_data(page: str) -> set[str]:
    return set(re.findall(r'data-panel-of="([^"]+)"', page))


def circle(project, count=8):
    """Involve actors of three families, at all degrees, some in the past or to come, all tied in a line."""
    skill = CompetenceFactory(slug="laine")
    actors = []
    for i in range(count):
        actor = ActorFactory(family=ActorFamilyFactory(code=("asso", "coll", "hab")[i % 3], name=f"F{i % 3}"))
        period = since(date(2010 + i, 1, 1), date(2012 + i, 1, 1)) if i % 4 == 3 else since(None)
        InvolvementFactory(project=project, actor=actor, degree=1 + i % 5, period=period)
        if i % 2:
            MasteryFactory(actor=actor, competence=skill)
        actors.append(actor)
    for i in range(count - 1):
        PartnershipAxisFactory(partnership=PartnershipFactory(between=(actors[i], actors[i + 1])))
    return actors


@pytest.mark.parametrize("vue", PICTURES)
@pytest.mark.parametrize(
    "query",
    [
        {},
        {"le": "2013-06-01"},
        {"le": "2031-01-01", "degre": "3"},
        {"famille": ["asso", "hab"]},
        {"competence": "laine"},
        {"q": "acteur", "degre": "2", "famille": "coll"},
        {"degre": "n'importe quoi", "le": "hier", "tri": "inconnu", "vue": "inconnue", "page": "0"},
    ],
)
def test_pictures_table_data_and_json_hold_the_same_actors(client, project, vue, query):
    circle(project)

    page = client.get(address(project, **({"vue": vue} | query))).text
    asked = {("day" if name == "le" else name): value for name, value in query.items() if value != "hier"}
    answer = client.get(f"/api/v1/projects/{project.slug}/map/", asked).json()

    nodes = {node["slug"] for node in answer["nodes"]}
    assert in_picture(page) == [nodes, nodes]
    assert (in_table(page), in_data(page)) == (nodes, nodes)
    assert {end for tie in answer["ties"] for end in (tie["source"], tie["target"])} <= nodes


@pytest.mark.parametrize("vue", PICTURES)
def test_nothing_hidden_is_anywhere_for_outsiders(client, project, vue):
    shown = InvolvementFactory(project=project).actor
    other = InvolvementFactory(project=project).actor
    person = ActorFactory(person=True, name="Personne secrète", slug="personne-secrete")
    InvolvementFactory(project=project, actor=person, brings="apport secret")
    AffiliationFactory(member=person, organisation=shown, role="rôle secret")
    hidden = PartnershipFactory(between=(shown, other), visibility="team")
    PartnershipAxisFactory(partnership=hidden, kind__code="secret", kind__name="lien secret")

    answers = [
        client.get(address(project, vue=vue)),
        client.get(address(project, vue=vue, acteur=person.slug)),
        client.get(address(project, vue=vue, format="svg")),
        client.get(f"/api/v1/projects/{project.slug}/map/"),
    ]

    texts = [answer.text.replace("acteur=personne-secrete", "") for answer in answers]
    # The address that was asked for comes back in the form, and nowhere else.
    texts[1] = texts[1].replace('name="acteur" value="personne-secrete"', "")
    assert [answer.status_code for answer in answers] == [200] * 4
    assert [word for text in texts for word in ("secret", "secrète") if word in text] == []


def test_a_hidden_project_has_no_map_for_outsiders(client):
    member = UserFactory()
    project = ProjectFactory(hidden=True, reader=member)

    outside = [client.get(address(project)), client.get(f"/api/v1/projects/{project.slug}/map/")]
    client.force_login(member)
    inside = [client.get(address(project)), client.get(f"/api/v1/projects/{project.slug}/map/")]

    assert [a.status_code for a in outside] == [404, 404]
    assert [a.status_code for a in inside] == [200, 200]


def test_an_actor_can_be_chosen_by_address(client, project):
    actor = InvolvementFactory(project=project, actor__name="Ardelaine", brings="Le lavage", degree=5).actor

    page = client.get(address(project, acteur=actor.slug)).text

    panel = re.search(r'id="panel".*?</aside>', page, re.S)[0]
    assert 'aria-current="true"' in page
    assert "Ardelaine" in panel
    assert "Le lavage" in panel


@pytest.mark.parametrize("vue", PICTURES)
def test_needs_that_are_not_covered_are_empty_seats(client, project, vue):
    involvement = InvolvementFactory(project=project)
    held = MasteryFactory(actor=involvement.actor, level=3, competence__name="Feutrage")
    NeedFactory(project=project, competence=held.competence)
    NeedFactory(project=project, competence__name="Muséographie")

    page = client.get(address(project, vue=vue)).text

    # On the picture, wide and narrow, and under it for a projector and where one explores.
    assert page.count("map-seat-missing") == 3 * (vue in {"cercles", "reseau"})
    assert "Besoins pas encore couverts\xa0: Muséographie (manquant)." in unescape(page)


def test_a_family_that_a_filter_hides_is_not_told_absent(client, project):
    names = {"asso": "Ici", "coll": "Masquée", "ent": "Personne"}
    here, hidden, _nobody = (ActorFamilyFactory(code=code, name=name) for code, name in names.items())
    for family in (here, hidden):
        InvolvementFactory(project=project, actor__family=family, degree=3)

    page = client.get(address(project, vue="cercles", famille=here.code)).text

    assert set(re.findall(r"map-head map-none[^>]*>([^<]+)", page)) == {"Personne\xa0: 0"}


def test_steps_are_links_to_their_day(client, project):
    InvolvementFactory(project=project)
    MilestoneFactory(project=project, name="Diagnostic", day=date(2012, 6, 1))
    MilestoneFactory(project=project, name="Sans date")

    page = client.get(address(project, vue="cercles")).text

    assert "?vue=cercles&amp;le=2012-06-01" in page
    assert "Sans date" not in page


def test_a_project_without_actors_says_what_to_do(client, project):
    page = client.get(address(project))

    assert page.status_code == 200
    assert "Cette carte attend son premier acteur" in page.text
    assert "map-results" not in page.text


def test_filters_that_keep_nobody_are_dropped_by_one_link(client, project):
    InvolvementFactory(project=project)

    page = client.get(address(project, q="introuvable", vue="cercles")).text

    assert "Aucun acteur ne répond à ces filtres" in page
    assert 'href="?vue=cercles"' in page


UGLY = [
    "<b>Gras</b> & \"guillemets\" 'simples'",
    "N" * 120,
    "مجلس سكان الحي",
    "Une très longue maison" + " de pays" * 6,
]


@pytest.mark.parametrize("vue", PICTURES)
@pytest.mark.parametrize("name", UGLY)
def test_the_file_is_valid_and_holds_every_name(client, project, vue, name):
    project.name = name
    project.save()
    InvolvementFactory(project=project, actor__name=name, degree=5)

    answer = client.get(address(project, vue=vue, format="svg"))

    root = ElementTree.fromstring(answer.text)
    names = [title.text for title in root.iter(f"{SVG}title")]
    assert answer["Content-Type"].startswith("image/svg+xml")
    assert answer["Content-Disposition"].startswith("attachment")
    assert (root.tag, [n for n in names if n.startswith(f"{name}, ")] != []) == (f"{SVG}svg", True)
    assert "style=" not in answer.text
    assert "var(--t-" not in re.search(r"<style>.*?</style>", answer.text, re.S)[0]
    assert "<b>Gras" not in client.get(address(project, vue=vue)).text


@pytest.mark.parametrize("vue", PICTURES)
def test_a_hub_of_300_is_capped_with_words_and_whole_in_the_table(client, project, vue):
    family, degree, seat = ActorFamilyFactory(), DegreeFactory(value=2), TerritoryFactory()
    actors = Actor.objects.bulk_create(
        Actor(name=f"Acteur {i}", slug=f"n-{i}", family=family, seat=seat) for i in range(301)
    )
    Involvement.objects.bulk_create(Involvement(project=project, actor=a, degree=degree) for a in actors)
    for other in actors[1:4]:
        PartnershipAxisFactory(partnership=PartnershipFactory(between=(actors[0], other)))

    pages = [client.get(address(project, vue=vue, page=number)).text for number in (1, 2, 3, 4)]

    wide, compact = in_picture(pages[0])
    assert (len(wide), len(compact)) == (80, 60)
    assert "n-0" in wide & compact
    assert "301 acteurs\xa0: l’image montre les 80 plus engagés." in unescape(pages[0])
    assert "combien=150" in pages[0]
    assert len(in_picture(client.get(address(project, vue=vue, combien=9999)).text)[0]) == 150
    assert set().union(*map(in_table, pages)) == {a.slug for a in actors}


@pytest.mark.parametrize("vue", PICTURES)
@pytest.mark.parametrize("count", [1, 30])
def test_the_page_asks_the_same_number_of_questions(client, project, count, vue, django_assert_num_queries):
    circle(project, count)

    with django_assert_num_queries(16 + (count > 1)):  # what competences stand under
        client.get(address(project, vue=vue, competence="laine"))


def test_positions_are_the_same_on_each_visit_and_whatever_the_filters(client, project):
    circle(project)

    def positions(**query):
        page = client.get(address(project, **query)).text
        return dict(
            re.findall(r'data-actor="([^"]+)".*?<circle[^>]*? (cx="[^"]+" cy="[^"]+")', on_one_line(page))
        )

    everyone, again, some = positions(), positions(), positions(famille="asso")

    assert everyone == again
    assert some.items() <= everyone.items()
    assert 0 < len(some) < len(everyone)


@pytest.mark.parametrize(
    "tri", ["nom", "-nom", "famille", "degre", "apporte", "-competences", "lieu", "depuis", "liens"]
)
def test_the_table_sorts_by_address(client, project, tri):
    actors = circle(project, 5)

    page = client.get(address(project, tri=tri)).text

    assert len(in_table(page)) == len(actors) - 1
    assert page.count('aria-sort="none"') == 7


def test_the_table_is_sorted(client, project):
    for name in ("Zoé", "Éric", "anne"):
        InvolvementFactory(project=project, actor__name=name, actor__slug=name[0])

    def order(tri):
        return re.findall(r'data-row-actor="([^"]+)"', client.get(address(project, tri=tri)).text)

    assert (order("nom"), order("-nom")) == (["a", "É", "Z"], ["Z", "É", "a"])


class TestTerritory:
    def address(self, territory, **query):
        return reverse("site:territory-map", args=[territory.code], query=query)

    @pytest.fixture
    def pays(self, db):
        return TerritoryFactory(kind="custom", code="pays")

    def test_it_holds_who_sits_acts_or_takes_part_there(self, client, pays):
        commune = TerritoryFactory(within=[pays])
        seated = ActorFactory(seat=commune)
        acting = ActorFactory()
        acting.areas.add(pays)
        involved = InvolvementFactory(project__territory=commune, project__slug="p").actor
        ActorFactory()
        ActorFactory(seat=commune, archived=True)
        ActorFactory(seat=commune, hidden=True)

        page = client.get(self.address(pays)).text

        expected = {seated.slug, acting.slug, involved.slug}
        assert in_table(page) == in_data(page) == expected
        assert in_picture(page)[0] == expected | {"project:p"}

    def test_a_hidden_project_is_nowhere(self, client, pays):
        actor = ActorFactory(seat=pays)
        InvolvementFactory(actor=actor, project__territory=pays, project__hidden=True, project__name="Secret")

        answers = [client.get(self.address(pays, vue=vue)) for vue in PICTURES]

        assert ["Secret" in answer.text for answer in answers] == [False, False]

    @pytest.mark.parametrize("count", [1, 30])
    def test_it_asks_the_same_number_of_questions(self, client, pays, count, django_assert_num_queries):
        for _ in range(count):
            InvolvementFactory(project__territory=pays, actor__seat=pays)

        with django_assert_num_queries(17):
            client.get(self.address(pays))
        with django_assert_num_queries(11):
            client.get(self.address(pays, format="json"))

    def test_it_is_capped_with_words(self, client, pays, monkeypatch):
        monkeypatch.setattr("projects.forms.map_filters.MOST_ACTORS", 3)
        kept = {InvolvementFactory(project__territory=pays).actor.slug for _ in range(2)}
        for _ in range(4):
            ActorFactory(seat=pays)

        page = client.get(self.address(pays)).text

        assert kept < in_table(page)
        assert len(in_table(page)) == 3
        assert "6 acteurs ici" in unescape(page)

    def test_an_empty_territory_says_what_to_do(self, client, pays):
        assert "Cette carte attend son premier acteur" in client.get(self.address(pays)).text

    def test_families_come_in_their_order(self, client, pays):
        for position, code in enumerate(["rech", "asso"]):
            ActorFamily.objects.create(code=code, name=code, group="public", position=position)
        ActorFactory(seat=pays)

        page = client.get(self.address(pays)).text

        assert re.findall(r'name="famille" value="(\w+)"', on_one_line(page)) == ["rech", "asso"]
