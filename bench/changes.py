"""What a change of involvement costs: in its own transaction, then in what it lets be worked out anew."""

from datetime import timedelta

from django.utils import timezone

from bench import bare
from bench.case import SAMPLE, Case, holder
from projects.actions import coverage, involvements
from projects.models import Involvement
from territoire.models import User


def cases() -> list[Case]:
    """Return a change alone, and what is worked out afterwards: of one involvement in each of the first projects."""
    first = Involvement.objects.working().filter(period__endswith=None, project_id__lte=10 * SAMPLE)
    chosen = first.filter(period__contains=timezone.localdate() - timedelta(days=1))
    found = list(chosen.order_by("project_id", "pk").distinct("project_id")[:SAMPLE])
    by = holder()
    values = [{"project": one.project_id, "day": timezone.localdate()} for one in found]

    def change(involvement: Involvement) -> None:
        _change(involvement, by)

    def marked(involvement: Involvement) -> None:
        coverage.settle_all()
        change(involvement)

    return [
        # Beside it, the statement that tells how the needs of the project are covered.
        Case(
            "an involvement ends or resumes: the transaction",
            found,
            bare.COVERAGE_OF_PROJECT,
            values,
            job=change,
        ),
        Case(
            "an involvement ends or resumes: what it lets be worked out anew",
            found,
            job=lambda _involvement: coverage.settle_few(),
            prepare=marked,
        ),
    ]


def _change(involvement: Involvement, by: User) -> None:
    """End the involvement yesterday, or undo that: one after the other, the world stays as it was."""
    involvement.refresh_from_db(fields=["period"])
    if involvement.period.upper is None:
        involvements.end(involvement, last_day=timezone.localdate() - timedelta(days=1), by=by)
    else:
        involvements.resume(involvement, by=by)
