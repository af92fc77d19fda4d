"""What a person does with our pages, by what they read on them."""

import re

from django.core import mail
from playwright.sync_api import Locator, Page, expect


def choose(page: Page, label: str, letters: str, wanted: str) -> None:
    """Type `letters` into the field `label` and take the line `wanted` of the list that opens."""
    field = page.get_by_role("combobox", name=re.compile(f"^{label}")).first
    field.click()
    field.press_sequentially(letters)
    page.get_by_role("option", name=re.compile(rf"^{wanted}\b")).first.click()
    expect(page.locator(".ts-control .item").filter(has_text=wanted).first).to_be_visible()


def press_card(page: Page | Locator, words: str) -> None:
    """Press the card that says `words` among those of a choice."""
    page.locator("label.t-choix").filter(has_text=re.compile(rf"\b{words}\b")).click()


def send(page: Page, button: str) -> None:
    """Press the button of a form and wait for the page it leads to."""
    page.locator("main").get_by_role("button", name=button).first.click()
    page.wait_for_load_state()


def follow(page: Page, link: str) -> None:
    """Follow the first link of the page that one sees with these words (others are folded in a menu)."""
    found = page.locator("main").get_by_role("link", name=re.compile(link))
    found.filter(visible=True).first.click()
    page.wait_for_load_state()


def follow_the_link_received(page: Page) -> None:
    """Open the link of the last mail, in the same window, and confirm the address."""
    link = re.search(r"https?://\S+", mail.outbox[-1].body)
    assert link
    page.goto(link[0])
    send(page, "Oui, la confirmer")
