"""Addresses of what people build together: diagnosis, ideas, training."""

app_name = "cocreation"
urlpatterns: list = []
