"""Saying that something is wrong with an actor's page."""

from django.shortcuts import get_object_or_404

from actors.models import Actor, ActorReport
from territoire.reporting import ReportView


class ActorReportCreate(ReportView):
    """Report an actor that one sees."""

    model = ActorReport

    def get_subject(self) -> Actor:
        """Return the actor of the address."""
        return get_object_or_404(Actor.objects.visible_to(self.request.user), slug=self.kwargs["slug"])
