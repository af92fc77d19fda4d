"""What the circle of a project holds in common: objectives put in words, and which actors hold what."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actors.models import Actor, visible_actor
from projects.models.project import Project, visible_project
from projects.models.vocabulary import SharedValue
from territoire.models import Record, tracked


@tracked()
class Aim(Record):
    """An objective that actors of the circle may share, in their words."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="aims", verbose_name=_("project"))
    words = models.CharField(
        _("objective"),
        max_length=200,
        help_text=_("One thing that several want: to keep wool in the valley."),
    )
    illustrative = models.BooleanField(_("illustrative"), default=False, editable=False)

    class PersonalData:
        """Words of the project."""

        erase = {}
        keep = Record.RECORD_FIELDS | {"project", "words", "illustrative"}

    class Meta:
        verbose_name = _("common objective")
        verbose_name_plural = _("common objectives")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "words"],
                name="aim_once",
                violation_error_message=_("The project already has this objective."),
            )
        ]

    def __str__(self) -> str:
        return self.words


class ConvictionQuerySet(models.QuerySet):
    """Convictions, by who may see them."""

    def visible_to(self, user):
        """Keep those whose project and actor `user` may see."""
        return self.filter(visible_project(user, "project__"), visible_actor(user, "actor__"))


@tracked()
class Conviction(Record):
    """An actor holds a value, or an objective, in a project; one that holds neither is a row too: it has answered."""

    project = models.ForeignKey(
        Project, models.CASCADE, related_name="convictions", verbose_name=_("project")
    )
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="convictions", verbose_name=_("actor"))
    value = models.ForeignKey(
        SharedValue, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("value")
    )
    aim = models.ForeignKey(
        Aim, models.CASCADE, null=True, blank=True, related_name="convictions", verbose_name=_("objective")
    )
    illustrative = models.BooleanField(_("illustrative"), default=False, editable=False)

    objects = ConvictionQuerySet.as_manager()
    merge_rules = {"illustrative": min}

    class PersonalData:
        """What a person believes in goes with them; they alone say it (`projects.permissions.say_convictions`)."""

        erase = {}
        keep = Record.RECORD_FIELDS | {"project", "actor", "value", "aim", "illustrative"}
        delete_with_actor = True

    class Meta:
        verbose_name = _("value or objective that is held")
        verbose_name_plural = _("values and objectives that are held")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "actor", "value", "aim"], name="conviction_once", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(value=None) | Q(aim=None), name="conviction_of_one_thing"),
        ]

    def __str__(self) -> str:
        return f"{self.actor} · {self.aim or self.value or ''}"
