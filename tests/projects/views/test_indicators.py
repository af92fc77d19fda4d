"""What a project counts: kept from a form, told and drawn on its page."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from projects.analysis.impact import Told
from projects.maps.shared.measures import draw, scale
from projects.models import Measure
from tests.factories.projects import IndicatorFactory, MeasureFactory, ProjectFactory
from tests.factories.territoire import UserFactory

pytestmark = pytest.mark.django_db


def test_a_measure_is_typed_as_people_write_it_and_told_at_once(client):
    holder = UserFactory()
    project = ProjectFactory(holder=holder)
    client.force_login(holder)
    indicator = IndicatorFactory(project=project, name="Laine", target_value=Decimal("1500"))
    add = reverse("projects:measure-create", args=[project.slug, indicator.uid])
    today = timezone.localdate()

    client.post(add, {"value": "1 234,5", "day": today.isoformat(), "source": "Pesée"})
    refused = client.post(add, {"value": "7", "day": (today + timedelta(days=1)).isoformat()})
    again = client.post(add, {"value": "7", "day": today.isoformat()})

    assert [one.value for one in Measure.objects.all()] == [Decimal("1234.5")]
    assert "Ce jour est à venir" in refused.content.decode()
    assert "déjà une mesure ce jour-là" in again.content.decode()
    page = client.get(reverse("projects:indicators", args=[project.slug])).content.decode()
    assert "1\u00a0234,5\u00a0kg" in page
    assert "82\u00a0% du chemin" in page


def test_a_page_of_another_day_knows_no_later_measure(client):
    indicator = IndicatorFactory()
    MeasureFactory(indicator=indicator, day=date(2025, 1, 1), value=10)
    MeasureFactory(indicator=indicator, day=date(2025, 6, 1), value=7777)

    page = client.get(reverse("projects:indicators", args=[indicator.project.slug]) + "?le=2025-02-01")

    assert ("10\u00a0kg" in page.content.decode(), "7\u00a0777" in page.content.decode()) == (True, False)


@pytest.mark.parametrize(("least", "most"), [(0, 0), (5, 5), (-3, 0.002), (0, 999_999_999_999), (98, 100)])
def test_a_scale_holds_all_values_with_few_round_marks(least, most):
    low, high, step = scale(least, most)

    assert low <= least <= most <= high
    assert 1 <= round((high - low) / step) <= 6


def test_an_indicator_with_nothing_but_a_start_is_drawn():
    indicator = IndicatorFactory.build(
        start_value=Decimal(3), target_value=None, target_day=None, project=None
    )

    chart = draw(Told(indicator, (), date(2026, 1, 1)))

    assert (chart.goal, chart.target, len(chart.points)) == (None, None, 1)
