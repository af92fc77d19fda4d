"""Pages that list what is on no map are taken away as tables: what they show to who asks, in French, defused."""

import io

import pytest
from openpyxl import load_workbook

from tests.factories.cocreation import DiagnosisFactory, IdeaAskFactory, RatingFactory, StatementFactory
from tests.factories.cocreation import TrainingOfferFactory as OfferFactory
from tests.factories.projects import MeasureFactory, ProjectFactory, ProposalFactory, SuggestionFactory
from tests.factories.territoire import UserFactory
from tests.factories.workshops import NoteFactory, ParticipantFactory
from workshops.models import Dot

pytestmark = pytest.mark.django_db


def lines(client, address: str) -> list[str]:
    answer = client.get(address)
    assert answer.status_code == 200, address
    said = b"".join(answer.streaming_content).decode()
    assert said.startswith("\ufeff")
    return said.removeprefix("\ufeff").splitlines()


def test_each_list_gives_what_its_page_shows(client):
    holder = UserFactory()
    project = ProjectFactory(holder=holder)
    where = project.get_absolute_url()
    statement = StatementFactory(diagnosis=DiagnosisFactory(project=project), text="=HYPERLINK(1)", needs=[])
    RatingFactory(statement=statement, value=2)
    ProposalFactory(project=project, after={"name": "La filière"})
    SuggestionFactory(project=project, name="Forge")
    MeasureFactory(indicator__project=project, indicator__name="Toisons", value=12)
    ask = IdeaAskFactory(idea__name="Un four")
    offer = OfferFactory()
    note = NoteFactory(question__workshop__project=project, text="Qui file ?")
    author = ParticipantFactory(workshop=note.question.workshop, name="Ida")
    Dot.objects.create(note=note, participant=author)
    client.force_login(holder)

    heading, said = lines(client, f"{where}diagnostic/export.csv")
    assert "Voix" in heading
    # One voice tells nothing; what would be computed is not.
    assert "'=HYPERLINK(1)" in said
    assert ";1;Trop peu de voix" in said
    assert "La filière" in lines(client, f"{where}evolutions/export.csv")[1]
    assert lines(client, f"{where}suggestions/export.csv")[1].startswith("Forge;")
    assert lines(client, f"{where}indicateurs/export.csv")[1].startswith("Toisons;")
    assert lines(client, f"/territoires/{ask.idea.territory.code}/idees/export.csv")[1].startswith("Un four;")
    assert offer.actor.name in lines(client, "/formations/export.csv")[1]
    harvest = f"/ateliers/{note.question.workshop.slug}/recolte/export."
    assert "Qui file ?" in lines(client, f"{harvest}csv")[1]
    assert "Ida" not in "".join(lines(client, f"{harvest}csv"))

    book = load_workbook(io.BytesIO(b"".join(client.get(f"{harvest}xlsx").streaming_content)))
    assert book.worksheets[0]["C2"].value == "Qui file ?"
    about = dict(book.worksheets[1].iter_rows(min_row=2, max_col=2, values_only=True))
    assert {"Licence", "Source"} <= about.keys()
    assert client.get(f"{harvest}geojson").status_code == 404
    assert f"{where}evolutions/export.xlsx" in client.get(f"{where}evolutions/").text
