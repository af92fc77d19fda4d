"""What a project tells of itself: read by whoever sees it, by feed readers too; written by its team."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from projects.exchanges import news as feeds
from projects.forms.news import NewsCreateForm, NewsForm
from projects.models import News
from projects.views.pages import PartForm, PartPage, ProjectPage, project_or_404
from territoire.exchanges.writing import answers, atom
from territoire.exchanges.writing.streaming import streamed
from territoire.exchanges.writing.values import About
from territoire.views import ChangeView, RegisterView, RemoveView

CONTRIBUTE = "projects.contribute_to_project"
SHOWN, IN_FEED = 10, 60


@require_safe
@login_not_required
def news_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the news, the newest first; drafts to those who write them."""
    project = project_or_404(request.user, slug)
    found = News.objects.visible_to(request.user).filter(project=project)
    context = {
        "project": project,
        "page_obj": Paginator(found, SHOWN).get_page(request.GET.get("page")),
        "contributes": request.user.has_perm(CONTRIBUTE, project),
        "moderates": request.user.is_authenticated
        and request.user.has_perm("projects.moderate_project", project),
    }
    return render(request, "projects/news_list.html", context)


@answers.live
def feed(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give the news of a project that everybody may see, for feed readers."""
    project = project_or_404(AnonymousUser(), slug)
    found = News.objects.visible_to(AnonymousUser()).filter(project=project)
    about = About(
        _now("News of %(place)s") % {"place": project.name},
        request.build_absolute_uri(reverse("projects:news", args=[project.slug])),
        answers.licence(),
        timezone.localdate(),
    )
    shown = found.select_related("project__territory").order_by("-published_at", "-pk")[:IN_FEED]
    entries = feeds.told(shown, request.build_absolute_uri("/"))
    return streamed(
        request, atom.write(about, request.build_absolute_uri(request.path), entries), atom.CONTENT_TYPE
    )


class NewsPage(ProjectPage):
    """A page that leads back to the news."""

    project_permission = CONTRIBUTE

    def get_success_url(self):
        """Lead to the news."""
        return reverse("projects:news", args=[self.project.slug])


class NewsCreate(NewsPage, PartForm, RegisterView):
    """Tell something."""

    model = News
    form_class = NewsCreateForm
    title = _("Tell something new")
    success_message = _("Saved.")

    def get_form_kwargs(self):
        """Say of which project."""
        return {**super().get_form_kwargs(), "project": self.project}


class NewsUpdate(NewsPage, PartPage, PartForm, ChangeView):
    """Change what was told, publish it or put it back among drafts."""

    model = News
    form_class = NewsForm
    title = _("Change this news")

    def get_context_data(self, **kwargs):
        """Offer to remove it."""
        url = reverse("projects:news-delete", args=[self.project.slug, self.object.uid])
        return super().get_context_data(also=[{"url": url, "label": _("Remove this news")}], **kwargs)


class NewsDelete(NewsPage, PartPage, RemoveView):
    """Remove news."""

    model = News

    def get_context_data(self, **kwargs):
        """Ask first."""
        return super().get_context_data(
            question=_("Remove “%(title)s”?") % {"title": self.object},
            action_label=_("Remove"),
            cancel_url=self.get_success_url(),
            danger=True,
            **kwargs,
        )
