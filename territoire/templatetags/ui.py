"""The visual vocabulary, available in every template without `{% load %}`.

A tag only works out the values that a small template of `templates/components/` then draws.
A value nobody planned (a family without a shape, a state that does not exist) is drawn as neutral as can be;
with `UI_STRICT`, as in tests, it raises instead, so that the mistake is seen.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BaseForm
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext, ngettext_lazy, pgettext
from django.utils.translation import gettext_lazy as _

from territoire import links, rich_text

register = template.Library()

#: Family code -> symbol of templates/components/sprite.html. An instance may add families: they get the star.
SHAPES = {
    "hab", "asso", "ess", "ent", "agri", "chambre", "coll", "etat", "rech", "etu", "fin", "med", "autre", "project",
}  # fmt: skip
STATES = {
    "covered": _("Covered"),
    "fragile": _("Fragile"),
    "partial": _("Partly covered"),
    "latent": _("Within reach"),
    "missing": _("Missing"),
    "waived": _("Not needed"),
}
COUNTS = {
    "covered": ngettext_lazy("%(count)s covered", "%(count)s covered", "count"),
    "fragile": ngettext_lazy("%(count)s fragile", "%(count)s fragile", "count"),
    "partial": ngettext_lazy("%(count)s partly covered", "%(count)s partly covered", "count"),
    "latent": ngettext_lazy("%(count)s within reach", "%(count)s within reach", "count"),
    "missing": ngettext_lazy("%(count)s missing", "%(count)s missing", "count"),
    "waived": ngettext_lazy("%(count)s not needed", "%(count)s not needed", "count"),
}
LEVELS = {1: _("Notions"), 2: _("Practises"), 3: _("Can teach")}
ONE_DAY = timedelta(days=1)
MILESTONES = {"reached": "fait", "current": "ici", "ahead": "avenir"}


def _known[T](value: T, known: Iterable[T], what: str, otherwise: T) -> T:
    """Give `value` back when it is known, else `otherwise`; with UI_STRICT, raise and name what is known."""
    known = list(known)
    if value in known:
        return value
    if getattr(settings, "UI_STRICT", False):
        raise ValueError(f"Unknown {what} {value!r}: expected one of {', '.join(map(str, known))}.")
    return otherwise


def _drawn(component: str, **values: str | int | bool) -> SafeString:
    """Return what a small template draws of a few words of our own vocabulary: once for each, of hundreds on a page."""
    return _drawn_once(component, get_language(), tuple(values.items()))


@lru_cache(maxsize=4_096)
def _drawn_once(component: str, _language: str | None, values: tuple[tuple[str, Any], ...]) -> SafeString:
    return render_to_string(component, dict(values))


@register.simple_tag
def mailbox_url() -> str:
    """Return the address of the demonstration's mailbox, nothing where mails leave."""
    return reverse("site:mailbox") if settings.TERRITOIRE_MAILBOX else ""


@register.simple_tag
def shape(family_code: str, empty: bool = False, large: bool = False, css: str = "") -> SafeString:
    """The shape of a family of actors; `empty` for an absent family or an actor not yet aboard."""
    code = _known(str(family_code), sorted(SHAPES), "family", "autre")
    return _drawn("components/shape.html", code=code, empty=empty, large=large, css=css)


@register.inclusion_tag("components/family.html")
def family(family: Any, empty: bool = False) -> dict[str, Any]:
    """Shape and name of a family (an object with `code` and `name`)."""
    return {"code": family.code, "name": family.name, "empty": empty}


@register.inclusion_tag("components/degree.html")
def degree(value: int | None, label: str = "") -> dict[str, Any]:
    """Five bars, the digit and the label; without degree, "not yet aboard"."""
    known = _known(value, [None, 1, 2, 3, 4, 5], "degree", None)
    return {"value": known, "label": label, "bars": [n <= (known or 0) for n in range(1, 6)]}


@register.simple_tag
def level(value: int) -> SafeString:
    """Level of a mastery: tint, digit and word."""
    known = _known(value, LEVELS, "level", 1)
    return _drawn("components/level.html", value=known, label=str(LEVELS[known]))


@register.simple_tag
def state(code: str, fragile: bool = False, count: int | None = None) -> SafeString:
    """Glyph and word of a need's state; with `count`, as a line of a legend."""
    shown = _shown_state(str(code), fragile)
    label = STATES[shown] if count is None else COUNTS[shown] % {"count": count}
    return _drawn("components/state.html", code=shown, label=str(label))


@register.inclusion_tag("components/blocks.html")
def blocks(needs: Iterable[Any], legend: bool = False) -> dict[str, Any]:
    """One block per need (objects or mappings with `state` and `fragile`), in the order of STATES."""
    codes = [_shown_state(str(_get(need, "state")), bool(_get(need, "fragile"))) for need in needs]
    order = list(STATES)
    counts = [(code, COUNTS[code] % {"count": codes.count(code)}) for code in order if code in codes]
    total = ngettext("%(count)s need", "%(count)s needs", len(codes)) % {"count": len(codes)}
    summary = ", ".join(str(words) for _code, words in counts)
    return {
        "codes": sorted(codes, key=order.index),
        "counts": counts,
        "legend": legend,
        "summary": gettext("%(total)s: %(summary)s") % {"total": total, "summary": summary}
        if codes
        else total,
    }


@register.inclusion_tag("components/mini_line.html")
def mini_line(milestones: Iterable[Any]) -> dict[str, Any]:
    """The project's line in small: milestones with `name` and `state` (reached, current, ahead)."""
    steps = [
        {
            "name": _get(step, "name"),
            "css": MILESTONES[_known(str(_get(step, "state")), MILESTONES, "milestone state", "ahead")],
        }
        for step in milestones
    ]
    reached = [number for number, step in enumerate(steps, 1) if step["css"] != "avenir"]
    number = reached[-1] if reached else 1
    return {"steps": steps, "number": number, "name": steps[number - 1]["name"] if steps else ""}


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """A decorative icon of bootstrap-icons; the words beside it say what it means."""
    return _drawn("components/icon.html", name=name, css=css)


@register.inclusion_tag("components/nav_link.html", takes_context=True)
def nav_link(
    context: Mapping[str, Any], url: str, label: str, exact: bool = False, keep: str = ""
) -> dict[str, Any]:
    """A link of a menu or of tabs, marked when it leads here; `keep` names a query parameter to keep."""
    request = _request(context)
    path = request.path if request else ""
    here = path == url
    kept = request.GET.get(keep) if request and keep else None
    return {
        "url": f"{url}?{keep}={kept}" if kept and _is_plain(kept) else url,
        "label": label,
        "active": here or (not exact and path.startswith(url)),
        "current": "page" if here else "true",
    }


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Mapping[str, Any], page_obj: Page, target: str = "") -> dict[str, Any]:
    """Links to the pages of a list, keeping its filters; `target`: what htmx replaces (a selector)."""
    numbers = page_obj.paginator.get_elided_page_range(page_obj.number, on_each_side=2, on_ends=1)
    return {"request": _request(context), "page_obj": page_obj, "numbers": list(numbers), "target": target}


@register.inclusion_tag("components/day_chooser.html", takes_context=True)
def day_chooser(context: Mapping[str, Any], day: date) -> dict[str, Any]:
    """Choose the day of the picture (`?le=`), keeping the other parameters of the address."""
    request = _request(context)
    lists = request.GET.lists() if request else []
    kept = [(name, value) for name, values in lists if name not in {"le", "page"} for value in values]
    return {"request": request, "day": day, "kept": kept, "is_today": day == timezone.localdate()}


@register.simple_tag
def form_error_count(form: BaseForm) -> str:
    """How many answers of a form are to be revised, as a title."""
    count = sum(len(errors) for errors in form.errors.values())
    return ngettext("One answer is to be revised", "%(count)s answers are to be revised", count) % {
        "count": count
    }


@register.filter
def number(value: Decimal | float | int | None) -> str:
    """A number with grouped thousands: 12 500 in French (U+00A0)."""
    if value is None:
        return ""
    places = None if value == int(value) else 2
    whole = int(value) if places is None else value
    return formats.number_format(whole, places, use_l10n=True, force_grouping=True)


@register.simple_tag
def figure(value: Decimal, unit: str = "") -> str:
    """Write a value with its unit: no useless zeros, the two never apart."""
    places = 0 if value == value.to_integral_value() else -int(value.normalize().as_tuple().exponent)
    written = formats.number_format(value, places, force_grouping=True)
    return f"{written}\u00a0{unit}" if unit else written


@register.simple_tag
def euro(amount: Decimal | float | int | None) -> str:
    """An amount in euros: 30 000 € in French (U+00A0 twice), cents only where there are some."""
    if amount is None:
        return ""
    return gettext("€%(amount)s") % {"amount": number(amount)}


@register.simple_tag
def period(dates: Any, today: date | None = None) -> str:
    """Say a date range (`lower` included, `upper` excluded) as people do: by years, months or days.

    A range that begins and ends with years is told in years: [2010-01-01, 2015-01-01) is "from 2010 to 2014".
    """
    if dates is None or (dates.lower is None and dates.upper is None):
        return gettext("no known dates")
    if dates.upper is None:
        return _since(dates.lower, later=dates.lower > (today or timezone.localdate()))
    if dates.lower is None:
        return _until(dates.upper)
    return _span(dates.lower, dates.upper)


@register.filter
def masked(email: str) -> str:
    """Tell one's own e-mail address without giving it: "o…@exemple.org"."""
    name, _, domain = email.partition("@")
    return f"{name[:1]}…@{domain}"


@register.filter
def markdown(text: str, top: int = 3) -> SafeString:
    """A long text as people laid it out, its highest titles being `h{top}`: `{{ actor.description|markdown }}`."""
    return rich_text.html(text, top)


@register.filter
def plain(text: str) -> str:
    """The words of a long text without its layout, to be cut: `{{ story|plain|truncatewords:45 }}`."""
    return rich_text.plain(text)


@register.filter
def web_address(text: str) -> str:
    """`text` when one may link to it, else nothing; the link also says `rel="noopener nofollow ugc"`."""
    return text if links.is_web_address(text) else ""


@register.filter
def email_address(text: str) -> str:
    """`text` when it is an e-mail address and nothing more, else nothing."""
    return text if links.is_email(text) else ""


@register.filter
def day(value: date | datetime | None) -> str:
    """Write a day as people say it: "1er mars 2026"."""
    if value is None:
        return ""
    return _day(timezone.localtime(value).date() if isinstance(value, datetime) else value)


def _since(start: date, *, later: bool) -> str:
    exact = start.day != 1
    if later:
        text = pgettext("day", "from %(date)s on") if exact else pgettext("month or year", "from %(date)s on")
    else:
        text = pgettext("day", "since %(date)s") if exact else pgettext("month or year", "since %(date)s")
    return text % {"date": start.year if _is_year(start) else _day(start) if exact else _month(start)}


def _until(upper: date) -> str:
    last = upper - ONE_DAY
    if upper.day != 1:
        return gettext("until %(date)s") % {"date": _day(last)}
    return gettext("until the end of %(date)s") % {"date": last.year if _is_year(upper) else _month(last)}


def _span(lower: date, upper: date) -> str:
    last = upper - ONE_DAY
    if _is_year(lower) and _is_year(upper):
        one, two = pgettext("year", "in %(date)s"), pgettext("years", "from %(start)s to %(end)s")
        start, end = str(lower.year), str(last.year)
    elif lower.day == upper.day == 1:
        one, two = pgettext("month", "in %(date)s"), pgettext("months", "from %(start)s to %(end)s")
        start, end = _month(lower), _month(last)
    else:
        one, two = gettext("on %(date)s"), pgettext("days", "from %(start)s to %(end)s")
        start, end = _day(lower), _day(last)
    return one % {"date": start} if start == end else two % {"start": start, "end": end}


def _is_year(day: date) -> bool:
    return (day.month, day.day) == (1, 1)


def _month(day: date) -> str:
    return formats.date_format(day, "F Y")


def _day(day: date) -> str:
    return (
        gettext("1 %(month)s") % {"month": _month(day)} if day.day == 1 else formats.date_format(day, "j F Y")
    )


def _shown_state(code: str, fragile: bool) -> str:
    known = _known(code, STATES, "state", "missing")
    return "fragile" if fragile and known == "covered" else known


def _request(context: Mapping[str, Any]) -> HttpRequest | None:
    """The request, even inside an include with `only`."""
    return getattr(context, "request", None) or context.get("request")


def _get(item: Any, name: str) -> Any:
    return item[name] if isinstance(item, Mapping) else getattr(item, name, False)


def _is_plain(value: str) -> bool:
    return value.replace("-", "").isalnum()
