"""The map out of its page: files that hold everybody, frames and oEmbed that hold what everybody may see."""

import io
import re
from html import unescape
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from PIL import Image

from actors.models import Actor
from projects.maps import PICTURES
from projects.models import Involvement
from projects.views import map_files
from territoire.enums import Visibility
from tests.factories.actors import ActorFactory, ActorFamilyFactory
from tests.factories.projects import DegreeFactory, InvolvementFactory, ProjectFactory
from tests.factories.territoire import TerritoryFactory, UserFactory

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def member(db):
    return UserFactory()


@pytest.fixture
def project(member):
    return ProjectFactory(name="Pôle laine", slug="pole-laine", contributor=member)


def crowd(project, count: int) -> set[str]:
    """Involve `count` actors; return their names."""
    family, degree, seat = ActorFamilyFactory(), DegreeFactory(value=2), TerritoryFactory()
    actors = Actor.objects.bulk_create(
        Actor(name=f"Acteur n° {i} de la vallée", slug=f"n-{i}", family=family, seat=seat)
        for i in range(count)
    )
    Involvement.objects.bulk_create(Involvement(project=project, actor=a, degree=degree) for a in actors)
    return {actor.name for actor in actors}


@pytest.mark.parametrize("vue", PICTURES)
def test_the_file_holds_every_actor_beyond_what_the_page_draws(client, project, member, vue):
    names = crowd(project, 160)
    client.force_login(member)

    answer = client.get(reverse("projects:map", args=[project.slug], query={"vue": vue, "format": "svg"}))

    said = "".join(ElementTree.fromstring(answer.content).itertext())
    assert answer["Content-Disposition"].startswith('attachment; filename="pole-laine-')
    assert {name for name in names if name not in said} == set()


@pytest.mark.parametrize("vue", PICTURES)
def test_the_image_is_a_sheet_that_is_not_blank(client, project, member, vue):
    InvolvementFactory(project=project, degree=5, actor__name="Ateliers")
    client.force_login(member)

    answer = client.get(reverse("projects:map", args=[project.slug], query={"vue": vue, "format": "png"}))

    image = Image.open(io.BytesIO(answer.content))
    assert (answer["Content-Type"], image.size) == ("image/png", (3307, 2339))
    assert len(image.convert("RGB").resize((400, 283)).getcolors(200_000)) > 20


def test_a_file_marks_who_is_declared_without_italics(client, project):
    InvolvementFactory(project=project, degree=3, wanted_degree=4, actor__name="Rumeur", state="declared")

    text = client.get(
        reverse("projects:map", args=[project.slug], query={"vue": "cercles", "format": "svg"})
    ).text

    assert "Rumeur *</tspan>" in text
    assert "* déclaré, pas encore confirmé" in text
    assert "var(--" not in text


def test_a_file_and_a_frame_say_their_filters(client, project):
    family = ActorFamilyFactory(name="Coopératives")
    InvolvementFactory(project=project, degree=3, actor__name="Filature", actor__family=family)
    asked = {"vue": "cercles", "famille": family.code, "degre": 2, "q": "fil"}

    for more, path in (
        ({"format": "svg"}, "/projets/pole-laine/carte/"),
        ({}, "/projets/pole-laine/carte/integree/"),
    ):
        text = client.get(path, asked | more).text
        assert "Filtres\xa0: Coopératives · implication 2 au moins · «\xa0fil\xa0»" in text


def test_too_many_for_a_file_says_so_and_leads_back(client, project, monkeypatch):
    crowd(project, 3)
    monkeypatch.setattr(map_files, "MOST_IN_A_FILE", 2)

    answer = client.get(reverse("projects:map", args=[project.slug], query={"degre": 1, "format": "svg"}))

    assert answer.status_code == 422
    assert "Cette carte compte 3 acteurs" in unescape(answer.text)
    assert 'href="/projets/pole-laine/carte/?degre=1"' in answer.text


class TestFrames:
    @pytest.fixture
    def framed(self, project):
        place = TerritoryFactory(code="pays", kind="custom")
        InvolvementFactory(project=project, actor__name="Ouverte", actor__seat=place, degree=4)
        hidden = ActorFactory(name="Discrète", visibility=Visibility.TEAM, team=project.team, seat=place)
        InvolvementFactory(project=project, actor=hidden, degree=5)
        project.territory = place
        project.save()
        return project

    @pytest.mark.parametrize("vue", PICTURES)
    @pytest.mark.parametrize(
        "address", ["/projets/pole-laine/carte/integree/", "/territoires/pays/carte/integree/"]
    )
    def test_a_frame_shows_what_everybody_sees_to_its_team_too(self, client, framed, address, vue):
        client.force_login(framed.created_by)

        answer = client.get(address, {"vue": vue})

        assert answer.status_code == 200
        assert ("Ouverte" in answer.text, "Discrète" in answer.text) == (True, False)
        assert "X-Frame-Options" not in answer.headers
        assert "frame-ancestors *" in answer["Content-Security-Policy"]
        assert re.findall(r"<script[^>]*>", answer.text) == ['<script src="/static/js/theme.js">']

    def test_the_page_itself_is_not_framed(self, client, framed):
        answer = client.get(reverse("projects:map", args=[framed.slug]))

        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]

    def test_the_page_tells_how_to_frame_it_with_its_filters(self, client, framed):
        page = client.get("/projets/pole-laine/carte/?vue=cercles&degre=3").text
        found = re.search(r'<link rel="alternate" type="application/json\+oembed" href="([^"]+)"', page)

        told = client.get(unescape(found[1])).json()

        address = re.search(r'src="([^"]+)"', unescape(told["html"]))[1]
        assert (told["type"], told["version"], told["width"]) == ("rich", "1.0", 800)
        assert urlsplit(address)[2:4] == ("/projets/pole-laine/carte/integree/", "vue=cercles&degre=3")
        assert client.get(address).status_code == 200

    @pytest.mark.parametrize(
        ("query", "status"),
        [
            ("", 404),
            ("url=http://ailleurs.example/projets/pole-laine/carte/", 404),
            ("url=http://testserver/projets/pole-laine/", 404),
            ("url=http://testserver/projets/rien/carte/", 404),
            ("url=http://[", 404),
            ("url=http://testserver/projets/pole-laine/carte/&format=xml", 501),
            ("url=http://testserver/territoires/pays/carte/&maxwidth=300&maxheight=x", 200),
        ],
    )
    def test_oembed_answers_for_public_maps_only(self, client, framed, query, status):
        assert client.get(f"/oembed/?{query}").status_code == status

    def test_a_hidden_project_is_told_to_nobody(self, client, framed):
        framed.visibility = Visibility.TEAM
        framed.save()
        client.force_login(framed.created_by)

        for address in (
            "/projets/pole-laine/carte/integree/",
            "/oembed/?url=http://testserver/projets/pole-laine/carte/",
        ):
            assert client.get(address).status_code == 404
