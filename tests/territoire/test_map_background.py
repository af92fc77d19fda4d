"""The background of maps: none by default; one that is named widens the policy for its hosts alone."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from territoire.map_background import read, widened

POLICY = {"default-src": ["'self'"], "img-src": ["'self'", "data:"]}
RASTER = {
    "TERRITOIRE_MAP_BACKGROUND": "raster",
    "TERRITOIRE_MAP_BACKGROUND_URL": "https://tuiles.example/{z}/{x}/{y}.png",
    "TERRITOIRE_MAP_BACKGROUND_ATTRIBUTION": "© Exemple",
}


def test_without_one_nothing_is_asked_elsewhere():
    assert read({}) is None
    assert widened(POLICY, None) == POLICY


def test_one_adds_its_hosts_and_no_other():
    background = read(RASTER | {"TERRITOIRE_MAP_BACKGROUND_HOSTS": "https://polices.example/"})

    assert background.hosts == ("https://tuiles.example", "https://polices.example")
    assert widened(POLICY, background) == {
        "default-src": ["'self'"],
        "connect-src": ["'self'", *background.hosts],
        "img-src": ["'self'", "data:", "blob:", *background.hosts],
    }


@pytest.mark.parametrize(
    "change",
    [
        {"TERRITOIRE_MAP_BACKGROUND": "satellite"},
        {"TERRITOIRE_MAP_BACKGROUND_URL": "http://tuiles.example/{z}/{x}/{y}.png"},
        {"TERRITOIRE_MAP_BACKGROUND_URL": "https://tuiles.example/tuile.png"},
        {"TERRITOIRE_MAP_BACKGROUND_URL": "https://*.example/{z}/{x}/{y}.png"},
        {"TERRITOIRE_MAP_BACKGROUND_ATTRIBUTION": ""},
        {"TERRITOIRE_MAP_BACKGROUND_HOSTS": "polices.example"},
    ],
)
def test_one_that_is_not_whole_stops_the_start(change):
    with pytest.raises(ImproperlyConfigured):
        read(RASTER | change)
