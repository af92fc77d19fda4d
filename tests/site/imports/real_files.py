"""Real registers, imported: what becomes of their lines, as counted and checked by hand (docs/exchanges.md).

They are not the project's to hold: they are read where `TERRITOIRE_REAL_FILES` says, or beside the project.
"""

from collections.abc import Iterable

from territoire.enums import ImportState
from territoire.imports import looking, queue
from territoire.models import ImportBatch, User
from territoire.site.imports import registry
from tests.actors.exchanges.test_real_files import FOLDER

type Counts = dict[str, dict[str, int]]


def _actors(new: int, **others: int) -> Counts:
    return {"actors": {"new": new} | others}


#: Those that name no place: read with the families and kinds alone. Files of one list are imported one after another.
NOWHERE: list[dict[str, Counts]] = [
    {"lists/cis_members.csv": _actors(56, refused=1, doubtful=99)},
    {"networks/dhhs_collab.gml": _actors(54) | {"partnerships": {"new": 447}}},
    {"networks/onodo_template.xlsx": _actors(2) | {"partnerships": {"new": 1}}},
    {
        "networks/mdiplo_organisations.tsv": _actors(78),
        "networks/mdiplo_medias.tsv": _actors(218),
        "networks/mdiplo_organisation-media.tsv": {"partnerships": {"new": 224, "refused": 2}},
        "networks/mdiplo_organisation-organisation.tsv": {"partnerships": {"new": 43}},
    },
]
#: Those that need all the territories of France.
PLACED: list[dict[str, Counts]] = [
    {"lists/actee_aliases.csv": _actors(62)},
    {"lists/actee_laureats.csv": _actors(582, doubtful=413)},
    {"lists/amap_france_2024.xlsx": _actors(1872, doubtful=89)},
    {"lists/cite_agri_marseille_annuaire.csv": _actors(315, doubtful=13)},
    {"lists/france_services_2021.geojson": _actors(901, refused=1, doubtful=6)},
    {"lists/lba_handi_engages_20260129.csv": _actors(6505, refused=1022, doubtful=305)},
    {"lists/mayotte_initiatives.csv": {"projects": {"new": 12}}},
    {"lists/mayotte_initiatives.ods": {"projects": {"new": 12}}},
    {"lists/mednum_gironde.csv": _actors(341, doubtful=6)},
    {"lists/mednum_hub-lo.csv": _actors(413, refused=1, doubtful=12)},
    {"lists/mednum_maine-et-loire.csv": _actors(235, refused=3, doubtful=5)},
    {
        "networks/ssa_projets.csv": {"projects": {"new": 30, "refused": 1}},
        "networks/ssa_liens.csv": {"involvements": {"refused": 208}},
    },
]


def imported(names: Iterable[str], user: User) -> tuple[dict[str, Counts], dict[str, Counts]]:
    """Import files one after another; return what became of their lines, then what would of the same again."""
    first, again = {}, {}
    for name in names:
        batch = _planned(name, user)
        first[name] = _counts(batch)
        _do(batch, ImportState.TO_APPLY)
        again[name] = _counts(_planned(name, user))
    return first, again


def _planned(name: str, user: User) -> ImportBatch:
    path = FOLDER / name
    batch = ImportBatch(label=path.name, created_by=user, source=path.stem)
    looking.look(batch, path.read_bytes(), path.name, read=registry.read, kinds=registry.KINDS.values())
    return _do(batch, ImportState.TO_READ)


def _do(batch: ImportBatch, state: ImportState) -> ImportBatch:
    assert queue.ask(batch, state)
    with queue.at_once(registry.worker(), batch):
        pass
    assert not batch.problem, batch.problem
    return batch


def _counts(batch: ImportBatch) -> Counts:
    return {sheet.kind: batch.counts.get(str(sheet.position), {}) for sheet in batch.sheets.all()}
