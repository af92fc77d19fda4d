"""What the pages of one workshop share: the workshop of the address, seen or not, led or not."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from territoire.views import check
from workshops.models import Workshop

LEAD = "workshops.lead_workshop"


def workshop_or_404(user, slug: str) -> Workshop:
    """Return the workshop of that address, or answer 404 when `user` may not see it."""
    found = Workshop.objects.visible_to(user).with_what_is_shown().filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def led_or_refused(user, slug: str) -> Workshop:
    """Return the workshop of that address to who leads it; 404 to who may not see it, 403 to others."""
    workshop = workshop_or_404(user, slug)
    check(user, LEAD, workshop)
    return workshop


def figure(sent: Any) -> int | None:
    """Read a figure from 1 to 5, or none; raises `ValueError` on anything else."""
    if sent in (None, ""):
        return None
    read = int(sent)
    if not 1 <= read <= 5:
        raise ValueError(sent)
    return read


class WorkshopPage:
    """A page of the workshop named in the address: 404 when it cannot be seen, 403 without `workshop_permission`."""

    workshop_permission = ""
    title = ""
    lead = ""
    action_label = _("Save")
    back = "workshops:detail"

    def setup(self, request, *args, **kwargs):
        """Find the workshop before anything else."""
        super().setup(request, *args, **kwargs)
        self.workshop = workshop_or_404(request.user, kwargs["slug"])

    def dispatch(self, request, *args, **kwargs):
        """Check what the page asks for."""
        if self.workshop_permission:
            check(request.user, self.workshop_permission, self.workshop)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        """Give the page its workshop, and the words of its form."""
        words = {"title": self.title, "lead": self.lead, "action_label": self.action_label}
        shared = {"workshop": self.workshop, "cancel_url": self.get_success_url()}
        return super().get_context_data(**{**words, **shared, **kwargs})

    def get_success_url(self) -> str:
        """Lead back to the workshop."""
        return reverse(self.back, args=[self.workshop.slug])
