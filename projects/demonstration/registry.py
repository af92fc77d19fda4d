"""What one loading has registered so far, by its name in the files, and what every record of it carries."""

from dataclasses import dataclass, field
from typing import Any

from actors.enums import FactState
from actors.models import Actor, Resource
from projects.demonstration.story import Chapter, Fact
from projects.models import Project
from territoire.models import ImportBatch, User
from territoire.periods import since

SOURCE = "fiche WikiRésilience / CGDD 2014"


@dataclass
class Registry:
    """The records made by one loading, and the accounts that register them."""

    batch: ImportBatch
    users: dict[str, User] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    resources: dict[str, Resource] = field(default_factory=dict)
    projects: dict[str, Project] = field(default_factory=dict)

    def user(self, email: str) -> User:
        """Return the account, made without a password if the demonstration's accounts were not made yet."""
        if email not in self.users:
            known = User.objects.filter(email=email).first()
            self.users[email] = known or User.objects.create_user(email)
        return self.users[email]

    def sourced(self, chapter: Chapter, fact: Fact, identifier: str) -> dict[str, Any]:
        """Complete `fact` with who registered it and where it comes from."""
        return fact | {
            "created_by": self.user(chapter.registered_by),
            "source": SOURCE,
            "external_id": identifier,
            "import_batch": self.batch,
        }

    def dated(
        self, chapter: Chapter, fact: Fact, identifier: str, around: Fact | None = None
    ) -> dict[str, Any]:
        """Do as `sourced`, with `since` and `until` as a period; illustrative when what is `around` is."""
        rest = {key: value for key, value in fact.items() if key not in ("since", "until")}
        rest.setdefault("illustrative", (around or {}).get("illustrative", False))
        period = since(fact.get("since"), fact.get("until"))
        return self.sourced(chapter, rest, identifier) | {"period": period}


def state(*facts: Fact) -> dict[str, Any]:
    """Say confirmed what the fiche states, declared what is made up."""
    illustrative = any(fact.get("illustrative") for fact in facts)
    return {"state": FactState.DECLARED if illustrative else FactState.CONFIRMED}
