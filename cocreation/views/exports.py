"""Diagnoses, ideas and trainings as tables: what their pages show to who asks."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from actors.models import Competence
from cocreation.analysis.board import board
from cocreation.analysis.exchange import exchange
from cocreation.exchanges import tables
from cocreation.models import Diagnosis
from cocreation.views.ideas import boxed
from cocreation.views.pages import subject_or_404
from projects.models import Project
from territoire.exchanges.writing import answers, lists

#: Of ideas, and of each list of trainings.
MOST = 5_000


@answers.to_keep
def statements_file(request: HttpRequest, ending: str, slug: str = "", code: str = "") -> HttpResponseBase:
    """Give the statements of the version that the page shows."""
    subject = subject_or_404(request.user, slug=slug, code=code)
    versions = list(Diagnosis.objects.visible_to(request.user).about(subject))
    asked = request.GET.get("version", "")
    version = next((one for one in versions if str(one.number) == asked), versions[0] if versions else None)
    if version is None:
        raise Http404
    return lists.answer(
        request,
        ending,
        title=f"{_('Shared diagnosis')} – {subject}",
        stem=_("diagnosis"),
        columns=tables.statement_columns(),
        things=tables.statements(board(version, request.user), request.build_absolute_uri("/")),
        filters=((_("Version"), str(version.number)),),
    )


@answers.to_keep
def ideas_file(request: HttpRequest, ending: str, code: str) -> HttpResponseBase:
    """Give the ideas of the box of a territory."""
    territory, user = subject_or_404(request.user, code=code), request.user
    found = list(
        boxed(user, territory).prefetch_related(
            "asks__competence", "asks__occupation", "asks__resource_kind", "asks__family"
        )[:MOST]
    )
    became = Project.objects.visible_to(user).filter(pk__in={one.project_id for one in found})
    named = {ask.competence_id for one in found for ask in one.asks.all() if ask.competence_id}
    offered = Competence.objects.offered_to(user).filter(pk__in=named)
    return lists.answer(
        request,
        ending,
        title=f"{_('Box of ideas')} – {territory}",
        stem=_("ideas"),
        columns=tables.idea_columns(),
        things=tables.ideas(
            found,
            dict(became.values_list("pk", "name")),
            set(offered.values_list("pk", flat=True)),
            request.build_absolute_uri("/"),
        ),
    )


@answers.to_keep
def trainings_file(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give the sessions to come, the offers and the wishes that the page shows, all its pages at once."""
    asked = Competence.objects.offered_to(request.user).filter(slug=request.GET.get("competence", ""))
    competence = asked.filter(merged_into=None).first()
    shown = exchange(request.user, competence, timezone.localdate(), most=MOST)
    return lists.answer(
        request,
        ending,
        title=_("Training among peers"),
        stem=_("training"),
        columns=tables.training_columns(),
        things=tables.trainings(shown, request.build_absolute_uri("/")),
        filters=((_("Competence"), str(competence)),) if competence else (),
    )
