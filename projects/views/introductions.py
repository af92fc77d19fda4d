"""The introductions of a project: their board, one opened, one followed."""

from uuid import UUID

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from projects.actions.introduction_letters import AGAIN_AFTER, readers_of
from projects.analysis.introducers import chain_to
from projects.analysis.introduction_board import board, card
from projects.forms.introductions import BoardFilter, IntroductionForm, IntroductionUpdateForm
from projects.models import Introduction
from projects.views.gap_tabs import gap_tabs
from projects.views.pages import PartForm, PartPage, ProjectPage
from territoire.views import ChangeView, RegisterView, RemoveView

FOLLOW = "projects.follow_introductions"


class IntroductionsPage(ProjectPage):
    """A page that leads back to the board; whom one may not see is not on it."""

    project_permission = FOLLOW

    def get_success_url(self):
        """Lead to the board."""
        return reverse("projects:introductions", args=[self.project.slug])

    def get_context_data(self, **kwargs):
        """Give the tabs."""
        return super().get_context_data(
            gap_tabs=gap_tabs(self.project, self.request.user), board_url=self.board_url, **kwargs
        )

    @property
    def board_url(self) -> str:
        """Return the address of the board of the project."""
        return reverse("projects:introductions", args=[self.project.slug])


class OneIntroduction(IntroductionsPage, PartPage):
    """A page on one introduction of a candidate that one may see; the others are not found."""

    model = Introduction

    def get_queryset(self):
        """Leave out the introductions of hidden actors."""
        shown = Introduction.objects.visible_to(self.request.user).with_what_is_shown()
        return shown.filter(project=self.project)


class Board(IntroductionsPage, TemplateView):
    """Who is to be met for what, and how far it went."""

    template_name = "projects/introductions.html"

    def get_context_data(self, **kwargs):
        """Lay out what the filters keep."""
        user, today = self.request.user, timezone.localdate()
        asked = BoardFilter(self.request.GET)
        seen = Introduction.objects.visible_to(user).filter(project=self.project)
        return super().get_context_data(
            board=board(asked.kept(seen, user, today), user, today), form=asked, today=today, **kwargs
        )


class Open(IntroductionsPage, PartForm, RegisterView):
    """Open an introduction: `?besoin=` and `?acteur=` say from which gap, and of whom."""

    model = Introduction
    form_class = IntroductionForm
    template_name = "projects/introduction_form.html"
    title = _("Open an introduction")
    lead = _(
        "You prepare the meeting: nobody is told of it before you, or whoever is in charge, contacts them."
    )
    action_label = _("Open the introduction")
    success_message = _("The introduction is open. Whoever is in charge finds it in their space.")

    def get_form_kwargs(self):
        """Say in which project, by whom."""
        return {**super().get_form_kwargs(), "project": self.project, "user": self.request.user}

    def get_initial(self):
        """Choose what the address names, and the nearest who could introduce."""
        asked = {"need": self.request.GET.get("besoin", ""), "actor": self.request.GET.get("acteur", "")}
        via = self.chain[-2].slug if len(self.chain) > 1 else ""
        return {**super().get_initial(), **asked, "via": via}

    def setup(self, request, *args, **kwargs):
        """Find the chain of introductions to whom the address names."""
        super().setup(request, *args, **kwargs)
        self.chain = ()
        if slug := request.GET.get("acteur", ""):
            self.chain = self._chain(slug)

    def get(self, request, *args, **kwargs):
        """Lead to the introduction that is under way from this gap with this candidate, if there is one."""
        asked = {"need__uid": request.GET.get("besoin", ""), "actor__slug": request.GET.get("acteur", "")}
        if _is_uid(asked["need__uid"]) and asked["actor__slug"]:
            open_ones = Introduction.objects.visible_to(request.user).open()
            known = open_ones.filter(project=self.project, **asked).select_related("project").first()
            if known:
                messages.info(request, _("This introduction is under way already."))
                return redirect(known)
        return super().get(request, *args, **kwargs)

    def _chain(self, slug: str):
        form = IntroductionForm(project=self.project, user=self.request.user)
        actor = form.fields["actor"].queryset.filter(slug=slug).first()
        return (actor and chain_to(actor, self.project, self.request.user, timezone.localdate())) or ()

    def get_context_data(self, **kwargs):
        """Show the chain."""
        return super().get_context_data(chain=self.chain, **kwargs)


class Follow(OneIntroduction, PartForm, ChangeView):
    """One introduction: where it stands, what can be done, how it is followed."""

    form_class = IntroductionUpdateForm
    template_name = "projects/introduction.html"

    def get_form_kwargs(self):
        """Say in which project, by whom."""
        return {**super().get_form_kwargs(), "project": self.project, "user": self.request.user}

    def get_success_url(self):
        """Stay."""
        return self.object.get_absolute_url()

    def get_context_data(self, **kwargs):
        """Tell the chain, and whether the candidate can be written to."""
        today, user, one = timezone.localdate(), self.request.user, self.object
        return super().get_context_data(
            introduction=one,
            card=card(one, user, today),
            chain=() if one.is_closed else chain_to(one.actor, self.project, user, today),
            readers=[] if one.is_closed else readers_of(one),
            may_remind=may_remind(one),
            **kwargs,
        )


class Remove(OneIntroduction, RemoveView):
    """Remove an introduction that was opened by mistake."""

    def get_context_data(self, **kwargs):
        """Ask first."""
        return super().get_context_data(
            question=_("Remove the introduction of %(actor)s?") % {"actor": self.object.actor},
            text=_(
                "As if it had never been opened: its notes go with it. A refusal is better noted as such."
            ),
            kept=_("The actor stays, and its involvement if there is one."),
            action_label=_("Remove"),
            cancel_url=self.object.get_absolute_url(),
            danger=True,
            **kwargs,
        )


def _is_uid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def may_remind(introduction: Introduction) -> bool:
    """Tell whether the candidate may be reminded of the message now."""
    return (
        introduction.waits_for_the_candidate
        and introduction.told_at is not None
        and introduction.told_again_at is None
        and timezone.now() - introduction.told_at >= AGAIN_AFTER
    )
