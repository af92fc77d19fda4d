"""The provider as allauth sees it: our own protocol, and as little kept of the person as one can sign in with."""

import secrets
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from allauth.account.models import EmailAddress
from allauth.socialaccount import app_settings
from allauth.socialaccount.internal import statekit
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.oauth2.utils import generate_code_challenge
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.http import HttpRequest
from django.urls import reverse

from territoire.accounts.oidc import protocol
from territoire.accounts.oidc.protocol import Client, Issuer, Refused

#: Asked for where the provider offers them; one that does not say gets the first three.
SCOPES = ("openid", "email", "profile", "given_name", "usual_name")
STANDARD_SCOPES = SCOPES[:3]
#: Seconds since the provider last asked who somebody was, for it to count as having just asked.
JUST_NOW = 300
BYTES = 32


class Provider(OpenIDConnectProvider):
    """Our provider; allauth finds it by `SOCIALACCOUNT_PROVIDERS["openid_connect"]["provider_class"]`."""

    def get_login_url(self, request: HttpRequest, **kwargs: Any) -> str:
        """Return where one starts (a form: nobody is sent there by a link)."""
        return reverse("openid_connect_login")

    def get_callback_url(self) -> str:
        """Return where the provider sends people back."""
        return reverse("openid_connect_callback")

    @property
    def client(self) -> Client:
        """Who we are to it."""
        return Client(self.app.client_id, self.app.secret)

    def discovered(self) -> Issuer:
        """Ask it to describe itself."""
        return protocol.discover(self.app.settings["server_url"])

    def way_there(
        self, request: HttpRequest, *, process: str, next_url: str | None = None, again: bool = False
    ) -> str:
        """Return the address that leads to the provider; what must come back is remembered in the session.

        Nothing of it is taken from the address of the page. `again` asks the provider to ask who is there, even if
        it knows.
        """
        issuer = self.discovered()
        pkce = generate_code_challenge()
        nonce = secrets.token_urlsafe(BYTES)
        state = self.stash_redirect_state(
            request,
            process,
            next_url,
            state_id=secrets.token_urlsafe(BYTES),
            pkce_code_verifier=pkce.pop("code_verifier"),
            nonce=nonce,
            again=again,
        )
        asked = {
            "response_type": "code",
            "client_id": self.client.id,
            "redirect_uri": self.come_to(request),
            "scope": " ".join(_scopes(issuer)),
            "state": state,
            "nonce": nonce,
            **pkce,
            **({"prompt": "login"} if again else {}),
        }
        joint = "&" if "?" in issuer.authorization else "?"
        return f"{issuer.authorization}{joint}{urlencode(asked)}"

    def come_to(self, request: HttpRequest) -> str:
        """Return the whole address where people come back, as it is registered at the provider."""
        return request.build_absolute_uri(self.get_callback_url())

    def take_state(self, request: HttpRequest, state: str) -> dict[str, Any] | None:
        """Return what this very session remembered when it left, once; None when it did not, or long ago."""
        return statekit.unstash_state(request, provider_id=self.sub_id, state_id=state)

    def come_back(self, request: HttpRequest, *, code: str, state: dict[str, Any]) -> "Arrival":
        """Return who comes back, once all is checked; raise `Refused` otherwise."""
        issuer = self.discovered()
        if request.GET.get("iss", issuer.name) != issuer.name:
            raise Refused("the answer comes from another issuer (iss)")
        id_token, access_token = protocol.tokens(
            issuer,
            self.client,
            code=code,
            verifier=state["pkce_code_verifier"],
            came_to=self.come_to(request),
        )
        claims = protocol.identity(
            issuer, self.client, id_token=id_token, access_token=access_token, nonce=state["nonce"]
        )
        if not 0 < len(str(claims["sub"])) <= app_settings.UID_MAX_LENGTH:
            raise Refused("its name of the person is too long (sub)")
        if state.get("again") and not _just_asked(claims):
            raise Refused("it did not ask again who is there (auth_time)")
        login = self.sociallogin_from_response(request, claims)
        login.state = {name: state[name] for name in ("process", "next") if name in state}
        return Arrival(login, id_token, issuer.end_session)

    def extract_uid(self, data: dict) -> str:
        """Return who it is, to this provider."""
        return str(data["sub"])

    def extract_extra_data(self, data: dict) -> dict:
        """Keep nothing else."""
        return {}

    def extract_common_fields(self, data: dict) -> dict:
        """Return what a new account starts with."""
        names = data.get("given_name"), data.get("usual_name") or data.get("family_name")
        name = data.get("name") or " ".join(part for part in names if isinstance(part, str))
        return {"email": _email(data), "name": name if isinstance(name, str) else ""}

    def extract_email_addresses(self, data: dict) -> list[EmailAddress]:
        """Return its address, verified only if the provider says so in as many words."""
        if not (email := _email(data)):
            return []
        verified = data.get("email_verified")
        return [EmailAddress(email=email, verified=verified is True or verified == "true", primary=True)]


@dataclass(frozen=True)
class Arrival:
    """Somebody who came back, and what ends the session that they have at the provider."""

    login: SocialLogin
    id_token: str
    end_session: str


def _scopes(issuer: Issuer) -> list[str]:
    if not issuer.scopes:
        return list(STANDARD_SCOPES)
    return [scope for scope in SCOPES if scope in issuer.scopes or scope == "openid"]


def _email(data: dict) -> str:
    email = data.get("email")
    return email.strip().lower() if isinstance(email, str) else ""


def _just_asked(claims: dict) -> bool:
    """Believe a provider that does not say when it asked: it was told to (`prompt=login`)."""
    asked_at = claims.get("auth_time")
    return not isinstance(asked_at, int | float) or time.time() - asked_at < JUST_NOW
