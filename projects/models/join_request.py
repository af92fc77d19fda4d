"""Requests to board a project."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actors.models import Actor
from projects.enums import Gesture, RequestState
from projects.models.involvement import Involvement
from projects.models.need import Need
from projects.models.project import Project
from projects.models.vocabulary import Degree
from territoire.enums import Role
from territoire.models import Record, Team, tracked


class JoinRequestQuerySet(models.QuerySet):
    """Requests, by who may see them."""

    def visible_to(self, user):
        """Keep one's own requests and those that one decides on."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(created_by=user) | Q(project__team__in=Team.objects.of(user, Role.HOLDER)))

    def readable_by(self, user):
        """Keep the same, and all of them for admins, whose lists would otherwise be full of what others answer."""
        return self.all() if user.is_superuser else self.visible_to(user)

    def pending(self):
        """Keep what waits for an answer."""
        return self.filter(state=RequestState.PENDING)


@tracked()
class JoinRequest(Record):
    """An actor offers to meet a need of a project, or to come aboard otherwise, at a wished degree."""

    project = models.ForeignKey(
        Project, models.CASCADE, related_name="join_requests", verbose_name=_("project")
    )
    need = models.ForeignKey(
        Need, models.SET_NULL, null=True, blank=True, related_name="join_requests", verbose_name=_("need")
    )
    actor = models.ForeignKey(
        Actor,
        models.CASCADE,
        related_name="join_requests",
        verbose_name=_("for whom"),
        help_text=_("You, or your organisation."),
    )
    gesture = models.CharField(
        _("what one can do"),
        max_length=10,
        choices=Gesture,
        blank=True,
        default="",
        # What copies rows in bulk need not know of it.
        db_default="",
    )
    wanted_degree = models.ForeignKey(
        Degree, models.PROTECT, related_name="+", verbose_name=_("degree wished for")
    )
    message = models.TextField(_("what you bring"), max_length=2000)
    state = models.CharField(
        _("state"), max_length=20, choices=RequestState, default=RequestState.PENDING, editable=False
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("answered by"),
    )
    decided_at = models.DateTimeField(_("answered on"), null=True, editable=False)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    reminded_at = models.DateTimeField(_("recalled on"), null=True, editable=False)
    involvement = models.OneToOneField(
        Involvement,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="join_request",
        verbose_name=_("involvement"),
    )

    objects = JoinRequestQuerySet.as_manager()

    class PersonalData:
        """Words may name somebody, who sends the request first of all."""

        erase = {"message": "", "reason": ""}
        erase_with_author = True
        keep = Record.RECORD_FIELDS | {
            "project",
            "need",
            "gesture",
            "actor",
            "wanted_degree",
            "state",
            "decided_by",
            "decided_at",
            "reminded_at",
            "involvement",
        }

    class Meta:
        verbose_name = _("request to board")
        verbose_name_plural = _("requests to board")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state__in=[RequestState.PENDING, RequestState.WITHDRAWN, RequestState.EXPIRED],
                    decided_at=None,
                )
                | Q(state__in=[RequestState.ACCEPTED, RequestState.DECLINED], decided_at__isnull=False),
                name="join_request_decided_when_answered",
            ),
            models.UniqueConstraint(
                fields=["project", "actor", "need"],
                condition=Q(state=RequestState.PENDING),
                nulls_distinct=False,
                name="join_request_pending_once",
                violation_error_message=_("A request like this one is already waiting for an answer."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor} → {self.project}"
