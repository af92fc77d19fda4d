"""Who gets what answer from each address of the site: the rules, as data.

A rule is a sentence, the roles that it lets through, and the addresses that follow it, one a line:

    name of the address    its methods     (what it is about, when it is not what the rule is about)

A method answers 200 or, when it sends a form, 200 or 302; `GET=302` says another answer. Those whom the rule does not
let through get, in this order:

    sign in   a visitor, unless the rule is `public`
    404       who may not see what the address is about (`SEEN_BY`)
    403       who sees it and may not do this

Other methods than those named never go through. `docs/rights.md` is written from this file: `python -m tests.rights`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

ROLES = {
    "visitor": "has no account",
    "member": "has an account, and nothing else",
    "reader": "reads the project: is in its team",
    "contributor": "contributes to the project: is in its team",
    "holder": "holds the project: is in its team",
    "stranger": "holds another project",
    "author": "registered the actor, sent the request or proposed the competence; in no team",
    "claimant": "speaks for the actor: their claim was accepted",
    "suitor": "asked to speak for the actor, and awaits the answer; sees it as any other member",
    "facilitator": "facilitates the territory where the actor sits and the project takes place",
    "elsewhere": "facilitates another territory",
    "admin": "runs the instance",
}
ALL = frozenset(ROLES)
MEMBERS = ALL - {"visitor"}
TEAM = frozenset({"reader", "contributor", "holder"})
#: Who sees what an address is about when it is hidden; what is public is seen by everyone.
SEEN_BY = {
    "actor": TEAM | {"author", "claimant", "facilitator", "admin"},
    "project": TEAM | {"facilitator", "admin"},
    # A hidden workshop is that of a hidden project; accounts that speak for whom it invites see it too.
    "workshop": TEAM | {"claimant", "facilitator", "admin"},
    "own-guest": frozenset({"claimant", "holder", "facilitator", "admin"}),
    # What another site frames is what a visitor sees, whoever looks.
    "framed": frozenset(),
    # A hidden request is one to a hidden project, which who sent it once saw.
    "request": frozenset({"holder", "admin"}),
    # A hidden claim is that of a hidden actor, which who sent it once saw.
    "claim": frozenset({"facilitator", "admin"}),
    "change": TEAM | {"facilitator", "admin"},
    "unnamed": frozenset({"holder", "admin"}),
    "suggestion": frozenset({"contributor", "holder", "facilitator", "admin"}),
    "note": TEAM,
    # The diagnosis of a project that is hidden: its circle reads it no more than the project.
    "diagnosis": TEAM | {"facilitator", "admin"},
    # An offer, a wish, a session are seen by who sees the actor that teaches or learns.
    "training": TEAM | {"author", "claimant", "facilitator", "admin"},
    # Who moderates hid it.
    "idea": frozenset({"author", "facilitator", "admin"}),
    # A hidden competence is one that somebody proposed; who moderates decides on it without a page of its own.
    "competence": frozenset({"author", "admin"}),
    "proposal": frozenset({"author", "facilitator", "elsewhere", "admin"}),
}
#: Who sees it when it is public, where that is not everyone.
PUBLIC_SEEN_BY = {
    "note": TEAM,
    "diagnosis": TEAM | {"claimant", "facilitator", "admin"},
    "claim": frozenset({"suitor", "facilitator", "admin"}),
    "request": frozenset({"author", "holder", "admin"}),
    # Of its circle, and of who facilitates there: the claimant speaks for an actor aboard.
    "change": TEAM | {"claimant", "facilitator", "admin"},
    "unnamed": frozenset({"author", "holder", "admin"}),
    "suggestion": frozenset({"author", "contributor", "holder", "facilitator", "admin"}),
    "gallery": frozenset({"admin"}),
    "answer": frozenset({"facilitator", "admin"}),
    "proposed-meeting": frozenset({"claimant"}),
    "own-view": frozenset({"member"}),
    "own-import": frozenset({"member", "admin"}),
    "own-token": frozenset({"member"}),
    "own-sequence": frozenset({"member"}),
    "own-inscription": frozenset({"contributor", "holder", "author", "claimant"}),
    # Nobody of the matrix holds the cookie of a room.
    "seat": frozenset(),
    "own-guest": frozenset({"claimant", "holder", "facilitator", "admin"}),
}
#: What each thing that addresses name is a part of (`tests/rights/world.py` says how to name one).
PART_OF = {
    "actor-file": "actor",
    "project-file": "project",
    "project-table": "project",
    "workshop-table": "workshop",
    # What another site reads live is what a visitor sees, whoever asks.
    "framed-live": "framed",
    "actor-live": "framed",
    "mastery": "actor",
    "resource": "actor",
    "occupation": "actor",
    "affiliation": "actor",
    "member": "actor",
    "contact": "actor",
    "identifier": "actor",
    "person": "actor",
    "partnership": "actor",
    "axis": "actor",
    "involvement": "project",
    "milestone": "project",
    "need": "project",
    "choice": "project",
    "money": "project",
    "pledge": "project",
    "experience": "project",
    "indicator": "project",
    "aim": "project",
    "aboard": "project",
    "support": "project",
    "news": "project",
    "measure": "project",
    "membership": "project",
    "member-in-api": "project",
    "invitation": "project",
    "own-involvement": "project",
    "own-sheet": "own-import",
    "own-import-format": "own-import",
    "introduction": "project",
    "assessment": "project",
    "asked": "workshop",
    "guest": "workshop",
    "post-it": "workshop",
    "outcome": "workshop",
    "round": "workshop",
    "sheet-kind": "workshop",
    "keyed": "workshop",
    "comment": "change",
    "statement": "diagnosis",
    "training-offer": "training",
    "training-request": "training",
    "inscription": "training",
}
SIGN_IN, NOT_SEEN, REFUSED = "sign in", "404", "403"
#: What a program is answered instead of being led to sign in.
NO_TOKEN = "401"


@dataclass(frozen=True)
class Address:
    """One address: its name, what each of its methods answers to who may, and what it is about."""

    name: str
    answers: dict[str, frozenset[str]]
    about: str


@dataclass(frozen=True)
class Rule:
    """A sentence, whom it lets through, and the addresses that follow it."""

    sentence: str
    may: frozenset[str]
    lines: str
    about: str = "nothing"
    public: bool = False
    program: bool = False

    def addresses(self) -> Iterator[Address]:
        """Read the lines."""
        for line in self.lines.split("\n"):
            words = line.partition("#")[0].split()
            if words:
                methods = [word for word in words[1:] if word.partition("=")[0].isupper()]
                about = [word for word in words[1:] if word not in methods]
                yield Address(words[0], dict(map(_answer, methods)), about[0] if about else self.about)

    def expects(self, role: str, about: str, *, hidden: bool) -> str:
        """Return what is answered to `role`: `sign in`, `404`, `403`, or nothing when it goes through."""
        if role == "visitor" and not self.public:
            return NO_TOKEN if self.program else SIGN_IN
        if role not in seen_by(about, hidden=hidden):
            return NOT_SEEN
        return "" if role in self.may else REFUSED


def seen_by(about: str, *, hidden: bool) -> frozenset[str]:
    """Return the roles that see such a thing."""
    root = PART_OF.get(about, about)
    return SEEN_BY.get(root, ALL) if hidden else PUBLIC_SEEN_BY.get(root, ALL)


def can_be_hidden(about: str) -> bool:
    """Tell whether there are hidden ones of such a thing."""
    return PART_OF.get(about, about) in SEEN_BY


USUAL = {"GET": "200", "PATCH": "200", "DELETE": "204"}


def _answer(method: str) -> tuple[str, frozenset[str]]:
    name, _, answers = method.partition("=")
    usual = USUAL.get(name, "200,302")
    return name, frozenset((answers or usual).split(","))


def roles(*names: str) -> frozenset[str]:
    """Return a set of roles, each of which exists."""
    unknown = set(names) - ALL
    if unknown:
        raise ValueError(f"no such role: {unknown}")
    return frozenset(names)


RULES = [
    Rule(
        "Everyone reads the public pages, and asks the lists and searches for what they may see.",
        ALL,
        """
        site:home                           GET
        site:territories                    GET
        site:territory-search               GET
        site:territory                      GET         territory
        site:territory-map                  GET         territory
        site:territory-map-embedded         GET         territory
        site:oembed                         GET=404     # no map is named
        site:territory-contours             GET         territory
        site:competences                    GET
        site:search                         GET
        site:robots                         GET
        site:account-erased                 GET
        site:privacy                        GET
        site:favicon                        GET=302
        site:security-contact               GET=404     # the tests name no contact
        site:health                         GET
        site:news                           GET
        site:linked-data-context            GET
        site:territory-news                 GET         territory
        site:territory-map-export           GET         territory-file
        site:territory-map-live             GET         territory-live
        actors:export                       GET         file
        actors:live                         GET         live
        projects:export                     GET         file
        projects:live                       GET         live
        projects:list-calendar              GET
        actors:list                         GET
        actors:actor-search                 GET
        actors:competence-search            GET
        actors:occupation-search            GET
        projects:list                       GET
        """,
        public=True,
    ),
    Rule(
        "Who facilitates a territory, or a wider one, reviews its gaps; what is hidden there, they see anyway.",
        roles("facilitator", "admin"),
        """
        site:territory-gaps                 GET
        site:territory-gaps-file            GET
        site:territory-gaps-competences     GET
        site:territory-gaps-actors          GET
        """,
        about="territory",
    ),
    Rule(
        "Whoever sees an actor reads its page, sees its picture, and asks for the contact details that are for them.",
        ALL,
        """
        actors:detail                       GET
        actors:picture                      GET
        site:actor-map                      GET
        actors:contacts                     POST
        actors:card                         POST
        site:actor-map-export               GET         actor-file
        """,
        about="actor",
        public=True,
    ),
    Rule(
        "Whoever sees a project reads its page, its map and its gaps, and sees its picture.",
        ALL,
        """
        projects:detail                     GET
        projects:picture                    GET
        projects:map                        GET
        projects:compare-maps               GET
        projects:map-embedded               GET         framed
        projects:map-export                 GET         project-file
        projects:changes-export             GET         project-table
        projects:indicators-export          GET         project-table
        projects:map-live                   GET         framed-live
        site:actor-map-live                 GET         actor-live
        projects:calendar                   GET
        projects:gaps                       GET
        projects:circle-to-invite           GET
        projects:what-if                    GET
        projects:contributions              GET
        projects:gap-of-need                GET         need
        projects:gaps-others                GET
        projects:compare-candidates         GET=302     # leads to the needs: no need is named
        projects:over-time                  GET
        projects:story                      GET
        projects:changes                    GET
        projects:welcome                    GET
        projects:indicators                 GET
        projects:supports                   GET
        projects:common-ground              GET
        projects:share-picture              GET         framed
        projects:poster                     GET
        projects:sheet                      GET
        projects:news                       GET
        projects:news-feed                  GET         framed
        projects:gaps-csv                   GET
        projects:gaps-xlsx                  GET
        projects:gaps-json                  GET
        projects:gaps-pdf                   GET
        projects:circle-to-invite-csv       GET
        projects:circle-to-invite-xlsx      GET
        projects:circle-to-invite-json      GET
        projects:circle-to-invite-pdf       GET
        """,
        about="project",
        public=True,
    ),
    Rule(
        "Everyone reads the list of workshops as far as they see, and whoever sees a workshop its page.",
        ALL,
        """
        workshops:list                      GET
        workshops:of-project                GET         project
        workshops:of-territory              GET         territory
        workshops:detail                    GET         workshop
        workshops:calendar                  GET         workshop
        """,
        public=True,
    ),
    Rule(
        "Who holds a project, who facilitates its territory, and admins set its workshops and lead them.",
        roles("holder", "facilitator", "admin"),
        """
        workshops:create-of-project         GET POST    project
        workshops:update                    GET POST
        workshops:delete                    GET POST
        workshops:minutes                   GET POST
        workshops:guests                    GET POST
        workshops:invite                    POST
        workshops:attendance                POST
        workshops:guest-remove              POST        guest
        workshops:questions                 GET
        workshops:question-create           GET POST
        workshops:question-update           GET POST    asked
        workshops:question-earlier          POST        asked
        workshops:question-later            POST        asked
        workshops:question-delete           GET POST    asked
        workshops:sequence-keep             POST
        workshops:open                      POST
        workshops:close                     POST
        workshops:change-code               POST
        workshops:screen                    GET
        workshops:wall                      GET
        workshops:wall-stream               GET=204     # the tests speak WSGI: nothing is streamed
        workshops:gesture                   POST=400    # no gesture is sent
        workshops:harvest                   GET
        workshops:harvest-export            GET         workshop-table
        workshops:turn                      GET POST    post-it
        workshops:note-hide                 GET POST    post-it
        workshops:outcome-undo              POST        outcome
        workshops:rounds                    GET POST
        workshops:round                     GET POST    round
        workshops:round-take-back           POST        round
        workshops:round-delete              POST        round
        workshops:sheets                    GET
        workshops:sheet                     GET         sheet-kind
        workshops:key-in                    GET POST    sheet-kind
        workshops:keyed-undo                POST        keyed
        """,
        about="workshop",
    ),
    Rule(
        "Who facilitates a territory, or a wider one, and admins set its workshops.",
        roles("facilitator", "admin"),
        """
        workshops:create-of-territory       GET POST
        """,
        about="territory",
    ),
    Rule(
        "Who speaks for an actor that is invited to a workshop answers for it.",
        roles("claimant"),
        """
        workshops:guest-answer              POST
        """,
        about="own-guest",
    ),
    Rule(
        "Anyone, without account, enters an open room by its code.",
        ALL,
        """
        workshops:join                      GET POST
        workshops:enter                     GET POST    room
        """,
        public=True,
    ),
    Rule(
        "Who entered a room writes there, known by a signed cookie that holds for this workshop alone; without it, and "
        "whatever one’s role, there is nothing.",
        ALL,
        """
        workshops:participate               GET
        workshops:phone-state               GET
        workshops:phone-stream              GET
        workshops:write                     POST
        workshops:dot                       POST
        workshops:note-report               POST
        workshops:rate                      POST
        """,
        about="seat",
        public=True,
    ),
    Rule(
        "Who kept a sequence of questions removes it.",
        roles("member"),
        """
        workshops:sequence-forget           POST
        """,
        about="own-sequence",
    ),
    Rule(
        "Who contributes to a project or holds it says how they see its actors; an admin does not. (The grid that "
        "shows the judgements is a picture of the map, for the team alone.)",
        roles("contributor", "holder"),
        """
        projects:assess                     GET POST
        projects:assessment-take-back       POST
        """,
        about="project",
    ),
    Rule(
        "Everyone reads the box of ideas of a territory and its diagnosis, as far as it is for them; whoever sees a "
        "project is told whether there is a diagnosis for them to read.",
        ALL,
        """
        cocreation:project-diagnosis        GET         project
        cocreation:project-diagnosis-export GET=200,404 project-table    # 404: no version is for them to read
        cocreation:territory-diagnosis-export GET=404   territory-table  # there is none
        cocreation:project-diagnosis-compare GET        project
        cocreation:project-opening          GET         project
        cocreation:territory-opening        GET         territory
        cocreation:territory-diagnosis      GET         territory
        cocreation:territory-diagnosis-compare GET      territory
        cocreation:ideas                    GET         territory
        cocreation:ideas-export             GET         territory-table
        cocreation:idea                     GET         idea
        """,
        public=True,
    ),
    Rule(
        "Who contributes to a project or holds it, who facilitates its territory and admins open its diagnosis, ask "
        "questions, close versions, mend statements.",
        roles("contributor", "holder", "facilitator", "admin"),
        """
        cocreation:project-diagnosis-open   GET POST    project
        cocreation:diagnosis-close          GET POST    diagnosis
        cocreation:diagnosis-settings       GET POST    diagnosis
        cocreation:statement                GET POST    statement
        cocreation:statement-remove         GET POST    statement
        """,
    ),
    Rule(
        "The team and the circle of a project take part in its diagnosis: they state, and say how far they agree.",
        TEAM | {"claimant", "facilitator", "admin"},
        """
        cocreation:opinions                 POST        diagnosis
        cocreation:state                    GET POST    diagnosis
        """,
    ),
    Rule(
        "Who facilitates a territory, and admins, open its diagnosis, and hide what people wrote there.",
        roles("facilitator", "admin"),
        """
        cocreation:territory-diagnosis-open GET POST    territory
        cocreation:statement-hide           GET POST    statement
        cocreation:statement-show           POST        statement
        cocreation:idea-hide                GET POST    idea
        cocreation:idea-show                POST        idea
        """,
    ),
    Rule(
        "Whoever reads what people wrote together reports what is wrong with it.",
        ALL,
        """
        cocreation:statement-report         GET POST    statement
        cocreation:idea-report              GET POST    idea
        """,
        public=True,
    ),
    Rule(
        "Anyone with an account has ideas, and says that one interests them.",
        MEMBERS,
        """
        cocreation:idea-propose             GET POST    territory
        cocreation:idea-support             POST        idea
        """,
    ),
    Rule(
        "Who had an idea, who facilitates the territory and admins change it, say what it asks for, make it a project.",
        roles("author", "facilitator", "admin"),
        """
        cocreation:idea-update              GET POST    idea
        cocreation:idea-ask                 GET POST    idea
        cocreation:idea-ask-remove          POST=404    idea    # nothing that it asks for is named
        cocreation:idea-become              GET POST    idea
        """,
    ),
    Rule(
        "Everyone reads what is offered, wished for and announced by the actors whom they see.",
        ALL,
        """
        cocreation:trainings                GET
        cocreation:trainings-export         GET         file
        cocreation:training                 GET         training
        cocreation:training-calendar        GET         training
        cocreation:training-report          GET POST    training
        """,
        public=True,
    ),
    Rule(
        "Anyone with an account asks in the name of the actors that they registered or speak for, and offers or "
        "announces in the name of those for which they speak: others are not proposed to them.",
        MEMBERS,
        """
        cocreation:training-offer           GET POST
        cocreation:training-ask             GET POST
        cocreation:training-announce        GET POST
        cocreation:training-register        POST        training
        """,
    ),
    Rule(
        "Who speaks for who teaches, who facilitates the place and admins change a session, call it off, take an "
        "offer back.",
        roles("claimant", "facilitator", "admin"),
        """
        cocreation:training-update          GET POST    training
        cocreation:training-call-off        GET POST    training
        cocreation:training-take-up         POST        training
        cocreation:training-offer-end       POST        training-offer
        """,
    ),
    Rule(
        "Who may offer in the name of an actor that wishes to learn, who facilitates its place and admins take the "
        "wish back.",
        roles("contributor", "holder", "author", "claimant", "facilitator", "admin"),
        """
        cocreation:training-request-end     POST        training-request
        """,
    ),
    Rule(
        "Who may offer in the name of the learner, and who speaks for who teaches, give a place up and say what was "
        "learnt: nobody else, not even admins.",
        roles("contributor", "holder", "author", "claimant"),
        """
        cocreation:inscription-leave        GET POST    inscription
        cocreation:inscription-level        POST        inscription
        """,
    ),
    Rule(
        "Who facilitates the place of a session, and admins, hide it and show it again.",
        roles("facilitator", "admin"),
        """
        cocreation:training-hide            GET POST    training
        cocreation:training-show            POST        training
        """,
    ),
    Rule(
        "Everyone reads an approved competence; a proposed one, who proposed it and admins.",
        ALL,
        """
        site:competence                     GET
        """,
        about="competence",
        public=True,
    ),
    Rule(
        "Anyone with an account has a space of their own, registers actors and begins projects.",
        MEMBERS,
        """
        site:my-space                       GET
        site:profile                        GET POST
        site:still-true                     GET POST
        site:my-data                        GET POST
        site:my-data-file                   POST
        site:tokens                         GET POST
        site:erase-account                  GET=200,302 POST
        site:alerts                         GET POST
        site:saved-views                    GET
        site:keep-view                      POST=302
        imports:send                        GET POST
        actors:create                       GET POST
        actors:duplicates                   GET
        actors:cards                        POST
        projects:create                     GET POST
        """,
    ),
    Rule(
        "Who registered an actor, who speaks for it, who writes in its team, who facilitates the place where it sits "
        "and admins change it and what is said of it.",
        roles("contributor", "holder", "author", "claimant", "facilitator", "admin"),
        """
        actors:update                       GET POST
        actors:archive                      POST
        actors:restore                      POST
        actors:mastery-create               GET POST
        actors:mastery-update               GET POST    mastery
        actors:mastery-delete               GET POST    mastery
        actors:resource-create              GET POST
        actors:resource-update              GET POST    resource
        actors:resource-delete              GET POST    resource
        actors:occupation-create            GET POST
        actors:occupation-update            GET POST    occupation
        actors:occupation-delete            GET POST    occupation
        actors:affiliation-create           GET POST
        actors:affiliation-update           GET POST    affiliation
        actors:affiliation-delete           GET POST    affiliation
        actors:member-create                GET POST
        actors:member-update                GET POST    member
        actors:member-delete                GET POST    member
        actors:contact-create               GET POST
        actors:contact-update               GET POST    contact
        actors:contact-delete               GET POST    contact
        actors:identifier-create            GET POST
        actors:identifier-delete            GET POST    identifier
        actors:partnership-create           GET POST
        actors:partnership-update           GET POST    partnership
        actors:partnership-delete           GET POST    partnership
        actors:axis-update                  GET POST    axis
        actors:axis-delete                  GET POST    axis
        actors:consent                      GET=200,302 person    # who is the person is led to their own page
        actors:consent-tell                 POST        person
        actors:consent-notice               GET         person
        actors:consent-handed               POST        person
        actors:consent-attest               POST        person
        actors:consent-hide                 POST        person
        """,
        about="actor",
    ),
    Rule(
        "Who keeps an actor (registered it, writes in its team, speaks for it), who facilitates its place and admins "
        "say that it is still true.",
        roles("contributor", "holder", "author", "claimant", "facilitator", "admin"),
        """
        actors:confirm                      POST
        """,
        about="actor",
    ),
    Rule(
        "Who contributes to a project or holds it, who facilitates its territory and admins say that it is still true.",
        roles("contributor", "holder", "facilitator", "admin"),
        """
        projects:confirm                    POST
        """,
        about="project",
    ),
    Rule(
        "Whoever sees an actor or a project reports what is wrong with it, and reads what becomes of the report at an "
        "address that nobody can guess.",
        ALL,
        """
        actors:report                       GET POST    actor
        projects:report                     GET POST    project
        site:report                         GET         report
        """,
        public=True,
    ),
    Rule(
        "Who facilitates a territory, and admins, read the queue of what waits for them there.",
        roles("facilitator", "elsewhere", "admin"),
        """
        site:moderation                     GET
        """,
    ),
    Rule(
        "Who facilitates the place of an actor or a project, and admins, say that they looked at it, hide it with a "
        "reason, show it again.",
        roles("facilitator", "admin"),
        """
        site:review-actor                   POST        actor
        site:hide-actor                     GET POST    actor
        site:show-actor                     POST        actor
        site:review-project                 POST        project
        site:hide-project                   GET POST    project
        site:show-project                   POST        project
        """,
    ),
    Rule(
        "They answer the reports; to others, the page that answers does not exist.",
        roles("facilitator", "admin"),
        """
        site:answer-report                  GET POST    answer
        """,
    ),
    Rule(
        "Who registered an actor, and admins, delete it for good.",
        roles("author", "admin"),
        """
        actors:delete                       GET POST
        actors:consent-object               GET POST    person
        """,
        about="actor",
    ),
    Rule(
        "A person answers by the link of the notice that they were sent, which is the key: with or without an account.",
        ALL,
        """
        rights:page                         GET         rights-link
        rights:contacts                     POST        rights-link
        rights:export                       POST        rights-link
        rights:agree                        POST        rights-link
        rights:confirm                      POST        rights-link
        rights:correct                      GET POST    rights-link
        rights:restrict                     POST        rights-link
        rights:lift                         POST        rights-link
        rights:withdraw                     POST        rights-link
        rights:object                       GET POST    rights-link
        """,
        public=True,
    ),
    Rule(
        "A person who has an account chooses there who sees them, and objects: who speaks for them, and nobody else, "
        "admins included.",
        roles("claimant"),
        """
        actors:own                          GET         person
        actors:own-agree                    POST        person
        actors:own-restrict                 POST        person
        actors:own-lift                     POST        person
        actors:own-withdraw                 POST        person
        actors:own-object                   GET POST    person
        """,
    ),
    Rule(
        "Who writes in a team, or facilitates a territory where the actor sits, writes private notes on it.",
        roles("contributor", "holder", "stranger", "facilitator"),
        """
        actors:note-create                  GET POST
        """,
        about="actor",
    ),
    Rule(
        "Who writes in the team that wrote a note changes it, who reads there reads it; to all others, admins "
        "included, it is not there.",
        roles("contributor", "holder"),
        """
        actors:note-update                  GET POST
        actors:note-delete                  GET POST
        """,
        about="note",
    ),
    Rule(
        "Anyone with an account who sees an actor claims it; who did so already is led to their claim.",
        MEMBERS,
        """
        actors:claims                       GET
        actors:claim-create                 GET=200,302 POST
        """,
        about="actor",
    ),
    Rule(
        "Who claimed an actor, who facilitates the place where it sits and admins read the claim.",
        roles("suitor", "facilitator", "admin"),
        """
        actors:claim                        GET
        """,
        about="claim",
    ),
    Rule(
        "Who facilitates the place where the actor sits, and admins, answer a claim; nobody answers their own.",
        roles("facilitator", "admin"),
        """
        actors:claim-accept                 POST=302
        actors:claim-decline                POST
        """,
        about="claim",
    ),
    Rule(
        "Who claimed an actor takes their claim back.",
        roles("suitor"),
        """
        actors:claim-withdraw               POST=302
        """,
        about="claim",
    ),
    Rule(
        "Who speaks for an actor ends it themselves; who answers claims ends it too.",
        roles("suitor", "facilitator", "admin"),
        """
        actors:claim-end                    POST
        """,
        about="claim",
    ),
    Rule(
        "Who speaks for an actor, and nobody else, confirms what others declare of it.",
        roles("claimant"),
        """
        actors:axis-confirm                 POST=302    axis
        """,
        about="actor",
    ),
    Rule(
        "Who speaks for the actor that is said to take part in a project, and nobody else, confirms it.",
        roles("claimant"),
        """
        projects:involvement-confirm        POST=302    own-involvement
        """,
        about="project",
    ),
    Rule(
        "Who speaks for an actor, and nobody else, says its public word for a project, and takes it back.",
        roles("claimant"),
        """
        projects:support-publish            GET POST    support
        projects:support-decline            POST=302    support
        projects:support-withdraw           POST=302    support
        """,
        about="project",
    ),
    Rule(
        "Who speaks for an actor aboard says what it holds in a project; of an organisation, who contributes to the "
        "project or holds it and admins say it too.",
        roles("claimant", "contributor", "holder", "admin"),
        """
        projects:say-convictions            GET POST    aboard
        """,
        about="project",
    ),
    Rule(
        "Anyone with an account who sees a project may offer their word; who speaks for nobody is led back.",
        MEMBERS,
        """
        projects:support-offer              GET=200,302 POST=200,302
        """,
        about="project",
    ),
    Rule(
        "Who holds a project, who facilitates its territory and admins take a public word off its page.",
        roles("holder", "facilitator", "admin"),
        """
        projects:support-take-off           GET POST    support
        projects:support-ask-again          POST=302    support
        """,
        about="project",
    ),
    Rule(
        "Who contributes to a project or holds it, who facilitates its territory and admins keep candidates or leave "
        "them out, and read why.",
        roles("contributor", "holder", "facilitator", "admin"),
        """
        projects:keep-candidate             POST=404    # no candidate is named
        projects:leave-out-candidate        GET=404 POST=404
        projects:forget-choice              POST        choice
        """,
        about="project",
    ),
    Rule(
        "Who contributes to a project or holds it, and admins, change who is aboard, the needs, pledges, steps, "
        "experiences, indicators and what was measured; they ask for public words and write news.",
        roles("contributor", "holder", "admin"),
        """
        projects:milestones                 GET
        projects:milestone-create           GET POST
        projects:milestone-update           GET POST    milestone
        projects:milestone-earlier          POST        milestone
        projects:milestone-later            POST        milestone
        projects:milestone-delete           GET POST    milestone
        projects:involve                    GET POST
        projects:what-if-save               GET POST
        projects:involvement-update         GET POST    involvement
        projects:involvement-end            GET POST    involvement
        projects:involvement-resume         POST        involvement
        projects:involvement-delete         GET POST    involvement
        projects:partnership-create         GET POST
        projects:needs                      GET
        projects:need-create                GET POST
        projects:need-usual                 POST=302,404
        projects:dismiss-usual              POST=302,404
        projects:suggest-usual              POST=302,404
        projects:need-update                GET POST    need
        projects:need-close                 GET POST    need
        projects:need-waive                 GET POST    need
        projects:need-reopen                POST        need
        projects:need-delete                GET POST    need
        projects:pledge-create              GET POST    money
        projects:pledge-update              GET POST    pledge
        projects:pledge-confirm             POST        pledge
        projects:pledge-delete              GET POST    pledge
        projects:experience-create          GET POST
        projects:experience-update          GET POST    experience
        projects:experience-delete          GET POST    experience
        projects:support-ask                GET POST
        projects:aim-create                 GET POST
        projects:aim-delete                 GET POST    aim
        projects:news-create                GET POST
        projects:news-update                GET POST    news
        projects:news-delete                GET POST    news
        projects:indicator-create           GET POST
        projects:indicator-update           GET POST    indicator
        projects:indicator-delete           GET POST    indicator
        projects:measure-create             GET POST    indicator
        projects:measure-update             GET POST    measure
        projects:measure-delete             GET POST    measure
        """,
        about="project",
    ),
    Rule(
        "Who contributes to a project or holds it, who facilitates its territory and admins follow its introductions; "
        "those of a candidate that they may not see are not there.",
        roles("contributor", "holder", "facilitator", "admin"),
        """
        projects:introductions              GET
        projects:introduction-open          GET POST
        projects:introduction               GET POST    introduction
        projects:introduction-move          POST=302    introduction
        projects:introduction-back          POST=302    introduction
        projects:introduction-write         GET=200,302 POST    introduction
        projects:introduction-remind        POST=302    introduction
        projects:introduction-decline       GET POST    introduction
        projects:introduction-engage        GET POST    introduction
        projects:introduction-remove        GET POST    introduction
        """,
        about="project",
    ),
    Rule(
        "Who facilitates a territory, and admins, follow the introductions of all its projects.",
        roles("facilitator", "admin"),
        """
        site:territory-introductions        GET         territory
        """,
    ),
    Rule(
        "Who speaks for a candidate that somebody wrote to reads what is proposed, and answers; to others it is not "
        "there.",
        roles("claimant"),
        """
        projects:proposal                   GET POST    proposed-meeting
        """,
    ),
    Rule(
        "An import is its sender's alone, and admins': to others it is not there.",
        roles("member", "admin"),
        """
        imports:import                      GET
        imports:columns                     GET=200,302 POST
        imports:mend                        POST=302    own-sheet
        imports:confirm                     POST=302
        imports:left-out                    GET=200,302 own-import-format
        imports:undo                        GET=200,302 POST
        imports:give-up                     GET=200,302 POST
        """,
        about="own-import",
    ),
    Rule(
        "A kept view, or a token for programs, is its owner's alone: to others it is not there.",
        roles("member"),
        """
        site:revoke-token                   POST=302    own-token
        site:rename-view                    POST=302    own-view
        site:remove-view                    POST=302    own-view
        """,
    ),
    Rule(
        "Whoever opens the link of a mail of alerts stops these mails: the link is the key.",
        ALL,
        """
        site:stop-digest                    GET POST    digest-link
        """,
        public=True,
    ),
    Rule(
        "Who holds a project, and admins, change its page, its team and its fate.",
        roles("holder", "admin"),
        """
        projects:update                     GET POST
        projects:archive                    POST
        projects:restore                    POST
        projects:delete                     GET POST
        projects:team                       GET
        projects:invite                     POST
        projects:invitation-again           POST=302    invitation
        projects:invitation-withdraw        POST=302    invitation
        projects:member-role                POST        membership
        projects:member-remove              POST        membership
        projects:hand-over                  POST
        """,
        about="project",
    ),
    Rule(
        "Whoever opens the link of an invitation reads it; with an account, they accept it.",
        ALL,
        """
        site:invitation                     GET POST=302    invitation-link
        """,
        public=True,
    ),
    Rule(
        "Whoever sees an open project asks to board it: with an account, or by an address that they confirm.",
        ALL,
        """
        projects:join                       GET POST
        """,
        about="project",
        public=True,
    ),
    Rule(
        "Who holds the link of a request sent without an account follows it, confirms it and takes it back.",
        ALL,
        """
        projects:guest                      GET         unnamed-link
        projects:guest-act                  POST=302    unnamed-gesture
        """,
        public=True,
    ),
    Rule(
        "Who holds the project, and admins, read and answer a request sent without an account, once it is confirmed.",
        roles("holder", "admin"),
        """
        projects:guest-request              GET
        projects:guest-accept               POST
        projects:guest-decline              POST
        """,
        about="unnamed",
    ),
    Rule(
        "Who is in the circle of a project, who facilitates there and admins see who brought whom.",
        roles("reader", "contributor", "holder", "claimant", "facilitator", "admin"),
        """
        projects:growth                     GET
        """,
        about="project",
    ),
    Rule(
        "Who looks for people for a project sorts those whom others name.",
        roles("contributor", "holder", "facilitator", "admin"),
        """
        projects:suggestion                 GET
        projects:suggestion-link            POST
        projects:suggestion-aside           POST
        """,
        about="suggestion",
    ),
    Rule(
        "Anyone with an account follows their own requests to board a project that they see, names somebody for an "
        "open one, and follows whom they named.",
        MEMBERS,
        """
        projects:requests                   GET
        projects:suggest                    GET POST
        projects:suggestions                GET
        projects:suggestions-export         GET         project-table
        """,
        about="project",
    ),
    Rule(
        "Who is in the circle of a project (the team, who speaks for an actor aboard) and admins propose changes.",
        roles("reader", "contributor", "holder", "claimant", "admin"),
        """
        projects:change-propose             GET POST
        projects:change-comment             POST        change
        """,
        about="project",
    ),
    Rule(
        "Whoever sees a proposal reads it: the circle and who facilitates there while it is open, then everyone.",
        ALL,
        """
        projects:change                     GET
        """,
        about="change",
        public=True,
    ),
    Rule(
        "Who speaks for an actor of the working circle gives its voice on a proposal, nobody else.",
        roles("claimant"),
        """
        projects:change-voice               POST
        """,
        about="change",
    ),
    Rule(
        "Who holds the project, and admins, decide on a proposal and undo what was adopted.",
        roles("holder", "admin"),
        """
        projects:change-adopt               POST=302
        projects:change-refuse              POST
        projects:change-undo                POST=302
        """,
        about="change",
    ),
    Rule(
        "Who made a proposal takes it back.",
        roles("contributor"),
        """
        projects:change-withdraw            POST=302
        """,
        about="change",
    ),
    Rule(
        "Who wrote a comment, who holds the project, who facilitates there and admins take it away.",
        roles("contributor", "holder", "facilitator", "admin"),
        """
        projects:change-comment-remove      POST=302    comment
        """,
        about="change",
    ),
    Rule(
        "Who talks a proposal over (the circle, who facilitates there, admins) reports a comment on it.",
        roles("reader", "contributor", "holder", "claimant", "facilitator", "admin"),
        """
        projects:change-comment-report      GET POST    comment
        """,
        about="change",
    ),
    Rule(
        "Who facilitates the territory of a project, and admins, hide comments and news, and show them again.",
        roles("facilitator", "admin"),
        """
        projects:change-comment-hide        GET POST    comment
        projects:change-comment-show        POST=302    comment
        projects:news-hide                  GET POST    news
        projects:news-show                  POST=302    news
        """,
        about="project",
    ),
    Rule(
        "Whoever reads news of a project or a public word for it reports what is wrong with it.",
        ALL,
        """
        projects:news-report                GET POST    news
        projects:support-report             GET POST    support
        """,
        about="project",
        public=True,
    ),
    Rule(
        "Who sent a request, who holds the project and admins read it.",
        roles("author", "holder", "admin"),
        """
        projects:request                    GET
        """,
        about="request",
    ),
    Rule(
        "Who holds the project, and admins, answer a request.",
        roles("holder", "admin"),
        """
        projects:request-accept             POST
        projects:request-decline            POST
        """,
        about="request",
    ),
    Rule(
        "Who sent a request takes it back.",
        roles("author"),
        """
        projects:request-withdraw           POST=302
        """,
        about="request",
    ),
    Rule(
        "Facilitators of any territory, and admins, decide on a proposed competence.",
        roles("facilitator", "elsewhere", "admin"),
        """
        site:moderate-competence            POST=302
        site:same-competence                GET=200,404 POST=200,404
        """,
        about="proposal",
    ),
    Rule(
        "In the demonstration alone, and on its own machine, everyone reads the mails that did not leave it.",
        ALL,
        """
        site:mailbox                        GET=404     # the tests are no demonstration
        """,
        public=True,
    ),
    Rule(
        "Admins, and nobody else, read the register of personal data and what may be wrong with the site.",
        roles("admin"),
        """
        site:processing                     GET
        site:health-detail                  GET
        """,
    ),
    Rule(
        "Admins, and nobody else, see the components with which pages are drawn.",
        roles("admin"),
        """
        site:components                     GET         gallery
        """,
        about="gallery",
        public=True,
    ),
    Rule(
        "Everyone signs in, signs up and asks for a new password; who is signed in already is led to their space.",
        ALL,
        """
        account_login                       GET=200,302 POST
        account_signup                      GET=200,302 POST
        account_logout                      GET=200,302 POST=302
        account_inactive                    GET
        mfa_authenticate                    GET=302 POST=302
        mfa_login_webauthn                  GET=302 POST=302
        openid_connect_login                POST=404    # the tests have no provider
        openid_connect_callback             GET=404
        socialaccount_signup                GET=302 POST=302
        account_email_verification_sent     GET
        account_confirm_email               GET POST=302,404    link
        account_reset_password              GET POST
        account_reset_password_done         GET
        account_reset_password_from_key     GET POST    reset
        account_reset_password_from_key_done GET
        """,
        public=True,
    ),
    Rule(
        "Who is signed in changes their own password and addresses.",
        MEMBERS,
        """
        account_reauthenticate              GET=200,302 POST
        account_email                       GET POST
        account_change_password             GET=200,302 POST
        account_set_password                GET=200,302 POST
        mfa_index                           GET
        mfa_activate_totp                   GET=302 POST=302    # asks who one is first: these sessions are of the tests
        mfa_deactivate_totp                 GET=404 POST=404
        mfa_view_recovery_codes             GET=302 POST=302
        mfa_generate_recovery_codes         GET=302 POST=302
        mfa_download_recovery_codes         GET=302 POST=302
        mfa_list_webauthn                   GET
        mfa_add_webauthn                    GET=302 POST=302
        mfa_edit_webauthn                   GET=302 POST=302    passkey
        mfa_remove_webauthn                 GET=302 POST=302    passkey
        mfa_reauthenticate                  GET=302 POST=302
        mfa_reauthenticate_webauthn         GET=302 POST=302
        socialaccount_connections           GET=404     # the tests have no provider
        openid_connect_link                 POST=404
        openid_connect_unlink               POST=302    passkey     # asks who one is first
        usersessions_list                   GET POST=302
        usersessions_end                    POST=404    passkey     # the sessions of others are not found
        admin:logout                        GET=302,405 POST
        """,
    ),
    Rule(
        "Admins, and nobody else, use the administration; what its tables do not let anyone do is 403 for them too.",
        roles("admin"),
        """
        admin:index                         GET POST
        admin:login                         GET=302 POST=302
        admin:password_change               GET POST
        admin:password_change_done          GET
        admin:autocomplete                  GET
        admin:jsi18n                        GET
        admin:app_list                      GET POST       app
        admin:view_on_site                  GET=302 POST=302 view-on-site
        admin:auth_user_password_change     GET POST    account
        admin:actors_actor_merge            GET=302 POST
        admin:actors_competence_merge       GET=302 POST
        """,
    ),
]
#: The pages that Django's administration gives to each model, and what they answer to an admin: 403 where the class
#: forbids it (`has_add_permission`…), 200 otherwise.
ADMIN_PAGES = ("changelist", "add", "change", "delete", "history")


def routes() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Give the name, the pattern and the arguments of each address that has a name."""
    yield from _walk(get_resolver().url_patterns, "", "/", ())


def _walk(patterns, namespace: str, above: str, arguments: tuple[str, ...]):
    for one in patterns:
        names = (*arguments, *(one.pattern.converters or one.pattern.regex.groupindex))
        path = above + str(one.pattern).removeprefix("^").removesuffix("$")
        if isinstance(one, URLPattern) and one.name:
            yield f"{namespace}{one.name}{'.format' if 'format' in names else ''}", path, names
        elif isinstance(one, URLResolver):
            inner = f"{one.namespace}:" if one.namespace else namespace
            yield from _walk(one.url_patterns, inner, path, names)
