"""The review of a territory: what it tells, to whom, and what it never tells."""

import re
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from projects.actions import coverage, network
from projects.review import heat_map
from projects.review import territory as of_territory
from tests.factories import actors, projects
from tests.factories.territoire import FacilitationFactory, TerritoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return TerritoryFactory(name="Ici", kind="departement", official_code="43")


@pytest.fixture
def commune(place):
    return TerritoryFactory(name="Bourg", within=[place])


@pytest.fixture
def reviewer(client, place):
    user = FacilitationFactory(territory=place).user
    client.force_login(user)
    return client


def page(client, place, name="territory-gaps", **query) -> str:
    response = client.get(reverse(f"site:{name}", args=[place.code]), query)
    assert response.status_code == 200
    return response.content.decode()


def cells(html: str) -> list[tuple[str, str, str]]:
    """Return (state, project, number and words) of the cells that say something."""
    found = re.findall(r'<td role="cell" class="(\w+)" data-l="([^"]*)">(.*?)</td>', html, re.S)
    return [
        (state, project, " ".join(re.sub(r"<[^>]*>", " ", inside).split()))
        for state, project, inside in found
    ]


def test_each_cell_tells_its_state_in_words_and_leads_to_the_facts(reviewer, place, commune):
    project = projects.ProjectFactory(name="Laine", territory=commune)
    needs = [
        projects.NeedFactory(project=project, competence__name=name, minimum_level=1)
        for name in ("Filature", "Vente", "Tri")
    ]
    here = actors.MasteryFactory(competence=needs[0].competence, actor__seat=commune).actor
    far = actors.MasteryFactory(competence=needs[1].competence, actor__seat=TerritoryFactory()).actor
    for actor in (here, far):
        projects.InvolvementFactory(project=project, actor=actor)
    type(needs[2]).objects.filter(pk=needs[2].pk).update(waived_on="2020-01-01", waiver_reason="Sans")
    projects.ProjectFactory(name="Muet", territory=commune)
    coverage.settle_all()

    html = page(reviewer, place)

    assert sorted(cells(html)) == [
        ("fragile", "Laine", "1 Laine, Filature, Fragile, 1 acteur à bord"),
        ("fragile", "Laine", "1 ↗ Laine, Vente, Fragile, 1 acteur à bord, venu d’ailleurs"),
        ("waived", "Laine", "Laine, Tri, Écarté"),
    ]
    assert f"/projets/{project.slug}/manques/?le={timezone.localdate()}#besoin-{needs[0].uid}" in html
    assert "non décrit" in html
    assert "1 projet de cette page n’a pas décrit ses besoins" in html


def test_what_is_marked_is_worked_out_for_the_page(reviewer, place, commune):
    need = projects.NeedFactory(project__territory=commune, minimum_level=1)
    coverage.settle_all()
    knows = actors.MasteryFactory(competence=need.competence)
    projects.InvolvementFactory(project=need.project, actor=knows.actor)

    html = page(reviewer, place)

    assert [state for state, *_rest in cells(html)] == ["fragile"]
    assert "1 projet vient de changer" in html


def test_another_day_is_worked_out_for_the_page(reviewer, place, commune):
    projects.NeedFactory(project__territory=commune, opened_on=timezone.localdate() - timedelta(days=9))
    coverage.settle_all()

    before = page(reviewer, place, le=str(timezone.localdate() - timedelta(days=30)))

    assert cells(before) == []
    assert "Aucun de ces projets ne demande de compétence" in before
    assert [state for state, *_rest in cells(page(reviewer, place))] == ["missing"]


def test_the_table_comes_by_pages_and_those_that_lack_most_first(reviewer, place, commune, monkeypatch):
    monkeypatch.setattr(of_territory, "COLUMNS", 2)
    made = [projects.NeedFactory(project__territory=commune, importance=n).project for n in (1, 3, 2)]
    coverage.settle_all()

    first, second = page(reviewer, place), page(reviewer, place, page=2)

    assert [name for _state, name, _words in cells(first)] == [made[1].name, made[2].name]
    assert [name for _state, name, _words in cells(second)] == [made[0].name]


def test_filters_are_in_the_address_and_the_file_has_the_same_lines(reviewer, place, commune):
    garden, wool = actors.CompetenceFactory(name="Jardins"), actors.CompetenceFactory(name="Laine")
    sowing = actors.CompetenceFactory(name="Semis", parent=garden)
    for competence in (sowing, wool):
        projects.NeedFactory(project__territory=commune, competence=competence)
    coverage.settle_all()

    html = page(reviewer, place, competence=garden.slug)
    file = reviewer.get(
        reverse("site:territory-gaps-file", args=[place.code]), {"competence": garden.slug}
    ).getvalue()

    assert len(cells(html)) == 1
    assert "Semis" in html
    lines = file.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("Semis;")
    assert "Aucun projet ne correspond" in page(reviewer, place, q="introuvable")


def test_a_branch_unfolds_in_place_and_by_its_address(reviewer, place, commune, monkeypatch):
    monkeypatch.setattr(heat_map, "MOST_UNFOLDED", 1)
    garden = actors.CompetenceFactory(name="Jardins")
    for name in ("Semis", "Compost"):
        projects.NeedFactory(
            project__territory=commune, competence=actors.CompetenceFactory(name=name, parent=garden)
        )
    coverage.settle_all()
    address, there = reverse("site:territory-gaps", args=[place.code]), "http://testserver/x?le=2026-01-01"

    folded, whole = page(reviewer, place), page(reviewer, place, tout=1)
    by_address = page(reviewer, place, branche=garden.slug)
    part = reviewer.get(
        address,
        {"branche": garden.slug, "lignes": garden.slug},
        headers={"hx-request": "true", "hx-current-url": there},
    )

    assert [len(cells(html)) for html in (folded, whole, by_address)] == [2, 4, 4]
    assert "Semis" not in folded
    assert 'aria-expanded="false"' in folded.split("t-plier")[1]
    assert part.content.decode().strip().startswith("<tbody")
    assert len(cells(part.content.decode())) == 4
    assert part["HX-Replace-Url"] == f"{address}?le=2026-01-01&branche={garden.slug}"


def test_demand_supply_and_what_lacks(reviewer, place, commune):
    rare = projects.NeedFactory(project__territory=commune, competence__name="Filature", minimum_level=3)
    actors.MasteryFactory(competence=rare.competence, level=2, actor__seat=commune)
    actors.MasteryFactory(competence__name="Chant", actor__seat=commune)
    shared = actors.MasteryFactory(competence__name="Vente", actor__name="La Seule", actor__seat=commune)
    for _ in range(2):
        need = projects.NeedFactory(project__territory=commune, competence=shared.competence, minimum_level=1)
        projects.InvolvementFactory(project=need.project, actor=shared.actor)
    coverage.settle_all()

    html = page(reviewer, place, "territory-gaps-competences")

    lacks, scarce, idle = (section(html, name) for name in ("t-nobody", "t-scarce", "t-idle"))
    assert "Filature" in lacks
    assert "1 acteur la connaît à un niveau moindre" in lacks
    assert "La Seule" in scarce
    assert "Vente" in scarce
    assert "Chant" in idle
    assert "Vente" not in idle


def test_who_is_in_no_project_and_who_links_the_others(reviewer, place, commune):
    actors.ActorFactory(name="La Solitaire", seat=commune)
    link = actors.ActorFactory(name="La Passerelle", seat=commune)
    for name in ("Laine", "Jardin"):
        project = projects.ProjectFactory(name=name, territory=commune)
        for actor in (link, *actors.ActorFactory.create_batch(3, seat=commune)):
            projects.InvolvementFactory(project=project, actor=actor)
    network.measure(timezone.localdate())

    html = page(reviewer, place, "territory-gaps-actors")

    assert "La Solitaire" in section(html, "t-alone")
    assert "La Passerelle" not in section(html, "t-alone")
    linked = re.search(
        r"La Passerelle.*?Relie seul «\s(\w+)\s» et «\s(\w+)\s»", section(html, "t-brokers"), re.S
    )
    assert set(linked.groups()) == {"Laine", "Jardin"}
    assert "La Solitaire" in section(html, "t-isolated")


def section(html: str, name: str) -> str:
    return re.search(rf'aria-labelledby="{name}".*?</section>', html, re.S)[0]


def test_what_the_facilitator_may_not_see_changes_nothing_but_states(reviewer, place, commune):
    """Hidden persons who sit elsewhere: one only acts here, one bears a need that somebody else bears too."""
    need = projects.NeedFactory(project__territory=commune, minimum_level=1, quantity=2)
    known = actors.MasteryFactory(competence=need.competence, actor__seat=commune).actor
    projects.InvolvementFactory(project=need.project, actor=known)
    coverage.settle_all()
    network.measure(timezone.localdate())
    names = ("territory-gaps", "territory-gaps-competences", "territory-gaps-actors")
    before = [plain(page(reviewer, place, name)) for name in names]

    with transaction.atomic():
        for _ in range(2):
            hidden = actors.ActorFactory(hidden=True, name="zqxpersonne", seat=TerritoryFactory())
            hidden.areas.add(commune)
            actors.MasteryFactory(actor=hidden, competence=need.competence, level=3)
            actors.MasteryFactory(actor=hidden, competence__name="zqxsavoir")
        coverage.settle_all()
        network.measure(timezone.localdate())
        assert [plain(page(reviewer, place, name)) for name in names] == before

    projects.InvolvementFactory(project=need.project, actor=hidden)
    coverage.settle_all()
    html = page(reviewer, place)
    assert [words for _state, _name, words in cells(html)] == [
        f"1+ {need.project.name}, {need.competence.name}, Fragile, 1 acteur à bord, quelqu’un du cercle"
    ]
    assert "zqx" not in "".join(page(reviewer, place, name) for name in names)


def plain(html: str) -> str:
    """Return a page without what differs by itself: tokens and the moment when it was worked out."""
    html = re.sub(r'(data-csrf|name="csrfmiddlewaretoken" value)="[^"]*"', "", html)
    return re.sub(r"Calculé le [^<]*", "", html)


def test_a_wider_territory_reviews_the_narrower_and_not_the_other_way_round(client, place, commune):
    user = FacilitationFactory(territory=commune).user
    client.force_login(user)

    answers = [
        client.get(reverse("site:territory-gaps", args=[one.code])).status_code for one in (commune, place)
    ]

    assert answers == [200, 403]
    assert (
        "/manques/" not in client.get(place.get_absolute_url()).content.decode().split("t-bandeau")[1][:4000]
    )
