"""The suite's own safeguards do what they say."""

import socket

import pytest
from django.http import HttpResponse
from django.test import override_settings
from django.urls import path

from territoire.models import Team


def writing(request):
    Team.objects.create(name="written by a GET")
    return HttpResponse()


def reading(request):
    return HttpResponse(Team.objects.count())


urlpatterns = [path("writing/", writing), path("reading/", reading)]
for view in (writing, reading):
    view.login_required = False  # type: ignore[attr-defined]


@override_settings(ROOT_URLCONF=__name__)
def test_a_get_that_writes_fails(client):
    with pytest.raises(AssertionError, match="a GET wrote"):
        client.get("/writing/")


@override_settings(ROOT_URLCONF=__name__)
def test_a_get_that_reads_passes(client):
    assert client.get("/reading/").content == b"0"


def test_other_machines_are_out_of_reach():
    with socket.socket() as probe, pytest.raises(AssertionError, match="the network is closed"):
        probe.connect(("192.0.2.1", 80))
