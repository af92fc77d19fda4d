"""The administration of every model: lists, forms, history, search; and a number of queries that does not grow."""

import re

import pytest
from django.contrib import admin
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from territoire.admin.read_only import ReadOnlyAdmin
from territoire.enums import Visibility
from territoire.models import ImportBatch, User
from tests.factories import actors, cocreation, projects, territoire
from tests.worlds import OUR_APPS, our_models

pytestmark = pytest.mark.django_db

#: Fields that are called so in both languages.
SAME_IN_FRENCH = {"position", "source", "code", "description", "mobilisable", "importance"}

MODULES = (territoire, actors, projects, cocreation)
FACTORIES = {
    factory._meta.model: factory
    for module in MODULES
    for name, factory in vars(module).items()
    if name.endswith("Factory") and getattr(factory, "_meta", None) and factory._meta.model
}
OURS = [model for model in our_models() if admin.site.is_registered(model)]
MADE = [model for model in OURS if model in FACTORIES]
# Few rows each, made once: their lists cannot grow with what people register.
SINGLE = {"actors.ActorFamily", "actors.PartnershipKind", "actors.ResourceKind", "projects.Degree"}
HIDDEN = {
    "cocreation.Diagnosis",
    "cocreation.IdeaAsk",
    "cocreation.IdeaSupport",
    "cocreation.Question",
    "cocreation.Rating",
    "cocreation.Statement",
    "cocreation.Inscription",
    "cocreation.TrainingOffer",
    "cocreation.TrainingRequest",
    "cocreation.Voice",
    "projects.Alert",
    "projects.Assessment",
    "projects.CandidateChoice",
    "projects.Digest",
    "projects.DismissedSuggestion",
    "projects.Conviction",
    "projects.Engagement",
    "projects.Introduction",
    "actors.Note",
    "projects.GuestRequest",
    "projects.Proposal",
    "projects.ProposalComment",
    "projects.ProposalVoice",
    "projects.Suggestion",
    "projects.Support",
    "workshops.Board",
    "workshops.Dot",
    "workshops.Group",
    "workshops.Guest",
    "workshops.Note",
    "workshops.Outcome",
    "workshops.Participant",
    "workshops.Question",
    "workshops.Rating",
    "workshops.Round",
    "workshops.RoundActor",
    "workshops.Sequence",
    "territoire.ColumnMatching",
    "territoire.ImportFile",
    "territoire.ImportLine",
    "territoire.ImportSheet",
    "territoire.ApiToken",
    "territoire.SavedView",
    "territoire.Submission",
    "territoire.Membership",
}
DERIVED = {
    "actors.CompetenceClosure",
    "projects.ActorSupply",
    "projects.CompetenceDifference",
    "projects.CompetenceSummary",
    "projects.CoverageDue",
    "projects.NeedCoverage",
    "projects.NetworkLayout",
    "projects.NetworkPlace",
    "projects.ProjectCoverage",
    "territoire.TerritoryClosure",
    "territoire.TerritoryPart",
    "territoire.Erasure",
    "territoire.Pulse",
    "territoire.ThrottleWindow",
}
INLINE = {"actors.ActorIdentifier", "actors.CompetenceSynonym", "projects.Measure"}


@pytest.fixture
def staff(client):
    user = territoire.UserFactory(admin=True)
    client.force_login(user)
    return client


def test_everything_is_there_but_what_a_team_alone_may_read():
    missing = {
        model._meta.label
        for model in our_models()
        if not admin.site.is_registered(model) and not model._meta.auto_created
    }
    assert missing == HIDDEN | DERIVED | INLINE


def page(model, view, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{view}", args=args)


def queries(client, address):
    with CaptureQueriesContext(
        connection,
    ) as context:
        response = client.get(address)
    assert response.status_code == 200
    return len(context)


@pytest.mark.parametrize("model", MADE, ids=lambda model: model._meta.label)
def test_the_list_does_not_ask_more_for_more_rows(staff, model):
    FACTORIES[model]()
    staff.get(page(model, "changelist"))
    one = queries(staff, page(model, "changelist"))
    if model._meta.label not in SINGLE:
        FACTORIES[model].create_batch(6)

    assert queries(staff, page(model, "changelist")) <= one


@pytest.mark.parametrize("model", MADE, ids=lambda model: model._meta.label)
def test_each_page_opens(staff, model):
    row = FACTORIES[model]()
    for address in (
        page(model, "change", row.pk),
        page(model, "history", row.pk),
        f"{page(model, 'changelist')}?q=Élan%20œuvre",
    ):
        assert staff.get(address).status_code == 200, address
    written_by_hand = admin.site._registry[model].has_add_permission(admin_request(staff))
    expected = 200 if written_by_hand else 403
    assert staff.get(page(model, "add")).status_code == expected


def test_imports_are_read_only(staff):
    batch = ImportBatch.objects.create(label="annuaire.csv")
    assert staff.get(page(ImportBatch, "change", batch.pk)).status_code == 200
    assert staff.post(page(ImportBatch, "change", batch.pk), {"label": "x"}).status_code == 403


def test_foreign_keys_with_many_rows_are_searched_for(staff):
    many = {"Territory", "Occupation", "Competence", "Actor", "Project", "User", "Team", "Need", "Resource"}
    for model, model_admin in admin.site._registry.items():
        if isinstance(model_admin, ReadOnlyAdmin):
            continue
        for owner in [model_admin, *(inline(model, admin.site) for inline in model_admin.inlines)]:
            for field in [*owner.opts.fields, *owner.opts.many_to_many]:
                if field.is_relation and field.related_model.__name__ in many and shown(owner, field, staff):
                    assert field.name in owner.get_autocomplete_fields(None) or field.name in READ_ONLY, (
                        owner,
                        field.name,
                    )


READ_ONLY = {"created_by", "merged_into", "decided_by", "by", "kept", "absorbed", "user", "groups"}


def admin_request(client):
    """Make a request of who administers."""
    request = RequestFactory().get("/admin/")
    request.user = User.objects.get(pk=client.session["_auth_user_id"])
    return request


def shown(owner, field, client):
    if field.many_to_many and not field.remote_field.through._meta.auto_created:
        return False
    if not field.editable or getattr(owner, "fk_name", None) == field.name:
        return False
    if getattr(owner, "parent_model", None) is field.related_model:
        return False
    named = getattr(owner, "fields", None)
    return named is None or field.name in named


def test_who_has_no_business_there_signs_in_or_is_refused(client):
    assert client.get("/admin/").url == "/admin/login/?next=/admin/"
    assert client.get("/admin/login/?next=/admin/").url == "/connexion/?next=/admin/"
    client.force_login(territoire.UserFactory())
    assert client.get("/admin/login/").status_code == 403


def test_autocompletion_tells_namesakes_apart(staff):
    departement = territoire.TerritoryFactory(kind="departement", name="Ain", official_code="01")
    territoire.TerritoryFactory(name="Saint-Œuvre", departement=departement)

    answer = staff.get(
        "/admin/autocomplete/",
        {"term": "saint oeuvre", "app_label": "actors", "model_name": "actor", "field_name": "seat"},
    ).json()

    assert [entry["text"] for entry in answer["results"]] == ["Saint-Œuvre – Commune, Ain (01)"]


def test_history_tells_what_changed_by_whom(staff):
    actor = actors.ActorFactory(name="Atelier")
    mastery = actors.MasteryFactory(actor=actor, level=1)
    mastery.level = 3
    mastery.save()

    html = staff.get(page(type(actor), "history", actor.pk)).content.decode()

    assert "<del>Notions</del> → <ins>Peut transmettre</ins>" in html or "<ins>" in html
    assert str(mastery.competence) in html


def test_two_actors_are_merged_after_a_comparison(staff):
    one, other = actors.ActorFactory(name="Un"), actors.ActorFactory(name="Deux")
    actors.MasteryFactory(actor=other)
    model = type(one)

    ticked = staff.post(
        page(model, "changelist"), {"action": "merge_two", "_selected_action": [one.pk, other.pk]}
    )
    comparison = staff.get(ticked.url)
    done = staff.post(ticked.url, {"kept": one.pk})

    assert b"Deux" in comparison.content
    assert done.url == page(model, "change", one.pk)
    assert one.masteries.count() == 1


def test_a_proposed_competence_is_approved(staff):
    competence = actors.CompetenceFactory(status="proposed")

    staff.post(
        page(type(competence), "changelist"), {"action": "approve", "_selected_action": [competence.pk]}
    )

    competence.refresh_from_db()
    assert competence.status == "approved"


def test_a_circle_in_the_tree_is_refused_beside_the_field(staff):
    top = actors.CompetenceFactory()
    below = actors.CompetenceFactory(parent=top)
    form = {"name": top.name, "slug": top.slug, "parent": below.pk, "position": 0, "status": "approved"}
    form |= {"synonyms-TOTAL_FORMS": 0, "synonyms-INITIAL_FORMS": 0}

    response = staff.post(page(type(top), "change", top.pk), form)

    assert list(response.context["adminform"].form.errors) == ["parent"]


def test_erasing_a_person_asks_first(staff):
    person = actors.ActorFactory(person=True, name="Zénobie")
    address = page(type(person), "changelist")
    ticked = {"action": "erase", "_selected_action": [person.pk]}

    asked = staff.post(address, ticked)
    person.refresh_from_db()
    assert (asked.status_code, person.name) == (200, "Zénobie")

    staff.post(address, {**ticked, "confirmed": "yes"})
    person.refresh_from_db()
    assert person.name == "Personne effacée"


def test_what_becomes_hidden_gets_an_address_that_nobody_guesses(staff):
    actor = actors.ActorFactory(name="Jardins de la Margeride", slug="jardins-de-la-margeride")
    address = page(type(actor), "change", actor.pk)
    form = staff.get(address).context["adminform"].form
    sent = {name: "" if value is None else value for name, value in form.initial.items()}
    for formset in staff.get(address).context["inline_admin_formsets"]:
        prefix = formset.formset.prefix
        sent |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}

    response = staff.post(address, sent | {"visibility": Visibility.MEMBERS})

    actor.refresh_from_db()
    assert (response.status_code, actor.visibility) == (302, Visibility.MEMBERS)
    assert re.fullmatch(r"jardins-de-la-margeride-[a-z0-9]{12}", actor.slug)


def test_second_factors_are_named_in_french(client, db):
    client.force_login(territoire.UserFactory(is_staff=True, is_superuser=True))

    page = client.get("/admin/mfa/authenticator/")

    assert "Seconds facteurs" in page.text
    assert "uthenticator" not in re.sub(r"<[^>]*>", "", page.text)
    assert "MFA" not in client.get("/admin/").text


def test_the_administration_names_fields_in_french():
    """A field without a name of its own is told by its English one."""
    named = []
    for model, shown in admin.site._registry.items():
        if model.__module__.split(".")[0] in OUR_APPS:
            told = (*shown.list_display, *shown.list_filter)
            names = {one[0] if isinstance(one, tuple) else one for one in told} - SAME_IN_FRENCH
            fields = {field.name: field for field in model._meta.get_fields() if field.concrete}
            named += [
                f"{model.__name__}.{name}"
                for name in sorted(name for name in names if isinstance(name, str) and name in fields)
                if str(fields[name].verbose_name) == name.replace("_", " ")
            ]

    assert named == []
