"""No fault of accessibility on any page, nor any too wide: on a phone; for visitors on a laptop and in the dark too."""

from collections.abc import Sequence
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import LAPTOP, PHONE
from tests.browser.world import a_territory_with_a_project, address, names

pytestmark = pytest.mark.django_db(transaction=True)

POSTED = "answers to a form that is sent, not to who reads"
DATA = "answers programs, not people"
MODERATES = "for who moderates: test_moderation.py"
SIGNED_OUT = "for who is signed out: see the visitor's pages"
LEFT_OUT = {
    "projects:compare-candidates": "leads back when no candidate is named: looked at with two, below",
    **dict.fromkeys(
        [
            "actors:archive", "actors:restore", "actors:confirm", "projects:confirm",
            "actors:consent-tell", "actors:consent-handed", "actors:consent-attest", "actors:consent-hide",
            "rights:agree", "rights:confirm", "rights:restrict", "rights:lift", "rights:withdraw",
            "rights:contacts", "rights:export", "actors:own-agree", "actors:own-restrict", "actors:own-lift",
            "actors:own-withdraw",
            "actors:claim-accept", "actors:claim-decline",
            "actors:claim-withdraw", "actors:claim-end", "actors:axis-confirm", "projects:involvement-confirm",
            "projects:archive", "projects:restore", "projects:invite", "projects:invitation-again",
            "projects:invitation-withdraw", "projects:member-role",
            "projects:assessment-take-back",
            "projects:member-remove", "projects:hand-over", "projects:milestone-earlier",
            "projects:milestone-later", "projects:keep-candidate",
            "projects:forget-choice", "projects:dismiss-usual", "projects:suggest-usual",
            "projects:involvement-resume", "projects:need-usual",
            "projects:support-decline", "projects:support-withdraw", "projects:support-ask-again",
            "projects:need-reopen", "projects:pledge-confirm", "projects:request-accept",
            "projects:request-decline", "projects:request-withdraw", "site:moderate-competence",
            "actors:contacts", "actors:card", "actors:cards", "site:my-data-file",
            "projects:suggestion-link", "projects:suggestion-aside",
            "projects:guest-act", "projects:guest-accept", "projects:guest-decline",
            "projects:change-voice", "projects:change-comment", "projects:change-comment-remove",
            "projects:change-adopt", "projects:change-refuse", "projects:change-withdraw", "projects:change-undo",
            "projects:introduction-move", "projects:introduction-back", "projects:introduction-remind",
            "site:keep-view", "site:rename-view", "site:remove-view", "site:revoke-token",
            "site:review-actor", "site:review-project", "site:show-actor", "site:show-project",
            "workshops:invite", "workshops:attendance", "workshops:guest-remove", "workshops:guest-answer",
            "workshops:sequence-keep", "workshops:sequence-forget", "workshops:question-earlier",
            "workshops:question-later", "workshops:open", "workshops:close", "workshops:change-code",
            "workshops:outcome-undo", "workshops:gesture", "workshops:write", "workshops:dot", "workshops:note-report",
            "workshops:rate", "workshops:round-take-back", "workshops:round-delete", "workshops:keyed-undo",
            "cocreation:diagnosis-close", "cocreation:opinions", "cocreation:statement-remove",
            "cocreation:statement-show", "cocreation:idea-ask-remove", "cocreation:idea-support",
            "cocreation:idea-show", "cocreation:training-offer-end", "cocreation:training-request-end",
            "cocreation:inscription-leave", "cocreation:inscription-level", "cocreation:training-call-off",
            "cocreation:training-register", "cocreation:training-show", "cocreation:training-take-up",
            "projects:change-comment-show", "projects:news-show",
        ],
        POSTED,
    ),
    **dict.fromkeys(
        [
            "actors:actor-search", "actors:competence-search", "actors:occupation-search",
            "actors:duplicates", "site:territory-search", "site:robots", "site:favicon", "site:health",
        ],
        DATA,
    ),
    **dict.fromkeys(
        [
            "account_login", "account_signup", "account_reset_password", "account_reset_password_done",
            "account_reset_password_from_key_done", "account_inactive",
        ],
        SIGNED_OUT,
    ),
    **dict.fromkeys(
        [
            "actors:consent", "actors:consent-notice", "actors:consent-object", "rights:page", "rights:correct",
            "rights:object", "actors:own", "actors:own-object",
        ],
        "of persons, and by their link: tests/browser/test_consent.py",
    ),
    **dict.fromkeys(
        [
            "site:moderation", "site:answer-report", "site:same-competence", "site:hide-actor",
            "site:hide-project", "cocreation:statement-hide", "cocreation:idea-hide", "cocreation:training-hide",
            "cocreation:territory-diagnosis-open", "projects:change-comment-hide", "projects:news-hide",
        ],
        MODERATES,
    ),
    **dict.fromkeys(
        ["projects:introduction-write", "projects:proposal", "site:territory-introductions", "site:stop-digest"],
        "of a facilitator, a candidate and a mail: test_introductions.py",
    ),
    **dict.fromkeys(
        ["site:territory-gaps", "site:territory-gaps-competences", "site:territory-gaps-actors"],
        "for who facilitates: test_review.py",
    ),
    "site:territory-gaps-file": DATA,
    **dict.fromkeys(
        ["imports:import", "imports:columns", "imports:undo", "imports:give-up"],
        "of an import: tests/browser/test_imports.py",
    ),
    **dict.fromkeys(["imports:mend", "imports:confirm"], POSTED),
    "imports:left-out": DATA,
    "site:oembed": DATA,
    "site:territory-contours": DATA,
    **dict.fromkeys(["projects:map-embedded", "site:territory-map-embedded"], "in frames: test_map_files.py"),
    "account_set_password": "for accounts that have none: ours all have one",
    **dict.fromkeys(
        [
            "openid_connect_login", "openid_connect_callback", "openid_connect_link", "openid_connect_unlink",
            "socialaccount_connections", "socialaccount_signup",
        ],
        "need a provider: tests/browser/test_provider.py",
    ),
    "account_confirm_email": "its address comes by mail: tests/territoire/test_account_pages.py",
    "account_reset_password_from_key": "its address comes by mail: tests/territoire/test_account_pages.py",
    **dict.fromkeys(
        ["workshops:create-of-territory", "workshops:of-territory"], "the same as those of a project"
    ),
    **dict.fromkeys(["workshops:enter", "workshops:participate"], "by a code: tests/browser/test_workshops.py"),
    "site:erase-account": "asks for the password first: test_my_data.py",
    "site:processing": "for admins: test_my_data.py",
    "site:health-detail": "for admins: tests/site/test_doctor.py",
    "site:components": "seen by who writes templates: test_ui.py",
    **dict.fromkeys(
        [
            "mfa_authenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_login_webauthn", "mfa_index",
            "mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
            "mfa_download_recovery_codes", "mfa_list_webauthn", "mfa_add_webauthn", "mfa_edit_webauthn",
            "mfa_remove_webauthn", "usersessions_list", "usersessions_end", "site:mailbox",
        ],
        "of the door: tests/browser/test_door.py",
    ),
    "projects:leave-out-candidate": "names a candidate: see MORE",
    **dict.fromkeys([
            "actors:picture", "projects:picture", "site:security-contact", "projects:gaps-csv",
            "projects:gaps-xlsx", "projects:gaps-json", "projects:gaps-pdf", "projects:circle-to-invite-csv",
            "projects:circle-to-invite-xlsx", "projects:circle-to-invite-json", "projects:circle-to-invite-pdf",
            "projects:export", "projects:live", "projects:changes-export", "projects:suggestions-export",
            "projects:indicators-export", "cocreation:project-diagnosis-export",
            "cocreation:territory-diagnosis-export", "cocreation:ideas-export", "cocreation:trainings-export",
            "workshops:harvest-export",
            "projects:list-calendar", "projects:calendar", "projects:news-feed",
            "projects:share-picture", "projects:poster", "projects:sheet", "projects:map-export",
            "projects:map-live",
            "actors:export", "actors:live", "site:actor-map-export", "site:actor-map-live", "site:news",
            "site:territory-map-export", "site:territory-map-live", "site:territory-news",
            "site:linked-data-context", "workshops:calendar", "workshops:wall", "workshops:wall-stream",
            "workshops:sheet", "workshops:phone-state", "workshops:phone-stream",
            "cocreation:training-calendar",
        ],
        DATA,
    ),
}  # fmt: skip
FOR_VISITORS = [
    "site:home", "site:territories", "site:territory", "site:territory-map", "site:actor-map", "site:competences",
    "site:competence", "site:search", "actors:list", "actors:detail", "projects:list", "projects:detail",
    "projects:map", "projects:gaps", "projects:gaps-others", "projects:circle-to-invite", "projects:what-if",
    "projects:over-time", "projects:story", "projects:welcome", "projects:contributions", "projects:indicators",
    "projects:supports", "projects:news", "projects:common-ground",
    "projects:changes", "projects:join", "projects:guest",
    "cocreation:project-diagnosis-compare",
    "cocreation:project-diagnosis", "cocreation:territory-diagnosis", "cocreation:ideas", "cocreation:idea",
    "cocreation:project-opening", "cocreation:territory-opening",
    "cocreation:trainings", "cocreation:training",
    *(name for name, reason in LEFT_OUT.items() if reason == SIGNED_OUT),
]  # fmt: skip
MORE = [
    "/projets/?q=rien-de-tel", "/acteurs/?q=rien-de-tel", "/recherche/?q=laine",
    "{project}carte/?vue=cercles", "{project}manques/?le=2001-01-01", "{project}?le=2001-01-01",
    *(f"{{project}}besoins/nouveau/?genre={kind}" for kind in ("competence", "occupation", "resource", "family")),
    "{project}evolutions/nouvelle/?quoi=need_add&genre=competence", "{project}evolutions/nouvelle/?quoi=objective",
    "{project}manques/?proximite=0&liens=x", "{project}manques/ecarter/?acteur={candidate}",
    "{project}manques/comparer/?besoin={need}&acteur={candidate}&acteur={other}",
    "/rien/de/tel/", "/api/v1/docs/", "/api/v1/problems/",
]  # fmt: skip


IN_THE_DARK = [
    "projects:involve", "projects:need-create", "projects:request", "actors:mastery-create", "actors:delete",
    "site:my-space",
]  # fmt: skip


@pytest.fixture
def world():
    """Have a record for every address."""
    return a_territory_with_a_project()


def test_the_holder_meets_no_fault(world, look_at, sign_in, watch):
    watch.allow("404 .Not Found")
    sign_in(world.holder)
    words = {
        "project": world.project.get_absolute_url(),
        "need": world.sought.uid,
        "candidate": world.candidates[0].slug,
        "other": world.candidates[1].slug,
    }
    more = [path.format(**words) for path in MORE]

    look_at([*(address(name, world) for name in sorted(names() - LEFT_OUT.keys())), *more])
    look_at([address(name, world) for name in IN_THE_DARK], themes=["dark"])


def test_a_visitor_meets_no_fault(world, look_at):
    pages = [address(name, world) for name in FOR_VISITORS]

    look_at(pages, widths=[LAPTOP, PHONE])
    look_at(pages, themes=["dark"])


def test_what_is_left_out_exists():
    assert LEFT_OUT.keys() - names() == set()


@pytest.fixture
def look_at(page: Page, axe):
    """Look for faults on pages; tell all of them at once: `look_at(paths)`."""

    def run(paths: list[str], themes: Sequence[str] = ("light",), widths: Sequence[int] = (PHONE,)) -> None:
        faults = []
        for theme in themes:
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            faults += [
                f"{path} ({theme}): {fault}" for path in paths for fault in _faults(page, axe, path, widths)
            ]
        assert faults == [], "\n".join(faults)

    return run


def _faults(page: Page, axe, path: str, widths: Sequence[int]) -> list[str]:
    """Tell the faults of one page at these widths; what leads elsewhere was not looked at."""
    found = []
    for place, width in enumerate(widths):
        page.set_viewport_size({"width": width, "height": 900 if width > PHONE else 844})
        if not place:
            page.goto(path)
        if urlsplit(page.url).path != urlsplit(path).path:
            return [f"leads to {page.url}"]
        found += axe.faults(page)
        if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
            found.append(f"{wide} px wide on {width}")
    return list(dict.fromkeys(found))
