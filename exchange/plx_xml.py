"""The XML of a `.plx` file as rows of tables, read safely and without building a tree.

Names of elements and attributes are compared without their namespaces. A file that declares a
document type is refused before anything in it is expanded, so there are no entities to grow.
"""

from collections.abc import Iterator
from typing import Final
from xml.parsers import expat

from flask_babel import gettext as _

from exchange.unreadable import UnreadableError

ROOT: Final = "Документ"
DATASET: Final = "dsMMISDB"
EARLIER: Final = frozenset({"before", "errors"})  # rows of a diffgram that no longer hold
TABLES: Final = frozenset(
    {"ООП", "Планы", "ПланыЦиклы", "ПланыСтроки", "ПланыНовыеЧасы", "СправочникВидыРабот"}
)
MOST_ROWS: Final = 200_000
MOST_BYTES: Final = 20 * 1024 * 1024
CHUNK: Final = 256 * 1024
Row = dict[str, str]
Tables = dict[str, list[Row]]

_BROKEN_OFF: Final = frozenset(
    {
        expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS],
        expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_TOKEN],
        expat.errors.codes[expat.errors.XML_ERROR_PARTIAL_CHAR],
        expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION],
    }
)
_ENCODING: Final = frozenset(
    {
        expat.errors.codes[expat.errors.XML_ERROR_UNKNOWN_ENCODING],
        expat.errors.codes[expat.errors.XML_ERROR_INCORRECT_ENCODING],
    }
)


def read_tables(content: bytes) -> Tables:
    """Return the rows of the known tables by table, each as its attributes by local name.

    Raise UnreadableError, with a sentence for people, for what is no `.plx` file, or one that is
    cut off, in another encoding than it says, larger than 20 MB, or declares a document type.
    """
    _refuse_other_kinds(content)
    reader = _Reader()
    try:
        for start in range(0, len(content), CHUNK):
            reader.parser.Parse(content[start : start + CHUNK], False)
        reader.parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise _refusal(error, reader, _declares_xml(content)) from None
    except (LookupError, UnicodeError, ValueError):
        raise UnreadableError(_encoding()) from None
    if not reader.has_dataset:
        raise UnreadableError(
            _("The file holds no curriculum: it has no data set «%(name)s».", name=DATASET)
        )
    return reader.tables


class _Reader:
    """The handlers of one run of the parser, and what they found."""

    def __init__(self) -> None:
        self.tables: Tables = {name: [] for name in TABLES}
        self.has_dataset = False
        self._path: list[str] = []
        self._rows = 0
        parser = self.parser = expat.ParserCreate(namespace_separator="\n")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end

    @property
    def is_begun(self) -> bool:
        """Return whether the root of a curriculum was seen."""
        return bool(self._path) or self.has_dataset

    def _doctype(self, *_names: object) -> None:
        raise UnreadableError(
            _("The file declares a document type with entities, which no curriculum needs.")
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = _local(name)
        if not self._path and local != ROOT:
            raise UnreadableError(
                _(
                    "This is XML, but no curriculum: it begins with «%(found)s»"
                    " where «%(wanted)s» is expected.",
                    found=local[:60],
                    wanted=ROOT,
                )
            )
        self._path.append(local)
        if local == DATASET:
            self.has_dataset = True
        elif local in TABLES and DATASET in self._path and not EARLIER.intersection(self._path):
            self._rows += 1
            if self._rows > MOST_ROWS:
                raise UnreadableError(_("The file holds more rows than any curriculum."))
            self.tables[local].append(dict(_by_local_name(attributes)))

    def _end(self, _name: str) -> None:
        self._path.pop()


def _local(name: str) -> str:
    return name.rsplit("\n", 1)[-1]


def _by_local_name(attributes: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the attributes; one without a namespace wins over its namesake, so it comes last."""
    for name, value in sorted(attributes.items(), key=lambda pair: "\n" not in pair[0]):
        yield _local(name), value


def _refuse_other_kinds(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        most = MOST_BYTES // (1024 * 1024)
        raise UnreadableError(
            _("The file is larger than %(most)s MB, which is the most that is taken.", most=most)
        )
    if not content.strip(b"\0 \t\r\n\xff\xfe\xef\xbb\xbf"):
        raise UnreadableError(_("The file is empty."))
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise UnreadableError(
            _("This is a workbook or an archive. Save the curriculum as .plx, or use our template.")
        )
    if content.startswith(b"%PDF"):
        raise UnreadableError(_("This is a PDF document. Save the curriculum as .plx."))


def _declares_xml(content: bytes) -> bool:
    return b"<?xml" in content[:40].replace(b"\0", b"")


def _encoding() -> str:
    return _("The file is not written in the encoding that it names. Save it anew, do not edit it.")


def _refusal(error: expat.ExpatError, reader: _Reader, declared: bool) -> UnreadableError:
    line, column = error.lineno, error.offset + 1
    if error.code in _ENCODING:
        return UnreadableError(_encoding())
    if not reader.is_begun and not declared:
        return UnreadableError(_("This is no XML, so it is no .plx file."))
    if error.code in _BROKEN_OFF:
        sentence = _(
            "The file breaks off in line %(line)s: it was not saved or copied to its end.",
            line=line,
        )
        return UnreadableError(sentence)
    if not reader.is_begun:  # letters that its encoding does not have, in the very first name
        return UnreadableError(_encoding())
    sentence = _(
        "The XML is damaged in line %(line)s, character %(column)s.", line=line, column=column
    )
    return UnreadableError(sentence)
