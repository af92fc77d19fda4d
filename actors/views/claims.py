"""Claims of an actor: "this is me, this is my organisation"."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from actors.actions import claims
from actors.forms.claims import AnswerForm, ClaimForm
from actors.models import Actor, Claim
from territoire.models import Facilitation
from territoire.moderation import DELAYS, Waiting
from territoire.views import RegisterView, check

MOST_NAMED = 5


class OfClaimedActor:
    """A page on claims of an actor: 404 when one may not see it."""

    def setup(self, request, *args, slug, **kwargs):
        """Fetch the actor for this user."""
        super().setup(request, *args, slug=slug, **kwargs)
        visible = Actor.objects.visible_to(request.user).select_related("family", "seat")
        self.actor = get_object_or_404(visible, slug=slug)

    def get_context_data(self, **kwargs):
        """Add the actor, and who answers."""
        return super().get_context_data(**{"actor": self.actor, "answerers": answerers(self.actor), **kwargs})


def voice(actor: Actor, user) -> dict:
    """Say whether somebody speaks for the actor, what the user's own claim is, and how many they may answer."""
    alive = list(Claim.objects.alive().filter(actor=actor))
    mine = next((one for one in alive if one.user_id == user.pk), None)
    waits = any(one.is_pending and one is not mine for one in alive)
    return {
        "spoken_for": any(one.is_accepted for one in alive),
        "mine": mine,
        "may_claim": mine is None and user.has_perm("actors.claim_actor", actor),
        "to_answer": Claim.objects.decidable_by(user).pending().filter(actor=actor).count() if waits else 0,
    }


def answerers(actor: Actor) -> list[str]:
    """Name who facilitates the place where the actor sits."""
    if actor.seat is None:
        return []
    found = Facilitation.objects.over(actor.seat).select_related("user").order_by("user__name", "pk")
    return list(dict.fromkeys(str(one.user) for one in found))[:MOST_NAMED]


class ClaimCreate(OfClaimedActor, RegisterView):
    """Ask to speak for an actor."""

    model = Claim
    form_class = ClaimForm
    template_name = "actors/claim_form.html"
    extra_context = {"days": DELAYS[Waiting.CLAIM]}

    def dispatch(self, request, *args, **kwargs):
        """Lead who asked already to their claim."""
        mine = Claim.objects.alive().filter(actor=self.actor, user=request.user).first()
        if mine is not None:
            return redirect("actors:claim", self.actor.slug, mine.uid)
        check(request.user, "actors.claim_actor", self.actor)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        """Say of which actor it is, by whom, so that constraints see it."""
        instance = Claim(actor=self.actor, user=self.request.user)
        return super().get_form_kwargs() | {"instance": instance}

    def register(self, form):
        """Ask, and say what became of it."""
        claim = claims.ask(form.instance, by=self.request.user)
        messages.success(self.request, _said(claim))
        return claim

    def form_valid(self, form):
        """Say when the same account asked at this very moment."""
        try:
            return super().form_valid(form)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)

    def get_success_url(self) -> str:
        """Lead to where the answer is."""
        return reverse("actors:claim", args=[self.actor.slug, self.object.uid])


def _said(claim: Claim) -> str:
    if claim.is_accepted:
        return _("Your address is on its domain: you speak for it from now on.")
    return _("Your claim is sent. Its answer will be on this page, and in your space.")


class ClaimList(OfClaimedActor, TemplateView):
    """The claims of an actor that one sent or answers."""

    template_name = "actors/claim_list.html"

    def get_context_data(self, **kwargs):
        """Part what waits from what was answered."""
        seen = Claim.objects.visible_to(self.request.user).filter(actor=self.actor)
        shown = list(seen.select_related("user", "decided_by"))
        return super().get_context_data(
            pending=[claim for claim in shown if claim.is_pending],
            answered=[claim for claim in shown if not claim.is_pending],
            **kwargs,
        )


class ClaimPage(OfClaimedActor, TemplateView):
    """One claim: who asks, what they say; who decides answers here."""

    template_name = "actors/claim_detail.html"

    def setup(self, request, *args, **kwargs):
        """Find the claim among those that one may see."""
        super().setup(request, *args, **kwargs)
        self.object = claim_or_404(request.user, self.actor, kwargs["uid"])

    def get_context_data(self, **kwargs):
        """Say what the user may do."""
        user, claim = self.request.user, self.object
        own = {
            "claim": claim,
            "decline": AnswerForm(prefix="decline"),
            "end": AnswerForm(prefix="end"),
            "may_decide": claim.is_pending and user.has_perm("actors.decide_claim", claim),
            "may_withdraw": claim.is_pending and user.has_perm("actors.withdraw_claim", claim),
            "may_end": claim.is_accepted and user.has_perm("actors.end_claim", claim),
            "mine": claim.user_id == user.pk,
        }
        return super().get_context_data(**{**own, **kwargs})


class Answer(ClaimPage):
    """An answer that says why; its page is the claim's."""

    http_method_names = ["post"]
    name = ""
    permission = ""
    success_message = ""

    def dispatch(self, request, *args, **kwargs):
        """Let only who may answer."""
        if not request.user.has_perm(self.permission, self.object):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        """Answer, or show what is missing."""
        form = AnswerForm(request.POST, prefix=self.name)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(**{self.name: form}))
        return _do(request, self.object, self.act, self.success_message, **form.cleaned_data)

    def act(self, claim, *, answer, by):
        """Do it."""
        raise NotImplementedError


class Decline(Answer):
    """Say no, and why."""

    name = "decline"
    permission = "actors.decide_claim"
    success_message = gettext_lazy("The claim is declined; who sent it reads why.")

    def act(self, claim, *, answer, by):
        """Decline."""
        claims.decline(claim, answer=answer, by=by)


class End(Answer):
    """Let somebody speak for the actor no more; who ends their own says nothing."""

    name = "end"
    permission = "actors.end_claim"
    success_message = gettext_lazy("Ended: this account no longer speaks for this actor.")

    def post(self, request, *args, **kwargs):
        """End one's own at once, and another's with a reason."""
        if self.object.user_id == request.user.pk:
            return _do(request, self.object, claims.end, self.success_message)
        return super().post(request, *args, **kwargs)

    def act(self, claim, *, answer, by):
        """End."""
        claims.end(claim, answer=answer, by=by)


@require_POST
def accept(request, slug, uid):
    """Let somebody speak for the actor."""
    claim = _permitted(request, slug, uid, "actors.decide_claim")
    return _do(request, claim, claims.accept, _("Accepted: this account speaks for this actor from now on."))


@require_POST
def withdraw(request, slug, uid):
    """Take one's claim back."""
    claim = _permitted(request, slug, uid, "actors.withdraw_claim")
    return _do(request, claim, claims.withdraw, _("Your claim is taken back."))


def claim_or_404(user, actor: Actor, uid) -> Claim:
    """Return a claim that `user` sent or answers; the others are not found."""
    seen = Claim.objects.visible_to(user).select_related("actor__seat", "user", "decided_by")
    return get_object_or_404(seen, actor=actor, uid=uid)


def _permitted(request, slug, uid, permission: str) -> Claim:
    actor = get_object_or_404(Actor.objects.visible_to(request.user), slug=slug)
    claim = claim_or_404(request.user, actor, uid)
    check(request.user, permission, claim)
    return claim


def _do(request, claim: Claim, gesture, said: str, **options) -> HttpResponseRedirect:
    """Do it, say so, and lead to where one may still look: who no longer sees the actor, to their space."""
    try:
        gesture(claim, by=request.user, **options)
        messages.success(request, said)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    seen = Actor.objects.visible_to(request.user).filter(pk=claim.actor_id).exists()
    return redirect("actors:claim", claim.actor.slug, claim.uid) if seen else redirect("actors:list")
