"""Settings shared by every way of running Territoire; `dev`, `test` and `production` differ by a few lines.

Everything that an instance may change is read from the environment.
"""

import os
from pathlib import Path
from typing import Any

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from territoire import database, logs, map_background, preflight
from territoire.accounts.oidc import configuration

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = preflight.var_dir()

#: Our own apps, lowest first; each imports only from those before it.
OWN_APPS = ["actors", "projects", "cocreation", "workshops"]

INSTALLED_APPS = [
    "territoire.apps.TerritoireConfig",
    *OWN_APPS,
    "territoire.site",
    "allauth",
    "allauth.account",
    "territoire.apps.SecondFactorsConfig",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_filters",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "pgtrigger",
    "pghistory",
    "territoire.admin_config.TerritoireAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
]

MIDDLEWARE = [
    "territoire.middleware.RefuseApiWithoutTLS",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "territoire.middleware.RefuseOtherMethods",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "territoire.middleware.SecurityHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "territoire.middleware.RefuseNullCharacters",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "territoire.accounts.sessions.EndIdleSessions",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "territoire.middleware.KeepToThePerson",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "territoire.accounts.second_factor.RequireSecondFactor",
    "territoire.site.settling.SettleCoverage",
    "pghistory.middleware.HistoryMiddleware",
]

ROOT_URLCONF = "territoire.site.urls"
ASGI_APPLICATION = "territoire.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "territoire.site.context.moderation",
            ],
            "builtins": ["territoire.templatetags.ui"],
        },
    }
]
FORM_RENDERER = "territoire.form_fields.Renderer"

DATABASES = {"default": database.settings(VAR_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Accounts: people sign in with their e-mail address; there is no user name.
AUTH_USER_MODEL = "territoire.User"
AUTHENTICATION_BACKENDS = [
    "territoire.accounts.sign_in.Accounts",
    "territoire.object_permissions.ObjectPermissions",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "territoire.accounts.passwords.FrenchCommonPasswords"},
]
PASSWORD_RESET_TIMEOUT = 3600
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "site:my-space"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
# An address counts once its owner followed the link: invitations and claims rest on it.
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
# Nobody receives a mail for having been typed by somebody else.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# A change of password, address or second factor is told to its owner.
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_MAX_EMAIL_ADDRESSES = 5
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "territoire.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "territoire.accounts.forms.LoginForm",
    "signup": "territoire.accounts.forms.SignupForm",
    "add_email": "territoire.accounts.forms.AddEmailForm",
    "change_password": "territoire.accounts.forms.ChangePasswordForm",
    "set_password": "territoire.accounts.forms.SetPasswordForm",
    "reset_password": "territoire.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "territoire.accounts.forms.ResetPasswordKeyForm",
    "reauthenticate": "territoire.accounts.forms.ReauthenticateForm",
}

# Changing what guards an account asks for the password again, but just after signing in.
ACCOUNT_REAUTHENTICATION_REQUIRED = True

# Second factors. Facilitators and administrators must have one (see territoire.accounts.second_factor).
TERRITOIRE_MFA_REQUIRED = True
# An instance may ask it of everyone.
TERRITOIRE_MFA_OF_ALL = os.environ.get("TERRITOIRE_SECOND_FACTOR", "") == "everyone"
MFA_ADAPTER = "territoire.accounts.mfa_adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# A phone whose clock is half a minute off still works.
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "territoire.accounts.mfa_forms.AuthenticateForm",
    "reauthenticate": "territoire.accounts.mfa_forms.ReauthenticateForm",
    "activate_totp": "territoire.accounts.mfa_forms.ActivateTOTPForm",
    "deactivate_totp": "territoire.accounts.mfa_forms.DeactivateTOTPForm",
    "generate_recovery_codes": "territoire.accounts.mfa_forms.GenerateRecoveryCodesForm",
    "add_webauthn": "territoire.accounts.mfa_forms.AddPasskeyForm",
    "authenticate_webauthn": "territoire.accounts.mfa_forms.AuthenticatePasskeyForm",
    "reauthenticate_webauthn": "territoire.accounts.mfa_forms.ReauthenticatePasskeyForm",
    "login_webauthn": "territoire.accounts.mfa_forms.SignInWithPasskeyForm",
    "edit_webauthn": "territoire.accounts.mfa_forms.EditPasskeyForm",
}

# An account held elsewhere may open one here, where the environment names a provider (docs/running.md). Its addresses
# never open an account that exists: who owns it links the two.
SOCIALACCOUNT_PROVIDERS = configuration.providers()
SOCIALACCOUNT_ADAPTER = "territoire.accounts.oidc.adapter.SocialAccountAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_FORMS = {"signup": "territoire.accounts.forms.FirstSignInForm"}

# What a request changed is worked out anew right after it; else `settle_coverage` does, some time later.
TERRITOIRE_SETTLING = True

# How long the solver may look for each circle to invite; then the best one that is known is told, as not proven.
TERRITOIRE_SOLVER_SECONDS = 1.0

# How often one may ask, by account, else by address (many people of one place share an address).
TERRITOIRE_THROTTLING = True
TERRITOIRE_THROTTLES = {
    "search": {"account": "120/m", "address": "240/m"},
    "autocomplete": {"account": "240/m", "address": "480/m"},
    "export": {"account": "30/m", "address": "30/m"},
    # What other sites read live: uMap asks at each move of its map.
    "live": {"account": "240/m", "address": "240/m"},
    "contact": {"account": "30/h", "address": "10/h"},
    "report": {"account": "20/h", "address": "10/h", "participant": "20/h"},
    # Requests to board sent without an account: each writes a mail.
    "board": {"account": "20/h", "address": "10/h"},
    # What is proposed and said within a project.
    "words": {"account": "60/h", "address": "10/h"},
    # What people write together: statements, opinions, ideas, what they could teach.
    "write": {"account": "120/h", "address": "120/h"},
    "invite": {"account": "30/d", "address": "30/d"},
    "link": {"account": "30/m", "address": "30/m"},
    "provider": {"account": "30/m", "address": "60/m"},
    # Rooms of workshops: codes that open none; who enters, often a whole room by one address; what one of them does.
    "wrong-code": {"account": "60/h", "address": "120/h"},
    "enter-room": {"account": "60/h", "address": "300/h"},
    "board-read": {"participant": "240/m", "account": "240/m"},
    "post-it": {"participant": "120/m", "account": "120/m"},
    "api": {"token": "300/m", "account": "300/m", "address": "300/m"},
    # Tokens that open nothing: somebody tries some, or forgot that theirs is over.
    "wrong-token": {"account": "30/m", "address": "30/m"},
}
# The same for allauth's pages: sign-in, sign-up, forgotten passwords, second factors.
ACCOUNT_RATE_LIMITS: dict[str, str] | bool = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "signup": "20/h/ip",
    "reset_password": "10/m/ip,3/10m/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "manage_email": "10/m/user",
    "confirm_email": "1/m/key",
}
# Proxies of ours in front of the site: none, unless said; without them X-Forwarded-For is what anybody writes.
ALLAUTH_TRUSTED_PROXY_COUNT = 0

# The processes of the site count attempts together, so the cache is in the database: nothing else to run.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "territoire_cache",
        # Beyond it some live counts would be forgotten.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

MAILERS: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}
}
# The folder of the demonstration's mailbox (see territoire.mailbox), where mails do not leave.
TERRITOIRE_MAILBOX: Path | None = None
DEFAULT_FROM_EMAIL = os.environ.get("TERRITOIRE_FROM_EMAIL", "territoire@localhost")

# Where links in mails lead, and whom people write to about what is held on them (who answers for it, and how).
SITE_URL = os.environ.get("TERRITOIRE_URL", f"http://{preflight.HOST}:{preflight.port()}").rstrip("/")
DATA_CONTROLLER = os.environ.get("TERRITOIRE_CONTROLLER", "")
DATA_CONTACT = os.environ.get("TERRITOIRE_CONTACT", DEFAULT_FROM_EMAIL)

# Under which terms what is public here may be used again: said by every file that leaves.
TERRITOIRE_LICENCE = {
    "name": os.environ.get("TERRITOIRE_LICENCE", "Licence Ouverte 2.0"),
    "address": os.environ.get(
        "TERRITOIRE_LICENCE_URL", "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
    ),
    "code": os.environ.get("TERRITOIRE_LICENCE_CODE", "etalab-2.0"),
}

# The key of the hashes of those who objected to being registered: unlike SECRET_KEY it must never change.
OBJECTION_KEY = os.environ.get("TERRITOIRE_OBJECTION_KEY", "not for people's real addresses")

# Whom to tell about a weakness (/.well-known/security.txt): an e-mail address, or the address of a page.
TERRITOIRE_SECURITY_CONTACT = os.environ.get("TERRITOIRE_SECURITY_CONTACT", "")

# French first; English is there for who asks for it.
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Paris"
USE_TZ = True

# What people send: bounded (territoire.uploads), kept apart from code, and given by views alone.
MEDIA_ROOT = VAR_DIR / "media"
FILE_UPLOAD_HANDLERS = ["territoire.uploads.BoundedUploads"]
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_NUMBER_FILES = 5
# Bytes of a whole request, beyond which it is refused unread. A photo too heavy passes: its form says so.
LONGEST_REQUEST = 40_000_000

STATIC_URL = "static/"
STATIC_ROOT: Path | None = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]

# No inline script or style anywhere: what runs is served from our own files.
# A background of maps, when the instance chose one (docs/running.md), adds its hosts.
MAP_BACKGROUND = map_background.read(os.environ)
SECURE_CSP = map_background.widened(
    {
        "default-src": [CSP.SELF],
        "img-src": [CSP.SELF, "data:"],
        "object-src": [CSP.NONE],
        "base-uri": [CSP.NONE],
        "form-action": [CSP.SELF],
        "frame-ancestors": [CSP.NONE],
    },
    MAP_BACKGROUND,
)
SECURE_REFERRER_POLICY = "same-origin"
# No script reads a cookie: htmx takes the token from the page. Messages are in the session, so there are two cookies.
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
# A session ends without a visit for two weeks (a day for who has power), and in the end (territoire.accounts.sessions).
SESSION_ENGINE = "territoire.accounts.sessions"
SESSION_COOKIE_AGE = 14 * 86_400
TERRITOIRE_SESSION_IDLE_WITH_POWER = 86_400
TERRITOIRE_SESSION_LONGEST = 30 * 86_400
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
X_FRAME_OPTIONS = "DENY"

LOGGING = logs.settings()

REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "territoire.api.schema.Schema",
    "DEFAULT_THROTTLE_CLASSES": ["territoire.throttling.ApiThrottle"],
    "DEFAULT_PERMISSION_CLASSES": ["territoire.api.authentication.AccountToWrite"],
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "territoire.api.authentication.BearerTokens",
        "territoire.api.authentication.Sessions",
    ],
    "DEFAULT_PAGINATION_CLASS": "territoire.pagination.CursorPages",
    "DEFAULT_FILTER_BACKENDS": ["territoire.api.filters.PageFilters"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["territoire.api.parsers.JSONBody"],
    # The schema says what there is.
    "DEFAULT_METADATA_CLASS": None,
    "URL_FORMAT_OVERRIDE": None,
    "EXCEPTION_HANDLER": "territoire.api.problems.answer",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Territoire",
    "DESCRIPTION": (
        "Who is on a territory, what each knows and gives, who works with whom, which projects run, what they lack. "
        "Rights, rules and filters are those of the pages. Changes of this API: docs/api.md."
    ),
    "VERSION": "1.3.0",
    "LICENSE": {"name": "AGPL-3.0-or-later"},
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PUBLIC": True,
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "COMPONENT_SPLIT_REQUEST": True,
    # What it cannot guess of the schema is no matter of deployment: `check --deploy` stays about the door.
    "ENABLE_DJANGO_DEPLOY_CHECK": False,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "territoire.api.schema.finished",
    ],
    "ENUM_NAME_OVERRIDES": {
        "ActorKindEnum": "actors.enums.ActorKind",
        "FamilyGroupEnum": "actors.enums.FamilyGroup",
        "LevelEnum": "actors.enums.Level",
        "CompetenceStatusEnum": "actors.enums.CompetenceStatus",
        "DirectionEnum": "actors.enums.Direction",
        "FactStateEnum": "actors.enums.FactState",
        "UnitEnum": "actors.enums.Unit",
        "IdentifierSchemeEnum": "actors.enums.IdentifierScheme",
        "ContactKindEnum": "actors.enums.ContactKind",
        "ClaimStateEnum": "actors.enums.ClaimState",
        "ClaimWayEnum": "actors.enums.ClaimWay",
        "StageEnum": "projects.enums.Stage",
        "MilestoneStateEnum": "projects.enums.MilestoneState",
        "DatePrecisionEnum": "projects.enums.DatePrecision",
        "ImportanceEnum": "projects.enums.Importance",
        "NeedKindEnum": "projects.enums.NeedKind",
        "NeedStateEnum": "projects.enums.NeedState",
        "PledgeStateEnum": "projects.enums.PledgeState",
        "StanceEnum": "projects.enums.Stance",
        "RequestStateEnum": "projects.enums.RequestState",
        "DecisionRuleEnum": "projects.enums.DecisionRule",
        "ProposalKindEnum": "projects.enums.ProposalKind",
        "ProposalStateEnum": "projects.enums.ProposalState",
        "OpinionEnum": "projects.enums.Opinion",
        "IdeaVisibilityEnum": "cocreation.models.idea.READ_BY",
        "GestureEnum": "projects.enums.Gesture",
        "GuestStateEnum": "projects.enums.GuestState",
        "SuggestionStateEnum": "projects.enums.SuggestionState",
        "ChoiceEnum": "projects.enums.Choice",
        "IntroductionStateEnum": "projects.enums.IntroductionState",
        "VisibilityEnum": "territoire.enums.Visibility",
        "TerritoryKindEnum": "territoire.enums.TerritoryKind",
        "RhythmEnum": "territoire.enums.Rhythm",
        "OneToFiveEnum": "projects.forms.assessments.FIVE",
    },
}
