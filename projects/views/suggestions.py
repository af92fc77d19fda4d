"""Those whom others name for a project: named, listed, sorted."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from projects.actions import suggestions
from projects.enums import SuggestionState
from projects.forms.suggestions import AsideForm, SortForm, SuggestForm
from projects.models import Suggestion
from projects.views.changes import seen_actors
from projects.views.join_requests import NEED
from projects.views.pages import PartForm, ProjectPage
from territoire.exchanges.writing import lists
from territoire.throttling import spend, too_many
from territoire.views import RegisterView, check

SUGGEST = "projects.suggest_to_project"
SORT = "projects.choose_candidates"
SHOWN = 200


class SuggestionList(ProjectPage, TemplateView):
    """Whom one named, and all that were named for who looks for people."""

    template_name = "projects/suggestion_list.html"

    def get_context_data(self, **kwargs):
        """Part those to sort from the others."""
        user = self.request.user
        seen = Suggestion.objects.visible_to(user).filter(project=self.project)
        found = list(seen.select_related("actor__family", "speaker__family", *NEED)[:SHOWN])
        named = [one for one in found if one.state == SuggestionState.WAITING]
        return super().get_context_data(
            waiting=named,
            sorted_ones=[one for one in found if one.state != SuggestionState.WAITING],
            seen=seen_actors(user, found) | speakers_seen(user, found),
            sorts=user.has_perm(SORT, self.project),
            suggests=user.has_perm(SUGGEST, self.project),
            export=lists.menu(self.request),
            **kwargs,
        )


def speakers_seen(user, found) -> set[int]:
    """Return which of those in whose name somebody was named `user` may see."""
    return seen_actors(user, [one.speaker for one in found if one.speaker], "pk")


class Suggest(PartForm, RegisterView):
    """Name somebody whom the project should know; `?besoin=` chooses the need."""

    model = Suggestion
    form_class = SuggestForm
    project_permission = SUGGEST
    title = _("Name somebody whom the project should know")
    lead = _("Experts of the territory are sometimes hidden: you know some of them.")
    action_label = _("Name them")
    success_message = _("Thank you: those who look for people for the project will see whom you named.")

    def post(self, request, *args, **kwargs):
        """Count what is sent."""
        wait = spend("words", request)
        return too_many(request, wait=wait) if wait else super().post(request, *args, **kwargs)

    def get_form_kwargs(self):
        """Say for which project, by whom."""
        return {**super().get_form_kwargs(), "project": self.project, "user": self.request.user}

    def get_initial(self):
        """Choose the need that the address names."""
        return {**super().get_initial(), "need": self.request.GET.get("besoin", "")}

    def register(self, form):
        """Name them."""
        return suggestions.suggest(form.instance, by=self.request.user)

    def get_success_url(self):
        """Lead to those who were named."""
        return reverse("projects:suggestions", args=[self.project.slug])


class SortPage(ProjectPage, TemplateView):
    """One suggestion, for who looks for people: who it is, or put aside."""

    template_name = "projects/suggestion.html"
    project_permission = SORT

    def setup(self, request, *args, **kwargs):
        """Find the suggestion."""
        super().setup(request, *args, **kwargs)
        seen = Suggestion.objects.visible_to(request.user).select_related(
            "project__territory", "actor__family", "speaker__family", "introduction", *NEED
        )
        self.object = get_object_or_404(seen, project=self.project, uid=kwargs["uid"])

    def get_context_data(self, **kwargs):
        """Give both answers."""
        user = self.request.user
        forms = {
            "sort": SortForm(suggestion=self.object, user=user, prefix="sort"),
            "aside": AsideForm(prefix="aside"),
        }
        named = [self.object, self.object.speaker] if self.object.speaker else [self.object]
        seen = seen_actors(user, named[:1]) | seen_actors(user, named[1:], "pk")
        waits = self.object.state == SuggestionState.WAITING
        return super().get_context_data(
            **{"suggestion": self.object, "waits": waits, "seen": seen, **forms, **kwargs}
        )


class Answer(SortPage):
    """One answer to a suggestion; its page is the suggestion's."""

    http_method_names = ["post"]
    name, success_message = "", _("Sorted.")

    def sent_form(self) -> Any:
        """Return the form that was sent."""
        raise NotImplementedError

    def act(self, form) -> None:
        """Do it."""
        raise NotImplementedError

    def post(self, request, *args, **kwargs):
        """Answer, or show what is missing."""
        check(request.user, SORT, self.project)
        form = self.sent_form()
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(**{self.name: form}))
        try:
            with transaction.atomic():
                self.act(form)
            messages.success(request, self.success_message)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect("projects:suggestions", self.project.slug)


class Link(Answer):
    """Say which actor it is, register it when it is new, open an introduction."""

    name = "sort"

    def sent_form(self):
        """Return the form that was sent."""
        return SortForm(self.request.POST, suggestion=self.object, user=self.request.user, prefix="sort")

    def act(self, form):
        """Link it."""
        by = self.request.user
        is_new = not form.cleaned_data.get("actor")
        actor = form.actor_for(self.project.team, by)
        suggestions.link(self.object, actor, is_new=is_new, introduce=form.cleaned_data["introduce"], by=by)


class PutAside(Answer):
    """Put it aside, and why."""

    name, success_message = "aside", _("Put aside: who named them reads why.")

    def sent_form(self):
        """Return the form that was sent."""
        return AsideForm(self.request.POST, prefix="aside")

    def act(self, form):
        """Put it aside."""
        suggestions.put_aside(self.object, reason=form.cleaned_data["reason"], by=self.request.user)
