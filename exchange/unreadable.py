"""What every reader of files says when it refuses one: a sentence about the file as a whole."""

from services.errors import FieldsError


class UnreadableError(FieldsError):
    """A file cannot be read at all; nothing of it is taken. Answered with 422."""

    def __init__(self, sentence: str) -> None:
        super().__init__({"file": sentence})
