"""The catalogue of translations: `python -m scripts.i18n compile | update | check`.

Sources hold English sentences, so English is complete by itself; Russian stands in
`translations/ru/LC_MESSAGES/messages.po`. Lines of `translations/parts/*.tsv`
(`msgid<TAB>msgstr`, plurals `msgid<TAB>msgid_plural<TAB>one|few|many`) are merged into it.
What FAB's own Russian catalogue lacks is ours to fill, and is extracted from FAB itself.
"""

import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Final

import flask_appbuilder
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

ROOT: Final = Path(__file__).resolve().parent.parent
PO: Final = ROOT / "translations" / "ru" / "LC_MESSAGES" / "messages.po"
SINCE: Final = datetime(2026, 9, 1, tzinfo=UTC)  # a date of today would change with every update
PARTS: Final = ROOT / "translations" / "parts"
PACKAGES: Final = (
    "access", "app", "demo", "domain", "exchange", "jobs", "models", "reports", "services", "views",
)  # fmt: skip
KEYWORDS: Final = {
    **DEFAULT_KEYWORDS,
    "lazy_gettext": None,
    "message_key": None,
    "_l": None,
    "lazy_ngettext": (1, 2),
    "_n": (1, 2),
    "lazy_pgettext": ((1, "c"), 2),
    "_p": ((1, "c"), 2),
}
METHODS: Final = {".py": "python", ".html": "jinja2", ".txt": "jinja2"}
Msgid = str | tuple[str, ...]  # the singular and the plural where there are two
Found = Iterator[tuple[Msgid, str | None, tuple[str, int]]]


def _messages_in(folder: Path, base: Path) -> Found:
    """Yield (msgid, context, (file, line)) of every call that translates below `folder`."""
    for path in sorted(folder.rglob("*")):
        method = METHODS.get(path.suffix)
        if method is None or (method == "jinja2" and "templates" not in path.parts):
            continue
        for line, msgid, _comments, context in extract_from_file(method, path, KEYWORDS):
            yield msgid, context, (path.relative_to(base).as_posix(), line)


@cache
def _of_fab() -> dict[Msgid, bool]:
    """Return FAB's msgids, and of each whether FAB itself has the Russian for it."""
    home = Path(flask_appbuilder.__file__).parent
    with (home / "translations" / "ru" / "LC_MESSAGES" / "messages.mo").open("rb") as file:
        theirs = read_mo(file)
    found = {}
    for msgid, _context, _where in _messages_in(home, home):
        message = theirs.get(msgid)
        found[msgid] = bool(message and message.string)
    return found


def extract() -> Catalog:
    """Return what has to be translated, with empty translations."""
    catalog = Catalog(
        locale="ru",
        header_comment="# The Russian of the electronic journal: see scripts/i18n.py.",
        project="electronic-journal",
        version="1",
        last_translator="the project",
        language_team="the project",
        msgid_bugs_address="none",
        creation_date=SINCE,
        revision_date=SINCE,
        fuzzy=False,
    )
    for package in PACKAGES:
        for msgid, context, where in _messages_in(ROOT / package, ROOT):
            catalog.add(msgid, locations=[where], context=context)
    for msgid, translated in _of_fab().items():
        if not translated and catalog.get(msgid) is None:
            catalog.add(msgid, auto_comments=["Flask-AppBuilder"])
    return catalog


def parts() -> dict[Msgid, Msgid]:
    """Return the translations of `translations/parts`, by msgid or pair of singular and plural.

    Raise ValueError for a line that is not of two or three fields.
    """
    found: dict[Msgid, Msgid] = {}
    for path in sorted(PARTS.glob("*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            match [field.replace("\\n", "\n") for field in line.split("\t")]:
                case [msgid, msgstr]:
                    found[msgid] = msgstr
                case [msgid, plural, forms]:
                    found[msgid, plural] = tuple(forms.split("|"))
                case _:
                    raise ValueError(f"{path.name}:{number} has not two or three fields")
    return found


def catalogue() -> Catalog:
    """Return the Russian catalogue as it is kept, with the parts merged in."""
    if PO.exists():
        with PO.open("rb") as file:
            catalog = read_po(file, locale="ru")
    else:
        catalog = Catalog(locale="ru")
    for msgid, string in parts().items():
        catalog.delete(msgid if isinstance(msgid, str) else msgid[0])
        catalog.add(msgid, string=string)
    return catalog


def complete() -> Catalog:
    """Return everything that has to be translated, with the translations that there are."""
    known, wanted = catalogue(), extract()
    for message in wanted:
        have = known.get(_key(message), message.context) if message.id else None
        if have is not None and not have.fuzzy and _fits(message, have):
            message.string = have.string
    return wanted


def missing(catalog: Catalog) -> list[Message]:
    """Return the messages of `catalog` that lack a translation or one of its plural forms."""
    return [message for message in catalog if message.id and not _is_full(catalog, message)]


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _fits(message: Message, have: Message) -> bool:
    return isinstance(message.id, str) == isinstance(have.id, str)


def _is_full(catalog: Catalog, message: Message) -> bool:
    if isinstance(message.id, str):
        return bool(message.string)
    forms = message.string if isinstance(message.string, tuple | list) else ()
    return len(forms) == catalog.num_plurals and all(forms)


def update() -> None:
    """Write the catalogue anew: what the sources say now, with the translations that there are."""
    catalog = complete()
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, catalog, width=100, include_lineno=False, sort_output=True)


def compile_catalogue() -> Path:
    """Write the binary catalogue beside the source where it is stale; return its path.

    Processes that do so at once do not see each other's half-written file.
    """
    binary = PO.with_suffix(".mo")
    sources = [path for path in (PO, PARTS, *PARTS.glob("*.tsv")) if path.exists()]
    newest = max(path.stat().st_mtime for path in sources)
    if not binary.exists() or binary.stat().st_mtime < newest:
        draft = binary.with_name(f"{binary.name}.{os.getpid()}")
        with draft.open("wb") as file:
            write_mo(file, catalogue())
        draft.replace(binary)
    return binary


def main(arguments: list[str]) -> int:
    """Run one command; return the exit code."""
    match arguments:
        case ["compile"]:
            compile_catalogue()
        case ["update"]:
            update()
        case ["check"]:
            lacking = missing(complete())
            for message in lacking:
                print(_key(message), *(place for place, _line in message.locations), sep="\t")
            return 1 if lacking else 0
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
