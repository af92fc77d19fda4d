"""What the pages of the door know of the settings."""

from django import template

from territoire.accounts.oidc.linked import offered

register = template.Library()


@register.simple_tag
def provider_name() -> str:
    """Return the name of the provider that one may sign in with, empty without one."""
    app = offered()
    return app.name if app else ""
