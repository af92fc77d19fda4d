"""Saying that something is wrong with what a project's pages say; hiding it, and showing it again."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST

from projects.models import (
    CommentReport,
    News,
    NewsReport,
    Project,
    ProjectReport,
    Proposal,
    ProposalComment,
    Support,
    SupportReport,
)
from projects.views.pages import project_or_404
from territoire import hiding
from territoire.models import Hideable, not_hidden
from territoire.reporting import ReportView
from territoire.views import check


class ProjectReportCreate(ReportView):
    """Report a project that one sees."""

    model = ProjectReport

    def get_subject(self) -> Project:
        """Return the project of the address."""
        return project_or_404(self.request.user, self.kwargs["slug"])


class CommentReportCreate(ReportView):
    """Report a comment on a proposal that one talks over."""

    model = CommentReport

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        """Ask to sign in: no visitor reads comments."""
        return super().dispatch(request, *args, **kwargs)

    def get_subject(self) -> ProposalComment:
        """Return the comment of the address."""
        return _comment(self.request, **self.kwargs)


class NewsReportCreate(ReportView):
    """Report news that one reads."""

    model = NewsReport

    def get_subject(self) -> News:
        """Return the news of the address."""
        return _news(self.request, **self.kwargs)


class SupportReportCreate(ReportView):
    """Report a public word of support that one reads."""

    model = SupportReport

    def get_subject(self) -> Support:
        """Return the word of the address, on the page."""
        project = project_or_404(self.request.user, self.kwargs["slug"])
        seen = (
            Support.objects.visible_to(self.request.user)
            .public()
            .select_related("project__territory", "actor")
        )
        return get_object_or_404(seen, project=project, uid=self.kwargs["uid"])


def _comment(request: HttpRequest, slug: str, uid, comment) -> ProposalComment:
    user = request.user
    found = ProposalComment.objects.filter(
        not_hidden(user, "proposal__project__territory"),
        proposal__in=Proposal.objects.visible_to(user).values("pk"),
    ).select_related("proposal__project__territory")
    named = {"proposal__project": project_or_404(user, slug), "proposal__uid": uid, "uid": comment}
    record = get_object_or_404(found, **named)
    if user.is_authenticated:
        check(user, "projects.talk_over_change", record.proposal)
    return record


def _news(request: HttpRequest, slug: str, uid) -> News:
    project = project_or_404(request.user, slug)
    seen = News.objects.visible_to(request.user).select_related("project__territory")
    return get_object_or_404(seen, project=project, uid=uid)


FIND: dict[str, Any] = {"comment": _comment, "news": _news}


@require_http_methods(["GET", "HEAD", "POST"])
def hide(request: HttpRequest, what: str, **named) -> HttpResponse:
    """Hide it, with a reason for who wrote it."""
    record = _moderated(request, what, named)
    return hiding.hide(request, record, request.user, record.get_absolute_url())


@require_POST
def show_again(request: HttpRequest, what: str, **named) -> HttpResponse:
    """Undo the hiding."""
    record = _moderated(request, what, named)
    return hiding.show_again(request, record, request.user, record.get_absolute_url())


def _moderated(request: HttpRequest, what: str, named: dict) -> Hideable:
    record = FIND[what](request, **named)
    project = record.project if what == "news" else record.proposal.project
    check(request.user, "projects.moderate_project", project)
    return record
