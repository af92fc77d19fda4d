"""Addresses of imports: a file is sent, its columns checked, its lines looked at, imported, undone."""

from django.urls import path

from territoire.site.imports import views

app_name = "imports"
urlpatterns = [
    path("", views.send, name="send"),
    path("<uuid:uid>/", views.one, name="import"),
    path("<uuid:uid>/colonnes/", views.columns, name="columns"),
    path("<uuid:uid>/lignes/<int:position>/", views.mend, name="mend"),
    path("<uuid:uid>/confirmer/", views.confirm, name="confirm"),
    path("<uuid:uid>/lignes-de-cote.<slug:ending>", views.left_out_file, name="left-out"),
    path("<uuid:uid>/annuler/", views.undo, name="undo"),
    path("<uuid:uid>/abandonner/", views.give_up, name="give-up"),
]
