"""Examples of what programs send, by operation: small, whole, of a territory that one can picture."""

ACTOR, NEED = "atelier-de-la-laine", "7c9e6679-7425-40de-944b-e07fc1f90ae7"
STATEMENT, OFFER = "9b2d2c4a-31a0-4f0e-8a3b-5a4b7d7f5b11", "3f6b0a7e-7d35-4a1c-9f5d-0d6a5b8c2e40"
INVOLVEMENT = "16fd2706-8baf-433b-82eb-8c7fada847da"

EXAMPLES: dict[str, dict] = {
    "actors_create": {
        "name": "Atelier de la laine",
        "kind": "organisation",
        "family": "asso",
        "seat": "commune-43234",
        "description": "Lave, carde et file la laine des troupeaux d’ici.",
        "areas": ["departement-43"],
        "visibility": "public",
    },
    "actors_update": {"acronym": "ADL"},
    "actors_masteries_create": {
        "competence": "filature",
        "level": 3,
        "mobilisable": True,
        "conditions": "Deux jours par mois",
        "period": {"lower": "2024-01-01", "upper": None},
    },
    "actors_resources_create": {
        "kind": "premises",
        "description": "Un hangar de 200 m²",
        "quantity": 200,
        "conditions": "L’hiver",
    },
    "actors_members_create": {"member": "jeanne-martin-x7k2", "role": "Présidente"},
    "actors_partnerships_create": {
        "partner": "bergers-du-haut-allier",
        "visibility": "public",
        "axes": [
            {
                "kind": "purchase",
                "direction": "forward",
                "amount": 12000,
                "period": {"lower": "2025-01-01", "upper": None},
            }
        ],
    },
    "actors_consent_tell_do": {"email": "jeanne.martin@example.org"},
    "actors_consent_attest_do": {
        "consent_proof": "Papier signé le 12 mars 2026, gardé à la mairie",
        "visibility": "members",
    },
    "actors_absorb_do": {"actor": "atelier-de-la-laine-2"},
    "actors_hide_do": {"reason": "Nomme une personne qui ne l’a pas voulu."},
    "reports_answer_post": {"state": "mended", "answer": "La commune est corrigée, merci."},
    "competences_same_as_do": {"kept": "filature"},
    "projects_team_invitations_post": {"email": "karim@example.org", "role": "contributor"},
    "projects_team_hand_over_post": {"email": "karim@example.org", "leave": False},
    "projects_create": {
        "name": "Une filière laine",
        "territory": "departement-43",
        "summary": "Que la laine d’ici soit lavée, filée et portée ici.",
        "themes": ["filieres-locales"],
        "visibility": "public",
    },
    "projects_update": {"stage": "running", "open_to_newcomers": True},
    "projects_involvements_create": {
        "actor": ACTOR,
        "degree": 4,
        "since": "2025-03-01",
        "role": "Porte l’atelier de lavage",
    },
    "projects_involvements_end_do": {"last_day": "2026-06-30"},
    "projects_needs_create": {
        "kind": "competence",
        "competence": "teinture-vegetale",
        "minimum_level": 2,
        "quantity": 1,
        "importance": 3,
        "wanted_by": "2027-01-01",
    },
    "projects_needs_waive_do": {"day": "2026-11-22", "reason": "La teinture se fera ailleurs."},
    "projects_pledges_create": {"need": NEED, "actor": ACTOR, "quantity": 5000, "state": "offered"},
    "projects_join_requests_create": {
        "actor": ACTOR,
        "need": NEED,
        "wanted_degree": 3,
        "message": "Nous teignons au pastel depuis dix ans.",
    },
    "projects_introductions_create": {
        "need": NEED,
        "actor": ACTOR,
        "in_charge": "me",
        "due_on": "2026-12-01",
    },
    "projects_diagnosis_versions_create": {
        "aim": "Savoir sur quoi bâtir avant l’hiver",
        "questions": "Qu’est-ce qui nous ferait renoncer ?",
        "visibility": "team",
    },
    "diagnoses_statements_create": {
        "kind": "weakness",
        "text": "Personne ici ne sait teindre.",
        "needs": [NEED],
    },
    "diagnoses_opinions_do": {"family": "asso", "opinions": {STATEMENT: 4}},
    "ideas_create": {"territory": "commune-43234", "name": "Un four à pain pour le quartier"},
    "ideas_ask_do": {"competence": "filature", "minimum_level": 2},
    "ideas_join_do": {"brings": "Du bois et deux samedis", "signature": "Ida"},
    "trainings_sessions_create": {
        "offer": OFFER,
        "day": "2027-03-06",
        "since": "14:00",
        "until": "17:00",
        "territory": "commune-43234",
        "places": 8,
    },
    "trainings_wishes_create": {"actor": ACTOR, "competence": "teinture-vegetale", "level": 2},
    "projects_workshops_create": {
        "name": "Qui manque autour de la laine ?",
        "day": "2027-03-06",
        "begins": "18:00",
        "ends": "20:00",
        "agenda": "18:00 Accueil",
        "visibility": "team",
    },
    "workshops_minutes_do": {"minutes": "Décidé : rencontrer la teinturière.", "minutes_shown": True},
    "projects_supports_offer_create": {"actor": ACTOR, "words": "Cette filière nous fait vivre ici."},
    "projects_convictions_post": {"values": ["entraide"], "aims": []},
    "projects_what_if_post": {"left": [INVOLVEMENT], "arrivals": {ACTOR: 3}, "quantities": {NEED: 2}},
}
