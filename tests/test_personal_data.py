"""Every field of ours is either erased or kept, by decision and not by oversight."""

import pytest

from tests.worlds import our_models

OURS = [model for model in our_models() if not model._meta.auto_created]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_each_field_is_erased_or_kept(model):
    erased, kept = set(model.PersonalData.erase), set(model.PersonalData.keep)

    assert erased & kept == set()
    assert erased | kept == {field.name for field in model._meta.concrete_fields}


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_it_is_said_why(model):
    assert model.PersonalData.__doc__
