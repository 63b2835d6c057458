"""The XML of aSc Timetables as rows of lists, read safely and without building a tree."""

from typing import Final
from xml.parsers import expat

from flask_babel import gettext as _

from exchange.unreadable import UnreadableError

ROOT: Final = "timetable"
LISTS: Final = frozenset(
    {
        *("period", "subject", "teacher", "classroom", "class", "group", "lesson", "card"),
        *("daysdef", "day"),
    }
)
MOST_ROWS: Final = 200_000
MOST_BYTES: Final = 16 * 1024 * 1024
LONGEST_VALUE: Final = 20_000  # characters of an attribute: lists of ids are the longest
CHUNK: Final = 256 * 1024
Row = dict[str, str]  # under "" the number of its line
Lists = dict[str, list[Row]]

_codes = expat.errors.codes
_BROKEN_OFF: Final = frozenset(
    {
        _codes[expat.errors.XML_ERROR_NO_ELEMENTS],
        _codes[expat.errors.XML_ERROR_UNCLOSED_TOKEN],
        _codes[expat.errors.XML_ERROR_PARTIAL_CHAR],
        _codes[expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION],
    }
)
_ENCODING: Final = frozenset(
    {
        _codes[expat.errors.XML_ERROR_UNKNOWN_ENCODING],
        _codes[expat.errors.XML_ERROR_INCORRECT_ENCODING],
    }
)


def read_lists(content: bytes) -> Lists:
    """Return the rows of the known lists, each as its attributes; raise UnreadableError."""
    if len(content) > MOST_BYTES:
        most = MOST_BYTES // (1024 * 1024)
        raise UnreadableError(
            _("The file is larger than %(most)s MB, which is the most that is taken.", most=most)
        )
    if not content.strip(b"\0 \t\r\n\xff\xfe\xef\xbb\xbf"):
        raise UnreadableError(_("The file is empty."))
    reader = _Reader()
    try:
        for start in range(0, len(content), CHUNK):
            reader.parser.Parse(content[start : start + CHUNK], False)
        reader.parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise _refusal(error, reader) from None
    except (LookupError, UnicodeError, ValueError):
        raise UnreadableError(_encoding()) from None
    return reader.lists


class _Reader:
    """The handlers of one run of the parser, and what they found."""

    def __init__(self) -> None:
        self.lists: Lists = {name: [] for name in LISTS}
        self.has_begun = False
        self._rows = 0
        parser = self.parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start

    def _doctype(self, *_names: object) -> None:
        raise UnreadableError(
            _("The file declares a document type with entities, which no timetable needs.")
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if not self.has_begun:
            if name.lower() != ROOT:
                raise UnreadableError(
                    _(
                        "This is XML, but no timetable of aSc: it begins with «%(found)s» where "
                        "«%(wanted)s» is expected.",
                        found=name[:60],
                        wanted=ROOT,
                    )
                )
            self.has_begun = True
            return
        if name not in LISTS:
            return
        self._rows += 1
        if self._rows > MOST_ROWS:
            raise UnreadableError(_("The file holds more rows than any timetable."))
        row = {key: value.strip()[:LONGEST_VALUE] for key, value in attributes.items()}
        self.lists[name].append(row | {"": str(self.parser.CurrentLineNumber)})


def _encoding() -> str:
    return _("The file is not written in the encoding that it names. Save it anew, do not edit it.")


def _refusal(error: expat.ExpatError, reader: _Reader) -> UnreadableError:
    if error.code in _ENCODING:
        return UnreadableError(_encoding())
    if error.code in _BROKEN_OFF and reader.has_begun:
        sentence = _(
            "The file breaks off in line %(line)s: it was not saved or copied to its end.",
            line=error.lineno,
        )
        return UnreadableError(sentence)
    if not reader.has_begun:
        return UnreadableError(
            _("This is no XML. Export the timetable from aSc Timetables as «aSc Timetables XML».")
        )
    sentence = _(
        "The XML is damaged in line %(line)s, character %(column)s.",
        line=error.lineno,
        column=error.offset + 1,
    )
    return UnreadableError(sentence)


__all__ = ["MOST_BYTES", "Lists", "Row", "read_lists"]
