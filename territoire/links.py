"""Addresses that people give: what may be linked to, said once for what is typed and for what is shown.

The server fetches none of them: no preview, no check that the page answers.
"""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext_lazy as _

WEB = ("http", "https")
#: What a link of the site to elsewhere says: the page opened has no hold on ours, and gains no rank by it.
REL = "noopener nofollow ugc"

_well_formed = URLValidator(schemes=WEB)


def web_address(typed: str) -> str:
    """Return the address meant by what was `typed` (`https://` goes without saying), or say what is wrong with it."""
    address = typed.strip()
    if "://" not in address:
        address = f"https://{address}"
    try:
        _well_formed(address)
    except ValidationError as error:
        message = _("Write the address as in a browser: https://example.org.")
        raise ValidationError(message, code="address") from error
    if "@" in urlsplit(address).netloc:
        message = _("Take out the name and the password: an address shown to others holds no secret.")
        raise ValidationError(message, code="credentials")
    return address


def is_web_address(text: str) -> bool:
    """Tell whether `text` is, as it stands, an address of the web that one may link to."""
    try:
        return web_address(text) == text
    except ValidationError:
        return False


def is_email(text: str) -> bool:
    """Tell whether `text` is an e-mail address and nothing more (no `?bcc=` that would add readers)."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return not set("?&%") & set(text)


def may_link_to(address: str) -> bool:
    """Tell whether a text written by people may link to `address`: the web, or an e-mail address."""
    scheme, colon, rest = address.partition(":")
    if colon and scheme.lower() == "mailto":
        return is_email(rest)
    return is_web_address(address)
