"""What a service refuses, in words for the person who asked; views turn these into answers."""

from collections.abc import Mapping
from typing import Any


class ServiceError(Exception):
    """A refusal with a sentence for people."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotFoundError(ServiceError):
    """There is no such row, or it is not this person's to see: answered with 404."""


class NotAllowedError(ServiceError):
    """The row is visible, but not theirs to change: answered with 403."""


class MalformedError(ServiceError):
    """The request as a whole cannot be understood: answered with 400."""


class FieldsError(ServiceError):
    """Fields are wrong: answered with 422. `errors` maps a field's name to its sentence."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(" ".join(errors.values()))
        self.errors = dict(errors)


class ConflictError(ServiceError):
    """Somebody changed the thing meanwhile: answered with 409. `now` says how it stands now."""

    def __init__(self, sentence: str, now: Mapping[str, Any] | None = None) -> None:
        super().__init__(sentence)
        self.now = dict(now or {})
