"""Documents that leave the site to be printed: PDF files, from a Typst template and plain data; pictures of a sheet.

What people typed reaches the template as data (`sys.inputs.data`, JSON), never as Typst source. Nothing is fetched:
templates import no package, and the fonts are those of `static/vendor/print-fonts`.
"""

import json
import re
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.utils import timezone

SHEET_PPI = 200
# A point is a pixel.
CARD_PPI = 72
PDF_TYPE = "application/pdf"
FOLDER = Path(settings.BASE_DIR, "templates", "documents")
FONTS = Path(settings.BASE_DIR, "static", "vendor", "print-fonts")
# A word longer than that may be cut anywhere, or it would run out of the page.
LONGEST_WORD = 28
LONG_WORDS = re.compile(rf"\S{{{LONGEST_WORD},}}")
ZERO_WIDTH_SPACE = "\u200b"


def pdf(
    template: str,
    data: dict[str, Any],
    *,
    at: datetime | None = None,
    pictures: dict[str, str] | None = None,
) -> bytes:
    """Draw `templates/documents/<template>` with `data` (plain values: strings, numbers, lists, mappings).

    `pictures` are SVG texts, which the template reads as they are (`sys.inputs.<name>`).
    """
    written: bytes = typst.compile(
        FOLDER / template,
        root=FOLDER,
        font_paths=_fonts(),
        sys_inputs={**(pictures or {}), "data": json.dumps(_breakable(data), default=str)},
        pdf_standards="ua-1",
        timestamp=int((at or timezone.now()).timestamp()),
    )
    return written


def sheet(picture: str) -> bytes:
    """Return an SVG picture as a PNG image of an A3 sheet (297 × 420 mm, wide, 200 points an inch)."""
    written: bytes = typst.compile(
        FOLDER / "picture.typ",
        root=FOLDER,
        font_paths=_fonts(),
        sys_inputs={"picture": picture},
        format="png",
        ppi=SHEET_PPI,
    )
    return written


def card(data: dict[str, Any], picture: str) -> bytes:
    """Return `templates/documents/card.typ` as a PNG image of 1200 × 630 pixels, as networks show links."""
    written: bytes = typst.compile(
        FOLDER / "card.typ",
        root=FOLDER,
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(_breakable(data), default=str), "picture": picture},
        format="png",
        ppi=CARD_PPI,
    )
    return written


@cache
def _fonts() -> typst.Fonts:
    """Read the fonts once: the same on every machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FONTS])


def _breakable(value: Any) -> Any:
    """Let long words be cut, wherever they are in `value`."""
    if isinstance(value, str):
        return LONG_WORDS.sub(_cut, value)
    if isinstance(value, dict):
        return {key: _breakable(one) for key, one in value.items()}
    return [_breakable(one) for one in value] if isinstance(value, list | tuple) else value


def _cut(word: re.Match[str]) -> str:
    return ZERO_WIDTH_SPACE.join(word[0])
