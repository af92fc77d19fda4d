"""What is asked in a workshop: its questions, and the sequences that one keeps."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from territoire.views import ChangeView, RegisterView, RemoveView
from workshops.actions import questions, workshops
from workshops.forms.workshops import QuestionCreateForm, QuestionForm, SequenceNameForm
from workshops.models import Question, Sequence
from workshops.views.pages import LEAD, WorkshopPage, led_or_refused


class QuestionsPage(WorkshopPage):
    """A page that leads back to the questions."""

    workshop_permission = permission = LEAD
    template_name = "workshops/form.html"
    back = "workshops:questions"

    def get_queryset(self):
        """Keep those of this workshop."""
        return Question.objects.filter(workshop=self.workshop)

    def get_object(self, queryset=None):
        """Return the question of the address; the right was checked on the workshop."""
        return get_object_or_404(self.get_queryset(), uid=self.kwargs["uid"])


class QuestionList(QuestionsPage, TemplateView):
    """The questions in their order; they can be kept as a sequence of one's own."""

    template_name = "workshops/questions.html"

    def get_context_data(self, **kwargs):
        """Give the questions, and one's own sequences."""
        return super().get_context_data(
            questions=self.get_queryset(),
            form=SequenceNameForm(initial={"name": self.workshop.name}),
            sequences=Sequence.objects.visible_to(self.request.user),
            **kwargs,
        )


class QuestionCreate(QuestionsPage, RegisterView):
    """Add a question."""

    model = Question
    form_class = QuestionCreateForm
    title = gettext_lazy("Add a question")

    def register(self, form):
        """Add it at the end."""
        form.instance.workshop = self.workshop
        return questions.add(form.instance, by=self.request.user)


class QuestionUpdate(QuestionsPage, ChangeView):
    """Change a question."""

    form_class = QuestionForm
    title = gettext_lazy("Change the question")

    def form_valid(self, form):
        """Tell the room too."""
        response = super().form_valid(form)
        workshops.touch_stage(self.workshop)
        return response

    def get_success_url(self):
        """Lead back to the questions."""
        return reverse(self.back, args=[self.workshop.slug])


class QuestionDelete(QuestionsPage, RemoveView):
    """Remove a question with its answers."""

    template_name = RemoveView.template_name

    def get_context_data(self, **kwargs):
        """Ask first."""
        asked = {
            "question": _("Remove the question “%(text)s”?") % {"text": self.object},
            "text": _("Its post-its go with it."),
            "action_label": _("Remove"),
            "danger": True,
        }
        return super().get_context_data(**{**asked, **kwargs})

    def form_valid(self, form):
        """Remove it, and tell the room."""
        response = super().form_valid(form)
        workshops.touch_stage(self.workshop)
        return response


@require_POST
def move(request: HttpRequest, slug: str, uid, places: int) -> HttpResponse:
    """Ask a question one place earlier or later."""
    workshop = led_or_refused(request.user, slug)
    questions.move(get_object_or_404(Question, workshop=workshop, uid=uid), places, by=request.user)
    return redirect("workshops:questions", slug)


@require_POST
def keep(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep the questions as a sequence of one's own."""
    workshop = led_or_refused(request.user, slug)
    form = SequenceNameForm(request.POST)
    if form.is_valid() and workshop.questions.exists():
        workshops.keep_sequence(workshop, form.cleaned_data["name"], by=request.user)
        messages.success(request, _("Kept: it is offered when you set a workshop."))
    else:
        messages.error(request, _("Nothing is kept: a name and at least one question are needed."))
    return redirect("workshops:questions", slug)


@require_POST
def forget(request: HttpRequest, uid) -> HttpResponse:
    """Remove a sequence of one's own."""
    get_object_or_404(Sequence.objects.visible_to(request.user), uid=uid).delete()
    messages.success(request, _("The sequence is removed; workshops that came from it keep their questions."))
    return redirect("workshops:list")
