"""What lines about projects may say: headings of our own files, and those seen in the files of others."""

from actors.exchanges.kinds import ACTOR, DESCRIPTION, END, IDENTIFIER, PLACE, SOURCE, START, VISIBILITY
from territoire.exchanges.values import Field, Kind

PROJECT = Field(
    "project",
    "Projet",
    "Project",
    ("nom du projet", "initiative", "action", "projet concerné"),
    required=True,
)

PROJECTS = Kind(
    "projects",
    "Projets",
    "Projects",
    (
        IDENTIFIER,
        Field(
            "name",
            "Nom",
            "Name",
            ("nom du projet", "projet", "project", "intitulé", "titre", "title", "label", "initiative", "initiatives",
             "intitulé du projet", "libellé"),
            required=True,
        ),
        Field("summary", "En une phrase", "In one sentence", ("résumé", "summary", "accroche", "chapô")),
        Field(
            "objective",
            "Objectif",
            "Objective",
            ("objectifs", "but", "goal", "aim", DESCRIPTION.label, *DESCRIPTION.synonyms),
        ),
        Field(
            "territory",
            "Territoire",
            "Territory",
            ("territoire d'expérimentation", "territoire concerné", "territoire du projet", "périmètre"),
        ),
        *PLACE,
        Field("themes", "Thèmes", "Themes", ("thème", "thématique", "type", "catégorie"), several=True),
        Field("values", "Valeurs", "Values", ("valeur", "valeurs partagées"), several=True),
        Field("stage", "Où en est le projet", "Stage", ("stade", "avancement", "état", "statut", "phase", "status")),
        Field("started_on", "Début", "Began on", ("date de début", "date", "start", "start date", "depuis")),
        Field("ended_on", "Fin", "Ended on", ("date de fin", "end", "end date", "finit le")),
        Field("impact", "Impact sur le territoire", "Impact on the territory", ("impact", "effets")),
        Field("risk", "Risque pris", "Risk taken", ("risque", "risques")),
        Field("success", "Réussite à partager", "Success to share", ("réussite", "succès")),
        Field(
            "carriers",
            "Porteurs",
            "Carriers",
            ("structures porteuses", "porteur", "structure porteuse", "porteur du projet", "porteurs de projet",
             "structure", "lead", "owner", "pilote", "organisateur"),
            several=True,
            telling=True,
        ),
        Field(
            "partners",
            "Partenaires",
            "Partners",
            ("partenaire", "partenaires du projet", "contributeurs", "avec qui"),
            several=True,
        ),
        Field("open_to_newcomers", "Ouvert aux nouveaux venus", "Open to newcomers", ("ouvert", "recrute")),
        VISIBILITY,
        SOURCE,
    ),
)  # fmt: skip

INVOLVEMENTS = Kind(
    "involvements",
    "Implications",
    "Involvements",
    (
        PROJECT,
        ACTOR,
        Field("role", "Rôle", "Role", ("fonction", "rôle dans le projet")),
        Field("brings", "Ce qu'il apporte", "What it brings", ("apport", "apporte", "contribution", "brings")),
        Field(
            "degree",
            "Degré",
            "Degree",
            ("degré d'implication", "implication", "engagement", "niveau d'implication"),
            telling=True,
        ),
        Field("wanted_degree", "Degré souhaité", "Degree wished for", ("degré voulu", "wanted degree")),
        Field("engaged", "Personnes engagées", "Persons engaged", ("par qui", "représenté par"), several=True),
        START,
        END,
        SOURCE,
        IDENTIFIER,
    ),
)  # fmt: skip

NEEDS = Kind(
    "needs",
    "Besoins",
    "Needs",
    (
        PROJECT,
        Field(
            "asked",
            "Besoin",
            "Need",
            ("ce qui manque", "recherche", "on cherche", "demande", "besoins", "need", "nous cherchons"),
            telling=True,
        ),
        Field("competence", "Compétence", "Competence", ("compétences", "savoir-faire", "skill")),
        Field(
            "minimum_level",
            "Niveau minimum",
            "Minimum level",
            ("niveau", "niveau demandé", "level"),
            telling=True,
        ),
        Field("occupation", "Métier", "Occupation", ("profession", "code rome")),
        Field("resource_kind", "Ressource", "Resource", ("type de ressource", "moyen")),
        Field("family", "Famille d'acteurs", "Family of actors", ("famille", "type d'acteur")),
        Field("quantity", "Combien", "How many", ("quantité", "nombre", "quantity", "montant")),
        Field("importance", "Importance", "Importance", ("priorité", "priority"), telling=True),
        Field("description", "Description", "Description", ("en quelques mots", "détail", "précisions")),
        Field("opened_on", "Demandé depuis", "Needed since", ("ouvert le", "depuis", "opened on")),
        Field("wanted_by", "Souhaité pour le", "Wanted by", ("échéance", "pour le", "deadline")),
        SOURCE,
        IDENTIFIER,
    ),
)

KINDS = (PROJECTS, INVOLVEMENTS, NEEDS)
