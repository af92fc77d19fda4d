"""Files that people send: bounded before they are read, whoever sends them and wherever to."""

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

MOST_BYTES = 5_000_000
#: Tables weigh more than pictures: some hundred thousand lines. Kept under `LONGEST_REQUEST`.
MOST_BYTES_OF_TABLES = 38_000_000
#: Where tables are sent.
TABLES = "/importer/"

TOO_LONG = """<!doctype html><html lang="fr"><meta charset="utf-8"><title>Envoi trop lourd</title>
<h1>Envoi trop lourd</h1>
<p>Rien n’est enregistré. Revenez en arrière, choisissez un fichier plus léger, puis recommencez.</p>
""".encode()


class BoundedUploads(FileUploadHandler):
    """Keeps the first bytes of a file in memory (more of them where tables are sent) and counts the rest.

    So a form can say how heavy the file is, and keep what else was typed, without any of it taking room.
    """

    def new_file(self, *args, **kwargs) -> None:
        """Begin with nothing."""
        super().new_file(*args, **kwargs)
        self._kept = bytearray()
        tables = self.request is not None and self.request.path_info.startswith(TABLES)
        self._most = MOST_BYTES_OF_TABLES if tables else MOST_BYTES

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep what fits."""
        self._kept += raw_data[: max(0, self._most - len(self._kept))]

    def file_complete(self, file_size: int) -> UploadedFile:
        """Give what was kept, with the size of what was sent."""
        file = UploadedFile(
            ContentFile(bytes(self._kept)), self.file_name, self.content_type, file_size, self.charset
        )
        self._kept = bytearray()
        return file


def bounded(application, most: int | None = None):
    """Wrap an ASGI `application` so that no request is longer than `most` bytes (`LONGEST_REQUEST`).

    Django writes the whole body of a request to a file before it knows the address asked for.
    """

    async def bounded_application(scope, receive, send):
        if scope["type"] != "http":
            await application(scope, receive, send)
            return
        limit = settings.LONGEST_REQUEST if most is None else most
        if _declared(scope) > limit:
            await _refuse(send)
            return
        await application(scope, _counting(receive, limit), send)

    return bounded_application


def _declared(scope) -> int:
    length = dict(scope["headers"]).get(b"content-length", b"0")
    return int(length) if length.isdigit() else 0


def _counting(receive, limit: int):
    """Say that the sender has left once more than `limit` came without having been declared."""
    received = 0

    async def counted():
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        return message if received <= limit else {"type": "http.disconnect"}

    return counted


async def _refuse(send) -> None:
    headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-length", str(len(TOO_LONG)).encode()),
        (b"content-security-policy", b"default-src 'none'"),
        (b"x-content-type-options", b"nosniff"),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": TOO_LONG})
