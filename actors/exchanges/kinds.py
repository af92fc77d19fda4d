"""What lines about actors may say: headings of our own files, and those seen in the files of others."""

from territoire.exchanges.values import Field, Kind

IDENTIFIER = Field(
    "external_id",
    "Identifiant",
    "Identifier",
    ("id", "uid", "uuid", "gid", "c_gid", "identifiant source", "identifiant externe", "matricule",
     "old id", "code",
     "reference", "id lieu med", "id structure", "clé", "n°", "numéro"),
)  # fmt: skip
SOURCE = Field("source", "Source", "Source", ("provenance", "source key", "origine des données", "base"))
DESCRIPTION = Field(
    "description",
    "Description",
    "Description",
    ("présentation", "présentation succincte", "présentation résumé", "présentation détail", "résumé",
     "summary",
     "objet", "about", "notes", "commentaire", "commentaires", "comment", "details", "détails",
     "c_presentation"),
)  # fmt: skip
START = Field(
    "start",
    "Depuis",
    "Since",
    (
        "début",
        "date de début",
        "start",
        "start date",
        "from date",
        "since",
        "commence le",
        "date début",
        "depuis le",
    ),
)
END = Field(
    "end",
    "Jusqu'au",
    "Until",
    (
        "fin",
        "date de fin",
        "end",
        "end date",
        "to date",
        "until",
        "finit le",
        "date fin",
        "jusqu'à",
        "jusqu'en",
    ),
)
VISIBILITY = Field(
    "visibility", "Visibilité", "Visibility", ("qui peut voir", "visible", "confidentialité", "privacy")
)
SEAT = Field(
    "seat",
    "Commune",
    "Commune",
    ("ville", "city", "town", "localité", "address locality", "lib com", "commune etab",
     "commune corrigée", "c_city", "nom commune",
     "libellé commune", "location", "lieu", "lieux", "siège", "place", "municipality",
     "commune d'implantation"),
)  # fmt: skip
POSTCODE = Field(
    "postcode",
    "Code postal",
    "Postcode",
    ("cp", "postal code", "zip", "zip code", "c_postcode", "code poste", "arrondissement", "codepostal"),
)
INSEE = Field(
    "insee",
    "Code commune",
    "Commune code",
    ("code insee", "insee", "insee com", "citycode", "code officiel", "commune code", "depcom", "codgeo",
     "com insee",
     "code commune insee", "code_insee"),
)  # fmt: skip
DEPARTEMENT = Field(
    "departement",
    "Département",
    "Département",
    ("department", "dep", "dept", "code département", "departement code", "numéro de département"),
)
REGION = Field(
    "region", "Région", "Region", ("code région", "region code", "reg", "région administrative", "nom région")
)
LATITUDE = Field(
    "latitude", "Latitude", "Latitude", ("lat", "c_lat_coor1", "geo latitude", "y wgs84", "lat wgs84", "ylat")
)
LONGITUDE = Field(
    "longitude",
    "Longitude",
    "Longitude",
    ("lng", "c_long_coor1", "lon", "long", "geo longitude", "x wgs84", "xlong"),
)
EAST = Field(
    "x", "Coordonnée X", "X coordinate", ("x", "coord x", "coordx", "x l93", "x lambert 93", "lambert x")
)
NORTH = Field(
    "y", "Coordonnée Y", "Y coordinate", ("y", "coord y", "coordy", "y l93", "y lambert 93", "lambert y")
)
COORDINATES = Field(
    "coordinates",
    "Coordonnées géographiques",
    "Coordinates",
    ("geo point 2d", "geo point", "geopoint", "coordonnées gps", "gps", "latlng", "lat lng", "point", "geo"),
)
PLACE = (SEAT, POSTCODE, INSEE, DEPARTEMENT, REGION, LATITUDE, LONGITUDE, EAST, NORTH, COORDINATES)

CONTACTS = (
    Field(
        "email",
        "Courriel",
        "E-mail",
        ("mail", "email", "e-mail", "adresse mail", "adresse électronique", "mél", "mail structure",
         "contact mail",
         "c_courriel", "courriels", "contact email", "adresse e-mail", "MAIL_STRUC"),
    ),
    Field(
        "phone",
        "Téléphone",
        "Telephone",
        ("tel", "phone", "numéro de téléphone", "telephone", "num tel", "mobile", "portable", "c_telephone",
         "téléphone fixe", "contact telephone", "phone number"),
    ),
    Field(
        "website",
        "Site web",
        "Website",
        ("site internet", "site", "url", "web", "web site", "lien", "link", "c_site_web", "urls", "homepage",
         "adresse web", "page web", "lien site web"),
    ),
    Field(
        "address",
        "Adresse",
        "Postal address",
        ("adresse postale", "street address", "address", "rue", "c_adresse", "adresse complète", "voie"),
    ),
)  # fmt: skip

OCCUPATIONS = Field(
    "occupations",
    "Métiers",
    "Occupations",
    ("métier", "profession", "occupation", "code rome", "rome", "job", "métier rome"),
    several=True,
)
COMPETENCES = Field(
    "competences",
    "Compétences",
    "Competences",
    ("compétence", "savoir-faire", "skills", "skill", "domaines de compétence", "expertise", "expertises",
     "competencies", "activités", "activité", "services", "savoir faire", "ce que l'acteur sait faire"),
    several=True,
)  # fmt: skip
AREAS = Field(
    "areas",
    "Territoires d'action",
    "Areas of action",
    ("territoire d'action", "zone d'action", "zone d'intervention", "territoire d'intervention",
     "territoires", "epci",
     "intercommunalité", "périmètre", "zone diffusion", "areas", "territoire", "communauté de communes"),
    several=True,
)  # fmt: skip
ORIGIN = Field(
    "origin",
    "D'où vient l'information",
    "Where the information comes from",
    ("origine", "origine de l'information", "origin", "comment nous la connaissons"),
)

ACTORS = Kind(
    "actors",
    "Acteurs",
    "Actors",
    (
        IDENTIFIER,
        Field(
            "name",
            "Nom",
            "Name",
            ("dénomination", "raison sociale", "nom de la structure", "nom structure", "structure",
             "organisation",
             "organization", "label", "title", "titre", "intitulé", "enseigne", "libellé",
             "nom de l'acteur", "acteur",
             "actor", "association", "c_nom", "membre du collectif", "membre", "lib france services",
             "nom amap",
             "nom de l'association", "nom de l'organisme", "organisme", "entreprise", "lieu", "nom du lieu",
             "libellé 1", "display name", "nom usuel", "initiatives", "amap", "alias"),
            required=True,
        ),
        Field("acronym", "Sigle", "Acronym", ("acronyme", "abréviation", "nom court", "short name",
                                              "abbreviation")),
        Field("kind", "Nature", "Kind", ("nature de l'acteur", "personne ou structure", "actor kind",
                                         "sorte")),
        Field(
            "family",
            "Famille",
            "Family",
            ("famille d'acteurs", "famille d'acteur", "type", "type d'acteur", "type structure",
             "type de structure", "sous-catégorie", "ss cat",
             "catégorie", "category", "categories", "catégories", "typologie", "statut juridique",
             "forme juridique",
             "c_statut_juridique", "catégorie juridique", "legal form", "taxonomy"),
        ),
        DESCRIPTION,
        *PLACE,
        AREAS,
        *CONTACTS,
        Field("siret", "SIRET", "SIRET", ("numéro siret", "n° siret", "siret de la structure",
                                          "siret structure")),
        Field("siren", "SIREN", "SIREN", ("numéro siren", "n° siren", "siren entreprise", "c_siren_site")),
        Field("rna", "RNA", "RNA", ("numéro rna", "n° rna", "waldec", "identifiant rna", "numéro w")),
        Field("wikidata", "Wikidata", "Wikidata", ("identifiant wikidata", "qid", "wikidata id")),
        OCCUPATIONS,
        COMPETENCES,
        VISIBILITY,
        ORIGIN,
        SOURCE,
    ),
)  # fmt: skip

PERSONS = Kind(
    "persons",
    "Personnes",
    "Persons",
    (
        IDENTIFIER,
        Field(
            "name",
            "Nom complet",
            "Full name",
            ("nom et prénom", "prénom et nom", "prénom nom", "nom prénom", "personne", "person", "nom",
             "name",
             "contact"),
        ),
        Field("first_name", "Prénom", "First name", ("prenom", "given name", "firstname",
                                                     "forename"), telling=True),
        Field("last_name", "Nom de famille", "Last name", ("family name", "surname", "lastname",
                                                           "nom d'usage")),
        Field(
            "organisation",
            "Organisation",
            "Organisation",
            ("structure", "organisme", "employeur", "entreprise", "organization", "company", "association",
             "organisations", "structure de rattachement", "rattachement"),
            several=True,
        ),
        Field("role", "Fonction", "Role", ("poste", "rôle", "titre", "job title", "fonction du contact",
                                           "qualité")),
        DESCRIPTION,
        *PLACE,
        AREAS,
        *CONTACTS,
        OCCUPATIONS,
        COMPETENCES,
        VISIBILITY,
        ORIGIN,
        SOURCE,
    ),
)  # fmt: skip

ACTOR = Field(
    "actor",
    "Acteur",
    "Actor",
    ("nom de l'acteur", "structure", "organisation", "organization", "personne", "who", "qui"),
    required=True,
)

MASTERIES = Kind(
    "masteries",
    "Savoir-faire",
    "Masteries",
    (
        ACTOR,
        Field(
            "competence",
            "Compétence",
            "Competence",
            ("compétences", "savoir-faire", "skill", "skills", "sait faire", "activité", "expertise"),
            required=True,
        ),
        Field(
            "level", "Niveau", "Level", ("niveau de maîtrise", "maîtrise", "degré de maîtrise"), telling=True
        ),
        Field(
            "mobilisable",
            "Mobilisable",
            "Can be called upon",
            ("peut aider", "disponible", "available", "peut être sollicité"),
            telling=True,
        ),
        Field("conditions", "À quelles conditions", "On what conditions", ("conditions", "condition")),
        START,
        END,
        SOURCE,
        IDENTIFIER,
    ),
)

RESOURCES = Kind(
    "resources",
    "Ressources",
    "Resources",
    (
        ACTOR,
        Field(
            "kind",
            "Ressource",
            "Resource",
            ("type de ressource", "ressource mobilisable", "sorte de ressource", "resource kind", "moyen"),
            required=True,
        ),
        Field("description", "Quoi", "What", ("description", "en quelques mots", "détail", "what")),
        Field("quantity", "Quantité", "Quantity", ("combien", "montant", "amount", "how much", "nombre")),
        Field("conditions", "À quelles conditions", "On what conditions", ("conditions", "condition")),
        START,
        END,
        SOURCE,
        IDENTIFIER,
    ),
)

AFFILIATIONS = Kind(
    "affiliations",
    "Rattachements",
    "Affiliations",
    (
        Field(
            "member",
            "Qui",
            "Who",
            ("personne", "membre", "member", "person", "qui appartient", "who belongs"),
            required=True,
        ),
        Field(
            "organisation",
            "À quoi",
            "To what",
            ("organisation", "structure", "organization", "appartient à", "rattaché à", "organisme"),
            required=True,
        ),
        Field("role", "Fonction", "Role", ("rôle", "poste", "titre", "job title")),
        START,
        END,
        SOURCE,
        IDENTIFIER,
    ),
)

PARTNERSHIPS = Kind(
    "partnerships",
    "Partenariats",
    "Partnerships",
    (
        Field(
            "first",
            "De",
            "From",
            ("origine", "source", "acteur 1", "partenaire 1", "from", "premier acteur", "acteur a", "src"),
            required=True,
        ),
        Field(
            "second",
            "Vers",
            "To",
            ("cible", "target", "avec", "acteur 2", "partenaire 2", "to", "second acteur", "acteur b",
             "dst", "with"),
            required=True,
        ),
        Field(
            "kind",
            "Type de partenariat",
            "Kind of partnership",
            ("type", "axe", "nature", "qualificatif", "kind", "type de lien", "relation", "lien"),
        ),
        Field("direction", "Sens", "Direction", ("directed", "dirigé", "sens du lien", "orientation")),
        Field("amount", "Montant", "Amount", ("montant (€)", "montant en euros", "euros", "somme")),
        Field(
            "description",
            "Description",
            "Description",
            ("en quelques mots", "label", "commentaire", "notes", "valeur"),
        ),
        START,
        END,
        VISIBILITY,
        # "Source" is where a tie starts, in most files of ties: ours says so in more words.
        Field("source", "Source de l'information", "Source of the information", ("provenance",
                                                                                 "origine des données")),
        IDENTIFIER,
    ),
)  # fmt: skip

KINDS = (ACTORS, PERSONS, MASTERIES, RESOURCES, AFFILIATIONS, PARTNERSHIPS)
