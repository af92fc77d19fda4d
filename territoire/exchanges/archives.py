"""ZIP files (workbooks are some): refused before they unfold into more than a machine holds.

What their directory says is checked against what their members really unfold into, since other programs, the one that
then reads the workbook included, follow the bytes and not the directory.
"""

import struct
import zipfile
import zlib
from typing import BinaryIO

from django.utils.translation import gettext as _

from territoire.exchanges import limits
from territoire.exchanges.values import Unreadable

LOCAL_HEADER = struct.Struct("<4s5H3I2H")
CHUNK = 1 << 18


def members(file: BinaryIO) -> list[str]:
    """Return the names of the members of a ZIP file; refuse one that is damaged, locked, or unfolds too much."""
    try:
        with zipfile.ZipFile(file) as archive:
            infos = archive.infolist()
            _check_directory(infos, file.seek(0, 2))
            for info in infos:
                _check_member(file, info)
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, ValueError) as error:
        raise Unreadable(
            _("This workbook is damaged. Open it, save it again as XLSX, then send it again.")
        ) from error
    return [info.filename for info in infos]


def _check_directory(infos: list[zipfile.ZipInfo], size: int) -> None:
    if any(info.flag_bits & 1 for info in infos):
        raise Unreadable(_("This workbook is locked by a password. Save it without one, then send it again."))
    unzipped = sum(info.file_size for info in infos)
    bomb = (
        len(infos) > limits.MOST_ZIP_MEMBERS
        or unzipped > limits.MOST_UNZIPPED_BYTES
        or (unzipped > limits.UNZIPPED_BYTES_BELOW_SUSPICION and unzipped > limits.MOST_UNZIPPED_RATIO * size)
    )
    if bomb:
        raise Unreadable(
            _(
                "Once unfolded, this workbook is far too big to be read. Save what you need of it as CSV (UTF-8)."
            )
        )


def _check_member(file: BinaryIO, info: zipfile.ZipInfo) -> None:
    """Unfold a member as other programs do, to know that it is no longer than the directory says."""
    file.seek(info.header_offset)
    header = LOCAL_HEADER.unpack(file.read(LOCAL_HEADER.size))
    file.seek(header[-2] + header[-1], 1)
    if info.compress_type == zipfile.ZIP_STORED:
        if info.compress_size != info.file_size:
            raise zipfile.BadZipFile
        return
    if info.compress_type != zipfile.ZIP_DEFLATED:
        raise zipfile.BadZipFile
    _check_deflated(file, info)


def _check_deflated(file: BinaryIO, info: zipfile.ZipInfo) -> None:
    unfold = zlib.decompressobj(-zlib.MAX_WBITS)
    left, unzipped = info.compress_size, 0
    while left and not unfold.eof:
        chunk = file.read(min(CHUNK, left))
        if not chunk:
            raise zipfile.BadZipFile
        left -= len(chunk)
        while chunk and not unfold.eof:
            unzipped += len(unfold.decompress(chunk, CHUNK))
            if unzipped > info.file_size:
                raise zipfile.BadZipFile
            chunk = unfold.unconsumed_tail
    if unzipped != info.file_size:
        raise zipfile.BadZipFile
