"""Conditions as text say what the querysets say, for each sort of viewer."""

import pytest
from django.contrib.auth.models import AnonymousUser
from psycopg import sql

from actors.models import Actor
from projects.models import Project
from territoire.models import Territory, User
from territoire.sight import condition, viewer

VIEWERS = [AnonymousUser(), User(pk=41), User(pk=42, is_staff=True), User(pk=43, is_superuser=True)]


@pytest.mark.parametrize("user", VIEWERS, ids=["visitor", "account", "other", "admin"])
@pytest.mark.django_db
def test_the_text_is_that_of_the_queryset(user):
    keeps = [Actor.objects.visible_to, Actor.objects.untold_to, Project.objects.visible_to]
    if user.is_authenticated:
        keeps.append(Territory.objects.facilitated_by)

    for keep in keeps:
        text, values = keep(user).order_by().values("pk").query.sql_with_params()
        told = text % tuple(sql.Literal(value).as_string() for value in values)
        assert condition(keep, user) % viewer(user) in f"({told.split(' WHERE ', 1)[1]})"
