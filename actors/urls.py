"""Addresses of actors."""

app_name = "actors"
urlpatterns: list = []
