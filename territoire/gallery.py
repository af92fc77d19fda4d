"""`/composants/`: every component on one page, to look at in both themes and both widths.

For who writes templates (shown with DEBUG, or to staff): its samples double as the documentation of each tag.
"""

from datetime import date
from types import SimpleNamespace
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from territoire.form_fields import ChoiceCards
from territoire.templatetags import ui

FAMILIES = {
    "hab": "Habitants", "asso": "Associations", "ess": "ESS", "ent": "Entreprises", "agri": "Agriculteurs",
    "chambre": "Chambres", "coll": "Collectivités", "etat": "État, agences", "rech": "Chercheurs",
    "etu": "Étudiants", "fin": "Financeurs", "med": "Médias", "autre": "Autres",
}  # fmt: skip
DEGREES = {1: "Suit", 2: "Donne son avis", 3: "Contribue", 4: "Coconstruit", 5: "Porte"}
STEPS = [
    ("L’envie", "reached"),
    ("Diagnostic", "reached"),
    ("Filière complète", "current"),
    ("Ouverture", "ahead"),
]
PERIODS = [
    (date(2010, 1, 1), date(2015, 1, 1)),
    (date(2014, 3, 1), None),
    (date(2014, 3, 12), date(2014, 6, 4)),
    (None, date(2015, 1, 1)),
]


class SampleForm(forms.Form):
    """One field of each sort."""

    name = forms.CharField(label="Nom du projet", help_text="Un nom court, même provisoire.")
    email = forms.EmailField(label="Adresse électronique", required=False)
    password = forms.CharField(label="Mot de passe", widget=forms.PasswordInput)
    day = forms.DateField(label="Date de fin", widget=forms.DateInput(attrs={"type": "date"}))
    stage = forms.ChoiceField(
        label="Avancement", choices=[("", "Choisir"), ("idea", "Idée"), ("run", "En cours")]
    )
    place = forms.ChoiceField(
        label="Commune",
        choices=[("", ""), ("1", "Saugues (43)"), ("2", "Valence (26)"), ("3", "Aubigny-sur-Nère (18)")],
        required=False,
        widget=forms.Select(attrs={"data-autocomplete": True, "data-placeholder": "Par exemple : Saugues"}),
    )
    themes = forms.MultipleChoiceField(
        label="Thèmes",
        choices=[("wool", "Laine"), ("food", "Alimentation"), ("wood", "Bois")],
        widget=forms.SelectMultiple(attrs={"data-autocomplete": True}),
    )
    kind = forms.ChoiceField(label="Famille", choices=list(FAMILIES.items())[:4], widget=ChoiceCards)
    visibility = forms.ChoiceField(
        label="Qui peut voir",
        choices=[("public", "Tout le monde"), ("team", "L’équipe")],
        widget=forms.RadioSelect,
    )
    story = forms.CharField(
        label="Ce qu’il apporte", widget=forms.Textarea(attrs={"rows": 2}), required=False
    )
    agreed = forms.BooleanField(label="Cette structure a donné son accord.", required=False)

    def clean(self) -> None:
        """Show how an error of the whole form looks."""
        self.add_error(None, "La date de fin précède le début.")


@require_safe
@login_not_required
def components(request: HttpRequest) -> HttpResponse:
    """Show the gallery."""
    if not (settings.DEBUG or request.user.is_staff):
        raise Http404
    return render(request, "gallery.html", samples(request))


def samples(request: HttpRequest) -> dict[str, Any]:
    """The values that the gallery draws."""
    refused = SampleForm({"refused-email": "contact@bruyere", "refused-name": ""}, prefix="refused")
    needs = [{"state": code, "fragile": False} for code in ui.STATES if code != "fragile"]
    return {
        "families": [SimpleNamespace(code=code, name=name) for code, name in FAMILIES.items()],
        "degrees": list(DEGREES.items()),
        "levels": list(ui.LEVELS),
        "states": list(ui.STATES),
        "needs": [*needs, {"state": "covered", "fragile": True}, *needs[:1] * 3],
        "milestones": [{"name": name, "state": state} for name, state in STEPS],
        "periods": [SimpleNamespace(lower=lower, upper=upper) for lower, upper in PERIODS],
        "page_obj": Paginator(range(400), 20).get_page(request.GET.get("page", 7)),
        "day": date(2014, 6, 1),
        "form": SampleForm(),
        "refused": refused,
        "band": {"slug": "pole-laine"},
    }
