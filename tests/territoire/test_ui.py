"""The visual vocabulary: what the tags say, what the fields look like, what the colours are worth."""

import json
import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.paginator import Paginator
from django.forms import BooleanField, CharField, ChoiceField, Form, ModelChoiceField, RadioSelect
from django.http import Http404
from django.template import RequestContext, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from actors.models import ActorFamily
from projects.models import Degree
from territoire import gallery
from territoire.form_fields import DegreeCards, FamilyCards
from territoire.management.commands import vendor
from territoire.templatetags import ui
from tests.markup import on_one_line

STATIC = Path(settings.BASE_DIR, "static")


def draw(source: str, path: str = "/", **values: object) -> str:
    return Template(source).render(RequestContext(RequestFactory().get(path), values))


def dates(lower: date | None, upper: date | None) -> SimpleNamespace:
    return SimpleNamespace(lower=lower, upper=upper)


@pytest.fixture(autouse=True)
def french():
    with translation.override("fr"):
        yield


# Periods


@pytest.mark.parametrize(
    ("lower", "upper", "words"),
    [
        (date(2014, 3, 1), None, "depuis mars 2014"),
        (date(2014, 1, 1), None, "depuis 2014"),
        (date(2014, 3, 12), None, "depuis le 12 mars 2014"),
        (date(2027, 4, 1), None, "dès avril 2027"),
        (date(2027, 4, 2), None, "dès le 2 avril 2027"),
        (date(2010, 1, 1), date(2015, 1, 1), "de 2010 à 2014"),
        (date(2010, 1, 1), date(2011, 1, 1), "en 2010"),
        (date(2014, 4, 1), date(2014, 7, 1), "avril 2014 à juin 2014"),
        (date(2014, 4, 1), date(2014, 5, 1), "en avril 2014"),
        (date(2014, 3, 12), date(2014, 6, 2), "du 12 mars 2014 au 1er juin 2014"),
        (date(2014, 3, 12), date(2014, 3, 13), "le 12 mars 2014"),
        (None, date(2015, 1, 1), "jusqu’à fin 2014"),
        (None, date(2014, 7, 1), "jusqu’à fin juin 2014"),
        (None, date(2014, 6, 4), "jusqu’au 3 juin 2014"),
        (None, None, "dates inconnues"),
    ],
)
def test_period_is_said_as_people_do(lower, upper, words):
    assert ui.period(dates(lower, upper), today=date(2026, 11, 22)) == words


def test_period_without_range():
    assert ui.period(None) == "dates inconnues"


# Numbers


@pytest.mark.parametrize(
    ("amount", "words"),
    [(30_000, "30\xa0000\xa0€"), (12.5, "12,50\xa0€"), (0, "0\xa0€"), (None, "")],
)
def test_euro(amount, words):
    assert ui.euro(amount) == words


def test_number_groups_thousands():
    assert draw("{{ 36000|number }}") == "36\xa0000"


# Coverage


def test_blocks_say_their_states():
    needs = [
        {"state": "missing", "fragile": False},
        {"state": "covered", "fragile": False},
        {"state": "covered", "fragile": False},
        {"state": "covered", "fragile": True},
    ]

    html = draw("{% blocks needs %}", needs=needs)

    assert 'aria-label="4 besoins\xa0: 2 couverts, 1 fragile, 1 manquant"' in html
    assert re.findall(r'<i class="([\w ]+)">', html) == ["covered", "covered", "covered fragile", "missing"]


def test_state_of_a_fragile_need():
    assert "Fragile" in draw('{% state "covered" fragile=True %}')
    assert "Manquant" in draw('{% state "missing" fragile=True %}')


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ('{% shape "unknown" %}', "Unknown family 'unknown': expected one of agri"),
        ('{% state "green" %}', "Unknown state 'green'"),
        ("{% level 4 %}", "Unknown level 4"),
        ("{% degree 6 %}", "Unknown degree 6"),
    ],
)
def test_unknown_values_are_told(source, message):
    with pytest.raises(ValueError, match=message):
        draw(source)


def test_unknown_values_do_not_break_a_page(settings):
    settings.UI_STRICT = False

    assert 'href="#f-autre"' in draw('{% shape "unknown" %}')


def test_every_shape_and_state_is_in_the_sprite():
    symbols = set(re.findall(r'id="(\S+?)"', render_to_string("components/sprite.html")))

    assert {f"f-{code}" for code in ui.SHAPES} | {f"s-{code}" for code in ui.STATES} <= symbols


def test_mini_line_names_the_step_reached():
    steps = [
        {"name": "Envie", "state": "reached"},
        {"name": "Atelier", "state": "current"},
        {"name": "Vente", "state": "ahead"},
    ]

    html = draw("{% mini_line steps %}", steps=steps)

    assert re.findall(r'<i class="(\w+)">', html) == ["fait", "ici", "avenir"]
    assert "Étape 2 sur 3" in html
    assert "Atelier" in html


# Links


def test_nav_link_marks_where_we_are():
    link = '{% nav_link "/projets/" "Projets" %}'

    assert 'aria-current="page"' in draw(link, "/projets/")
    assert 'aria-current="true"' in draw(link, "/projets/laine/")
    assert "aria-current" not in draw(link, "/acteurs/")


def test_tabs_keep_the_day():
    html = draw('{% nav_link "/a/" "A" exact=True keep="le" %}', "/b/?le=2014-03-01&page=2")

    assert 'href="/a/?le=2014-03-01"' in html


def test_tabs_do_not_keep_what_is_no_day():
    assert 'href="/a/"' in draw('{% nav_link "/a/" "A" keep="le" %}', '/b/?le="><script>')


def test_pagination_keeps_the_filters():
    pages = Paginator(range(60), 20)
    html = on_one_line(draw("{% pagination page %}", "/?q=laine&page=2", page=pages.get_page(2)))

    assert 'rel="prev" href="?q=laine&amp;page=1"' in html
    assert 'rel="next" href="?q=laine&amp;page=3"' in html


def test_pagination_of_one_page_is_nothing():
    assert draw("{% pagination page %}", page=Paginator([1], 20).get_page(1)).strip() == ""


def test_day_chooser_keeps_the_other_parameters():
    page = "/?vue=cercles&le=2014-01-01&page=3"
    html = on_one_line(draw("{% day_chooser day %}", page, day=date(2014, 1, 1)))

    assert '<input type="hidden" name="vue" value="cercles">' in html
    assert 'name="le" value="2014-01-01"' in html
    assert 'name="page"' not in html


# Forms


class SampleForm(Form):
    name = CharField(label="Nom", help_text="Court")
    story = CharField(label="Histoire", required=False)
    kind = ChoiceField(label="Genre", choices=[("a", "A"), ("b", "B")], widget=RadioSelect)
    agreed = BooleanField(label="Accord", required=False)


def test_fields_are_labelled_and_optional_ones_say_so():
    html = on_one_line(str(SampleForm()))

    assert '<label class="form-label" for="id_name">Nom</label>' in html
    assert html.count("(facultatif)") == 1
    assert 'class="form-control"' in html
    assert 'type="checkbox" name="agreed" class="form-check-input"' in html
    assert '<legend class="t-legende">Genre</legend>' in html


def test_errors_are_linked_to_their_fields():
    html = str(SampleForm({"kind": "a"}))

    assert '<a class="alert-link" href="#id_name">Nom</a>' in html
    assert re.search(r'name="name"[^>]* aria-invalid="true"[^>]* class="form-control is-invalid"', html)
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_error"' in html


@pytest.mark.django_db
def test_cards_draw_families_and_degrees():
    class CardForm(Form):
        family = ModelChoiceField(ActorFamily.objects.all(), widget=FamilyCards)
        degree = ModelChoiceField(Degree.objects.all(), widget=DegreeCards)

    family = ActorFamily.objects.update_or_create(code="asso", defaults={"name": "Associations"})[0]
    Degree.objects.update_or_create(
        value=3, defaults={"name": "Contribue", "description": "Apporte du temps."}
    )

    html = on_one_line(str(CardForm({"family": family.pk, "degree": 3})))

    assert 'href="#f-asso"' in html
    assert "3 · Contribue" in html
    assert "3 · 3" not in html
    assert "Apporte du temps." in html
    assert len(re.findall(r'type="radio"[^>]* checked', html)) == 2


# Pages that must stand alone


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_error_pages_need_no_context(name):
    assert 'href="/"' in render_to_string(name)


def test_nothing_inline():
    for path in Path(settings.BASE_DIR, "templates").rglob("*.html"):
        source = path.read_text(encoding="utf-8")

        assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", source), path
        assert not re.search(r"\s(style|on[a-z]+)=[\"']", source), path


# Files


def test_vendored_files_match_the_manifest():
    stored = {
        str(path.relative_to(vendor.VENDOR_DIR)): vendor.checksum(path.read_bytes())
        for path in vendor.VENDOR_DIR.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }
    listed = {
        f"{library['name']}/{name}": entry["sha256"]
        for library in vendor.read_manifest()
        for name, entry in library["files"].items()
    }

    assert stored == listed
    assert all(library["licence"] for library in vendor.read_manifest())


def test_stylesheets_only_name_files_that_exist():
    for sheet in (STATIC / "css").glob("*.css"):
        for url in re.findall(r"url\(\"?([^)\"]+)\"?\)", sheet.read_text(encoding="utf-8")):
            assert url.startswith("data:") or (sheet.parent / url).exists(), (sheet.name, url)


def test_our_css_stays_small():
    sizes = {sheet.name: len(sheet.read_bytes()) for sheet in (STATIC / "css").glob("*.css")}

    assert sizes.pop("tokens.css") + sizes.pop("territoire.css") < 22_000
    # The others are for some pages only.
    assert max(sizes.values()) < 9_500


# Contrasts


def colours(selector: str) -> dict[str, str]:
    css = (STATIC / "css" / "tokens.css").read_text(encoding="utf-8")
    block = re.search(re.escape(selector) + r"\{(.*?)\n\}", css, re.S)
    assert block
    return dict(re.findall(r"--([\w-]+):(#[0-9a-f]{3,6})", block.group(1)))


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("selector", [":root,[data-bs-theme=light]", "[data-bs-theme=dark]"])
def test_contrasts(selector):
    token = colours(selector)
    grounds = ["t-fond", "t-surface", "t-creux"]
    texts = ["t-encre", "t-encre-douce", "t-bruyere", *(f"t-{state}" for state in ui.STATES)]
    pairs = [(text, ground, 4.5) for text in texts for ground in grounds]
    pairs += [("t-trait-fort", ground, 3) for ground in grounds]
    for state in ui.STATES:
        pairs += [(text, f"t-{state}-pale", 4.5) for text in (f"t-{state}", "t-encre", "t-encre-douce")]
    pairs += [(name, ground, 3) for name in token if name.startswith("f-") for ground in grounds[:2]]
    pairs += [
        ("t-sur-bruyere", "t-bruyere", 4.5),
        ("t-sur-bruyere", "t-bruyere-vif", 4.5),
        ("t-bruyere", "t-bruyere-pale", 4.5),
        ("t-encre", "t-genet-pale", 4.5),
        ("t-sur-bandeau", "t-bandeau", 4.5),
        ("t-genet", "t-bandeau", 4.5),
        ("t-genet-trait", "t-fond", 3),
    ]

    weak = [(one, other) for one, other, least in pairs if contrast(token[one], token[other]) < least]

    assert weak == []


def test_manifest_is_tidy():
    text = (vendor.VENDOR_DIR / "manifest.json").read_text(encoding="utf-8")

    assert text == json.dumps(json.loads(text), indent=2, ensure_ascii=False) + "\n"
    assert "http" not in text


# The gallery


def test_gallery_is_for_staff(rf, settings):
    request = rf.get("/composants/")
    request.user = SimpleNamespace(is_staff=False)

    with pytest.raises(Http404):
        gallery.components(request)


def test_gallery_draws_every_component(rf):
    request = rf.get("/composants/")
    request.user = SimpleNamespace(is_staff=True, is_authenticated=False)

    assert gallery.components(request).status_code == 200
