"""Merging two records into one, so that it can be undone."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Merge(models.Model):
    """What a merge changed, row by row, so that undoing puts each link back where it was.

    `moves` is a list of `{"model": "app.Model", "pk": 1, "before": {attname: value}}`, in the order of the changes.
    """

    moves = models.JSONField(default=list, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("merged by")
    )
    at = models.DateTimeField(_("merged on"), default=timezone.now)
    undone_at = models.DateTimeField(_("undone on"), null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["-at"]

    MERGE_FIELDS = frozenset({"id", "moves", "by", "at", "undone_at"})
