"""Addresses of the page of one's rights, for who was sent the link."""

from django.urls import path

from actors.views import rights

app_name = "rights"
urlpatterns = [
    path("<str:token>/", rights.page, name="page"),
    path("<str:token>/accord/", rights.agree, name="agree"),
    path("<str:token>/toujours-exact/", rights.confirm, name="confirm"),
    path("<str:token>/corriger/", rights.correct, name="correct"),
    path("<str:token>/limiter/", rights.restrict, name="restrict"),
    path("<str:token>/reprendre/", rights.lift, name="lift"),
    path("<str:token>/retirer/", rights.withdraw, name="withdraw"),
    path("<str:token>/opposition/", rights.object_, name="object"),
    path("<str:token>/coordonnees/", rights.show_contacts, name="contacts"),
    path("<str:token>/donnees.json", rights.export, name="export"),
]
