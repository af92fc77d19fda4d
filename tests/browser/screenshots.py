"""The pictures of docs/maps.md, taken from a demonstration that runs: `python -m tests.browser.screenshots ADDRESS`.

Each picture of a project's map, as most people see it, then as it is seen without red, green or blue receptors, and
in greys: what tells actors, degrees, ties and states apart must still be told. That of influence is for the team of
the project: `TERRITOIRE_DEMO_PASSWORD` is the password of the accounts of the demonstration.
"""

import io
import os
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import BrowserContext, CDPSession, Page, sync_playwright

from tests.browser import chromium

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "images"
PROJECT = "/projets/pole-laine-du-pays-de-saugues/carte/"
SIMULATED = ("none", "protanopia", "deuteranopia", "tritanopia", "achromatopsia")
WIDTH = 620


def main(address: str, *pictures: str) -> None:
    """Write one strip of views a picture."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=["--no-sandbox"])
        context = browser.new_context(
            viewport={"width": 1366, "height": 900}, locale="fr-FR", reduced_motion="reduce", base_url=address
        )
        sign_in(context.new_page())
        for picture in pictures or ("reseau", "cercles", "influence", "competences", "territoire"):
            write(picture, views(context, f"{PROJECT}?vue={picture}"))
        browser.close()


def sign_in(page: Page) -> None:
    """Sign in as who holds the project, where the password is told."""
    if password := os.environ.get("TERRITOIRE_DEMO_PASSWORD"):
        page.goto("/connexion/")
        page.locator("input[name=login]").fill("porteur@demo.example")
        page.locator("input[name=password]").fill(password)
        page.locator("input[name=password]").press("Enter")
        page.wait_for_url("**/mon-espace/")


def views(context: BrowserContext, address: str) -> list[Image.Image]:
    """Return the picture at `address` as each of `SIMULATED` sees it."""
    page = context.new_page()
    page.goto(address)
    page.wait_for_load_state("networkidle")
    session = page.context.new_cdp_session(page)
    found = [seen(page, session, how) for how in SIMULATED]
    page.close()
    return found


def seen(page: Page, session: CDPSession, how: str) -> Image.Image:
    """Return the figure of the page as somebody with this vision sees it."""
    session.send("Emulation.setEmulatedVisionDeficiency", {"type": how})
    shot = (
        page.locator("[data-map-scroll], [data-map-figure] .map-matrix, [data-map-figure] .map-places")
        .locator("visible=true")
        .first
    )
    image = Image.open(io.BytesIO(shot.screenshot())).convert("RGB")
    return image.resize((WIDTH, round(image.height * WIDTH / image.width)))


def write(picture: str, images: list[Image.Image]) -> None:
    """Lay the views out, two a row."""
    wide, high = WIDTH, max(image.height for image in images)
    rows = -(-len(images) // 2)
    strip = Image.new("RGB", (2 * wide, rows * high), "white")
    for place, image in enumerate(images):
        strip.paste(image, (place % 2 * wide, place // 2 * high))
    path = FOLDER / f"map-{picture}.webp"
    strip.save(path, quality=82, method=6)
    print(f"{path.name}: {path.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main(*sys.argv[1:])
