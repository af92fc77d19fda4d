"""The whole domain as one file and back: the tables of both apps, in the order in which they need each other."""

from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from actors.actions import contacts
from actors.exchanges import package_tables as actors
from actors.models import Actor
from actors.reference import competence_closure
from cocreation.exchanges import package_tables as cocreation
from cocreation.models import Diagnosis, Idea, TrainingSession
from projects.exchanges import package_tables as projects
from projects.models import Project
from territoire.enums import TerritoryKind
from territoire.exchanges.package import reading, writing
from territoire.exchanges.package.reading import Read
from territoire.exchanges.package.tables import LeftOut, Table, columns_of, links_of
from territoire.exchanges.writing.values import Licence
from territoire.models import Team, Territory, TerritoryPart, User
from territoire.territories import closure
from workshops.exchanges import package_tables as workshops
from workshops.models import Workshop


def _places(user):
    """Return the territories that are spoken of, those that people made, and what those are made of."""
    made = Q(kind=TerritoryKind.CUSTOM)
    parts = TerritoryPart.objects.filter(
        Q(whole__kind=TerritoryKind.CUSTOM) | Q(part__kind=TerritoryKind.CUSTOM)
    )
    seen = actors.seen(Actor.objects, user)
    return Territory.objects.filter(
        made
        | Q(pk__in=seen.values("seat"))
        | Q(pk__in=Actor.areas.through.objects.filter(actor__in=seen).values("territory"))
        | Q(pk__in=actors.seen(Project.objects, user).values("territory"))
        | Q(pk__in=actors.seen(Diagnosis.objects, user).values("territory"))
        | Q(pk__in=actors.seen(Idea.objects, user).values("territory"))
        | Q(pk__in=actors.seen(TrainingSession.objects, user).values("territory"))
        | Q(pk__in=actors.seen(Workshop.objects, user).values("territory"))
        | Q(pk__in=parts.values("whole"))
        | Q(pk__in=parts.values("part"))
    )


def _parts(user):
    return TerritoryPart.objects.filter(
        Q(whole__kind=TerritoryKind.CUSTOM) | Q(part__kind=TerritoryKind.CUSTOM)
    )


def _teams(user):
    if user is None:
        return Team.objects.all()
    of_projects = actors.seen(Project.objects, user).values("team")
    return Team.objects.filter(Q(pk__in=of_projects) | Q(pk__in=Team.objects.of(user)))


#: Official territories are in every database (`load_territories`): those of the package are there to be named.
TABLES: tuple[Table, ...] = (
    Table(
        "territories",
        "Territoires",
        Territory,
        ("code",),
        columns_of(Territory, {}),
        _places,
        actors.CODE,
        fixed=True,
        order="code",
        only=f"i.kind = '{TerritoryKind.CUSTOM.value}'",
    ),
    links_of(
        "territory_parts",
        "Parties des territoires",
        TerritoryPart,
        {"whole": actors.TERRITORY, "part": actors.TERRITORY},
        _parts,
    ),
    *actors.VOCABULARY,
    *projects.VOCABULARY,
    actors.teams(_teams),
    *actors.ACTORS,
    *projects.PROJECTS,
    *cocreation.TOGETHER,
    *workshops.WORKSHOPS,
)


#: Each model is in a table above, or here (a test holds it).
LEFT_OUT: tuple[LeftOut, ...] = (
    LeftOut(
        "Accounts, and what is theirs: who is in which team or facilitates which territory, invitations, tokens, kept "
        "views, sequences of questions, alerts; by whom each record was entered.",
        "Who may sign in here may not elsewhere: a team comes without members, an administrator says who holds it.",
        (
            "territoire.User",
            "territoire.Membership",
            "territoire.Facilitation",
            "territoire.Invitation",
            "territoire.ApiToken",
            "territoire.SavedView",
            "workshops.Sequence",
            "territoire.AccountWarning",
            "projects.Alert",
            "projects.Digest",
        ),
    ),
    LeftOut(
        "What accounts noted for themselves and for their team: claims, private notes, judgements (those of a room in "
        "a round of assessment too), introductions, candidates kept or left out, competences that a project does not "
        "want to be asked about.",
        "It was noted in confidence, by accounts that are not in the package.",
        (
            "actors.Claim",
            "actors.Note",
            "projects.Assessment",
            "projects.Introduction",
            "projects.CandidateChoice",
            "projects.DismissedSuggestion",
            "workshops.Rating",
            "workshops.Round",
            "workshops.RoundActor",
        ),
    ),
    LeftOut(
        "Whom an idea gathered.",
        "They are accounts, and leave with them.",
        ("cocreation.IdeaSupport",),
    ),
    LeftOut(
        "Requests sent without an account by an address that nobody confirmed; first names and phones of participants.",
        "Nobody reads the first, the second are forgotten a month after the workshop, the third open its board.",
    ),
    LeftOut(
        "Notices to persons and their answers, who asked for contact details, reports, warnings, and who objected.",
        "They prove what this instance did, to whom it answers. Objections are hashes made with its own key: before a "
        "package is loaded elsewhere, tell those who run that instance who objected, or copy the database whole.",
        (
            "actors.Notice",
            "actors.Objection",
            "actors.PersonWarning",
            "actors.ContactAccess",
            "actors.ActorReport",
            "projects.ProjectReport",
            "projects.CommentReport",
            "projects.NewsReport",
            "projects.SupportReport",
            "workshops.NoteReport",
            "cocreation.StatementReport",
            "cocreation.IdeaReport",
            "cocreation.TrainingReport",
        ),
    ),
    LeftOut(
        "What is worked out: coverage and summaries, what lies within what, the drawing of the network.",
        "It is worked out anew from the rest.",
        (
            "territoire.TerritoryClosure",
            "actors.CompetenceClosure",
            "projects.CoverageDue",
            "projects.ProjectCoverage",
            "projects.NeedCoverage",
            "projects.ActorSupply",
            "projects.CompetenceSummary",
            "projects.CompetenceDifference",
            "projects.NetworkPlace",
            "projects.NetworkLayout",
        ),
    ),
    LeftOut(
        "History, how to undo imports and merges, which official territory became which, what keeps the site going.",
        "Past versions name accounts and what was erased since; what undoes a change needs the very rows it changed.",
        (
            "territoire.Submission",
            "territoire.ImportBatch",
            "territoire.ImportFile",
            "territoire.ImportSheet",
            "territoire.ImportLine",
            "territoire.ColumnMatching",
            "territoire.RetentionRun",
            "territoire.Erasure",
            "territoire.Pulse",
            "territoire.ThrottleWindow",
            "actors.ActorMerge",
            "actors.CompetenceMerge",
        ),
    ),
    LeftOut("Pictures.", "They are files: copy the folder of media, or read them by the API."),
)


def export(file: IO[bytes], *, reader: User | None) -> dict[str, int]:
    """Write all that `reader` may read (everything for None) into `file`; return how many rows each table has.

    It is written who took contact details away.
    """
    licence = Licence(**settings.TERRITOIRE_LICENCE)
    counts = writing.write(file, TABLES, reader, licence=licence, source=settings.SITE_URL, left_out=LEFT_OUT)
    if reader is not None:
        contacts.note_all(to=reader)
    return counts


@transaction.atomic
def load(file: Path | IO[bytes]) -> list[Read]:
    """Bring the database up to a package, all of it or nothing; raise `PackageProblem`."""
    read = reading.read(file, TABLES)
    closure.rebuild()
    competence_closure.rebuild()
    return read
