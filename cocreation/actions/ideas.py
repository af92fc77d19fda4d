"""Ideas: had, said what they ask for, gathering people, becoming a project."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cocreation.models import Idea, IdeaAsk, IdeaSupport
from projects.actions import projects
from projects.enums import WORKING_DEGREE
from projects.models import Need, Project
from territoire import mail
from territoire.enums import Visibility
from territoire.models import Territory, User
from territoire.slugs import free_slug
from territoire.text import normalise

BECOME_ALREADY = _("This idea has become a project already.")
MOST_ALIKE = 2000
#: What who only said to be interested, and who said what they bring, are invited to.
FOLLOWS, CONTRIBUTES = 1, WORKING_DEGREE


@transaction.atomic
def propose(idea: Idea, *, by: User | None, asks: Iterable[dict[str, Any]] = ()) -> Idea:
    """Save a new idea with an address; `asks` are the fields of what it would ask for."""
    idea.slug = free_slug(Idea, idea.name, hidden=idea.visibility != Visibility.PUBLIC)
    idea.created_by = by
    idea.save()
    for ask in asks:
        IdeaAsk.objects.create(idea=idea, **ask)
    return idea


def alike(territory: Territory, name: str) -> Idea | None:
    """Return an idea for this territory with the same name, but for accents and capitals."""
    said = normalise(name).strip()
    ideas = Idea.objects.filter(territory=territory, hidden_at=None)[:MOST_ALIKE]
    return next((one for one in ideas if normalise(one.name).strip() == said), None)


@transaction.atomic
def support(idea: Idea, *, by: User, brings: str = "", signature: str = "") -> IdeaSupport:
    """Say that one is interested, and what one could bring; said again, it replaces what was said."""
    said = {"brings": brings, "signature": signature}
    given, _new = IdeaSupport.objects.update_or_create(idea=idea, user=by, defaults=said)
    return given


def leave(idea: Idea, *, by: User) -> None:
    """No longer be among those whom the idea gathers."""
    IdeaSupport.objects.filter(idea=idea, user=by).delete()


@transaction.atomic
def become_project(idea: Idea, *, by: User, name: str = "", objective: str = "") -> Project:
    """Begin the project that the idea leads to, held by `by`; those whom it gathered are invited to ask to board.

    The project has the idea's territory, its text as objective and needs from what it asks for. Raises
    `ValidationError` when the idea became one already.
    """
    idea = Idea.objects.select_for_update(of=("self",)).select_related("territory").get(pk=idea.pk)
    if idea.project_id is not None:
        raise ValidationError(BECOME_ALREADY, code="become")
    project = projects.start(
        Project(
            name=name or idea.name,
            objective=objective or idea.text,
            territory=idea.territory,
            visibility=idea.visibility,
            illustrative=idea.illustrative,
        ),
        by=by,
    )
    today = timezone.localdate()
    for ask in idea.asks.all():
        Need.objects.create(
            project=project,
            **{field: getattr(ask, field) for field in ASKED},
            opened_on=today,
            illustrative=idea.illustrative,
            created_by=by,
        )
    idea.project = project
    idea.save(update_fields=["project", "updated_at"])
    _invite_gathered(idea, project, by)
    return project


ASKED = ("competence_id", "minimum_level", "occupation_id", "resource_kind_id", "family_id", "quantity")


def _invite_gathered(idea: Idea, project: Project, by: User) -> None:
    """Write to those whom the idea gathered, that they may ask to follow the project or to contribute to it."""
    link = mail.absolute(reverse("projects:join", args=[project.slug]))
    gathered = idea.supports.filter(user__is_active=True).exclude(user=by).select_related("user")
    for one in gathered.order_by("pk"):
        context = {
            "idea": mail.one_line(idea.name),
            "project": mail.one_line(project.name),
            "link": f"{link}?degre={CONTRIBUTES if one.brings else FOLLOWS}",
            "brings": mail.one_line(one.brings),
        }
        mail.send("idea_project", one.user.email, context)
