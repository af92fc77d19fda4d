"""Pictures that people send: known by decoding them, written anew, served as nothing but pictures.

What a file says of itself (its name, its declared type) is never read. What is kept is two WebP files drawn from its
pixels alone: no place, no camera, no second format hidden behind the first.
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, ImageStat

from territoire.uploads import MOST_BYTES

FORMATS = ("JPEG", "PNG", "WEBP")
MEGA = 1_000_000
ACCEPTED = "image/jpeg,image/png,image/webp"
#: A phone's photo has 12 to 24 millions of pixels; decoded, this many take 120 MB for a moment.
MOST_PIXELS = 30_000_000
#: Longest sides of the two drawings, in pixels: on a page, and in a list.
WIDE, SMALL = 1600, 480
#: Under what lets see through: of two, the one that its drawing stands out from.
LIGHT, DARK, MOSTLY_LIGHT = "#ffffff", "#241f29", 170
#: A file that no record names may belong to a form being saved; not after that.
UNNAMED = timedelta(days=1)


@dataclass(frozen=True)
class Drawn:
    """A picture written anew, in two sizes (WebP)."""

    wide: bytes
    small: bytes


def drawn(upload: UploadedFile) -> Drawn:
    """Return the picture that `upload` is, written anew; a `ValidationError` says why it is none."""
    size = upload.size or 0
    if size > MOST_BYTES:
        message = _("This picture weighs %(size)s MB: choose one of %(most)s MB at most.")
        sizes = {"size": number_format(size / MEGA, 1), "most": MOST_BYTES // MEGA}
        raise ValidationError(message, code="heavy", params=sizes)
    image = _decoded(upload)
    return Drawn(_written(image, WIDE), _written(image, SMALL))


def _decoded(upload: UploadedFile) -> Image.Image:
    try:
        with Image.open(upload, formats=FORMATS) as image:
            if image.width * image.height <= MOST_PIXELS:
                image.draft("RGB", (WIDE, WIDE))
                upright = ImageOps.exif_transpose(image)
                return _opaque(upright) if upright.has_transparency_data else upright.convert("RGB")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        pass
    except Exception as error:  # on damaged or lying files, decoders raise all there is
        message = _("This file is no picture that we can read: choose one in JPEG, PNG or WebP.")
        raise ValidationError(message, code="unreadable") from error
    message = _("This picture is too large: choose one of %(most)d million pixels at most.")
    raise ValidationError(message, code="large", params={"most": MOST_PIXELS // MEGA})


def _opaque(image: Image.Image) -> Image.Image:
    """Lay what lets see through (a logo) on what it stands out from: pages are light or dark, as people choose."""
    image = image.convert("RGBA")
    seen = image.getchannel("A")
    # Without a pixel that shows, there is no lightness to tell.
    lightness = ImageStat.Stat(image.convert("L"), seen).mean[0] if seen.getbbox() else 0
    ground = Image.new("RGB", image.size, DARK if lightness > MOSTLY_LIGHT else LIGHT)
    ground.paste(image, mask=seen)
    return ground


def _written(image: Image.Image, side: int) -> bytes:
    fitted = image.copy()
    fitted.thumbnail((side, side))
    bare = Image.new(fitted.mode, fitted.size)  # what came with the file stays behind
    bare.paste(fitted)
    file = BytesIO()
    bare.save(file, "WEBP", quality=80)
    return file.getvalue()


def keep(picture: Drawn, folder: str) -> str:
    """Store a picture under a name that cannot be guessed, and return it (the value of an `ImageField`)."""
    name = f"{folder}/{secrets.token_hex(16)}.webp"
    default_storage.save(name, ContentFile(picture.wide))
    default_storage.save(_small(name), ContentFile(picture.small))
    return name


def forget(*names: str | None) -> None:
    """Remove pictures once the transaction holds, unless a record still names them (a merge shares them)."""
    transaction.on_commit(lambda: _remove(name for name in names if name and not _is_named(name)))


def unnamed() -> list[str]:
    """Return the pictures that no record names any more: of a save that failed, of a row deleted by hand."""
    return [name for name in _stored() if not _is_named(name)]


def served(name: str | None, *, small: bool = False) -> HttpResponse:
    """Answer with a picture, which a browser may show and nothing else; `Http404` when there is none."""
    if not name:
        raise Http404
    try:
        with default_storage.open(_small(name) if small else name) as file:
            content = file.read()
    except FileNotFoundError:
        raise Http404 from None
    return HttpResponse(
        content,
        content_type="image/webp",
        headers={
            "Content-Disposition": 'inline; filename="image.webp"',
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "Cross-Origin-Resource-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, max-age=3600",
        },
    )


def version(name: str | None) -> str:
    """Return what changes in the address of a picture when it changes, so that browsers fetch the new one."""
    return (name or "").rpartition("/")[2][:8]


def _small(name: str) -> str:
    return f"{name.removesuffix('.webp')}.petite.webp"


def _remove(names) -> None:
    for name in names:
        default_storage.delete(name)
        default_storage.delete(_small(name))


def _fields() -> Iterator[models.ImageField]:
    """Yield the pictures of records; those of the history name files that are gone."""
    for model in apps.get_models():
        if not hasattr(model, "pgh_obj_id"):
            yield from (f for f in model._meta.concrete_fields if isinstance(f, models.ImageField))


def _is_named(name: str) -> bool:
    return any(field.model._base_manager.filter(**{field.name: name}).exists() for field in _fields())


def _stored() -> Iterator[str]:
    for folder in sorted({str(field.upload_to) for field in _fields()}):
        files = default_storage.listdir(folder)[1] if default_storage.exists(folder) else []
        for name in (f"{folder}/{file}" for file in files if not file.endswith(".petite.webp")):
            if timezone.now() - default_storage.get_modified_time(name) > UNNAMED:
                yield name
