"""Every factory makes a record that the database accepts."""

import pytest
from factory.django import DjangoModelFactory

from tests.factories import actors, projects, territoire

FACTORIES = [
    value
    for module in (territoire, actors, projects)
    for value in vars(module).values()
    if isinstance(value, type) and issubclass(value, DjangoModelFactory) and value is not DjangoModelFactory
]


@pytest.mark.django_db
@pytest.mark.parametrize("factory", sorted(set(FACTORIES), key=lambda f: f.__name__))
def test_factory_makes_a_valid_record(factory):
    record = factory()

    record.full_clean()
