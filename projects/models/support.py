"""Supports: what an actor says in public for a project."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from actors.models import Actor, Claim, visible_actor
from projects.enums import SupportState
from projects.models.project import Project, visible_project
from territoire.enums import Role
from territoire.models import Record, Team, in_care_of, tracked


class SupportQuerySet(models.QuerySet):
    """Supports, by who may read them."""

    def visible_to(self, user):
        """Keep what is public of who can be seen; the rest is for those who write or speak for either.

        What was taken off is also for who moderates there.
        """
        seen = self.filter(visible_project(user, "project__"), visible_actor(user, "actor__"))
        if not user.is_authenticated:
            return seen.public()
        return seen.filter(
            Q(state=SupportState.PUBLIC)
            | Q(project__team__in=Team.objects.of(user, Role.CONTRIBUTOR, Role.HOLDER))
            | Q(actor__in=Claim.objects.of(user).values("actor"))
            | (Q(state=SupportState.TAKEN_OFF) & in_care_of(user, "project__territory"))
        )

    def in_care_of(self, user):
        """Keep those that `user` moderates: of the projects in the territories that they facilitate."""
        return self.filter(in_care_of(user, "project__territory"))

    def asked_of(self, user):
        """Keep what waits for the answer of `user`, who speaks for the actor."""
        return self.filter(state=SupportState.ASKED, actor__in=Claim.objects.of(user).values("actor"))

    def public(self):
        """Keep what its actor says aloud."""
        return self.filter(state=SupportState.PUBLIC)


@tracked()
class Support(Record):
    """An actor is asked for a word for a project, or offers it; it alone makes it public, and takes it back freely."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="supports", verbose_name=_("project"))
    actor = models.ForeignKey(
        Actor, models.CASCADE, related_name="supports", verbose_name=_("who supports it")
    )
    words = models.TextField(_("public word"), max_length=600, blank=True)
    message = models.TextField(_("message"), max_length=600, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=SupportState, default=SupportState.ASKED, editable=False
    )
    published_at = models.DateTimeField(_("published on"), null=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("answered by"),
    )
    answered_at = models.DateTimeField(_("answered on"), null=True, editable=False)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    illustrative = models.BooleanField(_("illustrative"), default=False, editable=False)

    objects = SupportQuerySet.as_manager()
    merge_rules = {"state": SupportState.surest, "illustrative": min}

    class PersonalData:
        """A public word goes with the person who said it."""

        erase = {"words": "", "message": "", "reason": ""}
        keep = Record.RECORD_FIELDS | {
            "project",
            "actor",
            "state",
            "published_at",
            "answered_by",
            "answered_at",
            "illustrative",
        }
        delete_with_actor = True

    class Meta:
        verbose_name = _("support")
        verbose_name_plural = _("supports")
        ordering = ["-published_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "actor"],
                name="support_once",
                violation_error_message=_("This actor was asked already, or said its word."),
            ),
            models.CheckConstraint(
                condition=~Q(state=SupportState.PUBLIC) | (Q(published_at__isnull=False) & ~Q(words="")),
                name="support_public_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor} → {self.project}"

    def get_absolute_url(self) -> str:
        """Return where who speaks for the actor answers."""
        return reverse("projects:support-publish", args=[self.project.slug, self.uid])

    @property
    def read_at(self) -> str:
        """Return where everyone reads it."""
        return f"{reverse('projects:supports', args=[self.project.slug])}#soutien-{self.uid}"

    @property
    def where(self):
        """Return the territory whose facilitators moderate it."""
        return self.project.territory

    @property
    def is_public(self) -> bool:
        """Tell whether everyone who sees both reads it."""
        return self.state == SupportState.PUBLIC

    @property
    def is_asked(self) -> bool:
        """Tell whether it waits for an answer."""
        return self.state == SupportState.ASKED
