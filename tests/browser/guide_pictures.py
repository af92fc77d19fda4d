"""The pictures of docs/guide-animation.md: `python -m tests.browser.guide_pictures ADDRESS` of a demonstration.

`TERRITOIRE_DEMO_PASSWORD` is the password of the accounts of the demonstration.
"""

import io
import os
import sys

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.browser import chromium
from tests.browser.screenshots import FOLDER

WIDTH = 900
PROJECT = "/projets/pole-laine-du-pays-de-saugues/"
TERRITORY = "/territoires/departement-43/"
#: Name of the picture: address, and height of what is taken (pixels of a window of 1366).
PICTURES = {
    "territoire": (TERRITORY, 900),
    "carte": (f"{PROJECT}carte/?vue=reseau", 1000),
    "revue": (f"{TERRITORY}manques/", 1000),
    "relations": (f"{TERRITORY}mises-en-relation/", 800),
    "ecran": (f"{PROJECT}ateliers/", 700),
}


def main(address: str, *names: str) -> None:
    """Take each picture as who facilitates sees it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=["--no-sandbox"])
        page = browser.new_page(
            viewport={"width": 1366, "height": 900}, locale="fr-FR", reduced_motion="reduce", base_url=address
        )
        sign_in(page)
        for name in names or PICTURES:
            path, height = PICTURES[name]
            page.set_viewport_size({"width": 1366, "height": height})
            page.goto(path)
            if name == "ecran":
                follow(page, "Atelier :")
                follow(page, "Écran")
            page.wait_for_load_state("load")
            # Pictures are laid out after the page; a board that is listened to never rests.
            page.wait_for_timeout(2_000)
            write(name, page)
        browser.close()


def sign_in(page: Page) -> None:
    """Sign in as who facilitates."""
    page.goto("/connexion/")
    page.locator("input[name=login]").fill("facilitation@demo.example")
    page.locator("input[name=password]").fill(os.environ["TERRITOIRE_DEMO_PASSWORD"])
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url("**/mon-espace/")


def follow(page: Page, words: str) -> None:
    """Follow the first link of the page itself that begins with these words."""
    page.locator("main a").filter(has_text=words).first.click()


def write(name: str, page: Page) -> None:
    """Write what the window shows, as wide as a page of documentation."""
    picture = Image.open(io.BytesIO(page.screenshot()))
    picture.thumbnail((WIDTH, WIDTH))
    picture.save(FOLDER / f"guide-{name}.webp", quality=70, method=6)


if __name__ == "__main__":
    main(*sys.argv[1:])
