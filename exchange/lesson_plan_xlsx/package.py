"""What is refused of a workbook before it is opened: an XLSX is a ZIP archive of parts."""

import io
import re
import zipfile
from collections.abc import Sequence
from copy import copy
from typing import Final

from flask_babel import gettext as _

from exchange.unreadable import UnreadableError

MOST_BYTES: Final = 10 * 1024 * 1024
MOST_UNPACKED: Final = 120 * 1024 * 1024
CHUNK: Final = 1024 * 1024
MOST_PARTS: Final = 1000
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
# A formula whose value nobody worked out: the cell would read as empty.
_NO_VALUE: Final = re.compile(rb"(?:</f>|<f\b[^>]*/>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")


def damaged() -> str:
    """Return the sentence about a file that does not open."""
    return _("The workbook is damaged and cannot be opened. Save it anew in a spreadsheet.")


def check_package(content: bytes) -> None:
    """Refuse what is no workbook, is locked, would unpack to too much, or holds no values."""
    if len(content) > MOST_BYTES:
        raise UnreadableError(
            _("The file is larger than %(most)s MB.", most=MOST_BYTES // (1024 * 1024))
        )
    if content.startswith(_OLE):
        raise UnreadableError(
            _("The workbook has a password or is of the old kind. Save it as XLSX, without one.")
        )
    if not content.startswith(_ZIP):
        raise UnreadableError(_("This is no XLSX workbook."))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            if any(part.flag_bits & 1 for part in parts):
                raise UnreadableError(_("The workbook has a password. Save it without one."))
            if len(parts) > MOST_PARTS or _unpacks_too_far(package, parts):
                raise UnreadableError(_("The workbook unpacks to far too much and is not opened."))
            if "xl/workbook.xml" not in package.namelist():
                raise UnreadableError(_("This is no XLSX workbook."))
            _check_formulas(package)
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, EOFError) as trouble:
        raise UnreadableError(damaged()) from trouble
    except zipfile.zlib.error as trouble:  # type: ignore[attr-defined]
        raise UnreadableError(damaged()) from trouble


def _unpacks_too_far(package: zipfile.ZipFile, parts: Sequence[zipfile.ZipInfo]) -> bool:
    """Return whether the parts unpack to more than is opened, whatever their headers say."""
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        return True
    left = MOST_UNPACKED
    for part in parts:
        whole = copy(part)
        whole.file_size = MOST_UNPACKED + 1  # a header may lie: the data themselves are counted
        with package.open(whole) as data:
            while left >= 0 and (piece := data.read(CHUNK)):
                left -= len(piece)
        if left < 0:
            return True
    return False


def _check_formulas(package: zipfile.ZipFile) -> None:
    for name in package.namelist():
        if not name.startswith("xl/worksheets/") or not name.endswith(".xml"):
            continue
        text = package.read(name)
        if count := len(_NO_VALUE.findall(text)):
            raise UnreadableError(
                _(
                    "%(count)s cells hold formulas whose values were not worked out. Open the "
                    "file in a spreadsheet, save it and send it again.",
                    count=count,
                )
            )
