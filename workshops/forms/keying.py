"""Keying in what was written on paper: a line an actor, checked against what is known before anything is written."""

import hashlib
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from actors import duplicates
from actors.models import Actor, ActorFamily, PartnershipKind
from projects.models import Degree
from territoire.text import normalise
from workshops.actions.keying import Line, Tie
from workshops.enums import SheetKind
from workshops.models import Workshop

#: Lines that a page shows at first, how many "more lines" adds, and more than a sheet holds.
AT_FIRST, MORE, MOST_LINES = 8, 8, 60
NEW = "new"


class LineForm(forms.Form):
    """One actor, as it is written on the sheet."""

    name = forms.CharField(label=_("Actor"), max_length=200, required=False)
    who = forms.ChoiceField(label=_("Who it is"), required=False)
    family = forms.ModelChoiceField(
        ActorFamily.objects.none(), label=_("Family, if it is new"), required=False, empty_label="–"
    )
    degree = forms.ModelChoiceField(Degree.objects.none(), label=_("Ring"), required=False, empty_label="–")
    tower = forms.TypedChoiceField(
        label=_("Tower"),
        choices=[("", "–"), *((n, str(n)) for n in range(1, 6))],
        coerce=int,
        empty_value=None,
        required=False,
    )

    def __init__(self, *args, visible, workshop: Workshop, kind: SheetKind, rings: bool, **kwargs):
        """Say among whom to look, and what the sheet holds."""
        super().__init__(*args, **kwargs)
        self.visible, self.workshop, self.verdict = visible, workshop, ""
        # The formset reads these once for all lines.
        self.fields["family"].queryset = ActorFamily.objects.all()
        self.fields["degree"].queryset = Degree.objects.order_by("-value")
        del self.fields["tower" if kind == SheetKind.CIRCLES else "degree"]
        if not rings:
            self.fields.pop("degree", None)
        self.fields["name"].widget.attrs = {"list": "known", "autocomplete": "off", "class": "form-control"}
        for name, field in self.fields.items():
            if name != "name":
                field.widget.attrs = {"class": "form-select"}
        # What was asked on the page before is asked again.
        typed = self.data.get(self.add_prefix("name"), "").strip() if self.is_bound else ""
        self.alike = self._alike(typed) if typed else []
        self.asks = len(self.alike) > 1 or (bool(self.alike) and not self._same(self.alike[0], typed))
        self.fields["who"].choices = [
            ("", "–"),
            *((one.slug, _name(one)) for one in self.alike),
            (NEW, _("another one: register it")),
        ]

    def _alike(self, typed: str) -> list[Actor]:
        words = normalise(typed)
        near = list(self.visible.filter(search_name__startswith=words).select_related("seat")[:20])
        same = [one for one in near if self._same(one, typed)]
        if same:
            return same
        return [one.actor for one in duplicates.likely(self.visible, name=typed, seat=self.workshop.where)]

    @staticmethod
    def _same(actor: Actor, typed: str) -> bool:
        return normalise(typed) in (normalise(actor.name), normalise(actor.acronym))

    def clean(self):
        """Find who is meant, or what a new actor needs."""
        cleaned = super().clean()
        name = cleaned.get("name", "")
        if not name:
            if any(cleaned.get(one) for one in ("family", "degree", "tower")):
                self.add_error("name", _("Write the name of the actor, or empty the line."))
            return cleaned
        found = self._chosen(cleaned.get("who", ""))
        cleaned["actor"] = found
        if self.asks and not cleaned.get("who") and "who" not in self.errors:
            self.add_error("who", _("Something alike is known: say whether it is the same."))
        elif found is None and not cleaned.get("family") and "who" not in self.errors:
            self.add_error("family", _("It is new: choose the family that suits best."))
        if "degree" in self.fields and not cleaned.get("degree") and "degree" not in self.errors:
            self.add_error("degree", _("Say in which ring it stands."))
        self.verdict = _name(found) if found else NEW
        return cleaned

    def _chosen(self, who: str) -> Actor | None:
        if who == NEW:
            return None
        if who:
            return next((one for one in self.alike if one.slug == who), None)
        return self.alike[0] if self.alike and not self.asks else None

    @property
    def is_said(self) -> bool:
        """Tell whether something is written on the line."""
        return bool(self.cleaned_data.get("name"))

    def line(self) -> Line:
        """Return what the line says."""
        given = self.cleaned_data
        return Line(given["name"], given["actor"], given["family"], given.get("degree"), given.get("tower"))


class TieForm(forms.Form):
    """One tie of a Net-Map, by the names of its ends."""

    one = forms.CharField(label=_("From"), max_length=200, required=False)
    other = forms.CharField(label=_("To"), max_length=200, required=False)
    kind = forms.ModelChoiceField(
        PartnershipKind.objects.all(), label=_("Kind of tie"), required=False, empty_label="–"
    )

    def __init__(self, *args, **kwargs):
        """Offer the names that are known."""
        super().__init__(*args, **kwargs)
        for name in ("one", "other"):
            self.fields[name].widget.attrs = {"list": "known", "autocomplete": "off", "class": "form-control"}
        self.fields["kind"].widget.attrs = {"class": "form-select"}

    def clean(self):
        """Want both ends and the kind, or nothing."""
        cleaned = super().clean()
        said = [name for name in ("one", "other", "kind") if cleaned.get(name)]
        if said:
            for name in {"one", "other", "kind"} - set(said) - set(self.errors):
                self.add_error(name, _("A tie has two ends and a kind."))
        ends = [normalise(cleaned.get(name) or "") for name in ("one", "other")]
        if all(ends) and ends[0] == ends[1]:
            self.add_error("other", _("Choose two different actors."))
        return cleaned

    @property
    def is_said(self) -> bool:
        """Tell whether something is written on the line."""
        return bool(self.cleaned_data.get("kind"))

    def tie(self) -> Tie:
        """Return what the line says."""
        given = self.cleaned_data
        return Tie(normalise(given["one"]), normalise(given["other"]), given["kind"])


class Keying:
    """The lines of a sheet and its ties, as they were typed."""

    def __init__(self, data, *, workshop: Workshop, kind: SheetKind, rings: bool, visible) -> None:
        """Read what was sent, or begin with empty lines."""
        self.kind, self.visible, self.data = kind, visible, data
        more = (data or {}).get("more", "")
        lines = forms.formset_factory(LineForm, extra=0, max_num=MOST_LINES, validate_max=True)
        ties = forms.formset_factory(TieForm, extra=0, max_num=MOST_LINES, validate_max=True)
        given: dict[str, Any] = {"visible": visible, "workshop": workshop, "kind": kind, "rings": rings}
        self.lines = lines(
            _longer(data, "lines", more), prefix="lines", initial=[{}] * AT_FIRST, form_kwargs=given
        )
        self.ties = ties(_longer(data, "ties", more), prefix="ties", initial=[{}] * AT_FIRST)
        self.has_ties = kind == SheetKind.NET_MAP

    def is_valid(self) -> bool:
        """Check each line, then what they say together."""
        fine = self.lines.is_valid() and (not self.has_ties or self.ties.is_valid())
        return self._check_together() and fine

    def _check_together(self) -> bool:
        names: dict[str, LineForm] = {}
        fine = True
        for form in self.lines:
            name = normalise(form.cleaned_data.get("name", "")) if hasattr(form, "cleaned_data") else ""
            if name in names and name:
                form.add_error("name", _("This actor is on another line already."))
                fine = False
            names[name] = form
        for form in self.ties if self.has_ties else ():
            for end in ("one", "other"):
                typed = getattr(form, "cleaned_data", {}).get(end)
                if typed and normalise(typed) not in names and self.known(typed) is None:
                    form.add_error(end, _("This actor is on no line above: add it there."))
                    fine = False
        return fine

    def known(self, typed: str) -> Actor | None:
        """Return the only actor of exactly that name, if there is one."""
        words = normalise(typed)
        near = self.visible.filter(search_name__startswith=words)[:20]
        same = [one for one in near if words in (normalise(one.name), normalise(one.acronym))]
        return same[0] if len(same) == 1 else None

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is written; asked of what is valid."""
        return not self.said()

    def said(self) -> list[Line]:
        """Return the actors of the sheet."""
        return [form.line() for form in self.lines if form.is_said]

    def tied(self) -> list[Tie]:
        """Return the ties of the sheet."""
        return [form.tie() for form in self.ties if form.is_said] if self.has_ties else []

    @property
    def seal(self) -> str:
        """Return what tells these very lines, so that what is written is what was looked at."""
        told = [(k, v) for k, v in sorted(self.data.items()) if k.startswith(("lines-", "ties-"))]
        return hashlib.sha256(repr(told).encode()).hexdigest()[:32]


def _longer(data, prefix: str, more: str):
    """Return the data with room for more lines, where they are asked for; what was typed stays."""
    if not data or more != prefix:
        return data
    longer = data.copy()
    total = f"{prefix}-TOTAL_FORMS"
    with_more = int(data.get(total, 0)) + MORE if str(data.get(total, "")).isdigit() else AT_FIRST
    longer[total] = str(min(with_more, MOST_LINES))
    return longer


def _name(actor: Actor) -> str:
    return f"{actor.name} ({actor.seat})" if actor.seat_id else actor.name


def nothing_said() -> ValidationError:
    """Return what an empty sheet is told."""
    return ValidationError(_("Nothing is written on any line."), code="empty")
