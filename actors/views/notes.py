"""Private notes on an actor: for the team, or the facilitators, that wrote them."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.forms.notes import NoteForm, NoteRegistrationForm
from actors.models import Actor, Note
from actors.permissions import note_teams
from territoire.views import ChangeView, RegisterView, RemoveView, check

MOST_SHOWN = 50


def notes_part(actor: Actor, user) -> dict[str, Any] | None:
    """Return the notes that `user` reads, which of them they may change, and whether they may add one."""
    if not user.is_authenticated:
        return None
    shown = (
        Note.objects.visible_to(user).filter(actor=actor).select_related("team", "territory", "created_by")
    )
    writes_in = set(note_teams(user).values_list("pk", flat=True))
    notes = list(shown[:MOST_SHOWN])
    may_change = {note.pk for note in notes if note.territory_id or note.team_id in writes_in}
    may_add = user.has_perm("actors.add_note", actor)
    return {"notes": notes, "may_change": may_change, "may_add": may_add} if notes or may_add else None


class OfNotedActor:
    """A page on notes of an actor: 404 when one may not see it."""

    template_name = "actors/note_form.html"

    def setup(self, request, *args, slug, **kwargs):
        """Fetch the actor for this user."""
        super().setup(request, *args, slug=slug, **kwargs)
        visible = Actor.objects.visible_to(request.user).select_related("family", "seat")
        self.actor = get_object_or_404(visible, slug=slug)

    def get_queryset(self):
        """Keep the notes that the user reads."""
        return Note.objects.visible_to(self.request.user).filter(actor=self.actor)

    def get_object(self, queryset=None):
        """Return the note, once the user may change it."""
        note = get_object_or_404(self.get_queryset(), uid=self.kwargs["uid"])
        check(self.request.user, self.permission, note)
        return note

    def get_success_url(self) -> str:
        """Come back to the actor."""
        return self.actor.get_absolute_url()

    def get_context_data(self, **kwargs):
        """Add the actor."""
        return super().get_context_data(**kwargs) | {"actor": self.actor}


class NoteCreate(OfNotedActor, RegisterView):
    """Write a note."""

    model = Note
    form_class = NoteRegistrationForm
    success_message = gettext_lazy("Noted. Nobody else reads it.")

    def dispatch(self, request, *args, **kwargs):
        """Refuse who writes for nobody."""
        check(request.user, "actors.add_note", self.actor)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        """Say on whom, by whom."""
        own = {"user": self.request.user, "actor": self.actor, "instance": Note(actor=self.actor)}
        return super().get_form_kwargs() | own


class NoteUpdate(OfNotedActor, ChangeView):
    """Change a note."""

    form_class = NoteForm
    permission = "actors.change_note"


class NoteDelete(OfNotedActor, RemoveView):
    """Delete a note."""

    template_name = "components/confirm.html"
    permission = "actors.delete_note"

    def get_context_data(self, **kwargs):
        """Ask."""
        return super().get_context_data(**kwargs) | {
            "question": _("Delete this note?"),
            "text": self.object.text,
            "action_label": _("Delete"),
            "cancel_url": self.actor.get_absolute_url(),
            "danger": True,
        }
