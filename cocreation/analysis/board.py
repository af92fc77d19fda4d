"""What the page of a diagnosis shows: its statements part by part, what is said of each, and one's own opinions."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from actors.models import ActorFamily
from cocreation.analysis.spread import Shared, share
from cocreation.enums import Agreement, StatementKind
from cocreation.models import Diagnosis, Rating, Statement, Voice
from projects.models import Need

TITLES = {
    StatementKind.STRENGTH: _("Strengths"),
    StatementKind.WEAKNESS: _("Weaknesses"),
    StatementKind.OPPORTUNITY: _("Opportunities"),
    StatementKind.RISK: pgettext_lazy("statements", "Risks"),
}


@dataclass(frozen=True)
class Line:
    """One statement: what voices say of it, what its reader does, the needs that they may see."""

    statement: Statement
    shared: Shared
    mine: int | None
    needs: list[Need]
    is_mine: bool

    @property
    def choices(self) -> list[tuple[int, str, bool]]:
        """Return the degrees of agreement, and whether each is the reader's."""
        return [(one.value, str(one.label), one.value == self.mine) for one in Agreement]


@dataclass(frozen=True)
class Part:
    """The statements of one sort, or the answers to one question."""

    code: str
    title: str
    lines: list[Line]


@dataclass(frozen=True)
class Board:
    """A version as one reader sees it."""

    diagnosis: Diagnosis
    parts: list[Part]
    voices: int
    voice: Voice | None

    @property
    def lines(self) -> list[Line]:
        """Return all the statements."""
        return [line for part in self.parts for line in part.lines]


def board(diagnosis: Diagnosis, user) -> Board:
    """Load a version for `user`, in a number of queries that does not follow that of statements."""
    statements = list(
        Statement.objects.visible_to(user)
        .filter(diagnosis=diagnosis)
        .select_related("question")
        .order_by("pk")
    )
    voice = Voice.objects.filter(diagnosis=diagnosis, user=user).first() if user.is_authenticated else None
    mine = dict(Rating.objects.filter(voice=voice).values_list("statement", "value")) if voice else {}
    votes: dict[int, list[tuple[int | None, int]]] = defaultdict(list)
    ratings = Rating.objects.filter(statement__in=statements)
    for statement, family, value in ratings.values_list("statement", "voice__family", "value"):
        votes[statement].append((family, value))
    families = {one.pk: (one.code, one.name) for one in ActorFamily.objects.all()}
    needs = _needs(statements, user)
    lines = [
        Line(
            one,
            share(votes[one.pk], families),
            mine.get(one.pk),
            needs[one.pk],
            user.is_authenticated and one.created_by_id == user.pk,
        )
        for one in statements
    ]
    voices = Voice.objects.filter(diagnosis=diagnosis, ratings__isnull=False).distinct().count()
    return Board(diagnosis, _parts(diagnosis, lines), voices, voice)


def _needs(statements: list[Statement], user) -> dict[int, list[Need]]:
    found: dict[int, list[Need]] = defaultdict(list)
    links = Statement.needs.through.objects.filter(statement__in=statements)
    pairs = list(links.values_list("statement", "need"))
    seen = {
        need.pk: need
        for need in Need.objects.visible_to(user)
        .filter(pk__in={need for _one, need in pairs})
        .select_related("project", "competence", "occupation", "resource_kind", "family")
    }
    for statement, need in pairs:
        if need in seen:
            found[statement].append(seen[need])
    return found


def _parts(diagnosis: Diagnosis, lines: list[Line]) -> list[Part]:
    parts = [
        Part(kind.value, str(title), _sorted(line for line in lines if line.statement.kind == kind))
        for kind, title in TITLES.items()
    ]
    for question in diagnosis.questions.all():
        answers = _sorted(line for line in lines if line.statement.question_id == question.pk)
        parts.append(Part(f"question-{question.uid}", question.text, answers))
    return parts


def _sorted(lines) -> list[Line]:
    """Put first what there is most to talk about."""
    return sorted(lines, key=lambda line: (-line.shared.strife, line.statement.pk))
