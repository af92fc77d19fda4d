"""Proposals that wait for somebody's voice: told at once, or with the digest, as they choose."""

from datetime import date

from django.urls import reverse
from django.utils import timezone

from actors.models import Claim
from projects.actions import digests, proposals
from projects.enums import DecisionRule, VoiceMail
from projects.models import Digest, Proposal
from territoire import mail
from territoire.enums import Role
from territoire.models import User


def ask(proposal: Proposal) -> None:
    """Write to who has a voice and chose to be told at once; not to who proposes."""
    day = timezone.localdate()
    author = proposal.created_by_id
    for user in _asked(proposal, day).exclude(pk=author).order_by("pk"):
        if not Proposal.objects.waiting_for(user, day).filter(pk=proposal.pk).exists():
            continue
        digest, _new = Digest.objects.get_or_create(user=user)
        if digest.voices != VoiceMail.AT_ONCE:
            continue
        context = {
            "project": mail.one_line(proposal.project.name),
            "proposal": lambda: mail.one_line(str(proposal)),
            "reason": proposal.reason,
            "rule": proposal.get_rule_display,
            "until": proposal.decide_on,
            "link": mail.absolute(proposal.get_absolute_url()),
            "choose": mail.absolute(reverse("site:alerts")),
            "stop": digests.stop_link(digest),
        }
        mail.send("voice_asked", user.email, context, headers=digests.stop_headers(digest))


def _asked(proposal: Proposal, day: date):
    """Return the accounts whose say the proposal waits for."""
    active = User.objects.filter(is_active=True)
    if proposal.rule == DecisionRule.HOLDERS:
        return active.filter(memberships__team=proposal.project.team_id, memberships__role=Role.HOLDER)
    circle = proposals.with_a_voice(proposal.project, day)
    return active.filter(pk__in=Claim.objects.accepted().filter(actor__in=circle).values("user"))
