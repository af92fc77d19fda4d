"""Who sees and does what, worked out in plain Python from the sentences of the specification, on a plan of a world.

Nothing here reads the code of the site: users, teams, places and records are numbers. `None` is a visitor.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

USERS, TEAMS, PLACES = 5, 3, 4
ADMIN = USERS - 1
PUBLIC, MEMBERS, TEAM = "public", "members", "team"
WRITERS = ("contributor", "holder")


@dataclass
class Plan:
    """A world: each record is a dictionary of numbers and words. Team `n` is that of project `n`."""

    wholes: list[set[int]]
    facilitations: set[tuple[int, int]]
    roles: dict[tuple[int, int], str]
    projects: list[dict[str, Any]]
    actors: list[dict[str, Any]]
    claims: list[dict[str, Any]] = field(default_factory=list)
    partnerships: list[dict[str, Any]] = field(default_factory=list)
    contacts: list[dict[str, Any]] = field(default_factory=list)
    affiliations: list[dict[str, Any]] = field(default_factory=list)
    involvements: list[dict[str, Any]] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)
    imports: list[dict[str, Any]] = field(default_factory=list)
    competences: list[dict[str, Any]] = field(default_factory=list)

    def containing(self, place: int) -> set[int]:
        """Return the place and all that it lies in."""
        return {place}.union(*(self.containing(whole) for whole in self.wholes[place]))


class Oracle:
    """The sentences."""

    def __init__(self, plan: Plan):
        self.plan = plan

    # What an account is.

    def facilitates(self, user: int, place: int | None) -> bool:
        """Who facilitates the place, or one that it lies in."""
        return place is not None and any(
            (user, one) in self.plan.facilitations for one in self.plan.containing(place)
        )

    def facilitates_somewhere(self, user: int) -> bool:
        """Who facilitates any territory."""
        return any(one == user for one, _place in self.plan.facilitations)

    def in_team(self, user: int | None, team: int | None, *roles: str) -> bool:
        """Who is in the team, in one of the roles if some are named."""
        role = self.plan.roles.get((user, team))
        return role is not None and (not roles or role in roles)

    def speaks_for(self, user: int, actor: int) -> bool:
        """Who claimed the actor, and was accepted."""
        return any(
            claim["user"] == user and claim["actor"] == actor and claim["state"] == "accepted"
            for claim in self.plan.claims
        )

    # Who sees what.

    def _by_visibility(self, user: int | None, visibility: str, keeps: Callable[[], bool]) -> bool:
        """Public: everyone; for members: who has an account; else its keepers, and admins."""
        if visibility == PUBLIC or user == ADMIN:
            return True
        if user is None:
            return False
        return visibility == MEMBERS or keeps()

    def keeps_actor(self, user: int, actor: int) -> bool:
        """Who registered it, speaks for it, is in its team, or facilitates the place where it sits."""
        one = self.plan.actors[actor]
        return (
            one["author"] == user
            or self.speaks_for(user, actor)
            or self.in_team(user, one["team"])
            or self.facilitates(user, one["seat"])
        )

    def sees_actor(self, user: int | None, actor: int) -> bool:
        """By its visibility."""
        return self._by_visibility(
            user, self.plan.actors[actor]["visibility"], lambda: self.keeps_actor(user, actor)
        )

    def sees_through(self, user: int | None, actor: int) -> bool:
        """What is said of it: as its page, but that nothing is done with a person who asked so, not even for admins."""
        return not self.plan.actors[actor]["restricted"] and self.sees_actor(user, actor)

    def sees_contact(self, user: int | None, contact: int) -> bool:
        """Who sees the actor and, by the visibility of the detail itself, belongs to those it is for."""
        one = self.plan.contacts[contact]
        return self.sees_through(user, one["actor"]) and self._by_visibility(
            user, one["visibility"], lambda: self.keeps_actor(user, one["actor"])
        )

    def sees_project(self, user: int | None, project: int) -> bool:
        """By its visibility; its keepers are its team and the facilitators of its territory."""
        one = self.plan.projects[project]
        return self._by_visibility(
            user,
            one["visibility"],
            lambda: self.in_team(user, project) or self.facilitates(user, one["place"]),
        )

    def sees_partnership(self, user: int | None, partnership: int) -> bool:
        """Who sees both partners and, by its visibility, the partnership; its keepers registered it or are its team."""
        one = self.plan.partnerships[partnership]
        return all(self.sees_through(user, end) for end in one["ends"]) and self._by_visibility(
            user,
            one["visibility"],
            lambda: one["author"] == user or self.in_team(user, one["team"]),
        )

    def sees_affiliation(self, user: int | None, affiliation: int) -> bool:
        """Who sees both actors."""
        return all(self.sees_through(user, end) for end in self.plan.affiliations[affiliation]["ends"])

    def sees_involvement(self, user: int | None, involvement: int) -> bool:
        """Who sees the project and the actor."""
        one = self.plan.involvements[involvement]
        return self.sees_project(user, one["project"]) and self.sees_through(user, one["actor"])

    def sees_news(self, user: int | None, project: int) -> bool:
        """That of every other project is a draft: who writes for the project reads it."""
        return self.sees_project(user, project) and (not project % 2 or self.in_team(user, project, *WRITERS))

    def sees_support(self, user: int | None, involvement: int) -> bool:
        """Every other one waits for its actor: it is read by who speaks for it and who writes for the project."""
        one = self.plan.involvements[involvement]
        if not self.sees_involvement(user, involvement):
            return False
        waits = involvement % 2
        return not waits or (
            user is not None
            and (self.speaks_for(user, one["actor"]) or self.in_team(user, one["project"], *WRITERS))
        )

    def takes_off_support(self, user: int | None, involvement: int) -> bool:
        """Who holds the project, and who moderates it."""
        project = self.plan.involvements[involvement]["project"]
        return self.holds(user, project) or self.moderates_project(user, project)

    def sees_follow_up(self, user: int | None, involvement: int) -> bool:
        """Who looks for people for the project, and sees the actor."""
        one = self.plan.involvements[involvement]
        return self.looks_for_people(user, one["project"]) and self.sees_through(user, one["actor"])

    def sees_assessment(self, user: int | None, project: int) -> bool:
        """The team of the project alone: an admin is no part of it."""
        return self.in_team(user, project)

    def assesses(self, user: int | None, project: int) -> bool:
        """Who writes in the team of the project: no reader, no admin."""
        return self.in_team(user, project, "contributor", "holder")

    def sees_request(self, user: int | None, request: int) -> bool:
        """In lists: who sent it and who holds the project."""
        one = self.plan.requests[request]
        return user is not None and (one["author"] == user or self.in_team(user, one["project"], "holder"))

    def sees_import(self, user: int | None, number: int) -> bool:
        """Who sent the file, and admins."""
        return user is not None and user in (self.plan.imports[number]["author"], ADMIN)

    def sees_note(self, user: int | None, note: int) -> bool:
        """The team that wrote it or those who facilitate that very territory, if they see the actor: no admin."""
        one = self.plan.notes[note]
        if user is None or not self.sees_through(user, one["actor"]):
            return False
        if one["team"] is not None:
            return self.in_team(user, one["team"])
        return (user, one["place"]) in self.plan.facilitations

    def sees_claim(self, user: int | None, claim: int) -> bool:
        """Who sent it, who facilitates the place where the actor sits, and admins."""
        one = self.plan.claims[claim]
        return user is not None and (
            user in (ADMIN, one["user"]) or self.facilitates(user, self.plan.actors[one["actor"]]["seat"])
        )

    def is_offered(self, user: int | None, competence: int) -> bool:
        """Approved ones to everyone; proposed ones to who proposed them and to admins; rejected ones to nobody."""
        one = self.plan.competences[competence]
        if one["status"] == "proposed":
            return user is not None and user in (one["author"], ADMIN)
        return one["status"] == "approved"

    # Who does what.

    def changes_actor(self, user: int | None, actor: int) -> bool:
        """Who registered it, speaks for it, writes in its team, facilitates its place, admins; nobody once erased."""
        one = self.plan.actors[actor]
        return (user is not None and not one["erased"]) and (
            user in (ADMIN, one["author"])
            or self.speaks_for(user, actor)
            or self.in_team(user, one["team"], *WRITERS)
            or self.facilitates(user, one["seat"])
        )

    def deletes_actor(self, user: int | None, actor: int) -> bool:
        """Who registered it, and admins."""
        return user is not None and user in (ADMIN, self.plan.actors[actor]["author"])

    def merges_actor(self, user: int | None, actor: int) -> bool:
        """Who facilitates the place where it sits, and admins."""
        return user is not None and (user == ADMIN or self.facilitates(user, self.plan.actors[actor]["seat"]))

    def changes_partnership(self, user: int | None, partnership: int) -> bool:
        """Who registered it, writes in its team, or may change one of the partners, and admins."""
        one = self.plan.partnerships[partnership]
        return user is not None and (
            user in (ADMIN, one["author"])
            or self.in_team(user, one["team"], *WRITERS)
            or any(self.changes_actor(user, end) for end in one["ends"])
        )

    def moderates_competence(self, user: int | None, _competence: int) -> bool:
        """Facilitators of any territory, and admins."""
        return user is not None and (user == ADMIN or self.facilitates_somewhere(user))

    def holds(self, user: int | None, project: int) -> bool:
        """Who holds the project, and admins."""
        return user is not None and (user == ADMIN or self.in_team(user, project, "holder"))

    def contributes(self, user: int | None, project: int) -> bool:
        """Who contributes to it or holds it, and admins."""
        return user is not None and (user == ADMIN or self.in_team(user, project, *WRITERS))

    def looks_for_people(self, user: int | None, project: int) -> bool:
        """Who contributes to it or holds it, who facilitates its territory, and admins."""
        return self.contributes(user, project) or self.moderates_project(user, project)

    def sees_team(self, user: int | None, project: int) -> bool:
        """Its team, the facilitators of its territory, and admins."""
        return user is not None and (
            user == ADMIN
            or self.in_team(user, project)
            or self.facilitates(user, self.plan.projects[project]["place"])
        )

    def joins(self, user: int | None, project: int) -> bool:
        """Anyone with an account who sees it, when it is open to newcomers and not archived."""
        one = self.plan.projects[project]
        open_to_all = one["open"] and not one["archived"]
        return user is not None and open_to_all and self.sees_project(user, project)

    def decides_request(self, user: int | None, request: int) -> bool:
        """Who holds the project, and admins."""
        return self.holds(user, self.plan.requests[request]["project"])

    def withdraws_request(self, user: int | None, request: int) -> bool:
        """Who sent it: an admin has no part in it."""
        return user is not None and self.plan.requests[request]["author"] == user

    def is_aboard(self, user: int, project: int, *, usable: bool = False) -> bool:
        """Who speaks for an actor that takes part, no person who asked that nothing be done; `usable`: nor archived."""
        return any(
            one["project"] == project
            and self.speaks_for(user, one["actor"])
            and not self.plan.actors[one["actor"]]["restricted"]
            and not (usable and self.plan.actors[one["actor"]]["archived"])
            for one in self.plan.involvements
        )

    def sees_guest(self, user: int | None, number: int) -> bool:
        """A confirmed request (every second one): who holds the project, and admins."""
        return user is not None and number % 2 == 0 and self.holds(user, number)

    def sees_proposal(self, user: int | None, project: int) -> bool:
        """An open one, of those that see the project: its circle, the facilitators of its territory, admins."""
        return (
            user is not None
            and self.sees_project(user, project)
            and (self.sees_team(user, project) or self.is_aboard(user, project))
        )

    def talks_over(self, user: int | None, project: int) -> bool:
        """Who reads what is said of a proposal: those that see it while it is open."""
        return self.sees_proposal(user, project)

    def proposes(self, user: int | None, project: int) -> bool:
        """Who is in the team or speaks for who is aboard, and admins; of a project that they see and that goes on."""
        if user is None or self.plan.projects[project]["archived"] or not self.sees_project(user, project):
            return False
        return user == ADMIN or self.in_team(user, project) or self.is_aboard(user, project)

    def suggests(self, user: int | None, project: int) -> bool:
        """Who is in the circle, and anyone with an account who could board it."""
        return self.proposes(user, project) or self.joins(user, project)

    def sees_growth(self, user: int | None, project: int) -> bool:
        """Who is in the circle, who facilitates there, and admins."""
        return self.proposes(user, project) or self.sees_team(user, project)

    def has_voice_in(self, user: int | None, project: int) -> bool:
        """Who speaks for an actor of the working circle; here, all who take part work."""
        if user is None or self.plan.projects[project]["archived"] or not self.sees_project(user, project):
            return False
        return self.is_aboard(user, project, usable=True)

    # Claims, notes, freshness and moderation.

    def claims_actor(self, user: int | None, actor: int) -> bool:
        """Anyone with an account who sees it, has no live claim of it, when it is there and is no person claimed."""
        one = self.plan.actors[actor]
        if user is None or one["archived"] or one["erased"] or not self.sees_actor(user, actor):
            return False
        claims = [claim for claim in self.plan.claims if claim["actor"] == actor]
        if one["person"] and any(claim["state"] == "accepted" for claim in claims):
            return False
        return not any(claim["user"] == user and claim["state"] != "declined" for claim in claims)

    def decides_claim(self, user: int | None, claim: int) -> bool:
        """Who facilitates the place where the actor sits, and admins; nobody their own."""
        one = self.plan.claims[claim]
        return user is not None and user != one["user"] and self.moderates_actor(user, one["actor"])

    def withdraws_claim(self, user: int | None, claim: int) -> bool:
        """Who sent it."""
        return user is not None and user == self.plan.claims[claim]["user"]

    def ends_claim(self, user: int | None, claim: int) -> bool:
        """Who sent it, and who may answer it."""
        return self.withdraws_claim(user, claim) or self.decides_claim(user, claim)

    def confirms_axis(self, user: int | None, partnership: int) -> bool:
        """Who speaks for a partner for which who declared it does not."""
        one = self.plan.partnerships[partnership]
        return user is not None and any(
            self.speaks_for(user, end) and not self.speaks_for(one["author"], end) for end in one["ends"]
        )

    def has_voice(self, user: int | None, actor: int) -> bool:
        """Who has an accepted claim, and nobody else."""
        return user is not None and self.speaks_for(user, actor)

    def is_asked_of_actor(self, user: int | None, actor: int) -> bool:
        """Who registered it, writes in its team or speaks for it, while it is in the lists."""
        one = self.plan.actors[actor]
        if user is None or one["archived"] or one["restricted"] or one["erased"]:
            return False
        return (
            one["author"] == user or self.in_team(user, one["team"], *WRITERS) or self.speaks_for(user, actor)
        )

    def confirms_actor(self, user: int | None, actor: int) -> bool:
        """Who is asked, and who may change it."""
        return self.is_asked_of_actor(user, actor) or self.changes_actor(user, actor)

    def moderates_actor(self, user: int | None, actor: int) -> bool:
        """Who facilitates the place where it sits, and admins."""
        return self.merges_actor(user, actor)

    def writes_note(self, user: int | None, actor: int) -> bool:
        """Who sees the actor, not erased, and writes in any team or facilitates a place where it sits."""
        one = self.plan.actors[actor]
        return (
            user is not None
            and not one["erased"]
            and self.sees_actor(user, actor)
            and (
                any(self.in_team(user, team, *WRITERS) for team in range(TEAMS))
                or self.facilitates(user, one["seat"])
            )
        )

    def changes_note(self, user: int | None, note: int) -> bool:
        """Who reads it and writes in its team, or facilitates its territory."""
        team = self.plan.notes[note]["team"]
        return self.sees_note(user, note) and (team is None or self.in_team(user, team, *WRITERS))

    def is_asked_of_project(self, user: int | None, project: int) -> bool:
        """Who contributes to it or holds it, while it is in the lists; not admins."""
        return not self.plan.projects[project]["archived"] and self.in_team(user, project, *WRITERS)

    def moderates_project(self, user: int | None, project: int) -> bool:
        """Who facilitates its territory, and admins."""
        return user is not None and (
            user == ADMIN or self.facilitates(user, self.plan.projects[project]["place"])
        )

    def confirms_project(self, user: int | None, project: int) -> bool:
        """Who is asked, who facilitates its territory, and admins."""
        return self.is_asked_of_project(user, project) or self.moderates_project(user, project)

    def confirms_involvement(self, user: int | None, involvement: int) -> bool:
        """Who speaks for the actor."""
        return self.has_voice(user, self.plan.involvements[involvement]["actor"])

    # What people build together.

    def takes_part(self, user: int | None, project: int) -> bool:
        """The team, who facilitates there, admins, and who speaks for an actor aboard and sees the project."""
        if user is None:
            return False
        aboard = self.sees_project(user, project) and self.is_aboard(user, project)
        return aboard or self.sees_team(user, project)

    def leads_workshop(self, user: int | None, project: int) -> bool:
        """Who holds its project, who facilitates its territory, and admins."""
        return self.holds(user, project) or self.moderates_project(user, project)

    def sees_workshop(self, user: int | None, project: int) -> bool:
        """Who leads it, its team, who speaks for an invited actor (to the first, all are); else by its visibility."""
        one = self.plan.projects[project]
        shown = one["visibility"] == PUBLIC or (user is not None and one["visibility"] == MEMBERS)
        if shown and self.sees_project(user, project):
            return True
        invited = project == 0 and any(self.has_voice(user, one) for one in range(len(self.plan.actors)))
        return invited or self.leads_workshop(user, project) or self.in_team(user, project)

    def sees_invitation(self, user: int | None, actor: int) -> bool:
        """Who leads the workshop, about the actors that they see, and who speaks for the actor."""
        leads = self.leads_workshop(user, 0) or self.has_voice(user, actor)
        return leads and self.sees_through(user, actor)

    def sees_rated(self, user: int | None, actor: int) -> bool:
        """Who leads the workshop, about the actors that they see."""
        return self.leads_workshop(user, 0) and self.sees_through(user, actor)

    def answers_invitation(self, user: int | None, actor: int) -> bool:
        """Who speaks for the actor that is invited."""
        return self.has_voice(user, actor) and self.sees_through(user, actor)

    def made_sequence(self, user: int | None, number: int) -> bool:
        """Who keeps it."""
        return user == number

    def has_account(self, user: int | None, _number: int) -> bool:
        """Anyone with an account."""
        return user is not None

    def facilitates_there(self, user: int | None, place: int) -> bool:
        """Who facilitates the place, and admins."""
        return user is not None and (user == ADMIN or self.facilitates(user, place))

    def moderates_session(self, user: int | None, _session: int) -> bool:
        """Who facilitates where sessions are held (here, the first place), and admins."""
        return self.facilitates_there(user, 0)

    def changes_session(self, user: int | None, session: int) -> bool:
        """Who speaks for who teaches, who facilitates the place, and admins."""
        return self.has_voice(user, session) or self.moderates_session(user, session)

    def learns_for(self, user: int | None, actor: int) -> bool:
        """Who registered it, writes in its team or speaks for it, while it is in the lists."""
        one = self.plan.actors[actor]
        if user is None or one["archived"] or one["restricted"]:
            return False
        return (
            one["author"] == user or self.in_team(user, one["team"], *WRITERS) or self.speaks_for(user, actor)
        )

    def sees_inscription(self, user: int | None, learner: int) -> bool:
        """Who sees the learner and who teaches (here, the first actor)."""
        return self.sees_through(user, learner) and self.sees_through(user, 0)

    def says_as_learner(self, user: int | None, learner: int) -> bool:
        """Who may offer in the learner's name, and does not speak for who teaches."""
        return self.learns_for(user, learner) and not self.has_voice(user, 0)

    def is_of_session(self, user: int | None, learner: int) -> bool:
        """Either side."""
        return self.learns_for(user, learner) or self.has_voice(user, 0)

    def ends_offer(self, user: int | None, actor: int) -> bool:
        """Who speaks for the actor, who facilitates its place, and admins."""
        return self.has_voice(user, actor) or self.moderates_actor(user, actor)

    def ends_wish(self, user: int | None, actor: int) -> bool:
        """Who may offer in the actor's name, who facilitates its place, and admins."""
        return self.learns_for(user, actor) or self.moderates_actor(user, actor)
