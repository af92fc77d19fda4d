"""What is kept of a person in projects, and of what an account did there."""

from collections.abc import Iterator
from functools import partial

from django.utils.translation import gettext as _

from actors.third_persons import told
from projects.enums import IntroductionState
from projects.models import (
    Alert,
    Assessment,
    CandidateChoice,
    CommentReport,
    Conviction,
    Digest,
    Engagement,
    Experience,
    GuestRequest,
    Introduction,
    Involvement,
    JoinRequest,
    NewsReport,
    Pledge,
    ProjectReport,
    Proposal,
    ProposalComment,
    ProposalVoice,
    Suggestion,
    Support,
    SupportReport,
)
from territoire.models import SavedView, User
from territoire.personal_export import Part, part

SOURCED = ("source", "created_at", "updated_at")
INVOLVEMENT = ("project", "role", "brings", "changes", "degree", "wanted_degree", "state", "period", *SOURCED)
INTRODUCTION = ("state", "note", "due_on", "contacted_on", "closed_on", "declined_reason", "created_at")
ASSESSMENT = ("day", "influence", "interest", "legitimacy", "urgency", "stance", "agreed")
SUPPORT = ("project", "words", "state", "published_at", "message", "reason", "created_at")
REQUEST = ("project", "need", "wanted_degree", "message", "state", "reason", "created_at", "decided_at")


GUEST = (
    "project",
    "need",
    "gesture",
    "name",
    "email",
    "wanted_degree",
    "organisation",
    "message",
    "state",
    "reason",
    "created_at",
)
PROPOSAL = ("project", "kind", "reason", "state", "decision", "created_at", "decided_at")
VOICE = ("proposal", "opinion", "reason", "created_at")
COMMENT = ("proposal", "text", "created_at")
SUGGESTION = ("project", "need", "name", "brings", "why", "known_how", "state", "reason", "created_at")


def person_parts(keys: list[int], reader) -> list[Part]:
    """Tell what projects keep of the person with these keys; of what others think of them, never who thinks it."""
    return [*_part_taken(keys, reader), *_opinions(keys, reader)]


def _part_taken(keys: list[int], reader) -> Iterator[Part]:
    involvements = Involvement.objects.filter(actor__in=keys).order_by("pk")
    yield part("involvements", involvements, *INVOLVEMENT, reader=reader)
    engagements = Engagement.objects.filter(person__in=keys).order_by("pk")
    yield part(
        "engagements",
        engagements,
        "involvement",
        reader=reader,
        title=_("involvements of organisations through you"),
    )
    pledges = Pledge.objects.filter(actor__in=keys).order_by("pk")
    yield part("pledges", pledges, "need", "quantity", "state", "note", "period", *SOURCED, reader=reader)
    requests = JoinRequest.objects.filter(actor__in=keys)
    yield part("join_requests", requests, *REQUEST, reader=reader)
    yield part("supports", Support.objects.filter(actor__in=keys), *SUPPORT, reader=reader)
    held = Conviction.objects.filter(actor__in=keys).order_by("pk")
    yield part("convictions", held, "project", "value", "aim", "created_at", reader=reader)
    came = GuestRequest.objects.filter(actor__in=keys)
    yield part("guest_requests", came, *GUEST, reader=reader)
    # Who named them is not told.
    named = Suggestion.objects.filter(actor__in=keys)
    yield part("suggestions", named, *SUGGESTION, reader=reader, title=_("suggestions that name you"))
    yield part("proposals", Proposal.objects.filter(actor__in=keys), *PROPOSAL, reader=reader)
    yield part("voices", ProposalVoice.objects.filter(actor__in=keys), *VOICE, reader=reader)
    yield part("proposal_comments", ProposalComment.objects.filter(actor__in=keys), *COMMENT, reader=reader)
    asked = Experience.objects.filter(ask__in=keys)
    yield part(
        "experiences",
        asked,
        "project",
        "day",
        reader=reader,
        title=_("experiences that name you to be asked"),
    )


def _opinions(keys: list[int], reader) -> Iterator[Part]:
    assessments = Assessment.objects.filter(actor__in=keys).order_by("day", "pk")
    yield part("assessments", assessments, *ASSESSMENT, reader=reader)
    choices = CandidateChoice.objects.filter(actor__in=keys)
    words = partial(told, keys=keys)
    yield part("choices", choices, "choice", "reason", "created_at", reader=reader, words=words)
    # What nobody has acted on yet is a thought: a candidate is told of it by who follows it, not by an export.
    introductions = Introduction.objects.filter(actor__in=keys).exclude(state=IntroductionState.TO_CONTACT)
    yield part("introductions", introductions, *INTRODUCTION, reader=reader, words=words)
    alerts = Alert.objects.filter(actor__in=keys)
    yield part("alerts", alerts, "kind", "created_at", reader=reader, title=_("alerts about what you know"))


def account_parts(user: User) -> list[Part]:
    """Tell what an account did with projects: requests, reports, assessments."""
    requests = JoinRequest.objects.filter(created_by=user)
    reports = ProjectReport.objects.filter(created_by=user)
    assessments = Assessment.objects.filter(assessor=user).order_by("day", "pk")
    return [
        part("join_requests", requests, "actor", *REQUEST, reader=user, title=_("requests that you sent")),
        part(
            "project_reports", reports, "project", "reason", "message", "state", "created_at", "answer",
            reader=user, title=_("reports on projects that you sent"),
        ),
        *(
            part(name, model.objects.filter(created_by=user), "reason", "message", "state", "created_at", "answer",
                 reader=user)
            for name, model in (
                ("comment_reports", CommentReport), ("news_reports", NewsReport), ("support_reports", SupportReport)
            )
        ),
        part("guest_requests", GuestRequest.objects.filter(owner=user), *GUEST, reader=user),
        part("proposals", Proposal.objects.filter(created_by=user), *PROPOSAL, reader=user),
        part("voices", ProposalVoice.objects.filter(created_by=user), "actor", *VOICE, reader=user),
        part("proposal_comments", ProposalComment.objects.filter(created_by=user), *COMMENT, reader=user),
        part("suggestions", Suggestion.objects.filter(created_by=user), *SUGGESTION, reader=user),
        part("assessments", assessments, "project", "day", reader=user, title=_("assessments that you made")),
        part("alerts", Alert.objects.filter(user=user), "kind", "project", "actor", "created_at", reader=user),
        part("digests", Digest.objects.filter(user=user), "every", "sent_at", "stopped_at", "voices", reader=user),
        part("saved_views", SavedView.objects.filter(user=user), "name", "address", "created_at", reader=user),
    ]  # fmt: skip
