"""Files that people and programs send: how large they may be, and what is said when they are not.

A method that takes a file stands under `@takes_file(most)`; it reads the file with `sent_file()`,
keeps it with `keep_file()` for the preview and finds it again with `kept_file()` on confirmation.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from flask import current_app, request
from flask_babel import gettext as _

from access.principal import current_principal
from services.errors import FieldsError
from services.uploads import KeptFile, folder_of, forget, keep, kept

MB: Final = 1024 * 1024
FORM_ALLOWANCE: Final = 64 * 1024  # bytes of the form around the file
FIELD: Final = "file"
LIMIT: Final = "most_bytes_of_file"  # the attribute that `app/uploads.py` looks for


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as it was sent."""

    name: str
    content: bytes


def takes_file(most: int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Let a method take a file of up to `most` bytes, more than other requests may hold."""

    def mark(method: Callable[..., Any]) -> Callable[..., Any]:
        setattr(method, LIMIT, most)
        return method

    return mark


def sent_file(most: int, *endings: str) -> SentFile:
    """Return the file in the field `file` of the request.

    `endings` are the accepted ends of its name («.plx»). Raise FieldsError with a sentence where
    there is no file, it is empty, of another kind, or larger than `most` bytes.
    """
    file = request.files.get(FIELD)
    if file is None or not file.filename:
        raise FieldsError({FIELD: _("Choose a file.")})
    name = file.filename.replace("\\", "/").rsplit("/", 1)[-1]
    if endings and not name.lower().endswith(endings):
        sentence = _("The name of the file must end in %(endings)s.", endings=", ".join(endings))
        raise FieldsError({FIELD: sentence})
    content = file.stream.read(most + 1)
    if len(content) > most:
        raise FieldsError({FIELD: too_large(most)})
    if not content:
        raise FieldsError({FIELD: _("The file is empty.")})
    return SentFile(name, content)


def too_large(most: int) -> str:
    """Return the sentence about a file of more than `most` bytes."""
    return _(
        "The file is larger than %(most)s MB, which is the most that is taken.", most=most // MB
    )


def keep_file(purpose: str, file: SentFile) -> str:
    """Keep a file until its owner confirms; return the token that finds it (services/uploads)."""
    return keep(_folder(), current_principal().user_id, purpose, file.name, file.content)


def kept_file(purpose: str, token: str) -> KeptFile:
    """Return the person's own kept file; raise NotFoundError where there is none any more."""
    return kept(_folder(), current_principal().user_id, purpose, token)


def forget_file(token: str) -> None:
    """Remove a kept file that has been imported."""
    forget(_folder(), token)


def _folder() -> Path:
    return folder_of(current_app.config["INSTANCE_DIR"])
