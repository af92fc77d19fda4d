"""The register of what is done with personal data (article 30 of the GDPR): data, shown as pages and as a document.

Each table of ours is named by the processing that uses it, or is known to hold nothing of anybody: a test holds it.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Processing:
    """One use of personal data; the words are lazy translations, `models` the tables that it keeps."""

    code: str
    name: Any
    purpose: Any
    basis: Any
    whose: Any
    data: Any
    readers: Any
    kept: Any
    models: frozenset[str]


CONTRACT = _("To give the service that the person asked for (article 6.1.b).")
INTEREST = _("The legitimate interest of those who work on the territory (article 6.1.f).")
CONSENT = _(
    "The person’s agreement (article 6.1.a); until then, the interest of who noted them (article 6.1.f)."
)
DUTY = _("What the law asks of who runs the site (article 6.1.c).")
WITH_ACCOUNT = _(
    "As long as the account; erased at once when its owner asks, or after 24 months without activity."
)
WITH_PERSON = _(
    "As long as the person’s page; erased at once when they object, or after 24 months without activity."
)

PROCESSINGS = [
    Processing(
        "accounts",
        _("Accounts and sign-in"),
        _("Open an account, recognise its owner, keep others out."),
        CONTRACT,
        _("Whoever has an account."),
        _(
            "E-mail addresses, name shown, password (hashed), second factors, identifier at the provider that one "
            "signs in with, sessions (address, browser, dates), warnings before erasure, counts of attempts (hashed "
            "addresses)."
        ),
        _("Its owner; admins, save passwords and second factors."),
        WITH_ACCOUNT,
        frozenset({"territoire.User", "territoire.AccountWarning", "territoire.Submission"}),
    ),
    Processing(
        "tokens",
        _("Tokens for programs"),
        _("Let programs read and write in somebody’s name, as far as they allow it."),
        CONTRACT,
        _("Whoever has an account and makes one."),
        _("Name of the token, hash of its secret, what it opens, dates of making, end and last use."),
        _("Its owner."),
        WITH_ACCOUNT,
        frozenset({"territoire.ApiToken"}),
    ),
    Processing(
        "teams",
        _("Teams, facilitators and invitations"),
        _("Say who may see and change what, and invite colleagues by e-mail."),
        CONTRACT,
        _("Members of teams, facilitators, people who are invited."),
        _("Account, role and dates; e-mail address of who is invited."),
        _("The team and admins."),
        _("As long as the team; the address of an invitation is forgotten once it is over."),
        frozenset({"territoire.Membership", "territoire.Facilitation", "territoire.Invitation"}),
    ),
    Processing(
        "persons",
        _("Persons of the territory"),
        _("Know whom one may meet on a territory, what each knows how to do, gives and belongs to."),
        CONSENT,
        _("Persons who register themselves, or whom somebody else registered."),
        _(
            "Name, presentation, picture, commune or wider place, competences, occupations, resources, affiliations, "
            "partnerships; where the data comes from, notices sent and answers."
        ),
        _(
            "Until they agree: who registered them, their team, facilitators of the place. Then whom they chose: "
            "members, or everyone."
        ),
        WITH_PERSON,
        frozenset(
            {
                "actors.Actor",
                "actors.ActorIdentifier",
                "actors.ActorMerge",
                "actors.ActorOccupation",
                "actors.Affiliation",
                "actors.Mastery",
                "actors.Notice",
                "actors.Partnership",
                "actors.PartnershipAxis",
                "actors.PersonWarning",
                "actors.Resource",
                "projects.ActorSupply",
                "projects.NetworkLayout",
                "projects.NetworkPlace",
            }
        ),
    ),
    Processing(
        "contacts",
        _("Contact details, and who looked at them"),
        _("Reach an actor; know who collected contact details, should they be misused."),
        INTEREST,
        _("Persons and members of organisations whose contact details are given; who asked to see them."),
        _("Website, e-mail, telephone, postal address; account, day, number of details seen or exported."),
        _("Each detail: everyone, members or the team, shown on request. The log: admins."),
        _("As long as the page of the actor; the log, twelve months."),
        frozenset({"actors.ContactPoint", "actors.ContactAccess"}),
    ),
    Processing(
        "projects",
        _("Projects, involvements and requests"),
        _("Show who takes part in a project and how much, find whom it misses, answer requests to board."),
        INTEREST,
        _("Persons who take part in projects; who sends a request."),
        _(
            "Role, degree of involvement, what is pledged, message and answer of a request, what one proposes to "
            "change and says of it, public word of support, values held in a project (of a person, said by "
            "themselves alone)."
        ),
        _(
            "Who may see both the project and the person; a request: its sender and who holds the project; a proposal: "
            "the circle of the project."
        ),
        _("As long as the project; words that name somebody go with that person or with the account."),
        frozenset(
            {
                "projects.Conviction",
                "projects.Engagement",
                "projects.Experience",
                "projects.Involvement",
                "projects.GuestRequest",
                "projects.JoinRequest",
                "projects.Suggestion",
                "projects.NeedCoverage",
                "projects.Pledge",
                "projects.Support",
                "projects.Proposal",
                "projects.ProposalComment",
                "projects.ProposalVoice",
            }
        ),
    ),
    Processing(
        "opinions",
        _("Assessments and private notes"),
        _("Let a team think about whom to involve, and remember what was said."),
        INTEREST,
        _("Actors that a team met, persons among them."),
        _(
            "Influence, interest, legitimacy, urgency and stance as one member saw them on one day; a few words."
        ),
        _("The team, or the facilitators, who wrote them; the person concerned, without the author’s name."),
        _("As long as the project; deleted when the person is erased."),
        frozenset({"projects.Assessment", "actors.Note"}),
    ),
    Processing(
        "building-together",
        _("Shared diagnoses and ideas"),
        _("State together what a project or a territory is like, gather people around ideas."),
        INTEREST,
        _("Whoever has an account and takes part."),
        _(
            "What one states, how far one agrees, family that one speaks from; ideas, name to sign with if any."
        ),
        _(
            "Statements and ideas: whom each says. Opinions: nobody but their author; others, figures of three or more."
        ),
        _("As long as the project or the territory; names that one signs with go with the account."),
        frozenset(
            {
                "cocreation.Idea",
                "cocreation.IdeaSupport",
                "cocreation.Rating",
                "cocreation.Statement",
                "cocreation.Voice",
            }
        ),
    ),
    Processing(
        "training",
        _("Training among peers"),
        _("Let those who know teach those who want to learn, and say what was learnt."),
        INTEREST,
        _("Actors who teach or learn, persons among them."),
        _("What one offers to teach or wishes to learn, sessions, places taken, level that both sides say."),
        _("Offers, wishes, sessions, levels: who may see the actor. Who comes: both sides."),
        _("As long as the page of the actor; deleted when the person is erased."),
        frozenset(
            {
                "cocreation.Inscription",
                "cocreation.TrainingOffer",
                "cocreation.TrainingRequest",
                "cocreation.TrainingSession",
            }
        ),
    ),
    Processing(
        "introductions",
        _("Choices among candidates and introductions"),
        _("Find whom a project misses, and follow the first contacts with them."),
        INTEREST,
        _("Actors who could meet a need of a project, persons among them; who is in charge."),
        _("Kept or left out, and why; state of the contact, dates, notes, through whom."),
        _("Who contributes to the project or holds it, the facilitators of its territory, admins."),
        _("As long as the project; deleted when the person is erased."),
        frozenset({"projects.CandidateChoice", "projects.Introduction"}),
    ),
    Processing(
        "workshops",
        _("Workshops and their live boards"),
        _("Think together about who could do what, and turn it into the map."),
        INTEREST,
        _("Actors who are invited, persons among them; who takes part, without account."),
        _(
            "Invitation, answer, presence; of participants a first name if they give one, their post-its and dots, "
            "under a signed cookie that holds for this workshop alone. Of actors that a round asks about, what each "
            "says of their influence, interest, legitimacy and urgency, and what the room settles."
        ),
        _(
            "Who leads the workshop; of post-its and of answers to a round, without names, who takes part, once the "
            "facilitator shows them."
        ),
        _("As long as the workshop; first names, 30 days after it."),
        frozenset(
            {
                "workshops.Dot",
                "workshops.Guest",
                "workshops.Note",
                "workshops.Outcome",
                "workshops.Participant",
                "workshops.Rating",
                "workshops.RoundActor",
            }
        ),
    ),
    Processing(
        "alerts",
        _("Alerts and kept views"),
        _("Tell people what they asked to be told of; find a page again with its filters."),
        CONTRACT,
        _("Whoever has an account and asks for it."),
        _("What the alert is about, how often, what was told already; name and address of kept views."),
        _("Their owner."),
        WITH_ACCOUNT,
        frozenset({"projects.Alert", "projects.Digest", "territoire.SavedView"}),
    ),
    Processing(
        "claims",
        _("Claims: speaking for oneself or for an organisation"),
        _("Let people keep their own page, and that of their organisation."),
        CONTRACT,
        _("Whoever asks to speak for an actor."),
        _("Account, message, answer, dates."),
        _("Its sender, facilitators of the place, admins."),
        _("Deleted with the account or with the person."),
        frozenset({"actors.Claim"}),
    ),
    Processing(
        "moderation",
        _("Reports and moderation"),
        _("Mend or hide what is wrong, insulting or unlawful."),
        DUTY,
        _("Who reports, who is reported, who decides."),
        _("Reason, message, answer, account if any, dates."),
        _("Its sender, facilitators of the place, admins."),
        _("The decision, as long as the record; the words go with who wrote them."),
        frozenset(
            {
                "actors.ActorReport",
                "cocreation.IdeaReport",
                "cocreation.StatementReport",
                "cocreation.TrainingReport",
                "projects.CommentReport",
                "projects.NewsReport",
                "projects.ProjectReport",
                "projects.SupportReport",
                "workshops.NoteReport",
            }
        ),
    ),
    Processing(
        "history",
        _("Authors and history of records"),
        _("Know who registered and changed what, undo mistakes and imports."),
        INTEREST,
        _("Whoever has an account and changes something; those of whom records tell."),
        _("Account, moment, page, and each version of a record."),
        _("The team of the record and admins."),
        _("As long as the record; emptied of what tells who people are when they are erased."),
        frozenset(
            {
                "actors.Competence",
                "actors.CompetenceMerge",
                "projects.Aim",
                "projects.Indicator",
                "projects.Measure",
                "projects.Milestone",
                "projects.Need",
                "projects.News",
                "projects.Project",
                "territoire.ColumnMatching",
                "territoire.ImportBatch",
            }
        ),
    ),
    Processing(
        "imports",
        _("Files that are imported"),
        _("Register many records at once, look at them before, send again what was refused."),
        INTEREST,
        _("Whoever the lines of the file tell of; who sends it."),
        _("The file and its lines, until they are imported; then the lines left out."),
        _("Who sent it, and admins."),
        _("The file, until it is imported or a month has gone by; lines left out, a month more."),
        frozenset({"territoire.ImportFile", "territoire.ImportSheet", "territoire.ImportLine"}),
    ),
    Processing(
        "objections",
        _("Objections"),
        _("Never register again somebody who objected."),
        DUTY,
        _("Persons who objected."),
        _("A keyed hash of their e-mail address, and the day: nothing that can be read."),
        _("Nobody: the site alone compares."),
        _("As long as the site runs."),
        frozenset({"actors.Objection"}),
    ),
    Processing(
        "erasures",
        _("Erasures"),
        _("Not bring back, with a backup of before, who was erased since."),
        DUTY,
        _("Persons and accounts that were erased."),
        _("A keyed hash of the number that the site gave them, and the day: nothing that can be read."),
        _("Nobody: the site alone compares."),
        _("As long as the site runs."),
        frozenset({"territoire.Erasure"}),
    ),
]

# Words, places and numbers of the instance: nothing of anybody.
IMPERSONAL = frozenset(
    {
        "actors.ActorFamily",
        "actors.Actor_areas",
        "actors.CompetenceClosure",
        "actors.CompetenceSynonym",
        "actors.Occupation",
        "actors.PartnershipKind",
        "actors.ResourceKind",
        "cocreation.Diagnosis",
        "cocreation.IdeaAsk",
        "cocreation.Question",
        "cocreation.Statement_needs",
        "projects.AxisOrigin",
        "projects.CompetenceDifference",
        "projects.CompetenceSummary",
        "projects.CoverageDue",
        "projects.Degree",
        "projects.DismissedSuggestion",
        "projects.Experience_competences",
        "projects.ProjectCoverage",
        "projects.Project_shared_values",
        "projects.Project_themes",
        "projects.SharedValue",
        "projects.Theme",
        "projects.Theme_usual_competences",
        "territoire.Pulse",
        "territoire.RetentionRun",
        "territoire.Team",
        "territoire.Territory",
        "territoire.TerritoryClosure",
        "territoire.TerritoryPart",
        "territoire.Territory_successors",
        "territoire.ThrottleWindow",
        "territoire.User_groups",
        "territoire.User_user_permissions",
        "workshops.Board",
        "workshops.Group",
        "workshops.Question",
        "workshops.Round",
        "workshops.Sequence",
        "workshops.Workshop",
    }
)
LABELS = {
    "purpose": _("What for"),
    "basis": _("By what right"),
    "whose": _("Whose data"),
    "data": _("What data"),
    "readers": _("Who sees it"),
    "kept": _("For how long"),
}


def rows(processing: Processing) -> list[tuple[str, str]]:
    """Return the questions and answers about one processing, in words."""
    return [(str(label), str(getattr(processing, name))) for name, label in LABELS.items()]


def markdown() -> str:
    """Return the register as a document, in the language that is active."""
    lines = [
        "# Personal data",
        "",
        "Written by `manage.py personal_data` from `territoire/site/processing.py`: change the register, not this.",
        "Who runs an instance names themselves in `TERRITOIRE_CONTROLLER` and `TERRITOIRE_CONTACT`. The site shows the",
        "register to its admins at `/mon-espace/registre/`, and what concerns people at `/donnees-personnelles/`.",
        "Which field of which table is erased with somebody is said by each model (`PersonalData`), and tests hold it.",
        "",
    ]
    for processing in PROCESSINGS:
        lines += [f"## {processing.name}", "", "| | |", "|---|---|"]
        lines += [f"| {label} | {answer} |" for label, answer in rows(processing)]
        lines += [f"| Tables | {', '.join(f'`{label}`' for label in sorted(processing.models))} |", ""]
    return "\n".join(lines)
