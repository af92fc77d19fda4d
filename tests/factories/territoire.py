"""Accounts, teams and territories for tests; traits for situations."""

from datetime import timedelta
from hashlib import sha256

import factory
from allauth.account.models import EmailAddress
from django.utils import timezone
from factory.django import DjangoModelFactory

from territoire.enums import ImportState, Outcome, Role, Scope, TerritoryKind
from territoire.models import (
    ApiToken,
    Facilitation,
    ImportBatch,
    ImportLine,
    ImportSheet,
    Invitation,
    Membership,
    SavedView,
    Team,
    Territory,
    TerritoryClosure,
    TerritoryPart,
    User,
)


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        admin = factory.Trait(is_staff=True, is_superuser=True)

    email = factory.Sequence(lambda n: f"personne{n}@exemple.example")
    name = factory.Sequence(lambda n: f"Compte {n}")
    password = factory.django.Password("mot-de-passe-de-test")

    @factory.post_generation
    def unconfirmed(user, create, asked, **kwargs):
        """Have followed the link that confirms the address, unless asked otherwise."""
        if create:
            EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=not asked)


class TeamFactory(DjangoModelFactory):
    class Meta:
        model = Team

    name = factory.Sequence(lambda n: f"Équipe {n}")


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    team = factory.SubFactory(TeamFactory)
    user = factory.SubFactory(UserFactory)
    role = Role.HOLDER


class TerritoryFactory(DjangoModelFactory):
    """A commune by default; `within=[…]` places it in others (transitively, through their own closure)."""

    class Meta:
        model = Territory
        skip_postgeneration_save = True

    kind = TerritoryKind.COMMUNE
    official_code = factory.Sequence(lambda n: f"{n:05d}")
    code = factory.LazyAttribute(lambda t: f"{t.kind}-{t.official_code}")
    name = factory.Sequence(lambda n: f"Commune-{n}")
    population = 1000

    @factory.post_generation
    def within(territory, create, wholes, **kwargs):
        TerritoryClosure.objects.create(ancestor=territory, descendant=territory)
        for whole in wholes or []:
            TerritoryPart.objects.create(whole=whole, part=territory)
            for link in TerritoryClosure.objects.filter(descendant=whole):
                TerritoryClosure.objects.get_or_create(ancestor_id=link.ancestor_id, descendant=territory)
            if whole.kind in ("epci", "departement", "region"):
                setattr(territory, whole.kind, whole)
        territory.save()


class FacilitationFactory(DjangoModelFactory):
    class Meta:
        model = Facilitation

    user = factory.SubFactory(UserFactory)
    territory = factory.SubFactory(TerritoryFactory)


class InvitationFactory(DjangoModelFactory):
    """An invitation that can be accepted now."""

    class Meta:
        model = Invitation

    team = factory.SubFactory(TeamFactory)
    email = factory.Sequence(lambda n: f"invite{n}@exemple.example")
    created_by = factory.LazyAttribute(lambda invitation: _holder_of(invitation.team))


def _holder_of(team) -> User:
    held = Membership.objects.filter(team=team, role=Role.HOLDER).first()
    return (held or MembershipFactory(team=team, role=Role.HOLDER)).user


class ImportBatchFactory(DjangoModelFactory):
    """An import whose lines were compared, and that waits to be confirmed."""

    class Meta:
        model = ImportBatch

    label = "acteurs.csv"
    created_by = factory.SubFactory(UserFactory)
    state = ImportState.READY


class ImportSheetFactory(DjangoModelFactory):
    """Its only sheet, of actors."""

    class Meta:
        model = ImportSheet

    batch = factory.SubFactory(ImportBatchFactory)
    position = 0
    name = "acteurs"
    kind = "actors"
    headings = ["Nom"]
    matching = {"0": "name"}


class ImportLineFactory(DjangoModelFactory):
    """A line that is refused."""

    class Meta:
        model = ImportLine

    sheet = factory.SubFactory(ImportSheetFactory)
    number = factory.Sequence(lambda n: n + 2)
    cells = [""]
    outcome = Outcome.REFUSED
    values = {}
    problems = [
        {"message": "Cette case est vide.", "mend": "Remplissez-la.", "field": "name", "refuses": True}
    ]
    changes = []
    likely = []


class SavedViewFactory(DjangoModelFactory):
    class Meta:
        model = SavedView

    user = factory.SubFactory(UserFactory)
    name = factory.Sequence(lambda n: f"Vue {n}")
    address = "/acteurs/?famille=asso"


class ApiTokenFactory(DjangoModelFactory):
    """A token that opens everything; `secret` is what its program sends."""

    class Meta:
        model = ApiToken

    class Params:
        secret = factory.Sequence(lambda n: f"terr_essai{n}")

    user = factory.SubFactory(UserFactory)
    name = factory.Sequence(lambda n: f"Jeton {n}")
    scopes = factory.LazyFunction(lambda: list(Scope.values))
    digest = factory.LazyAttribute(lambda token: sha256(token.secret.encode()).hexdigest())
    start = factory.LazyAttribute(lambda token: token.secret[:9])
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=30))
