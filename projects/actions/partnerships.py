"""Partnerships born of a project."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from actors.actions import partnerships
from actors.models import Actor, Partnership, PartnershipAxis
from projects.models import AxisOrigin, Project
from territoire.models import User

KNOWN = _("These two already have this axis at that time: change its dates, or choose another kind.")


def declare(
    project: Project,
    partnership: Partnership,
    axes: Iterable[PartnershipAxis],
    *,
    between: tuple[Actor, Actor],
    by: User,
) -> Partnership:
    """Register the axes between two actors of the circle, and that they were born of the project.

    Raises `ValidationError` when one of the axes is registered already.
    """
    axes = list(axes)
    try:
        with transaction.atomic():
            found = partnerships.declare(partnership, axes, between=between, by=by)
            AxisOrigin.objects.bulk_create(AxisOrigin(axis=axis, project=project) for axis in axes)
    except IntegrityError as error:
        raise ValidationError(KNOWN, code="known") from error
    return found
