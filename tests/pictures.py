"""Files that one might send as a picture, honest or not."""

import struct
import zlib
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

GPS = 0x8825
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PAGE = b"<html><script>alert(document.domain)</script></html>"


def photo(width: int = 640, height: int = 480, form: str = "JPEG", **options) -> bytes:
    """Return a plain picture."""
    file = BytesIO()
    Image.new(options.pop("mode", "RGB"), (width, height), options.pop("fill", "#7a4b6d")).save(
        file, form, **options
    )
    return file.getvalue()


def photo_with_place() -> bytes:
    """Return a photo that says where it was taken, by whom, and to be turned by a quarter."""
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned
    exif[0x010F] = "Appareil-canari"
    exif.get_ifd(GPS).update({1: "N", 2: (44.0, 56.0, 7.0), 3: "E", 4: (4.0, 53.0, 24.0)})
    return photo(exif=exif, comment=b"commentaire-canari")


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """Return a PNG of a few bytes that says it has billions of pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")]
    chunks = (struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def sent(content: bytes, name: str = "photo.jpg", declared: str = "image/jpeg") -> SimpleUploadedFile:
    """Return `content` as a browser sends it, under a name and a type of one's own."""
    return SimpleUploadedFile(name, content, declared)
