"""Proposals, suggestions and measures of a project as tables."""

from django.db.models import Q
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from projects.enums import ProposalState
from projects.exchanges import page_tables
from projects.models import Proposal, Suggestion
from projects.models.proposal import talked_over
from projects.views.changes import seen_actors
from projects.views.join_requests import NEED
from projects.views.pages import project_or_404
from projects.views.suggestions import speakers_seen
from territoire.exchanges.writing import answers, lists

MOST = 5_000


@answers.to_keep
def changes_file(request: HttpRequest, slug: str, ending: str) -> HttpResponseBase:
    """Give the proposals that the page lists."""
    project, user = project_or_404(request.user, slug), request.user
    visible = Proposal.objects.visible_to(user).filter(project=project)
    found = list(visible.select_related("project", "actor")[:MOST])
    told = visible.filter(Q(state=ProposalState.ADOPTED) | talked_over(user))
    return lists.answer(
        request,
        ending,
        title=f"{_('Proposals')} – {project}",
        stem=_("proposals"),
        columns=page_tables.proposal_columns(),
        things=page_tables.proposals(
            found,
            seen_actors(user, found),
            set(told.values_list("pk", flat=True)),
            request.build_absolute_uri("/"),
        ),
    )


@answers.for_accounts
def suggestions_file(request: HttpRequest, slug: str, ending: str) -> HttpResponseBase:
    """Give those whom others named, as far as the page lists them."""
    project, user = project_or_404(request.user, slug), request.user
    visible = Suggestion.objects.visible_to(user).filter(project=project)
    found = list(visible.select_related("actor", "speaker", *NEED)[:MOST])
    return lists.answer(
        request,
        ending,
        title=f"{_('Whom others name')} – {project}",
        stem=_("suggestions"),
        columns=page_tables.suggestion_columns(),
        things=page_tables.suggestions(
            found,
            seen_actors(user, found) | speakers_seen(user, found),
            request.build_absolute_uri(project.get_absolute_url()),
        ),
    )


@answers.to_keep
def indicators_file(request: HttpRequest, slug: str, ending: str) -> HttpResponseBase:
    """Give what the project counts, a line a measure."""
    project = project_or_404(request.user, slug)
    return lists.answer(
        request,
        ending,
        title=f"{_('Impact in figures')} – {project}",
        stem=_("measures"),
        columns=page_tables.measure_columns(),
        things=page_tables.measures(
            project.indicators.with_measures(), request.build_absolute_uri(project.get_absolute_url())
        ),
    )
