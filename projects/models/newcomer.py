"""Those who come by themselves, without an account, and those whom others name: until somebody answers."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actors.enums import ActorKind
from actors.models import Actor
from projects.enums import Gesture, GuestState, SuggestionState
from projects.models.follow_up import Introduction, followed_project
from projects.models.involvement import Involvement
from projects.models.need import Need
from projects.models.project import Project
from projects.models.vocabulary import Degree
from territoire.enums import Role
from territoire.models import Record, Team, tracked

#: What waits for the mail to be opened, or was closed, is nobody's to answer.
ANSWERED = (GuestState.ACCEPTED, GuestState.DECLINED)


class GuestRequestQuerySet(models.QuerySet):
    """Requests sent without an account, by who may see them."""

    def visible_to(self, user):
        """Keep one's own, and those that one answers: nobody sees one whose address is not confirmed."""
        if not user.is_authenticated:
            return self.none()
        confirmed = self.exclude(confirmed_at=None)
        if user.is_superuser:
            return confirmed
        held = Team.objects.of(user, Role.HOLDER)
        return confirmed.filter(Q(owner=user) | Q(project__team__in=held))

    def pending(self):
        """Keep what waits for an answer."""
        return self.filter(state=GuestState.PENDING)


@tracked()
class GuestRequest(Record):
    """Somebody without an account offers to board a project, or names somebody for it; by a confirmed address alone."""

    project = models.ForeignKey(
        Project, models.CASCADE, related_name="guest_requests", verbose_name=_("project")
    )
    need = models.ForeignKey(
        Need,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="guest_requests",
        verbose_name=_("need"),
    )
    gesture = models.CharField(_("what one can do"), max_length=10, choices=Gesture)
    name = models.CharField(_("your name"), max_length=200)
    email = models.EmailField(_("your e-mail address"))
    organisation = models.CharField(
        _("in the name of an organisation"), max_length=200, blank=True, default="", db_default=""
    )
    wanted_degree = models.ForeignKey(
        Degree, models.PROTECT, related_name="+", verbose_name=_("degree wished for")
    )
    message = models.TextField(_("in your own words"), max_length=2000)
    known_name = models.CharField(_("whom you know"), max_length=200, blank=True)
    known_kind = models.CharField(
        _("it is"), max_length=20, choices=ActorKind, default=ActorKind.ORGANISATION, blank=True
    )
    known_how = models.CharField(_("how you know them"), max_length=300, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=GuestState, default=GuestState.UNCONFIRMED, editable=False
    )
    confirmed_at = models.DateTimeField(_("confirmed on"), null=True, editable=False)
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
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        editable=False,
        related_name="guest_requests",
        verbose_name=_("account"),
    )
    actor = models.ForeignKey(
        Actor,
        models.CASCADE,
        null=True,
        editable=False,
        related_name="guest_requests",
        verbose_name=_("actor"),
    )
    is_new_actor = models.BooleanField(_("registered for it"), default=False, editable=False)
    involvement = models.OneToOneField(
        Involvement,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="guest_request",
        verbose_name=_("involvement"),
    )

    objects = GuestRequestQuerySet.as_manager()

    class PersonalData:
        """Somebody's own words, name and address: they go with the person, with the account, or after ninety days."""

        erase = {
            "name": "",
            "email": "",
            "organisation": "",
            "message": "",
            "known_name": "",
            "known_how": "",
            "reason": "",
        }
        delete_with_actor = True
        keep = Record.RECORD_FIELDS | {
            "project",
            "need",
            "gesture",
            "wanted_degree",
            "known_kind",
            "state",
            "confirmed_at",
            "decided_by",
            "decided_at",
            "reminded_at",
            "owner",
            "actor",
            "is_new_actor",
            "involvement",
        }

    class Meta:
        verbose_name = _("request without an account")
        verbose_name_plural = _("requests without an account")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=GuestState.UNCONFIRMED, confirmed_at=None)
                | (~Q(state=GuestState.UNCONFIRMED) & Q(confirmed_at__isnull=False)),
                name="guest_request_confirmed_once_seen",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ANSWERED, decided_at__isnull=False)
                | (~Q(state__in=ANSWERED) & Q(decided_at=None)),
                name="guest_request_decided_when_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.comes} → {self.project}"

    @property
    def comes(self) -> str:
        """Return who would come aboard: the organisation, else the person."""
        return self.organisation or self.name


class SuggestionQuerySet(models.QuerySet):
    """Suggestions, by who may see them."""

    def visible_to(self, user):
        """Keep one's own, and those of the projects that `user` looks for people for."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(created_by=user) | followed_project(user))

    def waiting(self):
        """Keep those that nobody sorted."""
        return self.filter(state=SuggestionState.WAITING)


@tracked()
class Suggestion(Record):
    """Somebody of a circle names somebody whom the project should know."""

    project = models.ForeignKey(
        Project, models.CASCADE, related_name="suggestions", verbose_name=_("project")
    )
    need = models.ForeignKey(
        Need, models.SET_NULL, null=True, blank=True, related_name="suggestions", verbose_name=_("need")
    )
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("it is"), max_length=20, choices=ActorKind, default=ActorKind.ORGANISATION)
    brings = models.CharField(_("what they could bring"), max_length=300)
    why = models.CharField(_("why the project should know them"), max_length=500, blank=True)
    known_how = models.CharField(_("how you know them"), max_length=300)
    speaker = models.ForeignKey(
        Actor,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="suggested",
        verbose_name=_("in the name of"),
    )
    guest = models.ForeignKey(
        GuestRequest,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="suggestions",
        verbose_name=_("request without an account"),
    )
    state = models.CharField(
        _("state"), max_length=20, choices=SuggestionState, default=SuggestionState.WAITING, editable=False
    )
    actor = models.ForeignKey(
        Actor,
        models.CASCADE,
        null=True,
        editable=False,
        related_name="suggestions",
        verbose_name=_("actor"),
    )
    introduction = models.ForeignKey(
        Introduction,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="suggestions",
        verbose_name=_("introduction"),
    )
    reason = models.CharField(_("why it is put aside"), max_length=300, blank=True)
    sorted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("sorted by"),
    )
    sorted_at = models.DateTimeField(_("sorted on"), null=True, editable=False)

    objects = SuggestionQuerySet.as_manager()

    class PersonalData:
        """Words about somebody who may not know: they go with that person, with who wrote them, or after a month."""

        erase = {"name": "", "brings": "", "why": "", "known_how": "", "reason": ""}
        erase_with_author = True
        delete_with_actor = True
        keep = Record.RECORD_FIELDS | {
            "project",
            "need",
            "kind",
            "speaker",
            "guest",
            "state",
            "actor",
            "introduction",
            "sorted_by",
            "sorted_at",
        }

    class Meta:
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=SuggestionState.WAITING, sorted_at=None)
                | (~Q(state=SuggestionState.WAITING) & Q(sorted_at__isnull=False)),
                name="suggestion_sorted_when_not_waiting",
            ),
        ]

    def __str__(self) -> str:
        return self.name
