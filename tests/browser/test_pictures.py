"""A picture is chosen, seen by all on a page and in a list, replaced by none; a file that is none says so."""

from io import BytesIO

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import LAPTOP, PHONE
from tests.browser.gestures import send
from tests.factories.actors import ActorFactory
from tests.factories.territoire import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def logo() -> bytes:
    """Draw what a dark page would swallow: black, on nothing."""
    image = Image.new("RGBA", (300, 200))
    ImageDraw.Draw(image).ellipse((50, 20, 250, 180), fill="black")
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def choose(page: Page, name: str, content: bytes) -> None:
    page.get_by_label("Image").set_input_files({"name": name, "mimeType": "image/png", "buffer": content})
    send(page, "Enregistrer")


def shown(image: Locator) -> bool:
    """Tell whether a picture was drawn, and not an empty box."""
    image.scroll_into_view_if_needed()
    expect(image).to_have_js_property("complete", True)
    return image.evaluate("image => image.naturalWidth > 0 && image.clientHeight > 20")


@pytest.mark.parametrize("width", [LAPTOP, PHONE])
def test_a_picture_is_chosen_seen_by_all_and_removed(page, context, axe, sign_in, live_server, width):
    keeper = UserFactory()
    actor = ActorFactory(name="La Bruyère", created_by=keeper)
    sign_in(keeper)
    page.emulate_media(color_scheme="dark")
    form = f"{actor.get_absolute_url()}modifier/"

    page.goto(form)
    choose(page, "menteur.png", b"<svg onload=alert(1)>")
    expect(page.get_by_text("n’est pas une image lisible").first).to_be_visible()
    axe(page)
    choose(page, "logo.png", logo())
    assert shown(page.get_by_role("img", name="La Bruyère"))
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width

    context.clear_cookies()
    page.goto(actor.get_absolute_url())
    assert shown(page.get_by_role("img", name="La Bruyère"))
    page.goto("/acteurs/")
    assert shown(page.locator("img.t-vignette"))
    axe(page)

    sign_in(keeper)
    page.goto(form)
    assert shown(page.get_by_role("img", name="L’image actuelle"))
    axe(page)
    page.get_by_label("Retirer l’image").check()
    send(page, "Enregistrer")
    expect(page.get_by_role("img", name="La Bruyère")).to_have_count(0)
    actor.refresh_from_db()
    assert not actor.picture
