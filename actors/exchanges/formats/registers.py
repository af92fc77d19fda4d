"""Two French registers with a published schema: structures of data.inclusion, places of digital mediation."""

from collections.abc import Iterator, Mapping

from actors.exchanges.kinds import ACTORS
from territoire.exchanges.values import Row, Sheet

DATA_INCLUSION, MEDIATION = "data-inclusion", "mediation-numerique"
# Names of the schemas; what is not there keeps its own heading.
FIELDS = {
    "id": "external_id", "siret": "siret", "pivot": "siret", "rna": "rna", "nom": "name", "commune": "seat",
    "code_postal": "postcode", "code_insee": "insee", "adresse": "address", "latitude": "latitude",
    "longitude": "longitude", "typologie": "family", "telephone": "phone", "courriel": "email", "courriels": "email",
    "site_web": "website", "presentation_detail": "description", "description": "description", "source": "source",
    "services": "competences",
}  # fmt: skip
# Codes of "typologie", in words that tell the family.
TYPOLOGIES = {
    "ACI": "Atelier et chantier d'insertion",
    "ACIPHC": "Atelier et chantier d'insertion",
    "AI": "Association intermédiaire",
    "ASE": "Conseil départemental",
    "ASSO": "Association",
    "ASSO_CHOMEURS": "Association",
    "BIB": "Bibliothèque",
    "CAARUD": "Association",
    "CADA": "Association",
    "CAF": "CAF",
    "CAP_EMPLOI": "Association",
    "CAVA": "Association",
    "CC": "Communauté de communes",
    "CCAS": "CCAS",
    "CD": "Conseil départemental",
    "CDAS": "Conseil départemental",
    "CFP": "Finances publiques",
    "CHRS": "Association",
    "CHU": "Association",
    "CIAS": "CIAS",
    "CIDFF": "Association",
    "CITMET": "Métropole",
    "CMP": "Service public",
    "CMS": "Conseil départemental",
    "CPAM": "CPAM",
    "CPH": "Association",
    "CS": "Centre social",
    "CSAPA": "Association",
    "CSC": "Centre social",
    "DEETS": "Services de l'État",
    "DEPT": "Conseil départemental",
    "DIPLP": "Services de l'État",
    "E2C": "École",
    "EA": "Entreprise adaptée",
    "EATT": "Entreprise adaptée",
    "EI": "Entreprise d'insertion",
    "EITI": "Entreprise d'insertion",
    "EPCI": "EPCI",
    "EPI": "Espace public numérique",
    "EPIDE": "Services de l'État",
    "EPN": "Espace public numérique",
    "ESAT": "ESAT",
    "ESS": "Économie sociale et solidaire",
    "ETTI": "Entreprise d'insertion",
    "EVS": "Espace de vie sociale",
    "FABLAB": "Fablab",
    "FAIS": "Association",
    "FT": "France Travail",
    "GEIQ": "GEIQ",
    "HUDA": "Association",
    "LA_POSTE": "La Poste",
    "MDA": "Association",
    "MDE": "Service public",
    "MDEF": "Service public",
    "MDPH": "Conseil départemental",
    "MDS": "Conseil départemental",
    "MJC": "MJC",
    "ML": "Mission locale",
    "MQ": "Maison de quartier",
    "MSA": "MSA",
    "MSAP": "MSAP",
    "MUNI": "Mairie",
    "OF": "Organisme de formation",
    "OI": "Association",
    "ONG": "Association",
    "PAD": "Service public",
    "PE": "France Travail",
    "PENSION": "Association",
    "PI": "Service public",
    "PIJ_BIJ": "Point information jeunesse",
    "PIMMS": "Association",
    "PJJ": "Services de l'État",
    "PLIE": "Service public",
    "PREF": "Préfecture",
    "PREVENTION": "Association",
    "REG": "Conseil régional",
    "RESSOURCERIE": "Ressourcerie",
    "RFS": "France Services",
    "RS_FJT": "Association",
    "SCP": "Coopérative",
    "SPIP": "Services de l'État",
    "TIERS_LIEUX": "Tiers-lieu",
    "UDAF": "Association",
    "Autre": "Autre",
}
SIGNS = {
    MEDIATION: ({"nom", "pivot", "services"}, {"nom", "pivot", "code_postal", "adresse"}),
    DATA_INCLUSION: ({"id", "nom", "source", "date_maj"},),
}


def register_of(sheet: Sheet) -> str:
    """Return which register's schema the headings of `sheet` follow, "" for none."""
    headings = set(sheet.headings)
    return next((code for code, signs in SIGNS.items() if any(sign <= headings for sign in signs)), "")


def translated(sheet: Sheet) -> Sheet:
    """Return the sheet under our headings: codes of typologies in words, services as competences."""
    labels = {name: ACTORS.field(code).label for name, code in FIELDS.items()}
    if "presentation_detail" in sheet.headings and "description" in sheet.headings:
        del labels["description"]
    headings = tuple(labels.get(heading, heading) for heading in sheet.headings)
    if len(set(headings)) < len(headings):
        headings = sheet.headings
    return Sheet(sheet.name, headings, lambda: _rows(sheet), ACTORS.code)


def _rows(sheet: Sheet) -> Iterator[Row]:
    at = sheet.headings.index("typologie") if "typologie" in sheet.headings else None
    for row in sheet.rows():
        if at is None:
            yield row
        else:
            cells = (*row.cells[:at], _typology(row.cells[at], TYPOLOGIES), *row.cells[at + 1 :])
            yield Row(row.number, cells)


def _typology(said: str, words: Mapping[str, str]) -> str:
    first = said.replace("|", ";").replace(",", ";").split(";")[0].strip()
    return words.get(first, said)
