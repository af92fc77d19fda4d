"""Who gets what answer from each address of the API and by each method: the rules, as data.

The roles and what they see are those of the matrix of pages. A line is the name of the address, its method, the answers
to who may (200 for reads and gestures, 204 for removals; 400 for creations, since nothing is sent), and what it is
about. Those whom the rule does not let through get 401 (a visitor, unless the rule is `public`), 404 or 403.
"""

from tests.rights.matrix import ALL, MEMBERS, TEAM, Rule, roles

CHANGERS = roles("contributor", "holder", "author", "claimant", "facilitator", "admin")
WRITERS = roles("contributor", "holder", "admin")
SEEKERS = roles("contributor", "holder", "facilitator", "admin")


def _facts(*names: str) -> str:
    return "\n".join(
        f"""
        actor-{name}-list      POST=400
        actor-{name}-detail    PATCH       {name.replace("contact-point", "contact")}
        actor-{name}-detail    DELETE      {name.replace("contact-point", "contact")}
        """
        for name in names
    )


def _parts(**gestures: str) -> str:
    return "\n".join(
        f"""
        project-{name}-list      POST=400
        project-{name}-detail    PATCH       {name}
        project-{name}-detail    DELETE      {name}
        """
        + "\n".join(
            f"project-{name}-{one.partition('=')[0]} POST={one.partition('=')[2]} {name}"
            for one in words.split()
        )
        for name, words in gestures.items()
    )


def rule(
    sentence: str, may: frozenset[str], lines: str, about: str = "nothing", *, public: bool = False
) -> Rule:
    """Return a rule of the API."""
    return Rule(sentence, may, lines, about=about, public=public, program=True)


RULES = [
    rule(
        "Everyone reads the vocabularies and the lists, as far as they see.",
        ALL,
        """
        api-root GET
        me GET
        schema GET
        api-docs GET
        api-problems GET
        actor-list GET
        project-list GET
        competence-list GET
        family-list GET
        occupation-list GET
        resource-kind-list GET
        partnership-kind-list GET
        theme-list GET
        shared-value-list GET
        degree-list GET
        mastery-list GET
        resource-list GET
        affiliation-list GET
        partnership-list GET
        involvement-list GET
        need-list GET
        experience-list GET
        workshop-list GET
        territory-list GET
        territory-detail GET territory
        territory-map GET territory
        territory-diagnosis GET territory
        territory-ideas GET territory
        territory-opening GET territory
        territory-workshop-list GET territory
        territory-diagnosis-version-list GET territory
        idea-list GET
        trainings GET
        training-offer-list GET
        training-wish-list GET
        training-session-list GET
        """,
        public=True,
    ),
    rule(
        "Everyone reads an approved competence; a proposed one, who proposed it and admins.",
        ALL,
        "competence-detail GET",
        "competence",
        public=True,
    ),
    rule(
        "Whoever sees an actor reads what is said of it, as far as they see.",
        ALL,
        """
        actor-detail GET
        actor-picture GET
        actor-map GET
        actor-contacts POST=200
        actor-mastery-list GET
        actor-mastery-detail GET mastery
        actor-resource-list GET
        actor-resource-detail GET resource
        actor-occupation-list GET
        actor-occupation-detail GET occupation
        actor-affiliation-list GET
        actor-affiliation-detail GET affiliation
        actor-member-list GET
        actor-member-detail GET member
        actor-contact-point-list GET
        actor-contact-point-detail GET contact
        actor-identifier-list GET
        actor-partnership-list GET
        actor-partnership-detail GET partnership
        actor-axis-list GET partnership
        actor-axis-detail GET axis
        actor-note-list GET
        actor-claim-list GET
        """,
        "actor",
        public=True,
    ),
    rule(
        "Whoever sees a project reads its parts, its map and its gaps, as far as they see, and supposes.",
        ALL,
        """
        project-detail GET
        project-picture GET
        project-gaps GET
        project-gaps-over-time GET
        project-story GET
        project-diagnosis GET
        project-opening GET
        project-diagnosis-version-list GET
        project-workshop-list GET
        project-need-candidates GET need
        project-map GET
        project-circle-to-invite GET
        project-what-if POST=200
        project-milestone-list GET
        project-milestone-detail GET milestone
        project-involvement-list GET
        project-involvement-detail GET involvement
        project-need-list GET
        project-need-detail GET need
        project-pledge-list GET
        project-pledge-detail GET pledge
        project-experience-list GET
        project-experience-detail GET experience
        project-partnership-list GET
        project-indicator-list GET
        project-common-objective-list GET
        project-common-objective-detail GET aim
        project-conviction-list GET
        project-support-list GET
        project-support-detail GET support
        project-news-list GET
        project-news-detail GET news
        project-indicator-detail GET indicator
        project-measure-list GET
        project-measure-detail GET measure
        project-join-request-list GET
        project-proposal-list GET
        project-change-list GET
        """,
        "project",
        public=True,
    ),
    rule(
        "Anyone with an account registers actors and begins projects.",
        MEMBERS,
        "actor-list POST=400\nproject-list POST=400",
    ),
    rule(
        "Who changes an actor on its pages does so here.",
        CHANGERS,
        """
        actor-detail PATCH
        actor-picture PUT=400
        actor-picture DELETE
        actor-archive POST=200
        actor-restore POST=200
        actor-confirm POST=200
        actor-identifier-list POST=400
        actor-identifier-detail DELETE identifier
        actor-partnership-list POST=400
        actor-partnership-detail PATCH partnership
        actor-partnership-detail DELETE partnership
        actor-axis-detail PATCH axis
        actor-axis-detail DELETE axis
        """
        + _facts("mastery", "resource", "occupation", "affiliation", "member", "contact-point"),
        "actor",
    ),
    rule(
        "Who registered an actor, and admins, delete it.",
        roles("author", "admin"),
        "actor-detail DELETE",
        "actor",
    ),
    rule(
        "Who keeps a person reads what they were told and answered, and notes it.",
        CHANGERS,
        """
        actor-consent GET
        actor-consent-tell POST=400
        actor-consent-hand-over POST=200
        actor-consent-attest POST=400
        actor-consent-hide POST=200
        """,
        "person",
    ),
    rule(
        "Who registered a person, and admins, erase who objects.",
        roles("author", "admin"),
        "actor-consent-object POST=204",
        "person",
    ),
    rule(
        "A person answers for themselves, and nobody else: not even admins.",
        roles("claimant"),
        """
        actor-consent-agree-oneself POST=200
        actor-consent-restrict-oneself POST=200
        actor-consent-lift-oneself POST=200
        actor-consent-withdraw-oneself POST=200
        actor-consent-object-oneself POST=204
        """,
        "person",
    ),
    rule(
        "Who facilitates the place where actors sit, and admins, merge them.",
        roles("facilitator", "admin"),
        "actor-absorb POST=400",
        "actor",
    ),
    rule(
        "Admins undo a merge; of what was not merged, there is nothing to undo.",
        roles("admin"),
        "actor-part POST=409",
        "actor",
    ),
    rule(
        "Who speaks for an actor confirms what others declare.",
        roles("claimant"),
        "actor-axis-confirm POST=200 axis",
        "actor",
    ),
    rule(
        "Who writes in a team, or facilitates the place, writes private notes.",
        roles("contributor", "holder", "stranger", "facilitator"),
        "actor-note-list POST=400",
        "actor",
    ),
    rule("Whoever sees a workshop reads it.", ALL, "workshop-detail GET", "workshop", public=True),
    rule(
        "Who holds a project, who facilitates its territory, and admins set its workshops and lead them.",
        roles("holder", "facilitator", "admin"),
        """
        project-workshop-list POST=400 project
        workshop-detail PATCH
        workshop-detail DELETE
        workshop-minutes POST=200
        workshop-open POST=200
        workshop-close POST=200
        workshop-change-code POST=200
        workshop-add-guests POST=200
        workshop-send-invitations POST=200
        workshop-attendance POST=200
        workshop-question-list GET
        workshop-question-list POST=400
        workshop-question-detail GET asked
        workshop-question-detail PATCH asked
        workshop-question-detail DELETE asked
        workshop-question-earlier POST=200 asked
        workshop-question-later POST=200 asked
        workshop-guest-detail DELETE own-guest
        workshop-post-it-list GET
        workshop-round-list GET
        """,
        "workshop",
    ),
    rule(
        "Who facilitates a territory, or a wider one, and admins set its workshops.",
        roles("facilitator", "admin"),
        "territory-workshop-list POST=400 territory",
    ),
    rule(
        "Who has an account and sees a workshop reads who is invited, as far as they see; who leads it, and who speaks "
        "for a guest, each of them.",
        MEMBERS,
        "workshop-guest-list GET workshop\nworkshop-guest-detail GET own-guest",
    ),
    rule(
        "Who speaks for an actor that is invited to a workshop answers for it.",
        roles("claimant"),
        "workshop-guest-answer POST=400 own-guest",
    ),
    rule(
        "Whoever reads a diagnosis, an idea, what is offered, wished for and announced reads it here.",
        ALL,
        """
        diagnosis-detail GET diagnosis
        diagnosis-statement-list GET diagnosis
        statement-detail GET statement
        idea-detail GET idea
        training-session-detail GET training
        training-offer-detail GET training-offer
        training-wish-detail GET training-request
        """,
        public=True,
    ),
    rule(
        "Who contributes to a project or holds it, who facilitates its territory and admins open its diagnosis, close "
        "versions, mend statements.",
        roles("contributor", "holder", "facilitator", "admin"),
        """
        project-diagnosis-version-list POST=409 project  # a version is open
        diagnosis-close POST=200 diagnosis
        diagnosis-begin-next POST=200 diagnosis
        statement-detail PATCH statement
        statement-detail DELETE statement
        """,
    ),
    rule(
        "Who facilitates a territory, and admins, open its diagnosis.",
        roles("facilitator", "admin"),
        "territory-diagnosis-version-list POST=201 territory",
    ),
    rule(
        "The team and the circle of a project take part in its diagnosis: they state, and say how far they agree.",
        TEAM | {"claimant", "facilitator", "admin"},
        "diagnosis-statement-list POST=400 diagnosis\ndiagnosis-opinions POST=200 diagnosis",
    ),
    rule(
        "Anyone with an account has ideas, and says that one interests them.",
        MEMBERS,
        "idea-list POST=400\nidea-join POST=200 idea\nidea-leave POST=200 idea",
    ),
    rule(
        "Who had an idea, who facilitates the territory and admins change it, say what it asks for, make it a project.",
        roles("author", "facilitator", "admin"),
        """
        idea-detail PATCH
        idea-ask POST=400
        idea-no-longer-ask POST=400
        idea-become-project POST=200
        """,
        "idea",
    ),
    rule(
        "Anyone with an account asks in the name of the actors that they registered or speak for, and offers or "
        "announces in the name of those for which they speak.",
        MEMBERS,
        """
        training-offer-list POST=400
        training-wish-list POST=400
        training-session-list POST=400
        training-session-register POST=409 training  # nobody is said to come
        inscription-list GET
        """,
    ),
    rule(
        "Who speaks for who teaches, who facilitates the place and admins change a session, call it off, take an "
        "offer back.",
        roles("claimant", "facilitator", "admin"),
        """
        training-session-detail PATCH training
        training-session-call-off POST=200 training
        training-offer-end POST=204 training-offer
        """,
    ),
    rule(
        "Who may offer in the name of an actor that wishes to learn, who facilitates its place and admins take the "
        "wish back.",
        roles("contributor", "holder", "author", "claimant", "facilitator", "admin"),
        "training-wish-end POST=204 training-request",
    ),
    rule(
        "Who may offer in the name of the learner, and who speaks for who teaches, read who comes, give a place up "
        "and say what was learnt: to others, admins included, it is not there.",
        roles("contributor", "holder", "author", "claimant"),
        """
        inscription-detail GET
        inscription-leave POST=204
        inscription-say-level POST=409  # no level is said
        """,
        "own-inscription",
    ),
    rule(
        "Who speaks for an actor says a public word that nobody asked for.",
        roles("claimant"),
        "project-support-offer POST=400",
        "project",
    ),
    rule(
        "Who speaks for an actor of the circle, and its team for an organisation, says what it holds.",
        roles("contributor", "holder", "claimant", "admin"),
        "say-convictions POST=200",
        "aboard",
    ),
    rule("Who reads a note reads it here.", TEAM, "actor-note-detail GET", "note", public=True),
    rule(
        "Who writes in the team of a note changes it.",
        roles("contributor", "holder"),
        "actor-note-detail PATCH\nactor-note-detail DELETE",
        "note",
    ),
    rule(
        "Anyone with an account who sees an actor claims it; who did so already is told so.",
        MEMBERS,
        "actor-claim-list POST=400,409,201",
        "actor",
    ),
    rule(
        "Who sent a claim, and who answers it, read it.",
        roles("suitor", "facilitator", "admin"),
        "actor-claim-detail GET",
        "claim",
        public=True,
    ),
    rule(
        "Who facilitates the place, and admins, answer a claim.",
        roles("facilitator", "admin"),
        "actor-claim-accept POST=200\nactor-claim-decline POST=400",
        "claim",
    ),
    rule("Who sent a claim takes it back.", roles("suitor"), "actor-claim-withdraw POST=200", "claim"),
    rule(
        "Who speaks ends it; who answers claims too (of a claim that waits, there is nothing to end).",
        roles("suitor", "facilitator", "admin"),
        "actor-claim-end POST=400,409",
        "claim",
    ),
    rule(
        "Who contributes to a project or holds it, and admins, change its parts.",
        WRITERS,
        """
        project-milestone-earlier POST=200 milestone
        project-milestone-later POST=200 milestone
        project-pledge-list POST=400
        project-common-objective-list POST=400
        project-common-objective-detail DELETE aim
        project-support-list POST=400
        project-pledge-detail PATCH pledge
        project-pledge-detail DELETE pledge
        project-pledge-confirm POST=200 pledge
        project-partnership-list POST=400
        """
        + _parts(
            milestone="",
            involvement="end=200 resume=200",
            need="close=200 waive=400 reopen=200",
            experience="",
            indicator="",
            news="",
            measure="",
        ),
        "project",
    ),
    rule(
        "Who speaks for the actor that is said to take part confirms it.",
        roles("claimant"),
        "project-involvement-confirm POST=200 own-involvement",
        "project",
    ),
    rule(
        "Who speaks for an actor says its public word for a project, and takes it back.",
        roles("claimant"),
        """
        project-support-publish POST=200 support  # the word that it said already
        project-support-decline POST=409 support  # it is public
        project-support-withdraw POST=200,204 support
        """,
        "project",
    ),
    rule(
        "Who holds a project, who facilitates its territory and admins take a public word off its page.",
        roles("holder", "facilitator", "admin"),
        """
        project-support-take-off POST=400 support
        project-support-ask-again POST=409 support  # it is on the page
        """,
        "project",
    ),
    rule(
        "Who holds a project, and admins, change it as a whole.",
        roles("holder", "admin"),
        """
        project-detail PATCH
        project-detail DELETE
        project-picture PUT=400
        project-picture DELETE
        project-archive POST=200
        project-restore POST=200
        project-team GET
        project-team-member PATCH member-in-api
        project-team-member DELETE member-in-api
        project-team-invitations POST=400
        project-team-invitation DELETE invitation
        project-team-invitation-again POST=409 invitation  # it was sent just now
        project-team-hand-over POST=400
        """,
        "project",
    ),
    rule(
        "Who cares for a project says that it is still true.", SEEKERS, "project-confirm POST=200", "project"
    ),
    rule(
        "Anyone with an account who sees a project open to newcomers asks to board.",
        MEMBERS,
        "project-join-request-list POST=400",
        "project",
    ),
    rule(
        "Whoever sees a proposal reads it: the circle and who facilitates there while it is open, then everyone.",
        ALL,
        "project-change-detail GET",
        "change",
        public=True,
    ),
    rule(
        "Who is in the circle of a project and admins propose changes, and talk them over.",
        roles("reader", "contributor", "holder", "claimant", "admin"),
        "project-change-list POST=400\nproject-change-comment POST=400 change",
        "project",
    ),
    rule(
        "Who speaks for an actor of the working circle gives its voice on a proposal.",
        roles("claimant"),
        "project-change-voice POST=400",
        "change",
    ),
    rule(
        "Who holds the project, and admins, decide on a proposal and undo what was adopted.",
        roles("holder", "admin"),
        "project-change-adopt POST=200\nproject-change-refuse POST=400\nproject-change-undo POST=409",
        "change",
    ),
    rule(
        "Who made a proposal takes it back.",
        roles("contributor"),
        "project-change-withdraw POST=200",
        "change",
    ),
    rule(
        "Anyone with an account names somebody for an open project, and follows whom they named.",
        MEMBERS,
        "project-suggestion-list GET\nproject-suggestion-list POST=400",
        "project",
    ),
    rule(
        "Who named somebody, and who looks for people for the project, read it.",
        roles("author", "contributor", "holder", "facilitator", "admin"),
        "project-suggestion-detail GET",
        "suggestion",
    ),
    rule(
        "Who looks for people for a project sorts those whom others name.",
        SEEKERS,
        "project-suggestion-link POST=400\nproject-suggestion-put-aside POST=400",
        "suggestion",
    ),
    rule(
        "Who holds the project, and admins, read and answer requests sent without an account.",
        roles("holder", "admin"),
        """
        project-guest-request-list GET
        project-guest-request-detail GET unnamed
        project-guest-request-accept POST=400 unnamed
        project-guest-request-decline POST=400 unnamed
        """,
        "project",
    ),
    rule(
        "Who sent a request, who holds the project and admins read it.",
        roles("author", "holder", "admin"),
        "project-join-request-detail GET",
        "request",
        public=True,
    ),
    rule(
        "Who holds the project, and admins, answer a request.",
        roles("holder", "admin"),
        "project-join-request-accept POST=200\nproject-join-request-decline POST=400",
        "request",
    ),
    rule(
        "Who sent a request takes it back.",
        roles("author"),
        "project-join-request-withdraw POST=200",
        "request",
    ),
    rule(
        "Who looks for people for a project follows its introductions, keeps candidates or leaves them out.",
        SEEKERS,
        """
        project-introduction-list GET
        project-introduction-list POST=400
        project-introduction-detail GET introduction
        project-introduction-detail PATCH introduction
        project-introduction-detail DELETE introduction
        project-introduction-move POST=409 introduction
        project-introduction-step-back POST=409 introduction
        project-introduction-write POST=400 introduction
        project-introduction-remind POST=409 introduction
        project-introduction-decline POST=400 introduction
        project-introduction-engage POST=200 introduction
        project-candidate-choice-list GET
        project-candidate-choice-list POST=400
        project-candidate-choice-detail GET choice
        project-candidate-choice-detail DELETE choice
        """,
        "project",
    ),
    rule(
        "Who speaks for a candidate that somebody wrote to reads what is proposed.",
        roles("claimant"),
        "project-proposal-detail GET",
        "proposed-meeting",
        public=True,
    ),
    rule(
        "They answer it.",
        roles("claimant"),
        "project-proposal-agree POST=200\nproject-proposal-refuse POST=200",
        "proposed-meeting",
    ),
    rule("The team reads how its members see actors.", TEAM, "project-assessment-list GET", "project"),
    rule(
        "Who writes in the team says how they see actors, and takes back what they said themselves.",
        roles("contributor", "holder"),
        "project-assessment-list POST=400\nproject-assessment-detail DELETE=204,400 assessment",
        "project",
    ),
    rule(
        "Facilitators of any territory, and admins, read what waits for them.",
        roles("facilitator", "elsewhere", "admin"),
        "moderation-queue GET",
    ),
    rule(
        "Who facilitates the place, and admins, answer a report; to others it is not there.",
        roles("facilitator", "admin"),
        "report GET\nreport-answer POST=400",
        "answer",
    ),
    rule(
        "Who facilitates the place, and admins, look at an actor, hide it, show it again.",
        roles("facilitator", "admin"),
        "actor-review POST=200\nactor-hide POST=400\nactor-show-again POST=200",
        "actor",
    ),
    rule(
        "Who facilitates the place, and admins, look at a project, hide it, show it again.",
        roles("facilitator", "admin"),
        "project-review POST=200\nproject-hide POST=400\nproject-show-again POST=200",
        "project",
    ),
    rule(
        "Facilitators of any territory, and admins, decide on a proposed competence.",
        roles("facilitator", "elsewhere", "admin"),
        "competence-approve POST=200\ncompetence-reject POST=200\ncompetence-same-as POST=400,404",
        "proposal",
    ),
    rule("Admins undo a merge of competences.", roles("admin"), "competence-part POST=409", "proposal"),
    rule(
        "Who facilitates a territory reviews its gaps.",
        roles("facilitator", "admin"),
        "territory-gaps GET territory\nterritory-exchange GET territory",
    ),
]
