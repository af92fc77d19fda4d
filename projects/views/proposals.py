"""What a candidate who was written to reads of an introduction, and answers."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from projects.actions import introduction_letters
from projects.forms.introductions import AnswerForm
from projects.models import Introduction
from projects.views.pages import project_or_404

ANSWERS = ("yes", "no")


@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: HttpRequest, slug: str, uid) -> HttpResponse:
    """Show what is proposed to who speaks for the candidate, and take their answer; to others it is not there."""
    project = project_or_404(request.user, slug)
    told = Introduction.objects.told_to(request.user).with_what_is_shown()
    introduction = get_object_or_404(told, project=project, uid=uid)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if request.POST.get("answer") in ANSWERS:
            return _answered(request, introduction, form.cleaned_data["words"])
        messages.error(request, _("Choose an answer."))
    return render(
        request, "projects/proposal.html", {"project": project, "introduction": introduction, "form": form}
    )


def _answered(request: HttpRequest, introduction: Introduction, words: str) -> HttpResponse:
    agrees = request.POST["answer"] == "yes"
    try:
        introduction_letters.answer(introduction, agrees=agrees, words=words, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        thanks = _("Thank you: whoever wrote to you will see that you would like to meet.")
        quiet = _("Noted: nobody will write to you again about this.")
        messages.success(request, thanks if agrees else quiet)
    return redirect("projects:proposal", introduction.project.slug, introduction.uid)
