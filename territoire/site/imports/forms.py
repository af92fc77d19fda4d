"""What is asked when a file is sent, and of each of its sheets."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from actors.models import ActorFamily
from actors.permissions import WRITERS
from projects.models import Project
from territoire import uploads
from territoire.enums import Visibility
from territoire.forms import RemoteChoice
from territoire.models import ImportSheet, Team, Territory
from territoire.site.imports.registry import KINDS


class SendForm(forms.Form):
    """A file, or names; and what is said of lines that say nothing."""

    file = forms.FileField(
        label=_("A file"),
        required=False,
        help_text=_(
            "A spreadsheet (CSV, XLSX, ODS), a map from Kumu, Onodo, GoGoCarto or Gephi, a GeoJSON… 38 MB at most."
        ),
    )
    names = forms.CharField(
        label=_("Or names, one actor a line"),
        required=False,
        max_length=500_000,
        widget=forms.Textarea({"rows": 5}),
    )
    source = forms.CharField(
        label=_("Where it comes from"),
        required=False,
        max_length=200,
        help_text=_("Shown on the pages, and told to persons: “directory of the town hall, 2026”."),
    )
    team = forms.ModelChoiceField(
        Team.objects.none(),
        label=_("For which project"),
        required=False,
        empty_label=_("None: for everyone"),
        help_text=_(
            "Its team keeps the actors; lines on involvements and needs that name no project are its own."
        ),
    )
    family = forms.ModelChoiceField(
        ActorFamily.objects.all(),
        to_field_name="code",
        label=_("Family of the lines that say none"),
        required=False,
        empty_label=_("As far as the names tell"),
    )
    place = forms.ModelChoiceField(
        Territory.objects.all(),
        to_field_name="code",
        label=_("Commune of the lines that say none"),
        required=False,
        widget=RemoteChoice("/territoires/recherche/", {"data-placeholder": _("For example: Saugues")}),
    )
    visibility = forms.ChoiceField(
        label=_("Who can see the new actors"),
        choices=Visibility,
        initial=Visibility.PUBLIC,
        help_text=_("Persons stay hidden until they agree, whatever is chosen."),
    )

    def __init__(self, *args, user, **kwargs) -> None:
        """Offer the user's own teams."""
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = Team.objects.of(user, *WRITERS).order_by("name")

    def clean_file(self):
        """Refuse what is too heavy: it was not kept whole."""
        sent = self.cleaned_data["file"]
        if sent and sent.size > uploads.MOST_BYTES_OF_TABLES:
            raise ValidationError(_("This file weighs more than 38 MB: cut it in pieces."), code="heavy")
        return sent

    def clean(self):
        """Want one of the two."""
        cleaned = super().clean()
        if "file" not in self.errors and not cleaned.get("file") and not cleaned.get("names"):
            self.add_error(
                "file", ValidationError(_("Choose a file, or write names below."), code="required")
            )
        return cleaned

    def project(self) -> Project | None:
        """Return the project of the team that was chosen."""
        team = self.cleaned_data.get("team")
        return Project.objects.filter(team=team).first() if team else None


class PlaceForm(forms.Form):
    """The commune of all the lines that say none."""

    place = forms.ModelChoiceField(
        Territory.objects.all(),
        to_field_name="code",
        label=_("Commune of the lines that say none"),
        widget=RemoteChoice("/territoires/recherche/", {"data-placeholder": _("For example: Saugues")}),
    )


class SheetForm(forms.Form):
    """What the lines of a sheet are, and what each of its columns stands for."""

    def __init__(self, *args, sheet: ImportSheet, **kwargs) -> None:
        """Make a choice for the sheet, and one a column."""
        super().__init__(*args, prefix=f"s{sheet.position}", **kwargs)
        self.sheet = sheet
        kinds = [("", _("Leave this sheet out")), *((code, str(kind)) for code, kind in KINDS.items())]
        self.fields["kind"] = forms.ChoiceField(
            label=_("What its lines are"), choices=kinds, required=False, initial=sheet.kind
        )
        for index, heading in enumerate(sheet.headings):
            self.fields[f"c{index}"] = forms.ChoiceField(
                label=heading,
                choices=self._fields(),
                required=False,
                initial=sheet.matching.get(str(index), ""),
            )

    def _fields(self) -> list[tuple[str, str]]:
        kind = KINDS.get(
            self.data.get(self.add_prefix("kind"), self.sheet.kind) if self.is_bound else self.sheet.kind
        )
        known = [(field.code, str(field)) for field in kind.fields] if kind else []
        return [("", str(_("Leave out"))), *known]

    @property
    def columns(self) -> list[tuple[forms.BoundField, list[str]]]:
        """Return each column with examples of what it holds."""
        return [
            (
                self[f"c{index}"],
                [row[index] for row in self.sheet.examples if index < len(row) and row[index]][:3],
            )
            for index in range(len(self.sheet.headings))
        ]

    def clean(self):
        """Refuse two columns for a field of one value, and a field that is needed and has none."""
        cleaned = super().clean()
        kind = KINDS.get(cleaned.get("kind", ""))
        if kind is None:
            return cleaned
        chosen = [cleaned.get(f"c{index}") for index in range(len(self.sheet.headings))]
        for index, code in enumerate(chosen):
            if code and code in chosen[:index] and not kind.field(code).several:
                message = _("Another column is “%(field)s” already.") % {"field": kind.field(code)}
                self.add_error(f"c{index}", ValidationError(message, code="twice"))
        # Lines that name no project are of that of the import.
        said = {*chosen, *(["project"] if self.sheet.batch.project_uid else [])}
        missing = [str(field) for field in kind.required if field.code not in said]
        if missing:
            message = _("Say which column is: %(fields)s.") % {"fields": ", ".join(missing)}
            self.add_error("kind", ValidationError(message, code="missing"))
        return cleaned

    def save(self) -> None:
        """Keep what was chosen."""
        self.sheet.kind = self.cleaned_data["kind"]
        self.sheet.matching = {
            str(index): code
            for index in range(len(self.sheet.headings))
            if (code := self.cleaned_data.get(f"c{index}"))
        }
        self.sheet.save(update_fields=["kind", "matching"])
