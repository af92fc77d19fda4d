"""The workshop of the demonstration: two days ahead, its room open, so that one can try its wall and join by phone."""

import tomllib
import uuid
from datetime import datetime, time, timedelta
from pathlib import Path

from django.utils import timezone

from projects.demonstration.registry import Registry
from workshops.actions import boards, participants, workshops
from workshops.actions.participants import Written
from workshops.models import Question, Workshop
from workshops.reference.sequences import shipped

FILE = Path(__file__).parent / "data" / "demonstration.toml"
BEGINS, ENDS = time(18), time(20)
AHEAD = timedelta(days=2)


def tell(registry: Registry) -> None:
    """Set a workshop of a project of the demonstration, with what its first participants wrote."""
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))
    project = next((one for one in registry.projects.values() if one.name == told["project"]), None)
    if project is None or project.created_by is None:
        return
    day, by = timezone.localdate() + AHEAD, project.created_by
    begins, ends = (timezone.make_aware(datetime.combine(day, hour)) for hour in (BEGINS, ENDS))
    workshop = Workshop(project=project, begins_at=begins, ends_at=ends)
    for name in ("name", "place", "aim", "agenda"):
        setattr(workshop, name, told[name].strip())
    questions = next(list(one.questions) for one in shipped() if one.code == told["sequence"])
    workshops.begin(workshop, questions, by=by)
    workshops.open_room(workshop, by=by)
    first = workshop.questions.earliest("position")
    notes = _write(workshop, first, [*told["grouped"], *told["others"]])
    group = boards.name_group(workshop, first, uuid.uuid4(), told["group"], by=by)
    boards.put_in_group(workshop, notes[: len(told["grouped"])], group.uid, by=by)


def _write(workshop: Workshop, question: Question, texts: list[str]) -> list[uuid.UUID]:
    """Have two participants write these post-its, in turn; return them."""
    workshop.refresh_from_db()
    writers = [participants.enter(workshop, token=uuid.uuid4()) for _writer in range(2)]
    written = [Written(uuid.uuid4(), question.uid, text) for text in texts]
    for place, one in enumerate(written):
        participants.write(writers[place % 2], [one])
    return [one.uid for one in written]
